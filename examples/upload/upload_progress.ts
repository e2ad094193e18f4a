/**
 * Puts a local file under progress.
 *
 * Page: Upload progress bar (C SDK)
 * Sample: put file with progress callback
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/progress-bar-4
 * C functions: oss_do_put_object_from_file
 */

import {
  AOSE_OK,
  AosBuf,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossDoPutObjectFromFile,
  ossRequestOptionsCreate,
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

let lastPercentage = -1;

/** Draws progress on one line of a terminal; a log gets a line for each percent. */
function percentage(consumedBytes: number, totalBytes: number): void {
  const percent = Math.trunc((consumedBytes * 100) / totalBytes);
  if (percent === lastPercentage) return;
  lastPercentage = percent === 100 ? -1 : percent;
  if (!process.stdout.isTTY) process.stdout.write(`%${percent}\n`);
  else process.stdout.write(`\r%${percent}${percent === 100 ? "\n" : ""}`);
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
  const file = aosString();
  const respBody = aosList<AosBuf>();
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrSet(file, localFilename);
  const respStatus = await ossDoPutObjectFromFile(
    ossClientOptions,
    bucket,
    object,
    file,
    null,
    null,
    percentage,
    respHeaders,
    respBody,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write("put object from file failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
