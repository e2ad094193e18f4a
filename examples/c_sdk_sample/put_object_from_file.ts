/**
 * Puts an object from a file.
 *
 * Page: oss_put_object_sample.c
 * Sample: put_object_from_file
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_sample.c
 * C functions: oss_put_object_from_file
 */

import { fileURLToPath } from "node:url";
import {
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  OSS_CONTENT_TYPE,
  ossPutObjectFromFile,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectFromFile(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const filename = fileURLToPath(import.meta.url);
  const file = aosString();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(options.pool, 1);
  aprTableSet(headers, OSS_CONTENT_TYPE, "image/jpeg");
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);
  aosStrSet(file, filename);

  const s = await ossPutObjectFromFile(options, bucket, object, file, headers, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object from file succeeded\n");
  } else {
    process.stdout.write(
      `put object from file failed, code:${s.code}, error_code:${s.errorCode}, error_msg:${s.errorMsg}, request_id:${s.reqId}\n`,
    );
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectFromFile();
aosHttpIoDeinitialize();
