/**
 * What two threads agree on about bytes in the memory that they share: that their CRC-64 is wanted, who
 * computes it, and what it is.
 *
 * @packageDocumentation
 */

import type { Kernel } from "./instance.js";

/** The words of an order. */
const STATE = 0;
const AT = 1;
const LENGTH = 2;
const WORDS = 4;

/** Its states, one after the other. */
const PLACED = 1;
const TAKEN = 2;
const DONE = 3;

/** How long a thread that has taken an order may need, in milliseconds: a thousand times as long as it does. */
const PATIENCE = 1000;

/** One thread's view of the order that a memory has; each thread has a kernel of its own on that memory. */
export class Order {
  readonly #kernel: Kernel;
  readonly #words: Int32Array;
  /** What the CRC-64 goes on from, and then the CRC-64. */
  readonly #crc: BigInt64Array;

  constructor(kernel: Kernel) {
    const { memory, order } = kernel;
    this.#kernel = kernel;
    this.#words = new Int32Array(memory.buffer, order, WORDS);
    this.#crc = new BigInt64Array(memory.buffer, order + this.#words.byteLength, 1);
  }

  /** Asks for the CRC-64 of `length` bytes at `at` in the memory, going on from `crc`. */
  place(crc: bigint, at: number, length: number): void {
    this.#crc[0] = crc;
    this.#words[AT] = at;
    this.#words[LENGTH] = length;
    Atomics.store(this.#words, STATE, PLACED);
  }

  /** Does what was asked for, unless another thread does. */
  work(): void {
    const [words, crc] = [this.#words, this.#crc];
    if (Atomics.compareExchange(words, STATE, PLACED, TAKEN) !== PLACED) return;
    crc[0] = this.#kernel.crc64(crc[0] ?? 0n, words[AT] ?? 0, words[LENGTH] ?? 0);
    Atomics.store(words, STATE, DONE);
    Atomics.notify(words, STATE);
  }

  /**
   * What was asked for: it is done here if nobody has begun yet.
   *
   * @returns the CRC-64, or `null` if the thread that has begun does not come to an end
   */
  result(): bigint | null {
    this.work();
    const waited = Atomics.wait(this.#words, STATE, TAKEN, PATIENCE);
    return waited === "timed-out" ? null : BigInt.asUintN(64, this.#crc[0] ?? 0n);
  }
}
