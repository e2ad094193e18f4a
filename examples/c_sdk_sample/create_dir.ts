/**
 * Puts an empty object whose name ends with a slash, which consoles show as a directory.
 *
 * Page: oss_put_object_sample.c
 * Sample: create_dir
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_put_object_from_buffer
 */

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
  aosTableMake,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, DIR_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function createDir(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(options.pool, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, DIR_NAME);
  aosListInit(buffer);

  const s = await ossPutObjectFromBuffer(options, bucket, object, buffer, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("create dir succeeded\n");
  } else {
    process.stdout.write("create dir failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await createDir();
aosHttpIoDeinitialize();
