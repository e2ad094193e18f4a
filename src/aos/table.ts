/**
 * `apr_table_t`: the tables of headers and query parameters.
 *
 * @packageDocumentation
 */

import { type InspectOptions, inspect } from "node:util";
import type { AosPool } from "./pool.js";
import { headerShown } from "./redact.js";
import { asciiLower } from "./string.js";

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
    return this.#entries[this.#find(key)]?.val ?? null;
  }

  /** Replaces the first entry of `key` and removes its others; without one, adds it. */
  set(key: string, val: string): void {
    const at = this.#find(key);
    const first = this.#entries[at];
    if (first === undefined) {
      this.add(key, val);
      return;
    }
    if (this.#find(key, at + 1) >= 0) this.#remove(key, at + 1);
    this.#entries[at] = { key: first.key, val };
  }

  /** Adds an entry at the end, beside others of the same name. */
  add(key: string, val: string): void {
    this.#entries.push({ key, val });
  }

  /** Puts `val` behind the first value of `key`, after a comma and a space; without one, adds it. */
  merge(key: string, val: string): void {
    const at = this.#find(key);
    const first = this.#entries[at];
    if (first === undefined) this.add(key, val);
    else this.#entries[at] = { key: first.key, val: `${first.val}, ${val}` };
  }

  /** Removes every entry of `key`. */
  unset(key: string): void {
    this.#remove(key, 0);
  }

  /** Removes every entry. */
  clear(): void {
    this.#entries = [];
  }

  /** A new table with the same entries. */
  copy(): AosTable {
    const table = new AosTable();
    table.#entries = this.#entries.slice();
    return table;
  }

  /** The entries for JSON, without the values of headers and parameters that let others in. */
  toJSON(): AosTableEntry[] {
    return this.#entries.map(({ key, val }) => ({ key, val: headerShown(key, val) }));
  }

  static {
    // console.log shows what JSON does. A computed method name is beyond isolatedDeclarations.
    Object.defineProperty(AosTable.prototype, inspect.custom, {
      value(this: AosTable, _depth: number, options: InspectOptions): string {
        return `AosTable ${inspect(this.toJSON(), options)}`;
      },
    });
  }

  /** The entries whose names in lower case are wanted, under these names. */
  lowerCase(isWanted: (name: string) => boolean): AosTableEntry[] {
    const wanted: AosTableEntry[] = [];
    for (const { key, val } of this.#entries) {
      const name = asciiLower(key);
      if (isWanted(name)) wanted.push({ key: name, val });
    }
    return wanted;
  }

  /** Where the first entry of a name stands, from an index on; -1 when there is none. */
  #find(key: string, from = 0): number {
    const name = asciiLower(key);
    for (let i = from; i < this.#entries.length; i++) {
      if (isNamed(this.#entries[i], name)) return i;
    }
    return -1;
  }

  /** Removes the entries of a name from an index on. Whoever walks the table walks the old entries. */
  #remove(key: string, from: number): void {
    const name = asciiLower(key);
    this.#entries = this.#entries.filter((entry, i) => i < from || !isNamed(entry, name));
  }
}

/** Whether an entry has this name in lower case. Most differ in length already. */
function isNamed(entry: AosTableEntry | undefined, name: string): boolean {
  return entry?.key.length === name.length && asciiLower(entry.key) === name;
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

/**
 * The entries of a table in order, as they are now: C's `nelts` is the array's `length`. Port of
 * `aos_table_elts`.
 */
export function aosTableElts(t: AosTable): readonly AosTableEntry[] {
  return [...t];
}

/** Whether a table has no entry; so has NULL. Port of `aos_is_empty_table`. */
export function aosIsEmptyTable(t: AosTable | null): boolean {
  return t === null || t.length === 0;
}

/** Adds a number to a table, beside others of the same name. Port of `aos_table_add_int`. */
export function aosTableAddInt(t: AosTable, key: string, value: number): void {
  t.add(key, String(value));
}

/** Adds a number to a table, beside others of the same name. Port of `aos_table_add_int64`. */
export function aosTableAddInt64(t: AosTable, key: string, value: number | bigint): void {
  t.add(key, String(value));
}

/** Sets a number in a table, in place of others of the same name. Port of `aos_table_set_int64`. */
export function aosTableSetInt64(t: AosTable, key: string, value: number | bigint): void {
  t.set(key, String(value));
}
