/**
 * The fault catalogue: what a caller sees, and what is left on disk and in the service, when things go
 * wrong. The entries are data, `*.json` beside this file; `catalogue/entry.ts` says how they are read.
 */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/index.js";
import { isPossible, play } from "./catalogue/run.js";
import { parseEntries, readCatalogue } from "./catalogue/schema.js";

const catalogue = readCatalogue();
const possible = catalogue.filter(isPossible);

beforeAll(() => {
  aosLogSetLevel(AOS_LOG_OFF);
});

describe.concurrent("faults", () => {
  test.each(possible)("$id: $why", async (entry) => {
    expect(await play(entry)).toEqual([]);
  });
});

describe("the catalogue", () => {
  test("has each function of oss_api.h, and 150 entries of different names at least", () => {
    const url = new URL("../conformance/required-api.json", import.meta.url);
    const api = readFileSync(url, "utf8");
    const named = /"ts": "(\w+)", "header": "oss_api.h", "kind": "function"/g;
    const functions = [...api.matchAll(named)].map(([, name = ""]) => name);
    const covered = new Set(catalogue.map(({ operation }) => operation));
    expect(functions).toHaveLength(90);
    expect(functions.filter((name) => !covered.has(name))).toEqual([]);
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    expect(catalogue.length).toBeGreaterThanOrEqual(150);
  });

  const entry = {
    id: "a.b",
    operation: "ossGetBucketAcl",
    faults: [{ fault: "error", status: 503 }],
    sees: { code: 503, errorCode: "UnknownError", out: "untouched" },
    requests: ["GetBucketAcl"],
    why: "the service is busy",
  };

  test.each([
    ["a function that there is not", { operation: "ossGetNothing" }],
    ["a fault that there is not", { faults: [{ fault: "rain" }] }],
    ["a fault with a field that it has not", { faults: [{ fault: "refused", nth: 1 }] }],
    ["a code that there is not", { sees: { code: "AOSE_NOTHING" } }],
    ["a fate that there is not", { disk: { source: "lost" } }],
    ["a field that there is not", { expect: 1 }],
  ])("takes no entry of %s", (_, wrong) => {
    expect(() => parseEntries("x.json", JSON.stringify([{ ...entry, ...wrong }]))).toThrow(
      "x.json",
    );
  });

  test.each([
    ["the status", { sees: { code: 500, out: "untouched" } }, "the caller"],
    ["the out-parameters", { sees: { ...entry.sees, out: "filled" } }, "the caller"],
    ["the requests", { requests: [] }, "requests"],
    ["the files", { disk: { copy: "none" } }, "files: copy"],
    ["the service", { server: { "object key": "none" } }, "service: object key"],
    ["another process", { other: { code: 200 } }, "the other process"],
  ])("tells when %s is not as an entry says", async (_, wrong, difference) => {
    const json = JSON.stringify([entry, { ...entry, ...wrong }]);
    const [right, altered] = parseEntries("x.json", json);
    if (right === undefined || altered === undefined) throw new Error("two entries were written");
    expect(await play(right)).toEqual([]);
    expect(await play(altered)).toEqual([expect.stringContaining(difference)]);
  });
});
