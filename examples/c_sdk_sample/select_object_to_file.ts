/**
 * Queries a CSV object by SQL, and gets the rows into a file.
 *
 * Page: oss_select_object_sample.c
 * Sample: select_object_to_file
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_select_object_sample.c
 * C functions: oss_create_select_object_params, oss_select_object_to_file
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
  ossCreateSelectObjectParams,
  ossRequestOptionsCreate,
  ossSelectObjectToFile,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function selectObjectToFile(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const filename = aosString();
  const selectSql = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "city_sample_data.csv");
  aosStrSet(filename, "city_sample_data_part.csv");

  aosStrSet(selectSql, "select * from ossobject limit 10");

  const selectParams = ossCreateSelectObjectParams(p);

  const s = await ossSelectObjectToFile(
    options,
    bucket,
    object,
    selectSql,
    selectParams,
    filename,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to buffer succeeded\n");
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await selectObjectToFile();
aosHttpIoDeinitialize();
