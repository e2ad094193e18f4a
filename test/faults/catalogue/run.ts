/** Plays entries of the catalogue, and tells what is not as they say. */

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { OTHER } from "./actions.js";
import type { Entry, Fate, Fates, Sees, Step } from "./entry.js";
import { bring, isOnTheWire } from "./kinds.js";
import type { Seen } from "./perform.js";
import type { State, Thing } from "./state.js";
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
  } finally {
    await world.close().catch((error: unknown) => differences.push(String(error)));
  }
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
    ...differencesOf(step.sees, seen, bytes),
    ...compare("files", step.disk, before.disk, world.disk, done?.disk, bytes),
    ...compare("service", step.server, before.kept, world.kept, done?.kept, bytes),
    ...differ("requests", step.requests ?? requests, requests),
    ...(step.other === undefined ? [] : differencesOfOther(step.other, world.other)),
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
  const { maxAttempts: _, ...args } = given.args;
  const alike = { operation, given: { ...given, args, warm: false, options: {} } };
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

/** Bytes that things may have become. */
type Bytes = Readonly<Record<"source" | "object" | "other", Buffer | null>>;

function differencesOf(sees: Sees, seen: Seen, bytes: Bytes): string[] {
  const { code, errorCode, headers, out } = seen;
  const expectsBytes = sees.out === "object" || sees.out === "source" ? bytes[sees.out] : null;
  const asExpected = { ...sees, out: expectsBytes === null ? sees.out : "filled" };
  return [
    ...seen.wrong,
    ...differ(`the caller (${seen.errorMsg})`, asExpected, { code, errorCode, headers, out }),
    ...(expectsBytes === null ? [] : differ("the bytes", sha256(expectsBytes), seen.content)),
  ];
}

function differencesOfOther(expected: NonNullable<Step["other"]>, other: Seen | null): string[] {
  const { code, errorCode } = other ?? { code: "null", errorCode: "" };
  return differ("the other process", expected, { code, errorCode });
}

/** Compares what became of files, or of what a service keeps, with what was to become of them. */
function compare(
  what: string,
  fates: Fates,
  before: State,
  after: State,
  done: State | undefined,
  bytes: Bytes,
): string[] {
  const names = new Set([...before.keys(), ...after.keys(), ...(done?.keys() ?? [])]);
  const named: Readonly<Record<string, Fate>> = typeof fates === "string" ? {} : fates;
  for (const name of Object.keys(named)) names.add(name);
  const usual: Fate = fates === "done" ? "done" : "before";
  return [...names].flatMap((name) => {
    const fate = named[name] ?? usual;
    const is = after.get(name);
    const isSo = hasCome(fate, is, before.get(name), done?.get(name), bytes);
    return isSo ? [] : [`${what}: ${name} is not ${JSON.stringify(fate)} but ${show(is)}`];
  });
}

function hasCome(
  fate: Fate,
  is: Thing | undefined,
  before: Thing | undefined,
  done: Thing | undefined,
  bytes: Bytes,
): boolean {
  if (typeof fate !== "string") return isDeepStrictEqual(is?.parts, fate);
  switch (fate) {
    case "before":
      return isDeepStrictEqual(is, before);
    case "done":
      return is?.lasting === done?.lasting && isDeepStrictEqual(is?.content, done?.content);
    case "none":
      return is === undefined;
    case "any":
      return is !== undefined;
    default:
      return is !== undefined && isDeepStrictEqual(is.content, bytes[fate]);
  }
}

function show(thing: Thing | undefined): string {
  if (thing === undefined) return "none";
  const { content, facts, parts } = thing;
  const shown = content === null ? "" : JSON.stringify(content.toString("latin1", 0, 80));
  return `${facts} ${shown} ${JSON.stringify(parts ?? undefined)}`;
}

function differ(what: string, expected: unknown, is: unknown): string[] {
  if (isDeepStrictEqual(expected, is)) return [];
  return [`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(expected)}`];
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Whether an entry's fault can be made on this system. */
export function isPossible({ on }: Entry): boolean {
  if (on === "linux") return process.platform === "linux";
  return on === "everywhere" || process.platform !== "win32";
}
