/** A translated expression. */

import { isEnumeration } from "../api/api.js";

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
  /**
   * Its TypeScript type, as far as it is known: "unknown" otherwise, "null" for NULL, "char" for a text of
   * one character, "double" for a number with a fraction, "opaque" for what a `void *` leads to, "fresh" for memory nothing is known of yet.
   */
  readonly ts: string;
  readonly level: number;
  /** The variable, field or result whose type a later pass may know better. */
  readonly place?: string;
  /** The variable that holds it among others, all of which may be NULL if it may be. */
  readonly among?: string;
  /** How it is said that the value is 0 or NULL, and that it is not, where there is a plainer way. */
  readonly zero?: { readonly is: Value; readonly isNot: Value };
  /** The same where `undefined` does no harm: in a comparison with what is not 0. */
  readonly loose?: string;
  /** The same before `undefined` becomes NULL. */
  readonly bare?: string;
  /** The memory that an offset leads to. */
  readonly memory?: string;
  /** The number of a character. */
  readonly charCode?: string;
  /** The same before it is cut to the bits of C's integer: what is cut again is made of that. */
  readonly uncut?: Value;
  /** What stands behind the operator of an operation whose left side may be left out: `n += operand`. */
  readonly operand?: Value;
  /** It is a `bigint` since a number would lose digits. */
  readonly exact?: true;
  /** It may be NULL, but not at this place. */
  readonly isKnown?: true;
  /** It is true or false only where it is a condition: `a && b` of numbers. */
  readonly isLoose?: true;
  /** What it is one of, where both are not of one type. */
  readonly choice?: Choice;
  /** What is left of a call whose value nobody uses. */
  readonly effect?: string;
}

/** `test ? yes : no`. */
export interface Choice {
  readonly test: string;
  readonly yes: Value;
  readonly no: Value;
}

/** The type of what is one thing or the other. */
export function either(yes: string, no: string): string {
  const one = yes === "null" ? no : yes;
  const hasNull = isNullable(yes) || isNullable(no);
  const held = yes === "double" || no === "double" ? "double" : withoutNull(one);
  return hasNull && held !== "null" ? `${held} | null` : held;
}

export function primary(code: string, ts: string): Value {
  return { code, ts, level: LEVEL.primary };
}

/** A text that is `undefined` where C has NULL. */
export function orNull(bare: string): Value {
  return { code: `${bare} ?? null`, ts: "string | null", level: LEVEL.conditional, bare };
}

/** A text, or another one where it is NULL. */
export function orElse(value: Value, other: string): Value {
  const code = value.bare ?? value.loose ?? codeAt(value, LEVEL.or);
  return { code: `${code} ?? ${other}`, ts: "string", level: LEVEL.conditional };
}

/** The place of a value, for one that is made of it. */
export function placeOf({ place }: Value): { readonly place?: string } {
  return place === undefined ? {} : { place };
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

/** The type of an array's elements; `null` for what is no array. */
export function elementOf(ts: string): string | null {
  return ts.endsWith("[]") ? ts.slice(0, -2).replace(/^\((.*)\)$/, "$1") : null;
}

/** Whether it is counted with; the enumerations of the SDK are numbers. */
export function isNumeric(ts: string): boolean {
  return /^(number|double|bigint)$/.test(ts) || isEnumeration(ts);
}

/** Whether it is a number to C, whatever it is here. */
export function isCounted(ts: string): boolean {
  return isNumeric(ts) || /^(char|boolean|AosBool)$/.test(ts);
}

/** Whether it is a number that only 64 bits can hold: a limit, a literal, or what is made of one. */
export function isWide({ code, ts, exact }: Value): boolean {
  if (exact === true) return ts === "bigint";
  const digits = /^-?(\w+)n$/.exec(code)?.[1];
  return ts === "bigint" && Number(digits) > Number.MAX_SAFE_INTEGER;
}

export function isNumber(ts: string): boolean {
  return ts === "number" || ts === "double";
}

/** A value as it may be compared: an element beyond the end, which is 0 in C, is no other literal here. */
export function besides({ loose }: Value, other: string): string | undefined {
  return /^(null|undefined|-?[1-9]\d*|"[^\\"]+")$/.test(other) ? loose : undefined;
}

/** That a value holds: its code with a comparison, as C compares it with 0 or NULL. */
export function compared(value: Value, operator: "===" | "!==", zero: string): Value {
  const left = besides(value, zero) ?? codeAt(value, LEVEL.equality);
  const code = `${left} ${operator} ${zero}`;
  return { code, ts: "boolean", level: LEVEL.equality };
}

/** What an out-parameter holds. A number that nothing was written to is 0. */
export function heldBy(out: string, held: string): Value {
  if (!/^(number|double|bigint|AosBool)$/.test(held))
    return primary(`${out}.value`, `${held} | null`);
  const zero = held === "bigint" ? "0n" : "0";
  return { code: `${out}.value ?? ${zero}`, ts: held, level: LEVEL.conditional };
}
