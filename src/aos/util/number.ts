/**
 * Numbers from text, of `aos_util.h`.
 *
 * @packageDocumentation
 */

import type { Out } from "../out.js";
import { type AosStringLike, aosText } from "../string.js";

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * The number at the start of a text, after white space and a sign; 0n without one. What is beyond an
 * `int64_t` becomes the nearest one. Port of `aos_strtoll`.
 *
 * @param nptr - the text. Unlike C, NULL (a header that did not come) is no number instead of a crash
 * @param endptr - gets the text behind the number, all of it when there is none; may be `null`
 * @param base - 2 to 36; 0 is 16 after `0x`, 8 after `0`, else 10
 */
export function aosStrtoll(
  nptr: AosStringLike | null,
  endptr: Out<string> | null,
  base: number,
): bigint {
  const { negative, size } = readNumber(aosText(nptr), endptr, base);
  if (negative) return -size < INT64_MIN ? INT64_MIN : -size;
  return size > INT64_MAX ? INT64_MAX : size;
}

/**
 * The number at the start of a text, after white space and a sign; 0n without one. What is beyond a
 * `uint64_t` becomes the greatest one; after a minus the number counts down from 2^64. Port of
 * `aos_strtoull`.
 *
 * @param nptr - the text. Unlike C, NULL (a header that did not come) is no number instead of a crash
 * @param endptr - gets the text behind the number, all of it when there is none; may be `null`
 * @param base - 2 to 36; 0 is 16 after `0x`, 8 after `0`, else 10
 */
export function aosStrtoull(
  nptr: AosStringLike | null,
  endptr: Out<string> | null,
  base: number,
): bigint {
  const { negative, size } = readNumber(aosText(nptr), endptr, base);
  if (size > UINT64_MAX) return UINT64_MAX;
  return BigInt.asUintN(64, negative ? -size : size);
}

/**
 * The decimal number at the start of a text. As in C, what is beyond an `int64_t` wraps, and what is
 * beyond a `uint64_t` is -1n. Unlike C, NULL is 0n. Port of `aos_atoi64`.
 *
 * @param nptr - the digits, behind blanks and a sign
 */
export function aosAtoi64(nptr: AosStringLike | null): bigint {
  return BigInt.asIntN(64, aosStrtoull(nptr, null, 10));
}

/**
 * The decimal number at the start of a text; see {@link aosStrtoull}. Unlike C, NULL is 0n. Port of
 * `aos_atoui64`.
 */
export function aosAtoui64(nptr: AosStringLike | null): bigint {
  return aosStrtoull(nptr, null, 10);
}

/** Not so many that they would be another number in C. */
const DIGITS = /^\d{1,20}$/;

const START = /^[ \t\n\v\f\r]*([-+]?)/;

/** As in C, `0x` without a hexadecimal digit behind it is no number, not even 0. */
function readNumber(
  text: string,
  endptr: Out<string> | null,
  base: number,
): { negative: boolean; size: bigint } {
  // What headers tell, and quicker than digit by digit.
  if (base === 10 && endptr === null && DIGITS.test(text)) {
    return { negative: false, size: BigInt(text) };
  }
  const [start = "", sign] = START.exec(text) ?? [];
  const { prefix, radix } = readBase(text.slice(start.length, start.length + 2), base);
  const from = start.length + prefix;
  let at = from;
  let size = 0n;
  for (let digit = digitAt(text, at); digit < radix; digit = digitAt(text, at)) {
    if (size <= UINT64_MAX) size = size * BigInt(radix) + BigInt(digit);
    at++;
  }
  if (endptr !== null) endptr.value = at === from ? text : text.slice(at);
  return { negative: sign === "-", size };
}

/** How many characters tell the base, and which it is. */
function readBase(text: string, base: number): { prefix: number; radix: number } {
  const isHex = (base === 0 || base === 16) && text.toLowerCase() === "0x";
  if (isHex) return { prefix: 2, radix: 16 };
  if (base !== 0) return { prefix: 0, radix: base };
  return { prefix: 0, radix: text.startsWith("0") ? 8 : 10 };
}

/** The value of a digit or letter; beyond every base for other characters. */
function digitAt(text: string, at: number): number {
  const value = Number.parseInt(text.charAt(at), 36);
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
}
