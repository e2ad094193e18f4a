/**
 * Deletes two objects with one request.
 *
 * Page: Delete objects (C SDK)
 * Sample: several by name
 * Address: https://help.aliyun.com/en/oss/developer-reference/delete-objects-6
 * C functions: oss_create_oss_object_key, oss_delete_objects
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
  type OssObjectKey,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateOssObjectKey,
  ossDeleteObjects,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const objectName1 = "fun/movie/001.avi";
const objectName2 = "fun/movie/007.avi";

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
  aosStrSet(bucket, bucketName);
  const objectList = aosList<OssObjectKey>();
  const deletedObjectList = aosList<OssObjectKey>();
  aosListInit(objectList);
  aosListInit(deletedObjectList);
  const entry1 = ossCreateOssObjectKey(pool);
  aosStrSet(entry1.key, objectName1);
  aosListAddTail(entry1, objectList);
  const entry2 = ossCreateOssObjectKey(pool);
  aosStrSet(entry2.key, objectName2);
  aosListAddTail(entry2, objectList);
  /* Only what could not be deleted is told. */
  const isQuiet = 1;
  const respHeaders = out<AosTable>();
  const respStatus = await ossDeleteObjects(
    ossClientOptions,
    bucket,
    objectList,
    isQuiet,
    respHeaders,
    deletedObjectList,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("delete objects succeeded\n");
  } else {
    process.stdout.write(
      `delete objects failed: code=${respStatus.code}, error_code=${respStatus.errorCode}, error_msg=${respStatus.errorMsg}, req_id=${respStatus.reqId}\n`,
    );
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
