/**
 * Where the columns that a query names stand in a row.
 *
 * @packageDocumentation
 */

import type { SqlCondition, SqlQuery, SqlValue } from "./sql_query.js";
import { sqlError } from "./sql_tokens.js";

/**
 * Finds every column that a query names: `_1` is the first, others go by the header.
 *
 * @returns the places by name, from 0; an unknown name throws InvalidSqlParameter
 */
export function placeColumns(
  query: SqlQuery,
  header: readonly string[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const titles = header.map((title) => title.toLowerCase());
  for (const name of namesIn(query)) {
    const number = /^_([1-9]\d{0,5})$/.exec(name)?.[1];
    const place = number === undefined ? titles.indexOf(name.toLowerCase()) : Number(number) - 1;
    if (place < 0) throw sqlError(`there is no column ${name}`);
    places.set(name, place);
  }
  return places;
}

function* namesIn({ columns, where }: SqlQuery): Generator<string> {
  for (const column of columns) {
    if (column.kind === "value") yield* namesInValue(column.value);
    if (column.kind === "aggregate" && column.of !== null) yield* namesInValue(column.of);
  }
  if (where !== null) yield* namesInCondition(where);
}

function* namesInValue(value: SqlValue): Generator<string> {
  if (value.kind === "column") yield value.name;
  if (value.kind === "cast") yield* namesInValue(value.of);
}

function* namesInCondition(condition: SqlCondition): Generator<string> {
  switch (condition.kind) {
    case "and":
    case "or":
      yield* namesInCondition(condition.left);
      yield* namesInCondition(condition.right);
      break;
    case "compare":
      yield* namesInValue(condition.left);
      yield* namesInValue(condition.right);
      break;
    case "not":
      yield* namesInCondition(condition.of);
      break;
    case "in":
      for (const value of [condition.of, ...condition.list]) yield* namesInValue(value);
      break;
    default:
      yield* namesInValue(condition.of);
  }
}
