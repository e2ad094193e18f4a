/** A record: one call of the C SDK, with what it was given, what it sent and what it answered. */

import type { SigningContext } from "./signature.js";
import { isObject, type Json, type JsonObject, patternBytes } from "./values.js";

/** An argument of a recorded call, in the C prototype's order without `options`. */
export interface RecordArgument {
  readonly name: string;
  readonly type: string;
  readonly value?: Json;
  /** An out-parameter. */
  readonly out?: boolean;
  /** What an out-parameter held before. */
  readonly initial?: Json;
  /** `add`: the table was filled with apr_table_add. */
  readonly op?: string;
}

/** A name and a value, as they stand on the wire (latin1 text) or in a table. */
export type Pair = readonly [name: string, value: string];

/** The forms in which a record writes a body. */
export interface RecordBody {
  readonly body_text?: string;
  readonly body_base64?: string;
  readonly body_pattern?: {
    readonly size: number;
    readonly seed: number;
    readonly offset?: number;
  };
}

/** A request that went out. */
export interface RecordedRequest extends RecordBody {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Pair[];
  /** All that is known: texts in its first line or headers. A rule's form, never in a record. */
  readonly contains?: readonly string[];
}

/** The answer that came back. */
export interface RecordedResponse extends RecordBody {
  readonly status: number;
  readonly headers: readonly Pair[];
  /** The connection was closed without an answer. */
  readonly drop?: boolean;
  /** The body is shorter than Content-Length says. */
  readonly truncated?: boolean;
  /** Only so many bytes of the body are sent. */
  readonly cut_after?: number;
  /** Sizes of the chunks of a chunked answer. */
  readonly chunk_sizes?: readonly number[];
}

/** One request with its answer. */
export interface Exchange {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** `aos_status_t` as recorded. A record has every field; what a rule leaves out may be anything. */
export interface RecordedStatus {
  readonly code: number;
  readonly error_code?: string | null;
  readonly error_msg?: string | null;
  readonly req_id?: string | null;
}

/** A file before or after the call. */
export interface RecordedFile {
  readonly path: string;
  readonly text?: string;
  readonly base64?: string;
  readonly pattern?: { readonly size: number; readonly seed: number };
  readonly mtime_us?: number;
  readonly sha256?: string;
  readonly size?: number;
  readonly mode?: string;
  readonly absent?: boolean;
  /** Text of a checkpoint: compared by its elements. A rule's form, never in a record. */
  readonly checkpoint?: string;
}

/** What the call answered and changed. */
export interface RecordResult {
  readonly status?: RecordedStatus;
  readonly return?: Json;
  readonly out?: JsonObject;
  readonly after?: JsonObject;
  readonly progress?: readonly (readonly [number, number])[];
  readonly files?: readonly RecordedFile[];
}

/** One recorded call. */
export interface OracleRecord {
  readonly id: string;
  readonly function: string;
  /** Epoch seconds at which the call was made. */
  readonly clock: number;
  readonly config: JsonObject;
  readonly ctl_options: JsonObject;
  readonly args: readonly RecordArgument[];
  readonly files: readonly RecordedFile[];
  readonly exchanges: readonly Exchange[];
  /** Requests ran concurrently and are listed sorted. */
  readonly unordered: boolean;
  readonly result: RecordResult;
}

/** A documented difference from C that shows in records. */
export interface RecordRule {
  /** Row of docs/deviations.md. */
  readonly row: string;
  /** What is expected instead: a changed copy; `record` itself where the rule does not apply. */
  expected(record: OracleRecord): OracleRecord;
}

/** The bytes of a recorded body. */
export function bodyBytes(body: RecordBody): Buffer {
  if (body.body_base64 !== undefined) return Buffer.from(body.body_base64, "base64");
  if (body.body_pattern !== undefined) {
    const { size, seed, offset } = body.body_pattern;
    return patternBytes(size, seed, offset);
  }
  return Buffer.from(body.body_text ?? "");
}

/** The bytes of a recorded file. */
export function fileBytes(file: RecordedFile): Buffer {
  if (file.pattern !== undefined) return patternBytes(file.pattern.size, file.pattern.seed);
  return file.base64 === undefined
    ? Buffer.from(file.text ?? "")
    : Buffer.from(file.base64, "base64");
}

/** The value of the argument called `name`, or `undefined`. */
export function argument(record: OracleRecord, name: string): Json | undefined {
  return record.args.find((arg) => arg.name === name)?.value;
}

/** The text of the argument called `name`, or "". */
export function textArgument(record: OracleRecord, name: string): string {
  const value = argument(record, name);
  return typeof value === "string" ? value : "";
}

/** A text of the configuration; NULL is "". */
export function configText(record: OracleRecord, name: string): string {
  const value = record.config[name];
  return typeof value === "string" ? value : "";
}

/** The bucket that the call is about, or "". */
export function recordBucket(record: OracleRecord): string {
  const params = argument(record, "params");
  const inParams = isObject(params) ? params["dest_bucket"] : undefined;
  if (typeof inParams === "string") return inParams;
  return textArgument(record, "dest_bucket") || textArgument(record, "bucket");
}

/** The first value of a header, compared without case. */
export function headerOf(headers: readonly Pair[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The configuration that the record's requests are signed with. */
export function signingContext(record: OracleRecord): SigningContext {
  return {
    accessKeyId: configText(record, "access_key_id"),
    accessKeySecret: configText(record, "access_key_secret"),
    region: configText(record, "region"),
    cloudboxId: configText(record, "cloudbox_id"),
    bucket: recordBucket(record),
    isCname: Boolean(record.config["is_cname"]),
  };
}

/** The record of `text`. */
export function parseRecord(text: string): OracleRecord {
  const record = JSON.parse(text) as OracleRecord;
  const exchanges = record.exchanges.map(({ request, response }) => ({
    request: { ...request, headers: request.headers.map(asWireText) },
    response,
  }));
  return { ...record, exchanges };
}

/** Some records write a header's bytes as UTF-8 text: here all are latin1 text of the bytes. */
function asWireText([name, value]: Pair): Pair {
  const bytes = Buffer.from(value);
  const isWireText = Buffer.from(value, "latin1").toString("latin1") === value;
  return isWireText ? [name, value] : [name, bytes.toString("latin1")];
}

/** The request id that an answer names, or "". */
export function requestId(response: RecordedResponse): string {
  return headerOf(response.headers, "x-oss-request-id") ?? "";
}
