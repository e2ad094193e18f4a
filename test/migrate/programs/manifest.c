/* Reads documents by itself, as the SDK reads its answers: a manifest from a bucket, and what is none. */
#include <stdio.h>
#include <string.h>
#include "account.h"
#include "oss_xml.h"

#define MANIFEST "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
    "<Manifest owner=\"library\">\n" \
    "  <Title>Maps &amp; plans</Title><!-- of 1896 -->\n" \
    "  <Sheet><Name>harbour</Name><Size>1204</Size><Scale>&#x31;:5000</Scale></Sheet>\n" \
    "  <Sheet><Name>old &lt;town&gt;</Name><Size>87</Size><Scale/></Sheet>\n" \
    "  <Sheet><Name></Name></Sheet>\n" \
    "</Manifest>\n"

static const char *DOCUMENTS[] = {
    "<Error><Code>NoSuchKey</Code></Error>",
    "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no &quot;right&quot;</Message></Error>\n",
    "<?xml version=\"1.0\"?><Error>\n<Code lang='en' id=\"a>b\" >A<!-- b -->C</Code >\n</Error>",
    "<?xml version=\"1.0\"?><Error><Code><![CDATA[<raw>]]></Code></Error>",
    "<?xml version=\"1.0\"?><Error><Code>cut off",
    "<?xml version=\"1.0\"?><Error><Code>crossed</Error></Code>",
    "<?xml version=\"1.0\"?><Error><Code>a & b</Code></Error>",
    "<?xml version=\"1.0\"?><Error><Code>two</Code></Error><Error><Code>three</Code></Error>",
    "<Error/><Error/>",
    "  <Error/>",
    "plain text",
    "",
};

static void pack(aos_pool_t *p, const char *text, aos_list_t *body)
{
    aos_list_init(body);
    aos_list_add_tail(&aos_buf_pack(p, text, strlen(text))->node, body);
}

static int open_document(aos_list_t *body, mxml_node_t **root)
{
    return aos_parse_xml_body(body, root);
}

static void print_sheets(aos_pool_t *p, mxml_node_t *root)
{
    mxml_node_t *sheet;
    int64_t total = 0;
    int size;

    sheet = mxmlFindElement(root, root, "Sheet", NULL, NULL, MXML_DESCEND);
    while (sheet != NULL) {
        char *name = get_xmlnode_value(p, sheet, "Name");
        aos_string_t scale;

        aos_str_null(&scale);
        if (!get_xmlnode_value_str(p, sheet, "Scale", &scale)) {
            aos_str_set(&scale, "unknown");
        }
        if (get_xmlnode_value_int(p, sheet, "Size", &size)) {
            total += size;
        }
        printf("%s, scale %.*s\n", name ? name : "no name", scale.len, scale.data);
        sheet = mxmlFindElement(sheet, root, "Sheet", NULL, NULL, MXML_DESCEND);
    }
    printf("%d bytes\n", (int)total);
}

/* What an error's document says, or that it is none. */
static void print_error(aos_pool_t *p, const char *text)
{
    aos_list_t body;
    mxml_node_t *root = NULL;
    mxml_node_t *error;
    mxml_node_t *code;
    const char *said;
    int res;

    pack(p, text, &body);
    if ((res = get_xmldoc(&body, &root)) != AOSE_OK) {
        printf("no document: %d\n", res);
        return;
    }
    error = mxmlFindElement(root, root, "Error", NULL, NULL, MXML_DESCEND);
    if (error == NULL) {
        printf("%s is the root itself\n", mxmlGetElement(root));
    } else {
        code = mxmlFindElement(error, error, "Code", NULL, NULL, MXML_DESCEND);
        said = mxmlGetOpaque(code);
        printf("%s: %s\n", mxmlGetElement(error), said == NULL ? "nothing" : said);
        said = get_xmlnode_value(p, error, "Message");
        if (said != NULL) {
            printf("  %s\n", said);
        }
    }
    mxmlDelete(root);
}

int main(void)
{
    aos_pool_t *p;
    oss_request_options_t *options;
    aos_string_t bucket, object;
    aos_list_t body;
    aos_status_t *s;
    mxml_node_t *root;
    char *title;
    size_t i;

    aos_http_io_initialize(NULL, 0);
    aos_pool_create(&p, NULL);
    options = account_options(p);
    aos_str_set(&bucket, account_bucket());
    aos_str_set(&object, "manifest/maps.xml");

    pack(p, MANIFEST, &body);
    s = oss_put_object_from_buffer(options, &bucket, &object, &body, NULL, NULL);
    printf("stored: %d\n", s->code);
    aos_list_init(&body);
    s = oss_get_object_to_buffer(options, &bucket, &object, NULL, NULL, &body, NULL);
    if (aos_status_is_ok(s) && open_document(&body, &root) == AOSE_OK) {
        title = get_xmlnode_value(p, root, "Title");
        printf("%s\n", title != NULL ? title : "untitled");
        print_sheets(p, root);
        mxmlDelete(root);
    }

    for (i = 0; i < sizeof(DOCUMENTS) / sizeof(DOCUMENTS[0]); i++) {
        print_error(p, DOCUMENTS[i]);
    }

    aos_pool_destroy(p);
    aos_http_io_deinitialize();
    return 0;
}
