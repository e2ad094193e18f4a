/** What this process has: memory, handles, descriptors; and how much more that became. */

import { readdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a process has at a moment of rest. */
export interface Sample {
  /** Bytes in use after garbage was collected, in the heap and outside of it. */
  readonly memory: number;
  /** What keeps the event loop alive. */
  readonly handles: number;
  /** Open files and sockets; 0 where the system does not tell. */
  readonly descriptors: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** Looks at this process, once what was closed is gone. */
export async function takeSample(): Promise<Sample> {
  // Objects with finalizers go in the next round, and sockets close in their own time.
  for (let i = 0; i < 3; i++) {
    if (typeof collectGarbage === "function") Reflect.apply(collectGarbage, undefined, []);
    await setTimeout(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return {
    memory: heapUsed + external,
    handles: process.getActiveResourcesInfo().length,
    descriptors: openDescriptors(),
  };
}

function openDescriptors(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return 0;
  }
}

/** How much the least of the later half of the samples is above the least of the earlier half. */
export function growthOf(samples: readonly Sample[]): Sample {
  const half = samples.length >> 1;
  const growth = (of: (sample: Sample) => number): number =>
    Math.min(...samples.slice(half).map(of)) - Math.min(...samples.slice(0, half).map(of));
  return {
    memory: growth(({ memory }) => memory),
    handles: growth(({ handles }) => handles),
    descriptors: growth(({ descriptors }) => descriptors),
  };
}
