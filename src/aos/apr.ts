/**
 * The few names of APR that programs of the C SDK call themselves.
 *
 * @packageDocumentation
 */

import { setTimeout } from "node:timers/promises";
import type { AosPool } from "./pool.js";
import { type AosFormatArg, aosFormat } from "./printf.js";
import { type AosStringLike, aosText } from "./string.js";
import { type AosTable, type AosTableEntry, aosIsEmptyTable, aosTableElts } from "./table.js";

/** What is known of a file. Port of `apr_finfo_t`, with the fields that the SDK uses. */
export interface AprFinfo {
  /** Size in bytes. */
  size: number;
  /** When it was last written, in microseconds since 1970. */
  mtime: number;
}

/** A time, taken apart. Port of `apr_time_exp_t`, with the fields that the SDK uses. */
export interface AprTimeExp {
  /** Seconds, 0 to 60. */
  tmSec: number;
  /** Minutes, 0 to 59. */
  tmMin: number;
  /** Hours, 0 to 23. */
  tmHour: number;
  /** Day of the month, 1 to 31. */
  tmMday: number;
  /** Month, 0 to 11. */
  tmMon: number;
  /** Years since 1900. */
  tmYear: number;
  /** Day of the week, 0 is Sunday. */
  tmWday: number;
}

/** The time now, in microseconds since 1970. Port of `apr_time_now`. */
export function aprTimeNow(): number {
  return Math.trunc(Date.now() * 1000);
}

/**
 * Seconds in microseconds. Port of `apr_time_from_sec`.
 *
 * @param sec - seconds
 */
export function aprTimeFromSec(sec: number): number {
  return sec * 1_000_000;
}

/** The longest that a timer of Node can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Waits. Unlike C, other work goes on meanwhile. Port of `apr_sleep`.
 *
 * @param t - how long, in microseconds
 */
export async function aprSleep(t: number): Promise<void> {
  for (let left = t / 1000; left > 0; left -= LONGEST_TIMER) {
    await setTimeout(Math.min(left, LONGEST_TIMER));
  }
}

/**
 * The text that a `printf` format makes of `args`: `%d %i %u %x %X %o %c %s %f %pp %%`, with the
 * flags `-+ #0`, widths, precisions, `*` and the sizes `h l ll q`. Widths and precisions count bytes:
 * `%.*s` takes a length in bytes and a text. NULL is `(null)` whatever its precision. Unlike C,
 * numbers are never cut to a size, an unknown conversion stays as it is, and a missing argument
 * counts as NULL or 0. Port of `apr_psprintf`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param fmt - the format
 * @param args - what the format names
 */
export function aprPsprintf(_p: AosPool | null, fmt: string, ...args: AosFormatArg[]): string {
  return aosFormat(fmt, args);
}

/** A copy of a text; "" of NULL. Port of `apr_pstrdup`. */
export function aprPstrdup(_p: AosPool | null, s: AosStringLike | null): string {
  return aosText(s);
}

/**
 * The first value of `key`, whatever its case, or `null`. Unlike C, a NULL table (the headers of an
 * answer that did not come) has no value instead of crashing. Port of `apr_table_get`.
 */
export function aprTableGet(t: AosTable | null, key: string): string | null {
  return t?.get(key) ?? null;
}

/**
 * Gives `key` one value: the first entry of that name keeps its place and spelling, its others are
 * removed. Port of `apr_table_set`.
 */
export function aprTableSet(t: AosTable, key: string, val: AosStringLike | null): void {
  t.set(key, aosText(val));
}

/** Adds an entry at the end, beside others of that name. Port of `apr_table_add`. */
export function aprTableAdd(t: AosTable, key: string, val: AosStringLike | null): void {
  t.add(key, aosText(val));
}

/** Removes every entry of `key`, whatever its case. Port of `apr_table_unset`. */
export function aprTableUnset(t: AosTable, key: string): void {
  t.unset(key);
}

/** Removes every entry. Port of `apr_table_clear`. */
export function aprTableClear(t: AosTable): void {
  t.clear();
}

/** The entries in order, as they are now. Port of `apr_table_elts`. */
export function aprTableElts(t: AosTable): readonly AosTableEntry[] {
  return aosTableElts(t);
}

/** Whether a table has no entry; so has NULL. Port of `apr_is_empty_table`. */
export function aprIsEmptyTable(t: AosTable | null): boolean {
  return aosIsEmptyTable(t);
}
