/**
 * Begins an upload in parts, and gives it up.
 *
 * Page: oss_multipart_upload_sample.c
 * Sample: abort_multipart_upload
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_multipart_upload_sample.c
 * C functions: oss_abort_multipart_upload, oss_init_multipart_upload
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
  ossAbortMultipartUpload,
  ossInitMultipartUpload,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function abortMultipartUpload(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const uploadId = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 1);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  let s = await ossInitMultipartUpload(options, bucket, object, uploadId, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Init multipart upload failed\n");
    aosPoolDestroy(p);
    return;
  }

  s = await ossAbortMultipartUpload(options, bucket, object, uploadId, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write(`Abort multipart upload succeeded, upload_id::${uploadId}\n`);
  } else {
    process.stdout.write("Abort multipart upload failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await abortMultipartUpload();
aosHttpIoDeinitialize();
