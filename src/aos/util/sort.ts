/**
 * Natural order, and the sort of `aos_util.h` that uses it.
 *
 * @packageDocumentation
 */

import { type AosStringLike, aosBytes } from "../string.js";

/**
 * Compares two texts in natural order, which puts `a2` before `a10`: numbers count by their value,
 * those with a leading zero as fractions, and white space does not count. Port of `apr_strnatcmp`.
 *
 * @returns a number below, equal to or above 0
 */
export function aprStrnatcmp(a: AosStringLike, b: AosStringLike): number {
  return compareNatural(latin1(a), latin1(b));
}

/** {@link aprStrnatcmp} with A to Z as a to z. Port of `apr_strnatcasecmp`. */
export function aprStrnatcasecmp(a: AosStringLike, b: AosStringLike): number {
  return compareNatural(upperCase(latin1(a)), upperCase(latin1(b)));
}

function compareNatural(a: string, b: string): number {
  for (let i = 0, j = 0; ; i++, j++) {
    i += run(WHITE_SPACE, a, i).length;
    j += run(WHITE_SPACE, b, j).length;
    const order =
      compareDigits(run(DIGITS, a, i), run(DIGITS, b, j)) || signedChar(a, i) - signedChar(b, j);
    if (order !== 0 || i >= a.length) return order;
  }
}

const WHITE_SPACE = /[ \t\n\v\f\r]*/y;
const DIGITS = /[0-9]*/y;

function run(kind: RegExp, text: string, at: number): string {
  kind.lastIndex = at;
  return kind.exec(text)?.[0] ?? "";
}

function compareDigits(x: string, y: string): number {
  if (x === "" || y === "" || x === y) return 0;
  const isFraction = x.startsWith("0") || y.startsWith("0");
  return isFraction || x.length === y.length ? (x < y ? -1 : 1) : x.length - y.length;
}

/** The byte at a place as C's signed `char`: bytes beyond ASCII come first. 0 behind the end. */
function signedChar(text: string, at: number): number {
  return at < text.length ? (text.charCodeAt(at) << 24) >> 24 : 0;
}

function latin1(text: AosStringLike): string {
  return aosBytes(text).toString("latin1");
}

function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/**
 * Sorts texts in natural order without regard to case, in place. Texts that compare equal end in
 * the order in which C leaves them. Port of `aos_gnome_sort`.
 *
 * @param headers - the texts
 * @param size - how many of them are sorted
 */
export function aosGnomeSort(headers: AosStringLike[], size: number): void {
  let at = 0;
  let highest = 0;
  while (at < Math.min(size, headers.length)) {
    const [before, here] = headers.slice(Math.max(at - 1, 0), at + 1);
    if (before === undefined || here === undefined || aprStrnatcasecmp(before, here) < 0) {
      highest++;
      at = highest;
    } else {
      headers.splice(at - 1, 2, here, before);
      at--;
    }
  }
}
