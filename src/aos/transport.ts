/**
 * `aos_transport.h`: requests, responses and controllers; the types that the HTTP layer works on.
 *
 * @packageDocumentation
 */

import type { AosBuf, AosFileBuf } from "./buf.js";
import type { AosBool, HttpMethod } from "./define.js";
import type { AosList } from "./list.js";
import type { AosPool } from "./pool.js";
import {
  type AosBytesLike,
  aosBytes,
  aosString,
  aosStripSpace,
  aosTripSpaceAndCntrl,
} from "./string.js";
import type { AosTable } from "./table.js";

/** The body is a list of buffers. */
export const BODY_IN_MEMORY = 0;
/** The body is a file or a range of one. */
export const BODY_IN_FILE = 1;
/** The body goes through the program's own `readBody` or `writeBody`. */
export const BODY_IN_CALLBACK = 2;
/** Where a body is. Port of `aos_http_body_type_e`. */
export type AosHttpBodyType = typeof BODY_IN_MEMORY | typeof BODY_IN_FILE | typeof BODY_IN_CALLBACK;

/** Nothing was sent yet. */
export const TRANS_STATE_INIT = 0;
/** The answer's headers are coming in. */
export const TRANS_STATE_HEADER = 1;
/** The answer's body is coming in. */
export const TRANS_STATE_BODY_IN = 2;
/** The request's body is going out. */
export const TRANS_STATE_BODY_OUT = 3;
/** The exchange was aborted. */
export const TRANS_STATE_ABORT = 4;
/** The exchange is over. */
export const TRANS_STATE_DONE = 5;
/** How far an exchange is. Port of `aos_transport_state_e`. */
export type AosTransportState =
  | typeof TRANS_STATE_INIT
  | typeof TRANS_STATE_HEADER
  | typeof TRANS_STATE_BODY_IN
  | typeof TRANS_STATE_BODY_OUT
  | typeof TRANS_STATE_ABORT
  | typeof TRANS_STATE_DONE;

/**
 * Is told how far a transfer is. Port of `oss_progress_callback`.
 *
 * @param consumedBytes - bytes transferred so far; never falls
 * @param totalBytes - bytes in all; 0 when the length is not known
 */
export type OssProgressCallback = (consumedBytes: number, totalBytes: number) => void;

/**
 * Fills `buffer` with at most `len` bytes of the request's body; answers how many, 0 at the end, an
 * `AOSE_*` code on failure. Port of `aos_read_http_body_pt`.
 */
export type AosReadHttpBody = (
  req: AosHttpRequest,
  buffer: Uint8Array,
  len: number,
) => number | Promise<number>;

/**
 * Takes `len` bytes of the answer's body; answers how many it took, an `AOSE_*` code on failure. The
 * buffer is the callee's only until it answers. Port of `aos_write_http_body_pt`.
 */
export type AosWriteHttpBody = (
  resp: AosHttpResponse,
  buffer: Uint8Array,
  len: number,
) => number | Promise<number>;

/** A request. Port of `aos_http_request_t`. */
export interface AosHttpRequest {
  /** Host, with the port where it is not the scheme's own. */
  host: string;
  /** Scheme with its slashes (`https://`); "" means `http://`. */
  proto: string;
  /** The whole URL of a request that is signed already, or `null`. */
  signedUrl: string | null;
  /** Method. */
  method: HttpMethod;
  /** Path without its leading slash, not encoded. */
  uri: string;
  /** What is signed as the resource: `bucket/object`. */
  resource: string;
  /** Headers. */
  headers: AosTable;
  /** Query parameters, not encoded. */
  queryParams: AosTable;
  /** The body, when it is in memory. */
  body: AosList<AosBuf>;
  /** Length of the body in bytes. */
  bodyLen: number;
  /** Name of the file that the body is read from, or `null`; for messages. */
  filePath: string | null;
  /** The body, when it is in a file. */
  fileBuf: AosFileBuf | null;
  /** The request ends when this pool does. */
  pool: AosPool;
  /** The program's own. */
  userData: unknown;
  /** Reads the body. */
  readBody: AosReadHttpBody;
  /** Where the body is. */
  type: AosHttpBodyType;
  /** Is told how much was sent. */
  progressCallback: OssProgressCallback | null;
  /** CRC-64 to go on from; afterwards that of the whole body. */
  crc64: bigint;
  /** Bytes of the body that were sent. */
  consumedBytes: number;
  /** Reserved, as in C. */
  normalizeUrl: number;
}

/** A response. Port of `aos_http_response_t`. */
export interface AosHttpResponse {
  /** HTTP status; -1 until one came. */
  status: number;
  /** Headers, in the order and spelling of the wire. */
  headers: AosTable;
  /** The body, when it goes to memory; the body of an error always does. */
  body: AosList<AosBuf>;
  /** Bytes of the body that came. A `writeBody` of the program's own counts here what it keeps. */
  bodyLen: number;
  /** Name of the file that the body goes to, or `null`. */
  filePath: string | null;
  /** The file that the body goes to, or `null`. */
  fileBuf: AosFileBuf | null;
  /** Content-Length of the answer; 0 when it had none. */
  contentLength: number;
  /** The pool of the request. */
  pool: AosPool;
  /** The program's own. */
  userData: unknown;
  /** Takes the body of a successful answer. */
  writeBody: AosWriteHttpBody;
  /** Where the body goes. */
  type: AosHttpBodyType;
  /** Is told how much came. */
  progressCallback: OssProgressCallback | null;
  /** CRC-64 of the body. */
  crc64: bigint;
}

/** How requests are sent. Port of `aos_http_request_options_t`. */
export interface AosHttpRequestOptions {
  /**
   * A transfer slower than this many bytes a second for `speedTime` seconds is given up; one at the
   * limit or above goes on however long it takes. 0 switches the rule off.
   */
  speedLimit: number;
  /**
   * See `speedLimit`; in seconds. 0 switches the rule off. Unlike C, the answer to a request that
   * was sent may take at least four times as long.
   */
  speedTime: number;
  /** How long a resolved address is kept, in seconds: 0 asks each time, below 0 it is kept for ever. */
  dnsCacheTimeout: number;
  /**
   * How long to wait for a connection, in seconds: name, TCP, proxy and TLS together. 0 or less means
   * 300, as in C. Unlike C, its end is `AOSE_FAILED_CONNECT`.
   */
  connectTimeout: number;
  /** The largest answer to memory, in bytes. Unlike C, the last piece must not go beyond it either. */
  maxMemorySize: number;
  /** Whether CRC-64 is computed and compared. */
  enableCrc: AosBool;
  /**
   * Whether the CRC-64 of files that are sent has a thread of its own, which computes it while they are
   * on their way. Left out, it has one where several bodies are on their way and the machine has more
   * than two processors: sending keeps one busy, and reading another.
   * An extra of this library. One thread serves the process. It is begun by the first long body, does not
   * keep the process alive, and ends with `aosHttpIoDeinitialize`; what it has not begun in time is
   * computed in line, as everything is where there can be no threads.
   */
  crc64Thread?: boolean;
  /**
   * `host` or `host:port` of an HTTP proxy, or `null`; the port is 1080 unless it is named, and
   * `user:password@` in front of the host counts more than `proxyAuth`. Requests to https go through a
   * tunnel. Unlike C, whose library then asks the environment, `null` means none.
   */
  proxyHost: string | null;
  /** `user:password` for the proxy, or `null`. `%XX` in it is decoded, as in C. */
  proxyAuth: string | null;
  /** Whether the server's certificate must be valid. Unlike C, the log warns once when it need not be. */
  verifySsl: AosBool;
  /** A directory of CA certificates to trust beside the usual ones, or `null`. */
  caPath: string | null;
  /** A file of CA certificates to trust in place of the usual ones, or `null`. */
  caFile: string | null;
  /** Whether object names that begin with `?` are refused. */
  verifyObjectStrict: AosBool;
}

/** Where a connection goes; see `AosHttpTransportOptions.connectTo`. */
export interface AosConnectTo {
  /** A name or an address. */
  host: string;
  /** The port. */
  port: number;
}

/** How the process sends. Port of `aos_http_transport_options_t`. */
export interface AosHttpTransportOptions {
  /** The User-Agent header. */
  userAgent: string;
  /** Not used, as in C. */
  cacertsPath: string | null;
  /** Not used, as in C. */
  sslVerificationDisabled: AosBool;
  /**
   * Where to connect instead of the host and port of a request, or of the proxy; the request itself
   * stays as it is, and so does the name that TLS asks for.
   * An extra of this library, in the manner of curl's `--connect-to`: it lets a program that names
   * real buckets talk to an emulator.
   */
  connectTo?: (host: string, port: number) => AosConnectTo;
}

/** What sends requests, and what the last one told. Port of `aos_http_controller_t`. */
export interface AosHttpController {
  /** Shared by all controllers unless a program gives one its own. */
  options: AosHttpRequestOptions;
  /** Requests of this controller end when this pool does. */
  pool: AosPool;
  /** When the last request began, in microseconds. */
  startTime: number;
  /** When the first byte of its answer came, in microseconds; 0 when none did. */
  firstByteTime: number;
  /** When it was over, in microseconds. */
  finishTime: number;
  /** As given to `aosHttpControllerCreate`. */
  owner: number;
  /** The program's own. */
  userData: unknown;
}

/** How one request ended: several may run at once on a controller, which tells only of the last. */
export interface AosHttpOutcome {
  /** `AOSE_OK` when an answer came, or why none did. */
  readonly code: number;
  /** The reason in words; "" when an answer came. */
  readonly reason: string;
}

/** A controller with the reason of its last failure. Port of `aos_http_controller_ex_t`. */
export interface AosHttpControllerEx extends AosHttpController {
  /** `AOSE_*` code of the last request. Unlike C, a failure does not spoil the next request. */
  errorCode: number;
  /** The reason of the last failure in words; "" after a success. */
  reason: string;
}

/**
 * Adds a header line of an answer to a table, beside others of the same name; a line without a colon
 * adds nothing. Characters beyond ASCII at the end of the line are lost, as in C. The transport does
 * not call it: it keeps what the wire says. Port of `aos_curl_response_headers_parse`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param headers - the table
 * @param buffer - begins with the line
 * @param len - length of the line in bytes; by default all of `buffer`
 */
export function aosCurlResponseHeadersParse(
  _p: AosPool | null,
  headers: AosTable,
  buffer: AosBytesLike,
  len?: number,
): void {
  const line = aosString(aosBytes(buffer).subarray(0, len).toString());
  aosTripSpaceAndCntrl(line);
  const colon = line.data.indexOf(":");
  if (colon < 0) return;
  const value = aosString(line.data.slice(colon + 1));
  aosStripSpace(value);
  headers.add(line.data.slice(0, colon), value.data);
}
