/**
 * Lists the objects of a bucket, the first page.
 *
 * Page: oss_list_object_sample.c
 * Sample: list_object
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_list_object_sample.c
 * C functions: oss_create_list_object_params, oss_list_object
 */

import {
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  ossCreateListObjectParams,
  ossListObject,
  ossRequestOptionsCreate,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function listObject(): Promise<void> {
  const bucket = aosString();
  const isCname = 0;
  let size = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  const params = ossCreateListObjectParams(p);
  aosStrSet(bucket, BUCKET_NAME);

  const s = await ossListObject(options, bucket, params, null);
  if (!aosStatusIsOk(s)) {
    process.stdout.write("list object failed\n");
    return;
  }

  process.stdout.write("Object\tSize\tLastModified\n");
  for (const content of params.objectList) {
    ++size;
    const line = `${content.key}\t${content.size}\t${content.lastModified}\n`;
    process.stdout.write(line);
  }
  process.stdout.write(`Total ${size}\n`);

  aosPoolDestroy(p);

  process.stdout.write("List object ok\n");
}

aosHttpIoInitialize(null, 0);
await listObject();
aosHttpIoDeinitialize();
