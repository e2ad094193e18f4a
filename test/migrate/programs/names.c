/* Strings: buffers of char that are filled, cut, searched and compared. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "account.h"
#include "aos_string.h"

#define MAX_KEY 256
#define PREFIX "names"
#define IS_VOWEL(c) ((c) == 'a' || (c) == 'e' || (c) == 'i' || (c) == 'o' || (c) == 'u')

/* Puts directory, name and number together: names/holiday-007.jpg */
static int make_key(char *key, size_t size, const char *name, int number)
{
    char stem[64];
    const char *dot = strrchr(name, '.');

    if (dot == NULL || strlen(name) >= sizeof(stem)) {
        return -1;
    }
    strncpy(stem, name, dot - name);
    stem[dot - name] = '\0';
    snprintf(key, size, "%s/%s-%03d%s", PREFIX, stem, number, dot);
    return 0;
}

static void shout(char *text)
{
    size_t i;

    for (i = 0; i < strlen(text); i++) {
        text[i] = (char)toupper((unsigned char)text[i]);
    }
}

static int count_vowels(const char *text)
{
    int vowels = 0;

    while (*text != '\0') {
        if (IS_VOWEL(*text)) {
            vowels++;
        }
        text++;
    }
    return vowels;
}

static const char *kind_of(const char *name)
{
    const char *suffix = strrchr(name, '.');

    if (suffix == NULL) {
        return "unknown";
    } else if (strcmp(suffix, ".jpg") == 0 || !strcasecmp(suffix, ".jpeg")) {
        return "picture";
    } else if (strncmp(suffix, ".tx", 3) == 0) {
        return "text";
    }
    return "unknown";
}

int main(void)
{
    static const char *files[] = {"holiday.jpg", "notes.txt", "README", "Summer.JPEG"};
    aos_pool_t *p = NULL;
    oss_request_options_t *options;
    aos_string_t bucket, object, trimmed;
    aos_string_t quoted = aos_string("\"etag\"");
    aos_list_t buffer;
    aos_buf_t *content;
    aos_status_t *s;
    char key[MAX_KEY];
    char line[MAX_KEY] = "";
    char *copy;
    int i, used = 0;
    long total;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());

    for (i = 0; i < 4; i++) {
        printf("%-12s %-8s %d vowels\n", files[i], kind_of(files[i]), count_vowels(files[i]));
        if (make_key(key, sizeof(key), files[i], i * 7) != 0) {
            printf("%s has no suffix\n", files[i]);
            continue;
        }
        aos_str_set(&object, key);
        aos_list_init(&buffer);
        content = aos_buf_pack(p, files[i], (int)strlen(files[i]));
        aos_list_add_tail(&content->node, &buffer);
        s = oss_put_object_from_buffer(options, &bucket, &object, &buffer, NULL, NULL);
        if (!aos_status_is_ok(s)) {
            printf("%s: %s\n", key, s->error_msg);
            return EXIT_FAILURE;
        }
        if (used > 0) {
            strcat(line, ", ");
        }
        strcat(line, key);
        used++;
    }
    printf("%d keys: %s\n", used, line);
    printf("first comma at %d\n", (int)(strchr(line, ',') - line));
    printf("holds notes: %s\n", strstr(line, "notes") != NULL ? "yes" : "no");

    copy = malloc(strlen(PREFIX) + 1);
    strcpy(copy, PREFIX);
    shout(copy);
    printf("%s %c%c\n", copy, copy[0], copy[strlen(copy) - 1]);
    free(copy);

    aos_unquote_str(&quoted);
    printf("unquoted: %.*s\n", quoted.len, quoted.data);
    aos_str_set(&trimmed, apr_pstrdup(p, "  spaces around\t"));
    aos_strip_space(&trimmed);
    printf("[%s] %d\n", aos_pstrdup(p, &trimmed), trimmed.len);

    total = strtol("1024 bytes", NULL, 10) + atol("76") + atoi("-100x");
    printf("total %ld\n", total);

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return EXIT_SUCCESS;
}
