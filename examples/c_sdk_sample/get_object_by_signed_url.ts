/**
 * Makes a signed URL, and gets an object with nothing else.
 *
 * Page: oss_get_object_sample.c
 * Sample: get_object_by_signed_url
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_get_object_sample.c
 * C functions: oss_gen_signed_url, oss_get_object_to_buffer_by_url
 */

import {
  AosBuf,
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosList,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTimeNow,
  HTTP_GET,
  ossGenSignedUrl,
  ossGetObjectToBufferByUrl,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function getObjectBySignedUrl(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const url = aosString();
  const isCname = 0;
  const params: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();

  const p = aosPoolCreate(null);

  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  const request = aosHttpRequestCreate(p);
  request.method = HTTP_GET;

  const headers = aosTableMake(options.pool, 0);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(buffer);

  const expiresTime = Math.trunc(aprTimeNow() / 1_000_000) + 120;

  const signedUrl = ossGenSignedUrl(options, bucket, object, expiresTime, request);
  aosStrSet(url, signedUrl);

  process.stdout.write(`signed get url : ${signedUrl}\n`);

  const s = await ossGetObjectToBufferByUrl(options, url, headers, params, buffer, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("get object by signed url succeeded\n");
  } else {
    process.stdout.write("get object by signed url failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await getObjectBySignedUrl();
aosHttpIoDeinitialize();
