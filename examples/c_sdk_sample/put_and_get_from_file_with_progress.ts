/**
 * Puts an object from a file and gets it back, under progress.
 *
 * Page: oss_progress_sample.c
 * Sample: put_and_get_from_file_with_progress
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_progress_sample.c
 * C functions: oss_do_get_object_to_file, oss_do_put_object_from_file
 */

import { fileURLToPath } from "node:url";
import {
  AosBuf,
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  ossDoGetObjectToFile,
  ossDoPutObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, percentage } from "../shared/oss_sample_util.js";

async function putAndGetFromFileWithProgress(): Promise<void> {
  const isCname = 0;
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const downloadFilename = "get_object_to_local_file.txt";

  let p = aosPoolCreate(null);
  let options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosStrSet(filename, fileURLToPath(import.meta.url));
  aosListInit(respBody);

  let s = await ossDoPutObjectFromFile(
    options,
    bucket,
    object,
    filename,
    null,
    null,
    percentage,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write("put object from file failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosPoolDestroy(p);

  p = aosPoolCreate(null);
  options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(filename, downloadFilename);

  s = await ossDoGetObjectToFile(options, bucket, object, null, null, filename, percentage, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to file succeeded\n");
  } else {
    process.stdout.write("get object to file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putAndGetFromFileWithProgress();
aosHttpIoDeinitialize();
