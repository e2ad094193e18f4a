/**
 * The portable runtime: pools, lists, tables, strings, buffers, status, log, utilities and HTTP.
 *
 * @packageDocumentation
 */

// What C has no name for.

export { type AprFinfo, type AprTimeExp } from "./apr.js";
export { type AosBool } from "./define.js";
export { type AosFunc } from "./fstack.js";
export { aosList } from "./list.js";
export { type AosLogOutput } from "./log.js";
export { type Out, out } from "./out.js";
export { type AosFormatArg } from "./printf.js";
export { AosError, aosStatusToError } from "./status.js";
export { type AosBytesLike, type AosStringLike, aosText } from "./string.js";
export { aosTableMake } from "./table.js";
export { type AosConnectTo } from "./transport.js";

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
} from "./buf.js";

// aos_crc64.h

export { aosCrc32, aosCrc64, aosCrc64Combine } from "./crc64.js";

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
} from "./define.js";
export { AosPool, aosPcalloc, aosPoolCreate, aosPoolDestroy } from "./pool.js";
export {
  AosTable,
  type AosTableEntry,
  aosIsEmptyTable,
  aosTableAddInt,
  aosTableAddInt64,
  aosTableElts,
  aosTableSetInt64,
} from "./table.js";

// aos_fstack.h

export {
  type AosFstackItem,
  aosFstackCreate,
  aosFstackDestory,
  aosFstackPop,
  aosFstackPush,
} from "./fstack.js";

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
} from "./http_io.js";

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
} from "./list.js";

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
} from "./log.js";

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
} from "./status.js";

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
} from "./string.js";

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
} from "./transport.js";

// aos_util.h

export {
  aosBase64Encode,
  aosEncodeHex,
  aosHmacSha256,
  aosMd5,
  aosSha256,
  hmacSha1,
} from "./util/digest.js";
export { aosHttpMethodToString } from "./util/method.js";
export { aosAtoi64, aosAtoui64, aosStrtoll, aosStrtoull } from "./util/number.js";
export { aosGnomeSort } from "./util/sort.js";
export {
  aosConvertToGmtTime,
  aosConvertToIso8601Time,
  aosGetGmtStrTime,
  aosGetGmtTimeDate,
  aosGetIso8601StrTime,
  aosGetIso8601StrTimeEx,
} from "./util/time.js";
export { aosQueryParamsToString, aosUrlDecode, aosUrlEncode, aosUrlEncodeEx } from "./util/url.js";

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
} from "./apr.js";
