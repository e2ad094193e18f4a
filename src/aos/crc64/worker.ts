/**
 * What runs in the thread of thread.ts. `npm run build:crc64` makes it the text in worker.generated.ts, so
 * that it needs no file of its own wherever the library is bundled into.
 *
 * @packageDocumentation
 */

import { parentPort } from "node:worker_threads";
import { kernelOn } from "./instance.js";
import { Order } from "./order.js";

/** A memory gets a number, by which it is spoken of. */
interface Introduced {
  readonly about: number;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
}

/** What the worker is told: of a memory, or that nothing more will come. */
export type WorkerMessage =
  | Introduced
  | { readonly about: number; readonly news: "ordered" | "forgotten" }
  | "end";

const orders = new Map<number, Order>();

parentPort?.on("message", (message: WorkerMessage) => {
  if (message === "end") parentPort?.close();
  else if ("memory" in message) {
    const kernel = kernelOn(message.module, message.memory);
    if (kernel !== null) orders.set(message.about, new Order(kernel));
  } else if (message.news === "ordered") orders.get(message.about)?.work();
  else orders.delete(message.about);
});
