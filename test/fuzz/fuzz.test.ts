/** A fixed small share of `npm run fuzz`, and the proof that its watchdog sees what happens. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/aos/log.js";
import { failingTargets } from "../fixtures/fuzz_targets.js";
import { testSeed } from "../support/random.js";
import { runBatch } from "./batch.js";
import { batchesOf, runFuzz } from "./run.js";
import { targets } from "./targets.js";

// What is refused need not be logged.
aosLogSetLevel(AOS_LOG_OFF);

/** Each target has as many as it has in a long run of this many. */
const INPUTS = 3000;

describe("hostile input", () => {
  const options = {
    module: "",
    targets,
    inputs: INPUTS,
    seed: testSeed(),
    threads: 1,
    hangTime: 0,
  };
  const batches = batchesOf(options);

  test.each(targets.map((target) => [target.name, target] as const))("%s", async (name, target) => {
    for (const batch of batches.filter((b) => b.target === name)) {
      expect(await runBatch(target, batch)).toBeNull();
    }
  });
});

describe("the fuzz run", () => {
  test("finds crashes, hangs, wrong acceptances and secrets, shrinks them, and goes on", async () => {
    const { inputs, findings } = await runFuzz({
      module: new URL("../fixtures/fuzz_targets.ts", import.meta.url).href,
      targets: failingTargets,
      inputs: 500,
      seed: 7,
      threads: 1,
      hangTime: 500,
    });
    expect([...inputs.values()]).toEqual([100, 100, 100, 100, 100]);
    expect(findings.map(({ target, kind, input }) => [target, kind, input]).sort()).toEqual([
      ["dies", "crash", "2"],
      ["hangs", "hang", "2"],
      ["takes what is wrong", "wrong acceptance", "2"],
      ["tells what is secret", "wrong acceptance", "2"],
      ["throws", "crash", "2"],
    ]);
  });

  test("gives the same inputs for the same seed", async () => {
    const seen: unknown[][] = [];
    for (const seed of [3, 3, 4]) {
      const inputs: unknown[] = [];
      const [target] = targets;
      if (target === undefined) throw new Error("there are no targets");
      await runBatch(target, { seed, inputs: 20 }, "", (input) => {
        inputs.push(fc.stringify(input));
        return Promise.resolve();
      });
      seen.push(inputs);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).not.toEqual(seen[2]);
  });
});
