/**
 * The portable runtime: pools, lists, tables, strings, buffers, status, log, utilities and HTTP.
 *
 * @module
 */

// What C has no name for.
export { type AosBool } from "./define.js";
export { type Out, out } from "./out.js";
export { type AosStringLike, aosText } from "./string.js";
export { aosList } from "./list.js";
export { aosTableMake } from "./table.js";

// aos_buf.h
export { aosCreateBuf, aosCreateFileBuf, aosBufPack, aosBufListLen, aosBufListContent, aosBufSize, AosBuf, type AosFileBuf } from "./buf.js";

// aos_crc64.h
export { aosCrc64, aosCrc64Combine, aosCrc32 } from "./crc64.js";

// aos_define.h
export { aosPoolCreate, aosPoolDestroy, aosPcalloc, AosPool } from "./pool.js";
export { AOS_MD5_STRING_LEN, AOS_MAX_URI_LEN, AOS_MAX_HEADER_LEN, AOS_MAX_QUERY_ARG_LEN, AOS_MAX_GMT_TIME_LEN, AOS_MAX_SHORT_TIME_LEN, AOS_MAX_XML_NODE_VALUE_LEN, AOS_MAX_INT64_STRING_LEN, AOS_MAX_UINT64_STRING_LEN, AOS_CONNECT_TIMEOUT, AOS_DNS_CACHE_TIMOUT, AOS_MIN_SPEED_LIMIT, AOS_MIN_SPEED_TIME, AOS_MAX_MEMORY_SIZE, AOS_MAX_PART_SIZE, AOS_DEFAULT_PART_SIZE, AOS_REQUEST_STACK_SIZE, LF, CR, CRLF, AOS_VERSION, AOS_VER, AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX, AOS_RTMP_PREFIX, AOS_TEMP_FILE_SUFFIX, AOS_FALSE, AOS_TRUE, type HttpMethod, HTTP_GET, HTTP_HEAD, HTTP_PUT, HTTP_POST, HTTP_DELETE, type AosErrorCode, AOSE_OK, AOSE_OUT_MEMORY, AOSE_OVER_MEMORY, AOSE_FAILED_CONNECT, AOSE_ABORT_CALLBACK, AOSE_INTERNAL_ERROR, AOSE_REQUEST_TIMEOUT, AOSE_INVALID_ARGUMENT, AOSE_INVALID_OPERATION, AOSE_CONNECTION_FAILED, AOSE_FAILED_INITIALIZE, AOSE_NAME_LOOKUP_ERROR, AOSE_FAILED_VERIFICATION, AOSE_WRITE_BODY_ERROR, AOSE_READ_BODY_ERROR, AOSE_SERVICE_ERROR, AOSE_OPEN_FILE_ERROR, AOSE_FILE_SEEK_ERROR, AOSE_FILE_INFO_ERROR, AOSE_FILE_READ_ERROR, AOSE_FILE_WRITE_ERROR, AOSE_XML_PARSE_ERROR, AOSE_UTF8_ENCODE_ERROR, AOSE_CRC_INCONSISTENT_ERROR, AOSE_FILE_FLUSH_ERROR, AOSE_FILE_TRUNC_ERROR, AOSE_SELECT_OBJECT_CRC_ERROR, AOSE_UNKNOWN_ERROR } from "./define.js";
export { AosTable, type AosTableEntry } from "./table.js";

// aos_list.h
export { aosListAddTail, aosListDel, aosListEmpty, aosListMovelist, aosListInit, aosListGetLast, aosListGetFirst, AosList } from "./list.js";

// aos_status.h
export { aosStatusCreate, AosStatus } from "./status.js";

// aos_string.h
export { aosPstrdup, aosString, aosNullString, aosStrSet, aosStrNull, AosString } from "./string.js";

// aos_transport.h
export { type AosHttpRequest, type AosHttpResponse, type AosHttpController, type AosHttpRequestOptions, type AosHttpTransportOptions, type AosHttpControllerEx, type AosHttpBodyType, BODY_IN_MEMORY, BODY_IN_FILE, BODY_IN_CALLBACK, type AosTransportState, TRANS_STATE_INIT, TRANS_STATE_HEADER, TRANS_STATE_BODY_IN, TRANS_STATE_BODY_OUT, TRANS_STATE_ABORT, TRANS_STATE_DONE, type OssProgressCallback, type AosReadHttpBody, type AosWriteHttpBody } from "./transport.js";
