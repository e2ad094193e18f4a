/**
 * Lets the service tell a server of one's own of an upload, and hands on what that answers.
 *
 * Page: oss_callback_sample.c
 * Sample: put_object_from_buffer_with_callback
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_callback_sample.c
 * C functions: oss_do_put_object_from_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBase64Encode,
  aosBufListLen,
  aosBufPack,
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
  ossDoPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, CALLBACK_URL, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectFromBufferWithCallback(): Promise<void> {
  const str = "test oss c sdk";
  const isCname = 0;
  const bucket = aosString();
  const object = aosString();
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();
  let pos = 0;

  /* Where the service is to call; callbackHost is told to that server. */
  const callback = JSON.stringify({
    callbackUrl: CALLBACK_URL,
    callbackHost: "oss-cn-hangzhou.aliyuncs.com",
    callbackBody: "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}",
    callbackBodyType: "application/x-www-form-urlencoded",
  });

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(respBody);
  aosListInit(buffer);

  const content = aosBufPack(options.pool, str);
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

  for (const content of respBody) {
    pos += content.bytes.copy(buf, pos);
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectFromBufferWithCallback();
aosHttpIoDeinitialize();
