/**
 * Prints how much longer it takes to load this package than to load undici alone, which it needs: whole
 * processes, in interleaved rounds, so that a moment when the machine is slow falls on all of them.
 *
 * Run: `npm run bench:import`. Fails when it is 50 ms or more.
 */

import { spawnSync } from "node:child_process";
import { spreadOf } from "./report.js";

const ROUNDS = 31;
/** In milliseconds, beyond undici's own. */
const BOUND = 50;
const ENTRIES = ["oss-c-sdk", "oss-c-sdk/aos"];

/** How a package is loaded: Node's flag for the program, and the program. */
const WAYS = {
  import: (name: string) => ["--input-type=module", "--eval", `import "${name}";`],
  require: (name: string) => ["--input-type=commonjs", "--eval", `require("${name}");`],
} as const;

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - start;
}

/** What each entry takes beyond undici in one round. */
function round(load: (name: string) => readonly string[]): readonly number[] {
  const undici = milliseconds(load("undici"));
  return ENTRIES.map((entry) => milliseconds(load(entry)) - undici);
}

for (const [way, load] of Object.entries(WAYS)) {
  round(load);
  const rounds = Array.from({ length: ROUNDS }, () => round(load));
  for (const [i, entry] of ENTRIES.entries()) {
    const spread = spreadOf(rounds.map((times) => times[i]));
    if (spread === null) continue;
    const [median, least, most] = [spread.median, spread.min, spread.max].map((ms) =>
      ms.toFixed(0),
    );
    console.log(`${way} ${entry}: ${median} ms [${least}..${most}] beyond undici`);
    if (spread.median >= BOUND) process.exitCode = 1;
  }
}
