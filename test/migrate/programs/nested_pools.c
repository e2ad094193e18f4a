/* Pools: one for the program, one for each round, one lent to the options for a while. */
#include <stdio.h>
#include "account.h"

#define ROUNDS 3

static int store(const oss_request_options_t *options, const char *name, const char *text, int len)
{
    aos_string_t bucket;
    aos_string_t object;
    aos_list_t buffer;
    aos_buf_t *content;
    aos_table_t *resp_headers = NULL;
    aos_status_t *s;

    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, name);
    aos_list_init(&buffer);
    content = aos_buf_pack(options->pool, text, len);
    aos_list_add_tail(&content->node, &buffer);
    s = oss_put_object_from_buffer(options, &bucket, &object, &buffer, NULL, &resp_headers);
    if (!aos_status_is_ok(s)) {
        return 0;
    }
    return apr_table_get(resp_headers, "x-oss-request-id") != NULL;
}

int main(void)
{
    aos_pool_t *p = NULL;
    aos_pool_t *sub = NULL;
    aos_pool_t *parent_pool;
    oss_request_options_t *options;
    oss_list_object_params_t *params;
    aos_string_t bucket;
    aos_status_t *s;
    char *kept = NULL;
    int stored = 0;
    int i;

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK) {
        return 1;
    }
    aos_pool_create(&p, NULL);

    /* A pool for each round: what is made in it goes with it. */
    for (i = 1; i <= ROUNDS; i++) {
        oss_request_options_t *own;

        aos_pool_create(&sub, p);
        own = account_options(sub);
        stored += store(own, apr_psprintf(sub, "pools/%d", i), "0123456789", i);
        if (i == ROUNDS) {
            kept = apr_psprintf(p, "round %d was the last", i);
        }
        aos_pool_destroy(sub);
    }
    printf("%d stored, %s\n", stored, kept);

    /* The options take another pool for one call. */
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    parent_pool = options->pool;
    aos_pool_create(&sub, parent_pool);
    options->pool = sub;
    params = oss_create_list_object_params(sub);
    aos_str_set(&params->prefix, "pools/");
    s = oss_list_object(options, &bucket, params, NULL);
    if (aos_status_is_ok(s)) {
        oss_list_object_content_t *entry;

        aos_list_for_each_entry(oss_list_object_content_t, entry, &params->object_list, node) {
            printf("%s: %s\n", entry->key.data, entry->size.data);
        }
    }
    aos_pool_destroy(sub);
    options->pool = parent_pool;

    printf("again: %d\n", store(options, "pools/again", "", 0));
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
