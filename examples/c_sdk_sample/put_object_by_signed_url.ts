/**
 * Makes a signed URL, and puts an object with nothing else.
 *
 * Page: oss_put_object_sample.c
 * Sample: put_object_by_signed_url
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_gen_signed_url, oss_put_object_from_file_by_url
 */

import { fileURLToPath } from "node:url";
import {
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTimeNow,
  HTTP_PUT,
  ossGenSignedUrl,
  ossPutObjectFromFileByUrl,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectBySignedUrl(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const url = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const filename = fileURLToPath(import.meta.url);
  const file = aosString();

  const p = aosPoolCreate(null);

  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  const request = aosHttpRequestCreate(p);
  request.method = HTTP_PUT;

  const headers = aosTableMake(options.pool, 0);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosStrSet(file, filename);

  const expiresTime = Math.trunc(aprTimeNow() / 1_000_000) + 120;

  const signedUrl = ossGenSignedUrl(options, bucket, object, expiresTime, request);
  aosStrSet(url, signedUrl);

  process.stdout.write(`signed put url : ${signedUrl}\n`);

  const s = await ossPutObjectFromFileByUrl(options, url, file, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object by signed url succeeded\n");
  } else {
    process.stdout.write("put object by signed url failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectBySignedUrl();
aosHttpIoDeinitialize();
