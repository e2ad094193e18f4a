/**
 * Appends to an object under progress.
 *
 * Page: oss_progress_sample.c
 * Sample: append_object_with_progress
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_progress_sample.c
 * C functions: oss_delete_object, oss_do_append_object_from_buffer,
 * oss_do_append_object_from_file
 */

import { fileURLToPath } from "node:url";
import {
  AosBuf,
  AosTable,
  aosAtoui64,
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
  aprTableSet,
  OSS_HASH_CRC64_ECMA,
  ossDeleteObject,
  ossDoAppendObjectFromBuffer,
  ossDoAppendObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, percentage } from "../shared/oss_sample_util.js";

async function appendObjectWithProgress(): Promise<void> {
  const objectName = "oss_append_object.ts";
  const str = "oss c sdk";
  const isCname = 0;
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const params: AosTable | null = null;
  let initcrc = 0n;
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();

  let p = aosPoolCreate(null);
  let options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, objectName);
  aosListInit(respBody);

  aosListInit(buffer);
  const content = aosBufPack(options.pool, str);
  aosListAddTail(content, buffer);

  const headers = aosTableMake(p, 1);
  aprTableSet(headers, "x-oss-meta-author", "oss");

  let s = await ossDoAppendObjectFromBuffer(
    options,
    bucket,
    object,
    0,
    initcrc,
    buffer,
    headers,
    params,
    percentage,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("progress: append object from buffer succeeded\n");
  } else {
    process.stdout.write("progress: append object from buffer failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosPoolDestroy(p);

  p = aosPoolCreate(null);
  options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(filename, fileURLToPath(import.meta.url));
  initcrc = aosAtoui64(aprTableGet(respHeaders.value, OSS_HASH_CRC64_ECMA));

  s = await ossDoAppendObjectFromFile(
    options,
    bucket,
    object,
    Buffer.byteLength(str),
    initcrc,
    filename,
    null,
    null,
    percentage,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("progress: append object from file succeeded\n");
  } else {
    process.stdout.write("progress: append object from file failed\n");
  }

  await ossDeleteObject(options, bucket, object, null);

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await appendObjectWithProgress();
aosHttpIoDeinitialize();
