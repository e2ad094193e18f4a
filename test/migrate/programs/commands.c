/* Function pointers: a table of commands, found by name, and a switch over what they answer. */
#include <stdio.h>
#include <string.h>
#include "account.h"

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define ANSWER_ABSENT 404
#define MAX_ARGUMENT 16

typedef struct context_s {
    oss_request_options_t *options;
    aos_string_t bucket;
    int requests;
} context_t;

typedef int (*command_fn)(context_t *context, const char *argument);

typedef struct {
    const char *name;
    command_fn run;
    const char *help;
} command_t;

static int put_command(context_t *context, const char *argument)
{
    aos_string_t object;
    aos_list_t buffer;
    aos_status_t *s;

    aos_str_set(&object, argument);
    aos_list_init(&buffer);
    aos_list_add_tail(&aos_buf_pack(context->options->pool, "content", 7)->node, &buffer);
    context->requests++;
    s = oss_put_object_from_buffer(context->options, &context->bucket, &object, &buffer, NULL, NULL);
    return s->code;
}

static int head_command(context_t *context, const char *argument)
{
    aos_string_t object;
    aos_table_t *headers = NULL;
    aos_status_t *s;

    aos_str_set(&object, argument);
    context->requests++;
    s = oss_head_object(context->options, &context->bucket, &object, NULL, &headers);
    if (aos_status_is_ok(s)) {
        const char *length = apr_table_get(headers, OSS_CONTENT_LENGTH);

        printf("  length %s\n", length != NULL ? length : "unknown");
    }
    return s->code;
}

static int delete_command(context_t *context, const char *argument)
{
    aos_string_t object;

    aos_str_set(&object, argument);
    ++context->requests;
    return oss_delete_object(context->options, &context->bucket, &object, NULL)->code;
}

static int wait_command(context_t *context, const char *argument)
{
    (void)context;
    (void)argument;
    apr_sleep(1000);
    return 0;
}

static const command_t commands[] = {
    {"put", put_command, "stores an object"},
    {"head", head_command, "looks at an object"},
    {"delete", delete_command, "deletes an object"},
    {"wait", wait_command, "waits a little"},
};

static const command_t *find_command(const char *name)
{
    const command_t *command;

    for (command = commands; command < commands + ARRAY_LENGTH(commands); command++) {
        if (!strcmp(command->name, name)) {
            return command;
        }
    }
    return NULL;
}

int main(void)
{
    const char *script[][2] = {
        {"put", "commands/one"}, {"head", "commands/one"}, {"wait", ""},
        {"delete", "commands/one"}, {"head", "commands/one"}, {"copy", "commands/one"},
    };
    context_t context;
    aos_pool_t *p;
    unsigned int i;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    memset(&context, 0, sizeof(context));
    context.options = account_options(p);
    aos_str_set(&context.bucket, account_bucket());

    for (i = 0; i < ARRAY_LENGTH(script); i++) {
        const command_t *command = find_command(script[i][0]);
        int code;

        if (command == NULL) {
            printf("%s: no such command\n", script[i][0]);
            continue;
        }
        printf("%s %.*s: %s\n", command->name, MAX_ARGUMENT, script[i][1], command->help);
        code = command->run(&context, script[i][1]);
        switch (code) {
            case 0:
                printf("  done\n");
                break;
            case 200:
            case 204:
                printf("  ok, %d\n", code);
                break;
            case ANSWER_ABSENT:
                printf("  not there\n");
                /* fall through */
            default:
                printf("  answer %d\n", code);
        }
    }
    printf("%d requests\n", context.requests);

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
