/**
 * Says which other web pages may use a bucket.
 *
 * Page: Cross-origin resource sharing (C SDK)
 * Sample: set rules
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/cors-3
 * C functions: oss_create_cors_rule, oss_create_sub_cors_rule, oss_put_bucket_cors
 */

import {
  AOSE_OK,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssCorsRule,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateCorsRule,
  ossCreateSubCorsRule,
  ossPutBucketCors,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";

function initOptions(options: OssRequestOptions): void {
  options.config = ossConfigCreate(options.pool);
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, accessKeyId);
  aosStrSet(options.config.accessKeySecret, accessKeySecret);
  /* A token of temporary credentials; without one it is empty. */
  aosStrSet(options.config.stsToken, stsToken);
  /* The V4 signature asks for the region. */
  aosStrSet(options.config.region, region);
  options.config.signatureVersion = 4;
  /* Whether the endpoint is a CNAME: 0 means that it is not. */
  options.config.isCname = 0;
  /* Network parameters, such as timeouts, are set at the controller. */
  options.ctl = aosHttpControllerCreate(options.pool, 0);
}

async function main(): Promise<number> {
  /* Sets up what all requests share; once in a program. */
  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    process.exit(1);
  }
  /* A pool is a scope; null: it belongs to no other pool. */
  const pool = aosPoolCreate(null);
  /* The options hold the configuration: endpoint, keys, network parameters. */
  const ossClientOptions = ossRequestOptionsCreate(pool);
  initOptions(ossClientOptions);

  const bucket = aosString();
  const respHeaders = out<AosTable>();
  const corsRuleList = aosList<OssCorsRule>();
  aosStrSet(bucket, bucketName);
  aosListInit(corsRuleList);
  const corsRule1 = ossCreateCorsRule(pool);
  aosListAddTail(corsRule1, corsRuleList);
  ossCreateSubCorsRule(pool, corsRule1.allowedOriginList, "allowed_origin_1_1");
  ossCreateSubCorsRule(pool, corsRule1.allowedOriginList, "allowed_origin_1_2");
  ossCreateSubCorsRule(pool, corsRule1.allowedMethodList, "PUT");
  ossCreateSubCorsRule(pool, corsRule1.allowedMethodList, "GET");
  ossCreateSubCorsRule(pool, corsRule1.allowedHeadList, "Authorization");
  ossCreateSubCorsRule(pool, corsRule1.exposeHeadList, "expose_head_1_1");
  ossCreateSubCorsRule(pool, corsRule1.exposeHeadList, "expose_head_1_2");
  const corsRule2 = ossCreateCorsRule(pool);
  aosListAddTail(corsRule2, corsRuleList);
  ossCreateSubCorsRule(pool, corsRule2.allowedOriginList, "allowed_origin_2_1");
  ossCreateSubCorsRule(pool, corsRule2.allowedOriginList, "allowed_origin_2_2");
  ossCreateSubCorsRule(pool, corsRule2.allowedMethodList, "PUT");
  ossCreateSubCorsRule(pool, corsRule2.allowedMethodList, "GET");
  ossCreateSubCorsRule(pool, corsRule2.allowedHeadList, "Authorization");
  ossCreateSubCorsRule(pool, corsRule2.exposeHeadList, "expose_head_2_1");
  ossCreateSubCorsRule(pool, corsRule2.exposeHeadList, "expose_head_2_2");
  const respStatus = await ossPutBucketCors(ossClientOptions, bucket, corsRuleList, respHeaders);
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("put bucket cors succeeded\n");
  } else {
    process.stdout.write("put bucket cors failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
