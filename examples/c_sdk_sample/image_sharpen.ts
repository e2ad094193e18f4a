/**
 * Gets a picture sharpened.
 *
 * Page: oss_image_sample.c
 * Sample: image_sharpen
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_image_sample.c
 * C functions: oss_get_object_to_file
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
  aosTableMake,
  aprTableSet,
  OSS_PROCESS,
  ossGetObjectToFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

const sampleImage = "example.png";

async function imageSharpen(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const headers: AosTable | null = null;
  const respHeaders = out<AosTable>();
  const filename = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, sampleImage);
  aosStrSet(filename, "example-new.jpg");

  const params = aosTableMake(p, 1);
  aprTableSet(params, OSS_PROCESS, "image/sharpen,100");

  const s = await ossGetObjectToFile(
    options,
    bucket,
    object,
    headers,
    params,
    filename,
    respHeaders,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write("get object to file succeeded\n");
  } else {
    process.stdout.write("get object to file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await imageSharpen();
aosHttpIoDeinitialize();
