/** Plays entries of the catalogue, and tells what is not as they say. */

import { OTHER } from "./actions.js";
import { compareCaller, compareOther, compareThings, differ } from "./compare.js";
import type { Entry, Step } from "./entry.js";
import { bring, isOnTheWire } from "./kinds.js";
import type { State } from "./state.js";
import { World } from "./world.js";

/** Plays an entry; answers every difference from what it says, none when it holds. */
export async function play(entry: Entry): Promise<string[]> {
  const differences: string[] = [];
  const steps = [entry, ...entry.then];
  const world = await World.start(entry);
  try {
    const faults = steps.flatMap((step) => step.faults);
    if (faults.some(isOnTheWire)) await world.addGateway();
    if (entry.given.warm) await world.warm();
    for (const [i, step] of steps.entries()) {
      const found = await playStep(world, entry, step, i === steps.length - 1);
      differences.push(
        ...found.map((difference) => (i === 0 ? difference : `then: ${difference}`)),
      );
    }
  } catch (error) {
    differences.push(String(error));
  }
  await world.close().catch((error: unknown) => differences.push(String(error)));
  return differences;
}

async function playStep(
  world: World,
  entry: Entry,
  step: Step,
  isLast: boolean,
): Promise<string[]> {
  for (const fault of step.faults) await bring(world, fault);
  const before = { disk: world.disk, kept: world.kept };
  const seen = await world.call();
  await world.settle(isLast);
  const requests = world.requests();
  world.heal();
  const bytes = {
    source: before.disk.get("source")?.content ?? null,
    object: before.kept.get("object key")?.content ?? null,
    other: OTHER,
  };
  const needsTwin = JSON.stringify([step.disk, step.server]).includes('"done"');
  const done = needsTwin ? await undisturbed(entry) : null;
  return [
    ...world.wrong,
    ...compareCaller(step.sees, seen, bytes),
    ...compareThings("files", step.disk, [before.disk, world.disk, done?.disk], bytes),
    ...compareThings("service", step.server, [before.kept, world.kept, done?.kept], bytes),
    ...differ("requests", step.requests ?? requests, requests),
    ...compareOther(step.other, world.other),
    ...differ("requests that led away", 0, world.ledAway),
  ];
}

/** What a call makes of the world when nothing goes wrong. */
interface Done {
  readonly disk: State;
  readonly kept: State;
}

const doneBy = new Map<string, Promise<Done>>();

/** What an entry's call does without its faults; the same for entries that call alike. */
function undisturbed({ operation, given }: Entry): Promise<Done> {
  const args = { ...given.args, maxAttempts: 1 };
  const usual = { args, warm: false, options: {}, retry: undefined, provider: [] };
  const alike = { operation, given: { ...given, ...usual } };
  const name = JSON.stringify(alike);
  const known = doneBy.get(name) ?? playUndisturbed(alike);
  doneBy.set(name, known);
  return known;
}

async function playUndisturbed(entry: Pick<Entry, "operation" | "given">): Promise<Done> {
  const world = await World.start(entry);
  try {
    const { code, errorCode } = await world.call();
    if (typeof code !== "number" || code < 200 || code > 299) {
      throw new Error(`${entry.operation} fails without any fault: ${code} ${errorCode}`);
    }
    await world.settle(true);
    return { disk: world.disk, kept: world.kept };
  } finally {
    await world.close();
  }
}

/** Whether an entry's fault can be made on this system. */
export function isPossible({ on }: Entry): boolean {
  if (on === "linux") return process.platform === "linux";
  return on === "everywhere" || process.platform !== "win32";
}
