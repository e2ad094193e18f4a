/**
 * Constants and structures of `oss_define.h`, and the structures of `oss_resumable.h`.
 *
 * A structure that a function fills is changed in place: its strings with `aosStrSet`, its lists by
 * adding entries at the end. Where a field's comment does not say who fills it, the caller does.
 *
 * @packageDocumentation
 */

import type { AosBool } from "../aos/define.js";
import type { AosList } from "../aos/list.js";
import type { AosPool } from "../aos/pool.js";
import type { AosString } from "../aos/string.js";
import type { AosHttpController } from "../aos/transport.js";
import type { OssCredentialsProvider, OssRetryPolicy } from "./define/extras.js";

export type {
  OssCredentials,
  OssCredentialsProvider,
  OssRetryPolicy,
} from "./define/extras.js";
export type {
  OssAudioStat,
  OssListLiveChannelParams,
  OssLiveChannelConfiguration,
  OssLiveChannelContent,
  OssLiveChannelPlayUrl,
  OssLiveChannelPublishUrl,
  OssLiveChannelStat,
  OssLiveChannelTarget,
  OssLiveRecordContent,
  OssVideoStat,
} from "./define/live.js";
export {
  OSS_CP_DOWNLOAD,
  OSS_CP_UPLOAD,
  type OssCheckpoint,
  type OssCheckpointPart,
  type OssCheckpointTarget,
  type OssResumableCltParams,
} from "./define/resumable.js";
export {
  OSS_INVALID_VALUE,
  type OssSelectObjectInputParam,
  type OssSelectObjectMetaParams,
  type OssSelectObjectOptionParam,
  type OssSelectObjectOutputParam,
  type OssSelectObjectParams,
} from "./define/select.js";

/** Header that sets the ACL of a new bucket. */
export const OSS_CANNONICALIZED_HEADER_ACL = "x-oss-acl";
/** Name of the element with a bucket's storage class. Kept for ported code; nothing uses it. */
export const OSS_CANNONICALIZED_HEADER_STORAGE_CLASS = "StorageClass";
/** How the names of the service's own headers begin; such headers are signed. */
export const OSS_CANNONICALIZED_HEADER_PREFIX = "x-oss-";
/** Header with the time of the request; it takes the place of Date. */
export const OSS_CANNONICALIZED_HEADER_DATE = "x-oss-date";
/** Header that names the object to copy from, as `/bucket/key`, URL-encoded. */
export const OSS_CANNONICALIZED_HEADER_COPY_SOURCE = "x-oss-copy-source";
/** Header with the key that a symbolic link points to. */
export const OSS_CANNONICALIZED_HEADER_SYMLINK = "x-oss-symlink-target";
/** Header of an answer with the region of the bucket. */
export const OSS_CANNONICALIZED_HEADER_REGION = "x-oss-bucket-region";
/** Header that sets the ACL of an object. */
export const OSS_CANNONICALIZED_HEADER_OBJECT_ACL = "x-oss-object-acl";
/** Header with the base64 of the body's MD5. */
export const OSS_CONTENT_MD5 = "Content-MD5";
/** Header with the type of the body. */
export const OSS_CONTENT_TYPE = "Content-Type";
/** Header with the length of the body in bytes. */
export const OSS_CONTENT_LENGTH = "Content-Length";
/** Header with the time of the request in GMT. */
export const OSS_DATE = "Date";
/** Header with the signature. */
export const OSS_AUTHORIZATION = "Authorization";
/** Query parameter of a V1 signed URL: the access key id. */
export const OSS_ACCESSKEYID = "OSSAccessKeyId";
/** Header that asks the server to answer before the body is sent. This library does not send it. */
export const OSS_EXPECT = "Expect";
/** Query parameter of a V1 signed URL: when it expires, in seconds since 1970. */
export const OSS_EXPIRES = "Expires";
/** Query parameter of a V1 signed URL: the signature. */
export const OSS_SIGNATURE = "Signature";
/** Sub-resource: the ACL of a bucket or an object. */
export const OSS_ACL = "acl";
/** Sub-resource: the region of a bucket. */
export const OSS_LOCATION = "location";
/** Sub-resource: what the service knows of a bucket. */
export const OSS_BUCKETINFO = "bucketInfo";
/** Sub-resource: how much a bucket holds. */
export const OSS_BUCKETSTAT = "stat";
/** Sub-resource: making an archived object readable. */
export const OSS_RESTORE = "restore";
/** Sub-resource: a symbolic link itself, not the object it points to. */
export const OSS_SYMLINK = "symlink";
/** Sub-resource: the storage capacity of a bucket. */
export const OSS_QOS = "qos";
/** Sub-resource: the access log of a bucket. */
export const OSS_LOGGING = "logging";
/** Query parameter of lists: only names that begin with it. */
export const OSS_PREFIX = "prefix";
/** Query parameter of lists: names are grouped up to it. */
export const OSS_DELIMITER = "delimiter";
/** Query parameter of lists: the page begins behind it. */
export const OSS_MARKER = "marker";
/** Query parameter of lists: at most so many entries on a page. */
export const OSS_MAX_KEYS = "max-keys";
/** Sub-resource: the multipart uploads of a bucket. */
export const OSS_UPLOADS = "uploads";
/** Query parameter: the id of a multipart upload. */
export const OSS_UPLOAD_ID = "uploadId";
/** Query parameter of lists of parts: at most so many entries on a page. */
export const OSS_MAX_PARTS = "max-parts";
/** Query parameter of lists of uploads: the page begins behind this key. */
export const OSS_KEY_MARKER = "key-marker";
/** Query parameter of lists of uploads: the page begins behind this upload of the marker's key. */
export const OSS_UPLOAD_ID_MARKER = "upload-id-marker";
/** Query parameter of lists of uploads: at most so many entries on a page. */
export const OSS_MAX_UPLOADS = "max-uploads";
/** Query parameter: the number of a part, from 1. */
export const OSS_PARTNUMBER = "partNumber";
/** Query parameter of lists of parts: the page begins behind this number. */
export const OSS_PART_NUMBER_MARKER = "part-number-marker";
/** Sub-resource: appending to an object. */
export const OSS_APPEND = "append";
/** Query parameter: the offset at which is appended, in bytes. */
export const OSS_POSITION = "position";
/** Content-Type of completing an upload, deleting many objects and making a play list, as in C. */
export const OSS_MULTIPART_CONTENT_TYPE = "application/x-www-form-urlencoded";
/** Header that names the object to copy from, as `/bucket/key`, URL-encoded. */
export const OSS_COPY_SOURCE = "x-oss-copy-source";
/** Header with the range to copy, as `bytes=0-9`. */
export const OSS_COPY_SOURCE_RANGE = "x-oss-copy-source-range";
/** Query parameter of a V1 signed URL: the STS token. */
export const OSS_SECURITY_TOKEN = "security-token";
/** Header with the STS token. */
export const OSS_STS_SECURITY_TOKEN = "x-oss-security-token";
/** Header of an answer with the type of the object, such as {@link OSS_OBJECT_TYPE_NORMAL}. */
export const OSS_OBJECT_TYPE = "x-oss-object-type";
/** Header of an answer with the offset at which can be appended next. */
export const OSS_NEXT_APPEND_POSITION = "x-oss-next-append-position";
/** Header of an answer with the CRC-64 of the object, in decimal digits. */
export const OSS_HASH_CRC64_ECMA = "x-oss-hash-crc64ecma";
/** Header that asks the service to call a URL after an upload: base64 of its JSON. */
export const OSS_CALLBACK = "x-oss-callback";
/** Header with the caller's own parameters of that call: base64 of their JSON. */
export const OSS_CALLBACK_VAR = "x-oss-callback-var";
/** Query parameter that asks for processing, such as of an image. */
export const OSS_PROCESS = "x-oss-process";
/** Sub-resource: the lifecycle of a bucket. */
export const OSS_LIFECYCLE = "lifecycle";
/** Sub-resource: the referers that a bucket allows. */
export const OSS_REFERER = "referer";
/** Sub-resource: the cross-origin rules of a bucket. */
export const OSS_CORS = "cors";
/** Sub-resource: a bucket as a web site. */
export const OSS_WEBSITE = "website";
/** Sub-resource: deleting many objects. */
export const OSS_DELETE = "delete";
/** The value "yes". Kept for ported code; nothing uses it. */
export const OSS_YES = "yes";
/** Type of an object that was put or uploaded. */
export const OSS_OBJECT_TYPE_NORMAL = "Normal";
/** Type of an object that can be appended to. */
export const OSS_OBJECT_TYPE_APPENDABLE = "Appendable";
/** Sub-resource: live channels. */
export const OSS_LIVE_CHANNEL = "live";
/** Query parameter: the status to give to a live channel. */
export const OSS_LIVE_CHANNEL_STATUS = "status";
/** Query parameter: which view of a live channel is asked for. */
export const OSS_COMP = "comp";
/** Value of {@link OSS_COMP}: the state of a live channel. */
export const OSS_LIVE_CHANNEL_STAT = "stat";
/** Value of {@link OSS_COMP}: the pushes to a live channel. */
export const OSS_LIVE_CHANNEL_HISTORY = "history";
/** Sub-resource: the play list of a live channel's recordings. */
export const OSS_LIVE_CHANNEL_VOD = "vod";
/** Query parameter: from when a play list begins, in seconds since 1970. */
export const OSS_LIVE_CHANNEL_START_TIME = "startTime";
/** Query parameter: when a play list ends, in seconds since 1970. */
export const OSS_LIVE_CHANNEL_END_TIME = "endTime";
/** Query parameter: the name of the play list to publish to. */
export const OSS_PLAY_LIST_NAME = "playlistName";
/** Status of a live channel: nothing can be pushed to it. */
export const LIVE_CHANNEL_STATUS_DISABLED = "disabled";
/** Status of a live channel: it can be pushed to. */
export const LIVE_CHANNEL_STATUS_ENABLED = "enabled";
/** State of a live channel: nobody pushes to it. */
export const LIVE_CHANNEL_STATUS_IDLE = "idle";
/** State of a live channel: somebody pushes to it. */
export const LIVE_CHANNEL_STATUS_LIVE = "live";
/** Type of a live channel that names none. */
export const LIVE_CHANNEL_DEFAULT_TYPE = "HLS";
/** Play list of a live channel that names none. */
export const LIVE_CHANNEL_DEFAULT_PLAYLIST = "playlist.m3u8";
/** Length of a live channel's fragments when none is named, in seconds. */
export const LIVE_CHANNEL_DEFAULT_FRAG_DURATION = 5;
/** Number of fragments in a live channel's play list when none is named. */
export const LIVE_CHANNEL_DEFAULT_FRAG_COUNT = 3;
/** How many parts a multipart upload may have. */
export const OSS_MAX_PART_NUM = 10000;
/** How many entries a page of a list has when nothing else is asked for. */
export const OSS_PER_RET_NUM = 1000;
/** Longest file name suffix, in bytes. Kept for ported code; no limit here. */
export const MAX_SUFFIX_LEN = 1024;
/** Sub-resource: the metadata of an object. */
export const OSS_OBJECT_META = "objectMeta";
/** Header of a select answer: "true" when the body has no frames. */
export const OSS_SELECT_OBJECT_OUTPUT_RAW = "x-oss-select-output-raw";
/** Sub-resource: the tags of an object. */
export const OSS_TAGGING = "tagging";
/** Query parameter that leaves only the original parameters signed. */
export const OSS_SIGN_ORIGIN_ONLY = "x-oss-sign-origin-only";
/** Header of V4: the hash of the body, or `UNSIGNED-PAYLOAD`. */
export const OSS_CONTENT_SHA256 = "x-oss-content-sha256";
/** Query parameter of a V4 signed URL: the STS token. */
export const OSS_SECURITY_TOKEN_V4 = "x-oss-security-token";
/** Query parameter of a V4 signed URL: the algorithm. */
export const OSS_SIGNATURE_VERSION = "x-oss-signature-version";
/** Query parameter of a V4 signed URL: the access key id and its scope. */
export const OSS_CREDENTIAL = "x-oss-credential";
/** Query parameter of a V4 signed URL: how many seconds it is valid. */
export const OSS_EXPIRES_V4 = "x-oss-expires";
/** Query parameter of a V4 signed URL: the signature. */
export const OSS_SIGNATURE_V4 = "x-oss-signature";

/**
 * A value of a C enumeration. It is a plain number, and a plain number passes for it; but a value of
 * one enumeration does not pass for one of another, which C does not notice.
 */
export type OssEnumValue<Name extends string, Value extends number> = Value & {
  /** Only the compiler knows it. */
  readonly enumeration?: Name;
};

/** Only the owner may read and write. */
export const OSS_ACL_PRIVATE: OssEnumValue<"OssAcl", 0> = 0;
/** Everybody may read, the owner may write. */
export const OSS_ACL_PUBLIC_READ: OssEnumValue<"OssAcl", 1> = 1;
/** Everybody may read and write. */
export const OSS_ACL_PUBLIC_READ_WRITE: OssEnumValue<"OssAcl", 2> = 2;
/** An object has the ACL of its bucket. */
export const OSS_ACL_DEFAULT: OssEnumValue<"OssAcl", 3> = 3;
/** Who may read and write a bucket or an object. Port of `oss_acl_e`. */
export type OssAcl =
  | typeof OSS_ACL_PRIVATE
  | typeof OSS_ACL_PUBLIC_READ
  | typeof OSS_ACL_PUBLIC_READ_WRITE
  | typeof OSS_ACL_DEFAULT;

/** For data that is read often. */
export const OSS_STORAGE_CLASS_STANDARD: OssEnumValue<"OssStorageClassType", 0> = 0;
/** For data that is read seldom. */
export const OSS_STORAGE_CLASS_IA: OssEnumValue<"OssStorageClassType", 1> = 1;
/** For data that must be restored before it can be read, in minutes. */
export const OSS_STORAGE_CLASS_ARCHIVE: OssEnumValue<"OssStorageClassType", 2> = 2;
/** C's end of the first classes; no class of the service. */
export const OSS_STORAGE_CLASS_BUTT: OssEnumValue<"OssStorageClassType", 3> = 3;
/** For data that must be restored before it can be read, in hours. */
export const OSS_STORAGE_CLASS_COLD_ARCHIVE: OssEnumValue<"OssStorageClassType", 4> = 4;
/** How a bucket's objects are stored. Port of `oss_storage_class_type_e`. */
export type OssStorageClassType =
  | typeof OSS_STORAGE_CLASS_STANDARD
  | typeof OSS_STORAGE_CLASS_IA
  | typeof OSS_STORAGE_CLASS_ARCHIVE
  | typeof OSS_STORAGE_CLASS_BUTT
  | typeof OSS_STORAGE_CLASS_COLD_ARCHIVE;

/** Restored within an hour. */
export const OSS_TIER_EXPEDITED: OssEnumValue<"OssTierType", 0> = 0;
/** Restored within five hours. */
export const OSS_TIER_STANDARD: OssEnumValue<"OssTierType", 1> = 1;
/** Restored within twelve hours. */
export const OSS_TIER_BULK: OssEnumValue<"OssTierType", 2> = 2;
/** How fast an object of the class cold archive is restored. Port of `oss_tier_type_e`. */
export type OssTierType =
  | typeof OSS_TIER_EXPEDITED
  | typeof OSS_TIER_STANDARD
  | typeof OSS_TIER_BULK;

/** Where the service is and who asks. Port of `oss_config_t`. */
export interface OssConfig {
  /** Where the service answers, as `https://oss-cn-hangzhou.aliyuncs.com`; without a scheme, http. */
  readonly endpoint: AosString;
  /** The access key id. */
  readonly accessKeyId: AosString;
  /** The secret of the access key; it is never sent. */
  readonly accessKeySecret: AosString;
  /** The token of temporary credentials; "" for none. */
  readonly stsToken: AosString;
  /** Whether `endpoint` is the bucket's own domain, so that the bucket's name is not put before it. */
  isCname: AosBool;
  /** Host name of an HTTP proxy; "" for none. */
  readonly proxyHost: AosString;
  /** Port of the proxy. */
  proxyPort: number;
  /** User at the proxy; "" for none. */
  readonly proxyUser: AosString;
  /** The user's password at the proxy. */
  readonly proxyPasswd: AosString;
  /** How requests are signed: 4 for V4, anything else for V1. */
  signatureVersion: number;
  /** Region of the bucket, as `cn-hangzhou`; V4 needs it. */
  readonly region: AosString;
  /** Id of a cloud box, which then stands for the region in V4; "" for none. */
  readonly cloudboxId: AosString;
  /**
   * Gives the access key and the token of each request, in the place of the fields above. An extra of
   * this library.
   */
  credentialsProvider?: OssCredentialsProvider;
}

/** What a new bucket shall be like. Port of `oss_create_bucket_params_t`. */
export interface OssCreateBucketParams {
  /** Who may read and write it. */
  acl: OssAcl;
  /** How its objects are stored. */
  storageClass: OssStorageClassType;
}

/** What every call needs. Port of `oss_request_options_t`. */
export interface OssRequestOptions {
  /** Where the service is and who asks. */
  config: OssConfig;
  /** The controller, which keeps the options of the connection. */
  ctl: AosHttpController;
  /** The scope of the calls: its end aborts them. */
  pool: AosPool;
  /** Ends the calls as the end of the pool does. An extra of this library. */
  signal?: AbortSignal;
  /**
   * How calls that failed are made again; absent, each call is one request, as in C, but those of
   * transfers in parts. An extra of this library.
   */
  retry?: OssRetryPolicy;
}

/** An object in a list; filled by `ossListObject`. Port of `oss_list_object_content_t`. */
export interface OssListObjectContent {
  /** The object's name. */
  readonly key: AosString;
  /** When it was written, as `2026-11-22T06:07:08.000Z`. */
  readonly lastModified: AosString;
  /** Its ETag, with the quotes. */
  readonly etag: AosString;
  /** Its size in bytes, in decimal digits. */
  readonly size: AosString;
  /** Id of its owner. */
  readonly ownerId: AosString;
  /** Name of its owner. */
  readonly ownerDisplayName: AosString;
  /** Its storage class, as `Standard`. */
  readonly storageClass: AosString;
  /** Its type, such as {@link OSS_OBJECT_TYPE_NORMAL}. */
  readonly type: AosString;
}

/** A bucket in a list; filled by `ossListBucket`. Port of `oss_list_bucket_content_t`. */
export interface OssListBucketContent {
  /** When it was made, as `2026-11-22T06:07:08.000Z`. */
  readonly createDate: AosString;
  /** Its endpoint for the internet. */
  readonly extranetEndpoint: AosString;
  /** Its endpoint for machines of the same region. */
  readonly intranetEndpoint: AosString;
  /** Its region, as `oss-cn-hangzhou`. */
  readonly location: AosString;
  /** Its name. */
  readonly name: AosString;
  /** Its storage class, as `Standard`. */
  readonly storageClass: AosString;
}

/** A group of names up to the delimiter. Port of `oss_list_object_common_prefix_t`. */
export interface OssListObjectCommonPrefix {
  /** What the names begin with; the delimiter is its end. */
  readonly prefix: AosString;
}

/** A multipart upload in a list. Port of `oss_list_multipart_upload_content_t`. */
export interface OssListMultipartUploadContent {
  /** The name of the object that it will be. */
  readonly key: AosString;
  /** Its id. */
  readonly uploadId: AosString;
  /** When it was begun, as `2026-11-22T06:07:08.000Z`. */
  readonly initiated: AosString;
}

/** A part in a list. Port of `oss_list_part_content_t`. */
export interface OssListPartContent {
  /** Its number from 1, in decimal digits. */
  readonly partNumber: AosString;
  /** Its size in bytes, in decimal digits. */
  readonly size: AosString;
  /** Its ETag, with the quotes. */
  readonly etag: AosString;
  /** When it was uploaded, as `2026-11-22T06:07:08.000Z`. */
  readonly lastModified: AosString;
}

/** A part of which an object is made. Port of `oss_complete_part_content_t`. */
export interface OssCompletePartContent {
  /** Its number from 1, in decimal digits. */
  readonly partNumber: AosString;
  /** Its ETag, as the upload of the part or the list of parts gave it. */
  readonly etag: AosString;
}

/** A part that was uploaded. Port of `oss_upload_part_t`. */
export interface OssUploadPart {
  /** Its number, from 1. */
  partNum: number;
  /** Its ETag. */
  etag: string;
}

/** What to list and what was found. Port of `oss_list_object_params_t`. */
export interface OssListObjectParams {
  /** Only names that begin with it; "" for all. */
  readonly prefix: AosString;
  /** The page begins behind this name; "" for the first page, later `nextMarker`. */
  readonly marker: AosString;
  /** Names are grouped up to it behind the prefix; "" for no groups. */
  readonly delimiter: AosString;
  /** At most so many entries on a page, 1 to 1000. */
  maxRet: number;
  /** Filled: whether there is a next page. */
  truncated: AosBool;
  /** Filled: the marker of the next page; "" on the last one. */
  readonly nextMarker: AosString;
  /** Filled: the objects are added at its end. */
  readonly objectList: AosList<OssListObjectContent>;
  /** Filled: the groups are added at its end. */
  readonly commonPrefixList: AosList<OssListObjectCommonPrefix>;
}

/** What to list and what was found. Port of `oss_list_buckets_params_t`. */
export interface OssListBucketsParams {
  /** Only names that begin with it; "" for all. */
  readonly prefix: AosString;
  /** The page begins behind this name; "" for the first page, later `nextMarker`. */
  readonly marker: AosString;
  /** At most so many buckets on a page, 1 to 1000. */
  maxKeys: number;
  /** Filled: whether there is a next page. */
  truncated: AosBool;
  /** Filled: the marker of the next page; "" on the last one. */
  readonly nextMarker: AosString;
  /** Filled: id of the buckets' owner. */
  readonly ownerId: AosString;
  /** Filled: name of the buckets' owner. */
  readonly ownerName: AosString;
  /** Filled: the buckets are added at its end. */
  readonly bucketList: AosList<OssListBucketContent>;
}

/** What to list and what was found. Port of `oss_list_upload_part_params_t`. */
export interface OssListUploadPartParams {
  /** The page begins behind this number; "" for the first page, later `nextPartNumberMarker`. */
  readonly partNumberMarker: AosString;
  /** At most so many parts on a page, 1 to 1000. */
  maxRet: number;
  /** Filled: whether there is a next page. */
  truncated: AosBool;
  /** Filled: the marker of the next page; "" when the answer names none. */
  readonly nextPartNumberMarker: AosString;
  /** Filled: the parts are added at its end. */
  readonly partList: AosList<OssListPartContent>;
}

/** What to list and what was found. Port of `oss_list_multipart_upload_params_t`. */
export interface OssListMultipartUploadParams {
  /** Only objects whose names begin with it; "" for all. */
  readonly prefix: AosString;
  /** The page begins behind this name; "" for the first page, later `nextKeyMarker`. */
  readonly keyMarker: AosString;
  /** The page begins behind this upload of `keyMarker`; later `nextUploadIdMarker`. */
  readonly uploadIdMarker: AosString;
  /** Names are grouped up to it behind the prefix; "" for no groups. */
  readonly delimiter: AosString;
  /** At most so many uploads on a page, 1 to 1000. */
  maxRet: number;
  /** Filled: whether there is a next page. */
  truncated: AosBool;
  /** Filled: the key marker of the next page; "" when the answer names none. */
  readonly nextKeyMarker: AosString;
  /** Filled: the upload id marker of the next page; "" when the answer names none. */
  readonly nextUploadIdMarker: AosString;
  /** Filled: the uploads are added at its end. */
  readonly uploadList: AosList<OssListMultipartUploadContent>;
}

/** A part that is a range of another object. Port of `oss_upload_part_copy_params_t`. */
export interface OssUploadPartCopyParams {
  /** Bucket to copy from. */
  readonly sourceBucket: AosString;
  /** Object to copy from. */
  readonly sourceObject: AosString;
  /** Bucket of the upload. */
  readonly destBucket: AosString;
  /** Object of the upload. */
  readonly destObject: AosString;
  /** Id of the upload. */
  readonly uploadId: AosString;
  /** Number of the part, from 1. */
  partNum: number;
  /** Offset of the first byte to copy. */
  rangeStart: number;
  /** Offset of the last byte to copy; it is copied too. */
  rangeEnd: number;
}

/** A range of a local file. Port of `oss_upload_file_t`. */
export interface OssUploadFile {
  /** Path of the file. */
  readonly filename: AosString;
  /** Offset of the first byte. */
  filePos: number;
  /** Offset behind the last byte. */
  fileLast: number;
}

/** When multipart uploads that nobody completes are aborted. Port of `oss_lifecycle_rule_date_t`. */
export interface OssLifecycleRuleDate {
  /** So many days after they were begun; 2^31 - 1 is not set. */
  days: number;
  /** Those begun before this date, as `2026-11-22T00:00:00.000Z`; "" is not set. */
  readonly createdBeforeDate: AosString;
}

/** A rule of a bucket's lifecycle. Port of `oss_lifecycle_rule_content_t`. */
export interface OssLifecycleRuleContent {
  /** Its id; the service makes one of "". */
  readonly id: AosString;
  /** The objects whose names begin with it; "" for all. */
  readonly prefix: AosString;
  /** `Enabled` or `Disabled`. */
  readonly status: AosString;
  /** Objects expire so many days after they were written; 2^31 - 1 is not set. */
  days: number;
  /** Objects expire on this date, as `2026-11-22T00:00:00.000Z`; "" is not set. */
  readonly date: AosString;
  /** Objects written before this date expire; "" is not set. */
  readonly createdBeforeDate: AosString;
  /** When multipart uploads are aborted. */
  readonly abortMultipartUploadDt: OssLifecycleRuleDate;
  /** Only objects with all these tags. */
  readonly tagList: AosList<OssTagContent>;
}

/** An origin, method or header of a cross-origin rule. Port of `oss_sub_cors_rule_t`. */
export interface OssSubCorsRule {
  /** The origin, method or header; `*` for any. */
  readonly rule: AosString;
}

/** A cross-origin rule of a bucket. Port of `oss_cors_rule_t`. */
export interface OssCorsRule {
  /** The origins that may ask. */
  readonly allowedOriginList: AosList<OssSubCorsRule>;
  /** The methods that they may use. */
  readonly allowedMethodList: AosList<OssSubCorsRule>;
  /** The headers that they may send. */
  readonly allowedHeadList: AosList<OssSubCorsRule>;
  /** The headers of the answer that scripts may see. */
  readonly exposeHeadList: AosList<OssSubCorsRule>;
  /** How many seconds a browser may keep the answer to a preflight; 2^31 - 1 is not set. */
  maxAgeSeconds: number;
}

/** A referer that may use a bucket. Port of `oss_referer_t`. */
export interface OssReferer {
  /** The referer, with `*` and `?` as wildcards. */
  readonly referer: AosString;
}

/** Who may use a bucket, by the Referer of the request. Port of `oss_referer_config_t`. */
export interface OssRefererConfig {
  /** The referers that may; empty for all. Filled by `ossGetBucketReferer`, at its end. */
  readonly refererList: AosList<OssReferer>;
  /** Whether a request without a Referer may too. */
  allowEmptyReferer: AosBool;
}

/** A bucket as a web site. Port of `oss_website_config_t`. */
export interface OssWebsiteConfig {
  /** The page of a directory, as `index.html`. */
  readonly suffixStr: AosString;
  /** The page for errors; "" for none. */
  readonly keyStr: AosString;
}

/** Where the access log of a bucket goes. Port of `oss_logging_config_content_t`. */
export interface OssLoggingConfigContent {
  /** The bucket that gets the log; "" for none. */
  readonly targetBucket: AosString;
  /** What the names of the log's objects begin with. */
  readonly prefix: AosString;
  /** Filled by `ossGetBucketLogging`: whether there is a log. */
  loggingEnabled: AosBool;
}

/** What the service knows of a bucket; filled by `ossGetBucketInfo`. Port of `oss_bucket_info_t`. */
export interface OssBucketInfo {
  /** When it was made, as `2026-11-22T06:07:08.000Z`. */
  readonly createdDate: AosString;
  /** Its endpoint for the internet. */
  readonly extranetEndpoint: AosString;
  /** Its endpoint for machines of the same region. */
  readonly intranetEndpoint: AosString;
  /** Its region, as `oss-cn-hangzhou`. */
  readonly location: AosString;
  /** Id of its owner. */
  readonly ownerId: AosString;
  /** Name of its owner. */
  readonly ownerName: AosString;
  /** Its ACL, as `private`. */
  readonly acl: AosString;
  /** Its storage class, as `Standard`. */
  readonly storageClass: AosString;
}

/** How much a bucket holds; filled by `ossGetBucketStat`. Port of `oss_bucket_stat_t`. */
export interface OssBucketStat {
  /** Size of all objects, in bytes. */
  storageInBytes: bigint;
  /** Number of objects. */
  objectCount: bigint;
  /** Number of multipart uploads that are neither complete nor aborted. */
  multipartUploadCount: bigint;
}

/** An object to delete, or one that was deleted. Port of `oss_object_key_t`. */
export interface OssObjectKey {
  /** The object's name. */
  readonly key: AosString;
}

/** The Content-Type of a file name suffix. Port of `oss_content_type_t`. */
export interface OssContentType {
  /** The suffix without the dot, as `html`. */
  suffix: string;
  /** The type, as `text/html`. */
  type: string;
}

/** A tag. Port of `oss_tag_content_t`. */
export interface OssTagContent {
  /** Its key. */
  readonly key: AosString;
  /** Its value. */
  readonly value: AosString;
}
