/**
 * What is computed of all rows together: count, sum, avg, min and max.
 *
 * @packageDocumentation
 */

import { type ColumnOf, type Datum, numberOf, valueOf } from "./sql_evaluate.js";
import type { SqlAggregate, SqlColumn } from "./sql_query.js";

/** One aggregate that takes rows in. */
interface Running {
  readonly take: (column: ColumnOf) => void;
  readonly result: () => Datum;
}

/** The aggregates of a query. */
export class Aggregates {
  readonly #running: readonly Running[];

  /** The aggregates among some columns, which may be none. */
  constructor(columns: readonly SqlColumn[]) {
    this.#running = columns.flatMap((column) => {
      if (column.kind !== "aggregate") return [];
      const { of, what } = column;
      if (of === null) return [counting()];
      const gathered = new Gathered(what);
      return [
        {
          take: (row: ColumnOf) => {
            gathered.take(valueOf(of, row));
          },
          result: () => gathered.result(),
        },
      ];
    });
  }

  /** Whether there is any. */
  get areAsked(): boolean {
    return this.#running.length > 0;
  }

  /** Takes a row in. */
  take(column: ColumnOf): void {
    for (const running of this.#running) running.take(column);
  }

  /** The result's only row. */
  results(): string[] {
    return this.#running.map(({ result }) => String(result() ?? ""));
  }
}

function counting(): Running {
  let count = 0;
  return { take: () => (count += 1), result: () => count };
}

/** The values of one expression. */
class Gathered {
  readonly #what: SqlAggregate;
  #count = 0;
  #sum = 0;
  #extreme: Datum = null;

  constructor(what: SqlAggregate) {
    this.#what = what;
  }

  take(datum: Datum): void {
    if (datum === null) return;
    const number = numberOf(datum);
    const isSum = this.#what === "sum" || this.#what === "avg";
    if (isSum && number === null) return;
    this.#count += 1;
    this.#sum += number ?? 0;
    if (this.#isBeyond(number ?? datum)) this.#extreme = number ?? datum;
  }

  #isBeyond(datum: string | number): boolean {
    const extreme = this.#extreme;
    if (extreme === null) return true;
    const areNumbers = typeof datum === "number" && typeof extreme === "number";
    const [a, b] = areNumbers ? [datum, extreme] : [String(datum), String(extreme)];
    return this.#what === "min" ? a < b : a > b;
  }

  result(): Datum {
    if (this.#what === "count") return this.#count;
    if (this.#count === 0) return null;
    if (this.#what === "sum") return this.#sum;
    return this.#what === "avg" ? this.#sum / this.#count : this.#extreme;
  }
}
