/** Every row of docs/deviations.md has a test that is there, and every rule of conformance a row. */

import { describe, expect, test } from "vitest";
import { recordRules, vectorRules } from "../conformance/deviations.js";
import { deviationRows, proofFault } from "../support/proofs.js";

const rows = deviationRows();
const names = rows.map(({ name }) => name);
const ruled = new Set([...recordRules, ...vectorRules].map(({ row }) => row));

/** What is wrong with a proof; "" when nothing is. */
function fault(proof: string): string {
  const rule = /^`conformance: ([^`]+)`$/.exec(proof)?.[1];
  if (rule === undefined) return proofFault(proof);
  return ruled.has(rule) ? "" : `no rule ${rule}`;
}

describe("the page of deviations", () => {
  test("has rows, each of its own name and with every cell filled", () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(names).toEqual([...new Set(names)]);
    for (const { name, cells } of rows) {
      expect([name, cells.length, cells.includes("")]).toEqual([name, 5, false]);
    }
  });

  test("has a row for every rule that conformance excuses C's behaviour by", () => {
    expect([...ruled].filter((row) => !names.includes(row))).toEqual([]);
  });

  test.each(rows)("names tests that are there: $name", ({ proofs }) => {
    const wrong = proofs.map((proof) => [proof, fault(proof)]);
    expect(wrong).toEqual(proofs.map((proof) => [proof, ""]));
  });
});

test("a proof without a test is noticed", () => {
  expect(fault("`test/docs/deviations.test.ts: a proof without a test is noticed`")).toBe("");
  expect(fault("`test/docs/deviations.test.ts: another title`")).toContain("no test of this title");
  expect(fault("`test/none.test.ts: a title`")).toContain("not there");
  expect(fault("`conformance: Z1`")).toBe("no rule Z1");
  expect(fault("`faults: no.such`")).toBe("no entry no.such");
  expect(fault("TEST-W1")).toBe("names no test");
});
