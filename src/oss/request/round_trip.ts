/**
 * What the API functions have in common: each says what it sends and what becomes of the answer,
 * and {@link ossRoundTrip} does the rest in C's order.
 *
 * @packageDocumentation
 */

import type { AosBuf, AosFileBuf } from "../../aos/buf.js";
import {
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_SERVICE_ERROR,
  AOSE_XML_PARSE_ERROR,
  type AosBool,
  HTTP_GET,
} from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import { type Out, out } from "../../aos/out.js";
import { aosPoolAssertAlive } from "../../aos/pool.js";
import {
  type AosStatus,
  aosStatusCreate,
  aosStatusIsOk,
  aosStatusParseFromBody,
} from "../../aos/status.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import type { AosHttpRequest, AosHttpResponse } from "../../aos/transport.js";
import { aosXmlRootName } from "../../aos/xml.js";
import type { OssRequestOptions, OssUploadFile } from "../define.js";
import {
  type OssExchange,
  type OssRequestHead,
  ossBeginRequest,
  ossClientError,
  ossProcessSignedRequest,
  ossSignAndSend,
} from "../request.js";
import { setContentType } from "../util/content_type.js";
import { hasCrcInResponse, isEnableCrc, ossCheckCrcConsistent } from "../util/crc.js";
import { hasRangeOrProcessInRequest } from "../util/headers.js";
import {
  ossGetBucketNameInvalidError,
  ossGetObjectNameInvalidError,
  ossIsValidBucketName,
  ossIsValidObjectName,
} from "../util/names.js";
import { aosFileErrorStatusSet, aosXmlErrorStatusSet } from "../util/status.js";
import { ossAttempt, ossIsSingle, ossSteadyProgress } from "./attempts.js";
import {
  ossFillReadResponseBody,
  ossFillReadResponseHeader,
  ossWriteRequestBodyFromBuffer,
  ossWriteRequestBodyFromFile,
  ossWriteRequestBodyFromUploadFile,
} from "./bodies.js";
import { OssDownloadTarget } from "./download_target.js";
import { ossRepetitionOf } from "./retry_table.js";
import { ossEndOf, ossScoped } from "./scope.js";

/** A document that an API function reads. */
export interface OssDocument {
  /** The name of its root; an answer with another one is refused. */
  readonly root: string;
  /** Reads it; gives an `AOSE_*` code. */
  readonly read: (body: AosList<AosBuf>) => number;
}

/** All that an API function says of itself: what it sends, and what becomes of the answer. */
export interface OssCall extends OssRequestHead {
  /** The body, when it is in memory. The list is left as it is. */
  readonly buffer?: AosList<AosBuf>;
  /** The file that is the body. */
  readonly filename?: AosStringLike;
  /** The range of a file that is the body. */
  readonly uploadFile?: OssUploadFile;
  /** The answer is an object's content, and this list takes it. */
  readonly content?: AosList<AosBuf> | null;
  /** The answer is an object's content, and this file takes it. */
  readonly contentFile?: AosStringLike;
  /** Changes where the answer's body goes, before the request is sent. */
  readonly arrange?: (resp: AosHttpResponse) => void;
  /** Takes the answer's headers. */
  readonly respHeaders: Out<AosTable> | null;
  /** Takes the answer's body. */
  readonly respBody?: AosList<AosBuf> | null;
  /** Whether the CRC-64 of what was sent, or of what came to a GET, must be the server's. */
  readonly compareCrc?: boolean;
  /** The document that a successful answer is. */
  readonly document?: OssDocument;
  /** Has the last word on a successful answer. */
  readonly conclude?: (resp: AosHttpResponse, s: AosStatus) => void;
}

/**
 * What a call answers whose integer arguments are no integers, or too large for a `number` to be
 * exact; `null` when all of them are fit.
 */
export function ossIntegerError(
  values: Readonly<Record<string, number | bigint>>,
): AosStatus | null {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "bigint" || Number.isSafeInteger(value)) continue;
    return ossClientError(AOSE_INVALID_ARGUMENT, `${name} is not a safe integer.`);
  }
  return null;
}

/**
 * A new table with the caller's entries, in which the call's own replace those of the same name.
 */
export function ossTableWith(
  table: AosTable | null,
  ...own: readonly (readonly [name: string, value: string | number | bigint])[]
): AosTable {
  const copy = table?.copy() ?? aosTableMake();
  for (const [name, value] of own) copy.set(name, String(value));
  return copy;
}

/** A new table with the caller's entries, and the call's own of which the caller has none. */
export function ossTableWithDefaults(
  table: AosTable | null,
  ...own: readonly (readonly [name: string, value: string | number | bigint])[]
): AosTable {
  return ossTableWith(table, ...own.filter(([name]) => (table?.get(name) ?? null) === null));
}

/** As {@link ossTableWith}, and with the content type that `name` stands for if none is given. */
export function ossHeadersFor(
  name: AosStringLike,
  headers: AosTable | null,
  ...own: readonly (readonly [name: string, value: string | number | bigint])[]
): AosTable {
  const copy = ossTableWith(headers, ...own);
  setContentType(null, aosText(name), copy);
  return copy;
}

/**
 * Does what every API function does, in C's order: checks the names, makes the request, opens its
 * files, signs and sends it, reads the status, compares the CRC-64, reads the body, gives headers
 * and body to the caller, and puts a downloaded file in its place. All of it but the check is done
 * again, from the start, when the options ask for more attempts.
 *
 * Names that are not valid, and files that can't be opened, leave every out-parameter as it is.
 * After that the headers are the caller's whatever the status, and so is the body. Unlike C, an
 * answer that is another document than the call reads is `AOSE_XML_PARSE_ERROR`.
 *
 * @throws TypeError when the pool of the options or of the controller was destroyed
 */
export async function ossRoundTrip(options: OssRequestOptions, call: OssCall): Promise<AosStatus> {
  aosPoolAssertAlive(options.pool);
  aosPoolAssertAlive(options.ctl.pool);
  const refused = nameError(call);
  if (refused !== null) return refused;
  if (!ossIsSingle(options)) return inAttempts(options, call);

  const { req, resp } = ossBeginRequest(options, call);
  const target = targetOf(call);
  const written = writeBody(options, call, req);
  let res = typeof written === "number" ? written : await written;
  if (res === AOSE_OK && target !== null) res = await target.open(resp);
  if (res !== AOSE_OK) return ossEndOf(options) ?? fileError(res);
  call.arrange?.(resp);

  // The program may have ended the call while its files were being opened.
  const s = ossEndOf(options) ?? (await send(options, req, resp));
  readAnswer(options, call, { req, resp }, s);
  giveAnswer(call, resp);
  if (target !== null) await target.finish(s);
  if (req.fileBuf !== null) await closeFile(req.fileBuf);
  return s;
}

/** Each attempt is a round trip, with options that say so. */
function inAttempts(options: OssRequestOptions, call: OssCall): Promise<AosStatus> {
  return ossScoped(options, (own) => {
    const progress = call.progress == null ? null : ossSteadyProgress(call.progress);
    const again = (one: OssRequestOptions): Promise<AosStatus> =>
      ossRoundTrip(one, {
        ...call,
        progress,
        // Requests keep and fill their tables.
        headers: call.headers?.copy() ?? null,
        queryParams: call.queryParams?.copy() ?? null,
      });
    return ossAttempt(own, again, ossRepetitionOf(call));
  });
}

function targetOf({ contentFile }: OssCall): OssDownloadTarget | null {
  return contentFile === undefined ? null : new OssDownloadTarget(aosText(contentFile));
}

async function closeFile({ file }: AosFileBuf): Promise<void> {
  await file?.close();
}

function giveAnswer({ respHeaders, respBody, content }: OssCall, resp: AosHttpResponse): void {
  ossFillReadResponseHeader(resp, respHeaders);
  ossFillReadResponseBody(resp, content ?? respBody ?? null);
}

function nameError(call: OssCall): AosStatus | null {
  if ("bucket" in call && !ossIsValidBucketName(call.bucket)) return ossGetBucketNameInvalidError();
  if ("object" in call && !ossIsValidObjectName(call.object)) return ossGetObjectNameInvalidError();
  return null;
}

function fileError(res: number): AosStatus {
  const s = aosStatusCreate(null);
  aosFileErrorStatusSet(s, res);
  return s;
}

function writeBody(
  { pool }: OssRequestOptions,
  call: OssCall,
  req: AosHttpRequest,
): number | Promise<number> {
  if (call.filename !== undefined) return ossWriteRequestBodyFromFile(pool, call.filename, req);
  if (call.uploadFile !== undefined) {
    return ossWriteRequestBodyFromUploadFile(pool, call.uploadFile, req);
  }
  if (call.buffer !== undefined) ossWriteRequestBodyFromBuffer(call.buffer, req);
  return AOSE_OK;
}

function send(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  return req.signedUrl === null
    ? ossSignAndSend(options, req, resp)
    : ossProcessSignedRequest(options, req, resp);
}

/** Each step looks only at what is still a success: the first error stands. */
function readAnswer(
  options: OssRequestOptions,
  call: OssCall,
  exchange: OssExchange,
  s: AosStatus,
): void {
  if (!aosStatusIsOk(s)) return;
  const { resp } = exchange;
  const isContent = "content" in call || "contentFile" in call;
  const root = isContent || resp.bodyLen === 0 ? "" : aosXmlRootName(resp.body);
  if (root === "Error") readErrorDocument(resp, s);
  if (aosStatusIsOk(s) && call.compareCrc === true) compareCrc(options, exchange, s);
  if (aosStatusIsOk(s)) {
    const res = readDocument(call, root, resp.body);
    if (res !== AOSE_OK) aosXmlErrorStatusSet(s, res);
  }
  if (aosStatusIsOk(s)) call.conclude?.(resp, s);
}

/**
 * Readers take another document for one that tells nothing, as in C: but what is none of the service's
 * is not an empty list, nor a bucket without rules.
 */
function readDocument({ document }: OssCall, root: string, body: AosList<AosBuf>): number {
  if (document === undefined) return AOSE_OK;
  return root === document.root ? document.read(body) : AOSE_XML_PARSE_ERROR;
}

/** The service may find out that it failed after it answered 200; half a document says so too. */
function readErrorDocument(resp: AosHttpResponse, s: AosStatus): void {
  aosStatusParseFromBody(null, resp.body, AOSE_SERVICE_ERROR, s);
  // The object was stored; only the application server that should be told of it failed.
  if (resp.status === 203) s.code = resp.status;
}

function compareCrc(options: OssRequestOptions, { req, resp }: OssExchange, s: AosStatus): void {
  if (!isEnableCrc(options) || !hasCrcInResponse(resp)) return;
  if (req.method !== HTTP_GET) ossCheckCrcConsistent(req.crc64, resp.headers, s);
  // The server tells the CRC-64 of the whole object as it is stored.
  else if (!hasRangeOrProcessInRequest(req)) ossCheckCrcConsistent(resp.crc64, resp.headers, s);
}

/**
 * Lets the reader of a list tell whether there is a next page, which C does by the field's address.
 */
export function ossReadPage(
  params: { truncated: AosBool },
  read: (truncated: Out<AosBool>) => number,
): number {
  const truncated = out(params.truncated);
  const res = read(truncated);
  params.truncated = truncated.value ?? params.truncated;
  return res;
}
