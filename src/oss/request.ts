/**
 * `oss_util.c`: making a request, signing and sending it, and reading the status
 * of its answer. Bodies are in `request/bodies.ts`; what the API functions do with all of it is in
 * `request/round_trip.ts`.
 *
 * @packageDocumentation
 */

import { type AosBuf, aosBufPack } from "../aos/buf.js";
import {
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  HTTP_GET,
  HTTP_POST,
  HTTP_PUT,
  type HttpMethod,
} from "../aos/define.js";
import { aosHttpPerform, aosHttpResponseCreate, httpRequest } from "../aos/http_io.js";
import { type AosList, aosList, aosListAddTail, aosListEmpty } from "../aos/list.js";
import type { Out } from "../aos/out.js";
import {
  AOS_CLIENT_ERROR_CODE,
  AOS_HTTP_IO_ERROR_CODE,
  AosStatus,
  aosHttpIsOk,
  aosStatusCreate,
  aosStatusParseFromBody,
  aosStatusSet,
} from "../aos/status.js";
import { type AosStringLike, aosText } from "../aos/string.js";
import { type AosTable, aosTableMake } from "../aos/table.js";
import {
  type AosHttpController,
  type AosHttpRequest,
  type AosHttpResponse,
  type OssProgressCallback,
} from "../aos/transport.js";
import { ossServiceTime } from "./auth/clock.js";
import { ossSignProblem, ossSignRequest } from "./auth/sign.js";
import { OSS_STS_SECURITY_TOKEN, type OssConfig, type OssRequestOptions } from "./define.js";
import { ossNoteHeaders } from "./request/answer_headers.js";
import { ossAreCredentialsRefused } from "./request/attempts.js";
import { ossEndOf, ossScoped } from "./request/scope.js";
import { ossFindSigner } from "./request/signer.js";
import {
  ossGetBucketUri,
  ossGetObjectUri,
  ossGetServiceUri,
  ossIsHostToAsk,
} from "./util/endpoint.js";

/** What a request concerns and how it is begun. */
export interface OssRequestHead {
  /** The method. */
  readonly method: HttpMethod;
  /** The URL of a request that was signed before; it says all that bucket and object would. */
  readonly signedUrl?: AosStringLike;
  /** The bucket; without one the request goes to the service. */
  readonly bucket?: AosStringLike;
  /** The object; without one the request goes to the bucket. */
  readonly object?: AosStringLike;
  /** A live channel in the place of the object; its name is not checked. */
  readonly liveChannel?: AosStringLike;
  /** Query parameters, not encoded; the request keeps and fills this table. */
  readonly queryParams?: AosTable | null;
  /** Headers; the request keeps and fills this table. */
  readonly headers?: AosTable | null;
  /** Is told how much of the body was sent, or how much of the answer came to a GET. */
  readonly progress?: OssProgressCallback | null;
  /** CRC-64 of what stands before the body in the object. */
  readonly initCrc?: bigint;
}

/** A request and the response to it. */
export interface OssExchange {
  /** The request. */
  readonly req: AosHttpRequest;
  /** The response. */
  readonly resp: AosHttpResponse;
}

/**
 * Makes a request and the response to it; the request goes nowhere yet. An STS token of the
 * configuration becomes a header. Unlike C, an empty one is none.
 *
 * Port of `oss_init_request`.
 *
 * @param params - query parameters; the request keeps this table; `null` makes an empty one
 * @param headers - headers; the request keeps this table; `null` makes an empty one
 */
export function ossInitRequest(
  options: OssRequestOptions,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  resp: Out<AosHttpResponse>,
): void {
  handOver(newExchange(options, { method, queryParams: params, headers }), req, resp);
}

/**
 * Makes a request to the service, as {@link ossInitRequest} does. Port of
 * `oss_init_service_request`.
 */
export function ossInitServiceRequest(
  options: OssRequestOptions,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  resp: Out<AosHttpResponse>,
): void {
  handOver(ossBeginRequest(options, { method, queryParams: params, headers }), req, resp);
}

/**
 * Makes a request to a bucket, as {@link ossInitRequest} does. Port of `oss_init_bucket_request`.
 */
export function ossInitBucketRequest(
  options: OssRequestOptions,
  bucket: AosStringLike,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  resp: Out<AosHttpResponse>,
): void {
  handOver(ossBeginRequest(options, { method, bucket, queryParams: params, headers }), req, resp);
}

/**
 * Makes a request to an object, as {@link ossInitRequest} does.
 *
 * Port of `oss_init_object_request`.
 *
 * @param cb - is told of the answer's bytes with GET, of the body's with PUT and POST
 * @param initCrc - with PUT and POST, the CRC-64 of what stands before the body in the object
 */
export function ossInitObjectRequest(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  cb: OssProgressCallback | null,
  initCrc: bigint,
  resp: Out<AosHttpResponse>,
): void {
  const head = { method, bucket, object, queryParams: params, headers, progress: cb, initCrc };
  handOver(ossBeginRequest(options, head), req, resp);
}

/**
 * Makes a request to a live channel, as {@link ossInitRequest} does. Port of
 * `oss_init_live_channel_request`.
 */
export function ossInitLiveChannelRequest(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  resp: Out<AosHttpResponse>,
): void {
  handOver(
    ossBeginRequest(options, { method, bucket, liveChannel, queryParams: params, headers }),
    req,
    resp,
  );
}

/**
 * Makes a request to a URL that was signed before; neither a token nor a signature is added to it.
 *
 * Port of `oss_init_signed_url_request`.
 *
 * @param params - are not sent, since the URL is whole
 */
export function ossInitSignedUrlRequest(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  method: HttpMethod,
  req: Out<AosHttpRequest>,
  params: AosTable | null,
  headers: AosTable | null,
  resp: Out<AosHttpResponse>,
): void {
  handOver(
    ossBeginRequest(options, { method, signedUrl, queryParams: params, headers }),
    req,
    resp,
  );
}

function handOver(made: OssExchange, req: Out<AosHttpRequest>, resp: Out<AosHttpResponse>): void {
  req.value = made.req;
  resp.value = made.resp;
}

/**
 * Makes a request and the response to it, addressed as `head` says: to a signed URL, an object, a
 * live channel, a bucket or the service.
 */
export function ossBeginRequest(options: OssRequestOptions, head: OssRequestHead): OssExchange {
  const { req, resp } = newExchange(options, head);
  if (head.signedUrl !== undefined) req.signedUrl = aosText(head.signedUrl);
  else if (head.bucket === undefined) ossGetServiceUri(options, req);
  else if (head.object !== undefined) ossGetObjectUri(options, head.bucket, head.object, req);
  else if (head.liveChannel !== undefined) {
    ossGetObjectUri(options, head.bucket, head.liveChannel, req);
  } else ossGetBucketUri(options, head.bucket, req);
  return { req, resp };
}

function newExchange(options: OssRequestOptions, head: OssRequestHead): OssExchange {
  const req = httpRequest(
    options.pool,
    head.headers ?? aosTableMake(),
    head.queryParams ?? aosTableMake(),
  );
  const resp = aosHttpResponseCreate(options.pool);
  req.method = head.method;
  const { stsToken, credentialsProvider } = options.config;
  // A provider tells the token when the request is signed.
  const token = credentialsProvider === undefined ? stsToken.data : "";
  if (token !== "" && head.signedUrl === undefined) req.headers.set(OSS_STS_SECURITY_TOKEN, token);
  if (head.method === HTTP_GET) resp.progressCallback = head.progress ?? null;
  if (head.method === HTTP_PUT || head.method === HTTP_POST) {
    req.progressCallback = head.progress ?? null;
    req.crc64 = head.initCrc ?? 0n;
  }
  return { req, resp };
}

/**
 * Sends a request that needs no more signing, and reads the status of the answer.
 *
 * A request that is not fit to be sent (a line break in a header) answers `AOSE_INVALID_ARGUMENT`
 * with the error code `ClientError`. Unlike C, the error document that an answer to HEAD carries in
 * its `x-oss-err` header is read. Port of `oss_send_request`.
 */
export async function ossSendRequest(
  ctl: AosHttpController,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  const s = aosStatusCreate(ctl.pool);
  const { code, reason } = await aosHttpPerform(ctl, req, resp);
  if (code !== AOSE_OK) {
    const notSent = code === AOSE_INVALID_ARGUMENT;
    const errorCode = notSent ? AOS_CLIENT_ERROR_CODE : AOS_HTTP_IO_ERROR_CODE;
    aosStatusSet(s, code, errorCode, reason);
  } else if (aosHttpIsOk(resp.status)) {
    s.code = resp.status;
  } else {
    aosStatusParseFromBody(ctl.pool, errorBody(resp), resp.status, s);
    ossNoteHeaders(s, resp.headers);
  }
  const { headers } = resp;
  s.reqId = headers.get("x-oss-request-id") ?? headers.get("x-img-request-id") ?? "";
  return s;
}

/** The body of an error; that of a HEAD, which has none, is in a header. */
function errorBody(resp: AosHttpResponse): AosList<AosBuf> {
  const encoded = resp.headers.get("x-oss-err");
  if (encoded === null || !aosListEmpty(resp.body)) return resp.body;
  const body = aosList<AosBuf>();
  aosListAddTail(aosBufPack(null, Buffer.from(encoded, "base64")), body);
  return body;
}

/**
 * Signs a request, sends it and reads the status of the answer.
 *
 * Answers `AOSE_INVALID_ARGUMENT`, and sends nothing, when the request can't be signed (a signature
 * of version 4 needs the region), its host is none, or the provider of the configuration has no
 * credentials. Unlike C, the table of headers that the caller gave is not changed: `req.headers` is
 * another one afterwards. It is one request, whatever `options.retry` says. Port of
 * `oss_process_request`.
 */
export async function ossProcessRequest(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  if (options.signal !== undefined) return underSignal(options, req, resp, ossProcessRequest);
  req.headers = req.headers.copy();
  return ossSignAndSend(options, req, resp);
}

/** Does what {@link ossProcessRequest} does for a request whose tables are its own: it fills them. */
export function ossSignAndSend(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  return options.config.credentialsProvider === undefined
    ? signAndSend(options, options.config, req, resp)
    : findSignerAndSend(options, req, resp);
}

async function findSignerAndSend(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  const signer = await ossFindSigner(options);
  if (signer instanceof AosStatus) return signer;
  const ended = ossEndOf(options);
  if (ended !== null) return ended;
  const token = signer.config.stsToken.data;
  if (token === "") req.headers.unset(OSS_STS_SECURITY_TOKEN);
  else req.headers.set(OSS_STS_SECURITY_TOKEN, token);
  const s = await signAndSend(options, signer.config, req, resp);
  if (ossAreCredentialsRefused(s)) signer.refuse();
  return s;
}

function signAndSend(
  { config, ctl }: OssRequestOptions,
  signer: OssConfig,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  const res = ossSignRequest(req, signer, ossServiceTime(config));
  if (res !== AOSE_OK) return Promise.resolve(ossClientError(res, ossSignProblem(req, signer)));
  if (!ossIsHostToAsk(req.host)) {
    return Promise.resolve(ossClientError(AOSE_INVALID_ARGUMENT, "The endpoint is invalid."));
  }
  return ossSendRequest(ctl, req, resp);
}

/**
 * Sends a request whose URL is signed and reads the status. Port of `oss_process_signed_request`.
 */
export async function ossProcessSignedRequest(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosStatus> {
  if (options.signal !== undefined) {
    return underSignal(options, req, resp, ossProcessSignedRequest);
  }
  return ossSendRequest(options.ctl, req, resp);
}

/** Lets the signal of the options end a request that a program made itself. */
async function underSignal(
  options: OssRequestOptions,
  req: AosHttpRequest,
  resp: AosHttpResponse,
  process: typeof ossProcessRequest,
): Promise<AosStatus> {
  const { pool } = req;
  return ossScoped({ ...options, pool }, (own) => {
    req.pool = own.pool;
    return process(own, req, resp);
  }).finally(() => {
    // The request may be sent again.
    req.pool = pool;
  });
}

/** What a call answers that sends nothing since an argument is not fit. */
export function ossClientError(code: number, reason: string): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, code, AOS_CLIENT_ERROR_CODE, reason);
  return s;
}
