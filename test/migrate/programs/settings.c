/* A configuration in text: read line by line, kept in a structure, used for a resumable upload. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "account.h"

#define MAX_LINE 128

typedef struct settings_t {
    char object[MAX_LINE];
    int threads;
    int64_t part_size;
    int checkpoint;
    struct {
        int count;
        char last[MAX_LINE];
    } unknown;
} settings_t;

static const char *text =
    "# how to upload\n"
    "object=settings/upload.bin\n"
    "threads=3\n"
    "\n"
    "part_size=102400\n"
    "colour=blue\n"
    "checkpoint=yes\n";

static int set_one(settings_t *settings, const char *name, const char *value)
{
    if (strcmp(name, "object") == 0) {
        snprintf(settings->object, sizeof(settings->object), "%s", value);
    } else if (strcmp(name, "threads") == 0) {
        settings->threads = atoi(value);
    } else if (strcmp(name, "part_size") == 0) {
        settings->part_size = aos_atoi64(value);
    } else if (strcmp(name, "checkpoint") == 0) {
        settings->checkpoint = value[0] == 'y' || value[0] == 'Y';
    } else {
        return -1;
    }
    return 0;
}

static void read_settings(settings_t *settings, const char *all)
{
    char line[MAX_LINE];
    const char *begin = all;
    const char *end;

    while ((end = strchr(begin, '\n')) != NULL) {
        int len = (int)(end - begin);

        memcpy(line, begin, len);
        line[len] = '\0';
        begin = end + 1;
        if (len == 0 || line[0] == '#') {
            continue;
        }
        char *sign = strchr(line, '=');
        if (sign == NULL) {
            break;
        }
        *sign = '\0';
        if (set_one(settings, line, sign + 1) != 0) {
            settings->unknown.count++;
            strcpy(settings->unknown.last, line);
        }
    }
}

static int write_file(const char *path, int size)
{
    FILE *file = fopen(path, "wb");
    int i;

    if (file == NULL) {
        return -1;
    }
    for (i = 0; i < size; i++) {
        fputc('a' + i % 26, file);
    }
    fclose(file);
    return 0;
}

int main(void)
{
    settings_t settings = {"", 1, 0, 0, {0, ""}};
    aos_pool_t *p = NULL;
    oss_request_options_t *options;
    oss_resumable_clt_params_t *clt_params;
    aos_string_t bucket, object, file_path;
    aos_list_t resp_body;
    aos_status_t *s;

    read_settings(&settings, text);
    printf("%s, %d threads, parts of %d, checkpoint %s\n", settings.object, settings.threads,
           (int)settings.part_size, settings.checkpoint ? "on" : "off");
    printf("unknown: %d, %s\n", settings.unknown.count, settings.unknown.last);

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK || write_file("upload.bin", 250000) != 0) {
        return 1;
    }
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, settings.object);
    aos_str_set(&file_path, "upload.bin");
    aos_list_init(&resp_body);
    clt_params = oss_create_resumable_clt_params_content(p, settings.part_size, settings.threads,
                                                         settings.checkpoint, NULL);
    s = oss_resumable_upload_file(options, &bucket, &object, &file_path, NULL, NULL, clt_params,
                                  NULL, NULL, &resp_body);
    if (aos_status_is_ok(s)) {
        printf("uploaded, %d\n", s->code);
    } else {
        printf("failed, %d, %s\n", s->code, s->error_msg);
    }
    remove("upload.bin");
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
