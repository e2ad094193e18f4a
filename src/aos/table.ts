/**
 * `apr_table_t`: the tables of headers and query parameters.
 *
 * @module
 */

import type { AosPool } from "./pool.js";

/** One entry of a table. Port of `aos_table_entry_t`. */
export interface AosTableEntry {
  /** The name, as it was written. */
  readonly key: string;
  /** The value. */
  readonly val: string;
}

/**
 * An ordered table of names and values: names are compared without case, `add` keeps duplicates, and
 * `set` keeps the place and the spelling of the first. Port of `apr_table_t`.
 */
export class AosTable implements Iterable<AosTableEntry> {
  #entries: AosTableEntry[] = [];

  /** The number of entries. */
  get length(): number {
    return this.#entries.length;
  }

  /** Walks the entries in order. */
  [Symbol.iterator](): IterableIterator<AosTableEntry> {
    return this.#entries[Symbol.iterator]();
  }

  /** The first value of `key`, or `null`. */
  get(key: string): string | null {
    return this.#entries.find(named(key))?.val ?? null;
  }

  /** Replaces the first entry of `key` and removes its others; without one, adds it. */
  set(key: string, val: string): void {
    const at = this.#entries.findIndex(named(key));
    const first = this.#entries[at];
    if (first === undefined) {
      this.add(key, val);
      return;
    }
    const rest = this.#entries.slice(at + 1).filter((entry) => !named(key)(entry));
    this.#entries = [...this.#entries.slice(0, at), { key: first.key, val }, ...rest];
  }

  /** Adds an entry at the end, beside others of the same name. */
  add(key: string, val: string): void {
    this.#entries.push({ key, val });
  }

  /** Removes every entry of `key`. */
  unset(key: string): void {
    this.#entries = this.#entries.filter((entry) => !named(key)(entry));
  }

  /** Removes every entry. */
  clear(): void {
    this.#entries = [];
  }

  /** A new table with the same entries. */
  copy(): AosTable {
    const table = new AosTable();
    for (const { key, val } of this) table.add(key, val);
    return table;
  }
}

function named(key: string): (entry: AosTableEntry) => boolean {
  const wanted = key.toLowerCase();
  return (entry) => entry.key.toLowerCase() === wanted;
}

/**
 * Makes an empty table. Port of `aos_table_make`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param _nelts - C's hint of the size; ignored
 */
export function aosTableMake(_p: AosPool | null = null, _nelts = 0): AosTable {
  return new AosTable();
}
