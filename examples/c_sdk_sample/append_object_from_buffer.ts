/**
 * Appends a text to an object, from the position that the service tells; an object that is not
 * there yet begins at 0.
 *
 * Page: oss_append_object_sample.c
 * Sample: append_object_from_buffer
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_append_object_sample.c
 * C functions: oss_delete_object, oss_head_object, oss_append_object_from_buffer
 */

import {
  type AosBuf,
  type AosTable,
  aosAtoi64,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
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
  ossAppendObjectFromBuffer,
  ossDeleteObject,
  ossHeadObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function appendObjectFromBuffer(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const str = "test oss c sdk";
  const isCname = 0;
  let position = 0;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers1 = aosTableMake(p, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  await ossDeleteObject(options, bucket, object, null);
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

  const headers2 = aosTableMake(p, 0);
  aosListInit(buffer);
  const content = aosBufPack(p, str);
  aosListAddTail(content, buffer);
  s = await ossAppendObjectFromBuffer(
    options,
    bucket,
    object,
    position,
    buffer,
    headers2,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("append object from buffer succeeded\n");
  } else {
    process.stdout.write("append object from buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await appendObjectFromBuffer();
aosHttpIoDeinitialize();
