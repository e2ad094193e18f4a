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

/** Rows as they come, some at a time. */
export type RowBatches = AsyncGenerator<readonly CsvRow[]>;

/** A query that runs. */
export class Selection {
  /** How many bytes were read. */
  scanned = 0;
  readonly #request: SelectRequest;
  readonly #batches: RowBatches;
  readonly #first: readonly CsvRow[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #columnCount: number;
  readonly #header: readonly string[];
  readonly #aggregates: Aggregates;
  #rowNumber = 0;
  #left: number;
  #skipped = 0;

  private constructor(request: SelectRequest, batches: RowBatches, first: readonly CsvRow[]) {
    this.#request = request;
    this.#batches = batches;
    this.#first = first;
    this.#header = request.header === "use" ? (first[0]?.fields ?? []) : [];
    const titles = this.#header.map((field) => plainField(field, request.csv.quote));
    this.#places = placeColumns(request.query, titles);
    this.#columnCount = Math.max(0, ...[...this.#places.values()].map((place) => place + 1));
    this.#aggregates = new Aggregates(request.query.columns);
    this.#left = request.query.limit;
  }

  /** Begins a query: reads the header, and throws for what it does not name. */
  static async begin(request: SelectRequest, batches: RowBatches): Promise<Selection> {
    const first = await batches.next();
    try {
      return new Selection(request, batches, first.done === true ? [] : first.value);
    } catch (error) {
      await batches.return(undefined);
      throw error;
    }
  }

  /** The rows of the result: what each batch gives, which may be nothing. */
  async *texts(): AsyncGenerator<string> {
    const { areAsked } = this.#aggregates;
    if (this.#request.hasHeader && !areAsked && this.#header.length > 0) yield this.#titles();
    if (this.#left === 0) return;
    yield this.#textOf(this.#first);
    for await (const batch of this.#batches) {
      if (this.#left === 0) break;
      yield this.#textOf(batch);
    }
    if (areAsked) yield this.#joined(this.#aggregates.results());
  }

  /** What a batch gives. */
  #textOf(batch: readonly CsvRow[]): string {
    let text = "";
    for (const row of batch) {
      if (this.#left === 0) break;
      if (this.#isAsked(row)) text += this.#take(row);
    }
    return text;
  }

  /** What a row gives. */
  #take(row: CsvRow): string {
    const column = this.#columnOf(row);
    if (!this.#isTaken(row, column)) return "";
    if (this.#aggregates.areAsked) {
      this.#aggregates.take(column);
      return "";
    }
    this.#left -= 1;
    return this.#line(row, column);
  }

  /** Whether the range and the header leave a row. */
  #isAsked(row: CsvRow): boolean {
    const number = this.#rowNumber;
    this.scanned = row.end;
    this.#rowNumber += 1;
    const where = this.#whereIs(row, number);
    if (where === "behind") this.#left = 0;
    return where === "inside" && (number > 0 || this.#request.header === "none");
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

  #isTaken(row: CsvRow, column: ColumnOf): boolean {
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
    if (query.columns[0]?.kind === "all") return this.#joined(row.fields);
    const selected: string[] = [];
    const kept = keepAll ? row.fields.map(() => "") : selected;
    for (const asked of query.columns) {
      if (asked.kind !== "value") continue;
      const { value } = asked;
      const place = value.kind === "column" ? this.#places.get(value.name) : undefined;
      const field = place === undefined ? valueOf(value, column) : row.fields[place];
      selected.push(String(field ?? ""));
      if (keepAll && place !== undefined && place < kept.length) kept[place] = String(field);
    }
    return this.#joined(kept);
  }

  #joined(fields: readonly string[]): string {
    const { fieldOut, recordOut } = this.#request;
    return `${fields.join(fieldOut)}${recordOut}`;
  }
}
