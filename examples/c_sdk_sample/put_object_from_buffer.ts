/**
 * Puts an object from memory.
 *
 * Page: oss_put_object_sample.c
 * Sample: put_object_from_buffer
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_put_object_from_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBufPack,
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
  aprTableSet,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectFromBuffer(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();
  const str = "test oss c sdk";

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 1);
  aprTableSet(headers, "x-oss-meta-author", "oss");
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  aosListInit(buffer);
  const content = aosBufPack(options.pool, str);
  aosListAddTail(content, buffer);

  const s = await ossPutObjectFromBuffer(options, bucket, object, buffer, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectFromBuffer();
aosHttpIoDeinitialize();
