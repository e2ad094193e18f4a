/**
 * The headers that came with a failure: they may tell when to come again, and what time it is.
 *
 * @packageDocumentation
 */

import type { AosStatus } from "../../aos/status.js";
import type { AosTable } from "../../aos/table.js";

const headersOf = new WeakMap<AosStatus, AosTable>();

/** Notes with which headers a failure came. */
export function ossNoteHeaders(s: AosStatus, headers: AosTable): void {
  headersOf.set(s, headers);
}

/** A header that came with a failure; "" when there was none. */
export function ossHeaderOf(s: AosStatus, name: string): string {
  return headersOf.get(s)?.get(name) ?? "";
}
