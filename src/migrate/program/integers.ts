/** C's integers: how many bits each has, and what an operation on two of them gives. */

import { lookup } from "../lookup.js";
import type { CType } from "./ctypes.js";

export interface Integer {
  readonly bits: number;
  readonly signed: boolean;
}

export const INT: Integer = { bits: 32, signed: true };
const LONG: Integer = { bits: 64, signed: true };
const SIZE: Integer = { bits: 64, signed: false };

/** Names of C's library and of APR, on the systems that the SDK runs on. */
const NAMED: Readonly<Record<string, Integer>> = {
  // Of texts and memory, a byte, though C takes those beyond ASCII as below 0.
  char: { bits: 8, signed: false },
  size_t: SIZE,
  apr_size_t: SIZE,
  uintptr_t: SIZE,
  apr_byte_t: { bits: 8, signed: false },
  apr_status_t: INT,
  bool: INT,
  ...Object.fromEntries(
    "ssize_t apr_ssize_t off_t apr_off_t time_t apr_time_t apr_interval_time_t ptrdiff_t intptr_t"
      .split(" ")
      .map((name) => [name, LONG]),
  ),
};

/** Which integer a type is; `null` for what is none. */
export function integerNamed({ base, pointers, dimensions, signature }: CType): Integer | null {
  if (pointers > 0 || dimensions.length > 0 || signature !== null) return null;
  const named = lookup(NAMED, base);
  if (named !== undefined) return named;
  const sized = /^(?:apr_)?(u?)int(\d+)_t$/.exec(base);
  if (sized !== null) return { bits: Number(sized[2]), signed: sized[1] === "" };
  if (!/^(?:(?:unsigned|signed|char|short|int|long)\b ?)+$/.test(base)) return null;
  return { bits: bitsOf(base), signed: !/\bunsigned\b/.test(base) };
}

function bitsOf(base: string): number {
  if (/\bchar\b/.test(base)) return 8;
  if (/\bshort\b/.test(base)) return 16;
  return /\blong\b/.test(base) ? 64 : 32;
}

/** The type of an integer. */
export function typeOfInteger({ bits, signed }: Integer): CType {
  const base = `${signed ? "" : "u"}int${bits}_t`;
  return { base, pointers: 0, dimensions: [], signature: null };
}

/** What C counts with where a smaller one is given. */
export function promoted(integer: Integer): Integer {
  return integer.bits < 32 ? INT : integer;
}

/** What C makes of two of them before it counts. */
export function common(left: Integer, right: Integer): Integer {
  const [a, b] = [promoted(left), promoted(right)];
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return a.signed ? b : a;
}

/** The least and the greatest value. */
export type Range = readonly [least: number, greatest: number];

export function rangeOfInteger({ bits, signed }: Integer): Range {
  return signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
}

export function isWithin([least, greatest]: Range, [from, to]: Range): boolean {
  return least >= from && greatest <= to;
}
