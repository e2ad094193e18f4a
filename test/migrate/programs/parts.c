/* Bytes: memory that is filled, copied and cut into parts, with pointers that move over it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "account.h"
#include "aos_crc64.h"

#define PART_COUNT 3
#define TOTAL (2 * SMALL_PART + SMALL_PART / 2)

static unsigned char *make_content(size_t size)
{
    unsigned char *content = (unsigned char *)malloc(size);
    size_t i;

    memset(content, 0, size);
    for (i = 0; i < size; i++) {
        content[i] = (unsigned char)((i * 7 + 3) & 0xff);
    }
    memcpy(content, "HEAD", 4);
    return content;
}

/* The sum of all bytes, by a pointer that walks. */
static unsigned int checksum(const unsigned char *data, int len)
{
    const unsigned char *end = data + len;
    unsigned int sum = 0;

    while (data < end) {
        sum = sum * 31 + *data++;
    }
    return sum;
}

int main(void)
{
    aos_pool_t *p;
    oss_request_options_t *options;
    oss_list_upload_part_params_t *params;
    oss_list_part_content_t *listed;
    aos_string_t bucket, object, upload_id;
    aos_list_t complete, answer;
    aos_buf_t *chunk;
    aos_status_t *s;
    unsigned char *content = make_content(TOTAL);
    unsigned char *pos = content;
    unsigned char *received;
    uint64_t crc = 0;
    int64_t left = TOTAL;
    int number, size, at = 0;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, "parts/bytes.bin");

    s = oss_init_multipart_upload(options, &bucket, &object, &upload_id, NULL, NULL);
    printf("begun: %d\n", s->code);
    for (number = 1; left > 0; number++) {
        aos_list_t buffer;
        aos_buf_t *part;

        size = left < SMALL_PART ? (int)left : SMALL_PART;
        aos_list_init(&buffer);
        part = aos_buf_pack(p, pos, size);
        aos_list_add_tail(&part->node, &buffer);
        s = oss_upload_part_from_buffer(options, &bucket, &object, &upload_id, number, &buffer, NULL);
        crc = aos_crc64(crc, pos, size);
        printf("part %d: %d, %d bytes, %u\n", number, s->code, size, checksum(pos, size));
        pos += size;
        left -= size;
    }
    printf("%s parts\n", number - 1 == PART_COUNT ? "all" : "other");

    params = oss_create_list_upload_part_params(p);
    params->max_ret = 1000;
    aos_list_init(&complete);
    s = oss_list_upload_part(options, &bucket, &object, &upload_id, params, NULL);
    aos_list_for_each_entry(oss_list_part_content_t, listed, &params->part_list, node) {
        oss_complete_part_content_t *part = oss_create_complete_part_content(p);

        aos_str_set(&part->part_number, listed->part_number.data);
        aos_str_set(&part->etag, listed->etag.data);
        aos_list_add_tail(&part->node, &complete);
    }
    s = oss_complete_multipart_upload(options, &bucket, &object, &upload_id, &complete, NULL, NULL);
    printf("completed: %d\n", s->code);

    aos_list_init(&answer);
    s = oss_get_object_to_buffer(options, &bucket, &object, NULL, NULL, &answer, NULL);
    received = aos_pcalloc(p, (apr_size_t)aos_buf_list_len(&answer));
    aos_list_for_each_entry(aos_buf_t, chunk, &answer, node) {
        int len = (int)aos_buf_size(chunk);

        memcpy(received + at, chunk->pos, len);
        at += len;
    }
    printf("got %d bytes, %.4s, %s\n", at, (char *)received,
           memcmp(received, content, TOTAL) == 0 ? "the same" : "others");
    printf("crc %s\n", aos_crc64(0, received, at) == crc ? "fits" : "differs");

    free(content);
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
