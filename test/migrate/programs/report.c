/* The printf family, macros, and code that is only for some systems. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef WIN32
#include <windows.h>
#else
#include <unistd.h>
#endif
#include "account.h"

#define COLUMNS 3
#define RULE "--------"
#define SQUARE(n) ((n) * (n))
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define MEBIBYTE (1024 * 1024L)
#define LOG_LINE(format, ...) fprintf(stderr, "report: " format "\n", __VA_ARGS__)

#ifdef _WIN32
#define SEPARATOR '\\'
#else
#define SEPARATOR '/'
#endif

static void numbers(void)
{
    int small = -7;
    unsigned int flags = 0x2f;
    int64_t large = 5 * MEBIBYTE * 1000;
    double ratio = 2.0 / 3;
    char cell[16];

    printf("[%d] [%5d] [%-5d] [%05d] [%+d]\n", small, small, small, 42, 42);
    printf("[%u] [%x] [%X] [%#x] [%o]\n", flags, flags, flags, flags, flags);
    printf("[%lld] [%" APR_INT64_T_FMT "] [%ld]\n", (long long)large, large, (long)large);
    printf("[%.3f] [%8.2f] [%e]\n", ratio, ratio, 12345.678);
    printf("[%s] [%10s] [%-10s] [%.2s] [%c] [%%]\n", "text", "right", "left", "cut", 'x');
    printf("%s%c%s\n", RULE, SEPARATOR, RULE);
    sprintf(cell, "%*d|%.*s", 6, 12, 3, "abcdef");
    printf("%s %lu\n", cell, (unsigned long)strlen(cell));
    snprintf(cell, sizeof(cell), "%s", "longer than sixteen bytes");
    printf("%s %d %d\n", cell, SQUARE(small), LARGER(3, COLUMNS + 1));
}

static void table(void)
{
    int rows[][COLUMNS] = {{1, 20, 300}, {4000, 50, 6}};
    unsigned i, j;
    int sum = 0;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (j = 0; j < COLUMNS; j++) {
            printf("%6d", rows[i][j]);
            sum += rows[i][j];
        }
        putchar('\n');
    }
    printf("sum %d, average %d, rest %d, half %.1f\n", sum, sum / 6, sum % 6, sum / 2.0);
    printf("bits %d %d %d %d\n", sum & 0xff, sum | 1, sum << 2, ~sum);
}

int main(int argc, char *argv[])
{
    aos_pool_t *p = NULL;
    oss_request_options_t *options = NULL;
    aos_string_t bucket;
    aos_string_t acl;
    aos_table_t *headers = NULL;
    aos_status_t *s = NULL;
    int code;
    int i = 0;

    if (aos_http_io_initialize(NULL, 0) != AOSE_OK) {
        fprintf(stderr, "no start\n");
        exit(EXIT_FAILURE);
    }
    numbers();
    table();
    for (i = 1; i < argc; i++)
        printf("argument %d: %s\n", i, argv[i]);

    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_null(&acl);
    s = oss_get_bucket_acl(options, &bucket, &acl, &headers);
    if (aos_status_is_ok(s)) {
        printf("acl %.*s, code %d\n", acl.len, acl.data, s->code);
    }
    s = oss_put_bucket_acl(options, &bucket, OSS_ACL_PUBLIC_READ, NULL);
    LOG_LINE("%d %s", s->code, "put");
    s = oss_get_bucket_acl(options, &bucket, &acl, NULL);
    puts(acl.data);
    code = s->code;
#ifdef WIN32
    Sleep(1);
#endif
    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return code == 200 ? 0 : 1;
}
