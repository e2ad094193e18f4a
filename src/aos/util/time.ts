/**
 * Times as text, of `aos_util.h`. All are GMT.
 *
 * @packageDocumentation
 */

import { type AprTimeExp, aprPsprintf, aprTimeNow } from "../apr.js";
import { AOS_MAX_GMT_TIME_LEN, AOS_MAX_SHORT_TIME_LEN, AOSE_OK } from "../define.js";
import type { AosFormatArg } from "../printf.js";
import { type AosString, type AosStringLike, aosString, aosStrSet, aosText } from "../string.js";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const GMT_FORMAT = "%s, %.2d %s %.4d %.2d:%.2d:%.2d GMT";
const ISO8601_FORMAT = "%.4d%.2d%.2dT%.2d%.2d%.2dZ";

/**
 * Writes a time with a `printf` format that takes the day of the week, day, name of the month, year,
 * hours, minutes and seconds. Port of `aos_convert_to_gmt_time`.
 *
 * @param date - gets the text, cut as C does at `AOS_MAX_GMT_TIME_LEN - 1` bytes
 * @param format - a `printf` format
 * @param tm - the time
 * @returns `AOSE_OK`
 */
export function aosConvertToGmtTime(date: AosString, format: string, tm: AprTimeExp): number {
  return writeDate(date, format, [
    DAYS[tm.tmWday],
    tm.tmMday,
    MONTHS[tm.tmMon],
    year(tm),
    ...clock(tm),
  ]);
}

/**
 * Writes a time with a `printf` format that takes year, month, day, hours, minutes and seconds. Port
 * of `aos_convert_to_iso8601_time`.
 *
 * @param date - gets the text, cut as C does at `AOS_MAX_GMT_TIME_LEN - 1` bytes
 * @param format - a `printf` format
 * @param tm - the time
 * @returns `AOSE_OK`
 */
export function aosConvertToIso8601Time(date: AosString, format: string, tm: AprTimeExp): number {
  return writeDate(date, format, [year(tm), tm.tmMon + 1, tm.tmMday, ...clock(tm)]);
}

function year(tm: AprTimeExp): number {
  return tm.tmYear + 1900;
}

function clock(tm: AprTimeExp): number[] {
  return [tm.tmHour, tm.tmMin, tm.tmSec];
}

function writeDate(date: AosString, format: string, args: AosFormatArg[]): number {
  aosStrSet(date, aprPsprintf(null, format, ...args));
  date.len = Math.min(date.len, AOS_MAX_GMT_TIME_LEN - 1);
  return AOSE_OK;
}

/**
 * The time now as `Thu, 09 Oct 2025 08:53:20 GMT`. Port of `aos_get_gmt_str_time`.
 *
 * @param datestr - gets the time
 */
export function aosGetGmtStrTime(datestr: AosString): number {
  return gmtStrTime(datestr, aprTimeNow());
}

/** A time, in microseconds since 1970, as {@link aosGetGmtStrTime} writes it. */
export function gmtStrTime(datestr: AosString, time: number): number {
  return aosConvertToGmtTime(datestr, GMT_FORMAT, takenApart(time));
}

/**
 * The time now as `20251009T085320Z`. Port of `aos_get_iso8601_str_time`.
 *
 * @param datestr - gets the time
 */
export function aosGetIso8601StrTime(datestr: AosString): number {
  return aosGetIso8601StrTimeEx(datestr, aprTimeNow());
}

/**
 * A time as `20251009T085320Z`. Port of `aos_get_iso8601_str_time_ex`.
 *
 * @param datestr - gets the text
 * @param now - the time, in microseconds since 1970
 */
export function aosGetIso8601StrTimeEx(datestr: AosString, now: number): number {
  const second = Math.trunc(now / 1_000_000);
  if (second !== lastIso8601.second) {
    const text = aosString();
    aosConvertToIso8601Time(text, ISO8601_FORMAT, takenApart(now));
    lastIso8601 = { second, text };
  }
  aosStrSet(datestr, lastIso8601.text);
  return AOSE_OK;
}

/** The last text: each request has the time in it, and there are many within a second. */
let lastIso8601: { readonly second: number; readonly text: AosString } = {
  second: Number.NaN,
  text: aosString(),
};

function takenApart(t: number): AprTimeExp {
  const date = new Date(Math.trunc(t / 1_000_000) * 1000);
  return {
    tmSec: date.getUTCSeconds(),
    tmMin: date.getUTCMinutes(),
    tmHour: date.getUTCHours(),
    tmMday: date.getUTCDate(),
    tmMon: date.getUTCMonth(),
    tmYear: date.getUTCFullYear() - 1900,
    tmWday: date.getUTCDay(),
  };
}

/** What C's `sscanf` reads of a date with `%3s, %2d %3s %4d`. */
const GMT_DATE = /^\s*\S{1,3},\s*([-+]\d|\d{1,2})\s*(\S{1,3})\s*([-+]\d{1,3}|\d{1,4})/;

/**
 * The date of `Sun, 22 Nov 2026 06:07:08 GMT` as `20261122`. Unlike C, a text that is no such date
 * gives "" instead of digits from uninitialised memory. Port of `aos_get_gmt_time_date`.
 *
 * @param gmt - the time; NULL leaves `datestr` as it was
 * @param datestr - gets the date
 * @returns 0
 */
export function aosGetGmtTimeDate(gmt: AosStringLike | null, datestr: AosString): number {
  if (gmt === null) return 0;
  const [, day, name, yearDigits] = GMT_DATE.exec(aosText(gmt)) ?? [];
  const month = MONTHS.findIndex((known) => known === name) + 1;
  const date = aprPsprintf(null, "%.4d%.2d%.2d", Number(yearDigits), month, Number(day));
  aosStrSet(datestr, month === 0 ? "" : date.slice(0, AOS_MAX_SHORT_TIME_LEN - 1));
  return 0;
}
