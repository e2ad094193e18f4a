/**
 * Puts an object under the name of a directory.
 *
 * Page: oss_put_object_sample.c
 * Sample: put_object_to_dir
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_put_object_from_file
 */

import { fileURLToPath } from "node:url";
import {
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  ossPutObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, DIR_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectToDir(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const filename = fileURLToPath(import.meta.url);
  const file = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(options.pool, 0);
  aosStrSet(bucket, BUCKET_NAME);

  const key = DIR_NAME + OBJECT_NAME;
  aosStrSet(object, key);
  aosStrSet(file, filename);

  const s = await ossPutObjectFromFile(options, bucket, object, file, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object to dir succeeded\n");
  } else {
    process.stdout.write("put object to dir failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectToDir();
aosHttpIoDeinitialize();
