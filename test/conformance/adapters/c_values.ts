/** What C reads to the first NUL, and tables of it. */

import { AosTable } from "../../../src/aos/table.js";
import { type Json, toBytes } from "../values.js";

/** The bytes of a `char *`: those before the first NUL. */
export function cBytes(input: Json | undefined): Buffer {
  const bytes = toBytes(input);
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** The text of a `char *`. */
export function cText(input: Json | undefined): string {
  return cBytes(input).toString();
}

/** `[[key, value], …]`, added in order, or set where a third element says so; NULL is `null`. */
export function toTable(input: Json | undefined): AosTable | null {
  if (!Array.isArray(input)) return null;
  const table = new AosTable();
  for (const entry of input) {
    const [key, value, operation] = Array.isArray(entry) ? entry : [];
    if (operation === "set") table.set(cText(key), cText(value));
    else table.add(cText(key), cText(value));
  }
  return table;
}
