/** C's format strings become template literals, or a call of `aprPsprintf` where they pad or round. */

import { Untranslatable } from "../c/syntax.js";
import { orElse, primary, type Value } from "../expressions/value.js";

/** A conversion of a format, and the plain text before it. */
const CONVERSION = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?(?:hh|h|ll|l|z|j|q)?([diucsxXofp]))/g;

/** The names of functions that a formatted text may need. */
export interface Formatters {
  /** `aprPsprintf`, as it is imported. */
  readonly printf: () => string;
  /** What writes a number with its exponent, which `aprPsprintf` has no conversion for. */
  readonly exponential: () => string;
}

/** The TypeScript of a formatted text. */
export function formatted(asked: string, all: readonly Value[], formatters: Formatters): string {
  const [format, values] = withoutExponents(asked, all, formatters.exponential);
  const template = asTemplate(format, [...values]);
  if (template !== null) return template;
  const list = values.map(({ code, ts }) => (ts.startsWith("Out<") ? `${code}.value` : code));
  return `${formatters.printf()}(${["null", JSON.stringify(format), ...list].join(", ")})`;
}

/** The format with `%s` for each `%e`, whose number is written before. */
function withoutExponents(
  format: string,
  values: readonly Value[],
  exponential: () => string,
): [string, readonly Value[]] {
  const isRare = /%[-+ #0-9.*]*[EgGaAn]/.test(format.replaceAll("%%", ""));
  if (isRare || (/%[-+ #0-9.*]*e/.test(format) && format.includes("*"))) {
    throw new Untranslatable("a conversion that has no counterpart", "See Number's methods.");
  }
  const given = [...values];
  let at = 0;
  const plain = format.replace(
    /%(?:%|([-+ #0]*\d*)(?:\.(\d+))?(?:hh|h|ll|l|z|j|q)?([a-zA-Z]))/g,
    (whole, width: string | undefined, digits: string | undefined, kind: string | undefined) => {
      if (kind === undefined) return whole;
      const value = given[at++];
      if (kind !== "e" || value === undefined) return whole;
      given[at - 1] = primary(`${exponential()}(${value.code}, ${digits ?? "6"})`, "string");
      return `%${width ?? ""}s`;
    },
  );
  return [plain, given];
}

/** What a part of a format becomes: text that is known by now, or code that gives it, itself a text or not. */
type Piece = { readonly text: string } | { readonly code: string; readonly isText?: boolean };

/** The text, a template literal, or what fills it all in; `null` for what a template can't say. */
function asTemplate(format: string, values: Value[]): string | null {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of format.matchAll(CONVERSION)) {
    pieces.push({ text: format.slice(at, match.index) });
    at = match.index + match[0].length;
    const piece = match[0] === "%%" ? { text: "%" } : pieceOf(match, values);
    if (piece === null) return null;
    pieces.push(piece);
  }
  const rest = format.slice(at);
  if (rest.includes("%") || values.length > 0) return null;
  return joined(
    [...pieces, { text: rest }].filter((piece) => !("text" in piece && piece.text === "")),
  );
}

function joined(pieces: readonly Piece[]): string {
  const [first, ...others] = pieces;
  const isAlone = first !== undefined && others.length === 0;
  if (isAlone && "code" in first && first.isText === true) return first.code;
  if (pieces.every((piece) => "text" in piece)) {
    return JSON.stringify(pieces.map(({ text }) => text).join(""));
  }
  const inner = pieces.map((piece) =>
    "text" in piece ? escaped(piece.text) : `\${${piece.code}}`,
  );
  return `\`${inner.join("")}\``;
}

function pieceOf(match: RegExpMatchArray, values: Value[]): Piece | null {
  const [, flags = "", width, precision, kind = ""] = match;
  if (flags !== "" || width !== undefined) return null;
  if (precision !== undefined)
    return precision === "*" && kind === "s" ? lengthAndText(values) : null;
  const value = values.shift();
  if (value === undefined) return null;
  if (kind === "s") return textPiece(value);
  if (/[diu]/.test(kind)) return numberPiece(value);
  return null;
}

/** `%.*s` of an aos_string_t's length and data is its text. */
function lengthAndText(values: Value[]): Piece | null {
  const [length, data] = values.splice(0, 2);
  const owner = data?.code.replace(/\.data$/, "");
  return owner !== undefined && length?.code === `${owner}.len` ? { code: owner } : null;
}

function textPiece(value: Value): Piece | null {
  const { code, ts } = value;
  if (/^"[^"\\]*"$/.test(code)) return { text: code.slice(1, -1) };
  if (ts === "string") return { code, isText: /^[\w.]+$/.test(code) };
  return ts === "string | null" ? { code: orElse(value, '"(null)"').code } : null;
}

function numberPiece({ code, ts }: Value): Piece | null {
  if (/^\d+$/.test(code)) return { text: code };
  if (ts === "boolean" || ts === "AosBool") return { code: `Number(${code})` };
  return ts === "number" || ts === "bigint" || /^(Aose|Oss|Http|Aos)\w+$/.test(ts)
    ? { code }
    : null;
}

function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[`]|\$\{/g, "\\$&");
}
