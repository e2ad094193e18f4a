/**
 * A thread of its own for the CRC-64 of bytes in memory that it shares, so that the thread that sends them
 * can go on sending.
 *
 * @packageDocumentation
 */

import { Worker } from "node:worker_threads";
import { aosCrc64 } from "../crc64.js";
import type { Kernel } from "./instance.js";
import { disown, sharedKernel, sharedModule } from "./kernel.js";
import { Order } from "./order.js";
import { WORKER_CODE } from "./worker.generated.js";
import type { WorkerMessage } from "./worker.js";

class Crc64Thread {
  readonly #worker: Worker;
  #isReady = false;
  readonly #known = new WeakMap<Kernel, { readonly id: number; readonly order: Order }>();
  #lastId = 0;
  /** The worker would keep a memory that nobody else has any more. */
  readonly #gone = new FinalizationRegistry<number>((id) => {
    this.#tell({ id, news: "forgotten" });
  });

  constructor() {
    // What the program was started with is not for the worker: `--import` may name what takes long.
    this.#worker = new Worker(WORKER_CODE, { eval: true, execArgv: [] });
    this.#worker.unref();
    this.#worker.once("online", () => {
      this.#isReady = true;
    });
    this.#worker.once("error", giveUp);
  }

  /** Whether it would begin at once. */
  get isReady(): boolean {
    return this.#isReady;
  }

  place(kernel: Kernel, crc: bigint, bytes: Uint8Array): Order {
    const { id, order } = this.#known.get(kernel) ?? this.#share(kernel);
    order.place(crc, bytes.byteOffset, bytes.length);
    this.#tell({ id, news: "ordered" });
    return order;
  }

  end(): void {
    this.#tell("end");
  }

  #share(kernel: Kernel): { readonly id: number; readonly order: Order } {
    const known = { id: ++this.#lastId, order: new Order(kernel) };
    this.#known.set(kernel, known);
    this.#gone.register(kernel, known.id);
    this.#tell({ id: known.id, memory: kernel.memory, module: sharedModule() });
    return known;
  }

  #tell(message: WorkerMessage): void {
    this.#worker.postMessage(message);
  }
}

let thread: Crc64Thread | null = null;
/** Whether this process may have such a thread, as far as is known. */
let isPossible = true;

function begin(): Crc64Thread | null {
  if (!isPossible) return null;
  try {
    // Throws where the main thread may not wait, as in a window of Electron.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return new Crc64Thread();
  } catch {
    // Or the program may have no threads, as under Node's `--permission`.
    giveUp();
    return null;
  }
}

/** The thread is gone, or does not come to an end: from now on all is computed in line. */
function giveUp(): void {
  isPossible = false;
  endCrc64Thread();
}

/**
 * Has the CRC-64 of `bytes` computed by the thread, going on from `crc`.
 *
 * @returns what waits for it, to be called before the bytes change; `null` if the thread can't, as they
 * don't lie in memory that it may share, or it has only been started
 */
export function crc64InThread(crc: bigint, bytes: Uint8Array): (() => bigint) | null {
  const kernel = sharedKernel(bytes);
  if (kernel === null) return null;
  thread ??= begin();
  if (thread?.isReady !== true) return null;
  const order = thread.place(kernel, crc, bytes);
  return () => {
    const value = order.result();
    if (value !== null) return value;
    giveUp();
    disown(bytes);
    return aosCrc64(crc, bytes);
  };
}

/** Ends the thread; whoever asks next begins another. */
export function endCrc64Thread(): void {
  thread?.end();
  thread = null;
}
