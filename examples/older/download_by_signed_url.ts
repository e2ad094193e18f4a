/**
 * Gets an object into a local file by a signed URL.
 *
 * Page: Authorized access (2018-2019 edition)
 * Sample: download with a signed URL
 * Address: https://help.aliyun.com/document_detail/32139.html
 * C functions: oss_gen_signed_url, oss_get_object_to_file_by_url
 */

import {
  AOSE_OK,
  AosTable,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTimeNow,
  HTTP_GET,
  type OssRequestOptions,
  ossConfigCreate,
  ossGenSignedUrl,
  ossGetObjectToFileByUrl,
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
const localFilename = process.argv[2] ?? "examplecopy.txt";

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
  const url = aosString();
  const respHeaders = out<AosTable>();
  const oneHour = 3600;
  aosStrSet(bucket, bucketName);
  aosStrSet(object, objectName);
  aosStrSet(file, localFilename);
  const headers = aosTableMake(pool, 0);
  const params = aosTableMake(pool, 0);
  const req = aosHttpRequestCreate(pool);
  req.method = HTTP_GET;
  const now = aprTimeNow();
  const expireTime = Math.trunc(now / 1_000_000) + oneHour;
  const urlStr = ossGenSignedUrl(ossClientOptions, bucket, object, expireTime, req);
  aosStrSet(url, urlStr);
  const respStatus = await ossGetObjectToFileByUrl(
    ossClientOptions,
    url,
    headers,
    params,
    file,
    respHeaders,
  );
  if (aosStatusIsOk(respStatus)) {
    process.stdout.write("get object succeeded\n");
  } else {
    process.stdout.write("get object failed\n");
  }

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
