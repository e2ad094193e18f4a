/* Threads: the one thing that has to be finished by hand. */
#include <stdio.h>
#include <apr_thread_proc.h>
#include <apr_thread_mutex.h>
#include "account.h"

#define THREADS 3

typedef struct {
    int number;
    int code;
} task_t;

static apr_thread_mutex_t *mutex = NULL;
static int finished = 0;

static void *APR_THREAD_FUNC put_one(apr_thread_t *thread, void *data)
{
    task_t *task = (task_t *)data;
    aos_pool_t *p = NULL;
    oss_request_options_t *options;
    aos_string_t bucket;
    aos_string_t object;
    aos_list_t buffer;
    aos_status_t *s;

    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, apr_psprintf(p, "threads/%d", task->number));
    aos_list_init(&buffer);
    s = oss_put_object_from_buffer(options, &bucket, &object, &buffer, NULL, NULL);
    task->code = s->code;
    aos_pool_destroy(p);

    apr_thread_mutex_lock(mutex);
    finished++;
    apr_thread_mutex_unlock(mutex);
    apr_thread_exit(thread, APR_SUCCESS);
    return NULL;
}

int main(void)
{
    apr_thread_t *threads[THREADS];
    task_t tasks[THREADS];
    aos_pool_t *p = NULL;
    apr_status_t rv;
    int i;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    apr_thread_mutex_create(&mutex, APR_THREAD_MUTEX_DEFAULT, p);
    for (i = 0; i < THREADS; i++) {
        tasks[i].number = i;
        tasks[i].code = 0;
        apr_thread_create(&threads[i], NULL, put_one, &tasks[i], p);
    }
    for (i = 0; i < THREADS; i++) {
        apr_thread_join(&rv, threads[i]);
        printf("thread %d: %d\n", i, tasks[i].code);
    }
    printf("%d finished\n", finished);
    apr_thread_mutex_destroy(mutex);
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return finished == THREADS ? 0 : 1;
}
