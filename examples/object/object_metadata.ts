/**
 * Puts an object with metadata, and asks for them.
 *
 * Page: Manage object metadata (C SDK)
 * Sample: put with Expires + x-oss-meta-author, then get meta
 * Address: https://help.aliyun.com/en/oss/developer-reference/manage-object-metadata-7
 * C functions: oss_get_object_meta, oss_head_object, oss_put_object_from_buffer
 */

import {
  AOSE_OK,
  AosBuf,
  AosTable,
  aosAtoi64,
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
  aprTableGet,
  aprTableSet,
  OSS_CONTENT_LENGTH,
  OSS_OBJECT_TYPE,
  type OssRequestOptions,
  ossConfigCreate,
  ossGetObjectMeta,
  ossHeadObject,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
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
  const respHeaders = out<AosTable>();
  let contentLength = 0;
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  const headers = aosTableMake(pool, 2);
  aprTableSet(headers, "Expires", "Fri, 28 Feb 2032 05:38:42 GMT");
  aprTableSet(headers, "x-oss-meta-author", "oss");
  aosListInit(buffer);
  const content = aosBufPack(ossClientOptions.pool, objectContent);
  aosListAddTail(content, buffer);
  let respStatus = await ossPutObjectFromBuffer(
    ossClientOptions,
    bucket,
    object,
    buffer,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("put object from buffer with md5 succeeded\n");
  } else {
    process.stdout.write("put object from buffer with md5 failed\n");
  }
  respStatus = await ossGetObjectMeta(ossClientOptions, bucket, object, respHeaders);
  if (aosStatusIsOk(respStatus)) {
    const contentLengthStr = aprTableGet(respHeaders.value, OSS_CONTENT_LENGTH);
    if (contentLengthStr !== null) {
      contentLength = Number(aosAtoi64(contentLengthStr));
    }
    /* The page reads the author from here, by the name of another header. */
    await ossHeadObject(ossClientOptions, bucket, object, null, respHeaders);
    const objectAuthor = aprTableGet(respHeaders.value, "x-oss-meta-author");
    const objectType = aprTableGet(respHeaders.value, OSS_OBJECT_TYPE);
    process.stdout.write(
      `get object meta succeeded, object author:${objectAuthor}, object type:${objectType}, content_length:${contentLength}\n`,
    );
  } else {
    process.stdout.write(`req:${respStatus.reqId}, get object meta failed\n`);
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
