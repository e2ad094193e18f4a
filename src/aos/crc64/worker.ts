/**
 * What runs in the thread of thread.ts. `npm run build:crc64` makes it the text in worker.generated.ts, so
 * that it needs no file of its own wherever the library is bundled into.
 *
 * @packageDocumentation
 */

import { parentPort } from "node:worker_threads";
import { kernelOn } from "./instance.js";
import { Order } from "./order.js";

/** A memory gets an id, by which it is spoken of from then on. */
interface Introduced {
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
}

/** What the worker is told: of a memory, or that nothing more will come. */
export type WorkerMessage =
  | Introduced
  | { readonly id: number; readonly news: "ordered" | "forgotten" }
  | "end";

const orders = new Map<number, Order>();

parentPort?.on("message", (message: WorkerMessage) => {
  if (message === "end") parentPort?.close();
  else if ("memory" in message) {
    const kernel = kernelOn(message.module, message.memory);
    if (kernel !== null) orders.set(message.id, new Order(kernel));
  } else if (message.news === "ordered") orders.get(message.id)?.work();
  else orders.delete(message.id);
});
