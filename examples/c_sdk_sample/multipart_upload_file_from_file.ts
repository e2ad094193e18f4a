/**
 * An upload of a file in two parts, completed with the parts that the service lists.
 *
 * Page: oss_multipart_upload_sample.c
 * Sample: multipart_upload_file_from_file
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_multipart_upload_sample.c
 * C functions: oss_complete_multipart_upload, oss_create_complete_part_content,
 * oss_create_list_upload_part_params, oss_create_upload_file, oss_init_multipart_upload,
 * oss_list_upload_part, oss_upload_part_from_file
 */

import {
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
  type OssCompletePartContent,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossCreateUploadFile,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossRequestOptionsCreate,
  ossUploadPartFromFile,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, MULTIPART_UPLOAD_FILE_PATH } from "../shared/oss_config.js";
import { getFileSize, initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function multipartUploadFileFromFile(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const uploadId = aosString();
  const completePartList = aosList<OssCompletePartContent>();
  let partNum = 1;
  let pos = 0;
  let fileLength = 0;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 1);
  const completeHeaders = aosTableMake(p, 1);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "multipart-key.2");

  let s = await ossInitMultipartUpload(options, bucket, object, uploadId, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Init multipart upload failed\n");
    aosPoolDestroy(p);
    return;
  }

  fileLength = getFileSize(MULTIPART_UPLOAD_FILE_PATH);
  while (pos < fileLength) {
    const uploadFile = ossCreateUploadFile(p);
    aosStrSet(uploadFile.filename, MULTIPART_UPLOAD_FILE_PATH);
    uploadFile.filePos = pos;
    pos += 100 * 1024;
    uploadFile.fileLast = pos < fileLength ? pos : fileLength;
    s = await ossUploadPartFromFile(
      options,
      bucket,
      object,
      uploadId,
      partNum++,
      uploadFile,
      respHeaders,
    );

    if (aosStatusIsOk(s)) {
      process.stdout.write("Multipart upload part from file succeeded\n");
    } else {
      process.stdout.write("Multipart upload part from file failed\n");
    }
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
    process.stdout.write(`Complete multipart upload from file succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Complete multipart upload from file failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await multipartUploadFileFromFile();
aosHttpIoDeinitialize();
