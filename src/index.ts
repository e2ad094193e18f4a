/**
 * The OSS SDK for C, in TypeScript: every public name, grouped as in the C headers.
 *
 * @module
 */

// What C has no name for.
export { type AosBool } from "./aos/define.js";
export { type Out, out } from "./aos/out.js";
export { type AosStringLike, aosText } from "./aos/string.js";
export { aosList } from "./aos/list.js";
export { aosTableMake } from "./aos/table.js";

// aos_buf.h
export { aosCreateBuf, aosCreateFileBuf, aosBufPack, aosBufListLen, aosBufListContent, aosBufSize, AosBuf, type AosFileBuf } from "./aos/buf.js";

// aos_crc64.h
export { aosCrc64, aosCrc64Combine, aosCrc32 } from "./aos/crc64.js";

// aos_define.h
export { aosPoolCreate, aosPoolDestroy, aosPcalloc, AosPool } from "./aos/pool.js";
export { AOS_MD5_STRING_LEN, AOS_MAX_URI_LEN, AOS_MAX_HEADER_LEN, AOS_MAX_QUERY_ARG_LEN, AOS_MAX_GMT_TIME_LEN, AOS_MAX_SHORT_TIME_LEN, AOS_MAX_XML_NODE_VALUE_LEN, AOS_MAX_INT64_STRING_LEN, AOS_MAX_UINT64_STRING_LEN, AOS_CONNECT_TIMEOUT, AOS_DNS_CACHE_TIMOUT, AOS_MIN_SPEED_LIMIT, AOS_MIN_SPEED_TIME, AOS_MAX_MEMORY_SIZE, AOS_MAX_PART_SIZE, AOS_DEFAULT_PART_SIZE, AOS_REQUEST_STACK_SIZE, LF, CR, CRLF, AOS_VERSION, AOS_VER, AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX, AOS_RTMP_PREFIX, AOS_TEMP_FILE_SUFFIX, AOS_FALSE, AOS_TRUE, type HttpMethod, HTTP_GET, HTTP_HEAD, HTTP_PUT, HTTP_POST, HTTP_DELETE, type AosErrorCode, AOSE_OK, AOSE_OUT_MEMORY, AOSE_OVER_MEMORY, AOSE_FAILED_CONNECT, AOSE_ABORT_CALLBACK, AOSE_INTERNAL_ERROR, AOSE_REQUEST_TIMEOUT, AOSE_INVALID_ARGUMENT, AOSE_INVALID_OPERATION, AOSE_CONNECTION_FAILED, AOSE_FAILED_INITIALIZE, AOSE_NAME_LOOKUP_ERROR, AOSE_FAILED_VERIFICATION, AOSE_WRITE_BODY_ERROR, AOSE_READ_BODY_ERROR, AOSE_SERVICE_ERROR, AOSE_OPEN_FILE_ERROR, AOSE_FILE_SEEK_ERROR, AOSE_FILE_INFO_ERROR, AOSE_FILE_READ_ERROR, AOSE_FILE_WRITE_ERROR, AOSE_XML_PARSE_ERROR, AOSE_UTF8_ENCODE_ERROR, AOSE_CRC_INCONSISTENT_ERROR, AOSE_FILE_FLUSH_ERROR, AOSE_FILE_TRUNC_ERROR, AOSE_SELECT_OBJECT_CRC_ERROR, AOSE_UNKNOWN_ERROR } from "./aos/define.js";
export { AosTable, type AosTableEntry } from "./aos/table.js";

// aos_list.h
export { aosListAddTail, aosListDel, aosListEmpty, aosListMovelist, aosListInit, aosListGetLast, aosListGetFirst, AosList } from "./aos/list.js";

// aos_status.h
export { aosStatusCreate, AosStatus } from "./aos/status.js";

// aos_string.h
export { aosPstrdup, aosString, aosNullString, aosStrSet, aosStrNull, AosString } from "./aos/string.js";

// aos_transport.h
export { type AosHttpRequest, type AosHttpResponse, type AosHttpController, type AosHttpRequestOptions, type AosHttpTransportOptions, type AosHttpControllerEx, type AosHttpBodyType, BODY_IN_MEMORY, BODY_IN_FILE, BODY_IN_CALLBACK, type AosTransportState, TRANS_STATE_INIT, TRANS_STATE_HEADER, TRANS_STATE_BODY_IN, TRANS_STATE_BODY_OUT, TRANS_STATE_ABORT, TRANS_STATE_DONE, type OssProgressCallback, type AosReadHttpBody, type AosWriteHttpBody } from "./aos/transport.js";

// oss_define.h
export { aosXmlErrorStatusSet, aosFileErrorStatusSet, aosInconsistentErrorStatusSet } from "./oss/util/status.js";
export { OSS_INVALID_VALUE, OSS_CANNONICALIZED_HEADER_ACL, OSS_CANNONICALIZED_HEADER_STORAGE_CLASS, OSS_CANNONICALIZED_HEADER_PREFIX, OSS_CANNONICALIZED_HEADER_DATE, OSS_CANNONICALIZED_HEADER_COPY_SOURCE, OSS_CANNONICALIZED_HEADER_SYMLINK, OSS_CANNONICALIZED_HEADER_REGION, OSS_CANNONICALIZED_HEADER_OBJECT_ACL, OSS_CONTENT_MD5, OSS_CONTENT_TYPE, OSS_CONTENT_LENGTH, OSS_DATE, OSS_AUTHORIZATION, OSS_ACCESSKEYID, OSS_EXPECT, OSS_EXPIRES, OSS_SIGNATURE, OSS_ACL, OSS_LOCATION, OSS_BUCKETINFO, OSS_BUCKETSTAT, OSS_RESTORE, OSS_SYMLINK, OSS_QOS, OSS_LOGGING, OSS_PREFIX, OSS_DELIMITER, OSS_MARKER, OSS_MAX_KEYS, OSS_UPLOADS, OSS_UPLOAD_ID, OSS_MAX_PARTS, OSS_KEY_MARKER, OSS_UPLOAD_ID_MARKER, OSS_MAX_UPLOADS, OSS_PARTNUMBER, OSS_PART_NUMBER_MARKER, OSS_APPEND, OSS_POSITION, OSS_MULTIPART_CONTENT_TYPE, OSS_COPY_SOURCE, OSS_COPY_SOURCE_RANGE, OSS_SECURITY_TOKEN, OSS_STS_SECURITY_TOKEN, OSS_OBJECT_TYPE, OSS_NEXT_APPEND_POSITION, OSS_HASH_CRC64_ECMA, OSS_CALLBACK, OSS_CALLBACK_VAR, OSS_PROCESS, OSS_LIFECYCLE, OSS_REFERER, OSS_CORS, OSS_WEBSITE, OSS_DELETE, OSS_YES, OSS_OBJECT_TYPE_NORMAL, OSS_OBJECT_TYPE_APPENDABLE, OSS_LIVE_CHANNEL, OSS_LIVE_CHANNEL_STATUS, OSS_COMP, OSS_LIVE_CHANNEL_STAT, OSS_LIVE_CHANNEL_HISTORY, OSS_LIVE_CHANNEL_VOD, OSS_LIVE_CHANNEL_START_TIME, OSS_LIVE_CHANNEL_END_TIME, OSS_PLAY_LIST_NAME, LIVE_CHANNEL_STATUS_DISABLED, LIVE_CHANNEL_STATUS_ENABLED, LIVE_CHANNEL_STATUS_IDLE, LIVE_CHANNEL_STATUS_LIVE, LIVE_CHANNEL_DEFAULT_TYPE, LIVE_CHANNEL_DEFAULT_PLAYLIST, LIVE_CHANNEL_DEFAULT_FRAG_DURATION, LIVE_CHANNEL_DEFAULT_FRAG_COUNT, OSS_MAX_PART_NUM, OSS_PER_RET_NUM, MAX_SUFFIX_LEN, OSS_OBJECT_META, OSS_SELECT_OBJECT_OUTPUT_RAW, OSS_TAGGING, OSS_SIGN_ORIGIN_ONLY, OSS_CONTENT_SHA256, OSS_SECURITY_TOKEN_V4, OSS_SIGNATURE_VERSION, OSS_CREDENTIAL, OSS_EXPIRES_V4, OSS_SIGNATURE_V4, type OssAcl, OSS_ACL_PRIVATE, OSS_ACL_PUBLIC_READ, OSS_ACL_PUBLIC_READ_WRITE, OSS_ACL_DEFAULT, type OssStorageClassType, OSS_STORAGE_CLASS_STANDARD, OSS_STORAGE_CLASS_IA, OSS_STORAGE_CLASS_ARCHIVE, OSS_STORAGE_CLASS_BUTT, OSS_STORAGE_CLASS_COLD_ARCHIVE, type OssTierType, OSS_TIER_EXPEDITED, OSS_TIER_STANDARD, OSS_TIER_BULK, type OssConfig, type OssCreateBucketParams, type OssRequestOptions, type OssListObjectContent, type OssListBucketContent, type OssListObjectCommonPrefix, type OssListMultipartUploadContent, type OssListPartContent, type OssCompletePartContent, type OssUploadPart, type OssListObjectParams, type OssListBucketsParams, type OssListUploadPartParams, type OssListMultipartUploadParams, type OssUploadPartCopyParams, type OssUploadFile, type OssLifecycleRuleDate, type OssLifecycleRuleContent, type OssSubCorsRule, type OssCorsRule, type OssReferer, type OssRefererConfig, type OssWebsiteConfig, type OssLoggingConfigContent, type OssBucketInfo, type OssBucketStat, type OssObjectKey, type OssContentType, type OssResumableCltParams, type OssLiveChannelTarget, type OssLiveChannelConfiguration, type OssLiveChannelPublishUrl, type OssLiveChannelPlayUrl, type OssVideoStat, type OssAudioStat, type OssLiveChannelStat, type OssLiveChannelContent, type OssListLiveChannelParams, type OssLiveRecordContent, type OssSelectObjectInputParam, type OssSelectObjectOutputParam, type OssSelectObjectOptionParam, type OssSelectObjectParams, type OssSelectObjectMetaParams, type OssTagContent } from "./oss/define.js";

// oss_resumable.h
export { OSS_CP_UPLOAD, OSS_CP_DOWNLOAD, type OssCheckpointPart, type OssCheckpoint } from "./oss/define.js";

// oss_util.h
export { isValidIp, ossGetObjectUri, ossGetBucketUri, ossGetRtmpUri, ossPreprocessEndpoint, ossGetHostFromAuthority, ossIsValidHost } from "./oss/util/endpoint.js";
export { getOssAclStr, getOssStorageClassStr, getOssTierTypeStr } from "./oss/util/enums.js";
export { ossConfigCreate, ossConfigResolve, ossRequestOptionsCreate } from "./oss/util/config.js";
export { ossCreateApiResultContent, ossCreateListObjectContent, ossCreateListObjectCommonPrefix, ossCreateListPartContent, ossCreateListMultipartUploadContent, ossCreateCompletePartContent, ossCreateListBucketContent, ossCreateBucketInfo, ossCreateListObjectParams, ossCreateListBucketsParams, ossCreateListUploadPartParams, ossCreateListMultipartUploadParams, ossCreateListLiveChannelParams, ossCreateUploadPartCopyParams, ossCreateUploadFile, ossCreateLifecycleRuleContent, ossCreateSubCorsRule, ossCreateCorsRule, ossCreateAndAddRefer, ossCreateLoggingRuleContent, ossCreateOssObjectKey, ossCreateLiveChannelPublishUrl, ossCreateLiveChannelPlayUrl, ossCreateListLiveChannelContent, ossCreateLiveRecordContent, ossCreateLiveChannelConfigurationContent, ossCreateCheckpointContent, ossCreateResumableCltParamsContent, ossCreateSelectObjectParams, ossCreateSelectObjectMetaParams, ossCreateTagContent } from "./oss/util/create.js";
export { ossGetPartSize, partSortCmp } from "./oss/util/parts.js";
export { ossHeadersAddRange, aosTableCreateIfNull, hasRangeOrProcessInRequest } from "./oss/util/headers.js";
export { getContentType, getContentTypeBySuffix, setContentType } from "./oss/util/content_type.js";
export { isEnableCrc, hasCrcInResponse, ossCheckCrcConsistent } from "./oss/util/crc.js";
export { ossGetTemporaryFileName, ossTempFileRename } from "./oss/util/files.js";
export { ossIsValidBucketName, ossIsValidObjectName, ossIsValidObjectNameEx, ossGetBucketNameInvalidError, ossGetObjectNameInvalidError, isVerifyObjectStrict } from "./oss/util/names.js";
