/**
 * Asks for all headers of an object.
 *
 * Page: oss_head_object_sample.c
 * Sample: head_object
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_head_object_sample.c
 * C functions: oss_head_object
 */

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
  OSS_CONTENT_LENGTH,
  OSS_OBJECT_TYPE,
  ossHeadObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function headObject(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  let contentLength = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  const headers = aosTableMake(p, 0);

  const s = await ossHeadObject(options, bucket, object, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    const contentLengthStr = aprTableGet(respHeaders.value, OSS_CONTENT_LENGTH);
    if (contentLengthStr !== null) {
      contentLength = Number(aosAtoi64(contentLengthStr));
    }

    const objectType = aprTableGet(respHeaders.value, OSS_OBJECT_TYPE);

    process.stdout.write(
      `head object succeeded, object type:${objectType}, content length:${contentLength}\n`,
    );
  } else {
    process.stdout.write("head object failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await headObject();
aosHttpIoDeinitialize();
