/**
 * Says who may do what with an object.
 *
 * Page: oss_put_object_acl_sample.c
 * Sample: put_object_acl
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_put_object_acl_sample.c
 * C functions: oss_put_object_acl
 */

import {
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  OSS_ACL_DEFAULT,
  ossPutObjectAcl,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, OBJECT_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function putObjectAcl(): Promise<void> {
  const bucket = aosString();
  const object = aosString();
  const isCname = 0;
  const respHeaders = out<AosTable>();
  const ossAcl = OSS_ACL_DEFAULT;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  aosStrSet(object, OBJECT_NAME);

  const s = await ossPutObjectAcl(options, bucket, object, ossAcl, respHeaders);

  if (aosStatusIsOk(s)) {
    process.stdout.write("put object acl success!\n");
  } else {
    process.stdout.write("put object acl failed!\n");
  }

  aosPoolDestroy(p);
}

aosHttpIoInitialize(null, 0);
await putObjectAcl();
aosHttpIoDeinitialize();
