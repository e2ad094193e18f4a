/**
 * Puts an object from memory, with the MD5 that the service is to find.
 *
 * Page: oss_put_object_sample.c
 * Sample: put_object_from_buffer_with_md5
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_put_object_from_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBase64Encode,
  aosBufListContent,
  aosBufListLen,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosMd5,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  OSS_CONTENT_MD5,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectFromBufferWithMd5(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();
  const str = "test oss c sdk";

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 2);
  aprTableSet(headers, "x-oss-meta-author", "oss");
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  aosListInit(buffer);
  const content = aosBufPack(options.pool, str);
  aosListAddTail(content, buffer);

  const bufLen = aosBufListLen(buffer);
  const buf = aosBufListContent(options.pool, buffer);
  const md5 = aosMd5(options.pool, buf, bufLen);
  const b64Value = aosString();
  /* The C sample encodes 20 bytes, four more than an MD5 has. */
  aosBase64Encode(md5, 16, b64Value);
  aprTableSet(headers, OSS_CONTENT_MD5, b64Value);

  const s = await ossPutObjectFromBuffer(options, bucket, object, buffer, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer with md5 succeeded\n");
  } else {
    process.stdout.write("put object from buffer with md5 failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectFromBufferWithMd5();
aosHttpIoDeinitialize();
