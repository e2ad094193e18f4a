/**
 * Makes a bucket for archives, puts an object into it, and asks for it to be thawed. The page
 * waits 5 milliseconds where it means 5 seconds.
 *
 * Page: Restore archived objects (C SDK)
 * Sample: create Archive bucket, put, restore in a loop
 * Address: https://alibabacloud.com/help/en/oss/developer-reference/restore-archive-objects
 * C functions: oss_create_bucket_with_storage_class, oss_put_object_from_buffer,
 * oss_restore_object
 */

import {
  AOSE_OK,
  AosBuf,
  AosTable,
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
  aosTableMake,
  aprSleep,
  aprTimeFromSec,
  OSS_ACL_PRIVATE,
  OSS_STORAGE_CLASS_ARCHIVE,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateBucketWithStorageClass,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
  ossRestoreObject,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const newBucketName = process.env["OSS_NEW_BUCKET"] ?? "examplebucket-new";
const objectName = "exampledir/exampleobject.txt";
const objectContent = "More than just cloud.";

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
  const object = aosString();
  const buffer = aosList<AosBuf>();
  const ossAcl = OSS_ACL_PRIVATE;
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, newBucketName);
  aosStrSet(object, objectName);
  let headers = aosTableMake(pool, 0);
  let respStatus = await ossCreateBucketWithStorageClass(
    ossClientOptions,
    bucket,
    ossAcl,
    OSS_STORAGE_CLASS_ARCHIVE,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("create bucket succeeded\n");
  } else {
    process.stdout.write("create bucket failed\n");
  }
  aosListInit(buffer);
  const content = aosBufPack(ossClientOptions.pool, objectContent);
  aosListAddTail(content, buffer);
  respStatus = await ossPutObjectFromBuffer(
    ossClientOptions,
    bucket,
    object,
    buffer,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
  }
  for (;;) {
    headers = aosTableMake(pool, 0);
    respStatus = await ossRestoreObject(ossClientOptions, bucket, object, headers, respHeaders);
    process.stdout.write(`restore object resp_status->code: ${respStatus.code} \n`);
    if (respStatus.code !== 409) {
      break;
    } else {
      process.stdout.write(
        `restore object is already in progress, resp_status->code: ${respStatus.code} \n`,
      );
      await aprSleep(aprTimeFromSec(5));
    }
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
