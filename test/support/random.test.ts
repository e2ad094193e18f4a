import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { testSeed } from "./random.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("property tests have the seed of the run", () => {
  expect(fc.readConfigureGlobal().seed).toBe(testSeed());
});

test.each(["", "x", "1.5", "-1", "1234567890"])("the seed %j is refused", (seed) => {
  vi.stubEnv("TEST_SEED", seed);
  expect(testSeed).toThrow(RangeError);
});
