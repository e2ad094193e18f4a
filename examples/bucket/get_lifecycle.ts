/**
 * Asks for the rules by which objects end.
 *
 * Page: Lifecycle (C SDK)
 * Sample: get rules
 * Address: https://help.aliyun.com/en/oss/developer-reference/manage-lifecycle-rules
 * C functions: oss_get_bucket_lifecycle
 */

import {
  AOSE_OK,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprPstrdup,
  type OssLifecycleRuleContent,
  type OssRequestOptions,
  ossConfigCreate,
  ossGetBucketLifecycle,
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
  const lifecycleRuleList = aosList<OssLifecycleRuleContent>();
  let ruleId = "";
  let prefix = "";
  let status = "";
  let days = 0x7fffffff;
  let date = "";
  aosStrSet(bucket, bucketName);
  aosListInit(lifecycleRuleList);
  const respStatus = await ossGetBucketLifecycle(
    ossClientOptions,
    bucket,
    lifecycleRuleList,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("get bucket lifecycle succeeded\n");
    for (const ruleContent of lifecycleRuleList) {
      ruleId = aprPstrdup(pool, ruleContent.id);
      prefix = aprPstrdup(pool, ruleContent.prefix);
      status = aprPstrdup(pool, ruleContent.status);
      date = aprPstrdup(pool, ruleContent.date);
      days = ruleContent.days;
    }
    process.stdout.write(`rule_id: ${ruleId} \n`);
    process.stdout.write(`prefix: ${prefix} \n`);
    process.stdout.write(`status: ${status} \n`);
    process.stdout.write(`date: ${date} \n`);
    process.stdout.write(`days: ${days} \n`);
  } else {
    process.stdout.write(
      `get bucket lifecycle failed, code:${respStatus.code}, error_code:${respStatus.errorCode}, error_msg:${respStatus.errorMsg}, request_id:${respStatus.reqId}\n`,
    );
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
