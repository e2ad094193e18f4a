/**
 * How both versions of the signature write down names and values before they sign them.
 *
 * @packageDocumentation
 */

import { withoutSpace } from "../../aos/string.js";
import type { AosTableEntry } from "../../aos/table.js";

/** A line for each entry, by name; values without the spaces and tabs around them. */
export function canonicalLines(entries: Iterable<AosTableEntry>): string {
  let lines = "";
  for (const { key, val } of sortedByKey(entries)) lines += `${key}:${withoutSpace(val)}\n`;
  return lines;
}

/** A query, by name: `a&b=c`. A parameter without a value has no equals sign. */
export function canonicalQuery(entries: Iterable<AosTableEntry>): string {
  return sortedByKey(entries)
    .map(({ key, val }) => (val === "" ? key : `${key}=${val}`))
    .join("&");
}

/** By the bytes of the names; entries of one name keep their order. */
function sortedByKey(entries: Iterable<AosTableEntry>): AosTableEntry[] {
  const sorted = [...entries];
  // Most are in order already.
  const isInOrder = sorted.every(
    (e, i) => i === 0 || compareBytes(sorted[i - 1]?.key ?? "", e.key) <= 0,
  );
  return isInOrder ? sorted : sorted.sort((a, b) => compareBytes(a.key, b.key));
}

/** Characters beyond U+FFFF are before others in JavaScript that their bytes are behind. */
const IN_ORDER = /^[\0-\uD7FF]*$/;

function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  // It takes one of each kind to be out of order.
  if (IN_ORDER.test(a) || IN_ORDER.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
