/**
 * An upload of two parts from memory, whose completion tells a server of one's own.
 *
 * Page: oss_callback_sample.c
 * Sample: multipart_from_buffer_with_callback
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_callback_sample.c
 * C functions: oss_create_complete_part_content, oss_create_list_upload_part_params,
 * oss_do_complete_multipart_upload, oss_init_multipart_upload, oss_list_upload_part,
 * oss_upload_part_from_buffer
 */

import {
  AosBuf,
  AosTable,
  aosBase64Encode,
  aosBufListLen,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPcalloc,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  OSS_CALLBACK,
  type OssCompletePartContent,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossDoCompleteMultipartUpload,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossRequestOptionsCreate,
  ossUploadPartFromBuffer,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, CALLBACK_URL, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, makeRandomBody } from "../shared/oss_sample_util.js";

async function multipartFromBufferWithCallback(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const buffer = aosList<AosBuf>();
  const uploadId = aosString();
  const completePartList = aosList<OssCompletePartContent>();
  const respHeaders = out<AosTable>();
  let partNum = 1;
  const respBody = aosList<AosBuf>();
  let pos = 0;

  /* Where the service is to call; callbackHost is told to that server. */
  const callback = JSON.stringify({
    callbackUrl: CALLBACK_URL,
    callbackHost: "oss-cn-hangzhou.aliyuncs.com",
    callbackBody: "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}",
    callbackBodyType: "application/x-www-form-urlencoded",
  });

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  const b64Buf = aosString();
  aosBase64Encode(callback, Buffer.byteLength(callback), b64Buf);

  const headers = aosTableMake(p, 3);
  aprTableSet(headers, OSS_CALLBACK, b64Buf);
  aprTableSet(headers, OSS_CALLBACK, b64Buf);
  aprTableSet(headers, OSS_CALLBACK, b64Buf);

  let s = await ossInitMultipartUpload(options, bucket, object, uploadId, null, respHeaders);
  if (aosStatusIsOk(s)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Init multipart upload failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosListInit(buffer);
  makeRandomBody(p, 2, buffer);

  s = await ossUploadPartFromBuffer(options, bucket, object, uploadId, partNum++, buffer, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("Multipart upload part from file succeeded\n");
  } else {
    process.stdout.write("Multipart upload part from file failed\n");
    aosPoolDestroy(p);
    return;
  }

  aosListInit(buffer);
  makeRandomBody(p, 200, buffer);
  s = await ossUploadPartFromBuffer(options, bucket, object, uploadId, partNum++, buffer, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("Multipart upload part from file succeeded\n");
  } else {
    process.stdout.write("Multipart upload part from file failed\n");
    aosPoolDestroy(p);
    return;
  }

  const params = ossCreateListUploadPartParams(p);
  params.maxRet = 1;
  aosListInit(completePartList);

  s = await ossListUploadPart(options, bucket, object, uploadId, params, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write("List multipart succeeded\n");
  } else {
    process.stdout.write("List multipart failed\n");
    aosPoolDestroy(p);
    return;
  }

  for (const partContent1 of params.partList) {
    const completeContent1 = ossCreateCompletePartContent(p);
    aosStrSet(completeContent1.partNumber, partContent1.partNumber.data);
    aosStrSet(completeContent1.etag, partContent1.etag.data);
    aosListAddTail(completeContent1, completePartList);
  }

  s = await ossDoCompleteMultipartUpload(
    options,
    bucket,
    object,
    uploadId,
    completePartList,
    headers,
    null,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write(`Complete multipart upload from file succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Complete multipart upload from file failed\n");
    process.stdout.write(`${s.code}, ${s.errorCode}, ${s.errorMsg}, ${s.reqId}\n`);
  }

  const len = aosBufListLen(respBody);
  const buf = aosPcalloc(p, len);

  for (const content of respBody) {
    pos += content.bytes.copy(buf, pos);
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await multipartFromBufferWithCallback();
aosHttpIoDeinitialize();
