/**
 * Sets up the options of requests that are signed with version 4.
 *
 * Page: Initialization (C SDK)
 * Sample: V4 signature (recommended)
 * Address: https://help.aliyun.com/en/oss/developer-reference/initialization-5
 * C functions: oss_request_options_create, oss_config_create
 */

import {
  AOSE_OK,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossHeadBucket,
  ossRequestOptionsCreate,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";

function initOptions(options: OssRequestOptions): void {
  options.config = ossConfigCreate(options.pool);
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, accessKeyId);
  aosStrSet(options.config.accessKeySecret, accessKeySecret);
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
    return -1;
  }
  /* A pool is a scope; null: it belongs to no other pool. */
  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initOptions(options);

  /* Here the program calls the service; this one asks whether the bucket is there. */
  const s = await ossHeadBucket(options, bucketName, null);
  process.stdout.write(aosStatusIsOk(s) ? "initialized\n" : `failed: ${s.code} ${s.errorCode}\n`);

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(p);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
