/**
 * Lists what is directly in a folder, and the size of all that is in each folder below it. The page
 * adds up the lengths of the sizes' texts, with options that have no configuration.
 *
 * Page: List objects (C SDK)
 * Sample: size of the folders
 * Address: https://www.alibabacloud.com/help/en/oss/developer-reference/list-objects-12
 * C functions: oss_create_list_object_params, oss_list_object
 */

import {
  AOS_TRUE,
  AOSE_OK,
  type AosString,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprPsprintf,
  aprPstrdup,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateListObjectParams,
  ossListObject,
  ossRequestOptionsCreate,
} from "oss-c-sdk";

const endpoint = process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
const region = process.env["OSS_REGION"] ?? "cn-hangzhou";
const accessKeyId = process.env["OSS_ACCESS_KEY_ID"] ?? "";
const accessKeySecret = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
const stsToken = process.env["OSS_SESSION_TOKEN"] ?? "";
const bucketName = process.env["OSS_BUCKET"] ?? "examplebucket";

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

/** Adds up the sizes of all objects whose names begin with the folder's. */
async function calculateFolderLength(bucketName: AosString, folder: string): Promise<number> {
  let size = 0;
  let nextMarker = "";
  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initOptions(options);
  const params = ossCreateListObjectParams(p);
  params.maxRet = 10;
  aosStrSet(params.prefix, folder);
  aosStrSet(params.marker, nextMarker);
  do {
    const respStatus = await ossListObject(options, bucketName, params, null);
    if (!aosStatusIsOk(respStatus)) {
      process.stdout.write("list object failed\n");
      break;
    }
    for (const content of params.objectList) {
      size += Number(content.size.data);
    }
    nextMarker = aprPstrdup(p, params.nextMarker);
    aosStrSet(params.marker, nextMarker);
    aosListInit(params.objectList);
    aosListInit(params.commonPrefixList);
  } while (params.truncated === AOS_TRUE);
  aosPoolDestroy(p);
  return size;
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
  let size = 0;
  const prefix = "fun/";
  let nextMarker = "";
  const delimiter = "/";
  aosStrSet(bucket, bucketName);
  const params = ossCreateListObjectParams(pool);
  params.maxRet = 100;
  aosStrSet(params.prefix, prefix);
  aosStrSet(params.marker, nextMarker);
  aosStrSet(params.delimiter, delimiter);
  process.stdout.write("Object\tSize\tLastModified\n");
  do {
    const respStatus = await ossListObject(ossClientOptions, bucket, params, null);
    if (!aosStatusIsOk(respStatus)) {
      process.stdout.write("list object failed\n");
      break;
    }
    for (const content of params.objectList) {
      ++size;
      const line = aprPsprintf(
        pool,
        "%s\t%s\t%s\n",
        content.key,
        content.size,
        content.lastModified,
      );
      process.stdout.write(line);
    }
    for (const commonPrefix of params.commonPrefixList) {
      const size = await calculateFolderLength(bucket, commonPrefix.prefix.data);
      process.stdout.write(`Total ${size}\n`);
    }
    nextMarker = aprPstrdup(pool, params.nextMarker);
    aosStrSet(params.marker, nextMarker);
    aosListInit(params.objectList);
    aosListInit(params.commonPrefixList);
  } while (params.truncated === AOS_TRUE);
  process.stdout.write(`Total ${size}\n`);

  /* Ends the scope: whatever was opened under the pool is closed. */
  aosPoolDestroy(pool);
  /* Closes the connections. */
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
