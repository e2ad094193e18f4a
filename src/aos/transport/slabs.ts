/**
 * Memory that bodies pass through, and that is used again: memory that was never touched before costs
 * as much as copying it. Its CRC-64 is computed in place.
 *
 * @packageDocumentation
 */

import { crc64Memory } from "../crc64/kernel.js";

/** Pieces of memory of one size. */
export class Slabs {
  /** How much a slab holds, in bytes. */
  readonly size: number;
  readonly #mostFree: number;
  readonly #isShared: boolean;
  readonly #free: Buffer[] = [];

  /**
   * @param mostFree - how many are kept for the next bodies
   * @param isShared - whether another thread may compute the CRC-64
   */
  constructor(size: number, mostFree: number, isShared = false) {
    this.size = size;
    this.#mostFree = mostFree;
    this.#isShared = isShared;
  }

  /** A slab for whoever asks; it holds what it held. */
  take(): Buffer {
    return this.#free.pop() ?? crc64Memory(this.size, this.#isShared);
  }

  /**
   * Leaves a slab to the next body. Nobody may read or write it any more: after a failure it can't be
   * known whether the operating system does, and the slab is left to the garbage collector.
   */
  give(slab: Buffer): void {
    if (this.#free.length < this.#mostFree) this.#free.push(slab);
  }

  forget(): void {
    this.#free.length = 0;
  }
}

/** What answers are read into. */
export const answerSlabs: Slabs = new Slabs(524_288, 16);

/** What files are read into: each read costs some 40 µs more than the copying, however long it is. */
export const fileSlabs: Slabs = new Slabs(2_097_152, 6);

/** The same, for bodies whose CRC-64 has a thread of its own. */
export const sharedFileSlabs: Slabs = new Slabs(fileSlabs.size, 6, true);

/** Forgets the free slabs. */
export function forgetSlabs(): void {
  answerSlabs.forget();
  fileSlabs.forget();
  sharedFileSlabs.forget();
}
