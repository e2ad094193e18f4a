/**
 * Uploads a local file in parts, and completes it with the ETags of the answers.
 *
 * Page: Multipart upload (C SDK)
 * Sample: init, upload parts from file, complete
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/multipart-upload-8
 * C functions: oss_complete_multipart_upload, oss_create_complete_part_content,
 * oss_create_upload_file, oss_init_multipart_upload, oss_upload_part_from_file
 */

import { statSync } from "node:fs";
import {
  AOSE_OK,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrNull,
  aosStrSet,
  aosTableMake,
  aprPsprintf,
  aprPstrdup,
  aprTableGet,
  type OssCompletePartContent,
  type OssRequestOptions,
  ossCompleteMultipartUpload,
  ossConfigCreate,
  ossCreateCompletePartContent,
  ossCreateUploadFile,
  ossInitMultipartUpload,
  ossRequestOptionsCreate,
  ossUploadPartFromFile,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const objectName = "exampledir/exampleobject.txt";
const localFilename = process.argv[2] ?? "examplefile.bin";

function initOptions(options: OssRequestOptions): void {
  options.config = ossConfigCreate(options.pool);
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, accessKeyId);
  aosStrSet(options.config.accessKeySecret, accessKeySecret);
  /* A token of temporary credentials; without one it is empty. */
  aosStrSet(options.config.stsToken, stsToken);
  /* The V4 signature asks for the region. */
  aosStrSet(options.config.region, region);
  options.config.signatureVersion = 4;
  /* Whether the endpoint is a CNAME: 0 means that it is not. */
  options.config.isCname = 0;
  /* Network parameters, such as timeouts, are set at the controller. */
  options.ctl = aosHttpControllerCreate(options.pool, 0);
}

function getFileSize(filePath: string): number {
  return statSync(filePath, { throwIfNoEntry: false })?.size ?? -1;
}

async function main(): Promise<number> {
  /* Sets up what all requests share; once in a program. */
  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    process.exit(1);
  }
  /* A pool is a scope; null: it belongs to no other pool. */
  const pool = aosPoolCreate(null);
  /* The options hold the configuration: endpoint, keys, network parameters. */
  const ossClientOptions = ossRequestOptionsCreate(pool);
  initOptions(ossClientOptions);

  const bucket = aosString();
  const object = aosString();
  const uploadId = aosString();
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrNull(uploadId);
  const headers = aosTableMake(pool, 1);
  const completeHeaders = aosTableMake(pool, 1);
  let partNum = 1;
  let respStatus = await ossInitMultipartUpload(
    ossClientOptions,
    bucket,
    object,
    uploadId,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write(`Init multipart upload succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write(`Init multipart upload failed, upload_id:${uploadId}\n`);
  }
  const fileLength = getFileSize(localFilename);
  let pos = 0;
  const completePartList = aosList<OssCompletePartContent>();
  aosListInit(completePartList);
  while (pos < fileLength) {
    const uploadFile = ossCreateUploadFile(pool);
    aosStrSet(uploadFile.filename, localFilename);
    uploadFile.filePos = pos;
    pos += 100 * 1024;
    uploadFile.fileLast = pos < fileLength ? pos : fileLength;
    respStatus = await ossUploadPartFromFile(
      ossClientOptions,
      bucket,
      object,
      uploadId,
      partNum++,
      uploadFile,
      respHeaders,
    );
    const completeContent = ossCreateCompletePartContent(pool);
    const partNumStr = aprPsprintf(pool, "%d", partNum - 1);
    aosStrSet(completeContent.partNumber, partNumStr);
    const etag = aprPstrdup(pool, aprTableGet(respHeaders.value, "ETag"));
    aosStrSet(completeContent.etag, etag);
    aosListAddTail(completeContent, completePartList);
    if (aosStatusIsOk(respStatus)) {
      process.stdout.write("Multipart upload part from file succeeded\n");
    } else {
      process.stdout.write("Multipart upload part from file failed\n");
    }
  }
  respStatus = await ossCompleteMultipartUpload(
    ossClientOptions,
    bucket,
    object,
    uploadId,
    completePartList,
    completeHeaders,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write(`Complete multipart upload from file succeeded, upload_id:${uploadId}\n`);
  } else {
    process.stdout.write("Complete multipart upload from file failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
