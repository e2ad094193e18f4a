/**
 * `aos_status.h`: what every call answers.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "./buf.js";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_FAILED_CONNECT,
  AOSE_REQUEST_TIMEOUT,
  AOSE_SERVICE_ERROR,
} from "./define.js";
import type { AosList } from "./list.js";
import { aosErrorLog } from "./log.js";
import type { AosPool } from "./pool.js";
import { type AosStringLike, aosText } from "./string.js";
import { aosParseXmlBody } from "./xml.js";

/** Error code of an answer that is not well-formed XML. */
export const AOS_XML_PARSE_ERROR_CODE = "ParseXmlError";
/** Error code of a file that can't be opened. */
export const AOS_OPEN_FILE_ERROR_CODE = "OpenFileFail";
/** Error code of a file that can't be written. */
export const AOS_WRITE_FILE_ERROR_CODE = "WriteFileFail";
/** Error code of a file that can't be renamed. */
export const AOS_RENAME_FILE_ERROR_CODE = "RenameFileFail";
/** Error code of a request that got no answer. */
export const AOS_HTTP_IO_ERROR_CODE = "HttpIoError";
/** Error code of an error answer without a code of its own. */
export const AOS_UNKNOWN_ERROR_CODE = "UnknownError";
/** Error code of a mistake of the caller. */
export const AOS_CLIENT_ERROR_CODE = "ClientError";
/** Error code of a mistake of the service. */
export const AOS_SERVER_ERROR_CODE = "ServerError";
/** Error code of text that is not valid UTF-8. */
export const AOS_UTF8_ENCODE_ERROR_CODE = "Utf8EncodeFail";
/** Error code of text that can't be URL-encoded. */
export const AOS_URL_ENCODE_ERROR_CODE = "UrlEncodeFail";
/** Error code of a transfer whose CRC-64 or ETag is not the expected one. */
export const AOS_INCONSISTENT_ERROR_CODE = "InconsistentError";
/** Error code of C's task queue; kept for ported code. */
export const AOS_CREATE_QUEUE_ERROR_CODE = "CreateQueueFail";
/** Error code of C's thread pool; kept for ported code. */
export const AOS_CREATE_THREAD_POOL_ERROR_CODE = "CreateThreadPoolFail";
/** Error code of an argument that is empty. */
export const AOS_EMPTY_STRING_ERROR = "EmptyStringError";
/** Error code of a select that failed on the way. */
export const AOS_SELECT_OBJECT_ERROR = "SelectObjectError";
/** Error code of a select answer whose checksum is wrong. */
export const AOS_SELECT_OBJECT_CRC_ERROR = "SelectObjectCRCError";
/** Error code of a select meta that failed on the way. */
export const AOS_CREATE_SELECT_OBJECT_META_ERROR = "CreateSelectObjectMetaError";
/** Error code of a bucket name that is not valid. */
export const AOS_BUCKET_NAME_INVALID_ERROR = "BucketNameInvalidError";
/** Error code of an object name that is not valid. */
export const AOS_OBJECT_NAME_INVALID_ERROR = "ObjectNameInvalidError";

/** The result of a call. Port of `aos_status_t`. */
export class AosStatus {
  /** An HTTP status above 0, or one of the `AOSE_*` codes below it. */
  code = 0;
  /** The service's error code (`NoSuchKey`), or the library's (`HttpIoError`); "" on success. */
  errorCode = "";
  /** What went wrong, in words; "" on success. */
  errorMsg = "";
  /** The service's id of the request; "" when no answer came. */
  reqId = "";
}

/** A status as an error, for programs that want to throw it; see {@link aosStatusToError}. */
export class AosError extends Error {
  /** What it is, as every `Error` says. */
  override readonly name = "AosError";
  /** `AosStatus.code`: an HTTP status, or one of the `AOSE_*` codes. */
  readonly code: number;
  /** `AosStatus.errorCode`, as `NoSuchKey`. */
  readonly errorCode: string;
  /** `AosStatus.reqId`, which the service's support asks for. */
  readonly reqId: string;

  constructor(s: AosStatus) {
    const request = s.reqId === "" ? "" : ` (request ${s.reqId})`;
    super(`${s.code} ${s.errorCode}: ${s.errorMsg}${request}`);
    this.code = s.code;
    this.errorCode = s.errorCode;
    this.reqId = s.reqId;
  }
}

/** Makes an empty status. Port of `aos_status_create`. */
export function aosStatusCreate(_p: AosPool | null = null): AosStatus {
  return new AosStatus();
}

/**
 * A copy of a status. Unlike C, `reqId` is copied too. Port of `aos_status_dup`.
 *
 * @param src - the status to copy
 */
export function aosStatusDup(p: AosPool | null, src: AosStatus): AosStatus {
  return Object.assign(aosStatusCreate(p), src);
}

/**
 * Sets `code`, `errorCode` and `errorMsg` of a status; `reqId` stays. Port of `aos_status_set`.
 *
 * @param s - the status
 * @param c - an HTTP status, or one of the `AOSE_*` codes
 * @param ec - an error code, as `AOS_CLIENT_ERROR_CODE`
 * @param es - what went wrong, in words
 */
export function aosStatusSet(
  s: AosStatus,
  c: number,
  ec: AosStringLike | null,
  es: AosStringLike | null,
): void {
  s.code = c;
  s.errorCode = aosText(ec);
  s.errorMsg = aosText(es);
}

/** Whether a call succeeded. Port of `aos_status_is_ok`. */
export function aosStatusIsOk(s: AosStatus): boolean {
  return aosHttpIsOk(s.code);
}

/**
 * Whether an HTTP status is a success: 200 to 299. Port of `aos_http_is_ok`.
 *
 * @param st - an HTTP status
 */
export function aosHttpIsOk(st: number): boolean {
  return hundreds(st) === 2;
}

/**
 * Whether a call that failed may succeed when it is made again: after a status 500 to 599, a lost
 * connection, a timeout, or an error in an answer that looked like success. Port of
 * `aos_should_retry`.
 */
export function aosShouldRetry(s: AosStatus | null): boolean {
  if (s === null) return false;
  return hundreds(s.code) === 5 || RETRIED.has(s.code);
}

const RETRIED: ReadonlySet<number> = new Set([
  AOSE_CONNECTION_FAILED,
  AOSE_REQUEST_TIMEOUT,
  AOSE_FAILED_CONNECT,
  AOSE_SERVICE_ERROR,
]);

function hundreds(code: number): number {
  return Math.trunc(code / 100);
}

/**
 * Fills a status from the `Error` document in an answer's body. Its code becomes `code`; of a
 * success nothing else is looked at. `errorCode` and `errorMsg` become what the document gives and
 * stay as they were where it gives nothing; a body that is no `Error` document makes `errorCode`
 * `AOS_UNKNOWN_ERROR_CODE`. Unlike C, `Error` must be the document's root, with or without an XML
 * declaration before it, and `Code` and `Message` stand directly in it; of another document only
 * the root's name is logged. Port of `aos_status_parse_from_body`.
 *
 * @param p - not needed for plain data; may be `null`
 * @param bc - the body
 * @param code - the HTTP status of the answer
 * @param s - the status to fill; `null` makes a new one
 * @returns the status that was filled
 */
export function aosStatusParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf> | null,
  code: number,
  s: AosStatus | null,
): AosStatus {
  const status = s ?? aosStatusCreate(p);
  status.code = code;
  if (!aosHttpIsOk(code)) readError(status, bc);
  return status;
}

function readError(s: AosStatus, bc: AosList<AosBuf> | null): void {
  const root = bc === null ? null : aosParseXmlBody(bc);
  if (root?.name !== "Error") {
    s.errorCode = AOS_UNKNOWN_ERROR_CODE;
    if (root !== null) aosErrorLog("the root of an error's XML is %s, not Error", root.name);
    return;
  }
  const code = root.child("Code")?.text ?? "";
  const message = root.child("Message")?.text ?? "";
  if (code !== "") s.errorCode = code;
  if (message !== "") s.errorMsg = message;
}

/** Turns the status of a failed call into an `Error`, with its code, error code and request id. */
export function aosStatusToError(s: AosStatus): AosError {
  return new AosError(s);
}
