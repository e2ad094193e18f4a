/**
 * Lists all objects with a prefix, page by page.
 *
 * Page: oss_list_object_sample.c
 * Sample: list_all_objects
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_list_object_sample.c
 * C functions: oss_create_list_object_params, oss_list_object
 */

import {
  AOS_TRUE,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprPstrdup,
  ossCreateListObjectParams,
  ossListObject,
  ossRequestOptionsCreate,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function listAllObjects(): Promise<void> {
  const bucket = aosString();
  const isCname = 0;
  let size = 0;
  const prefix = "fun/";
  let nextMarker = "";

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);

  const params = ossCreateListObjectParams(p);
  params.maxRet = 10;
  aosStrSet(params.prefix, prefix);
  aosStrSet(params.marker, nextMarker);

  process.stdout.write("Object\tSize\tLastModified\n");

  do {
    const s = await ossListObject(options, bucket, params, null);
    if (!aosStatusIsOk(s)) {
      process.stdout.write("list object failed\n");
      return;
    }

    for (const content of params.objectList) {
      ++size;
      const line = `${content.key}\t${content.size}\t${content.lastModified}\n`;
      process.stdout.write(line);
    }

    nextMarker = aprPstrdup(p, params.nextMarker);
    aosStrSet(params.marker, nextMarker);
    aosListInit(params.objectList);
    aosListInit(params.commonPrefixList);
  } while (params.truncated === AOS_TRUE);

  process.stdout.write(`Total ${size}\n`);

  aosPoolDestroy(p);

  process.stdout.write("List object ok\n");
}

aosHttpIoInitialize(null, 0);
await listAllObjects();
aosHttpIoDeinitialize();
