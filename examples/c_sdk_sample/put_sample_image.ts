/**
 * Uploads the picture of the other samples.
 *
 * Page: oss_image_sample.c
 * Sample: put_sample_image
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_image_sample.c
 * C functions: oss_put_object_from_file
 */

import {
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  ossPutObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

const sampleImage = "example.png";
const imageFile = process.argv[2] ?? "example.png";

async function putSampleImage(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const isCname = 0;
  const headers: AosTable | null = null;
  const respHeaders = out<AosTable>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);

  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, sampleImage);
  aosStrSet(filename, imageFile);

  const s = await ossPutObjectFromFile(options, bucket, object, filename, headers, respHeaders);
  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write("put object from file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putSampleImage();
aosHttpIoDeinitialize();
