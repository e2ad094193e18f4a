/* Every way in which C goes on elsewhere than with the next statement. */
#include <stdio.h>
#include <string.h>
#include "account.h"

#define ROUNDS (2 + 1)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define SWAP(a, b) do { int swapped = (a); (a) = (b); (b) = swapped; } while (0)
#define TRACE(format, ...) do { printf("%s:%d " format "\n", __FUNCTION__, __LINE__, ##__VA_ARGS__); } while (0)
#define GREETING "good " TIME_OF_DAY
#define TIME_OF_DAY "morning"
#define VERBOSE 2

#ifdef _WIN32
#define SEPARATOR "\\"
#else
#define SEPARATOR "/"
#endif

static int next_number(void)
{
    static int number = 10;

    return number -= 3;
}

static const char *kind_of(int n)
{
    const char *kind = "";

    switch (n % 4) {
    case 0:
        if (n == 0) return "zero";
        kind = "even";
        break;
    case 1:
        kind = "one more";
        /* fall through */
    case 2:
        if (n > 4) {
            kind = "big";
            break;
        }
    default:
        kind = n > 2 ? "odd or two" : "small";
    }
    return kind;
}

static int search(int limit, int wanted)
{
    int i, j;
    int steps = 0;

    for (i = 0; i < limit; i++) {
        for (j = i; j < limit; j++) {
            steps++;
            if (i * j == wanted) goto found;
            if (j > i + 2) break;
        }
        if (steps > 50) goto too_long;
    }
    TRACE("nothing");
    return -1;

too_long:
    TRACE("gave up at %d", i);
    return -2;
found:
    TRACE("%d * %d = %d", i, j, wanted);
    return steps;
}

int main(int argc, char *argv[])
{
    int n;
    int low, high;
    int rounds = 0;
    const char *text = NULL;

    printf("%s%s%s\n", GREETING, SEPARATOR, argc > 1 ? argv[1] : "nobody");
    while ((n = next_number()) > 0) {
        printf("next %d, %s\n", n, kind_of(n));
    }
    for (n = 0, rounds = ROUNDS; n < 9; n += 2, rounds--) {
        if (n == 4) continue;
        printf("%d %d %s\n", n, rounds, kind_of(n));
    }
    low = 5, high = 3;
    if (low > high) SWAP(low, high);
    else printf("in order\n");
    printf("%d %d %d\n", low, high, MIN(low + 4, high));

    printf("%d\n", search(5, 6));
    printf("%d\n", search(4, 100));
    printf("%d\n", search(30, 1000));

    do {
        if ((text = argc > 2 ? argv[2] : NULL) == NULL) break;
        printf("%s\n", text);
        if (strlen(text) > 3) break;
        printf("never\n");
    } while (0);

#if VERBOSE > 1 && !defined(_WIN32)
    printf("verbose\n");
#elif VERBOSE
    printf("short\n");
#else
    printf("silent\n");
#endif
    return n > 9 && !rounds ? 0 : 3;
}
