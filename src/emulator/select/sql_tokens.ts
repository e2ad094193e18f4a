/**
 * The words of an SQL expression.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";

/** A word of an SQL expression. */
export interface SqlToken {
  /** What kind of word it is. */
  readonly kind: "word" | "name" | "text" | "number" | "sign" | "end";
  /** The word: of a text or a quoted name without its quotes. */
  readonly value: string;
}

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?|\.\d+)|(?<word>[A-Za-z_\u0080-\u00ff][\w\u0080-\u00ff]*)|'(?<text>(?:[^']|'')*)'|"(?<name>[^"]+)"|`(?<other>[^`]+)`|(?<sign><>|<=|>=|!=|[=<>(),.*;+-]))/y;

/** Takes an expression apart; what is no word of SQL throws InvalidSqlParameter. */
export function sqlTokens(expression: string): readonly SqlToken[] {
  const text = expression.trimEnd();
  const tokens: SqlToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw sqlError(`unexpected ${text.slice(at).trim().slice(0, 20)}`);
    tokens.push(tokenOf(groups));
  }
  return [...tokens, { kind: "end", value: "the end" }];
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): SqlToken {
  const { number, word, text, name, other, sign = "" } = groups;
  if (number !== undefined) return { kind: "number", value: number };
  if (word !== undefined) return { kind: "word", value: word };
  if (text !== undefined) return { kind: "text", value: text.replaceAll("''", "'") };
  const quoted = name ?? other;
  return quoted === undefined ? { kind: "sign", value: sign } : { kind: "name", value: quoted };
}

/** The error of an expression that is not understood. */
export function sqlError(why: string): OssError {
  return new OssError("InvalidSqlParameter", { message: `The SQL expression is invalid: ${why}.` });
}
