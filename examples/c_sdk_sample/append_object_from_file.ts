/**
 * Appends a file to an object, from the position that the service tells.
 *
 * Page: oss_append_object_sample.c
 * Sample: append_object_from_file
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_append_object_sample.c
 * C functions: oss_append_object_from_file, oss_head_object
 */

import { fileURLToPath } from "node:url";
import {
  AosTable,
  aosAtoi64,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableGet,
  OSS_NEXT_APPEND_POSITION,
  OSS_OBJECT_TYPE,
  OSS_OBJECT_TYPE_APPENDABLE,
  ossAppendObjectFromFile,
  ossHeadObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function appendObjectFromFile(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const filename = fileURLToPath(import.meta.url);
  const file = aosString();
  let position = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers1 = aosTableMake(options.pool, 0);
  const headers2 = aosTableMake(options.pool, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosStrSet(file, filename);

  let s = await ossHeadObject(options, bucket, object, headers1, respHeaders);
  if (aosStatusIsOk(s)) {
    const objectType = aprTableGet(respHeaders.value, OSS_OBJECT_TYPE);
    if (objectType !== OSS_OBJECT_TYPE_APPENDABLE) {
      process.stdout.write(`object[${OBJECT_NAME}]'s type[${objectType}] is not Appendable\n`);
      aosPoolDestroy(p);
      return;
    }

    const nextAppendPosition = aprTableGet(respHeaders.value, OSS_NEXT_APPEND_POSITION);
    position = Number(aosAtoi64(nextAppendPosition));
  }

  s = await ossAppendObjectFromFile(options, bucket, object, position, file, headers2, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("append object from file succeeded\n");
  } else {
    process.stdout.write("append object from file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await appendObjectFromFile();
aosHttpIoDeinitialize();
