/**
 * What the C tabs of the user guide show, one after the other, on a bucket that is made and
 * deleted again.
 *
 * Page: User guide pages with a C tab
 * Sample: create / list / region / delete bucket, download, append, copy, symlink, IMG, logging, lifecycle
 * Address: https://help.aliyun.com/en/oss/user-guide/
 * C functions: oss_append_object_from_buffer, oss_copy_object, oss_create_bucket,
 * oss_delete_bucket, oss_gen_signed_url, oss_get_bucket_location, oss_get_object_to_file,
 * oss_list_bucket, oss_put_bucket_lifecycle, oss_put_bucket_logging, oss_put_symlink,
 * oss_create_lifecycle_rule_content, oss_create_list_buckets_params,
 * oss_create_logging_rule_content, oss_delete_objects_by_prefix
 */

import {
  AOSE_OK,
  AosBuf,
  aosBufPack,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  aprTimeNow,
  HTTP_GET,
  OSS_ACL_PRIVATE,
  OSS_PROCESS,
  type OssLifecycleRuleContent,
  type OssRequestOptions,
  ossAppendObjectFromBuffer,
  ossConfigCreate,
  ossCopyObject,
  ossCreateBucket,
  ossCreateLifecycleRuleContent,
  ossCreateListBucketsParams,
  ossCreateLoggingRuleContent,
  ossDeleteBucket,
  ossDeleteObjectsByPrefix,
  ossGenSignedUrl,
  ossGetBucketLocation,
  ossGetObjectToFile,
  ossListBucket,
  ossPutBucketLifecycle,
  ossPutBucketLogging,
  ossPutSymlink,
  ossRequestOptionsCreate,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const newBucketName = process.env["OSS_NEW_BUCKET"] ?? "examplebucket-new";
const sourceObjectName = "exampledir/exampleobject.txt";
const localFilename = process.argv[2] ?? "examplecopy.txt";

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
  const sourceBucket = aosString();
  const object = aosString();
  const copy = aosString();
  const link = aosString();
  const file = aosString();
  const ossLocation = aosString();
  const buffer = aosList<AosBuf>();
  const lifecycleRuleList = aosList<OssLifecycleRuleContent>();
  aosStrSet(bucket, newBucketName);
  aosStrSet(sourceBucket, bucketName);
  aosStrSet(object, sourceObjectName);
  aosStrSet(copy, "copy.txt");
  aosStrSet(link, "link");
  aosStrSet(file, localFilename);
  let respStatus = await ossCreateBucket(ossClientOptions, bucket, OSS_ACL_PRIVATE, null);
  process.stdout.write(`create bucket: ${respStatus.code}\n`);
  const params = ossCreateListBucketsParams(pool);
  respStatus = await ossListBucket(ossClientOptions, params, null);
  process.stdout.write(`list buckets: ${respStatus.code}\n`);
  respStatus = await ossGetBucketLocation(ossClientOptions, bucket, ossLocation, null);
  process.stdout.write(`get bucket location: ${respStatus.code}\n`);
  respStatus = await ossGetObjectToFile(
    ossClientOptions,
    sourceBucket,
    object,
    null,
    null,
    file,
    null,
  );
  process.stdout.write(`get object to file: ${respStatus.code}\n`);
  aosListInit(buffer);
  const content = aosBufPack(pool, "More than just cloud.");
  aosListAddTail(content, buffer);
  respStatus = await ossAppendObjectFromBuffer(
    ossClientOptions,
    bucket,
    object,
    0,
    buffer,
    null,
    null,
  );
  process.stdout.write(`append object from buffer: ${respStatus.code}\n`);
  respStatus = await ossCopyObject(
    ossClientOptions,
    sourceBucket,
    object,
    bucket,
    copy,
    null,
    null,
  );
  process.stdout.write(`copy object: ${respStatus.code}\n`);
  respStatus = await ossPutSymlink(ossClientOptions, bucket, link, copy, null);
  process.stdout.write(`put symlink: ${respStatus.code}\n`);
  const req = aosHttpRequestCreate(pool);
  req.method = HTTP_GET;
  req.queryParams = aosTableMake(pool, 1);
  aprTableSet(req.queryParams, OSS_PROCESS, "image/resize,m_fixed,w_100,h_100");
  const expireTime = Math.trunc(aprTimeNow() / 1_000_000) + 10 * 60;
  const urlStr = ossGenSignedUrl(ossClientOptions, bucket, copy, expireTime, req);
  process.stdout.write(`url: ${urlStr}\n`);
  const logging = ossCreateLoggingRuleContent(pool);
  aosStrSet(logging.targetBucket, newBucketName);
  aosStrSet(logging.prefix, "exampleprefix/");
  respStatus = await ossPutBucketLogging(ossClientOptions, bucket, logging, null);
  process.stdout.write(`put bucket logging: ${respStatus.code}\n`);
  aosListInit(lifecycleRuleList);
  const rule = ossCreateLifecycleRuleContent(pool);
  aosStrSet(rule.id, "rule-1");
  aosStrSet(rule.prefix, "obsoleted");
  aosStrSet(rule.status, "Enabled");
  rule.days = 3;
  aosListAddTail(rule, lifecycleRuleList);
  respStatus = await ossPutBucketLifecycle(ossClientOptions, bucket, lifecycleRuleList, null);
  process.stdout.write(`put bucket lifecycle: ${respStatus.code}\n`);
  await ossDeleteObjectsByPrefix(ossClientOptions, bucket, "");
  respStatus = await ossDeleteBucket(ossClientOptions, bucket, null);
  process.stdout.write(`delete bucket: ${respStatus.code}\n`);

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
