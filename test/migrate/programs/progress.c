/*
 * Callbacks: a progress callback with state of the file's own, a function that is handed on as an
 * argument, and a log printer.
 */
#include <stdio.h>
#include <string.h>
#include "account.h"
#include "aos_log.h"

#define OBJECT_NAME "progress/letters.txt"
#define LETTERS 26
#define ROUNDS 1000

typedef void (*step_fn)(int step, const char *what);

static int64_t last_consumed = 0;
static int complete = 0;
static int calls = 0;

/* Percentages never fall; at the end all is there. */
static void on_progress(int64_t consumed_bytes, int64_t total_bytes)
{
    if (consumed_bytes < last_consumed) {
        printf("progress fell\n");
    }
    last_consumed = consumed_bytes;
    calls++;
    if (consumed_bytes == total_bytes && !complete) {
        printf("%d%% of %d bytes\n", (int)(100 * consumed_bytes / total_bytes), (int)total_bytes);
        complete = 1;
    }
}

static void print_step(int step, const char *what)
{
    printf("%d. %s\n", step, what);
}

static void print_quietly(const char *message, int len)
{
    (void)message;
    (void)len;
}

static int run_steps(const char *steps[], int count, step_fn announce)
{
    int i;

    for (i = 0; i < count; ++i) {
        announce(i + 1, steps[i]);
    }
    return i;
}

int main(void)
{
    const char *steps[] = {"make the letters", "send them", "fetch them"};
    aos_pool_t *p = NULL;
    oss_request_options_t *options = NULL;
    aos_string_t bucket;
    aos_string_t object;
    aos_list_t body;
    aos_list_t answer;
    aos_table_t *headers = NULL;
    aos_status_t *s = NULL;
    int i;

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK) {
        return 1;
    }
    aos_log_set_print(print_quietly);
    printf("%d steps\n", run_steps(steps, sizeof(steps) / sizeof(steps[0]), print_step));

    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, OBJECT_NAME);

    aos_list_init(&body);
    for (i = 0; i < ROUNDS; i++) {
        aos_buf_t *line = aos_buf_pack(p, "abcdefghijklmnopqrstuvwxyz", LETTERS);
        aos_list_add_tail(&line->node, &body);
    }
    headers = aos_table_make(p, 1);
    apr_table_set(headers, "Content-Type", "text/plain");

    s = oss_do_put_object_from_buffer(options, &bucket, &object, &body, headers, NULL,
                                      on_progress, NULL, NULL);
    printf("put: %s\n", aos_status_is_ok(s) ? "ok" : s->error_code);
    printf("called: %s\n", calls > 0 ? "yes" : "no");

    last_consumed = 0;
    complete = 0;
    aos_list_init(&answer);
    s = oss_do_get_object_to_buffer(options, &bucket, &object, NULL, NULL, &answer, on_progress,
                                    NULL);
    printf("get: %d, %d bytes\n", s->code, (int)aos_buf_list_len(&answer));

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
