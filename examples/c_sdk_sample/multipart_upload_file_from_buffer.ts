/**
 * An upload of two parts from memory, completed with the parts that the service lists.
 *
 * Page: oss_multipart_upload_sample.c
 * Sample: multipart_upload_file_from_buffer
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_multipart_upload_sample.c
 * C functions: oss_complete_multipart_upload, oss_create_complete_part_content,
 * oss_create_list_upload_part_params, oss_init_multipart_upload, oss_list_upload_part,
 * oss_upload_part_from_buffer
 */

import {
  AosBuf,
  AosTable,
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
  aprTableAdd,
  OSS_CONTENT_TYPE,
  type OssCompletePartContent,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossRequestOptionsCreate,
  ossUploadPartFromBuffer,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, makeRandomBody } from "../shared/oss_sample_util.js";

async function multipartUploadFileFromBuffer(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const uploadId = aosString();
  const buffer = aosList<AosBuf>();
  const completePartList = aosList<OssCompletePartContent>();
  const partNum1 = 1;
  const partNum2 = 2;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 1);
  const completeHeaders = aosTableMake(p, 1);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "multipart-key.1");

  let s = await ossInitMultipartUpload(options, bucket, object, uploadId, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Init multipart upload failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosListInit(buffer);
  makeRandomBody(p, 200, buffer);
  s = await ossUploadPartFromBuffer(
    options,
    bucket,
    object,
    uploadId,
    partNum1,
    buffer,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("Upload multipart part succeeded\n");
  } else {
    process.stdout.write("Upload multipart part failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosListInit(buffer);
  makeRandomBody(p, 10, buffer);
  s = await ossUploadPartFromBuffer(
    options,
    bucket,
    object,
    uploadId,
    partNum2,
    buffer,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("Upload multipart part succeeded\n");
  } else {
    process.stdout.write("Upload multipart part failed\n");
    aosPoolDestroy(p);
    return;
  }

  const params = ossCreateListUploadPartParams(p);
  params.maxRet = 1000;
  aosListInit(completePartList);
  s = await ossListUploadPart(options, bucket, object, uploadId, params, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("List multipart succeeded\n");
  } else {
    process.stdout.write("List multipart failed\n");
    aosPoolDestroy(p);
    return;
  }

  for (const partContent of params.partList) {
    const completePartContent = ossCreateCompletePartContent(p);
    aosStrSet(completePartContent.partNumber, partContent.partNumber.data);
    aosStrSet(completePartContent.etag, partContent.etag.data);
    aosListAddTail(completePartContent, completePartList);
  }

  aprTableAdd(completeHeaders, OSS_CONTENT_TYPE, "video/MP2T");
  s = await ossCompleteMultipartUpload(
    options,
    bucket,
    object,
    uploadId,
    completePartList,
    completeHeaders,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write(`Complete multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Complete multipart upload failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await multipartUploadFileFromBuffer();
aosHttpIoDeinitialize();
