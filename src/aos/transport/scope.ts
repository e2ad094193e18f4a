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
  readonly #pool: AosPool;
  readonly #other: AosPool;
  readonly #withdraw: () => void;
  readonly #withdrawOther: (() => void) | null;
  #failure: TransportError | null = null;
  #listener: (failure: TransportError) => void = () => undefined;

  /**
   * Begins. The two pools may be the same.
   *
   * @throws TypeError when a pool has ended already
   */
  constructor(pool: AosPool, other: AosPool) {
    aosPoolAssertAlive(pool);
    aosPoolAssertAlive(other);
    this.#pool = pool;
    this.#other = other;
    this.#withdraw = pool.onDestroy(this.#end);
    this.#withdrawOther = other === pool ? null : other.onDestroy(this.#end);
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
    this.#withdraw();
    this.#withdrawOther?.();
  }

  readonly #end = (): void => {
    const reason = this.#pool.endReason || this.#other.endReason;
    this.#failure ??= new TransportError(AOSE_ABORT_CALLBACK, reason);
    this.#listener(this.#failure);
  };
}
