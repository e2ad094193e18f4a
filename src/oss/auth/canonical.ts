/**
 * How both versions of the signature write down names and values before they sign them.
 *
 * @packageDocumentation
 */

import { asciiLower } from "../../aos/string.js";
import type { AosTable, AosTableEntry } from "../../aos/table.js";

/** The headers whose names in lower case are wanted, with these names. */
export function lowerCaseHeaders(
  headers: AosTable,
  isWanted: (name: string) => boolean,
): AosTableEntry[] {
  return [...headers]
    .map(({ key, val }) => ({ key: asciiLower(key), val }))
    .filter(({ key }) => isWanted(key));
}

/** A line for each entry, by name; values without the spaces and tabs around them. */
export function canonicalLines(entries: Iterable<AosTableEntry>): string {
  return sortedByKey(entries)
    .map(({ key, val }) => `${key}:${val.replace(/^[ \t]+|[ \t]+$/g, "")}\n`)
    .join("");
}

/** A query, by name: `a&b=c`. A parameter without a value has no equals sign. */
export function canonicalQuery(entries: Iterable<AosTableEntry>): string {
  return sortedByKey(entries)
    .map(({ key, val }) => (val === "" ? key : `${key}=${val}`))
    .join("&");
}

/** By the bytes of the names; entries of one name keep their order. */
function sortedByKey(entries: Iterable<AosTableEntry>): AosTableEntry[] {
  return [...entries].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}
