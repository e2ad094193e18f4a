#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "aos_http_io.h"
#include "oss_api.h"

/* How many bytes the smallest part of these programs has. */
#define SMALL_PART 1024

extern const char *BUCKET_VARIABLE;

/* Makes options whose account and endpoint are those of the environment. */
oss_request_options_t *account_options(aos_pool_t *p);

/* The bucket that the environment names, or "" without one. */
const char *account_bucket(void);

#endif
