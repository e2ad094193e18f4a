/* Errors: labels at the end that put things in order, whatever went wrong before. */
#include <stdio.h>
#include <string.h>
#include "account.h"

enum outcome {
    OUTCOME_OK = 0,
    OUTCOME_NO_UPLOAD,
    OUTCOME_NO_PART,
    OUTCOME_NO_OBJECT = 10
};

static const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_OK:
        return "ok";
    case OUTCOME_NO_UPLOAD:
        return "no upload";
    case OUTCOME_NO_PART:
        return "no part";
    default:
        return "no object";
    }
}

/* Uploads one part; an upload that was begun and fails is given up. */
static enum outcome upload(oss_request_options_t *options, const char *bucket_name,
                           const char *key, int part_number)
{
    enum outcome result = OUTCOME_OK;
    int begun = 0;
    aos_string_t bucket, object, upload_id;
    aos_list_t buffer;
    aos_list_t part_list;
    aos_buf_t *content = NULL;
    oss_complete_part_content_t *part = NULL;
    aos_table_t *headers = NULL;
    aos_status_t *s = NULL;

    aos_str_set(&bucket, bucket_name);
    aos_str_set(&object, key);
    s = oss_init_multipart_upload(options, &bucket, &object, &upload_id, NULL, NULL);
    if (!aos_status_is_ok(s)) {
        result = OUTCOME_NO_UPLOAD;
        goto cleanup;
    }
    begun = 1;

    aos_list_init(&buffer);
    content = aos_buf_pack(options->pool, key, strlen(key));
    aos_list_add_tail(&content->node, &buffer);
    s = oss_upload_part_from_buffer(options, &bucket, &object, &upload_id, part_number, &buffer,
                                    &headers);
    if (!aos_status_is_ok(s)) {
        result = OUTCOME_NO_PART;
        goto cleanup;
    }

    aos_list_init(&part_list);
    part = oss_create_complete_part_content(options->pool);
    aos_str_set(&part->part_number, apr_psprintf(options->pool, "%d", part_number));
    aos_str_set(&part->etag, apr_table_get(headers, "ETag"));
    aos_list_add_tail(&part->node, &part_list);
    s = oss_complete_multipart_upload(options, &bucket, &object, &upload_id, &part_list, NULL,
                                      NULL);
    if (aos_status_is_ok(s))
        goto done;
    result = OUTCOME_NO_OBJECT;

cleanup:
    printf("%s: %d %s\n", key, s->code, s->error_code);
    if (begun) {
        s = oss_abort_multipart_upload(options, &bucket, &object, &upload_id, NULL);
        printf("%s: given up, %d\n", key, s->code);
    }
done:
    return result;
}

int main(void)
{
    aos_pool_t *p = NULL;
    oss_request_options_t *options = NULL;
    enum outcome outcome;
    int failures = 0;
    int exit_code = -1;

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK)
        goto out;
    aos_pool_create(&p, NULL);
    options = account_options(p);

    outcome = upload(options, account_bucket(), "cleanup/good", 1);
    printf("good: %s (%d)\n", outcome_name(outcome), outcome);

    outcome = upload(options, "no-such-bucket-of-mine", "cleanup/nowhere", 1);
    failures += outcome != OUTCOME_OK;
    printf("nowhere: %s (%d)\n", outcome_name(outcome), outcome);

    outcome = upload(options, account_bucket(), "cleanup/part", 10001);
    failures += outcome != OUTCOME_OK;
    printf("part: %s (%d)\n", outcome_name(outcome), outcome);

    exit_code = failures == 2 ? 0 : 2;

out:
    if (p != NULL) {
        aos_pool_destroy(p);
    }
    aos_http_io_deinitialize();
    return exit_code;
}
