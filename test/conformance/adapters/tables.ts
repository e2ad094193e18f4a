/** The tables of the oracle. */

import { AosTable } from "../../../src/aos/table.js";
import { type Json, toText } from "../values.js";

/** `[[key, value], …]`, added in order, or set where a third element says so; NULL is `null`. */
export function toTable(input: Json | undefined): AosTable | null {
  if (!Array.isArray(input)) return null;
  const table = new AosTable();
  for (const entry of input) {
    const [key, value, operation] = Array.isArray(entry) ? entry : [];
    if (operation === "set") table.set(toText(key), toText(value));
    else table.add(toText(key), toText(value));
  }
  return table;
}
