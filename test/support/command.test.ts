/** Every command that tests bring along tells its usage, and what is wrong with how it is called. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(file: string, ...args: string[]): Outcome {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  return spawnSync(process.execPath, ["--import", "tsx", path, ...args], { encoding: "utf8" });
}

test.each([
  ["bench", "bench/main.ts"],
  ["bench:memory", "bench/memory.ts"],
  ["conformance", "conformance/main.ts"],
  ["faults", "faults/main.ts"],
  ["fuzz", "fuzz/main.ts"],
  ["guarantees", "docs/guarantees.ts"],
  ["kill", "crash/main.ts"],
  ["outsiders", "outsiders/main.ts"],
  ["performance", "bench/performance.ts"],
  ["soak", "soak/main.ts"],
])("npm run %s prints its usage when it is asked for help", (name, file) => {
  const { status, stdout, stderr } = run(file, "--help");
  expect(stdout).toMatch(new RegExp(`^Usage: npm run ${name} --`));
  expect([status, stderr]).toEqual([0, ""]);
});

test.each([
  [["--nonsense"], "Unknown option '--nonsense'"],
  [["--kills"], "Option '--kills <value>' argument missing"],
  [["--kills", "many"], "--kills must be a number."],
  [["--kills=-1"], "--kills must be a number."],
  [["more"], "Unexpected argument 'more'."],
])("called with %j, it says what is wrong and how it is used", (args, what) => {
  const { status, stdout, stderr } = run("crash/main.ts", ...args);
  expect(stderr.slice(0, what.length)).toBe(what);
  expect(stderr).toContain("\n\nUsage: npm run kill --");
  expect([status, stdout]).toEqual([2, ""]);
});
