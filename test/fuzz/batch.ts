/** A batch of inputs to one target: what is run, replayed and shrunk. */

import fc from "fast-check";
import { type CheckElsewhere, type FuzzTarget, WrongAcceptance } from "./target.js";

/** Some inputs of a target: the same each time. */
export interface Batch {
  readonly target: string;
  readonly seed: number;
  readonly inputs: number;
}

/** How an input failed. */
export type FindingKind = "crash" | "hang" | "wrong acceptance";

/** A failure, as it can be told to another thread. */
export interface Failure {
  readonly kind: FindingKind;
  readonly why: string;
}

/** An input that failed, shrunk. */
export interface Finding extends Failure {
  readonly target: string;
  readonly seed: number;
  /** Where fast-check finds it. */
  readonly path: string;
  /** The smallest input that fails as well. */
  readonly input: string;
}

/** Runs a batch in this thread; `elsewhere` checks in place of the target. */
export async function runBatch(
  target: FuzzTarget,
  { seed, inputs }: Pick<Batch, "seed" | "inputs">,
  path = "",
  elsewhere?: CheckElsewhere,
): Promise<Finding | null> {
  const details = await fc.check(target.property(elsewhere), { seed, numRuns: inputs, path });
  if (!details.failed) return null;
  return {
    ...failureOf(details.errorInstance),
    target: target.name,
    seed,
    path: details.counterexamplePath ?? path,
    input: fc.stringify(details.counterexample?.[0]),
  };
}

/** A failure that another thread, or the watchdog, told. */
export class TaskFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.why);
    this.failure = failure;
  }
}

/** What an error says of the input that made it. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TaskFailure) return error.failure;
  if (error instanceof WrongAcceptance) return { kind: "wrong acceptance", why: error.message };
  return { kind: "crash", why: error instanceof Error ? (error.stack ?? "") : String(error) };
}

/** Makes the target of that name. */
export function targetNamed(targets: readonly FuzzTarget[], name: string): FuzzTarget {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) {
    throw new Error(`no target ${name}: ${targets.map((target) => target.name).join(", ")}`);
  }
  return found;
}
