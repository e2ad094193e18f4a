/**
 * `oss_util.c`: making the structures of `oss_define.h`, with the values that C gives them.
 *
 * Strings and lists are empty where nothing else is said. The pools are not needed for plain data:
 * they may be `null` where nothing else is said.
 *
 * @packageDocumentation
 */

import { type AosList, aosList, aosListAddTail } from "../../aos/list.js";
import { type AosPool, aosPcalloc } from "../../aos/pool.js";
import { type AosStringLike, aosString, aosText } from "../../aos/string.js";
import {
  LIVE_CHANNEL_DEFAULT_FRAG_COUNT,
  LIVE_CHANNEL_DEFAULT_FRAG_DURATION,
  LIVE_CHANNEL_DEFAULT_PLAYLIST,
  LIVE_CHANNEL_DEFAULT_TYPE,
  LIVE_CHANNEL_STATUS_ENABLED,
  type OssBucketInfo,
  type OssCheckpoint,
  type OssCompletePartContent,
  type OssCorsRule,
  type OssLifecycleRuleContent,
  type OssListBucketContent,
  type OssListMultipartUploadContent,
  type OssListObjectCommonPrefix,
  type OssListObjectContent,
  type OssListPartContent,
  type OssLiveChannelConfiguration,
  type OssLiveChannelContent,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveRecordContent,
  type OssLoggingConfigContent,
  type OssObjectKey,
  type OssReferer,
  type OssRefererConfig,
  type OssSubCorsRule,
  type OssTagContent,
  type OssUploadFile,
} from "../define.js";

/** C's largest int, by which it says that a number of days or seconds is not set. */
export const INT_MAX = 0x7fffffff;

/** Makes an entry of a list of objects. Port of `oss_create_list_object_content`. */
export function ossCreateListObjectContent(_p: AosPool | null): OssListObjectContent {
  return {
    key: aosString(),
    lastModified: aosString(),
    etag: aosString(),
    size: aosString(),
    ownerId: aosString(),
    ownerDisplayName: aosString(),
    storageClass: aosString(),
    type: aosString(),
  };
}

/** Makes an entry of a list of common prefixes. Port of `oss_create_list_object_common_prefix`. */
export function ossCreateListObjectCommonPrefix(_p: AosPool | null): OssListObjectCommonPrefix {
  return { prefix: aosString() };
}

/** Makes an entry of a list of parts. Port of `oss_create_list_part_content`. */
export function ossCreateListPartContent(_p: AosPool | null): OssListPartContent {
  return {
    partNumber: aosString(),
    size: aosString(),
    etag: aosString(),
    lastModified: aosString(),
  };
}

/**
 * Makes an entry of a list of multipart uploads. Port of
 * `oss_create_list_multipart_upload_content`.
 */
export function ossCreateListMultipartUploadContent(
  _p: AosPool | null,
): OssListMultipartUploadContent {
  return { key: aosString(), uploadId: aosString(), initiated: aosString() };
}

/**
 * Makes an entry of the list of parts that a multipart upload is completed from. Port of
 * `oss_create_complete_part_content`.
 */
export function ossCreateCompletePartContent(_p: AosPool | null): OssCompletePartContent {
  return { partNumber: aosString(), etag: aosString() };
}

/** Makes an entry of a list of buckets. Port of `oss_create_list_bucket_content`. */
export function ossCreateListBucketContent(_p: AosPool | null): OssListBucketContent {
  return {
    createDate: aosString(),
    extranetEndpoint: aosString(),
    intranetEndpoint: aosString(),
    location: aosString(),
    name: aosString(),
    storageClass: aosString(),
  };
}

/** Makes what {@link ossGetBucketInfo} fills. Port of `oss_create_bucket_info`. */
export function ossCreateBucketInfo(_p: AosPool | null): OssBucketInfo {
  return {
    createdDate: aosString(),
    extranetEndpoint: aosString(),
    intranetEndpoint: aosString(),
    location: aosString(),
    ownerId: aosString(),
    ownerName: aosString(),
    acl: aosString(),
    storageClass: aosString(),
  };
}

/** Makes a range of a file to be uploaded, with nothing set. Port of `oss_create_upload_file`. */
export function ossCreateUploadFile(_p: AosPool | null): OssUploadFile {
  return { filename: aosString(), filePos: 0, fileLast: 0 };
}

/**
 * Makes a rule of a lifecycle; days that are INT_MAX count as not set. Port of
 * `oss_create_lifecycle_rule_content`.
 */
export function ossCreateLifecycleRuleContent(_p: AosPool | null): OssLifecycleRuleContent {
  return {
    id: aosString(""),
    prefix: aosString(""),
    status: aosString(""),
    days: INT_MAX,
    date: aosString(""),
    createdBeforeDate: aosString(""),
    abortMultipartUploadDt: { days: INT_MAX, createdBeforeDate: aosString("") },
    tagList: aosList(),
  };
}

/**
 * Makes the logging configuration of a bucket: switched off. Port of
 * `oss_create_logging_rule_content`.
 */
export function ossCreateLoggingRuleContent(_p: AosPool | null): OssLoggingConfigContent {
  return { targetBucket: aosString(""), prefix: aosString(""), loggingEnabled: false };
}

/** Makes an entry of the list of objects to delete. Port of `oss_create_oss_object_key`. */
export function ossCreateOssObjectKey(_p: AosPool | null): OssObjectKey {
  return { key: aosString() };
}

/**
 * Makes an entry of the list of a live channel's publishing URLs. Port of
 * `oss_create_live_channel_publish_url`.
 */
export function ossCreateLiveChannelPublishUrl(_p: AosPool | null): OssLiveChannelPublishUrl {
  return { publishUrl: aosString() };
}

/**
 * Makes an entry of the list of a live channel's play URLs. Port of
 * `oss_create_live_channel_play_url`.
 */
export function ossCreateLiveChannelPlayUrl(_p: AosPool | null): OssLiveChannelPlayUrl {
  return { playUrl: aosString() };
}

/** Makes an entry of a list of live channels. Port of `oss_create_list_live_channel_content`. */
export function ossCreateListLiveChannelContent(_p: AosPool | null): OssLiveChannelContent {
  return {
    name: aosString(),
    description: aosString(),
    status: aosString(),
    lastModified: aosString(),
    publishUrlList: aosList(),
    playUrlList: aosList(),
  };
}

/** Makes an entry of the history of a live channel. Port of `oss_create_live_record_content`. */
export function ossCreateLiveRecordContent(_p: AosPool | null): OssLiveRecordContent {
  return { startTime: aosString(), endTime: aosString(), remoteAddr: aosString() };
}

/** Makes a tag. Port of `oss_create_tag_content`. */
export function ossCreateTagContent(_p: AosPool | null): OssTagContent {
  return { key: aosString(), value: aosString() };
}

/**
 * Makes a rule of a CORS configuration without a maximum age. Port of `oss_create_cors_rule`.
 *
 * @returns the rule; `null` when `p` is
 */
export function ossCreateCorsRule(p: AosPool): OssCorsRule;
export function ossCreateCorsRule(p: AosPool | null): OssCorsRule | null;
export function ossCreateCorsRule(p: AosPool | null): OssCorsRule | null {
  if (p === null) return null;
  return {
    allowedOriginList: aosList(),
    allowedMethodList: aosList(),
    allowedHeadList: aosList(),
    exposeHeadList: aosList(),
    maxAgeSeconds: INT_MAX,
  };
}

/**
 * Adds one origin, method or header to a list of a CORS rule. Port of `oss_create_sub_cors_rule`.
 *
 * @param ruleContent - the text of the entry
 */
export function ossCreateSubCorsRule(
  _p: AosPool | null,
  list: AosList<OssSubCorsRule>,
  ruleContent: AosStringLike,
): void {
  aosListAddTail({ rule: aosString(aosText(ruleContent)) }, list);
}

/**
 * Adds a referer to the white list of `referConfig`. Port of `oss_create_and_add_refer`.
 *
 * @param referStr - the referer, in which `*` and `?` stand for others
 * @returns the new entry
 */
export function ossCreateAndAddRefer(
  _p: AosPool | null,
  referConfig: OssRefererConfig,
  referStr: AosStringLike,
): OssReferer {
  const refer = { referer: aosString(aosText(referStr)) };
  aosListAddTail(refer, referConfig.refererList);
  return refer;
}

/**
 * Makes the configuration of a live channel: enabled, HLS, `playlist.m3u8` of 3 fragments of 5
 * seconds. Port of `oss_create_live_channel_configuration_content`.
 */
export function ossCreateLiveChannelConfigurationContent(
  _p: AosPool | null,
): OssLiveChannelConfiguration {
  return {
    name: aosString(""),
    description: aosString(""),
    status: aosString(LIVE_CHANNEL_STATUS_ENABLED),
    target: {
      type: aosString(LIVE_CHANNEL_DEFAULT_TYPE),
      fragDuration: LIVE_CHANNEL_DEFAULT_FRAG_DURATION,
      fragCount: LIVE_CHANNEL_DEFAULT_FRAG_COUNT,
      playListName: aosString(LIVE_CHANNEL_DEFAULT_PLAYLIST),
    },
  };
}

/**
 * Makes a checkpoint of a transfer of which nothing is known. Unlike C, which has room for 10000 parts
 * at once, `parts` is empty and grows. Port of `oss_create_checkpoint_content`.
 */
export function ossCreateCheckpointContent(_p: AosPool | null): OssCheckpoint {
  return {
    md5: aosString(""),
    cpType: 0,
    thefile: null,
    filePath: aosString(""),
    fileSize: 0,
    fileLastModified: 0,
    fileMd5: aosString(""),
    objectName: aosString(""),
    objectSize: 0,
    objectLastModified: aosString(""),
    objectEtag: aosString(""),
    uploadId: aosString(""),
    partNum: 0,
    partSize: 0,
    parts: [],
  };
}

/**
 * Zeroed memory for an entry of a result list. Unlike C, where it is the base of the other functions
 * here, nothing but bytes: structures are made by the others. Port of
 * `oss_create_api_result_content`.
 *
 * @param size - in bytes
 * @returns the memory; `null` when `p` is, and for a negative size
 */
export function ossCreateApiResultContent(p: AosPool | null, size: number): Buffer | null {
  return p === null || size < 0 ? null : aosPcalloc(p, size);
}
