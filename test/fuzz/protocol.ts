/** What the watchdog and its threads say to each other. */

import type { Batch, Failure, Finding } from "./batch.js";

/** What a thread is made with. */
export interface WorkerData {
  /** The module whose `targets` are fuzzed. */
  readonly module: string;
  /** Counts the inputs, those that are shrunk among them. */
  readonly started: Int32Array;
}

/** What a thread is asked: a batch, or one input. */
export type Task = Batch | { readonly target: string; readonly input: unknown };

/** What a thread answers: what the batch found, or how the input failed. */
export type Result = { readonly finding: Finding | null } | { readonly failure: Failure | null };

/** Asks a thread to end. */
export const END = "end";

/** A thread can take its first task. */
export const READY = "ready";
