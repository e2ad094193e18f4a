/**
 * Gets some bytes of an object into memory.
 *
 * Page: oss_get_object_sample.c
 * Sample: get_object_to_buffer_with_range
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_get_object_sample.c
 * C functions: oss_get_object_to_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBufSize,
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
  ossGetObjectToBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function getObjectToBufferWithRange(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const params: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();
  let len = 0;
  let pos = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(buffer);
  const headers = aosTableMake(p, 1);

  aprTableSet(headers, "Range", "bytes=20-100");

  const s = await ossGetObjectToBuffer(
    options,
    bucket,
    object,
    headers,
    params,
    buffer,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to buffer succeeded\n");
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  for (const content of buffer) {
    len += aosBufSize(content);
  }

  const buf = aosPcalloc(p, len);

  for (const content of buffer) {
    pos += content.bytes.copy(buf, pos);
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await getObjectToBufferWithRange();
aosHttpIoDeinitialize();
