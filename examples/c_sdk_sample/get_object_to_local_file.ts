/**
 * Gets an object into a file.
 *
 * Page: oss_get_object_sample.c
 * Sample: get_object_to_local_file
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_get_object_sample.c
 * C functions: oss_get_object_to_file
 */

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
  ossGetObjectToFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function getObjectToLocalFile(): Promise<void> {
  const bucket = aosString();
  const downloadFilename = "get_object_to_local_file.txt";
  const object = aosString();
  const isCname = 0;
  const params: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const file = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  const headers = aosTableMake(p, 0);
  aosStrSet(file, downloadFilename);

  const s = await ossGetObjectToFile(options, bucket, object, headers, params, file, respHeaders);
  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to local file succeeded\n");
  } else {
    process.stdout.write("get object to local file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await getObjectToLocalFile();
aosHttpIoDeinitialize();
