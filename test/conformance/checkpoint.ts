/** Compares checkpoint files by their elements: ours may hold more than C's, in the same order. */

import { leavesOf, readXml } from "./xml.js";

/**
 * In which ways `actual` lacks what `expected` has; the checksum in MD5 is our own. Of an empty
 * `expected` nothing is known.
 */
export function checkpointDifference(expected: string, actual: string): string[] {
  if (expected === "") return [];
  const wanted = readXml(expected);
  const got = readXml(actual);
  if (wanted === null || got === null) return [`expected ${expected}, got ${actual}`];
  const leaves = leavesOf(got);
  const differences: string[] = [];
  let at = 0;
  for (const { path, text } of leavesOf(wanted)) {
    const found = leaves.findIndex((leaf, i) => i >= at && leaf.path === path);
    const own = leaves[found]?.text ?? null;
    if (own === null) differences.push(`${path} is missing or out of order`);
    else if (own.trim() !== text.trim() && !path.endsWith("MD5")) {
      differences.push(`${path}: expected "${text}", got "${own}"`);
    }
    if (found >= 0) at = found + 1;
  }
  return differences;
}
