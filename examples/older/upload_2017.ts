/**
 * Puts a text, and lets objects end after some days, in functions that each have a pool of their
 * own.
 *
 * Page: Upload objects (2017)
 * Sample: functions instead of whole programs
 * Address: https://www.alibabacloud.com/help/doc-detail/32136.htm
 * C functions: oss_create_lifecycle_rule_content, oss_put_bucket_lifecycle,
 * oss_put_object_from_buffer
 */

import {
  AosBuf,
  aosBufPack,
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
  type OssLifecycleRuleContent,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateLifecycleRuleContent,
  ossPutBucketLifecycle,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const objectName = "exampledir/exampleobject.txt";

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

async function putObjectFromBuffer(): Promise<void> {
  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initOptions(options);
  const bucket = aosString();
  const object = aosString();
  const buffer = aosList<AosBuf>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosListInit(buffer);
  aosListAddTail(aosBufPack(p, "test oss c sdk"), buffer);
  const s = await ossPutObjectFromBuffer(options, bucket, object, buffer, null, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
  }
  aosPoolDestroy(p);
}

async function putBucketLifecycle(): Promise<void> {
  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initOptions(options);
  const bucket = aosString();
  const lifecycleRuleList = aosList<OssLifecycleRuleContent>();
  aosStrSet(bucket, bucketName);
  aosListInit(lifecycleRuleList);
  const ruleContent = ossCreateLifecycleRuleContent(p);
  aosStrSet(ruleContent.id, "rule-1");
  aosStrSet(ruleContent.prefix, "obsoleted");
  aosStrSet(ruleContent.status, "Enabled");
  ruleContent.days = 3;
  aosListAddTail(ruleContent, lifecycleRuleList);
  const s = await ossPutBucketLifecycle(options, bucket, lifecycleRuleList, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("put bucket lifecycle succeeded\n");
  } else {
    process.stdout.write("put bucket lifecycle failed\n");
  }
  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectFromBuffer();
await putBucketLifecycle();
aosHttpIoDeinitialize();
