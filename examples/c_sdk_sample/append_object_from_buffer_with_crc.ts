/**
 * Appends twice from memory, and has the CRC-64 of all that was appended compared.
 *
 * Page: oss_crc_sample.c
 * Sample: append_object_from_buffer_with_crc
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_crc_sample.c
 * C functions: oss_delete_object, oss_do_append_object_from_buffer
 */

import {
  AosBuf,
  AosTable,
  aosAtoi64,
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
  OSS_HASH_CRC64_ECMA,
  OSS_NEXT_APPEND_POSITION,
  ossDeleteObject,
  ossDoAppendObjectFromBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function appendObjectFromBufferWithCrc(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const str = "Time is a bird for ever on the wing.";
  const isCname = 0;
  let position = 0;
  let initcrc = 0n;
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(respBody);

  aosListInit(buffer);
  const content = aosBufPack(p, str);
  aosListAddTail(content, buffer);

  await ossDeleteObject(options, bucket, object, null);

  let s = await ossDoAppendObjectFromBuffer(
    options,
    bucket,
    object,
    position,
    initcrc,
    buffer,
    headers,
    null,
    null,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("crc: append object from buffer succeeded\n");
  } else {
    process.stdout.write("crc: append object from buffer failed\n");
  }

  position = Number(aosAtoi64(aprTableGet(respHeaders.value, OSS_NEXT_APPEND_POSITION)));
  initcrc = aosAtoui64(aprTableGet(respHeaders.value, OSS_HASH_CRC64_ECMA));

  s = await ossDoAppendObjectFromBuffer(
    options,
    bucket,
    object,
    position,
    initcrc,
    buffer,
    null,
    null,
    null,
    null,
    null,
  );

  s = await ossDeleteObject(options, bucket, object, null);

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await appendObjectFromBufferWithCrc();
aosHttpIoDeinitialize();
