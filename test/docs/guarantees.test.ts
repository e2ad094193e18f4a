/** The page of guarantees says what its template and the figures say, and names tests that are there. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fillIn, guaranteesPage, guaranteesUrl, proofFaults } from "./guarantees_page.js";

describe("the page of guarantees", () => {
  test("is current", () => {
    expect(readFileSync(guaranteesUrl, "utf8")).toBe(guaranteesPage());
  });

  test("names tests that are there", () => {
    expect(proofFaults(guaranteesPage())).toEqual([]);
  });

  test("a promise without a test is noticed, wherever it stands", () => {
    const proof = "`test/docs/guarantees.test.ts: is current`";
    expect(proofFaults(`| promise | proof |\n| --- | --- |\n| a | ${proof} |\n`)).toEqual([]);
    expect(proofFaults("| a | `test/docs/guarantees.test.ts: is not` |")).toHaveLength(1);
    expect(proofFaults(`| a | ${proof}<br>none |`)).toEqual(["a: names no test"]);
  });
});

describe("a figure", () => {
  const origin = { command: "npm run x", date: "2026-01-02", node: "v20.0.0", machine: "2 × y" };
  const figures = new Map([["x", { ...origin, count: 1234, of: { parts: 5 } }]]);

  test("stands in its place, and tells where it comes from", () => {
    expect(fillIn("{{x.count}} and {{x.of.parts}}: {{x}}.", figures)).toBe(
      "1,234 and 5: `npm run x`, 2026-01-02, Node v20.0.0, 2 × y.",
    );
  });

  test("that nobody measured leaves its paragraph out, and no other", () => {
    expect(fillIn("before\n\n{{x.count}}\nof {{none.count}}\n\nbehind\n", figures)).toBe(
      "before\n\nbehind\n",
    );
  });

  test("that its file does not have, or that says not where it comes from, is an error", () => {
    expect(() => fillIn("{{x.other}}", figures)).toThrow("docs/figures/x.json has no other");
    expect(() => fillIn("{{x}}", new Map([["x", {}]]))).toThrow("x.json has no command");
  });
});
