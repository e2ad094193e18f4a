/**
 * `aos_http_io.h`: the defaults of all requests, controllers, requests and responses.
 *
 * @packageDocumentation
 */

import type { AosBuf, AosFileBuf } from "./buf.js";
import {
  AOS_CONNECT_TIMEOUT,
  AOS_DNS_CACHE_TIMOUT,
  AOS_FALSE,
  AOS_MAX_MEMORY_SIZE,
  AOS_MIN_SPEED_LIMIT,
  AOS_MIN_SPEED_TIME,
  AOS_TRUE,
  AOSE_OK,
  HTTP_GET,
  type HttpMethod,
} from "./define.js";
import { type AosList, aosList } from "./list.js";
import { type AosPool, aosPoolAssertAlive, aosPoolCreate } from "./pool.js";
import { guarded, hidden, withoutQuery, withoutUserInfo } from "./redact.js";
import { type AosTable, aosTableMake } from "./table.js";
import { aosReadHttpBodyMemory, aosWriteHttpBodyMemory } from "./transport/bodies.js";
import {
  type AosHttpBodyType,
  type AosHttpController,
  type AosHttpControllerEx,
  type AosHttpOutcome,
  type AosHttpRequest,
  type AosHttpRequestOptions,
  type AosHttpResponse,
  type AosHttpTransportOptions,
  type AosReadHttpBody,
  BODY_IN_MEMORY,
  type OssProgressCallback,
} from "./transport.js";
import { closeConnections, performRequest } from "./transport_undici.js";
import { PACKAGE_VERSION } from "./version.js";

export {
  aosReadHttpBodyFile,
  aosReadHttpBodyMemory,
  aosWriteHttpBodyFile,
  aosWriteHttpBodyMemory,
} from "./transport/bodies.js";

let defaultRequestOptions: AosHttpRequestOptions | null = null;
let defaultTransportOptions: AosHttpTransportOptions | null = null;

/**
 * Makes the options that every controller starts with, and names the program in the User-Agent
 * header: `oss-c-sdk/VERSION(Compatible INFO)`.
 *
 * Unlike C, it may be left out: the first controller then makes the defaults, with `Unknown` as the
 * program. Unlike C, the User-Agent names this package and its version. Port of
 * `aos_http_io_initialize`.
 *
 * @param userAgentInfo - names the program; `null` and "" mean `Unknown`
 * @param _flags - C's switch for Windows sockets; not needed here
 * @returns `AOSE_OK`
 */
export function aosHttpIoInitialize(userAgentInfo: string | null, _flags = 0): number {
  aosSetDefaultRequestOptions(aosHttpRequestOptionsCreate(null));
  aosSetDefaultTransportOptions(transportOptionsFor(userAgentInfo));
  return AOSE_OK;
}

/**
 * Closes the connections that no request uses and forgets the default options. A request that is
 * under way goes on, and closes its connection at its end. Without this call nothing leaks: an idle
 * connection doesn't keep the process alive and is closed after four seconds. Port of
 * `aos_http_io_deinitialize`.
 */
export function aosHttpIoDeinitialize(): void {
  closeConnections();
  defaultRequestOptions = null;
  defaultTransportOptions = null;
}

/**
 * Sets the options of the controllers made from now on. Port of `aos_set_default_request_options`.
 *
 * @param op - the options that controllers begin with from now on
 */
export function aosSetDefaultRequestOptions(op: AosHttpRequestOptions): void {
  defaultRequestOptions = op;
}

/**
 * Sets the User-Agent header, and where connections go, of the requests sent from now on. Port of
 * `aos_set_default_transport_options`.
 *
 * @param op - the options of the transport from now on
 */
export function aosSetDefaultTransportOptions(op: AosHttpTransportOptions): void {
  defaultTransportOptions = op;
}

function transportOptionsFor(userAgentInfo: string | null): AosHttpTransportOptions {
  return {
    userAgent: `oss-c-sdk/${PACKAGE_VERSION}(Compatible ${userAgentInfo === null || userAgentInfo === "" ? "Unknown" : userAgentInfo})`,
    cacertsPath: null,
    sslVerificationDisabled: AOS_FALSE,
  };
}

/**
 * Makes options with C's default values. `console.log` and JSON don't show the proxy's credentials. Port
 * of `aos_http_request_options_create`.
 */
export function aosHttpRequestOptionsCreate(_p: AosPool | null): AosHttpRequestOptions {
  const options: AosHttpRequestOptions = {
    speedLimit: AOS_MIN_SPEED_LIMIT,
    speedTime: AOS_MIN_SPEED_TIME,
    dnsCacheTimeout: AOS_DNS_CACHE_TIMOUT,
    connectTimeout: AOS_CONNECT_TIMEOUT,
    maxMemorySize: AOS_MAX_MEMORY_SIZE,
    enableCrc: AOS_TRUE,
    proxyHost: null,
    proxyAuth: null,
    verifySsl: AOS_TRUE,
    caPath: null,
    caFile: null,
    verifyObjectStrict: AOS_TRUE,
  };
  return guarded(options, proxyShown);
}

function proxyShown({
  proxyHost,
  proxyAuth,
}: AosHttpRequestOptions): Partial<AosHttpRequestOptions> {
  return {
    proxyHost: proxyHost && withoutUserInfo(proxyHost),
    proxyAuth: proxyAuth && hidden(proxyAuth),
  };
}

/**
 * Makes a controller with the default options, which all controllers share unless a program sets
 * `options` of one to others. Port of `aos_http_controller_create`.
 *
 * @param p - the controller's requests end when this pool does; `null` makes a pool for it
 * @param owner - kept in the controller
 */
export function aosHttpControllerCreate(p: AosPool | null, owner: number): AosHttpController {
  const controller: AosHttpControllerEx = {
    options: (defaultRequestOptions ??= aosHttpRequestOptionsCreate(null)),
    pool: livePool(p),
    startTime: 0,
    firstByteTime: 0,
    finishTime: 0,
    owner,
    userData: null,
    errorCode: AOSE_OK,
    reason: "",
  };
  // A program may have made its options by copying others.
  return guarded(controller, ({ options }) => ({
    options: { ...options, ...proxyShown(options) },
  }));
}

/**
 * Why the controller's last request got no answer, in words; "" when it got one. Port of
 * `aos_http_controller_get_reason`.
 */
export function aosHttpControllerGetReason(ctl: AosHttpController): string {
  return controllerEx(ctl).reason;
}

function controllerEx(ctl: AosHttpController): AosHttpControllerEx {
  if (isEx(ctl)) return ctl;
  throw new TypeError("the controller was not made by aosHttpControllerCreate");
}

function isEx(ctl: AosHttpController): ctl is AosHttpControllerEx {
  return "errorCode" in ctl && "reason" in ctl;
}

/**
 * Makes a GET request without a body. `console.log` and JSON don't show what signs it. Port of
 * `aos_http_request_create`.
 *
 * @param p - the request ends when this pool does; `null` makes a pool for it
 */
export function aosHttpRequestCreate(p: AosPool | null): AosHttpRequest {
  return httpRequest(p, aosTableMake(), aosTableMake());
}

/** Makes what {@link aosHttpRequestCreate} does, with the tables that are given. */
export function httpRequest(
  p: AosPool | null,
  headers: AosTable,
  queryParams: AosTable,
): AosHttpRequest {
  return new HttpRequest(livePool(p), headers, queryParams);
}

/** A class, since each request would need functions of its own to show itself otherwise. */
class HttpRequest implements AosHttpRequest {
  host = "";
  proto = "";
  signedUrl: string | null = null;
  method: HttpMethod = HTTP_GET;
  uri = "";
  resource = "";
  headers: AosTable;
  queryParams: AosTable;
  body: AosList<AosBuf> = aosList();
  bodyLen = 0;
  filePath: string | null = null;
  fileBuf: AosFileBuf | null = null;
  pool: AosPool;
  userData: unknown = null;
  readBody: AosReadHttpBody = aosReadHttpBodyMemory;
  type: AosHttpBodyType = BODY_IN_MEMORY;
  progressCallback: OssProgressCallback | null = null;
  crc64 = 0n;
  consumedBytes = 0;
  normalizeUrl = 0;

  constructor(pool: AosPool, headers: AosTable, queryParams: AosTable) {
    this.pool = pool;
    this.headers = headers;
    this.queryParams = queryParams;
  }

  static {
    guarded(HttpRequest.prototype, ({ host, signedUrl }) => ({
      host: withoutUserInfo(host),
      signedUrl: signedUrl && withoutQuery(signedUrl),
    }));
  }
}

/**
 * Makes a response whose body goes to memory. Port of `aos_http_response_create`.
 *
 * @param p - the request's pool; `null` makes one
 */
export function aosHttpResponseCreate(p: AosPool | null): AosHttpResponse {
  return {
    status: -1,
    headers: aosTableMake(p),
    body: aosList(),
    bodyLen: 0,
    filePath: null,
    fileBuf: null,
    contentLength: 0,
    pool: livePool(p),
    userData: null,
    writeBody: aosWriteHttpBodyMemory,
    type: BODY_IN_MEMORY,
    progressCallback: null,
    crc64: 0n,
  };
}

function livePool(p: AosPool | null): AosPool {
  if (p === null) return aosPoolCreate(null);
  aosPoolAssertAlive(p);
  return p;
}

/**
 * Sends a request and takes its answer. If the server closes a connection that was idle just as the
 * request goes out, it goes out once more on a new one, provided that nothing of an answer came, the
 * body can be read again, and it is not a POST that the server has got whole.
 *
 * The answer's status, headers and body are in `resp`; a status outside 200 to 299 is an answer too,
 * and its body goes to `resp.body` (its first MiB) wherever that of a success would go. On failure
 * `resp` holds what came until then, and {@link aosHttpControllerGetReason} tells why. Files that the
 * request or the response owns are closed in any case. The caller's headers, parameters and buffers
 * are left as they were, so that the request can be sent again.
 *
 * Unlike C, a body that is shorter than its Content-Length is `AOSE_CONNECTION_FAILED`, a failure
 * does not spoil the controller's next request, headers with an empty value are sent, the library
 * adds no `Transfer-Encoding`, `Expect` or `Accept`, and of an error's body no more than that MiB
 * is read. Port of `aos_http_send_request`.
 *
 * @returns `AOSE_OK` when an answer came; `AOSE_INVALID_ARGUMENT` for what can't be sent, and then
 * nothing was; `AOSE_NAME_LOOKUP_ERROR`, `AOSE_FAILED_CONNECT` or `AOSE_FAILED_VERIFICATION` when
 * there was no connection; `AOSE_CONNECTION_FAILED` when it was too slow or broke within the answer;
 * `AOSE_INTERNAL_ERROR` when it broke before the answer, as in C, or the answer is no HTTP;
 * `AOSE_READ_BODY_ERROR`, `AOSE_WRITE_BODY_ERROR` and `AOSE_SELECT_OBJECT_CRC_ERROR` when `readBody`
 * or `writeBody` failed; `AOSE_OVER_MEMORY`; `AOSE_ABORT_CALLBACK` when the pool of the request or
 * the controller ended
 */
export async function aosHttpSendRequest(
  ctl: AosHttpController,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<number> {
  return (await aosHttpPerform(ctl, req, resp)).code;
}

/** Does what {@link aosHttpSendRequest} does, and tells the reason of this very request too. */
export function aosHttpPerform(
  ctl: AosHttpController,
  req: AosHttpRequest,
  resp: AosHttpResponse,
): Promise<AosHttpOutcome> {
  defaultTransportOptions ??= transportOptionsFor(null);
  return performRequest(controllerEx(ctl), req, resp, defaultTransportOptions);
}
