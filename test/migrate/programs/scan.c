/* Reads numbers and texts by formats, as the lines of a log tell them. */
#include <stdio.h>
#include <string.h>

#define LOG "put a/b.txt 7340032 0xff\nget b%20c.txt 12 0x1\n\n"

typedef struct
{
    long size;
    unsigned int flags[2];
} entry_t;

static void date(const char *text)
{
    int year = 0, month = 0, day = 0;
    int count = sscanf(text, "%4d-%d-%2d", &year, &month, &day);
    printf("%d: %d %d %d\n", count, year, month, day);
}

static int field(const char *line)
{
    char name[32];
    char value[32];
    int count;

    memset(name, 0, sizeof(name));
    memset(value, 0, sizeof(value));
    count = sscanf(line, " %31[^=]=%31[^,\n]", name, value);
    printf("%d: <%s> <%s>\n", count, name, value);
    return count;
}

int main(void)
{
    const char *rest = LOG;
    char line[128];
    char verb[8];
    char key[64];
    entry_t entry;
    entry_t *last = &entry;
    double share;

    date("2026-11-27");
    date("2026-11");
    date(" 20261127");
    date("soon");
    date("");
    field("prefix=logs/2026,rest");
    field("prefix=");
    field("");

    while (rest[0] != '\0' && sscanf(rest, "%127[^\n]", line) == 1) {
        if (sscanf(line, "%7s %63s %ld %x", verb, key, &last->size, &entry.flags[1]) != 4)
            return 1;
        printf("%s %s: %ld bytes, %u\n", verb, key, entry.size, last->flags[1]);
        rest += strlen(line) + 1;
    }
    if (sscanf("done: 12.5 % of 3", "done:%lf%% of %*d", &share) == 1)
        printf("%.2f\n", share);
    return 0;
}
