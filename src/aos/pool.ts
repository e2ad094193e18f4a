/**
 * Pools as scopes.
 *
 * @packageDocumentation
 */

import { Link } from "./util/link.js";

/**
 * Values that come and go in any order. A Set would do too, but the tables that it outgrows hold one
 * another, and with them what thousands of short requests have used, until a full collection of garbage.
 */
class Chain<T> {
  readonly #head = new Link<T>(null);

  /** Puts a value at the end; what is answered takes it out. */
  add(value: T): () => void {
    const link = new Link<T>(value);
    link.insertBefore(this.#head);
    return () => {
      link.cutOff();
    };
  }

  /** Takes all values out, the last one first. */
  takeAll(): T[] {
    const values: T[] = [];
    for (let last = this.#head.prev; last.entry !== null; last = this.#head.prev) {
      values.push(last.entry);
      last.cutOff();
    }
    return values;
  }
}

/**
 * A scope: destroying it ends the requests, timers and files that were opened under it, children
 * first. Plain data needs no pool, so functions that take one only to allocate also take `null`.
 *
 * Unlike C, using a destroyed pool throws a `TypeError` instead of reading freed memory. Port of
 * `aos_pool_t`.
 */
export class AosPool implements Disposable {
  readonly #abort = new AbortController();
  readonly #children = new Chain<AosPool>();
  readonly #cleanups = new Chain<() => void>();
  #endReason = "";
  #isEnded = false;

  /**
   * Whether the pool was destroyed, and can't be used any more.
   *
   * @internal
   */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Aborts when the pool is destroyed. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** What ended the pool, in words; "" while it lives. */
  get endReason(): string {
    return this.#endReason;
  }

  /**
   * Runs `cleanup` when the pool is destroyed; clean-ups run in reverse order.
   *
   * @returns a function that withdraws the clean-up
   */
  onDestroy(cleanup: () => void): () => void {
    aosPoolAssertAlive(this);
    return this.#cleanups.add(cleanup);
  }

  /** Makes a pool that ends with this one, unless it ends before. */
  createChild(): AosPool {
    aosPoolAssertAlive(this);
    const child = new AosPool();
    child.onDestroy(this.#children.add(child));
    return child;
  }

  /** Ends the scope; see {@link aosPoolDestroy}. A second call does nothing. */
  [Symbol.dispose](): void {
    this.end("the pool was destroyed");
  }

  /**
   * Ends the scope for a reason, which the requests that run under it tell in their status.
   *
   * @throws what the first clean-up threw that did, when all of them were run
   */
  end(reason: string): void {
    const [failure] = this.#end(reason);
    if (failure !== undefined) throw failure.thrown;
  }

  /** Ends everything, whatever clean-ups of a program throw, and gives that. */
  #end(reason: string): { readonly thrown: unknown }[] {
    if (this.#isEnded) return [];
    const failures = this.#children.takeAll().flatMap((child) => child.#end(reason));
    this.#endReason = reason;
    const cleanups = this.#cleanups.takeAll();
    this.#isEnded = true;
    this.#abort.abort(new Error(reason));
    for (const cleanup of cleanups) {
      try {
        cleanup();
      } catch (thrown) {
        failures.push({ thrown });
      }
    }
    return failures;
  }
}

/**
 * Makes a pool: `aos_pool_create(&p, NULL)` becomes `const p = aosPoolCreate(null)`, or
 * `using p = aosPoolCreate(null)`. Port of `aos_pool_create`.
 *
 * @param parent - the pool whose end also ends this one, or `null`
 */
export function aosPoolCreate(parent: AosPool | null = null): AosPool {
  return parent === null ? new AosPool() : parent.createChild();
}

/**
 * Ends a pool: its children first, then its own clean-ups in reverse order. Requests that run under
 * it answer `AOSE_ABORT_CALLBACK`. Port of `aos_pool_destroy`.
 *
 * @throws what the first clean-up threw that did, when all of them were run
 */
export function aosPoolDestroy(p: AosPool): void {
  p[Symbol.dispose]();
}

/**
 * Zeroed memory of `size` bytes. Unlike C, where a negative size is NULL or a crash, it is a
 * `TypeError`. Port of `aos_pcalloc`.
 */
export function aosPcalloc(p: AosPool | null, size: number): Buffer {
  if (p !== null) aosPoolAssertAlive(p);
  if (size < 0) throw new TypeError(`there is no memory of ${size} bytes`);
  return Buffer.alloc(size);
}

/** Throws a `TypeError` when `p` was destroyed. */
export function aosPoolAssertAlive(p: AosPool): void {
  // Its signal knows too, but looking there takes longer, and all requests ask several times.
  if (p.isEnded) throw new TypeError("the pool was destroyed and can't be used any more");
}
