/**
 * The time that requests are signed with: this machine's, or the service's where that differs.
 *
 * @packageDocumentation
 */

import { aprTimeNow } from "../../aos/apr.js";
import type { OssConfig } from "../define.js";

/** How far the service's clock is ahead of ours, in microseconds, where the two were found to differ. */
const offsets = new WeakMap<OssConfig, number>();

/** A service whose clock is outside of these years is not believed. */
const FIRST_YEAR = 2024;
const LAST_YEAR = 2099;
/** What differs by less is no reason to refuse a request, in microseconds. */
const LEAST_SKEW = 60_000_000;

/** How far the service's clock was found to be ahead of this machine's, in microseconds. */
export function ossClockOffset(config: OssConfig): number {
  return offsets.get(config) ?? 0;
}

/** The time now as the service of a configuration has it, in microseconds since 1970. */
export function ossServiceTime(config: OssConfig): number {
  return aprTimeNow() + ossClockOffset(config);
}

/**
 * Takes over the time of the service, unless it is no time, or not another one.
 *
 * @param date - the `Date` header of its answer
 */
export function ossAdoptServiceTime(config: OssConfig, date: string): void {
  const time = new Date(date);
  const year = time.getUTCFullYear();
  // Comparisons with NaN, which text that is no date gives, are false.
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return;
  const microseconds = time.getTime() * 1000;
  if (Math.abs(microseconds - ossServiceTime(config)) < LEAST_SKEW) return;
  offsets.set(config, microseconds - aprTimeNow());
}
