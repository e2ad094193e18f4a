/*
 * Structures of the program's own: an array of them, pointers to them, one within another, a list of
 * the SDK's kind made of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "account.h"

typedef enum {
    SHELF_FICTION,
    SHELF_SCIENCE
} shelf_e;

typedef struct {
    int pages;
    double price;
} facts_t;

typedef struct book_s {
    const char *title;
    shelf_e shelf;
    facts_t facts;
    char note[32];
} book_t;

struct order {
    aos_list_t node;
    const book_t *book;
    int copies;
};

static book_t books[] = {
    { "emma", SHELF_FICTION, { 474, 7.5 }, "" },
    { "optics", SHELF_SCIENCE, { 406, 12.3 }, "" },
    { "ulysses", SHELF_FICTION, { 730, 9.0 }, "long" },
};

static const size_t book_count = sizeof(books) / sizeof(books[0]);

static const book_t *find_book(const char *title)
{
    size_t i;

    for (i = 0; i < book_count; i++) {
        if (strcmp(books[i].title, title) == 0) {
            return &books[i];
        }
    }
    return NULL;
}

static int order_books(aos_pool_t *p, aos_list_t *orders, const char *title, int copies)
{
    const book_t *book = find_book(title);
    struct order *order = NULL;

    if (book == NULL) {
        return -1;
    }
    order = (struct order *)aos_pcalloc(p, sizeof(struct order));
    order->book = book;
    order->copies = copies;
    aos_list_add_tail(&order->node, orders);
    return copies;
}

/* Writes the sums through its pointers, as far as there are any. */
static void add_up(aos_list_t *orders, double *price, int *pages)
{
    struct order *order;

    *price = 0;
    aos_list_for_each_entry(struct order, order, orders, node) {
        *price += order->copies * order->book->facts.price;
        if (pages != NULL) {
            *pages += order->copies * order->book->facts.pages;
        }
    }
}

int main(void)
{
    aos_pool_t *p;
    oss_request_options_t *options;
    aos_string_t bucket, object;
    aos_list_t orders, body;
    aos_status_t *s;
    struct order *order;
    book_t *marked = &books[1];
    book_t copy;
    double price;
    int pages = 0;
    char *text;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, "catalogue/orders.csv");

    copy = *marked;
    copy.facts.pages++;
    strcpy(marked->note, "new");
    printf("%s %d %d '%s' '%s'\n", copy.title, copy.facts.pages, marked->facts.pages, copy.note,
           marked->note);

    aos_list_init(&orders);
    printf("emma: %d\n", order_books(p, &orders, "emma", 2));
    printf("optics: %d\n", order_books(p, &orders, "optics", 1));
    printf("faust: %d\n", order_books(p, &orders, "faust", 1));
    add_up(&orders, &price, &pages);
    printf("%.2f for %d pages\n", price, pages);
    add_up(&orders, &price, NULL);
    printf("%.1f\n", price);

    aos_list_init(&body);
    aos_list_for_each_entry(struct order, order, &orders, node) {
        aos_buf_t *line;

        text = apr_psprintf(p, "%s,%s,%d\n", order->book->title,
                            order->book->shelf == SHELF_SCIENCE ? "science" : "fiction",
                            order->copies);
        line = aos_buf_pack(p, text, strlen(text));
        aos_list_add_tail(&line->node, &body);
    }
    s = oss_put_object_from_buffer(options, &bucket, &object, &body, NULL, NULL);
    printf("stored: %d\n", s->code);

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
