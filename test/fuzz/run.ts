/** Runs many inputs in threads, and makes of each that fails a finding that can be replayed. */

import { type Batch, type Finding, runBatch, TaskFailure, targetNamed } from "./batch.js";
import type { FuzzTarget } from "./target.js";
import { WatchedWorker } from "./watchdog.js";

/** How much is run, and how. */
export interface FuzzOptions {
  /** The URL of the module whose `targets` are fuzzed. */
  readonly module: string;
  readonly targets: readonly FuzzTarget[];
  /** How many inputs in all, shared out by the targets' shares. */
  readonly inputs: number;
  /** The same seed and number give the same inputs. */
  readonly seed: number;
  readonly threads: number;
  /** How long one input may take, in milliseconds. */
  readonly hangTime: number;
}

/** What a run found. */
export interface FuzzReport {
  /** How many inputs each target had. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

const BATCH = 500;

/** The batches of a run, the targets in turn, so that what is slow does not come last. */
export function batchesOf({ targets, inputs, seed }: FuzzOptions): Batch[] {
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  const batches = targets.flatMap(({ name, share }) => {
    const own = Math.max(1, Math.round((inputs * share) / shares));
    return Array.from({ length: Math.ceil(own / BATCH) }, (_, i) => ({
      target: name,
      inputs: Math.min(BATCH, own - i * BATCH),
      turn: i / (own / BATCH),
    }));
  });
  return batches
    .sort((a, b) => a.turn - b.turn)
    .map(({ target, inputs: number }, i) => ({ target, inputs: number, seed: (seed + i) | 0 }));
}

/** Runs all batches. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const left = batchesOf(options);
  const inputs = new Map(options.targets.map(({ name }) => [name, 0]));
  const findings: Finding[] = [];
  const work = async (): Promise<void> => {
    const worker = new WatchedWorker(options.module, options.hangTime);
    for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
      const finding = await findingOf(worker, batch, options);
      if (finding !== null) findings.push(finding);
      inputs.set(batch.target, (inputs.get(batch.target) ?? 0) + batch.inputs);
    }
    await worker.close();
  };
  await Promise.all(Array.from({ length: options.threads }, work));
  return { inputs, findings };
}

async function findingOf(
  worker: WatchedWorker,
  batch: Batch,
  options: FuzzOptions,
): Promise<Finding | null> {
  try {
    const result = await worker.run(batch);
    return "finding" in result ? result.finding : null;
  } catch {
    // The thread hangs or is dead: its last input is tried again, and shrunk, from here.
    const target = targetNamed(options.targets, batch.target);
    const last = { seed: batch.seed, path: String(worker.started - 1) };
    return (await replay(target, last, options)) ?? unsteady(target, last);
  }
}

/** Checks one input in a watched thread of its own, and shrinks it if it fails. */
export async function replay(
  target: FuzzTarget,
  { seed, path }: Pick<Finding, "seed" | "path">,
  { module, hangTime }: Pick<FuzzOptions, "module" | "hangTime">,
): Promise<Finding | null> {
  const worker = new WatchedWorker(module, hangTime);
  const elsewhere = async (input: unknown): Promise<void> => {
    const result = await worker.run({ target: target.name, input });
    if ("failure" in result && result.failure !== null) throw new TaskFailure(result.failure);
  };
  try {
    return await runBatch(target, { seed, inputs: 1 }, path, elsewhere);
  } finally {
    await worker.close();
  }
}

/** What does not happen again is told all the same. */
function unsteady(target: FuzzTarget, last: Pick<Finding, "seed" | "path">): Finding {
  const why = "the thread hung or died here, but not when the input was tried again alone";
  return { kind: "hang", target: target.name, ...last, input: "", why };
}
