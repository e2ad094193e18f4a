/**
 * Memory that bodies pass through, and that is used again: memory that was never touched before costs
 * as much as copying it.
 *
 * @packageDocumentation
 */

/** How much a slab holds, in bytes: so much of a body is read or sent at once. */
export const SLAB_SIZE = 524_288;
/** How many slabs are kept for the next bodies. */
const MOST_FREE = 16;

const free: Buffer[] = [];

/** A slab for whoever asks; it holds what it held. */
export function takeSlab(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(SLAB_SIZE);
}

/**
 * Leaves a slab to the next body. Nobody may read or write it any more: after a failure it can't be
 * known whether the operating system does, and the slab is left to the garbage collector.
 */
export function freeSlab(slab: Buffer): void {
  if (free.length < MOST_FREE) free.push(slab);
}

/** Forgets the free slabs. */
export function forgetSlabs(): void {
  free.length = 0;
}
