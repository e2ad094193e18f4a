/**
 * Puts an object from memory and gets it back, under progress.
 *
 * Page: oss_progress_sample.c
 * Sample: put_and_get_from_buffer_with_progress
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_progress_sample.c
 * C functions: oss_do_get_object_to_buffer, oss_do_put_object_from_buffer
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
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, percentage } from "../shared/oss_sample_util.js";

async function putAndGetFromBufferWithProgress(): Promise<void> {
  const str = "oss c sdk";
  const isCname = 0;
  const bucket = aosString();
  const object = aosString();
  const params: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();

  let p = aosPoolCreate(null);
  let options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(respBody);

  aosListInit(buffer);
  const content = aosBufPack(options.pool, str);
  aosListAddTail(content, buffer);

  const headers = aosTableMake(p, 1);
  aprTableSet(headers, "x-oss-meta-author", "oss");

  let s = await ossDoPutObjectFromBuffer(
    options,
    bucket,
    object,
    buffer,
    headers,
    params,
    percentage,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosPoolDestroy(p);

  p = aosPoolCreate(null);
  options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  s = await ossDoGetObjectToBuffer(options, bucket, object, null, null, buffer, percentage, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to buffer succeeded\n");
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putAndGetFromBufferWithProgress();
aosHttpIoDeinitialize();
