/**
 * Downloads an object in parts, with a checkpoint to go on from.
 *
 * Page: oss_resumable_sample.c
 * Sample: resumable_download_with_resumable
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_resumable_sample.c
 * C functions: oss_create_resumable_clt_params_content, oss_resumable_download_file
 */

import {
  AOS_TRUE,
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  ossCreateResumableCltParamsContent,
  ossRequestOptionsCreate,
  ossResumableDownloadFile,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function resumableDownloadWithResumable(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const filename = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  const headers = aosTableMake(p, 0);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, "my_key_2.zip");
  aosStrSet(filename, "local_big_file_2.zip");

  const cltParams = ossCreateResumableCltParamsContent(p, 1024 * 100, 3, AOS_TRUE, null);
  const s = await ossResumableDownloadFile(
    options,
    bucket,
    object,
    filename,
    headers,
    null,
    cltParams,
    null,
    respHeaders,
  );

  if (aosStatusIsOk(s)) {
    process.stdout.write("download succeeded\n");
  } else {
    process.stdout.write("download failed\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await resumableDownloadWithResumable();
aosHttpIoDeinitialize();
