/**
 * Reads an SQL expression: `select ... from ossobject where ... limit ...`.
 *
 * @packageDocumentation
 */

import { readCondition } from "./sql_conditions.js";
import type { SqlAggregate, SqlColumn, SqlQuery } from "./sql_query.js";
import { SqlReader } from "./sql_reader.js";
import { sqlError } from "./sql_tokens.js";

const LONGEST_EXPRESSION = 1024;

const AGGREGATES: ReadonlyMap<string, SqlAggregate> = new Map([
  ["count", "count"],
  ["sum", "sum"],
  ["avg", "avg"],
  ["min", "min"],
  ["max", "max"],
]);

/** Reads an expression, one character a byte; what is not understood throws InvalidSqlParameter. */
export function parseSql(expression: string): SqlQuery {
  if (expression.length > LONGEST_EXPRESSION) throw sqlError("it is too long");
  const reader = new SqlReader(expression);
  readTable(reader, expression);
  reader.expect("select");
  const columns = readColumns(reader);
  reader.expect("from");
  skipTable(reader);
  const where = reader.accept("where") ? readCondition(reader) : null;
  const limit = reader.accept("limit") ? reader.number() : Infinity;
  reader.accept(";");
  if (reader.peek().kind !== "end") throw sqlError(`unexpected ${reader.peek().value}`);
  if (limit < 0 || (limit !== Infinity && !Number.isInteger(limit))) throw sqlError("bad limit");
  return { columns, where, limit };
}

/** Columns may be named by the table's alias, which stands behind them. */
function readTable(reader: SqlReader, expression: string): void {
  const ahead = new SqlReader(expression);
  while (ahead.peek().kind !== "end" && !ahead.accept("from")) ahead.next();
  if (ahead.peek().kind === "end") return;
  const alias = skipTable(ahead);
  if (alias !== "") reader.addTable(alias);
}

/** Passes over the table, and tells its alias, "" for none. */
function skipTable(reader: SqlReader): string {
  reader.expect("ossobject");
  if (reader.accept("as")) return reader.name();
  const { kind } = reader.peek();
  const hasAlias = kind === "word" && !reader.sees("where") && !reader.sees("limit");
  return hasAlias ? reader.name() : "";
}

function readColumns(reader: SqlReader): readonly SqlColumn[] {
  const columns: SqlColumn[] = [];
  do columns.push(readColumn(reader));
  while (reader.accept(","));
  const kinds = new Set(columns.map(({ kind }) => kind));
  if (kinds.size > 1) throw sqlError("columns and aggregates can't be mixed");
  if (kinds.has("all") && columns.length > 1) throw sqlError("* stands alone");
  return columns;
}

function readColumn(reader: SqlReader): SqlColumn {
  if (reader.accept("*")) return { kind: "all" };
  const what = AGGREGATES.get(reader.peek().value.toLowerCase());
  if (what !== undefined && reader.sees("(", 1)) return readAggregate(reader, what);
  const value = reader.value();
  const named = value.kind === "column" ? value.name : "";
  return { kind: "value", value, title: readTitle(reader, named) };
}

function readAggregate(reader: SqlReader, what: SqlAggregate): SqlColumn {
  reader.next();
  reader.expect("(");
  const rows = what === "count" && reader.accept("*");
  const of = rows ? null : reader.value();
  reader.expect(")");
  return { kind: "aggregate", what, of, title: readTitle(reader, what) };
}

function readTitle(reader: SqlReader, otherwise: string): string {
  return reader.accept("as") ? reader.name() : otherwise;
}
