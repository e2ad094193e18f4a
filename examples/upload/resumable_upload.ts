/**
 * A file is cut into parts, three at a time are on their way, and a checkpoint file keeps what has
 * arrived. Run it again after a failure and it goes on where it stopped.
 *
 * Page: Resumable upload (C SDK)
 * Sample: upload with checkpoint
 * Address: https://help.aliyun.com/en/oss/developer-reference/resumable-upload-7
 * C functions: oss_create_resumable_clt_params_content, oss_resumable_upload_file
 */

import {
  AOS_TRUE,
  AOSE_OK,
  type AosBuf,
  type AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateResumableCltParamsContent,
  ossRequestOptionsCreate,
  ossResumableUploadFile,
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
  /* An AosString is filled from a string. */
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, accessKeyId);
  aosStrSet(options.config.accessKeySecret, accessKeySecret);
  /* Not on the page: a token of temporary credentials; without one it is empty. */
  aosStrSet(options.config.stsToken, stsToken);
  /* The V4 signature asks for the region. */
  aosStrSet(options.config.region, region);
  options.config.signatureVersion = 4;
  /* Whether the endpoint is a CNAME: 0 means that it is not. */
  options.config.isCname = 0;
  /* Network parameters, such as timeouts, are set at the controller. */
  options.ctl = aosHttpControllerCreate(options.pool, 0);
}

async function main(): Promise<number> {
  /* Sets up what all requests share: options and connections. */
  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    process.exit(1);
  }
  /* A pool is a scope; null: it belongs to no other pool. */
  const pool = aosPoolCreate(null);
  /* The options hold the configuration: endpoint, keys, network parameters. */
  const ossClientOptions = ossRequestOptionsCreate(pool);
  initOptions(ossClientOptions);
  /* The parameters. */
  const bucket = aosString();
  const object = aosString();
  const file = aosString();
  const respBody = aosList<AosBuf>();
  const headers: AosTable | null = null;
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrSet(file, localFilename);
  aosListInit(respBody);
  /* Resumable upload. */
  const cltParams = ossCreateResumableCltParamsContent(pool, 1024 * 100, 3, AOS_TRUE, null);
  const respStatus = await ossResumableUploadFile(
    ossClientOptions,
    bucket,
    object,
    file,
    headers,
    null,
    cltParams,
    null,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("resumable upload succeeded\n");
  } else {
    process.stdout.write("resumable upload failed\n");
  }
  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
