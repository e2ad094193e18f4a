/**
 * Appends a local file, from the position that the service tells.
 *
 * Page: Append upload (C SDK)
 * Sample: from local file
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/append-upload-8
 * C functions: oss_append_object_from_file, oss_head_object
 */

import {
  AOSE_OK,
  AosTable,
  aosAtoi64,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprTableGet,
  type OssRequestOptions,
  ossAppendObjectFromFile,
  ossConfigCreate,
  ossHeadObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";
const objectName = "exampledir/appendable.txt";
const localFilename = process.argv[2] ?? "examplefile.txt";

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
  let position = 0;
  const headers1: AosTable | null = null;
  const headers2: AosTable | null = null;
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrSet(file, localFilename);
  let respStatus = await ossHeadObject(ossClientOptions, bucket, object, headers1, respHeaders);
  if (aosStatusIsOk(respStatus)) {
    const nextAppendPosition = aprTableGet(respHeaders.value, "x-oss-next-append-position");
    position = Number(aosAtoi64(nextAppendPosition));
  }
  respStatus = await ossAppendObjectFromFile(
    ossClientOptions,
    bucket,
    object,
    position,
    file,
    headers2,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("append object from file succeeded\n");
  } else {
    process.stdout.write("append object from file failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
