/** What rules do to records: each function answers a changed copy, or the record itself. */

import { isDeepStrictEqual } from "node:util";
import { AOSE_INVALID_ARGUMENT } from "../../../src/aos/define.js";
import {
  bodyBytes,
  headerOf,
  type OracleRecord,
  type Pair,
  type RecordedRequest,
  type RecordedStatus,
  type RecordResult,
  signingContext,
} from "../record.js";
import { authorization } from "../signature.js";
import { isObject, type Json, type JsonObject } from "../values.js";

/** `record` with another result. */
export function withResult(record: OracleRecord, result: Partial<RecordResult>): OracleRecord {
  return { ...record, result: { ...record.result, ...result } };
}

/** `record` with another status. */
export function withStatus(record: OracleRecord, status: RecordedStatus): OracleRecord {
  return withResult(record, { status });
}

/** `record` with other values among those after the call. */
export function withOut(record: OracleRecord, out: JsonObject): OracleRecord {
  return withResult(record, { out: { ...record.result.out, ...out } });
}

/** `record` with each request changed; itself when none was. */
export function mapRequests(
  record: OracleRecord,
  change: (request: RecordedRequest, index: number) => RecordedRequest,
): OracleRecord {
  const exchanges = record.exchanges.map((exchange, i) => {
    const request = change(exchange.request, i);
    return request === exchange.request ? exchange : { ...exchange, request };
  });
  return exchanges.every((exchange, i) => exchange === record.exchanges[i])
    ? record
    : { ...record, exchanges };
}

/** `request` with a header set, in the place of others of its name. */
export function withHeader(request: RecordedRequest, name: string, value: string): RecordedRequest {
  if (headerOf(request.headers, name) === value) return request;
  const lower = name.toLowerCase();
  const others = request.headers.filter(([key]) => key.toLowerCase() !== lower);
  return { ...request, headers: [...others, [name, value]] };
}

/** `record` with every signature computed anew, in the way that the service does. */
export function resigned(record: OracleRecord): OracleRecord {
  const context = signingContext(record);
  return mapRequests(record, (request) =>
    headerOf(request.headers, "Authorization") === undefined
      ? request
      : withHeader(request, "Authorization", authorization(request, context)),
  );
}

/** `request` with another body and its length. */
export function withBody(request: RecordedRequest, body: string): RecordedRequest {
  if (bodyBytes(request).equals(Buffer.from(body))) return request;
  const { method, target, headers } = request;
  const changed: RecordedRequest = { method, target, headers, body_text: body };
  return withHeader(changed, "Content-Length", String(Buffer.byteLength(body)));
}

/** `record` refused before anything is sent: what is written then is as it was before the call. */
export function refused(record: OracleRecord, status: Partial<RecordedStatus> = {}): OracleRecord {
  const untouched = record.args
    .filter((arg) => arg.out === true && arg.type !== "aos_http_request_t")
    .map((arg): [string, Json] => [arg.name, arg.value ?? arg.initial ?? unset(record, arg.name)]);
  const out = { ...record.result.out, ...Object.fromEntries(untouched) };
  return {
    ...withResult(record, { out, status: { code: AOSE_INVALID_ARGUMENT, ...status } }),
    exchanges: [],
  };
}

/** What an out-parameter without a value before the call holds when nothing is written. */
function unset(record: OracleRecord, name: string): Json {
  return Array.isArray(record.result.out?.[name]) && name !== "resp_headers" ? [] : null;
}

/** `changed`, or `record` when they say the same. */
export function ifChanged(record: OracleRecord, changed: OracleRecord): OracleRecord {
  return isDeepStrictEqual(record, changed) ? record : changed;
}

/** The pairs of a table argument as the table holds them. */
export function tablePairs(value: Json | undefined, op: string | undefined): Pair[] {
  const pairs: Pair[] = [];
  for (const entry of Array.isArray(value) ? value : []) {
    const [key, val] = Array.isArray(entry) ? entry.map(String) : [];
    if (key === undefined || val === undefined) continue;
    const at = pairs.findIndex(([name]) => name.toLowerCase() === key.toLowerCase());
    if (op === "add" || at < 0) pairs.push([key, val]);
    else pairs[at] = [pairs[at]?.[0] ?? key, val];
  }
  return pairs;
}

/** The headers that the caller gave. */
export function callerHeaders(record: OracleRecord): Pair[] {
  const arg = record.args.find(({ name }) => name === "headers");
  return tablePairs(arg?.value, arg?.op);
}

/** Every text in a JSON value. */
export function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The text of the first element `name` in a document, unescaped; `null` without one. */
export function xmlText(xml: string, name: string): string | null {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  if (found === undefined) return null;
  return found
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** The root element of a document, or `null` when it has none. */
export function xmlRoot(xml: string): string | null {
  return /^\s*(?:<\?[^>]*\?>\s*)?<([\w:.-]+)/.exec(xml)?.[1] ?? null;
}

/** Text as the latin1 text of its UTF-8 bytes, as records write what is on the wire. */
export function onWire(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Percent-encoded as the service asks, the slashes kept. */
export function encodedPath(text: string): string {
  return text
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join("/");
}
