/**
 * Lets the service count the rows and columns of a CSV object.
 *
 * Page: oss_select_object_sample.c
 * Sample: create_select_object_meta
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_select_object_sample.c
 * C functions: oss_create_select_object_meta, oss_create_select_object_meta_params
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
  ossCreateSelectObjectMeta,
  ossCreateSelectObjectMetaParams,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function createSelectObjectMeta(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "city_sample_data.csv");

  const metaParams = ossCreateSelectObjectMetaParams(p);

  const s = await ossCreateSelectObjectMeta(options, bucket, object, metaParams, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to buffer succeeded\n");
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await createSelectObjectMeta();
aosHttpIoDeinitialize();
