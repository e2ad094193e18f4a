/**
 * Gets all objects whose names begin with a directory's into that directory.
 *
 * Page: oss_get_object_sample.c
 * Sample: get_oss_dir_to_local_dir
 * Address: https://github.com/aliyun/aliyun-oss-c-sdk/blob/master/oss_c_sdk_sample/oss_get_object_sample.c
 * C functions: oss_create_list_object_params, oss_get_object_to_file, oss_list_object
 */

import { mkdir } from "node:fs/promises";
import {
  type AosStatus,
  AosTable,
  aosErrorLog,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusDup,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  ossCreateListObjectParams,
  ossGetObjectToFile,
  ossListObject,
  ossRequestOptionsCreate,
  out,
} from "oss-c-sdk";
import { BUCKET_NAME, DIR_NAME } from "../shared/oss_config.js";
import { initSampleRequestOptions } from "../shared/oss_sample_util.js";

async function getOssDirToLocalDir(): Promise<void> {
  const bucket = aosString();
  const isCname = 0;

  const parentPool = aosPoolCreate(null);
  const options = ossRequestOptionsCreate(parentPool);
  initSampleRequestOptions(options, isCname);
  aosStrSet(bucket, BUCKET_NAME);
  const params = ossCreateListObjectParams(parentPool);
  aosStrSet(params.prefix, DIR_NAME);

  let s: AosStatus;
  do {
    const listObjectRespHeaders = out<AosTable>();

    const listObjectPool = aosPoolCreate(parentPool);
    options.pool = listObjectPool;
    s = await ossListObject(options, bucket, params, listObjectRespHeaders);
    if (!aosStatusIsOk(s)) {
      aosErrorLog("list objects of dir[%s] fail\n", DIR_NAME);
      aosStatusDup(parentPool, s);
      aosPoolDestroy(listObjectPool);
      options.pool = parentPool;
      return;
    }

    for (const listContent of params.objectList) {
      /* The C sample lets a key with ".." lead out of the directory. */
      if (listContent.key.data.split("/").includes("..")) continue;
      /* The C sample makes only directories that have an object of their own. */
      await mkdir(listContent.key.data.replace(/[^/]*$/, ""), { recursive: true });
      if (!listContent.key.data.endsWith("/")) {
        const object = aosString();
        const headers: AosTable | null = null;
        const queryParams: AosTable | null = null;
        const getObjectRespHeaders = out<AosTable>();

        aosStrSet(object, listContent.key.data);

        const getObjectPool = aosPoolCreate(parentPool);
        options.pool = getObjectPool;

        s = await ossGetObjectToFile(
          options,
          bucket,
          object,
          headers,
          queryParams,
          object,
          getObjectRespHeaders,
        );
        if (!aosStatusIsOk(s)) {
          aosErrorLog("get object[%s] fail\n", object.data);
        }

        aosPoolDestroy(getObjectPool);
        options.pool = listObjectPool;
      }
    }

    aosListInit(params.objectList);
    if (params.nextMarker.data) {
      aosStrSet(params.marker, params.nextMarker.data);
    }

    aosPoolDestroy(listObjectPool);
  } while (params.truncated);

  if (aosStatusIsOk(s)) {
    process.stdout.write("get dir succeeded\n");
  } else {
    process.stdout.write("get dir failed\n");
  }
  aosPoolDestroy(parentPool);
}

aosHttpIoInitialize(null, 0);
await getOssDirToLocalDir();
aosHttpIoDeinitialize();
