/* Lists: adding, reading both ways, deleting while reading, moving, pages. */
#include <stdio.h>
#include <stdlib.h>
#include "account.h"

static const char *names[] = { "a.txt", "b.txt", "c.txt", "d.txt", "e.txt" };

static aos_status_t *put_all(oss_request_options_t *options, const aos_string_t *bucket)
{
    aos_status_t *s = NULL;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
        aos_string_t object;
        aos_list_t buffer;
        char *key = apr_psprintf(options->pool, "list/%s", names[i]);

        aos_str_set(&object, key);
        aos_list_init(&buffer);
        aos_list_add_tail(&aos_buf_pack(options->pool, names[i], 5)->node, &buffer);
        s = oss_put_object_from_buffer(options, bucket, &object, &buffer, NULL, NULL);
        if (!aos_status_is_ok(s))
            break;
    }
    return s;
}

/* Reads the names in pages of two. */
static void list_pages(oss_request_options_t *options, const aos_string_t *bucket)
{
    oss_list_object_params_t *params = oss_create_list_object_params(options->pool);
    oss_list_object_content_t *content = NULL;
    char *next_marker = NULL;
    int page = 0;
    aos_status_t *s;

    params->max_ret = 2;
    aos_str_set(&params->prefix, "list/");
    aos_str_set(&params->marker, "");
    do {
        s = oss_list_object(options, bucket, params, NULL);
        if (!aos_status_is_ok(s)) {
            printf("list failed: %d\n", s->code);
            return;
        }
        page++;
        aos_list_for_each_entry(oss_list_object_content_t, content, &params->object_list, node) {
            printf("page %d: %.*s (%s bytes)\n", page, content->key.len, content->key.data,
                   content->size.data);
        }
        next_marker = apr_psprintf(options->pool, "%.*s", params->next_marker.len,
                                   params->next_marker.data);
        aos_str_set(&params->marker, next_marker);
        aos_list_init(&params->object_list);
    } while (params->truncated == AOS_TRUE);
    printf("%d pages\n", page);
}

static int sum_sizes(aos_list_t *keys)
{
    oss_list_object_content_t *entry;
    int sum = 0;

    aos_list_for_each_entry(oss_list_object_content_t, entry, keys, node) {
        sum += atoi(entry->size.data);
    }
    return sum;
}

int main(int argc, char *argv[])
{
    aos_pool_t *p;
    oss_request_options_t *options;
    aos_string_t bucket;
    oss_list_object_params_t *params;
    oss_list_object_content_t *entry;
    oss_list_object_content_t *next;
    oss_list_object_content_t *first;
    oss_object_key_t *key;
    oss_object_key_t *next_key;
    aos_list_t to_delete;
    aos_list_t moved;
    aos_list_t deleted;
    aos_status_t *s;
    int count = 0;

    (void)argc;
    (void)argv;
    if (aos_http_io_initialize("reverse list", 0) != AOSE_OK) exit(1);
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());

    s = put_all(options, &bucket);
    if (!aos_status_is_ok(s)) {
        fprintf(stderr, "put failed: %s\n", s->error_msg);
        exit(1);
    }
    list_pages(options, &bucket);

    params = oss_create_list_object_params(p);
    aos_str_set(&params->prefix, "list/");
    s = oss_list_object(options, &bucket, params, NULL);
    printf("listed: %d, %d bytes\n", s->code, sum_sizes(&params->object_list));

    aos_list_for_each_entry_reverse(oss_list_object_content_t, entry, &params->object_list, node) {
        printf("backwards: %s\n", entry->key.data);
    }

    /* All but the first go, from the end. */
    aos_list_init(&to_delete);
    first = aos_list_get_first(&params->object_list, oss_list_object_content_t, node);
    aos_list_for_each_entry_safe_reverse(oss_list_object_content_t, entry, next,
                                         &params->object_list, node) {
        if (entry == first)
            continue;
        key = oss_create_oss_object_key(p);
        aos_str_set(&key->key, entry->key.data);
        aos_list_add_tail(&key->node, &to_delete);
        aos_list_del(&entry->node);
    }
    aos_list_for_each_entry(oss_list_object_content_t, entry, &params->object_list, node) ++count;
    printf("kept: %d\n", count);

    aos_list_init(&moved);
    aos_list_movelist(&to_delete, &moved);
    printf("moved: %s\n", aos_list_empty(&to_delete) && !aos_list_empty(&moved) ? "all" : "none");
    key = aos_list_get_last(&moved, oss_object_key_t, node);
    printf("last: %s\n", key->key.data);

    aos_list_init(&deleted);
    s = oss_delete_objects(options, &bucket, &moved, AOS_FALSE, NULL, &deleted);
    count = 0;
    aos_list_for_each_entry_safe(oss_object_key_t, key, next_key, &deleted, node) {
        count++;
    }
    printf("deleted: %d of 4, %d\n", count, s->code);

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
