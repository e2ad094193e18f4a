/**
 * How both versions of the signature write down names and values before they sign them.
 *
 * @packageDocumentation
 */

import type { AosTableEntry } from "../../aos/table.js";

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
  return [...entries].sort((a, b) => compareBytes(a.key, b.key));
}

/** Characters beyond U+FFFF are before others in JavaScript that their bytes are behind. */
const IN_ORDER = /^[\0-\uD7FF]*$/;

function compareBytes(a: string, b: string): number {
  if (!IN_ORDER.test(a) || !IN_ORDER.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
