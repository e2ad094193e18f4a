/**
 * A thread that runs batches, or checks single inputs. It counts each input before it is checked, in
 * memory that the watchdog reads: a thread that hangs can't tell.
 */

import { parentPort, workerData } from "node:worker_threads";
import { hearLog } from "../secrets/hear.js";
import { takeLeaks } from "../secrets/leaks.js";
import { failureOf, runBatch, targetNamed } from "./batch.js";
import { END, READY, type Result, type Task, type WorkerData } from "./protocol.js";
import { type FuzzTarget, mustEqual } from "./target.js";

const { module, started } = workerData as WorkerData;
const { targets } = (await import(module)) as { targets: readonly FuzzTarget[] };
hearLog();

async function resultOf(task: Task): Promise<Result> {
  const target = targetNamed(targets, task.target);
  const counted = async (input: unknown): Promise<void> => {
    Atomics.add(started, 0, 1);
    try {
      await target.check(input);
    } finally {
      mustEqual(takeLeaks(), [], "the secrets that are told");
    }
  };
  if ("inputs" in task) return { finding: await runBatch(target, task, "", counted) };
  return { failure: await counted(task.input).then(() => null, failureOf) };
}

parentPort?.on("message", (task: Task | typeof END) => {
  // Here this ends the thread, and what the targets left behind is tidied up.
  if (task === END) process.exit();
  void resultOf(task).then((result) => parentPort?.postMessage(result));
});
parentPort?.postMessage(READY);
