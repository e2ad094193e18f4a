/** Compares what came of a call with what an entry says; each difference is one line. */

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Fate, Fates, Sees, Step } from "./entry.js";
import type { Seen } from "./perform.js";
import type { State, Thing } from "./state.js";

/** Bytes that things may have become. */
export type Bytes = Readonly<Record<"source" | "object" | "other", Buffer | null>>;

/** Compares what the caller sees. */
export function compareCaller(sees: Sees, seen: Seen, bytes: Bytes): string[] {
  const { code, errorCode, headers, out } = seen;
  const content = sees.out === "object" || sees.out === "source" ? bytes[sees.out] : null;
  const { after, ...rest } = sees;
  const expected = { ...rest, out: content === null ? sees.out : "filled" };
  return [
    ...seen.wrong,
    ...differ(`the caller (${seen.errorMsg})`, expected, { code, errorCode, headers, out }),
    ...(content === null ? [] : differ("the bytes", sha256(content), seen.content)),
    ...(seen.took < after ? [`it took ${seen.took} ms, less than ${after}`] : []),
  ];
}

/** Compares what the caller in another process sees, if there is to be one. */
export function compareOther(expected: Step["other"], other: Seen | null): string[] {
  if (expected === undefined) return [];
  const { code, errorCode } = other ?? { code: "null", errorCode: "" };
  return differ("the other process", expected, { code, errorCode });
}

/**
 * Compares what became of files, or of what a service keeps.
 *
 * @param states - before the call, after it, and after the same call without a fault
 */
export function compareThings(
  what: string,
  fates: Fates,
  states: readonly [before: State, after: State, done: State | undefined],
  bytes: Bytes,
): string[] {
  const named: Readonly<Record<string, Fate>> = typeof fates === "string" ? {} : fates;
  const usual: Fate = fates === "done" ? "done" : "before";
  const names = new Set([...states.flatMap((state) => [...(state?.keys() ?? [])])]);
  for (const name of Object.keys(named)) names.add(name);
  return [...names].flatMap((name) => {
    const fate = named[name] ?? usual;
    const [before, is, done] = states.map((state) => state?.get(name));
    if (hasCome(fate, { before, is, done }, bytes)) return [];
    return [`${what}: ${name} is not ${JSON.stringify(fate)} but ${show(is)}`];
  });
}

/** A thing before the call, after it, and after the same call without a fault. */
interface Moments {
  readonly before: Thing | undefined;
  readonly is: Thing | undefined;
  readonly done: Thing | undefined;
}

const HAS_COME: Readonly<
  Record<"before" | "done" | "none" | "any", (moments: Moments) => boolean>
> = {
  before: ({ is, before }) => isDeepStrictEqual(is, before),
  done: ({ is, done }) =>
    is?.lasting === done?.lasting && isDeepStrictEqual(is?.content, done?.content),
  none: ({ is }) => is === undefined,
  any: ({ is }) => is !== undefined,
};

function hasCome(fate: Fate, moments: Moments, bytes: Bytes): boolean {
  if (typeof fate !== "string") return isDeepStrictEqual(moments.is?.parts, fate);
  if (fate === "source" || fate === "object" || fate === "other") {
    return bytes[fate] !== null && isDeepStrictEqual(moments.is?.content, bytes[fate]);
  }
  return HAS_COME[fate](moments);
}

function show(thing: Thing | undefined): string {
  if (thing === undefined) return "none";
  const { content, facts, parts } = thing;
  const shown = content === null ? "" : JSON.stringify(content.toString("latin1", 0, 80));
  return `${facts} ${shown} ${JSON.stringify(parts ?? undefined)}`;
}

/** Says that something is not as expected, if so. */
export function differ(what: string, expected: unknown, is: unknown): string[] {
  if (isDeepStrictEqual(expected, is)) return [];
  return [`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(expected)}`];
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
