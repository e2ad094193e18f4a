/**
 * Resumable upload: a file is cut into parts, three at a time are on their way, and a checkpoint file
 * keeps what has arrived. Run it again after a failure and it goes on where it stopped.
 *
 * The sample of the documentation page "Resumable upload" of the OSS SDK for C, statement by
 * statement. C functions: oss_create_resumable_clt_params_content, oss_resumable_upload_file.
 *
 * Run: `npx tsx examples/resumable_upload.ts`, with OSS_ENDPOINT, OSS_REGION, OSS_BUCKET,
 * OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN) in the environment.
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

const endpoint = process.env["OSS_ENDPOINT"] ?? "<yourEndpoint>";
const region = process.env["OSS_REGION"] ?? "<yourRegion>";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "<yourAccessKeyId>";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "<yourAccessKeySecret>";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "<yourBucketName>";
const objectName = process.env["OSS_OBJECT"] ?? "<yourObjectName>";
const localFilename = process.argv[2] ?? "<yourLocalFilename>";

function initOptions(options: OssRequestOptions): void {
  options.config = ossConfigCreate(options.pool);
  /* An AosString is filled from a string. */
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, accessKeyId);
  aosStrSet(options.config.accessKeySecret, accessKeySecret);
  /* Not on the page, which is older: new buckets ask for the V4 signature, and it for a region. */
  aosStrSet(options.config.stsToken, stsToken);
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
