/**
 * A map whose keys are walked in the order of their UTF-8 bytes, as the service lists them.
 *
 * @packageDocumentation
 */

/** A map in the byte order of its keys. */
export class SortedMap<T> {
  readonly #values = new Map<string, T>();
  #keys: string[] | null = [];

  /** How many there are. */
  get size(): number {
    return this.#values.size;
  }

  /** The value of a key. */
  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  /** Sets the value of a key. */
  set(key: string, value: T): void {
    // Sorting waits until somebody walks.
    if (!this.#values.has(key)) this.#keys = null;
    this.#values.set(key, value);
  }

  /** Removes a key. */
  delete(key: string): void {
    if (this.#values.delete(key)) this.#keys = null;
  }

  /** The values in no order. */
  values(): IterableIterator<T> {
    return this.#values.values();
  }

  /** Keys and values from the first key that is not before `start`, in order. */
  *from(start: string): Generator<[string, T]> {
    this.#keys ??= [...this.#values.keys()].sort(compareUtf8);
    const keys = this.#keys;
    for (let i = lowerBound(keys, start); i < keys.length; i++) {
      const key = keys[i] ?? "";
      const value = this.#values.get(key);
      if (value !== undefined) yield [key, value];
    }
  }
}

function lowerBound(keys: readonly string[], start: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareUtf8(keys[middle] ?? "", start) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compares two texts by their UTF-8 bytes. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** UTF-16 sorts surrogates before U+E000 to U+FFFF, UTF-8 behind them. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
