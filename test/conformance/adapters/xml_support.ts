/** What the adapters of oss_xml.h share: C's structures from JSON, and what was written into them. */

import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { type AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import { AosString, aosString, aosStrSet } from "../../../src/aos/string.js";
import { camelCase, isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";

/** A list of buffers with the contents that a case gives. */
export function bodyOf(contents: Json | undefined): AosList<AosBuf> {
  return listOf(contents, (content) => aosBufPack(null, toBytes(content)));
}

/** What the buffers of a body hold. */
export function contentsOf(body: AosList<AosBuf>): Buffer[] {
  return [...body].map((buffer) => buffer.bytes);
}

/** A list with an entry for each value of a case. */
export function listOf<T extends object>(
  values: Json | undefined,
  make: (value: Json) => T,
): AosList<T> {
  const list = aosList<T>();
  for (const value of Array.isArray(values) ? values : []) aosListAddTail(make(value), list);
  return list;
}

/** Sets a string; null is NULL data. */
function setString(target: AosString, value: Json): void {
  aosStrSet(target, value === null ? null : toText(value));
}

/** A string with a text; null is NULL data. */
export function stringOf(value: Json | undefined): AosString {
  const string = aosString();
  setString(string, value ?? null);
  return string;
}

/** Sets the strings and numbers of a structure, and those of the structures in it. */
export function fill<T extends object>(struct: T, fields: Json | undefined): T {
  for (const [cName, value] of Object.entries(isObject(fields) ? fields : {})) {
    const name = camelCase(cName);
    const current: unknown = Reflect.get(struct, name);
    if (current instanceof AosString) setString(current, value);
    else if (isObject(value) && typeof current === "object" && current !== null) {
      fill(current, value);
    } else if (!Array.isArray(value)) Reflect.set(struct, name, numberOf(current, value));
  }
  return struct;
}

/** An integer that no number holds exactly is a bigint, as in the records. */
function numberOf(current: unknown, value: Json): unknown {
  const exact = BigInt(toText(value));
  return typeof current !== "bigint" && BigInt.asIntN(54, exact) === exact ? Number(exact) : exact;
}

const BEFORE = "what stood there before";

/** A string that tells whether it was written. */
export function watchedString(): AosString {
  return aosString(BEFORE);
}

/** The text of a watched string, as the oracle says it. */
export function written(string: AosString): string | { untouched: true } {
  return string.data === BEFORE ? { untouched: true } : string.data;
}

/** The field of a case, as an object. */
export function objectAt(input: JsonObject, name: string): JsonObject {
  const value = input[name];
  return isObject(value) ? value : {};
}
