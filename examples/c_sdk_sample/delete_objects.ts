/**
 * Deletes several objects with one request.
 *
 * Page: oss_delete_object_sample.c
 * Sample: delete_objects
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_delete_object_sample.c
 * C functions: oss_create_oss_object_key, oss_delete_objects
 */

import {
  AOS_TRUE,
  AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssObjectKey,
  ossCreateOssObjectKey,
  ossDeleteObjects,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function deleteObjects(): Promise<void> {
  const isCname = 0;
  const bucket = aosString();
  const respHeaders = out<AosTable>();
  const objectName1 = "oss_sample_object1";
  const objectName2 = "oss_sample_object2";
  const objectList = aosList<OssObjectKey>();
  const deletedObjectList = aosList<OssObjectKey>();
  const isQuiet = AOS_TRUE;

  const p = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(p);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);

  aosListInit(objectList);
  aosListInit(deletedObjectList);
  const content1 = ossCreateOssObjectKey(p);
  aosStrSet(content1.key, objectName1);
  aosListAddTail(content1, objectList);
  const content2 = ossCreateOssObjectKey(p);
  aosStrSet(content2.key, objectName2);
  aosListAddTail(content2, objectList);

  const s = await ossDeleteObjects(
    options,
    bucket,
    objectList,
    isQuiet,
    respHeaders,
    deletedObjectList,
  );

  aosPoolDestroy(p);

  if (aosStatusIsOk(s)) {
    process.stdout.write("delete objects succeeded\n");
  } else {
    process.stdout.write("delete objects failed\n");
  }
}

aosHttpIoInitialize(null, 0);
await deleteObjects();
aosHttpIoDeinitialize();
