/**
 * An upload of a file in parts, each under progress.
 *
 * Page: oss_progress_sample.c
 * Sample: multipart_upload_from_file_with_progress
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_progress_sample.c
 * C functions: oss_complete_multipart_upload, oss_create_complete_part_content,
 * oss_create_list_upload_part_params, oss_create_upload_file, oss_do_upload_part_from_file,
 * oss_init_multipart_upload, oss_list_upload_part
 */

import { fileURLToPath } from "node:url";
import {
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
  type OssCompletePartContent,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossCreateUploadFile,
  ossDoUploadPartFromFile,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossRequestOptionsCreate,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions, percentage } from "../shared/oss_sample_util.js";

async function multipartUploadFromFileWithProgress(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const uploadId = aosString();
  const completePartList = aosList<OssCompletePartContent>();
  let partNum = 1;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  const uploadFile = ossCreateUploadFile(p);
  aosStrSet(uploadFile.filename, fileURLToPath(import.meta.url));

  let s = await ossInitMultipartUpload(options, bucket, object, uploadId, null, null);
  if (aosStatusIsOk(s)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Init multipart upload failed\n");
    aosPoolDestroy(p);
    return;
  }

  uploadFile.filePos = 0;
  uploadFile.fileLast = 1024;
  s = await ossDoUploadPartFromFile(
    options,
    bucket,
    object,
    uploadId,
    partNum++,
    uploadFile,
    percentage,
    null,
    null,
    null,
    null,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("Upload multipart part succeeded\n");
  } else {
    process.stdout.write("Upload multipart part failed\n");
    aosPoolDestroy(p);
    return;
  }

  const params = ossCreateListUploadPartParams(p);
  params.maxRet = 1;
  aosListInit(completePartList);

  s = await ossListUploadPart(options, bucket, object, uploadId, params, null);

  for (const partContent1 of params.partList) {
    const completeContent1 = ossCreateCompletePartContent(p);
    aosStrSet(completeContent1.partNumber, partContent1.partNumber.data);
    aosStrSet(completeContent1.etag, partContent1.etag.data);
    aosListAddTail(completeContent1, completePartList);
  }

  s = await ossCompleteMultipartUpload(
    options,
    bucket,
    object,
    uploadId,
    completePartList,
    null,
    null,
  );
  if (aosStatusIsOk(s)) {
    process.stdout.write(`Complete multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Complete multipart upload failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await multipartUploadFromFileWithProgress();
aosHttpIoDeinitialize();
