/**
 * Copies an object in two parts. The page has the size of the second one from a local file that
 * is the same.
 *
 * Page: Copying a file (C SDK)
 * Sample: copy a large object by parts
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/copy-an-object-2
 * C functions: oss_complete_multipart_upload, oss_create_complete_part_content,
 * oss_create_list_upload_part_params, oss_create_upload_part_copy_params,
 * oss_init_multipart_upload, oss_list_upload_part, oss_upload_part_copy
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
  aosStrSet,
  aosTableMake,
  type OssCompletePartContent,
  type OssRequestOptions,
  ossCompleteMultipartUpload,
  ossConfigCreate,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossCreateUploadPartCopyParams,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossRequestOptionsCreate,
  ossUploadPartCopy,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const sourceBucketName = bucketName;
const sourceObjectName = "my_key_2.zip";
const destBucketName = bucketName;
const destObjectName = "exampledir/copy.zip";
const localFilename = process.argv[2] ?? "local_big_file.zip";

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

  const destBucket = aosString();
  const destObject = aosString();
  const uploadId = aosString();
  const respHeaders = out<AosTable>();
  const completePartList = aosList<OssCompletePartContent>();
  const listPartRespHeaders = out<AosTable>();
  const completeRespHeaders = out<AosTable>();
  const part1 = 1;
  const part2 = 2;
  const rangeStart1 = 0;
  const rangeEnd1 = 199999;
  const rangeStart2 = 200000;
  const maxRet = 1000;
  let headers = aosTableMake(pool, 0);
  aosStrSet(destBucket, destBucketName);
  aosStrSet(destObject, destObjectName);
  let respStatus = await ossInitMultipartUpload(
    ossClientOptions,
    destBucket,
    destObject,
    uploadId,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write(`init multipart upload succeeded, upload_id is ${uploadId}\n`);
  } else {
    process.stdout.write("init multipart upload failed\n");
  }
  const uploadPartCopyParams1 = ossCreateUploadPartCopyParams(pool);
  aosStrSet(uploadPartCopyParams1.sourceBucket, sourceBucketName);
  aosStrSet(uploadPartCopyParams1.sourceObject, sourceObjectName);
  aosStrSet(uploadPartCopyParams1.destBucket, destBucketName);
  aosStrSet(uploadPartCopyParams1.destObject, destObjectName);
  aosStrSet(uploadPartCopyParams1.uploadId, uploadId.data);
  uploadPartCopyParams1.partNum = part1;
  uploadPartCopyParams1.rangeStart = rangeStart1;
  uploadPartCopyParams1.rangeEnd = rangeEnd1;
  headers = aosTableMake(pool, 0);
  respStatus = await ossUploadPartCopy(
    ossClientOptions,
    uploadPartCopyParams1,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("upload part 1 copy succeeded\n");
  } else {
    process.stdout.write("upload part 1 copy failed\n");
  }
  const rangeEnd2 = getFileSize(localFilename) - 1;
  const uploadPartCopyParams2 = ossCreateUploadPartCopyParams(pool);
  aosStrSet(uploadPartCopyParams2.sourceBucket, sourceBucketName);
  aosStrSet(uploadPartCopyParams2.sourceObject, sourceObjectName);
  aosStrSet(uploadPartCopyParams2.destBucket, destBucketName);
  aosStrSet(uploadPartCopyParams2.destObject, destObjectName);
  aosStrSet(uploadPartCopyParams2.uploadId, uploadId.data);
  uploadPartCopyParams2.partNum = part2;
  uploadPartCopyParams2.rangeStart = rangeStart2;
  uploadPartCopyParams2.rangeEnd = rangeEnd2;
  headers = aosTableMake(pool, 0);
  respStatus = await ossUploadPartCopy(
    ossClientOptions,
    uploadPartCopyParams2,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("upload part 2 copy succeeded\n");
  } else {
    process.stdout.write("upload part 2 copy failed\n");
  }
  headers = aosTableMake(pool, 0);
  const listUploadPartParams = ossCreateListUploadPartParams(pool);
  listUploadPartParams.maxRet = maxRet;
  aosListInit(completePartList);
  respStatus = await ossListUploadPart(
    ossClientOptions,
    destBucket,
    destObject,
    uploadId,
    listUploadPartParams,
    listPartRespHeaders,
  );
  for (const partContent of listUploadPartParams.partList) {
    const completeContent = ossCreateCompletePartContent(pool);
    aosStrSet(completeContent.partNumber, partContent.partNumber.data);
    aosStrSet(completeContent.etag, partContent.etag.data);
    aosListAddTail(completeContent, completePartList);
  }
  respStatus = await ossCompleteMultipartUpload(
    ossClientOptions,
    destBucket,
    destObject,
    uploadId,
    completePartList,
    headers,
    completeRespHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("complete multipart upload succeeded\n");
  } else {
    process.stdout.write("complete multipart upload failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
