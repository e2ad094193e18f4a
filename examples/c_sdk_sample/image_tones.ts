/**
 * Gets the average colour of a picture.
 *
 * Page: oss_image_sample.c
 * Sample: image_tones
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_image_sample.c
 * C functions: oss_get_object_to_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBufListLen,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPcalloc,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  OSS_PROCESS,
  ossGetObjectToBuffer,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

const sampleImage = "example.png";

async function imageTones(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const headers: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const buffer = aosList<AosBuf>();
  let pos = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, sampleImage);
  aosListInit(buffer);

  const params = aosTableMake(p, 1);
  aprTableSet(params, OSS_PROCESS, "image/average-hue");

  const s = await ossGetObjectToBuffer(
    options,
    bucket,
    object,
    headers,
    params,
    buffer,
    respHeaders,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write("put object from file failed\n");
  }

  const len = aosBufListLen(buffer);

  const buf = aosPcalloc(p, len);

  for (const content of buffer) {
    pos += content.bytes.copy(buf, pos);
  }

  process.stdout.write(`image tone:${buf.toString()}\n`);

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await imageTones();
aosHttpIoDeinitialize();
