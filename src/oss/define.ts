/**
 * Constants and structures of `oss_define.h` and `oss_resumable.h`.
 *
 * @module
 */

import type { FileHandle } from "node:fs/promises";
import type { AosBool } from "../aos/define.js";
import type { AosList } from "../aos/list.js";
import type { AosPool } from "../aos/pool.js";
import type { AosString } from "../aos/string.js";
import type { AosHttpController } from "../aos/transport.js";

/** TODO-DOC */
export const OSS_INVALID_VALUE = -1;
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_ACL = "x-oss-acl";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_STORAGE_CLASS = "StorageClass";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_PREFIX = "x-oss-";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_DATE = "x-oss-date";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_COPY_SOURCE = "x-oss-copy-source";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_SYMLINK = "x-oss-symlink-target";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_REGION = "x-oss-bucket-region";
/** TODO-DOC */
export const OSS_CANNONICALIZED_HEADER_OBJECT_ACL = "x-oss-object-acl";
/** TODO-DOC */
export const OSS_CONTENT_MD5 = "Content-MD5";
/** TODO-DOC */
export const OSS_CONTENT_TYPE = "Content-Type";
/** TODO-DOC */
export const OSS_CONTENT_LENGTH = "Content-Length";
/** TODO-DOC */
export const OSS_DATE = "Date";
/** TODO-DOC */
export const OSS_AUTHORIZATION = "Authorization";
/** TODO-DOC */
export const OSS_ACCESSKEYID = "OSSAccessKeyId";
/** TODO-DOC */
export const OSS_EXPECT = "Expect";
/** TODO-DOC */
export const OSS_EXPIRES = "Expires";
/** TODO-DOC */
export const OSS_SIGNATURE = "Signature";
/** TODO-DOC */
export const OSS_ACL = "acl";
/** TODO-DOC */
export const OSS_LOCATION = "location";
/** TODO-DOC */
export const OSS_BUCKETINFO = "bucketInfo";
/** TODO-DOC */
export const OSS_BUCKETSTAT = "stat";
/** TODO-DOC */
export const OSS_RESTORE = "restore";
/** TODO-DOC */
export const OSS_SYMLINK = "symlink";
/** TODO-DOC */
export const OSS_QOS = "qos";
/** TODO-DOC */
export const OSS_LOGGING = "logging";
/** TODO-DOC */
export const OSS_PREFIX = "prefix";
/** TODO-DOC */
export const OSS_DELIMITER = "delimiter";
/** TODO-DOC */
export const OSS_MARKER = "marker";
/** TODO-DOC */
export const OSS_MAX_KEYS = "max-keys";
/** TODO-DOC */
export const OSS_UPLOADS = "uploads";
/** TODO-DOC */
export const OSS_UPLOAD_ID = "uploadId";
/** TODO-DOC */
export const OSS_MAX_PARTS = "max-parts";
/** TODO-DOC */
export const OSS_KEY_MARKER = "key-marker";
/** TODO-DOC */
export const OSS_UPLOAD_ID_MARKER = "upload-id-marker";
/** TODO-DOC */
export const OSS_MAX_UPLOADS = "max-uploads";
/** TODO-DOC */
export const OSS_PARTNUMBER = "partNumber";
/** TODO-DOC */
export const OSS_PART_NUMBER_MARKER = "part-number-marker";
/** TODO-DOC */
export const OSS_APPEND = "append";
/** TODO-DOC */
export const OSS_POSITION = "position";
/** TODO-DOC */
export const OSS_MULTIPART_CONTENT_TYPE = "application/x-www-form-urlencoded";
/** TODO-DOC */
export const OSS_COPY_SOURCE = "x-oss-copy-source";
/** TODO-DOC */
export const OSS_COPY_SOURCE_RANGE = "x-oss-copy-source-range";
/** TODO-DOC */
export const OSS_SECURITY_TOKEN = "security-token";
/** TODO-DOC */
export const OSS_STS_SECURITY_TOKEN = "x-oss-security-token";
/** TODO-DOC */
export const OSS_OBJECT_TYPE = "x-oss-object-type";
/** TODO-DOC */
export const OSS_NEXT_APPEND_POSITION = "x-oss-next-append-position";
/** TODO-DOC */
export const OSS_HASH_CRC64_ECMA = "x-oss-hash-crc64ecma";
/** TODO-DOC */
export const OSS_CALLBACK = "x-oss-callback";
/** TODO-DOC */
export const OSS_CALLBACK_VAR = "x-oss-callback-var";
/** TODO-DOC */
export const OSS_PROCESS = "x-oss-process";
/** TODO-DOC */
export const OSS_LIFECYCLE = "lifecycle";
/** TODO-DOC */
export const OSS_REFERER = "referer";
/** TODO-DOC */
export const OSS_CORS = "cors";
/** TODO-DOC */
export const OSS_WEBSITE = "website";
/** TODO-DOC */
export const OSS_DELETE = "delete";
/** TODO-DOC */
export const OSS_YES = "yes";
/** TODO-DOC */
export const OSS_OBJECT_TYPE_NORMAL = "Normal";
/** TODO-DOC */
export const OSS_OBJECT_TYPE_APPENDABLE = "Appendable";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL = "live";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_STATUS = "status";
/** TODO-DOC */
export const OSS_COMP = "comp";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_STAT = "stat";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_HISTORY = "history";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_VOD = "vod";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_START_TIME = "startTime";
/** TODO-DOC */
export const OSS_LIVE_CHANNEL_END_TIME = "endTime";
/** TODO-DOC */
export const OSS_PLAY_LIST_NAME = "playlistName";
/** TODO-DOC */
export const LIVE_CHANNEL_STATUS_DISABLED = "disabled";
/** TODO-DOC */
export const LIVE_CHANNEL_STATUS_ENABLED = "enabled";
/** TODO-DOC */
export const LIVE_CHANNEL_STATUS_IDLE = "idle";
/** TODO-DOC */
export const LIVE_CHANNEL_STATUS_LIVE = "live";
/** TODO-DOC */
export const LIVE_CHANNEL_DEFAULT_TYPE = "HLS";
/** TODO-DOC */
export const LIVE_CHANNEL_DEFAULT_PLAYLIST = "playlist.m3u8";
/** TODO-DOC */
export const LIVE_CHANNEL_DEFAULT_FRAG_DURATION = 5;
/** TODO-DOC */
export const LIVE_CHANNEL_DEFAULT_FRAG_COUNT = 3;
/** TODO-DOC */
export const OSS_MAX_PART_NUM = 10000;
/** TODO-DOC */
export const OSS_PER_RET_NUM = 1000;
/** TODO-DOC */
export const MAX_SUFFIX_LEN = 1024;
/** TODO-DOC */
export const OSS_OBJECT_META = "objectMeta";
/** TODO-DOC */
export const OSS_SELECT_OBJECT_OUTPUT_RAW = "x-oss-select-output-raw";
/** TODO-DOC */
export const OSS_TAGGING = "tagging";
/** TODO-DOC */
export const OSS_SIGN_ORIGIN_ONLY = "x-oss-sign-origin-only";
/** TODO-DOC */
export const OSS_CONTENT_SHA256 = "x-oss-content-sha256";
/** TODO-DOC */
export const OSS_SECURITY_TOKEN_V4 = "x-oss-security-token";
/** TODO-DOC */
export const OSS_SIGNATURE_VERSION = "x-oss-signature-version";
/** TODO-DOC */
export const OSS_CREDENTIAL = "x-oss-credential";
/** TODO-DOC */
export const OSS_EXPIRES_V4 = "x-oss-expires";
/** TODO-DOC */
export const OSS_SIGNATURE_V4 = "x-oss-signature";
/** TODO-DOC */
export const OSS_ACL_PRIVATE = 0;
/** TODO-DOC */
export const OSS_ACL_PUBLIC_READ = 1;
/** TODO-DOC */
export const OSS_ACL_PUBLIC_READ_WRITE = 2;
/** TODO-DOC */
export const OSS_ACL_DEFAULT = 3;
/** TODO-DOC */
export const OSS_STORAGE_CLASS_STANDARD = 0;
/** TODO-DOC */
export const OSS_STORAGE_CLASS_IA = 1;
/** TODO-DOC */
export const OSS_STORAGE_CLASS_ARCHIVE = 2;
/** TODO-DOC */
export const OSS_STORAGE_CLASS_BUTT = 3;
/** TODO-DOC */
export const OSS_STORAGE_CLASS_COLD_ARCHIVE = 4;
/** TODO-DOC */
export const OSS_TIER_EXPEDITED = 0;
/** TODO-DOC */
export const OSS_TIER_STANDARD = 1;
/** TODO-DOC */
export const OSS_TIER_BULK = 2;
/** TODO-DOC */
export const OSS_CP_UPLOAD = 1;
/** TODO-DOC */
export const OSS_CP_DOWNLOAD = 2;

export type OssAcl = typeof OSS_ACL_PRIVATE | typeof OSS_ACL_PUBLIC_READ | typeof OSS_ACL_PUBLIC_READ_WRITE | typeof OSS_ACL_DEFAULT;
export type OssStorageClassType = typeof OSS_STORAGE_CLASS_STANDARD | typeof OSS_STORAGE_CLASS_IA | typeof OSS_STORAGE_CLASS_ARCHIVE | typeof OSS_STORAGE_CLASS_BUTT | typeof OSS_STORAGE_CLASS_COLD_ARCHIVE;
export type OssTierType = typeof OSS_TIER_EXPEDITED | typeof OSS_TIER_STANDARD | typeof OSS_TIER_BULK;

/** TODO-DOC. Port of `oss_config_t`. */
export interface OssConfig {
  /** TODO-DOC  */
  readonly endpoint: AosString;
  /** TODO-DOC  */
  readonly accessKeyId: AosString;
  /** TODO-DOC  */
  readonly accessKeySecret: AosString;
  /** TODO-DOC  */
  readonly stsToken: AosString;
  /** TODO-DOC  */
  isCname: AosBool;
  /** TODO-DOC  */
  readonly proxyHost: AosString;
  /** TODO-DOC  */
  proxyPort: number;
  /** TODO-DOC  */
  readonly proxyUser: AosString;
  /** TODO-DOC  */
  readonly proxyPasswd: AosString;
  /** TODO-DOC  */
  signatureVersion: number;
  /** TODO-DOC  */
  readonly region: AosString;
  /** TODO-DOC  */
  readonly cloudboxId: AosString;
}

/** TODO-DOC. Port of `oss_create_bucket_params_t`. */
export interface OssCreateBucketParams {
  /** TODO-DOC  */
  acl: OssAcl;
  /** TODO-DOC  */
  storageClass: OssStorageClassType;
}

/** TODO-DOC. Port of `oss_request_options_t`. */
export interface OssRequestOptions {
  /** TODO-DOC  */
  config: OssConfig;
  /** TODO-DOC aos http controller, more see aos_transport.h */
  ctl: AosHttpController;
  /** TODO-DOC  */
  pool: AosPool;
}

/** TODO-DOC. Port of `oss_list_object_content_t`. */
export interface OssListObjectContent {
  /** TODO-DOC  */
  readonly key: AosString;
  /** TODO-DOC  */
  readonly lastModified: AosString;
  /** TODO-DOC  */
  readonly etag: AosString;
  /** TODO-DOC  */
  readonly size: AosString;
  /** TODO-DOC  */
  readonly ownerId: AosString;
  /** TODO-DOC  */
  readonly ownerDisplayName: AosString;
  /** TODO-DOC  */
  readonly storageClass: AosString;
  /** TODO-DOC  */
  readonly type: AosString;
}

/** TODO-DOC. Port of `oss_list_bucket_content_t`. */
export interface OssListBucketContent {
  /** TODO-DOC  */
  readonly createDate: AosString;
  /** TODO-DOC  */
  readonly extranetEndpoint: AosString;
  /** TODO-DOC  */
  readonly intranetEndpoint: AosString;
  /** TODO-DOC  */
  readonly location: AosString;
  /** TODO-DOC  */
  readonly name: AosString;
  /** TODO-DOC  */
  readonly storageClass: AosString;
}

/** TODO-DOC. Port of `oss_list_object_common_prefix_t`. */
export interface OssListObjectCommonPrefix {
  /** TODO-DOC  */
  readonly prefix: AosString;
}

/** TODO-DOC. Port of `oss_list_multipart_upload_content_t`. */
export interface OssListMultipartUploadContent {
  /** TODO-DOC  */
  readonly key: AosString;
  /** TODO-DOC  */
  readonly uploadId: AosString;
  /** TODO-DOC  */
  readonly initiated: AosString;
}

/** TODO-DOC. Port of `oss_list_part_content_t`. */
export interface OssListPartContent {
  /** TODO-DOC  */
  readonly partNumber: AosString;
  /** TODO-DOC  */
  readonly size: AosString;
  /** TODO-DOC  */
  readonly etag: AosString;
  /** TODO-DOC  */
  readonly lastModified: AosString;
}

/** TODO-DOC. Port of `oss_complete_part_content_t`. */
export interface OssCompletePartContent {
  /** TODO-DOC  */
  readonly partNumber: AosString;
  /** TODO-DOC  */
  readonly etag: AosString;
}

/** TODO-DOC. Port of `oss_upload_part_t`. */
export interface OssUploadPart {
  /** TODO-DOC  */
  partNum: number;
  /** TODO-DOC  */
  etag: string;
}

/** TODO-DOC. Port of `oss_list_object_params_t`. */
export interface OssListObjectParams {
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  readonly marker: AosString;
  /** TODO-DOC  */
  readonly delimiter: AosString;
  /** TODO-DOC  */
  maxRet: number;
  /** TODO-DOC  */
  truncated: AosBool;
  /** TODO-DOC  */
  readonly nextMarker: AosString;
  /** TODO-DOC  */
  readonly objectList: AosList<OssListObjectContent>;
  /** TODO-DOC  */
  readonly commonPrefixList: AosList<OssListObjectCommonPrefix>;
}

/** TODO-DOC. Port of `oss_list_buckets_params_t`. */
export interface OssListBucketsParams {
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  readonly marker: AosString;
  /** TODO-DOC  */
  maxKeys: number;
  /** TODO-DOC  */
  truncated: AosBool;
  /** TODO-DOC  */
  readonly nextMarker: AosString;
  /** TODO-DOC  */
  readonly ownerId: AosString;
  /** TODO-DOC  */
  readonly ownerName: AosString;
  /** TODO-DOC  */
  readonly bucketList: AosList<OssListBucketContent>;
}

/** TODO-DOC. Port of `oss_list_upload_part_params_t`. */
export interface OssListUploadPartParams {
  /** TODO-DOC  */
  readonly partNumberMarker: AosString;
  /** TODO-DOC  */
  maxRet: number;
  /** TODO-DOC  */
  truncated: AosBool;
  /** TODO-DOC  */
  readonly nextPartNumberMarker: AosString;
  /** TODO-DOC  */
  readonly partList: AosList<OssListPartContent>;
}

/** TODO-DOC. Port of `oss_list_multipart_upload_params_t`. */
export interface OssListMultipartUploadParams {
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  readonly keyMarker: AosString;
  /** TODO-DOC  */
  readonly uploadIdMarker: AosString;
  /** TODO-DOC  */
  readonly delimiter: AosString;
  /** TODO-DOC  */
  maxRet: number;
  /** TODO-DOC  */
  truncated: AosBool;
  /** TODO-DOC  */
  readonly nextKeyMarker: AosString;
  /** TODO-DOC  */
  readonly nextUploadIdMarker: AosString;
  /** TODO-DOC  */
  readonly uploadList: AosList<OssListMultipartUploadContent>;
}

/** TODO-DOC. Port of `oss_upload_part_copy_params_t`. */
export interface OssUploadPartCopyParams {
  /** TODO-DOC  */
  readonly sourceBucket: AosString;
  /** TODO-DOC  */
  readonly sourceObject: AosString;
  /** TODO-DOC  */
  readonly destBucket: AosString;
  /** TODO-DOC  */
  readonly destObject: AosString;
  /** TODO-DOC  */
  readonly uploadId: AosString;
  /** TODO-DOC  */
  partNum: number;
  /** TODO-DOC  */
  rangeStart: number;
  /** TODO-DOC  */
  rangeEnd: number;
}

/** TODO-DOC. Port of `oss_upload_file_t`. */
export interface OssUploadFile {
  /** TODO-DOC file range read filename */
  readonly filename: AosString;
  /** TODO-DOC file range read start position */
  filePos: number;
  /** TODO-DOC file range read last position */
  fileLast: number;
}

/** TODO-DOC. Port of `oss_lifecycle_rule_date_t`. */
export interface OssLifecycleRuleDate {
  /** TODO-DOC  */
  days: number;
  /** TODO-DOC  */
  readonly createdBeforeDate: AosString;
}

/** TODO-DOC. Port of `oss_lifecycle_rule_content_t`. */
export interface OssLifecycleRuleContent {
  /** TODO-DOC  */
  readonly id: AosString;
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  readonly status: AosString;
  /** TODO-DOC  */
  days: number;
  /** TODO-DOC  */
  readonly date: AosString;
  /** TODO-DOC  */
  readonly createdBeforeDate: AosString;
  /** TODO-DOC  */
  readonly abortMultipartUploadDt: OssLifecycleRuleDate;
  /** TODO-DOC  */
  readonly tagList: AosList<OssTagContent>;
}

/** TODO-DOC. Port of `oss_sub_cors_rule_t`. */
export interface OssSubCorsRule {
  /** TODO-DOC  */
  readonly rule: AosString;
}

/** TODO-DOC. Port of `oss_cors_rule_t`. */
export interface OssCorsRule {
  /** TODO-DOC  */
  readonly allowedOriginList: AosList<OssSubCorsRule>;
  /** TODO-DOC  */
  readonly allowedMethodList: AosList<OssSubCorsRule>;
  /** TODO-DOC  */
  readonly allowedHeadList: AosList<OssSubCorsRule>;
  /** TODO-DOC  */
  readonly exposeHeadList: AosList<OssSubCorsRule>;
  /** TODO-DOC INT_MAX means no value */
  maxAgeSeconds: number;
}

/** TODO-DOC. Port of `oss_referer_t`. */
export interface OssReferer {
  /** TODO-DOC  */
  readonly referer: AosString;
}

/** TODO-DOC. Port of `oss_referer_config_t`. */
export interface OssRefererConfig {
  /** TODO-DOC  */
  readonly refererList: AosList<OssReferer>;
  /** TODO-DOC  */
  allowEmptyReferer: AosBool;
}

/** TODO-DOC. Port of `oss_website_config_t`. */
export interface OssWebsiteConfig {
  /** TODO-DOC  */
  readonly suffixStr: AosString;
  /** TODO-DOC  */
  readonly keyStr: AosString;
}

/** TODO-DOC. Port of `oss_logging_config_content_t`. */
export interface OssLoggingConfigContent {
  /** TODO-DOC  */
  readonly targetBucket: AosString;
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  loggingEnabled: AosBool;
}

/** TODO-DOC. Port of `oss_bucket_info_t`. */
export interface OssBucketInfo {
  /** TODO-DOC  */
  readonly createdDate: AosString;
  /** TODO-DOC  */
  readonly extranetEndpoint: AosString;
  /** TODO-DOC  */
  readonly intranetEndpoint: AosString;
  /** TODO-DOC  */
  readonly location: AosString;
  /** TODO-DOC  */
  readonly ownerId: AosString;
  /** TODO-DOC  */
  readonly ownerName: AosString;
  /** TODO-DOC  */
  readonly acl: AosString;
  /** TODO-DOC  */
  readonly storageClass: AosString;
}

/** TODO-DOC. Port of `oss_bucket_stat_t`. */
export interface OssBucketStat {
  /** TODO-DOC  */
  storageInBytes: bigint;
  /** TODO-DOC  */
  objectCount: bigint;
  /** TODO-DOC  */
  multipartUploadCount: bigint;
}

/** TODO-DOC. Port of `oss_object_key_t`. */
export interface OssObjectKey {
  /** TODO-DOC  */
  readonly key: AosString;
}

/** TODO-DOC. Port of `oss_content_type_t`. */
export interface OssContentType {
  /** TODO-DOC  */
  suffix: string;
  /** TODO-DOC  */
  type: string;
}

/** TODO-DOC. Port of `oss_resumable_clt_params_t`. */
export interface OssResumableCltParams {
  /** TODO-DOC bytes, default 1MB */
  partSize: number;
  /** TODO-DOC default 1 */
  threadNum: number;
  /** TODO-DOC default disable, false */
  enableCheckpoint: AosBool;
  /** TODO-DOC dafault ./filepath.ucp or ./filepath.dcp */
  readonly checkpointPath: AosString;
  /**
   * How often each request of the transfer is tried before the transfer fails; 3 when it is absent, and
   * 1 is C's behaviour. An extra of this library.
   */
  maxAttempts?: number;
}

/** TODO-DOC. Port of `oss_live_channel_target_t`. */
export interface OssLiveChannelTarget {
  /** TODO-DOC  */
  readonly type: AosString;
  /** TODO-DOC  */
  fragDuration: number;
  /** TODO-DOC  */
  fragCount: number;
  /** TODO-DOC  */
  readonly playListName: AosString;
}

/** TODO-DOC. Port of `oss_live_channel_configuration_t`. */
export interface OssLiveChannelConfiguration {
  /** TODO-DOC  */
  readonly name: AosString;
  /** TODO-DOC  */
  readonly description: AosString;
  /** TODO-DOC  */
  readonly status: AosString;
  /** TODO-DOC  */
  readonly target: OssLiveChannelTarget;
}

/** TODO-DOC. Port of `oss_live_channel_publish_url_t`. */
export interface OssLiveChannelPublishUrl {
  /** TODO-DOC  */
  readonly publishUrl: AosString;
}

/** TODO-DOC. Port of `oss_live_channel_play_url_t`. */
export interface OssLiveChannelPlayUrl {
  /** TODO-DOC  */
  readonly playUrl: AosString;
}

/** TODO-DOC. Port of `oss_video_stat_t`. */
export interface OssVideoStat {
  /** TODO-DOC  */
  width: number;
  /** TODO-DOC  */
  height: number;
  /** TODO-DOC  */
  frameRate: number;
  /** TODO-DOC  */
  bandWidth: number;
  /** TODO-DOC  */
  readonly codec: AosString;
}

/** TODO-DOC. Port of `oss_audio_stat_t`. */
export interface OssAudioStat {
  /** TODO-DOC  */
  bandWidth: number;
  /** TODO-DOC  */
  sampleRate: number;
  /** TODO-DOC  */
  readonly codec: AosString;
}

/** TODO-DOC. Port of `oss_live_channel_stat_t`. */
export interface OssLiveChannelStat {
  /** TODO-DOC  */
  readonly pushflowStatus: AosString;
  /** TODO-DOC  */
  readonly connectedTime: AosString;
  /** TODO-DOC  */
  readonly remoteAddr: AosString;
  /** TODO-DOC  */
  readonly videoStat: OssVideoStat;
  /** TODO-DOC  */
  readonly audioStat: OssAudioStat;
}

/** TODO-DOC. Port of `oss_live_channel_content_t`. */
export interface OssLiveChannelContent {
  /** TODO-DOC  */
  readonly name: AosString;
  /** TODO-DOC  */
  readonly description: AosString;
  /** TODO-DOC  */
  readonly status: AosString;
  /** TODO-DOC  */
  readonly lastModified: AosString;
  /** TODO-DOC  */
  readonly publishUrlList: AosList<OssLiveChannelPublishUrl>;
  /** TODO-DOC  */
  readonly playUrlList: AosList<OssLiveChannelPlayUrl>;
}

/** TODO-DOC. Port of `oss_list_live_channel_params_t`. */
export interface OssListLiveChannelParams {
  /** TODO-DOC  */
  readonly prefix: AosString;
  /** TODO-DOC  */
  readonly marker: AosString;
  /** TODO-DOC  */
  maxKeys: number;
  /** TODO-DOC  */
  truncated: AosBool;
  /** TODO-DOC  */
  readonly nextMarker: AosString;
  /** TODO-DOC  */
  readonly liveChannelList: AosList<OssLiveChannelContent>;
}

/** TODO-DOC. Port of `oss_live_record_content_t`. */
export interface OssLiveRecordContent {
  /** TODO-DOC  */
  readonly startTime: AosString;
  /** TODO-DOC  */
  readonly endTime: AosString;
  /** TODO-DOC  */
  readonly remoteAddr: AosString;
}

/** TODO-DOC. Port of `oss_select_object_input_param_t`. */
export interface OssSelectObjectInputParam {
  /** TODO-DOC  */
  readonly compressionType: AosString;
  /** TODO-DOC  */
  readonly fileHeaderInfo: AosString;
  /** TODO-DOC  */
  readonly recordDelimiter: AosString;
  /** TODO-DOC  */
  readonly fieldDelimiter: AosString;
  /** TODO-DOC  */
  readonly quoteCharacter: AosString;
  /** TODO-DOC  */
  readonly commentCharacter: AosString;
  /** TODO-DOC  */
  readonly range: AosString;
}

/** TODO-DOC. Port of `oss_select_object_output_param_t`. */
export interface OssSelectObjectOutputParam {
  /** TODO-DOC  */
  readonly recordDelimiter: AosString;
  /** TODO-DOC  */
  readonly fieldDelimiter: AosString;
  /** TODO-DOC  */
  keepAllColumns: AosBool | typeof OSS_INVALID_VALUE;
  /** TODO-DOC  */
  outputRawdata: AosBool | typeof OSS_INVALID_VALUE;
  /** TODO-DOC  */
  enablePayloadCrc: AosBool | typeof OSS_INVALID_VALUE;
  /** TODO-DOC  */
  outputHeader: AosBool;
}

/** TODO-DOC. Port of `oss_select_object_option_param_t`. */
export interface OssSelectObjectOptionParam {
  /** TODO-DOC  */
  skipPartialDataRecord: AosBool;
}

/** TODO-DOC. Port of `oss_select_object_params_t`. */
export interface OssSelectObjectParams {
  /** TODO-DOC  */
  readonly inputParam: OssSelectObjectInputParam;
  /** TODO-DOC  */
  readonly outputParam: OssSelectObjectOutputParam;
  /** TODO-DOC  */
  readonly optionParam: OssSelectObjectOptionParam;
}

/** TODO-DOC. Port of `oss_select_object_meta_params_t`. */
export interface OssSelectObjectMetaParams {
  /** TODO-DOC  */
  readonly compressionType: AosString;
  /** TODO-DOC  */
  readonly recordDelimiter: AosString;
  /** TODO-DOC  */
  readonly fieldDelimiter: AosString;
  /** TODO-DOC  */
  readonly quoteCharacter: AosString;
  /** TODO-DOC  */
  overWriteIfExisting: AosBool | typeof OSS_INVALID_VALUE;
  /** TODO-DOC  */
  splitsCount: number;
  /** TODO-DOC  */
  rowsCount: bigint;
  /** TODO-DOC  */
  columnsCount: number;
}

/** TODO-DOC. Port of `oss_tag_content_t`. */
export interface OssTagContent {
  /** TODO-DOC  */
  readonly key: AosString;
  /** TODO-DOC  */
  readonly value: AosString;
}

/** TODO-DOC. Port of `oss_checkpoint_part_t`. */
export interface OssCheckpointPart {
  /** TODO-DOC the index of part, start from 0 */
  index: number;
  /** TODO-DOC the offset point of part */
  offset: number;
  /** TODO-DOC the size of part */
  size: number;
  /** TODO-DOC AOS_TRUE completed, AOS_FALSE uncompleted */
  completed: AosBool;
  /** TODO-DOC the etag of part, for upload */
  readonly etag: AosString;
  /** TODO-DOC  */
  crc64: bigint;
}

/**
 * What a checkpoint belongs to. An extra of this library: C's checkpoints of uploads name no object.
 * In the XML it is the last element of the root, where C's reader does not look:
 * `<Target><Endpoint>…</Endpoint><Bucket>…</Bucket><Key>…</Key></Target>`.
 */
export interface OssCheckpointTarget {
  /** The endpoint, as it is in the configuration. */
  endpoint: string;
  /** The bucket. */
  bucket: string;
  /** The object's name. */
  key: string;
}

/** TODO-DOC. Port of `oss_checkpoint_t`. */
export interface OssCheckpoint {
  /** TODO-DOC the md5 of checkout content */
  readonly md5: AosString;
  /** TODO-DOC 1 upload, 2 download */
  cpType: number;
  /** TODO-DOC the handle of checkpoint file */
  thefile: FileHandle | null;
  /** TODO-DOC local file path */
  readonly filePath: AosString;
  /** TODO-DOC local file size, for upload */
  fileSize: number;
  /** TODO-DOC local file last modified time, for upload */
  fileLastModified: number;
  /** TODO-DOC the md5 of the local file content, for upload, reserved */
  readonly fileMd5: AosString;
  /** TODO-DOC object name */
  readonly objectName: AosString;
  /** TODO-DOC object size, for download */
  objectSize: number;
  /** TODO-DOC object last modified time, for download */
  readonly objectLastModified: AosString;
  /** TODO-DOC object etag, for download */
  readonly objectEtag: AosString;
  /** TODO-DOC upload id */
  readonly uploadId: AosString;
  /** TODO-DOC the total number of parts */
  partNum: number;
  /** TODO-DOC the part size, byte */
  partSize: number;
  /** TODO-DOC the parts of local or object, from 0 */
  parts: OssCheckpointPart[];
  /** What the transfer belongs to; absent in a checkpoint that C wrote. */
  target?: OssCheckpointTarget;
}
