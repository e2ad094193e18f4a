#include <stdlib.h>
#include "account.h"

const char *BUCKET_VARIABLE = "OSS_BUCKET";

static void set_from_environment(aos_string_t *target, const char *name)
{
    const char *value = getenv(name);

    /* A variable that is not there leaves the field as it was. */
    if (value != NULL) {
        aos_str_set(target, value);
    }
}

oss_request_options_t *account_options(aos_pool_t *p)
{
    oss_request_options_t *options = oss_request_options_create(p);
    oss_config_t *config = oss_config_create(p);

    set_from_environment(&config->endpoint, "OSS_ENDPOINT");
    set_from_environment(&config->access_key_id, "OSS_ACCESS_KEY_ID");
    set_from_environment(&config->access_key_secret, "OSS_ACCESS_KEY_SECRET");
    set_from_environment(&config->region, "OSS_REGION");
    config->signature_version = 4;
    options->config = config;
    options->ctl = aos_http_controller_create(p, 0);
    return options;
}

const char *account_bucket(void)
{
    const char *name = getenv(BUCKET_VARIABLE);

    return name ? name : "";
}
