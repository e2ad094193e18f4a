/**
 * The Range header, with the service's own rules.
 *
 * @module
 */

import { OssError } from "../error.js";
import type { HeaderList } from "../wire/pairs.js";

/** A stretch of an object. */
export interface ByteRange {
  /** Its first byte. */
  readonly start: number;
  /** How many bytes it has. */
  readonly length: number;
}

/**
 * The stretch that is asked for, or null for the whole object. A range that leaves the object is
 * ignored; only with `x-oss-range-behavior: standard` is it cut or refused, as HTTP has it.
 */
export function rangeOf(headers: HeaderList, size: number): ByteRange | null {
  const range = headers.get("range");
  if (range === undefined) return null;
  if (/^bytes=.*,/.test(range)) throw unsatisfiable(range, size);
  const match = /^bytes=(\d*)-(\d*)$/.exec(range);
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  const standard = headers.get("x-oss-range-behavior") === "standard";
  if (first === "") {
    if (last === "") return null;
    return suffix(Number(last), size, standard, range);
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Number(last);
  if (last !== "" && end < start) return null;
  if (start >= size) {
    if (standard) throw unsatisfiable(range, size);
    return null;
  }
  if (end >= size && !standard) return null;
  return { start, length: Math.min(end, size - 1) - start + 1 };
}

function suffix(length: number, size: number, standard: boolean, range: string): ByteRange | null {
  if (length === 0 || size === 0) {
    if (standard) throw unsatisfiable(range, size);
    return null;
  }
  if (length > size && !standard) return null;
  return { start: Math.max(size - length, 0), length: Math.min(length, size) };
}

function unsatisfiable(range: string, size: number): OssError {
  return new OssError("InvalidRange", {
    elements: { ActualObjectSize: String(size), RangeRequested: range },
  });
}
