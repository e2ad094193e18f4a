/**
 * Reads the condition behind WHERE.
 *
 * @packageDocumentation
 */

import { likePattern } from "./sql_like.js";
import type { SqlComparison, SqlCondition, SqlValue } from "./sql_query.js";
import type { SqlReader } from "./sql_reader.js";
import { sqlError } from "./sql_tokens.js";

const COMPARISONS: ReadonlyMap<string, SqlComparison> = new Map([
  ["=", "="],
  ["<>", "<>"],
  ["!=", "<>"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

/** Reads conditions joined by OR. */
export function readCondition(reader: SqlReader): SqlCondition {
  let left = readAnd(reader);
  while (reader.accept("or")) left = { kind: "or", left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: SqlReader): SqlCondition {
  let left = readNot(reader);
  while (reader.accept("and")) left = { kind: "and", left, right: readNot(reader) };
  return left;
}

function readNot(reader: SqlReader): SqlCondition {
  if (reader.accept("not")) return { kind: "not", of: readNot(reader) };
  if (!reader.accept("(")) return readTest(reader);
  const condition = readCondition(reader);
  reader.expect(")");
  return condition;
}

function readTest(reader: SqlReader): SqlCondition {
  const left = reader.value();
  if (reader.accept("is")) {
    const negated = reader.accept("not");
    reader.expect("null");
    return negate(negated, { kind: "is null", of: left });
  }
  const negated = reader.accept("not");
  if (reader.accept("like")) return negate(negated, readLike(reader, left));
  if (reader.accept("between")) return negate(negated, readBetween(reader, left));
  if (reader.accept("in")) return negate(negated, readIn(reader, left));
  const { value } = reader.next();
  const how = COMPARISONS.get(value);
  if (negated || how === undefined) throw sqlError(`a comparison expected instead of ${value}`);
  return { kind: "compare", how, left, right: reader.value() };
}

function negate(negated: boolean, of: SqlCondition): SqlCondition {
  return negated ? { kind: "not", of } : of;
}

function readBetween(reader: SqlReader, of: SqlValue): SqlCondition {
  const least = reader.value();
  reader.expect("and");
  return {
    kind: "and",
    left: { kind: "compare", how: ">=", left: of, right: least },
    right: { kind: "compare", how: "<=", left: of, right: reader.value() },
  };
}

function readIn(reader: SqlReader, of: SqlValue): SqlCondition {
  const list: SqlValue[] = [];
  reader.expect("(");
  do list.push(reader.value());
  while (reader.accept(","));
  reader.expect(")");
  return { kind: "in", of, list };
}

function readLike(reader: SqlReader, of: SqlValue): SqlCondition {
  const pattern = reader.next();
  if (pattern.kind !== "text") throw sqlError("a text expected behind like");
  let escape = "";
  if (reader.accept("escape")) {
    const { kind, value } = reader.next();
    if (kind !== "text" || value.length !== 1) throw sqlError("one character expected as escape");
    escape = value;
  }
  return { kind: "like", of, pattern: likePattern(pattern.value, escape) };
}
