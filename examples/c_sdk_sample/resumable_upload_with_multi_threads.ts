/**
 * Uploads a file in parts, two of them at a time, without a checkpoint.
 *
 * Page: oss_resumable_sample.c
 * Sample: resumable_upload_with_multi_threads
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_resumable_sample.c
 * C functions: oss_create_resumable_clt_params_content, oss_resumable_upload_file
 */

import {
  AOS_FALSE,
  AosBuf,
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  ossCreateResumableCltParamsContent,
  ossRequestOptionsCreate,
  ossResumableUploadFile,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function resumableUploadWithMultiThreads(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const respBody = aosList<AosBuf>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "my_key_1.zip");
  aosStrSet(filename, "local_big_file.zip");
  aosListInit(respBody);

  const cltParams = ossCreateResumableCltParamsContent(p, 1024 * 100, 3, AOS_FALSE, null);
  const s = await ossResumableUploadFile(
    options,
    bucket,
    object,
    filename,
    headers,
    null,
    cltParams,
    null,
    respHeaders,
    respBody,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("upload succeeded\n");
  } else {
    process.stdout.write("upload failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await resumableUploadWithMultiThreads();
aosHttpIoDeinitialize();
