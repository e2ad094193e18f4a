/**
 * Puts and gets an object without comparing its CRC-64.
 *
 * Page: oss_crc_sample.c
 * Sample: disable_crc
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_crc_sample.c
 * C functions: oss_get_object_to_buffer, oss_put_object_from_buffer
 */

import {
  AOS_FALSE,
  AosBuf,
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
  ossGetObjectToBuffer,
  ossPutObjectFromBuffer,
  ossRequestOptionsCreate,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function disableCrc(): Promise<void> {
  const str = "Sow nothing, reap nothing.";
  const isCname = 0;
  const bucket = aosString();
  const object = aosString();
  const respBody = aosList<AosBuf>();
  const buffer = aosList<AosBuf>();

  let p = aosPoolCreate(null);
  let options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosListInit(respBody);

  aosListInit(buffer);
  const content = aosBufPack(options.pool, str);
  aosListAddTail(content, buffer);

  options.ctl.options.enableCrc = AOS_FALSE;

  let s = await ossPutObjectFromBuffer(options, bucket, object, buffer, null, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from buffer succeeded\n");
  } else {
    process.stdout.write("put object from buffer failed\n");
  }

  aosPoolDestroy(p);

  p = aosPoolCreate(null);
  options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  options.ctl.options.enableCrc = AOS_FALSE;

  s = await ossGetObjectToBuffer(options, bucket, object, null, null, buffer, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to buffer succeeded\n");
  } else {
    process.stdout.write("get object to buffer failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await disableCrc();
aosHttpIoDeinitialize();
