/**
 * `npm run faults [-- --times N] [--only TEXT] [--json FILE]`: plays the fault catalogue, or the entries
 * whose ids contain a text, N times over, and prints every difference from what it says. The last line
 * is `N entries × M times, F failed`.
 */

import { parseArgs } from "node:util";
import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/index.js";
import { writeFigures } from "../support/figures.js";
import { isPossible, play } from "./catalogue/run.js";
import { readCatalogue } from "./catalogue/schema.js";

/** How many entries are played at a time: many of them only wait. */
const BESIDE = 8;

const { values: options } = parseArgs({
  options: {
    times: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    json: { type: "string" },
  },
});

const times = Number(options.times);
const entries = readCatalogue().filter(
  (entry) => isPossible(entry) && entry.id.includes(options.only),
);
const failures: { id: string; time: number; differences: string[] }[] = [];

const queue = Array.from({ length: times }, (_, i) =>
  entries.map((entry) => ({ entry, time: i + 1 })),
).flat();

/** Plays what is still in the queue. */
async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { entry, time } = next;
    const differences = await play(entry);
    if (differences.length === 0) continue;
    failures.push({ id: entry.id, time, differences });
    console.log([`${entry.id} (time ${time})`, ...differences].join("\n  "));
  }
}

aosLogSetLevel(AOS_LOG_OFF);
await Promise.all(Array.from({ length: BESIDE }, work));
writeFigures(options.json, `npm run faults -- --times ${times}`, {
  entries: entries.length,
  times,
  failed: failures.length,
  failures,
});
console.log(`${entries.length} entries × ${times} times, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
