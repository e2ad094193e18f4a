/* Counts what lies under a prefix, page by page. */
#include <stdio.h>
#include "account.h"

#define PREFIX "stock/"

static aos_status_t *put(oss_request_options_t *options, const char *name, const char *text)
{
    aos_string_t bucket, object;
    aos_list_t buffer;

    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, apr_psprintf(options->pool, "%s%s", PREFIX, name));
    aos_list_init(&buffer);
    aos_list_add_tail(&aos_buf_pack(options->pool, text, strlen(text))->node, &buffer);
    return oss_put_object_from_buffer(options, &bucket, &object, &buffer, NULL, NULL);
}

int main(void)
{
    aos_pool_t *p = NULL;
    oss_request_options_t *options = NULL;
    oss_list_object_params_t *params = NULL;
    oss_list_object_content_t *content = NULL;
    aos_string_t bucket;
    aos_status_t *s = NULL;
    int count = 0;
    long bytes = 0;
    int exit_code = 1;

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK)
        return exit_code;
    aos_pool_create(&p, NULL);
    options = account_options(p);

    if (!aos_status_is_ok(s = put(options, "nails", "100 nails")) ||
        !aos_status_is_ok(s = put(options, "screws", "25 screws")))
        goto out;

    aos_str_set(&bucket, account_bucket());
    params = oss_create_list_object_params(p);
    aos_str_set(&params->prefix, PREFIX);
    params->max_ret = 1; /* a page for each, to show how it goes on */
    do {
        s = oss_list_object(options, &bucket, params, NULL);
        if (!aos_status_is_ok(s))
            goto out;
        aos_list_for_each_entry(oss_list_object_content_t, content, &params->object_list, node) {
            printf("%.*s\t%s bytes\n", content->key.len, content->key.data, content->size.data);
            bytes += atol(content->size.data);
            count++;
        }
        aos_list_init(&params->object_list);
        aos_str_set(&params->marker, params->next_marker.data);
    } while (params->truncated == AOS_TRUE);
    printf("%d objects, %ld bytes\n", count, bytes);
    exit_code = 0;

out:
    if (exit_code != 0)
        printf("%d %s: %s\n", s->code, s->error_code, s->error_msg);
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return exit_code;
}
