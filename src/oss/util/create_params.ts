/**
 * `oss_util.c`: making the parameters of calls, with the values that C gives them. See create.ts for the
 * rules.
 *
 * @packageDocumentation
 */

import type { AosBool } from "../../aos/define.js";
import { aosList } from "../../aos/list.js";
import { type AosPool } from "../../aos/pool.js";
import { type AosStringLike, aosString, aosStrSet } from "../../aos/string.js";
import {
  OSS_INVALID_VALUE,
  OSS_PER_RET_NUM,
  type OssListBucketsParams,
  type OssListLiveChannelParams,
  type OssListMultipartUploadParams,
  type OssListObjectParams,
  type OssListUploadPartParams,
  type OssResumableCltParams,
  type OssSelectObjectMetaParams,
  type OssSelectObjectParams,
  type OssUploadPartCopyParams,
} from "../define.js";

/**
 * Makes the parameters of a list of objects: all of them, 1000 a page. Port of
 * `oss_create_list_object_params`.
 */
export function ossCreateListObjectParams(_p: AosPool | null): OssListObjectParams {
  return {
    prefix: aosString(""),
    marker: aosString(""),
    delimiter: aosString(""),
    maxRet: OSS_PER_RET_NUM,
    truncated: true,
    nextMarker: aosString(),
    objectList: aosList(),
    commonPrefixList: aosList(),
  };
}

/**
 * Makes the parameters of a list of buckets: all of them, and the service's number a page. Port of
 * `oss_create_list_buckets_params`.
 */
export function ossCreateListBucketsParams(_p: AosPool | null): OssListBucketsParams {
  return {
    prefix: aosString(""),
    marker: aosString(""),
    maxKeys: 0,
    truncated: false,
    nextMarker: aosString(""),
    ownerId: aosString(""),
    ownerName: aosString(""),
    bucketList: aosList(),
  };
}

/**
 * Makes the parameters of a list of parts: all of them, 1000 a page. Port of
 * `oss_create_list_upload_part_params`.
 */
export function ossCreateListUploadPartParams(_p: AosPool | null): OssListUploadPartParams {
  return {
    partNumberMarker: aosString(""),
    maxRet: OSS_PER_RET_NUM,
    truncated: true,
    nextPartNumberMarker: aosString(),
    partList: aosList(),
  };
}

/**
 * Makes the parameters of a list of multipart uploads: all of them, 1000 a page. Port of
 * `oss_create_list_multipart_upload_params`.
 */
export function ossCreateListMultipartUploadParams(
  _p: AosPool | null,
): OssListMultipartUploadParams {
  return {
    prefix: aosString(""),
    keyMarker: aosString(""),
    uploadIdMarker: aosString(""),
    delimiter: aosString(""),
    maxRet: OSS_PER_RET_NUM,
    truncated: true,
    nextKeyMarker: aosString(),
    nextUploadIdMarker: aosString(),
    uploadList: aosList(),
  };
}

/**
 * Makes the parameters of a list of live channels: all of them, 1000 a page. Port of
 * `oss_create_list_live_channel_params`.
 */
export function ossCreateListLiveChannelParams(_p: AosPool | null): OssListLiveChannelParams {
  return {
    prefix: aosString(""),
    marker: aosString(""),
    maxKeys: OSS_PER_RET_NUM,
    truncated: true,
    nextMarker: aosString(),
    liveChannelList: aosList(),
  };
}

/**
 * Makes the parameters of a part that is copied from another object, with nothing set. Port of
 * `oss_create_upload_part_copy_params`.
 */
export function ossCreateUploadPartCopyParams(_p: AosPool | null): OssUploadPartCopyParams {
  return {
    sourceBucket: aosString(),
    sourceObject: aosString(),
    destBucket: aosString(),
    destObject: aosString(),
    uploadId: aosString(),
    partNum: 0,
    rangeStart: 0,
    rangeEnd: 0,
  };
}

/**
 * Makes the parameters of {@link ossCreateSelectObjectMeta}: no compression, and the service's
 * defaults. Port of `oss_create_select_object_meta_params`.
 */
export function ossCreateSelectObjectMetaParams(_p: AosPool | null): OssSelectObjectMetaParams {
  return {
    compressionType: aosString("None"),
    recordDelimiter: aosString(""),
    fieldDelimiter: aosString(""),
    quoteCharacter: aosString(""),
    overWriteIfExisting: OSS_INVALID_VALUE,
    splitsCount: 0,
    rowsCount: 0n,
    columnsCount: 0,
  };
}

/**
 * Makes the parameters of a resumable transfer. Port of `oss_create_resumable_clt_params_content`.
 *
 * @param partSize - in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`
 * @param threadNum - how many parts are in flight at a time
 * @param enableCheckpoint - whether the transfer can be continued after a failure
 * @param checkpointPath - the checkpoint's file, only heeded with `enableCheckpoint`; `null` means
 *   the local file's name with `.cp` (uploads) or `.dcp` (downloads) behind it
 */
export function ossCreateResumableCltParamsContent(
  _p: AosPool | null,
  partSize: number,
  threadNum: number,
  enableCheckpoint: AosBool,
  checkpointPath: AosStringLike | null,
): OssResumableCltParams {
  const path = aosString();
  if (enableCheckpoint) aosStrSet(path, checkpointPath);
  return { partSize, threadNum, enableCheckpoint, checkpointPath: path };
}

/**
 * Makes the parameters of {@link ossSelectObjectToBuffer} and {@link ossSelectObjectToFile}: the
 * service's defaults. Port of `oss_create_select_object_params`.
 */
export function ossCreateSelectObjectParams(_p: AosPool | null): OssSelectObjectParams {
  return {
    inputParam: {
      compressionType: aosString(""),
      fileHeaderInfo: aosString(""),
      recordDelimiter: aosString(""),
      fieldDelimiter: aosString(""),
      quoteCharacter: aosString(""),
      commentCharacter: aosString(""),
      range: aosString(""),
    },
    outputParam: {
      recordDelimiter: aosString(""),
      fieldDelimiter: aosString(""),
      keepAllColumns: OSS_INVALID_VALUE,
      outputRawdata: OSS_INVALID_VALUE,
      enablePayloadCrc: OSS_INVALID_VALUE,
      outputHeader: false,
    },
    optionParam: { skipPartialDataRecord: false },
  };
}
