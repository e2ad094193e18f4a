/**
 * The time that a request has: until its pools end.
 *
 * @packageDocumentation
 */

import { AOSE_ABORT_CALLBACK } from "../define.js";
import { type AosPool, aosPoolAssertAlive } from "../pool.js";
import { TransportError } from "./failure.js";

/**
 * Tells whoever works for a request that it has to end: first who connects, then who exchanges. An
 * AbortSignal would do the same and cost a small request a tenth of its time.
 */
export class Scope {
  readonly #pools: readonly AosPool[];
  readonly #withdrawals: (() => void)[];
  #failure: TransportError | null = null;
  #listener: (failure: TransportError) => void = () => undefined;

  /**
   * Begins. A pool may stand there twice.
   *
   * @throws TypeError when a pool has ended already
   */
  constructor(...pools: readonly AosPool[]) {
    for (const pool of pools) aosPoolAssertAlive(pool);
    this.#pools = pools;
    const each = pools.filter((pool, i) => pools.indexOf(pool) === i);
    this.#withdrawals = each.map((pool) => pool.onDestroy(this.#end));
  }

  /** Whether the request has to end. */
  get isOver(): boolean {
    return this.#failure !== null;
  }

  /** Tells this listener and no other from now on; at once, if it is time already. */
  tell(listener: (failure: TransportError) => void): void {
    this.#listener = listener;
    if (this.#failure !== null) listener(this.#failure);
  }

  /** Lets go of the pools, which may live much longer. */
  close(): void {
    for (const withdraw of this.#withdrawals) withdraw();
  }

  readonly #end = (): void => {
    const ended = this.#pools.find(({ endReason }) => endReason !== "");
    this.#failure ??= new TransportError(AOSE_ABORT_CALLBACK, ended?.endReason ?? "");
    this.#listener(this.#failure);
  };
}
