/** The command `npm run faults`. */

import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/index.js";
import { commandLine } from "../support/command.js";
import { writeFigures } from "../support/figures.js";
import { isPossible, play } from "./catalogue/run.js";
import { readCatalogue } from "./catalogue/schema.js";
import { Watchdog } from "./watchdog.js";

/** How many entries are played at a time: many of them only wait. */
const BESIDE = 8;

const usage = `Usage: npm run faults -- [options]

Plays the fault catalogue, test/faults/*.json, and prints every difference from what it says. The last
line is "N entries × M times, F failed"; the exit code is 1 when an entry failed.

  --times N        play each entry N times (1)
  --only TEXT      play the entries whose ids contain this text
  --limit SECONDS  how long one entry may take until it counts as failed (120)
  --json FILE      write the figures to this file
  --help           this text
`;

const { values: options } = commandLine({
  usage,
  numbers: ["times", "limit"],
  options: {
    times: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    limit: { type: "string", default: "120" },
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

await using watchdog = new Watchdog(Number(options.limit));

/** Plays what is still in the queue. */
async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { entry, time } = next;
    const name = `${entry.id} (time ${time})`;
    const differences = await watchdog
      .watch(name, () => play(entry))
      .catch((error: unknown) => [String(error)]);
    if (differences.length === 0) continue;
    failures.push({ id: entry.id, time, differences });
    console.log([name, ...differences].join("\n  "));
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
// What hangs may hold the process.
if (watchdog.hung.length > 0) process.exit();
