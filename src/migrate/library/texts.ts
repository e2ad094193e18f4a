/** C's functions for texts: strings, and what they are written to. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { counted } from "../expressions/arithmetic.js";
import { withoutLiterals } from "../expressions/constants.js";
import { textWritten } from "../expressions/target.js";
import {
  codeAt,
  isNullable,
  LEVEL,
  primary,
  type Value,
  withoutNull,
} from "../expressions/value.js";
import type { Scope } from "../program/scope.js";
import { formatted } from "./printf.js";
import { given, order, type Rule, textGiven } from "./rules.js";

const COPIES: Readonly<Record<string, Rule>> = {
  strcpy: (scope, [target, source]) => write(scope, target, textGiven(scope, source)),
  strncpy: (scope, [target, source, size]) => write(scope, target, cut(scope, source, size)),
  apr_cpystrn: (scope, [target, source, size]) => write(scope, target, cut(scope, source, size, 1)),
  strcat: (scope, [target, source]) => append(scope, target, textGiven(scope, source)),
  strncat: (scope, [target, source, size]) => append(scope, target, cut(scope, source, size)),
  sprintf: (scope, [target, ...args]) => write(scope, target, asText(formattedText(scope, args))),
  snprintf: limited,
  apr_snprintf: limited,
  apr_psprintf: (scope, [, ...args]) => asText(formattedText(scope, args)),
  strdup: (scope, [text]) => textGiven(scope, text),
  apr_pstrdup: (scope, [, text]) => copyOf(scope, text),
  apr_pstrndup: (scope, [, text, size]) => cut(scope, text, size),
  apr_pstrmemdup: (scope, [, text, size]) => cut(scope, text, size),
};

const ORDERS: Readonly<Record<string, Rule>> = {
  strcmp: (scope, [a, b]) => {
    const values = [textGiven(scope, a), textGiven(scope, b)] as const;
    return compare(values, withoutLiterals(scope, ...values), (code) => code);
  },
  strcasecmp: (scope, [a, b]) => {
    const values = [textGiven(scope, a), textGiven(scope, b)] as const;
    return compare(values, values, (code) => `${code}.toLowerCase()`);
  },
  strncmp: beginning((code) => code),
  strncasecmp: beginning((code) => `${code}.toLowerCase()`),
};

const SEARCHES: Readonly<Record<string, Rule>> = {
  strstr: search("indexOf"),
  strchr: search("indexOf"),
  strrchr: search("lastIndexOf"),
  strlen: (scope, [text]) => {
    const { code } = textGiven(scope, text);
    const length = `Buffer.byteLength(${code})`;
    return code.includes(" ") ? primary(length, "number") : order(length, `${code} === ""`);
  },
};

const CHARACTERS: Readonly<Record<string, Rule>> = {
  toupper: changed("toUpperCase"),
  tolower: changed("toLowerCase"),
  aos_toupper: changed("toUpperCase"),
  aos_tolower: changed("toLowerCase"),
  isdigit: kind("0-9"),
  isalpha: kind("A-Za-z"),
  isalnum: kind("A-Za-z0-9"),
  isupper: kind("A-Z"),
  islower: kind("a-z"),
  isspace: kind(" \\t\\n\\v\\f\\r"),
  isxdigit: kind("0-9A-Fa-f"),
};

export const TEXTS: Readonly<Record<string, Rule>> = {
  ...COPIES,
  ...ORDERS,
  ...SEARCHES,
  ...CHARACTERS,
};

function asText(code: string): Value {
  return primary(code, "string");
}

function write(scope: Scope, target: Node | undefined, text: Value): Value {
  if (target === undefined) return given(scope, target);
  return textWritten(scope, target, () => text);
}

function append(scope: Scope, target: Node | undefined, text: Value): Value {
  if (target === undefined) return given(scope, target);
  return textWritten(scope, target, (before) =>
    before.code === '""'
      ? text
      : {
          code: `${codeAt(before, LEVEL.sum)} + ${codeAt(text, LEVEL.product)}`,
          ts: "string",
          level: LEVEL.sum,
        },
  );
}

/** `snprintf`: what does not fit is cut off, and so is the text of a size that is not asked for. */
function limited(scope: Scope, [target, size, ...args]: readonly Node[]): Value {
  const text = asText(formattedText(scope, args));
  return write(scope, target, fitting(scope, text, size));
}

/** A text as far as it and its NUL have room. */
function fitting(scope: Scope, text: Value, size: Node | undefined): Value {
  const room = less(given(scope, size), 1);
  const literal = /^"[^"\\]*"$/.test(text.code) && text.code.length - 2 <= Number(room);
  return literal ? text : primary(`${codeAt(text, LEVEL.primary)}.slice(0, ${room})`, "string");
}

function less(size: Value, by: number): string {
  if (by === 0) return size.code;
  return /^\d+$/.test(size.code)
    ? `${Number(size.code) - by}`
    : `${codeAt(size, LEVEL.sum)} - ${by}`.replace(/ \+ 1 - 1$/, "");
}

/** The first characters of a text. */
function cut(scope: Scope, text: Node | undefined, size: Node | undefined, spare = 0): Value {
  const { code, level } = textGiven(scope, text);
  const room = less(given(scope, size), spare);
  return primary(
    `${codeAt({ code, ts: "string", level }, LEVEL.primary)}.slice(0, ${room})`,
    "string",
  );
}

/** A copy of a text is the text; NULL stays NULL. */
function copyOf(scope: Scope, text: Node | undefined): Value {
  const { code, ts, level } = given(scope, text);
  return isNullable(ts)
    ? { code, ts, level }
    : { code: textGiven(scope, text).code, ts: "string", level };
}

/** Which of two texts comes first; `sides` are the same where it is only asked whether they are equal. */
function compare(
  [first, second]: readonly [Value, Value],
  sides: readonly [Value, Value],
  as: (code: string) => string,
): Value {
  const [left, right] = sides.map((value) => as(codeAt(value, LEVEL.relation)));
  return order(
    `Buffer.compare(Buffer.from(${as(codeAt(first, LEVEL.relation))}), Buffer.from(${as(codeAt(second, LEVEL.relation))}))`,
    `${left ?? ""} === ${right ?? ""}`,
  );
}

/** `strncmp`: with the whole of a text, it asks whether the other one begins with it. */
function beginning(as: (code: string) => string): Rule {
  return (scope, [a, b, size]) => {
    const [left, right] = [textGiven(scope, a), textGiven(scope, b)];
    const length = given(scope, size);
    for (const [whole, part] of [
      [left, right],
      [right, left],
    ] as const) {
      if (!isLengthOf(length, part)) continue;
      const begins = `${as(codeAt(whole, LEVEL.primary))}.startsWith(${as(part.code)})`;
      return order(ordered([left, right], length, as), begins);
    }
    const [x, y] = [left, right].map((v) =>
      as(`${codeAt(v, LEVEL.primary)}.slice(0, ${length.code})`),
    );
    return order(ordered([left, right], length, as), `${x ?? ""} === ${y ?? ""}`);
  };
}

function ordered(texts: readonly Value[], length: Value, as: (code: string) => string): string {
  const parts = texts.map(
    (text) => `Buffer.from(${as(`${codeAt(text, LEVEL.primary)}.slice(0, ${length.code})`)})`,
  );
  return `Buffer.compare(${parts.join(", ")})`;
}

/** Whether a number is the length of a text: of a literal, or as `strlen` says it. */
function isLengthOf(length: Value, text: Value): boolean {
  if (length.code === `Buffer.byteLength(${text.code})`) return true;
  const literal = /^"((?:\\.|[^"\\])*)"$/.exec(text.code)?.[1];
  return literal?.replace(/\\./g, "x").length === Number(length.code);
}

/** What a text holds from where another begins in it; mostly it is only asked whether it does. */
function search(method: "indexOf" | "lastIndexOf"): Rule {
  return (scope, [text, part]) => {
    const whole = textGiven(scope, text);
    const sought = given(scope, part);
    if (sought.charCode === "0" || sought.code === "0") throw END;
    const what =
      sought.ts === "char" || withoutNull(sought.ts) === "string"
        ? textOf(scope, sought)
        : `String.fromCharCode(${counted(sought).code})`;
    const owner = codeAt(whole, LEVEL.primary);
    const isNot = primary(`${owner}.includes(${what})`, "boolean");
    const is: Value = { code: `!${isNot.code}`, ts: "boolean", level: LEVEL.unary };
    const from = scope.needs.helper("textFrom");
    const code = `${from}(${whole.code}, ${owner}.${method}(${what}))`;
    return { ...primary(code, "string | null"), zero: { is, isNot } };
  };
}

const END: Untranslatable = new Untranslatable(
  "the end of a text is looked for",
  "It is at the text's length.",
);

function textOf(scope: Scope, value: Value): string {
  return value.ts === "char" ? value.code : scope.followed(value).code;
}

/** `toupper` and `tolower`: a character stays one. */
function changed(method: string): Rule {
  return (scope, [character]) => {
    const value = given(scope, character);
    if (value.ts === "char") return primary(`${codeAt(value, LEVEL.primary)}.${method}()`, "char");
    const text = `String.fromCharCode(${counted(value).code}).${method}()`;
    return { ...primary(text, "char"), charCode: `${text}.charCodeAt(0)` };
  };
}

function kind(range: string): Rule {
  return (scope, [character]) => {
    const value = given(scope, character);
    const text = value.ts === "char" ? value.code : `String.fromCharCode(${counted(value).code})`;
    return primary(`/[${range}]/.test(${text})`, "boolean");
  };
}

/** The format and what fills it in, as one text. */
export function formattedText(scope: Scope, [format, ...args]: readonly Node[]): string {
  const text = format === undefined ? undefined : scope.translate(format);
  if (text === undefined) return given(scope, format).code;
  const values = args.map((arg) => scope.translate(arg)).map((value) => plain(scope, value));
  if (!/^"(?:\\.|[^"\\])*"$/.test(text.code)) return unknownFormat(scope, text, values);
  const literal: unknown = JSON.parse(jsonOf(text.code));
  return filledIn(scope, String(literal), values);
}

/** A format with its values. */
export function filledIn(scope: Scope, format: string, values: readonly Value[]): string {
  return formatted(format, values, {
    printf: () => scope.needs.name("aprPsprintf"),
    exponential: () => scope.needs.helper("exponential"),
  });
}

/** A format that only shows itself when the program runs. */
function unknownFormat(scope: Scope, format: Value, values: readonly Value[]): string {
  if (withoutNull(format.ts) !== "string") {
    throw new Untranslatable("a format is no text", "Write a template literal.");
  }
  const list = [scope.followed(format), ...values].map(({ code }) => code).join(", ");
  return `${scope.needs.name("aprPsprintf")}(null, ${list})`;
}

/** A value as a format takes it: memory as the text it holds. */
function plain(scope: Scope, value: Value): Value {
  if (withoutNull(value.ts) === "Buffer") {
    const { code } = scope.followed(value);
    return primary(`${scope.needs.helper("textIn")}(${code})`, "string");
  }
  return value.ts === "AosString"
    ? primary(`${codeAt(value, LEVEL.primary)}.data`, "string")
    : value;
}

/** The literal in the escapes of JSON. */
function jsonOf(literal: string): string {
  return literal
    .replace(/\\x([0-9a-fA-F]{2})/g, "\\u00$1")
    .replaceAll("\\'", "'")
    .replaceAll("\\0", "\\u0000")
    .replaceAll("\\v", "\\u000b");
}
