/**
 * Progress callbacks.
 *
 * @packageDocumentation
 */

import { aosWarnLog } from "../log.js";
import type { OssProgressCallback } from "../transport.js";

/**
 * Tells how far a transfer is. What the callback throws is logged and ends nothing: a progress bar
 * must not break an upload.
 */
export function tellProgress(
  callback: OssProgressCallback | null,
  consumedBytes: number,
  totalBytes: number,
): void {
  try {
    // The type lets asynchronous functions pass, so they must not fail unheard either.
    const result: unknown = callback?.(consumedBytes, totalBytes);
    if (result instanceof Promise) result.catch(logThrown);
  } catch (error) {
    logThrown(error);
  }
}

function logThrown(error: unknown): void {
  aosWarnLog("the progress callback threw: %s", String(error));
}
