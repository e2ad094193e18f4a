/**
 * Lets the service tell a server of one's own of an upload, and takes what that answers.
 *
 * Page: Upload callback (C SDK)
 * Sample: put buffer with x-oss-callback
 * Address: https://help.aliyun.com/en/oss/developer-reference/upload-callbacks-8
 * C functions: oss_do_put_object_from_buffer
 */

import {
  AOSE_OK,
  AosBuf,
  AosTable,
  aosBase64Encode,
  aosBufListLen,
  aosBufPack,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPcalloc,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  OSS_CALLBACK,
  type OssRequestOptions,
  ossConfigCreate,
  ossDoPutObjectFromBuffer,
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
const callbackUrl = process.env["OSS_CALLBACK_URL"] ?? "http://callback.example.com:23450";

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
  const p = aosPoolCreate(null);
  /* The options hold the configuration: endpoint, keys, network parameters. */
  const options = ossRequestOptionsCreate(p);
  initOptions(options);

  const bucket = aosString();
  const object = aosString();
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();
  const callback = JSON.stringify({
    callbackUrl,
    callbackHost: "oss-cn-hangzhou.aliyuncs.com",
    callbackBody: "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}",
    callbackBodyType: "application/x-www-form-urlencoded",
  });
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosListInit(respBody);
  aosListInit(buffer);
  const content = aosBufPack(options.pool, objectContent);
  aosListAddTail(content, buffer);
  const b64Buf = aosString();
  aosBase64Encode(callback, Buffer.byteLength(callback), b64Buf);
  const headers = aosTableMake(p, 1);
  aprTableSet(headers, OSS_CALLBACK, b64Buf);
  const s = await ossDoPutObjectFromBuffer(
    options,
    bucket,
    object,
    buffer,
    headers,
    null,
    null,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
  }
  const len = aosBufListLen(respBody);
  const buf = aosPcalloc(p, len);
  let pos = 0;
  for (const part of respBody) {
    pos += part.bytes.copy(buf, pos);
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(p);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
