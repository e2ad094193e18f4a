/**
 * Fails entries that do not come to their end. A thread looks at them from outside, since what hangs may
 * be the thread that plays them.
 */

import { Worker } from "node:worker_threads";

/** What an entry fails with that did not end in time. */
export class Hang extends Error {}

/** Watches the entries of this process, until it is done with. */
export class Watchdog implements AsyncDisposable {
  readonly #seconds: number;
  readonly #thread: Worker;
  /** What ends the wait for each entry that is under way. */
  readonly #waits = new Map<string, () => void>();
  /** The entries that did not end. */
  readonly hung: string[] = [];

  /** @param seconds - how long an entry may take */
  constructor(seconds: number) {
    this.#seconds = seconds;
    const url = new URL("watchdog_thread.mjs", import.meta.url);
    this.#thread = new Worker(url, { workerData: { seconds }, execArgv: [] });
    this.#thread.on("message", (name: string) => {
      this.hung.push(name);
      this.#waits.get(name)?.();
    });
  }

  /**
   * What `work` gives.
   *
   * @param name - by which the entry is named when it hangs; no other one under way has it
   * @throws whatever `work` rejects with, or {@link Hang}
   */
  async watch<T>(name: string, work: () => Promise<T>): Promise<T> {
    const hang = new Promise<never>((_, reject) => {
      this.#waits.set(name, () => {
        reject(new Hang(`it did not end within ${this.#seconds} s`));
      });
    });
    this.#thread.postMessage({ begins: name });
    try {
      return await Promise.race([hang, work()]);
    } finally {
      this.#waits.delete(name);
      this.#thread.postMessage({ ends: name });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
