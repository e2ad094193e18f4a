/**
 * An answer's body on its way in.
 *
 * @packageDocumentation
 */

import type { BodySink } from "./sinks.js";
import type { Watchdog } from "./watchdog.js";

/** What a body comes from: it can be kept from coming. */
export interface Holdable {
  /** Lets no more be read, but for what was read already. */
  hold(): void;
  /** Lets reading go on. */
  release(): void;
}

/** Hands chunks to a sink one after the other, and holds the source back while the sink is busy. */
export class Inflow {
  readonly #sink: BodySink;
  readonly #source: Holdable;
  readonly #watchdog: Watchdog;
  readonly #whenOver: (failure: unknown) => void;
  readonly #waiting: Buffer[] = [];
  #isBusy = false;
  #isEnded = false;

  /**
   * @param whenOver - is called with `null` when the whole body is where it goes, or with what hindered
   * it
   */
  constructor(
    sink: BodySink,
    source: Holdable,
    watchdog: Watchdog,
    whenOver: (failure: unknown) => void,
  ) {
    this.#sink = sink;
    this.#source = source;
    this.#watchdog = watchdog;
    this.#whenOver = whenOver;
  }

  /** A chunk came. */
  push(chunk: Buffer): void {
    this.#watchdog.received(chunk.length);
    if (this.#isBusy) this.#waiting.push(chunk);
    else this.#hand(chunk);
  }

  /** No more will come. */
  end(): void {
    this.#isEnded = true;
    this.#watchdog.stop();
    if (!this.#isBusy) this.#work();
  }

  /** Hands on what waits. Answers whether all is handed on, or the sink is busy again. */
  #work(): boolean {
    for (let chunk = this.#waiting.shift(); chunk !== undefined; chunk = this.#waiting.shift()) {
      if (!this.#hand(chunk)) return false;
    }
    if (this.#isEnded) this.#flush();
    return true;
  }

  /** Answers whether the sink takes another chunk at once. */
  #hand(chunk: Buffer): boolean {
    try {
      const written = this.#sink.write(chunk);
      if (written === undefined) return true;
      this.#waitFor(written);
    } catch (error) {
      this.#whenOver(error);
    }
    return false;
  }

  #flush(): void {
    const flushed = this.#sink.flush();
    if (flushed === undefined) this.#whenOver(null);
    else {
      flushed.then(() => {
        this.#whenOver(null);
      }, this.#whenOver);
    }
  }

  #waitFor(written: Promise<void>): void {
    this.#isBusy = true;
    this.#source.hold();
    this.#watchdog.pause();
    written.then(() => {
      this.#isBusy = false;
      this.#watchdog.resume();
      if (this.#work()) this.#source.release();
    }, this.#whenOver);
  }
}
