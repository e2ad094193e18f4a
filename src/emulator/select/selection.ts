/**
 * Runs a query over rows.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import { Aggregates } from "./aggregates.js";
import { placeColumns } from "./columns.js";
import { type CsvRow, plainField } from "./csv.js";
import type { SelectRequest } from "./select_request.js";
import { type ColumnOf, holds, valueOf } from "./sql_evaluate.js";

/** How many bytes a split of an object has: it ends with the row in which they do. */
export const SPLIT_SIZE: number = 4 * 1024 * 1024;

/** A query that runs. */
export class Selection {
  /** How many bytes were read. */
  scanned = 0;
  readonly #request: SelectRequest;
  readonly #rows: AsyncGenerator<CsvRow>;
  readonly #first: CsvRow | null;
  readonly #places: ReadonlyMap<string, number>;
  readonly #columnCount: number;
  readonly #header: readonly string[];
  #skipped = 0;

  private constructor(request: SelectRequest, rows: AsyncGenerator<CsvRow>, first: CsvRow | null) {
    this.#request = request;
    this.#rows = rows;
    this.#first = first;
    this.#header = request.header === "use" ? (first?.fields ?? []) : [];
    const titles = this.#header.map((field) => plainField(field, request.csv.quote));
    this.#places = placeColumns(request.query, titles);
    this.#columnCount = Math.max(0, ...[...this.#places.values()].map((place) => place + 1));
  }

  /** Begins a query: reads the header, and throws for what it does not name. */
  static async begin(request: SelectRequest, rows: AsyncGenerator<CsvRow>): Promise<Selection> {
    const first = await rows.next();
    try {
      return new Selection(request, rows, first.done === true ? null : first.value);
    } catch (error) {
      await rows.return(undefined);
      throw error;
    }
  }

  /** The rows of the result, "" for each that was read and not taken. */
  lines(): AsyncGenerator<string> {
    const { columns } = this.#request.query;
    const aggregates = new Aggregates(columns);
    return aggregates.areAsked ? this.#aggregated(aggregates) : this.#projected();
  }

  async *#projected(): AsyncGenerator<string> {
    const { query, hasHeader } = this.#request;
    if (hasHeader && this.#header.length > 0) yield this.#titles();
    let left = query.limit;
    if (left === 0) return;
    for await (const row of this.#asked()) {
      const column = this.#columnOf(row);
      const isTaken = this.#takes(row, column);
      yield isTaken ? this.#line(row, column) : "";
      if (isTaken) left -= 1;
      if (left === 0) return;
    }
  }

  async *#aggregated(aggregates: Aggregates): AsyncGenerator<string> {
    if (this.#request.query.limit === 0) return;
    for await (const row of this.#asked()) {
      const column = this.#columnOf(row);
      if (this.#takes(row, column)) aggregates.take(column);
      yield "";
    }
    yield this.#joined(aggregates.results());
  }

  /** The rows of the object that the range and the header leave. */
  async *#asked(): AsyncGenerator<CsvRow> {
    let number = 0;
    for await (const row of this.#all()) {
      this.scanned = row.start + row.fields.join(" ").length;
      const isHeader = number === 0 && this.#request.header !== "none";
      const where = this.#whereIs(row, number);
      number += 1;
      if (where === "behind") return;
      if (where === "inside" && !isHeader) yield row;
    }
  }

  async *#all(): AsyncGenerator<CsvRow> {
    if (this.#first === null) return;
    yield this.#first;
    yield* this.#rows;
  }

  #whereIs(row: CsvRow, number: number): "before" | "inside" | "behind" {
    const { range } = this.#request;
    if (range === null) return "inside";
    const place = range.unit === "line" ? number : Math.floor(row.start / SPLIT_SIZE);
    if (place < range.first) return "before";
    return place > range.last ? "behind" : "inside";
  }

  #columnOf(row: CsvRow): ColumnOf {
    return (name) => {
      const field = row.fields[this.#places.get(name) ?? -1];
      return field === undefined ? null : plainField(field, this.#request.csv.quote);
    };
  }

  #takes(row: CsvRow, column: ColumnOf): boolean {
    const { where } = this.#request.query;
    return this.#isWhole(row) && (where === null || holds(where, column) === true);
  }

  /** Whether a row has every column that is named; without it, it may be skipped. */
  #isWhole({ fields }: CsvRow): boolean {
    const { skipsPartial, mostSkipped } = this.#request;
    if (!skipsPartial || fields.length >= this.#columnCount) return true;
    this.#skipped += 1;
    if (this.#skipped <= mostSkipped) return false;
    throw new OssError("BadRequest", { message: "More rows are partial than may be skipped." });
  }

  #titles(): string {
    const { columns } = this.#request.query;
    return this.#joined(
      columns.flatMap((column) => (column.kind === "all" ? this.#header : [column.title])),
    );
  }

  #line(row: CsvRow, column: ColumnOf): string {
    const { query, keepAll } = this.#request;
    const kept = keepAll ? row.fields.map(() => "") : [];
    const fields = query.columns.flatMap((asked) => {
      if (asked.kind !== "value") return row.fields;
      const place = asked.value.kind === "column" ? this.#places.get(asked.value.name) : undefined;
      if (place === undefined) return [String(valueOf(asked.value, column) ?? "")];
      const field = row.fields[place] ?? "";
      if (place < kept.length) kept[place] = field;
      return [field];
    });
    return this.#joined(keepAll && query.columns[0]?.kind === "value" ? kept : fields);
  }

  #joined(fields: readonly string[]): string {
    const { fieldOut, recordOut } = this.#request;
    return `${fields.join(fieldOut)}${recordOut}`;
  }
}
