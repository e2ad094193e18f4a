/**
 * Constants and small types of `aos_define.h`. Imports nothing.
 *
 * @packageDocumentation
 */

/**
 * An `int` that C uses as a truth value. The library answers `boolean`; fields and arguments that a
 * program sets also take C's 0 and 1.
 */
export type AosBool = boolean | 0 | 1;

/** C's true. */
export const AOS_TRUE = true;
/** C's false. */
export const AOS_FALSE = false;

/** Length of an MD5 digest in hexadecimal digits. */
export const AOS_MD5_STRING_LEN = 32;
/** Longest URI that the C SDK encodes, in bytes. Kept for ported code; this library has no such limit. */
export const AOS_MAX_URI_LEN = 2048;
/** Longest header line that the C SDK signs, in bytes. Kept for ported code; no limit here. */
export const AOS_MAX_HEADER_LEN = 8192;
/** Longest query argument that the C SDK sends, in bytes. Kept for ported code; no limit here. */
export const AOS_MAX_QUERY_ARG_LEN = 1024;
/** Size of a buffer for a GMT date, in bytes. */
export const AOS_MAX_GMT_TIME_LEN = 128;
/** Size of a buffer for a date like `20251009`, in bytes. */
export const AOS_MAX_SHORT_TIME_LEN = 10;
/** Longest XML text that the C SDK writes, in bytes. Kept for ported code; no limit here. */
export const AOS_MAX_XML_NODE_VALUE_LEN = 1024;
/** Size of a buffer for an `int64_t` in decimal digits. */
export const AOS_MAX_INT64_STRING_LEN = 64;
/** Size of a buffer for a `uint64_t` in decimal digits. */
export const AOS_MAX_UINT64_STRING_LEN = 64;

/** Default of `AosHttpRequestOptions.connectTimeout`, in seconds. */
export const AOS_CONNECT_TIMEOUT = 10;
/** Default of `AosHttpRequestOptions.dnsCacheTimeout`, in seconds. The spelling is C's. */
export const AOS_DNS_CACHE_TIMOUT = 60;
/** Default of `AosHttpRequestOptions.speedLimit`, in bytes a second. */
export const AOS_MIN_SPEED_LIMIT = 1024;
/** Default of `AosHttpRequestOptions.speedTime`, in seconds. */
export const AOS_MIN_SPEED_TIME = 15;
/** Default of `AosHttpRequestOptions.maxMemorySize`, in bytes (1 GiB). */
export const AOS_MAX_MEMORY_SIZE = 1_073_741_824;
/** Largest part the C SDK names, in bytes (512 MiB). */
export const AOS_MAX_PART_SIZE = 536_870_912;
/** Part size of a resumable transfer that names none, in bytes (1 MiB). */
export const AOS_DEFAULT_PART_SIZE = 1_048_576;
/** Number of idle connections that the C SDK keeps. */
export const AOS_REQUEST_STACK_SIZE = 32;

/** Line feed. */
export const LF = 10;
/** Carriage return. */
export const CR = 13;
/** The line end of HTTP. */
export const CRLF = "\r\n";

/** Version of the C SDK that is ported. */
export const AOS_VERSION = "3.11.2";
/** User agent of the C SDK. This package sends its own: see `docs/deviations.md`. */
export const AOS_VER = "aliyun-sdk-c/3.11.2";
/** Scheme of plain HTTP endpoints. */
export const AOS_HTTP_PREFIX = "http://";
/** Scheme of HTTPS endpoints. */
export const AOS_HTTPS_PREFIX = "https://";
/** Scheme of live channel publishing URLs. */
export const AOS_RTMP_PREFIX = "rtmp://";
/** Suffix of the temporary file that a download is written to. */
export const AOS_TEMP_FILE_SUFFIX = ".tmp";

/** HTTP GET. */
export const HTTP_GET = 0;
/** HTTP HEAD. */
export const HTTP_HEAD = 1;
/** HTTP PUT. */
export const HTTP_PUT = 2;
/** HTTP POST. */
export const HTTP_POST = 3;
/** HTTP DELETE. */
export const HTTP_DELETE = 4;
/** The method of a request. Port of `http_method_e`. */
export type HttpMethod =
  | typeof HTTP_GET
  | typeof HTTP_HEAD
  | typeof HTTP_PUT
  | typeof HTTP_POST
  | typeof HTTP_DELETE;

/** Success. */
export const AOSE_OK = 0;
/** Out of memory. */
export const AOSE_OUT_MEMORY = -1000;
/** An answer to memory is larger than `maxMemorySize`. */
export const AOSE_OVER_MEMORY = -999;
/** No connection could be made. */
export const AOSE_FAILED_CONNECT = -998;
/** The call was ended from outside: its pool was destroyed or its signal aborted. */
export const AOSE_ABORT_CALLBACK = -997;
/** A failure that has no code of its own. */
export const AOSE_INTERNAL_ERROR = -996;
/** The answer did not come in time. */
export const AOSE_REQUEST_TIMEOUT = -995;
/** An argument is not valid; nothing was sent. */
export const AOSE_INVALID_ARGUMENT = -994;
/** The operation is not possible in this state. */
export const AOSE_INVALID_OPERATION = -993;
/** The connection was lost, was too slow, or the answer was cut short. */
export const AOSE_CONNECTION_FAILED = -992;
/** The library could not be initialised. */
export const AOSE_FAILED_INITIALIZE = -991;
/** The host name could not be resolved. */
export const AOSE_NAME_LOOKUP_ERROR = -990;
/** The server's certificate could not be verified. */
export const AOSE_FAILED_VERIFICATION = -989;
/** The answer's body could not be written where it should go. */
export const AOSE_WRITE_BODY_ERROR = -988;
/** The request's body could not be read. */
export const AOSE_READ_BODY_ERROR = -987;
/** The service reported an error in an answer that looked like success. */
export const AOSE_SERVICE_ERROR = -986;
/** A file could not be opened. */
export const AOSE_OPEN_FILE_ERROR = -985;
/** A position in a file could not be reached. */
export const AOSE_FILE_SEEK_ERROR = -984;
/** A file's size and times could not be read. */
export const AOSE_FILE_INFO_ERROR = -983;
/** A file could not be read. */
export const AOSE_FILE_READ_ERROR = -982;
/** A file could not be written. */
export const AOSE_FILE_WRITE_ERROR = -981;
/** An answer is not well-formed XML of the expected kind. */
export const AOSE_XML_PARSE_ERROR = -980;
/** A text is not valid UTF-8. */
export const AOSE_UTF8_ENCODE_ERROR = -979;
/** The CRC-64 of what was sent or received is not the server's. */
export const AOSE_CRC_INCONSISTENT_ERROR = -978;
/** A file could not be flushed to disk. */
export const AOSE_FILE_FLUSH_ERROR = -977;
/** A file could not be truncated. */
export const AOSE_FILE_TRUNC_ERROR = -976;
/** The framing of a select answer is damaged. */
export const AOSE_SELECT_OBJECT_CRC_ERROR = -975;
/** An unknown failure. */
export const AOSE_UNKNOWN_ERROR = -100;

/** The library's own result codes. Port of `aos_error_code_e`. */
export type AosErrorCode =
  | typeof AOSE_OK
  | typeof AOSE_OUT_MEMORY
  | typeof AOSE_OVER_MEMORY
  | typeof AOSE_FAILED_CONNECT
  | typeof AOSE_ABORT_CALLBACK
  | typeof AOSE_INTERNAL_ERROR
  | typeof AOSE_REQUEST_TIMEOUT
  | typeof AOSE_INVALID_ARGUMENT
  | typeof AOSE_INVALID_OPERATION
  | typeof AOSE_CONNECTION_FAILED
  | typeof AOSE_FAILED_INITIALIZE
  | typeof AOSE_NAME_LOOKUP_ERROR
  | typeof AOSE_FAILED_VERIFICATION
  | typeof AOSE_WRITE_BODY_ERROR
  | typeof AOSE_READ_BODY_ERROR
  | typeof AOSE_SERVICE_ERROR
  | typeof AOSE_OPEN_FILE_ERROR
  | typeof AOSE_FILE_SEEK_ERROR
  | typeof AOSE_FILE_INFO_ERROR
  | typeof AOSE_FILE_READ_ERROR
  | typeof AOSE_FILE_WRITE_ERROR
  | typeof AOSE_XML_PARSE_ERROR
  | typeof AOSE_UTF8_ENCODE_ERROR
  | typeof AOSE_CRC_INCONSISTENT_ERROR
  | typeof AOSE_FILE_FLUSH_ERROR
  | typeof AOSE_FILE_TRUNC_ERROR
  | typeof AOSE_SELECT_OBJECT_CRC_ERROR
  | typeof AOSE_UNKNOWN_ERROR;
