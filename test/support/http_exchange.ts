/** One request through the transport, with all that the transport tells afterwards. */

import { onTestFinished } from "vitest";
import { type AosBuf, aosBufListContent, aosBufPack } from "../../src/aos/buf.js";
import { HTTP_PUT } from "../../src/aos/define.js";
import {
  aosHttpControllerCreate,
  aosHttpControllerGetReason,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
} from "../../src/aos/http_io.js";
import { type AosList, aosListAddTail } from "../../src/aos/list.js";
import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/aos/log.js";
import { type AosPool, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type {
  AosHttpController,
  AosHttpRequest,
  AosHttpRequestOptions,
  AosHttpResponse,
} from "../../src/aos/transport.js";

// Failures are what most tests are about; they need not be logged.
aosLogSetLevel(AOS_LOG_OFF);

/** What a request went with and came back with. */
export interface Exchanged {
  readonly code: number;
  readonly reason: string;
  readonly req: AosHttpRequest;
  readonly resp: AosHttpResponse;
  readonly ctl: AosHttpController;
  /** `resp.body` as text. */
  readonly text: string;
  /** Response headers, in order. */
  readonly headers: readonly (readonly [string, string])[];
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
}

/** Changes a request before it is sent. */
export type Prepare = (req: AosHttpRequest, resp: AosHttpResponse) => void;

/** A pool that ends with the running test. */
export function testPool(): AosPool {
  const p = aosPoolCreate(null);
  onTestFinished(() => {
    aosPoolDestroy(p);
  });
  return p;
}

/** Options of one request, beside C's defaults. */
function options(changed: Partial<AosHttpRequestOptions> = {}): AosHttpRequestOptions {
  return { ...aosHttpRequestOptionsCreate(null), ...changed };
}

/** Sends a GET to `host`, changed by `prepare`. */
export async function exchange(
  host: string,
  prepare: Prepare = () => undefined,
  changed: Partial<AosHttpRequestOptions> = {},
  p: AosPool = testPool(),
): Promise<Exchanged> {
  const ctl = aosHttpControllerCreate(p, 0);
  ctl.options = options(changed);
  const req = aosHttpRequestCreate(p);
  const resp = aosHttpResponseCreate(p);
  req.host = host;
  prepare(req, resp);
  const began = performance.now();
  const code = await aosHttpSendRequest(ctl, req, resp);
  return {
    code,
    reason: aosHttpControllerGetReason(ctl),
    req,
    resp,
    ctl,
    text: aosBufListContent(null, resp.body).toString(),
    headers: [...resp.headers].map(({ key, val }) => [key, val] as const),
    milliseconds: performance.now() - began,
  };
}

/** Makes a request a PUT of these pieces. */
export function putting(...pieces: (string | Uint8Array)[]): Prepare {
  return (req) => {
    req.method = HTTP_PUT;
    addBody(req.body, pieces);
    req.bodyLen = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  };
}

function addBody(body: AosList<AosBuf>, pieces: (string | Uint8Array)[]): void {
  for (const piece of pieces) aosListAddTail(aosBufPack(null, piece), body);
}

/** Applies several changes. */
export function all(...prepares: Prepare[]): Prepare {
  return (req, resp) => {
    for (const prepare of prepares) prepare(req, resp);
  };
}
