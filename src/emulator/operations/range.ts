/**
 * The Range header, with the service's own rules.
 *
 * @packageDocumentation
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
  const header = headers.get("range") ?? "";
  if (/^bytes=.*,/.test(header)) throw unsatisfiable(header, size);
  const asked = askedRange(header, size);
  if (asked === null) return null;
  const start = Math.max(asked.start, 0);
  const end = Math.min(asked.end, size);
  const inside = start === asked.start && end === asked.end && start < end;
  if (inside) return { start, length: end - start };
  if (headers.get("x-oss-range-behavior") !== "standard") return null;
  if (start < end) return { start, length: end - start };
  throw unsatisfiable(header, size);
}

/** Where the range begins and ends, wherever that is, or null for what is no range. */
function askedRange(header: string, size: number): { start: number; end: number } | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === "" && last === "") return null;
  if (first === "") return { start: size - Number(last), end: size };
  if (last === "") return { start: Number(first), end: size };
  return Number(last) < Number(first) ? null : { start: Number(first), end: Number(last) + 1 };
}

function unsatisfiable(range: string, size: number): OssError {
  return new OssError("InvalidRange", {
    elements: { ActualObjectSize: String(size), RangeRequested: range },
  });
}
