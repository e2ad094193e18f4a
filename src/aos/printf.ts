/**
 * The `printf` of APR, in which C programs and the log write their formats.
 *
 * @packageDocumentation
 */

import { type AosBytesLike, aosBytes } from "./string.js";

/** What a format takes. Bytes stand for their text; a boolean is 0 or 1. */
export type AosFormatArg = AosBytesLike | number | bigint | boolean | null | undefined;

/** One conversion of a format, with `*` already replaced by its argument. */
interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** `null` when the format gives none. */
  readonly precision: number | null;
  /** Whether the argument is 64 bits wide. */
  readonly wide: boolean;
}

/** A converted argument; padding with zeros goes between `sign` and `text`. */
interface Converted {
  readonly sign: string;
  readonly text: string;
  readonly zeros: boolean;
}

const CONVERSION = /%([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(hh|h|ll|l|q|j|z|t)?(pp|[^])?/g;

/**
 * Writes `args` into `fmt` as APR does; `aprPsprintf` says what formats there are. The size of a
 * number only tells how a negative one comes out of an unsigned conversion.
 */
export function aosFormat(fmt: string, args: readonly AosFormatArg[]): string {
  let used = 0;
  const next = (): AosFormatArg => args[used++];
  const number = (digits = "0"): number => Number(digits === "*" ? integer(next()) : digits);
  return fmt.replace(
    CONVERSION,
    (
      whole: string,
      flags: string,
      width?: string,
      digits?: string,
      size?: string,
      kind?: string,
    ) => {
      const columns = number(width);
      const conversion = {
        flags: columns < 0 ? `${flags}-` : flags,
        width: Math.abs(columns),
        precision: whole.includes(".") ? Math.max(number(digits), 0) : null,
        wide: size !== undefined && !size.startsWith("h"),
      };
      if (kind === "%") return "%";
      const convert = CONVERTERS.get(kind ?? "");
      return convert === undefined ? whole : pad(convert(conversion, next()), conversion);
    },
  );
}

type Converter = (conversion: Conversion, arg: AosFormatArg) => Converted;

const CONVERTERS: ReadonlyMap<string, Converter> = new Map([
  ["d", signed],
  ["i", signed],
  ["u", unsigned(10, "")],
  ["o", unsigned(8, "0")],
  ["x", unsigned(16, "0x")],
  ["X", unsigned(16, "0X")],
  ["f", float],
  ["c", character],
  ["s", string],
  ["pp", pointer],
]);

function signed(conversion: Conversion, arg: AosFormatArg): Converted {
  const value = integer(arg);
  const digits = String(value < 0n ? -value : value);
  return { sign: sign(value < 0n, conversion.flags), ...precise(digits, conversion) };
}

function unsigned(radix: number, prefix: string): Converter {
  return (conversion, arg) => {
    const value = integer(arg);
    const bits = conversion.wide ? 64 : 32;
    const digits = (value < 0n ? BigInt.asUintN(bits, value) : value).toString(radix);
    const { text, zeros } = precise(prefix === "0X" ? digits.toUpperCase() : digits, conversion);
    const isMarked = conversion.flags.includes("#") && value !== 0n && !text.startsWith(prefix);
    return { sign: "", text: isMarked ? prefix + text : text, zeros };
  };
}

function precise(digits: string, { precision }: Conversion): { text: string; zeros: boolean } {
  return { text: digits.padStart(precision ?? 0, "0"), zeros: true };
}

function sign(negative: boolean, flags: string): string {
  if (negative) return "-";
  if (flags.includes("+")) return "+";
  return flags.includes(" ") ? " " : "";
}

function float({ flags, precision }: Conversion, arg: AosFormatArg): Converted {
  const value = typeof arg === "number" || typeof arg === "bigint" ? Number(arg) : 0;
  // More than 100 places are beyond what a double holds.
  const text = Math.abs(value).toFixed(Math.min(precision ?? 6, 100));
  return { sign: sign(value < 0, flags), text, zeros: true };
}

function character(_conversion: Conversion, arg: AosFormatArg): Converted {
  const isCode = typeof arg === "number" || typeof arg === "bigint";
  const code = isCode ? Number(integer(arg)) & 255 : textOf(arg).codePointAt(0);
  return { sign: "", text: code === undefined ? "" : String.fromCodePoint(code), zeros: false };
}

function string({ precision }: Conversion, arg: AosFormatArg): Converted {
  const text = textOf(arg);
  const whole = arg == null || precision === null || Buffer.byteLength(text) <= precision;
  const shown = whole ? text : Buffer.from(text).subarray(0, precision).toString();
  return { sign: "", text: shown, zeros: false };
}

function textOf(arg: AosFormatArg): string {
  if (arg == null) return "(null)";
  return typeof arg === "object" ? aosBytes(arg).toString() : String(arg);
}

function pointer(_conversion: Conversion, arg: AosFormatArg): Converted {
  return { sign: "", text: BigInt.asUintN(64, integer(arg)).toString(16), zeros: true };
}

function integer(arg: AosFormatArg): bigint {
  if (typeof arg === "bigint") return arg;
  if (typeof arg === "boolean") return arg ? 1n : 0n;
  return typeof arg === "number" && Number.isFinite(arg) ? BigInt(Math.trunc(arg)) : 0n;
}

function pad({ sign: before, text, zeros }: Converted, { flags, width }: Conversion): string {
  const missing = Math.max(width - Buffer.byteLength(before + text), 0);
  if (flags.includes("-")) return before + text + " ".repeat(missing);
  if (zeros && flags.includes("0")) return before + "0".repeat(missing) + text;
  return " ".repeat(missing) + before + text;
}
