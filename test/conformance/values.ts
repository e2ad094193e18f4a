/** How the oracle's JSON writes bytes, strings and structures, and when an answer of ours equals it. */

import { createHash } from "node:crypto";

/** A parsed JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A parsed JSON object. */
export type JsonObject = Record<string, Json>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}

/** Byte i of a pattern is `(i*31 + (i>>8)*17 + seed) & 255`. */
export function patternBytes(size: number, seed: number, offset = 0): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) {
    const at = i + offset;
    bytes[i] = (at * 31 + (at >> 8) * 17 + seed) & 255;
  }
  return bytes;
}

/** The bytes that an input of the oracle stands for: text, hex, repeat, pattern, or a list of these. */
export function toBytes(input: Json | undefined): Buffer {
  if (input === null || input === undefined) return Buffer.alloc(0);
  if (Array.isArray(input)) return Buffer.concat(input.map(toBytes));
  if (!isObject(input)) return Buffer.from(scalarText(input));
  if (typeof input["hex"] === "string") return Buffer.from(input["hex"], "hex");
  if (typeof input["base64"] === "string") return Buffer.from(input["base64"], "base64");
  if (input["repeat"] !== undefined) {
    return Buffer.concat(new Array<Buffer>(Number(input["times"])).fill(toBytes(input["repeat"])));
  }
  const pattern = input["pattern"];
  if (isObject(pattern)) {
    return patternBytes(
      Number(pattern["size"]),
      Number(pattern["seed"]),
      Number(pattern["offset"] ?? 0),
    );
  }
  if (typeof input["text"] === "string") {
    const bytes = Buffer.from(input["text"]);
    return typeof input["len"] === "number" ? bytes.subarray(0, input["len"]) : bytes;
  }
  throw new Error(`not a form of bytes: ${JSON.stringify(input).slice(0, 100)}`);
}

/** The text that an input of the oracle stands for. */
export function toText(input: Json | undefined): string {
  return toBytes(input).toString();
}

function scalarText(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}

/** What differs between what the oracle says and what we answered, or `null` when nothing does. */
export function difference(expected: Json, actual: unknown, path = "out"): string | null {
  if (isObject(expected)) {
    if (expected["uninitialised"] === true)
      return isEmpty(actual) ? null : fail(path, "empty", actual);
    if (isDigest(expected)) return digestDifference(expected, actual, path);
    if (typeof expected["hex"] === "string" && Object.keys(expected).length === 1) {
      return bytesOf(actual).equals(Buffer.from(expected["hex"], "hex"))
        ? null
        : fail(path, expected, actual);
    }
    return objectDifference(expected, actual, path);
  }
  if (Array.isArray(expected)) return listDifference(expected, actual, path);
  return scalarsEqual(expected, actual) ? null : fail(path, expected, actual);
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    value === -1 ||
    Number(value) === 0 ||
    scalarText(value) === ""
  );
}

function isDigest(expected: JsonObject): boolean {
  return typeof expected["sha256"] === "string" && typeof expected["length"] === "number";
}

function digestDifference(expected: JsonObject, actual: unknown, path: string): string | null {
  const sha256 = createHash("sha256").update(bytesOf(actual)).digest("hex");
  return sha256 === expected["sha256"] ? null : fail(path, expected, actual);
}

function objectDifference(expected: JsonObject, actual: unknown, path: string): string | null {
  if (typeof actual !== "object" || actual === null) return fail(path, expected, actual);
  for (const [key, value] of Object.entries(expected)) {
    const found = field(actual, key) ?? field(actual, camelCase(key));
    const differs = difference(value, found ?? null, `${path}.${key}`);
    if (differs !== null) return differs;
  }
  return null;
}

function field(object: object, key: string): unknown {
  return key in object ? (Reflect.get(object, key) as unknown) : undefined;
}

function listDifference(expected: Json[], actual: unknown, path: string): string | null {
  const list = entriesOf(actual);
  if (list === null)
    return expected.length === 0 && isEmpty(actual) ? null : fail(path, expected, actual);
  if (list.length !== expected.length) return fail(path, expected, list);
  for (const [i, value] of expected.entries()) {
    const differs = difference(value, list[i], `${path}[${String(i)}]`);
    if (differs !== null) return differs;
  }
  return null;
}

/** The entries of an array, list or table; a table's entries are [key, value] pairs. */
function entriesOf(actual: unknown): unknown[] | null {
  if (typeof actual !== "object" || actual === null || !(Symbol.iterator in actual)) return null;
  return [...(actual as Iterable<unknown>)].map((entry) =>
    isTableEntry(entry) ? [entry.key, entry.val] : entry,
  );
}

function isTableEntry(entry: unknown): entry is { key: string; val: string } {
  return typeof entry === "object" && entry !== null && "key" in entry && "val" in entry;
}

function scalarsEqual(expected: null | boolean | number | string, actual: unknown): boolean {
  if (expected === null || expected === "") return actual == null || scalarText(actual) === "";
  if (typeof actual === "boolean") return Boolean(Number(expected)) === actual;
  if (actual instanceof Uint8Array) return Buffer.from(scalarText(expected)).equals(actual);
  return actual != null && scalarText(actual) === scalarText(expected);
}

function bytesOf(actual: unknown): Buffer {
  return actual instanceof Uint8Array ? Buffer.from(actual) : Buffer.from(scalarText(actual ?? ""));
}

/** `storage_in_bytes` as `storageInBytes`. */
export function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function fail(path: string, expected: unknown, actual: unknown): string {
  return `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? v.toString() : v));
  return text.slice(0, 500);
}
