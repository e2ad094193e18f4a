/**
 * Prints how long calls take to end when they are ended from outside, over all calls and moments of
 * `test/faults/cancellation.test.ts`, and fails when one took longer than is promised.
 *
 * Run: `npm run bench:cancel`.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROMISED_MS = 100;

const directory = mkdtempSync(join(tmpdir(), "oss-cancel-"));
const file = join(directory, "times.json");
const args = ["vitest", "run", "--config", ".config/vitest.config.mjs", "--silent=true"];
execFileSync("npx", [...args, "test/faults/cancellation.test.ts"], {
  env: { ...process.env, OSS_CANCEL_TIMES: file },
  stdio: ["ignore", "ignore", "inherit"],
});
const times = (JSON.parse(readFileSync(file, "utf8")) as number[]).sort((a, b) => a - b);
rmSync(directory, { recursive: true });
const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
const worst = times.at(-1) ?? Number.NaN;
console.log(
  `${times.length} calls ended: median ${median.toFixed(1)} ms, slowest ${worst.toFixed(1)} ms`,
);
if (!(worst <= PROMISED_MS)) {
  console.error(`that is more than ${PROMISED_MS} ms`);
  process.exitCode = 1;
}
