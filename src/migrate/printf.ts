/** C's format strings become template literals, or a call of `aprPsprintf` where they pad or round. */

import { Untranslatable } from "./syntax.js";
import type { Value } from "./value.js";

/** A conversion of a format, and the plain text before it. */
const CONVERSION = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?(?:hh|h|ll|l|z|j|q)?([diucsxXofp]))/g;

/** The TypeScript of a formatted text; `formatter` is the name of `aprPsprintf`, as it is imported. */
export function formatted(
  format: string,
  values: readonly Value[],
  formatter: () => string,
): string {
  const template = asTemplate(format, [...values]);
  if (template !== null) return template;
  if (/%[-+ #0-9.*]*[eEgGaAn]/.test(format)) {
    throw new Untranslatable("a conversion that has no counterpart", "See toExponential.");
  }
  const list = values.map(({ code, ts }) => (ts.startsWith("Out<") ? `${code}.value` : code));
  return `${formatter()}(${["null", JSON.stringify(format), ...list].join(", ")})`;
}

/** A template literal, or a plain one where nothing is filled in; `null` for what a template can't say. */
function asTemplate(format: string, values: Value[]): string | null {
  let template = "";
  let at = 0;
  let filled = false;
  for (const match of format.matchAll(CONVERSION)) {
    template += escaped(format.slice(at, match.index));
    at = match.index + match[0].length;
    const piece = match[0] === "%%" ? "%" : pieceOf(match, values);
    if (piece === null) return null;
    filled ||= piece !== "%";
    template += piece;
  }
  const rest = format.slice(at);
  if (rest.includes("%") || values.length > 0) return null;
  template += escaped(rest);
  return filled ? `\`${template}\`` : JSON.stringify(format.replaceAll("%%", "%"));
}

function pieceOf(match: RegExpMatchArray, values: Value[]): string | null {
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
function lengthAndText(values: Value[]): string | null {
  const [length, data] = values.splice(0, 2);
  const owner = data?.code.replace(/\.data$/, "");
  return owner !== undefined && length?.code === `${owner}.len` ? `\${${owner}}` : null;
}

function textPiece({ code, ts }: Value): string | null {
  if (ts === "string") return `\${${code}}`;
  return ts === "string | null" ? `\${${code} ?? "(null)"}` : null;
}

function numberPiece({ code, ts }: Value): string | null {
  if (ts === "boolean" || ts === "AosBool") return `\${Number(${code})}`;
  return ts === "number" || ts === "bigint" || /^(Aose|Oss|Http|Aos)\w+$/.test(ts)
    ? `\${${code}}`
    : null;
}

function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[`]|\$\{/g, "\\$&");
}
