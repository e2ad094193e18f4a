/** Tells in which ways a replayed call differs from its record. */

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { inspect } from "node:util";
import { AosBuf } from "../../src/index.js";
import { checkpointDifference } from "./checkpoint.js";
import {
  bodyBytes,
  type Exchange,
  fileBytes,
  headerOf,
  type OracleRecord,
  type Pair,
  type RecordedFile,
  type RecordedStatus,
} from "./record.js";
import { sdkConstant } from "./sdk.js";
import type { ServedRequest, WireRequest } from "./server.js";
import { authorization, type SigningContext } from "./signature.js";
import { difference, isObject, type Json } from "./values.js";

/** What a replayed call did. */
export interface CallOutcome {
  /** What the function answered. */
  readonly returned: unknown;
  /** The arguments by name, as they are after the call. */
  readonly args: ReadonlyMap<string, unknown>;
  readonly progress: readonly (readonly [number, number])[];
  readonly served: readonly ServedRequest[];
  /** Exchanges of the script that no request asked for. */
  readonly left: readonly Exchange[];
}

/** Everything in which `outcome` differs from what `record` says; the files are read from `directory`. */
export function compareCall(
  record: OracleRecord,
  outcome: CallOutcome,
  context: SigningContext,
  directory: string,
): string[] {
  return [
    ...compareExchanges(record, outcome, context),
    ...compareReturned(record, outcome.returned),
    ...compareArguments(record, outcome.args),
    ...compareProgress(record, outcome.progress),
    ...(record.result.files ?? []).flatMap((file) => compareFile(file, directory)),
  ];
}

/** Headers that belong to the connection and not to the request. */
const CONNECTION_HEADERS = new Set([
  "host",
  "connection",
  "accept",
  "expect",
  "transfer-encoding",
  "user-agent",
]);

function compareExchanges(
  record: OracleRecord,
  { served, left }: CallOutcome,
  context: SigningContext,
): string[] {
  const expected = record.unordered ? null : record.exchanges;
  return [
    ...served.flatMap(({ request, exchange }, i) => {
      const own = expected === null ? exchange : (expected[i] ?? null);
      const name = `request ${i + 1} (${request.method} ${request.target})`;
      if (own === null) return [`${name} was not expected`];
      return [...compareRequest(own, request), ...compareSignature(request, context)].map(
        (text) => `${name}: ${text}`,
      );
    }),
    ...left.map(({ request }) => `${request.method} ${request.target} was not sent`),
  ];
}

function compareRequest({ request: expected }: Exchange, request: WireRequest): string[] {
  const body = bodyBytes(expected);
  if (expected.contains !== undefined) return compareTexts(expected.contains, request);
  return [
    ...unequal("method", expected.method, request.method),
    ...unequal("target", expected.target, request.target),
    ...unequal("host", host(expected.headers), host(request.headers)),
    ...compareHeaders(expected.headers, request.headers),
    ...(body.equals(request.body) ? [] : unequal("body", shown(body), shown(request.body))),
  ];
}

function compareTexts(texts: readonly string[], { target, headers }: WireRequest): string[] {
  const all = [target, ...headers.map(([name, value]) => `${name}: ${value}`)].join("\n");
  return texts
    .filter((text) => !all.includes(text))
    .map((text) => `lacks ${shown(text)}: ${shown(all)}`);
}

function host(headers: readonly Pair[]): string {
  return (headerOf(headers, "Host") ?? "").toLowerCase().replace(/:80$/, "");
}

function compareHeaders(expected: readonly Pair[], actual: readonly Pair[]): string[] {
  const wanted = comparable(expected);
  const got = comparable(actual);
  return [
    ...minus(wanted, got).map((header) => `header missing: ${header}`),
    ...minus(got, wanted).map((header) => `header not expected: ${header}`),
    ...actual.flatMap(([name, value]) => (isLibcurls(name, value) ? [`libcurl's ${name}`] : [])),
  ];
}

/** W1: what only libcurl sends of itself. */
function isLibcurls(name: string, value: string): boolean {
  return /^(accept|expect|transfer-encoding)$/i.test(name) && value !== "";
}

function comparable(headers: readonly Pair[]): string[] {
  return headers
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => !CONNECTION_HEADERS.has(name))
    .map(([name, value]) => `${name}: ${value}`);
}

/** The entries of `a` without those of `b`, each taken away once. */
function minus(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((entry) => {
    const at = rest.indexOf(entry);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** Proves the signature of every request, also where it is not the one that C sent. */
function compareSignature(request: WireRequest, context: SigningContext): string[] {
  const given = headerOf(request.headers, "Authorization");
  if (given === undefined) return [];
  return unequal("signature", authorization(request, context), given);
}

function compareReturned({ result }: OracleRecord, returned: unknown): string[] {
  if (result.status !== undefined) return compareStatus(result.status, returned);
  return found(difference(result.return ?? null, returned, "return"));
}

function compareStatus(expected: RecordedStatus, actual: unknown): string[] {
  if (typeof actual !== "object" || actual === null) return [`no status but ${shown(actual)}`];
  const text: unknown = Reflect.get(actual, "errorMsg");
  // The text of a transport error is libcurl's own.
  const anyText = expected.error_code === "HttpIoError" && typeof text === "string" && text !== "";
  const fields = { ...expected, ...(anyText ? { error_msg: text } : {}) };
  return Object.entries(fields).flatMap(([name, value]) =>
    found(difference({ [name]: value }, actual, "status")),
  );
}

function compareArguments(record: OracleRecord, args: ReadonlyMap<string, unknown>): string[] {
  const expected = { ...record.result.out, ...record.result.after };
  return Object.entries(expected).flatMap(([name, value]) => {
    const type = record.args.find((arg) => arg.name === name)?.type ?? "";
    return compareArgument(name, type, value, args.get(name));
  });
}

function compareArgument(
  argument: string,
  type: string,
  expected: Json,
  actual: unknown,
): string[] {
  if (type === "aos_list_t<aos_buf_t>") return compareBuffers(argument, expected, actual);
  if (type === "aos_http_request_t" && isObject(expected)) {
    const name = expected["method"];
    const method = (typeof name === "string" ? sdkConstant(name) : name) as Json;
    return found(difference({ ...expected, method }, actual, argument));
  }
  return found(difference(expected, type.endsWith("*") ? target(actual) : actual, argument));
}

/** What an out-parameter points at. */
function target(out: unknown): unknown {
  return typeof out === "object" && out !== null ? Reflect.get(out, "value") : out;
}

/** Where the content is cut into buffers is the transport's own affair; null says nothing. */
function compareBuffers(name: string, expected: Json, actual: unknown): string[] {
  if (expected === null) return [];
  if (!isIterable(actual)) return [`${name}: no list but ${shown(actual)}`];
  const bytes = Buffer.concat(
    [...actual].map((b) => (b instanceof AosBuf ? b.bytes : Buffer.alloc(0))),
  );
  const wanted = Array.isArray(expected)
    ? Buffer.concat(expected.map(recorded))
    : recorded(expected);
  return wanted.equals(bytes) ? [] : unequal(name, shown(wanted), shown(bytes));
}

function recorded(content: Json): Buffer {
  return isObject(content) ? fileBytes(content as unknown as RecordedFile) : Buffer.alloc(0);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** The sizes of the steps are libcurl's: what counts is that progress never falls, and its end. */
function compareProgress({ result }: OracleRecord, progress: CallOutcome["progress"]): string[] {
  if (result.progress === undefined) return [];
  const falls = progress.some(([consumed], i) => consumed < (progress[i - 1]?.[0] ?? 0));
  return [
    ...(falls ? [`progress falls: ${JSON.stringify(progress)}`] : []),
    ...unequal(
      "last progress",
      JSON.stringify(result.progress.at(-1) ?? null),
      JSON.stringify(progress.at(-1) ?? null),
    ),
  ];
}

function compareFile(expected: RecordedFile, directory: string): string[] {
  const path = `${directory}/${expected.path}`;
  const name = `file ${expected.path}`;
  if (!existsSync(path)) return expected.absent === true ? [] : [`${name} is missing`];
  if (expected.absent === true) return [`${name} should not be there`];
  const bytes = readFileSync(path);
  const mode = (statSync(path).mode & 0o777).toString(8);
  return [
    ...(expected.mode === undefined ? [] : unequal(`${name} mode`, expected.mode, mode)),
    ...compareContent(name, expected, bytes),
  ];
}

function compareContent(name: string, expected: RecordedFile, bytes: Buffer): string[] {
  if (expected.checkpoint !== undefined) {
    return checkpointDifference(expected.checkpoint, bytes.toString()).map(
      (text) => `${name}: ${text}`,
    );
  }
  const digest = expected.sha256 ?? createHash("sha256").update(fileBytes(expected)).digest("hex");
  if (createHash("sha256").update(bytes).digest("hex") === digest) return [];
  const known = expected.text ?? expected.base64;
  return unequal(name, known === undefined ? digest : shown(fileBytes(expected)), shown(bytes));
}

function unequal(name: string, expected: string, actual: string): string[] {
  if (expected === actual) return [];
  return [`${name}: expected ${expected}, got ${actual}`];
}

function found(text: string | null): string[] {
  return text === null ? [] : [text];
}

const SHOWN_LENGTH = 600;

function shown(value: unknown): string {
  const text = Buffer.isBuffer(value)
    ? `${value.length} bytes ${JSON.stringify(value.toString())}`
    : inspect(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
