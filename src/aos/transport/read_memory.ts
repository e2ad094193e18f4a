/**
 * The memory that TCP connections read into.
 *
 * Left to itself Node takes 64 KiB anew for each read. That is more than a short answer needs, and for
 * a long one it is many small reads into memory that was never touched before.
 *
 * @packageDocumentation
 */

import { answerSlabs } from "./slabs.js";

/** A slab with less room than this is not read into any more, in bytes. */
const LEAST_ROOM = 65_536;

/** Short answers of all connections are read into this, and copied out at once. */
const scratch = Buffer.allocUnsafeSlow(LEAST_ROOM);

/** A slab that is filled from its front, and free when all in it was given back. */
class Filling {
  readonly memory: Buffer = answerSlabs.take();
  /** Bytes that were read into it. */
  filled = 0;
  /** Bytes that were read into it and not given back. */
  inUse = 0;
}

/**
 * Where one connection reads. Most chunks are copies and belong to whoever gets them. Between
 * {@link lend} and {@link endLoan} chunks lie in slabs, and are to be given back; those that are not
 * given back, as after a failure, cost their slab and nothing else.
 */
export class ReadMemory {
  #isLending = false;
  /** What is read into, if not `scratch`. */
  #slab: Filling | null = null;
  /** The slabs with chunks that were not given back. */
  readonly #lent = new Map<ArrayBufferLike, Filling>();

  /** The chunks from now on will be given back. */
  lend(): void {
    this.#isLending = true;
  }

  /** The chunks from now on won't be given back. */
  endLoan(): void {
    this.#isLending = false;
  }

  /** Takes back a chunk, or a part of one, that nobody looks at any more. */
  giveBack(chunk: Uint8Array): void {
    const slab = this.#lent.get(chunk.buffer);
    // It was read before the loan.
    if (slab === undefined) return;
    slab.inUse -= chunk.length;
    this.#freeIfUnused(slab);
  }

  /** The memory for the next read. */
  next(): Uint8Array {
    const slab = this.#slab;
    if (slab !== null && (!this.#isLending || answerSlabs.size - slab.filled < LEAST_ROOM)) {
      this.#slab = null;
      this.#freeIfUnused(slab);
    }
    if (!this.#isLending) return scratch;
    this.#slab ??= new Filling();
    this.#lent.set(this.#slab.memory.buffer, this.#slab);
    return this.#slab.memory.subarray(this.#slab.filled);
  }

  /** The chunk that a read of `length` bytes into `memory` has given. */
  chunk(memory: Uint8Array, length: number): Buffer {
    const bytes = Buffer.from(memory.buffer, memory.byteOffset, length);
    // The connection may have been told where to read before the loan ended.
    if (!this.#isLending || this.#slab?.memory.buffer !== memory.buffer) return Buffer.from(bytes);
    this.#slab.filled += length;
    this.#slab.inUse += length;
    return bytes;
  }

  /** A slab that is still read into is not free, though all in it was given back. */
  #freeIfUnused(slab: Filling): void {
    if (slab.inUse > 0 || slab === this.#slab) return;
    this.#lent.delete(slab.memory.buffer);
    answerSlabs.give(slab.memory);
  }
}
