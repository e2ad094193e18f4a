/**
 * Warnings of what weakens every request.
 *
 * @packageDocumentation
 */

import { aosWarnLog } from "../log.js";

const warned = new Set<string>();

/** Logs a warning the first time only. */
export function warnOnce(warning: string): void {
  if (warned.has(warning)) return;
  warned.add(warning);
  aosWarnLog(warning);
}
