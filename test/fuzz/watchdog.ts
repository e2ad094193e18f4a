/**
 * Threads that may hang or die. The watchdog looks from outside whether the thread goes on to the
 * next input; when it does not, it ends it.
 */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { TaskFailure } from "./batch.js";
import { END, type Result, type Task, type WorkerData } from "./protocol.js";

/** How often is looked, in milliseconds. */
const LOOK = 100;

/** A thread for one task after the other; after one that hangs or crashes it is another thread. */
export class WatchedWorker {
  readonly #module: string;
  readonly #hangTime: number;
  readonly #started = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;

  /**
   * @param module - the URL of the module whose `targets` are fuzzed
   * @param hangTime - how long one input may take, in milliseconds
   */
  constructor(module: string, hangTime: number) {
    this.#module = module;
    this.#hangTime = hangTime;
  }

  /** How many inputs of the task were begun. */
  get started(): number {
    return Atomics.load(this.#started, 0);
  }

  /** Carries out a task. Rejects when it hangs, and with what ended the thread. */
  async run(task: Task): Promise<Result> {
    Atomics.store(this.#started, 0, 0);
    const worker = this.#worker ?? (await this.#start());
    const over = new AbortController();
    try {
      worker.postMessage(task);
      return await Promise.race([
        this.#answer(worker, over.signal),
        this.#hang(over.signal),
        this.#death(worker, over.signal),
      ]);
    } catch (error) {
      await worker.terminate();
      this.#worker = null;
      throw error;
    } finally {
      over.abort();
    }
  }

  /** Ends the thread, which may tidy up. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    worker.postMessage(END);
    await once(worker, "exit");
  }

  async #start(): Promise<Worker> {
    const data: WorkerData = { module: this.#module, started: this.#started };
    const url = new URL("./worker_entry.mjs", import.meta.url);
    const worker = new Worker(url, { workerData: data, execArgv: [] });
    await once(worker, "message");
    this.#worker = worker;
    return worker;
  }

  async #answer(worker: Worker, signal: AbortSignal): Promise<Result> {
    const [result] = (await once(worker, "message", { signal })) as Result[];
    if (result === undefined) throw new Error("the thread answered nothing");
    return result;
  }

  /** `once` rejects with the error that ends a thread; whoever ends it otherwise is told here. */
  async #death(worker: Worker, signal: AbortSignal): Promise<never> {
    const [code] = (await once(worker, "exit", { signal })) as number[];
    throw new Error(`the thread ended with ${code}`);
  }

  #hang(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      let [seen, looks] = [this.started, 0];
      // Looks are counted, not time, so that a machine that is busy elsewhere is no hang.
      const timer = setInterval(() => {
        looks++;
        if (this.started !== seen) [seen, looks] = [this.started, 0];
        if (looks * LOOK < this.#hangTime) return;
        const why = `an input took more than ${this.#hangTime} ms`;
        reject(new TaskFailure({ kind: "hang", why }));
      }, LOOK);
      signal.addEventListener("abort", () => {
        clearInterval(timer);
      });
    });
  }
}
