/**
 * Puts a local file.
 *
 * Page: Simple upload (C SDK)
 * Sample: local file
 * Address: https://help.aliyun.com/en/oss/developer-reference/simple-upload-6
 * C functions: oss_put_object_from_file
 */

import {
  AOSE_OK,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossPutObjectFromFile,
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
  const headers: AosTable | null = null;
  const respHeaders = out<AosTable>();
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrSet(file, localFilename);
  const respStatus = await ossPutObjectFromFile(
    ossClientOptions,
    bucket,
    object,
    file,
    headers,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write(
      `put object from file failed, error_code: ${respStatus.errorCode}, error_msg: ${respStatus.errorMsg}, req_id: ${respStatus.reqId}\n`,
    );
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
