/**
 * Lists a bucket as if it had directories.
 *
 * Page: oss_list_object_sample.c
 * Sample: list_objects_by_delimiter
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

async function listObjectsByDelimiter(): Promise<void> {
  const bucket = aosString();
  const isCname = 0;
  const prefix = "";
  let nextMarker = "";
  const delimiter = "/";

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);

  const params = ossCreateListObjectParams(p);
  params.maxRet = 10;
  aosStrSet(params.prefix, prefix);
  aosStrSet(params.marker, nextMarker);
  aosStrSet(params.delimiter, delimiter);

  do {
    const s = await ossListObject(options, bucket, params, null);
    if (!aosStatusIsOk(s)) {
      process.stdout.write("list object failed\n");
      return;
    }

    for (const content of params.objectList) {
      const line = `${content.key}\t${content.size}\t${content.lastModified}\n`;
      process.stdout.write(`object:${line}`);
    }

    for (const commonPrefix of params.commonPrefixList) {
      const line = `${commonPrefix.prefix}\n`;
      process.stdout.write(`common_prefix:${line}`);
    }

    nextMarker = aprPstrdup(p, params.nextMarker);
    aosStrSet(params.marker, nextMarker);
    aosListInit(params.objectList);
    aosListInit(params.commonPrefixList);
  } while (params.truncated === AOS_TRUE);

  aosPoolDestroy(p);

  process.stdout.write("List object ok\n");
}

aosHttpIoInitialize(null, 0);
await listObjectsByDelimiter();
aosHttpIoDeinitialize();
