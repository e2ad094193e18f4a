/**
 * The OSS SDK for C, in TypeScript: every public name, grouped as in the C headers.
 *
 * What is the same with every function is said here, and with a function only where it is more.
 *
 * Arguments:
 *
 * - `options` - who asks, where, and how; the call ends at the latest with their pool
 * - `bucket` - the bucket's name
 * - `object` - the object's name, not encoded
 * - `liveChannel` - the live channel's name
 * - `uploadId` - the id that {@link ossInitMultipartUpload} gave
 * - `signedUrl` - a URL as {@link ossGenSignedUrl} makes it
 * - `headers` - headers to send beside the call's own, or `null`
 * - `params` - query parameters to send beside the call's own, not encoded, or `null`
 * - `respHeaders` - takes the headers of the answer, an error's too; is left as it is when nothing
 *   was sent. May be `null`
 * - `p`, `pool` - the scope of what is opened or sent under it; where that is nothing it may be `null`
 * - `ctl` - the controller under which is sent
 * - `req`, `resp` - the request, and the response to it
 * - `bc` - the buffers of a body that is parsed; they are left as they are
 * - `body` - gets the document as one buffer behind what it holds
 * - `method` - one of `HTTP_GET`, `HTTP_HEAD`, `HTTP_PUT`, `HTTP_POST`, `HTTP_DELETE`
 * - `checkpoint` - the state of an upload or a download in parts
 * - `s`, `t`, `list`, `str`, `fstack` - the status, table, list, string or stack that is worked on
 * - `key`, `val`, `value` - the name of an entry of a table, and its value
 * - `fmt`, `args` - a `printf` format of C, and what it is filled with
 *
 * Answers: what a call answers in an {@link AosStatus} begins with the code of success, 2xx. Of the
 * other statuses only those are named that belong to the call. Any call can also answer what the
 * service refuses everywhere (403 `AccessDenied`, 404 `NoSuchBucket`, 5xx), and the library's own
 * codes, which are below 0: `AOSE_INVALID_ARGUMENT` when a name or an argument is not valid, and
 * nothing was sent; `HttpIoError` with the code of why no whole answer came;
 * `AOSE_XML_PARSE_ERROR` when the answer can't be read; `AOSE_CRC_INCONSISTENT_ERROR` when its
 * CRC-64 is another; `AOSE_ABORT_CALLBACK` when the pool was destroyed.
 *
 * @packageDocumentation
 */

// What C has no name for.

export { type AprFinfo, type AprTimeExp } from "./aos/apr.js";
export { type AosBool } from "./aos/define.js";
export { type AosFunc } from "./aos/fstack.js";
export { aosList } from "./aos/list.js";
export { type AosLogOutput } from "./aos/log.js";
export { type Out, out } from "./aos/out.js";
export { type AosFormatArg } from "./aos/printf.js";
export { AosError, aosStatusToError } from "./aos/status.js";
export { type AosBytesLike, type AosStringLike, aosText } from "./aos/string.js";
export { aosTableMake } from "./aos/table.js";
export { type AosConnectTo } from "./aos/transport.js";
export {
  type OssCheckpointTarget,
  type OssCredentials,
  type OssCredentialsProvider,
  type OssEnumValue,
  type OssRetryPolicy,
} from "./oss/define.js";
export { ossUpdateCredentials } from "./oss/request/signer.js";

// aos_buf.h

export {
  AosBuf,
  type AosFileBuf,
  aosBufAppendString,
  aosBufListContent,
  aosBufListLen,
  aosBufPack,
  aosBufSize,
  aosCreateBuf,
  aosCreateFileBuf,
  aosOpenFileForAllRead,
  aosOpenFileForRangeRead,
  aosOpenFileForRead,
  aosOpenFileForWrite,
  aosOpenFileForWriteNotrunc,
} from "./aos/buf.js";

// aos_crc64.h

export { aosCrc32, aosCrc64, aosCrc64Combine } from "./aos/crc64.js";

// aos_define.h

export {
  AOS_CONNECT_TIMEOUT,
  AOS_DEFAULT_PART_SIZE,
  AOS_DNS_CACHE_TIMOUT,
  AOS_FALSE,
  AOS_HTTP_PREFIX,
  AOS_HTTPS_PREFIX,
  AOS_MAX_GMT_TIME_LEN,
  AOS_MAX_HEADER_LEN,
  AOS_MAX_INT64_STRING_LEN,
  AOS_MAX_MEMORY_SIZE,
  AOS_MAX_PART_SIZE,
  AOS_MAX_QUERY_ARG_LEN,
  AOS_MAX_SHORT_TIME_LEN,
  AOS_MAX_UINT64_STRING_LEN,
  AOS_MAX_URI_LEN,
  AOS_MAX_XML_NODE_VALUE_LEN,
  AOS_MD5_STRING_LEN,
  AOS_MIN_SPEED_LIMIT,
  AOS_MIN_SPEED_TIME,
  AOS_REQUEST_STACK_SIZE,
  AOS_RTMP_PREFIX,
  AOS_TEMP_FILE_SUFFIX,
  AOS_TRUE,
  AOS_VER,
  AOS_VERSION,
  AOSE_ABORT_CALLBACK,
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FAILED_CONNECT,
  AOSE_FAILED_INITIALIZE,
  AOSE_FAILED_VERIFICATION,
  AOSE_FILE_FLUSH_ERROR,
  AOSE_FILE_INFO_ERROR,
  AOSE_FILE_READ_ERROR,
  AOSE_FILE_SEEK_ERROR,
  AOSE_FILE_TRUNC_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  AOSE_OUT_MEMORY,
  AOSE_OVER_MEMORY,
  AOSE_READ_BODY_ERROR,
  AOSE_REQUEST_TIMEOUT,
  AOSE_SELECT_OBJECT_CRC_ERROR,
  AOSE_SERVICE_ERROR,
  AOSE_UNKNOWN_ERROR,
  AOSE_UTF8_ENCODE_ERROR,
  AOSE_WRITE_BODY_ERROR,
  AOSE_XML_PARSE_ERROR,
  type AosErrorCode,
  CR,
  CRLF,
  HTTP_DELETE,
  HTTP_GET,
  HTTP_HEAD,
  HTTP_POST,
  HTTP_PUT,
  type HttpMethod,
  LF,
} from "./aos/define.js";
export { AosPool, aosPcalloc, aosPoolCreate, aosPoolDestroy } from "./aos/pool.js";
export {
  AosTable,
  type AosTableEntry,
  aosIsEmptyTable,
  aosTableAddInt,
  aosTableAddInt64,
  aosTableElts,
  aosTableSetInt64,
} from "./aos/table.js";

// aos_fstack.h

export {
  type AosFstackItem,
  aosFstackCreate,
  aosFstackDestory,
  aosFstackPop,
  aosFstackPush,
} from "./aos/fstack.js";

// aos_http_io.h

export {
  aosHttpControllerCreate,
  aosHttpControllerGetReason,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
  aosReadHttpBodyFile,
  aosReadHttpBodyMemory,
  aosSetDefaultRequestOptions,
  aosSetDefaultTransportOptions,
  aosWriteHttpBodyFile,
  aosWriteHttpBodyMemory,
} from "./aos/http_io.js";

// aos_list.h

export {
  AosList,
  aosListAddTail,
  aosListDel,
  aosListEmpty,
  aosListGetFirst,
  aosListGetLast,
  aosListInit,
  aosListMovelist,
} from "./aos/list.js";

// aos_log.h

export {
  AOS_LOG_ALL,
  AOS_LOG_DEBUG,
  AOS_LOG_ERROR,
  AOS_LOG_FATAL,
  AOS_LOG_INFO,
  AOS_LOG_OFF,
  AOS_LOG_TRACE,
  AOS_LOG_WARN,
  type AosLogFormat,
  type AosLogLevel,
  type AosLogPrint,
  aosDebugLog,
  aosErrorLog,
  aosFatalLog,
  aosInfoLog,
  aosLogFormatDefault,
  aosLogPrintDefault,
  aosLogSetFormat,
  aosLogSetLevel,
  aosLogSetOutput,
  aosLogSetPrint,
  aosTraceLog,
  aosWarnLog,
} from "./aos/log.js";

// aos_status.h

export {
  AOS_BUCKET_NAME_INVALID_ERROR,
  AOS_CLIENT_ERROR_CODE,
  AOS_CREATE_QUEUE_ERROR_CODE,
  AOS_CREATE_SELECT_OBJECT_META_ERROR,
  AOS_CREATE_THREAD_POOL_ERROR_CODE,
  AOS_EMPTY_STRING_ERROR,
  AOS_HTTP_IO_ERROR_CODE,
  AOS_INCONSISTENT_ERROR_CODE,
  AOS_OBJECT_NAME_INVALID_ERROR,
  AOS_OPEN_FILE_ERROR_CODE,
  AOS_RENAME_FILE_ERROR_CODE,
  AOS_SELECT_OBJECT_CRC_ERROR,
  AOS_SELECT_OBJECT_ERROR,
  AOS_SERVER_ERROR_CODE,
  AOS_UNKNOWN_ERROR_CODE,
  AOS_URL_ENCODE_ERROR_CODE,
  AOS_UTF8_ENCODE_ERROR_CODE,
  AOS_WRITE_FILE_ERROR_CODE,
  AOS_XML_PARSE_ERROR_CODE,
  AosStatus,
  aosHttpIsOk,
  aosShouldRetry,
  aosStatusCreate,
  aosStatusDup,
  aosStatusIsOk,
  aosStatusParseFromBody,
  aosStatusSet,
} from "./aos/status.js";

// aos_string.h

export {
  AosString,
  aosEndsWith,
  aosIsNullString,
  aosIsQuote,
  aosIsSpace,
  aosIsSpaceOrCntrl,
  aosNullString,
  aosPstrdup,
  aosString,
  aosStringIsEmpty,
  aosStringTolower,
  aosStripSpace,
  aosStrlchr,
  aosStrNull,
  aosStrSet,
  aosTripSpaceAndCntrl,
  aosUnquoteStr,
} from "./aos/string.js";

// aos_transport.h

export {
  type AosHttpBodyType,
  type AosHttpController,
  type AosHttpControllerEx,
  type AosHttpRequest,
  type AosHttpRequestOptions,
  type AosHttpResponse,
  type AosHttpTransportOptions,
  type AosReadHttpBody,
  type AosTransportState,
  type AosWriteHttpBody,
  aosCurlResponseHeadersParse,
  BODY_IN_CALLBACK,
  BODY_IN_FILE,
  BODY_IN_MEMORY,
  type OssProgressCallback,
  TRANS_STATE_ABORT,
  TRANS_STATE_BODY_IN,
  TRANS_STATE_BODY_OUT,
  TRANS_STATE_DONE,
  TRANS_STATE_HEADER,
  TRANS_STATE_INIT,
} from "./aos/transport.js";

// aos_util.h

export {
  aosBase64Encode,
  aosEncodeHex,
  aosHmacSha256,
  aosMd5,
  aosSha256,
  hmacSha1,
} from "./aos/util/digest.js";
export { aosHttpMethodToString } from "./aos/util/method.js";
export { aosAtoi64, aosAtoui64, aosStrtoll, aosStrtoull } from "./aos/util/number.js";
export { aosGnomeSort } from "./aos/util/sort.js";
export {
  aosConvertToGmtTime,
  aosConvertToIso8601Time,
  aosGetGmtStrTime,
  aosGetGmtTimeDate,
  aosGetIso8601StrTime,
  aosGetIso8601StrTimeEx,
} from "./aos/util/time.js";
export {
  aosQueryParamsToString,
  aosUrlDecode,
  aosUrlEncode,
  aosUrlEncodeEx,
} from "./aos/util/url.js";

// oss_api.h

export {
  ossAppendObjectFromBuffer,
  ossAppendObjectFromFile,
  ossDoAppendObjectFromBuffer,
  ossDoAppendObjectFromFile,
} from "./oss/api/append.js";
export {
  ossCreateBucket,
  ossCreateBucketWithStorageClass,
  ossDeleteBucket,
  ossGetBucketAcl,
  ossGetBucketInfo,
  ossGetBucketLocation,
  ossGetBucketStat,
  ossGetBucketStorageCapacity,
  ossHeadBucket,
  ossPutBucketAcl,
  ossPutBucketStorageCapacity,
} from "./oss/api/bucket.js";
export {
  ossDeleteBucketCors,
  ossDeleteBucketLifecycle,
  ossDeleteBucketLogging,
  ossDeleteBucketWebsite,
  ossGetBucketCors,
  ossGetBucketLifecycle,
  ossGetBucketLogging,
  ossGetBucketReferer,
  ossGetBucketWebsite,
  ossPutBucketCors,
  ossPutBucketLifecycle,
  ossPutBucketLogging,
  ossPutBucketReferer,
  ossPutBucketWebsite,
} from "./oss/api/bucket_config.js";
export { ossDeleteObjects, ossDeleteObjectsByPrefix } from "./oss/api/delete_objects.js";
export { ossListBucket, ossListObject } from "./oss/api/list.js";
export {
  ossCreateLiveChannel,
  ossDeleteLiveChannel,
  ossGenRtmpSignedUrl,
  ossGenVodPlayList,
  ossGetLiveChannelHistory,
  ossGetLiveChannelInfo,
  ossGetLiveChannelStat,
  ossListLiveChannel,
  ossPutLiveChannelStatus,
} from "./oss/api/live.js";
export {
  ossCopyObject,
  ossDeleteObject,
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
  ossGetObjectMeta,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "./oss/api/object.js";
export { ossGetObjectAcl, ossPutObjectAcl } from "./oss/api/object_acl.js";
export {
  ossDoGetObjectToFile,
  ossDoPutObjectFromFile,
  ossGetObjectToFile,
  ossPutObjectFromFile,
} from "./oss/api/object_file.js";
export {
  ossDeleteObjectTagging,
  ossGetObjectTagging,
  ossPutObjectTagging,
} from "./oss/api/object_tagging.js";
export {
  ossGenSignedUrl,
  ossGetObjectMetaByUrl,
  ossGetObjectToBufferByUrl,
  ossGetObjectToFileByUrl,
  ossHeadObjectByUrl,
  ossPutObjectFromBufferByUrl,
  ossPutObjectFromFileByUrl,
} from "./oss/api/object_url.js";
export { ossRestoreObject, ossRestoreObjectWithTier } from "./oss/api/restore.js";
export {
  ossCreateSelectObjectMeta,
  ossDoSelectObjectToBuffer,
  ossDoSelectObjectToFile,
  ossSelectObjectToBuffer,
  ossSelectObjectToFile,
} from "./oss/api/select.js";
export { ossDoPutSymlink, ossGetSymlink, ossPutSymlink } from "./oss/api/symlink.js";
export {
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossDoCompleteMultipartUpload,
  ossInitMultipartUpload,
  ossListMultipartUpload,
  ossListUploadPart,
} from "./oss/multipart.js";
export { ossResumableDownloadFile } from "./oss/resumable/download.js";
export { ossResumableUploadFile } from "./oss/resumable/upload.js";
export { ossUploadFile } from "./oss/resumable/upload_file.js";
export {
  ossDoUploadPartFromBuffer,
  ossDoUploadPartFromFile,
  ossUploadPartCopy,
  ossUploadPartFromBuffer,
  ossUploadPartFromFile,
} from "./oss/upload_part.js";

// oss_auth.h

export {
  getOssRtmpRequestSignature,
  ossGetRtmpSignedUrl,
  ossGetRtmpStringToSign,
} from "./oss/auth/rtmp.js";
export { ossSignRequest } from "./oss/auth/sign.js";
export { getOssRequestSignature, ossGetSignedUrl } from "./oss/auth/url.js";
export { ossGetSignedHeaders, ossGetStringToSign, ossSignHeaders } from "./oss/auth/v1.js";

// oss_define.h

export {
  LIVE_CHANNEL_DEFAULT_FRAG_COUNT,
  LIVE_CHANNEL_DEFAULT_FRAG_DURATION,
  LIVE_CHANNEL_DEFAULT_PLAYLIST,
  LIVE_CHANNEL_DEFAULT_TYPE,
  LIVE_CHANNEL_STATUS_DISABLED,
  LIVE_CHANNEL_STATUS_ENABLED,
  LIVE_CHANNEL_STATUS_IDLE,
  LIVE_CHANNEL_STATUS_LIVE,
  MAX_SUFFIX_LEN,
  OSS_ACCESSKEYID,
  OSS_ACL,
  OSS_ACL_DEFAULT,
  OSS_ACL_PRIVATE,
  OSS_ACL_PUBLIC_READ,
  OSS_ACL_PUBLIC_READ_WRITE,
  OSS_APPEND,
  OSS_AUTHORIZATION,
  OSS_BUCKETINFO,
  OSS_BUCKETSTAT,
  OSS_CALLBACK,
  OSS_CALLBACK_VAR,
  OSS_CANNONICALIZED_HEADER_ACL,
  OSS_CANNONICALIZED_HEADER_COPY_SOURCE,
  OSS_CANNONICALIZED_HEADER_DATE,
  OSS_CANNONICALIZED_HEADER_OBJECT_ACL,
  OSS_CANNONICALIZED_HEADER_PREFIX,
  OSS_CANNONICALIZED_HEADER_REGION,
  OSS_CANNONICALIZED_HEADER_STORAGE_CLASS,
  OSS_CANNONICALIZED_HEADER_SYMLINK,
  OSS_COMP,
  OSS_CONTENT_LENGTH,
  OSS_CONTENT_MD5,
  OSS_CONTENT_SHA256,
  OSS_CONTENT_TYPE,
  OSS_COPY_SOURCE,
  OSS_COPY_SOURCE_RANGE,
  OSS_CORS,
  OSS_CREDENTIAL,
  OSS_DATE,
  OSS_DELETE,
  OSS_DELIMITER,
  OSS_EXPECT,
  OSS_EXPIRES,
  OSS_EXPIRES_V4,
  OSS_HASH_CRC64_ECMA,
  OSS_INVALID_VALUE,
  OSS_KEY_MARKER,
  OSS_LIFECYCLE,
  OSS_LIVE_CHANNEL,
  OSS_LIVE_CHANNEL_END_TIME,
  OSS_LIVE_CHANNEL_HISTORY,
  OSS_LIVE_CHANNEL_START_TIME,
  OSS_LIVE_CHANNEL_STAT,
  OSS_LIVE_CHANNEL_STATUS,
  OSS_LIVE_CHANNEL_VOD,
  OSS_LOCATION,
  OSS_LOGGING,
  OSS_MARKER,
  OSS_MAX_KEYS,
  OSS_MAX_PART_NUM,
  OSS_MAX_PARTS,
  OSS_MAX_UPLOADS,
  OSS_MULTIPART_CONTENT_TYPE,
  OSS_NEXT_APPEND_POSITION,
  OSS_OBJECT_META,
  OSS_OBJECT_TYPE,
  OSS_OBJECT_TYPE_APPENDABLE,
  OSS_OBJECT_TYPE_NORMAL,
  OSS_PART_NUMBER_MARKER,
  OSS_PARTNUMBER,
  OSS_PER_RET_NUM,
  OSS_PLAY_LIST_NAME,
  OSS_POSITION,
  OSS_PREFIX,
  OSS_PROCESS,
  OSS_QOS,
  OSS_REFERER,
  OSS_RESTORE,
  OSS_SECURITY_TOKEN,
  OSS_SECURITY_TOKEN_V4,
  OSS_SELECT_OBJECT_OUTPUT_RAW,
  OSS_SIGN_ORIGIN_ONLY,
  OSS_SIGNATURE,
  OSS_SIGNATURE_V4,
  OSS_SIGNATURE_VERSION,
  OSS_STORAGE_CLASS_ARCHIVE,
  OSS_STORAGE_CLASS_BUTT,
  OSS_STORAGE_CLASS_COLD_ARCHIVE,
  OSS_STORAGE_CLASS_IA,
  OSS_STORAGE_CLASS_STANDARD,
  OSS_STS_SECURITY_TOKEN,
  OSS_SYMLINK,
  OSS_TAGGING,
  OSS_TIER_BULK,
  OSS_TIER_EXPEDITED,
  OSS_TIER_STANDARD,
  OSS_UPLOAD_ID,
  OSS_UPLOAD_ID_MARKER,
  OSS_UPLOADS,
  OSS_WEBSITE,
  OSS_YES,
  type OssAcl,
  type OssAudioStat,
  type OssBucketInfo,
  type OssBucketStat,
  type OssCompletePartContent,
  type OssConfig,
  type OssContentType,
  type OssCorsRule,
  type OssCreateBucketParams,
  type OssLifecycleRuleContent,
  type OssLifecycleRuleDate,
  type OssListBucketContent,
  type OssListBucketsParams,
  type OssListLiveChannelParams,
  type OssListMultipartUploadContent,
  type OssListMultipartUploadParams,
  type OssListObjectCommonPrefix,
  type OssListObjectContent,
  type OssListObjectParams,
  type OssListPartContent,
  type OssListUploadPartParams,
  type OssLiveChannelConfiguration,
  type OssLiveChannelContent,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveChannelStat,
  type OssLiveChannelTarget,
  type OssLiveRecordContent,
  type OssLoggingConfigContent,
  type OssObjectKey,
  type OssReferer,
  type OssRefererConfig,
  type OssRequestOptions,
  type OssResumableCltParams,
  type OssSelectObjectInputParam,
  type OssSelectObjectMetaParams,
  type OssSelectObjectOptionParam,
  type OssSelectObjectOutputParam,
  type OssSelectObjectParams,
  type OssStorageClassType,
  type OssSubCorsRule,
  type OssTagContent,
  type OssTierType,
  type OssUploadFile,
  type OssUploadPart,
  type OssUploadPartCopyParams,
  type OssVideoStat,
  type OssWebsiteConfig,
} from "./oss/define.js";
export {
  aosFileErrorStatusSet,
  aosInconsistentErrorStatusSet,
  aosXmlErrorStatusSet,
} from "./oss/util/status.js";

// oss_resumable.h

export {
  OSS_CP_DOWNLOAD,
  OSS_CP_UPLOAD,
  type OssCheckpoint,
  type OssCheckpointPart,
} from "./oss/define.js";
export {
  ossBuildDownloadCheckpoint,
  ossBuildUploadCheckpoint,
  ossIsDownloadCheckpointValid,
  ossIsUploadCheckpointValid,
  ossUpdateCheckpoint,
  ossVerifyCheckpointMd5,
} from "./oss/resumable/checkpoint.js";
export {
  ossDoesFileExist,
  ossDumpCheckpoint,
  ossGetDownloadCheckpointPath,
  ossGetFileInfo,
  ossGetUploadCheckpointPath,
  ossLoadCheckpoint,
  ossOpenCheckpointFile,
} from "./oss/resumable/checkpoint_file.js";
export { ossResumableDownloadFileInternal } from "./oss/resumable/download.js";
export {
  ossBuildParts,
  ossGetCheckpointTodoParts,
  ossGetPartNum,
  ossGetThreadNum,
} from "./oss/resumable/parts.js";
export {
  ossResumableUploadFileWithCp,
  ossResumableUploadFileWithoutCp,
} from "./oss/resumable/upload.js";

// oss_util.h

export {
  ossFillReadResponseBody,
  ossFillReadResponseHeader,
  ossInitReadResponseBodyToFb,
  ossInitReadResponseBodyToFile,
  ossWriteRequestBodyFromBuffer,
  ossWriteRequestBodyFromFile,
  ossWriteRequestBodyFromUploadFile,
} from "./oss/request/bodies.js";
export {
  ossInitBucketRequest,
  ossInitLiveChannelRequest,
  ossInitObjectRequest,
  ossInitRequest,
  ossInitServiceRequest,
  ossInitSignedUrlRequest,
  ossProcessRequest,
  ossProcessSignedRequest,
  ossSendRequest,
} from "./oss/request.js";
export { ossConfigCreate, ossConfigResolve, ossRequestOptionsCreate } from "./oss/util/config.js";
export { getContentType, getContentTypeBySuffix, setContentType } from "./oss/util/content_type.js";
export { hasCrcInResponse, isEnableCrc, ossCheckCrcConsistent } from "./oss/util/crc.js";
export {
  ossCreateAndAddRefer,
  ossCreateApiResultContent,
  ossCreateBucketInfo,
  ossCreateCheckpointContent,
  ossCreateCompletePartContent,
  ossCreateCorsRule,
  ossCreateLifecycleRuleContent,
  ossCreateListBucketContent,
  ossCreateListLiveChannelContent,
  ossCreateListMultipartUploadContent,
  ossCreateListObjectCommonPrefix,
  ossCreateListObjectContent,
  ossCreateListPartContent,
  ossCreateLiveChannelConfigurationContent,
  ossCreateLiveChannelPlayUrl,
  ossCreateLiveChannelPublishUrl,
  ossCreateLiveRecordContent,
  ossCreateLoggingRuleContent,
  ossCreateOssObjectKey,
  ossCreateSubCorsRule,
  ossCreateTagContent,
  ossCreateUploadFile,
} from "./oss/util/create.js";
export {
  ossCreateListBucketsParams,
  ossCreateListLiveChannelParams,
  ossCreateListMultipartUploadParams,
  ossCreateListObjectParams,
  ossCreateListUploadPartParams,
  ossCreateResumableCltParamsContent,
  ossCreateSelectObjectMetaParams,
  ossCreateSelectObjectParams,
  ossCreateUploadPartCopyParams,
} from "./oss/util/create_params.js";
export {
  isValidIp,
  ossGetBucketUri,
  ossGetHostFromAuthority,
  ossGetObjectUri,
  ossGetRtmpUri,
  ossIsValidHost,
  ossPreprocessEndpoint,
} from "./oss/util/endpoint.js";
export { getOssAclStr, getOssStorageClassStr, getOssTierTypeStr } from "./oss/util/enums.js";
export { ossGetTemporaryFileName, ossTempFileRename } from "./oss/util/files.js";
export {
  aosTableCreateIfNull,
  hasRangeOrProcessInRequest,
  ossHeadersAddRange,
} from "./oss/util/headers.js";
export {
  isVerifyObjectStrict,
  ossGetBucketNameInvalidError,
  ossGetObjectNameInvalidError,
  ossIsValidBucketName,
  ossIsValidObjectName,
  ossIsValidObjectNameEx,
} from "./oss/util/names.js";
export { ossGetPartSize, partSortCmp } from "./oss/util/parts.js";
export {
  ossCheckCreateSelectObjectMetaStatus,
  ossCheckSelectObjectStatus,
  ossInitCreateSelectObjectMetaReadResponseBody,
  ossInitSelectObjectReadResponseBody,
} from "./oss/util/select_frame.js";
export {
  ossBucketStat,
  ossLiveChannelStat,
  ossRefererConfig,
  ossWebsiteConfig,
} from "./oss/util/variables.js";

// oss_xml.h

export {
  buildBucketLoggingBody,
  buildBucketStorageCapacityBody,
  buildBucketStorageClass,
  buildCorsRuleBody,
  buildRefererConfigBody,
  buildWebsiteConfigBody,
  ossAclParseFromBody,
  ossGetBucketCorsParseFromBody,
  ossGetBucketInfoParseFromBody,
  ossGetBucketRefererConfigParseFromBody,
  ossGetBucketStatParseFromBody,
  ossGetBucketWebsiteParseFromBody,
  ossListBucketsParseFromBody,
  ossLocationParseFromBody,
  ossLoggingParseFromBody,
  ossStorageCapacityParseFromBody,
} from "./oss/xml/bucket.js";
export { ossBuildCheckpointXml, ossCheckpointParseFromBody } from "./oss/xml/checkpoint.js";
export {
  buildLifecycleBody,
  buildLifecycleXml,
  ossLifecycleRulesParseFromBody,
} from "./oss/xml/lifecycle.js";
export {
  buildCreateLiveChannelBody,
  buildCreateLiveChannelXml,
  ossCreateLiveChannelParseFromBody,
  ossListLiveChannelParseFromBody,
  ossLiveChannelHistoryParseFromBody,
  ossLiveChannelInfoParseFromBody,
  ossLiveChannelStatParseFromBody,
} from "./oss/xml/live.js";
export {
  buildCompleteMultipartUploadBody,
  buildCompleteMultipartUploadXml,
  ossListMultipartUploadsParseFromBody,
  ossListPartsParseFromBody,
  ossUploadIdParseFromBody,
} from "./oss/xml/multipart.js";
export {
  buildDeleteObjectsBody,
  buildObjectsXml,
  ossBuildRestoreObjectBody,
  ossDeleteObjectsParseFromBody,
  ossListObjectsParseFromBody,
} from "./oss/xml/object.js";
export { ossBuildCreateSelectObjectMetaBody, ossBuildSelectObjectBody } from "./oss/xml/select.js";
export { buildObjectTaggingBody, ossGetTaggingParseFromBody } from "./oss/xml/tagging.js";

// The apr_* calls that programs make themselves.

export {
  aprIsEmptyTable,
  aprPsprintf,
  aprPstrdup,
  aprSleep,
  aprTableAdd,
  aprTableClear,
  aprTableElts,
  aprTableGet,
  aprTableSet,
  aprTableUnset,
  aprTimeFromSec,
  aprTimeNow,
} from "./aos/apr.js";
