/**
 * Computes values and conditions of a row. Nothing known is null, as SQL has it.
 *
 * @packageDocumentation
 */

import { isLike } from "./sql_like.js";
import type { SqlComparison, SqlCondition, SqlValue } from "./sql_query.js";

/** What a value is for a row. */
export type Datum = string | number | null;

/** Tells what a row has in a column, null for nothing. */
export type ColumnOf = (name: string) => string | null;

/** Computes a value. */
export function valueOf(value: SqlValue, column: ColumnOf): Datum {
  switch (value.kind) {
    case "column":
      return column(value.name);
    case "text":
      return value.text;
    case "number":
      return value.number;
    case "null":
      return null;
    case "cast":
      return cast(valueOf(value.of, column), value.to);
  }
}

function cast(datum: Datum, to: "number" | "integer" | "text"): Datum {
  if (to === "text" || datum === null) return datum === null ? null : String(datum);
  const number = numberOf(datum);
  return number === null || to === "number" ? number : Math.trunc(number);
}

/** A datum as a number, null for none. */
export function numberOf(datum: Datum): number | null {
  if (typeof datum !== "string") return datum;
  const text = datum.trim();
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** Tells whether a row meets a condition, null when that is not known. */
export function holds(condition: SqlCondition, column: ColumnOf): boolean | null {
  switch (condition.kind) {
    case "and":
      return both(condition.left, condition.right, column, false);
    case "or":
      return both(condition.left, condition.right, column, true);
    case "not":
      return opposite(holds(condition.of, column));
    case "compare":
      return compared(condition, column);
    case "like": {
      const datum = valueOf(condition.of, column);
      return datum === null ? null : isLike(String(datum), condition.pattern);
    }
    case "in":
      return isIn(condition.of, condition.list, column);
    case "is null":
      return valueOf(condition.of, column) === null;
  }
}

function opposite(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

/** One of two conditions that is `decisive` decides; otherwise both must be known. */
function both(
  left: SqlCondition,
  right: SqlCondition,
  column: ColumnOf,
  decisive: boolean,
): boolean | null {
  const first = holds(left, column);
  if (first === decisive) return decisive;
  const second = holds(right, column);
  if (second === decisive) return decisive;
  return first === null || second === null ? null : !decisive;
}

function isIn(of: SqlValue, list: readonly SqlValue[], column: ColumnOf): boolean | null {
  let known = true;
  for (const right of list) {
    const truth = compared({ how: "=", left: of, right }, column);
    if (truth === true) return true;
    if (truth === null) known = false;
  }
  return known ? false : null;
}

function compared(
  { how, left, right }: { how: SqlComparison; left: SqlValue; right: SqlValue },
  column: ColumnOf,
): boolean | null {
  const order = compareData(valueOf(left, column), valueOf(right, column));
  if (order === null) return null;
  switch (how) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** The order of two data: of numbers if one is a number, of texts otherwise. */
function compareData(left: Datum, right: Datum): number | null {
  if (left === null || right === null) return null;
  if (typeof left === "string" && typeof right === "string") {
    return left === right ? 0 : left < right ? -1 : 1;
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === null || b === null ? null : a - b;
}
