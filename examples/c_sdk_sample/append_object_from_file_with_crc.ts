/**
 * Appends a file twice, and has the CRC-64 of all that was appended compared.
 *
 * Page: oss_crc_sample.c
 * Sample: append_object_from_file_with_crc
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_crc_sample.c
 * C functions: oss_delete_object, oss_do_append_object_from_file
 */

import { fileURLToPath } from "node:url";
import {
  AosBuf,
  AosTable,
  aosAtoi64,
  aosAtoui64,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
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
  ossDoAppendObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function appendObjectFromFileWithCrc(): Promise<void> {
  const objectName = "oss_append_object.txt";
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const isCname = 0;
  let position = 0;
  let initcrc = 0n;
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, objectName);
  aosListInit(respBody);

  aosStrSet(filename, fileURLToPath(import.meta.url));

  let s = await ossDoAppendObjectFromFile(
    options,
    bucket,
    object,
    position,
    initcrc,
    filename,
    headers,
    null,
    null,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("crc: append object from file succeeded\n");
  } else {
    process.stdout.write("crc: append object from file failed\n");
  }

  position = Number(aosAtoi64(aprTableGet(respHeaders.value, OSS_NEXT_APPEND_POSITION)));
  initcrc = aosAtoui64(aprTableGet(respHeaders.value, OSS_HASH_CRC64_ECMA));

  s = await ossDoAppendObjectFromFile(
    options,
    bucket,
    object,
    position,
    initcrc,
    filename,
    null,
    null,
    null,
    null,
    null,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("crc: append object from file succeeded\n");
  } else {
    process.stdout.write("crc: append object from file failed\n");
  }

  s = await ossDeleteObject(options, bucket, object, null);

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await appendObjectFromFileWithCrc();
aosHttpIoDeinitialize();
