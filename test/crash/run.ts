/** Carrying out what was planned, several cases at a time. */

import { availableParallelism } from "node:os";
import type { Case } from "./plan.js";
import { type Faults, Stage } from "./stage.js";

/** What the kills did, in numbers and, where something is wrong, in words. */
export interface KillFigures {
  readonly kills: number;
  readonly wrongObjects: number;
  readonly unreadableCheckpoints: number;
  readonly repeatedParts: number;
  readonly leftovers: number;
  readonly failures: readonly string[];
}

interface Outcome {
  readonly kills: number;
  readonly faults: Faults;
}

/**
 * Kills each case's processes, and carries its transfer to the end.
 *
 * @param tell - is told after each case how many are done, and its failure, if it is one
 */
export async function runCases(
  cases: readonly Case[],
  tell: (done: number, failure: string | null) => void = () => undefined,
): Promise<KillFigures> {
  const queue = [...cases];
  const outcomes: Outcome[] = [];
  const failures: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const outcome = await runCase(next);
      outcomes.push(outcome);
      const failure = failureOf(next, outcome);
      if (failure !== null) failures.push(failure);
      tell(outcomes.length, failure);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    kills: sum(({ kills }) => kills),
    wrongObjects: sum(({ faults }) => faults.wrong.length),
    unreadableCheckpoints: sum(({ faults }) => faults.unreadable.length),
    repeatedParts: sum(({ faults }) => faults.repeated.length),
    leftovers: sum(({ faults }) => faults.leftovers.length),
    failures,
  };
}

function failureOf(one: Case, { faults }: Outcome): string | null {
  const found = Object.entries(faults).filter(([, words]: [string, string[]]) => words.length > 0);
  return found.length === 0 ? null : `${JSON.stringify(one)}: ${JSON.stringify(found)}`;
}

async function runCase({ transfer, deaths }: Case): Promise<Outcome> {
  await using stage = await Stage.open(transfer);
  let kills = 0;
  for (const death of deaths) if ((await stage.live(death)).wasKilled) kills++;
  await stage.finish();
  return { kills, faults: stage.faults };
}

/** Cases that kill about `kills` processes together, evenly spread over all. */
export function spread(cases: readonly Case[], kills: number): Case[] {
  const all = cases.reduce((sum, { deaths }) => sum + deaths.length, 0);
  const count = Math.round((kills * cases.length) / all);
  return Array.from({ length: count }, (_, i) => {
    const at = Math.floor((i * cases.length) / count);
    return cases.slice(at, at + 1);
  }).flat();
}
