/**
 * Deletes an object.
 *
 * Page: oss_delete_object_sample.c
 * Sample: delete_object
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_delete_object_sample.c
 * C functions: oss_delete_object
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
  ossDeleteObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function deleteObject(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  const s = await ossDeleteObject(options, bucket, object, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("delete object succeeded\n");
  } else {
    process.stdout.write("delete object failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await deleteObject();
aosHttpIoDeinitialize();
