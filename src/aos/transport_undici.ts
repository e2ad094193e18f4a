/**
 * The one door to undici: sends a request and takes its answer. Port of `aos_transport.c`.
 *
 * @module
 */

import { AOSE_INTERNAL_ERROR } from "./define.js";
import type {
  AosHttpControllerEx,
  AosHttpRequest,
  AosHttpResponse,
  AosHttpTransportOptions,
} from "./transport.js";

/** Closes the connections that no request uses. */
export function closeIdleConnections(): void {
  // Connections are kept from the next step on.
}

/** Sends a request and takes its answer; see `aosHttpSendRequest`. */
export async function performRequest(
  ctl: AosHttpControllerEx,
  _req: AosHttpRequest,
  _resp: AosHttpResponse,
  _options: AosHttpTransportOptions,
): Promise<number> {
  ctl.errorCode = AOSE_INTERNAL_ERROR;
  ctl.reason = "nothing can be sent yet";
  return Promise.resolve(ctl.errorCode);
}
