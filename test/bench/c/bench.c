/*
 * The C SDK's side of `npm run bench`: does one job and prints what it cost.
 *
 * Arguments: JOB ENDPOINT OBJECT COUNT FILE PART_SIZE IN_FLIGHT. docs/performance.md tells how to build it and
 * what each job does with them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "aos_crc64.h"
#include "aos_http_io.h"
#include "aos_log.h"
#include "oss_api.h"

#define MIB (1024 * 1024)
#define SMALL 1024

typedef struct {
    const char *job;
    const char *endpoint;
    int count;
    aos_string_t file;
    int64_t part_size;
    int in_flight;
} arguments_t;

static aos_string_t bucket, object;

static double wall_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double seconds_of(struct timeval t)
{
    return t.tv_sec + t.tv_usec / 1e6;
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

static oss_request_options_t *options_in(aos_pool_t *p, const char *endpoint)
{
    oss_request_options_t *options = oss_request_options_create(p);
    options->config = oss_config_create(p);
    aos_str_set(&options->config->endpoint, endpoint);
    aos_str_set(&options->config->access_key_id, "bench");
    aos_str_set(&options->config->access_key_secret, "bench-secret");
    aos_str_set(&options->config->region, "cn-hangzhou");
    options->config->signature_version = 4;
    options->config->is_cname = 0;
    options->ctl = aos_http_controller_create(p, 0);
    return options;
}

static void must(aos_status_t *s)
{
    if (aos_status_is_ok(s)) return;
    fprintf(stderr, "%d %s %s\n", s->code, s->error_code, s->error_msg);
    exit(1);
}

static void crc64(const arguments_t *arguments)
{
    unsigned char *mebibyte = malloc(MIB);
    uint64_t crc = 0;
    int i;
    for (i = 0; i < MIB; i++) mebibyte[i] = (unsigned char)(i * 31 + (i >> 8));
    for (i = 0; i < arguments->count; i++) crc = aos_crc64(crc, mebibyte, MIB);
    /* Printed, so that the compiler can't leave it out. */
    fprintf(stderr, "%llu\n", (unsigned long long)crc);
    free(mebibyte);
}

static void transfer(const arguments_t *arguments, int is_upload)
{
    aos_pool_t *p;
    oss_request_options_t *options;
    oss_resumable_clt_params_t *params;
    aos_table_t *headers, *resp_headers;
    aos_list_t resp_body;
    aos_string_t file = arguments->file;
    aos_pool_create(&p, NULL);
    aos_list_init(&resp_body);
    headers = aos_table_make(p, 0);
    options = options_in(p, arguments->endpoint);
    params = oss_create_resumable_clt_params_content(
        p, arguments->part_size, arguments->in_flight, AOS_FALSE, NULL);
    must(is_upload
             ? oss_resumable_upload_file(options, &bucket, &object, &file, headers, NULL, params,
                                         NULL, &resp_headers, &resp_body)
             : oss_resumable_download_file(options, &bucket, &object, &file, headers, NULL, params,
                                           NULL, &resp_headers));
    aos_pool_destroy(p);
}

/* One request after the other, since one call has one thread; each in a pool of its own, as in the samples. */
static void small_calls(const arguments_t *arguments, int is_put)
{
    static char content[SMALL];
    int i;
    memset(content, 'x', SMALL);
    for (i = 0; i < arguments->count; i++) {
        aos_pool_t *p;
        aos_list_t buffer;
        aos_table_t *resp_headers;
        oss_request_options_t *options;
        aos_pool_create(&p, NULL);
        options = options_in(p, arguments->endpoint);
        aos_list_init(&buffer);
        if (is_put) {
            aos_list_add_tail(&aos_buf_pack(p, content, SMALL)->node, &buffer);
            must(oss_put_object_from_buffer(options, &bucket, &object, &buffer, NULL, &resp_headers));
        } else {
            must(oss_get_object_to_buffer(options, &bucket, &object, NULL, NULL, &buffer, &resp_headers));
        }
        aos_pool_destroy(p);
    }
}

static void do_job(const arguments_t *arguments)
{
    const char *job = arguments->job;
    if (strcmp(job, "crc64") == 0) crc64(arguments);
    else if (strcmp(job, "upload") == 0) transfer(arguments, 1);
    else if (strcmp(job, "download") == 0) transfer(arguments, 0);
    else if (strcmp(job, "put") == 0) small_calls(arguments, 1);
    else if (strcmp(job, "get") == 0) small_calls(arguments, 0);
    else exit(2);
}

int main(int argc, char *argv[])
{
    arguments_t arguments;
    double wall, cpu;
    if (argc != 8) return 2;
    arguments.job = argv[1];
    arguments.endpoint = argv[2];
    aos_str_set(&object, argv[3]);
    arguments.count = atoi(argv[4]);
    aos_str_set(&arguments.file, argv[5]);
    arguments.part_size = atoll(argv[6]);
    arguments.in_flight = atoi(argv[7]);
    aos_str_set(&bucket, "bench");
    if (aos_http_io_initialize(NULL, 0) != AOSE_OK) return 1;
    aos_log_set_level(AOS_LOG_OFF);
    wall = wall_seconds();
    cpu = cpu_seconds();
    do_job(&arguments);
    printf("{\"seconds\":%.6f,\"cpuSeconds\":%.6f}\n", wall_seconds() - wall, cpu_seconds() - cpu);
    aos_http_io_deinitialize();
    return 0;
}
