/** What rules do to records: each function answers a changed copy, or the record itself. */

import { isDeepStrictEqual } from "node:util";
import { AOSE_INVALID_ARGUMENT } from "../../../src/index.js";
import {
  bodyBytes,
  headerOf,
  type OracleRecord,
  type Pair,
  type RecordArgument,
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

/** `record` refused before anything is sent: what is written otherwise is as it was. */
export function refused(record: OracleRecord, status: Partial<RecordedStatus> = {}): OracleRecord {
  const out = { ...record.result.out, ...unwritten(record) };
  if ("resp_headers" in out) out["resp_headers"] = [];
  return {
    ...withResult(record, { out, status: { code: AOSE_INVALID_ARGUMENT, ...status } }),
    exchanges: [],
  };
}

/** The out-parameters as they were before the call, other than headers and bodies. */
export function unwritten(record: OracleRecord): JsonObject {
  const written = record.args.filter(
    (arg) => arg.out === true && !/^(aos_table_t\*\*|aos_list_t<aos_buf_t>)$/.test(arg.type),
  );
  return Object.fromEntries(written.map((arg) => [arg.name, before(record, arg)]));
}

function before(record: OracleRecord, arg: RecordArgument): Json {
  const after = record.result.out?.[arg.name] ?? null;
  const given = arg.value ?? arg.initial ?? null;
  if (Array.isArray(after)) return [];
  if (!isObject(after) || !isObject(given)) return given;
  const lists = Object.entries(after).filter(([, value]) => Array.isArray(value));
  return { ...Object.fromEntries(lists.map(([name]) => [name, []])), ...given };
}

/** `record` with the service refusing the one request, of which only these texts are known. */
export function answeredWithError(record: OracleRecord, texts: readonly string[]): OracleRecord {
  const isHead = /_head_|object_meta/.test(record.function);
  const body = isHead ? "" : REFUSAL;
  const headers: Pair[] = [
    ["Content-Type", "application/xml"],
    ["Content-Length", String(body.length)],
    ["x-oss-request-id", REQUEST_ID],
  ];
  const out = { ...record.result.out, ...unwritten(record) };
  for (const { name, type } of record.args) {
    if (!(name in out)) continue;
    if (type === "aos_table_t**") out[name] = headers.map((header) => [...header]);
    if (type === "aos_list_t<aos_buf_t>") out[name] = [{ text: body }];
  }
  const error = isHead
    ? { error_code: "UnknownError", error_msg: null }
    : { error_code: "InvalidArgument", error_msg: "no" };
  const request: RecordedRequest = { method: "", target: "", headers: [], contains: texts };
  return {
    ...withResult(record, { out, status: { code: 400, ...error, req_id: REQUEST_ID } }),
    exchanges: [{ request, response: { status: 400, headers, body_text: body } }],
  };
}

const REQUEST_ID = "68E778C0003A1B2C3031400000";
const REFUSAL =
  "<Error><Code>InvalidArgument</Code><Message>no</Message><RequestId>68E778C0003A1B2C3031400000</RequestId></Error>";

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

/** Percent-encoded as the service asks. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same with the slashes kept. */
export function encodedPath(text: string): string {
  return text.split("/").map(percentEncoded).join("/");
}
