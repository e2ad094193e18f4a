/**
 * The process that the demo kills: uploads or downloads one file with a checkpoint and three parts in
 * flight, and tells its parent how far it is.
 *
 * Arguments: `upload` or `download`, the file. The bucket and the keys come from the environment.
 */

import {
  AOS_LOG_ERROR,
  AOS_TRUE,
  type AosStatus,
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosLogSetLevel,
  aosPoolCreate,
  aosStatusIsOk,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossCreateResumableCltParamsContent,
  ossRequestOptionsCreate,
  ossResumableDownloadFile,
  ossResumableUploadFile,
} from "oss-c-sdk";

const PART_SIZE = 1024 * 1024;
const THREADS = 3;

function createOptions(): OssRequestOptions {
  const options = ossRequestOptionsCreate(aosPoolCreate(null));
  options.config = ossConfigCreate(options.pool);
  aosStrSet(options.config.endpoint, process.env["OSS_ENDPOINT"] ?? "");
  aosStrSet(options.config.region, process.env["OSS_REGION"] ?? "");
  aosStrSet(options.config.accessKeyId, process.env["OSS_ACCESS_KEY_ID"] ?? "");
  aosStrSet(options.config.accessKeySecret, process.env["OSS_ACCESS_KEY_SECRET"] ?? "");
  aosStrSet(options.config.stsToken, process.env["OSS_SESSION_TOKEN"] ?? "");
  options.config.signatureVersion = 4;
  options.ctl = aosHttpControllerCreate(options.pool, 0);
  return options;
}

function tellParent(consumed: number, total: number): void {
  process.send?.({ consumed, total });
}

async function transfer(direction: string, file: string): Promise<AosStatus> {
  const options = createOptions();
  const bucket = process.env["OSS_BUCKET"] ?? "";
  const object = process.env["OSS_OBJECT"] ?? "";
  const params = ossCreateResumableCltParamsContent(
    options.pool,
    PART_SIZE,
    THREADS,
    AOS_TRUE,
    null,
  );
  if (direction === "upload") {
    return await ossResumableUploadFile(
      options,
      bucket,
      object,
      file,
      null,
      null,
      params,
      tellParent,
      null,
      null,
    );
  }
  return await ossResumableDownloadFile(
    options,
    bucket,
    object,
    file,
    null,
    null,
    params,
    tellParent,
    null,
  );
}

// The emulator is reached over plain http, and a killed process leaves its lock: no need to warn here.
aosLogSetLevel(AOS_LOG_ERROR);
aosHttpIoInitialize("demo", 0);
const [direction = "upload", file = ""] = process.argv.slice(2);
const status = await transfer(direction, file);
if (!aosStatusIsOk(status)) {
  process.stderr.write(`${direction} failed: ${status.errorCode} ${status.errorMsg}\n`);
  process.exitCode = 1;
}
aosHttpIoDeinitialize();
if (process.connected) process.disconnect();
