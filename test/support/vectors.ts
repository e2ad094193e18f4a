/** Lets a unit test run the oracle's vectors of the functions that it tests. */

import { describe, expect, test } from "vitest";
import { runVectorFile, type VectorAdapter } from "../conformance/vectors.js";

const directory = new URL("../conformance/vectors", import.meta.url).pathname;

/** Declares one test for each vector file of `adapters`. */
export function describeVectors(title: string, adapters: Record<string, VectorAdapter>): void {
  describe(title, () => {
    test.each(Object.entries(adapters))("%s answers as C does", async (name, adapter) => {
      const results = await runVectorFile(directory, name, adapter);
      const failures = results.filter((result) => result.failure !== null);
      expect(results.length).toBeGreaterThan(0);
      expect(failures).toEqual([]);
    });
  });
}
