/**
 * Gets the bytes 20 to 100 of an object.
 *
 * Page: Range download (C SDK)
 * Sample: Range header bytes=20-100
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/perform-range-download
 * C functions: oss_get_object_to_buffer
 */

import {
  AOSE_OK,
  AosBuf,
  AosTable,
  aosBufSize,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPcalloc,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossGetObjectToBuffer,
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
  const params: AosTable | null = null;
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosListInit(buffer);
  const headers = aosTableMake(pool, 1);
  aprTableSet(headers, "Range", "bytes=20-100");
  const respStatus = await ossGetObjectToBuffer(
    ossClientOptions,
    bucket,
    object,
    headers,
    params,
    buffer,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("get object to buffer succeeded\n");
    let len = 0;
    for (const content of buffer) {
      len += aosBufSize(content);
    }
    const buf = aosPcalloc(pool, len);
    let pos = 0;
    for (const content of buffer) {
      pos += content.bytes.copy(buf, pos);
    }
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
