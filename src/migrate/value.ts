/** A translated expression. */

/** How tightly an expression holds together: one that holds less is put into parentheses. */
export const LEVEL = {
  comma: 0,
  assign: 1,
  conditional: 2,
  or: 3,
  and: 4,
  bitOr: 5,
  bitXor: 6,
  bitAnd: 7,
  equality: 8,
  relation: 9,
  shift: 10,
  sum: 11,
  product: 12,
  unary: 14,
  primary: 16,
} as const;

export interface Value {
  readonly code: string;
  /** Its TypeScript type, as far as it is known; "unknown" otherwise, "null" for NULL. */
  readonly ts: string;
  readonly level: number;
}

export function primary(code: string, ts: string): Value {
  return { code, ts, level: LEVEL.primary };
}

/** The code of a value where what stands around it holds as tightly as `level`. */
export function codeAt(value: Value, level: number): string {
  return value.level < level ? `(${value.code})` : value.code;
}

export function withoutNull(ts: string): string {
  return ts.replace(/ \| null$/, "");
}

export function isNullable(ts: string): boolean {
  return ts.endsWith(" | null") || ts === "null";
}
