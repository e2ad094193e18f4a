/** How the TypeScript of `oss-c2ts` looks; that of the programs is held to this project's own format too. */

import { expect, test } from "vitest";
import { formatted } from "../../src/migrate/module/formatted.js";

const module = { path: "main.c", findings: [], translated: 1 };

test("what is too long is laid out in lines of 100 columns, what is short is put together", async () => {
  const call = `f(${Array.from({ length: 30 }, (_, i) => `n${i}`).join(", ")});`;
  const { code, findings } = await formatted({ ...module, code: `${call}\nif ((a)) {\nb(  1 );}` });
  expect(Math.max(...code.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(code).toMatch(/^f\(\n {2}n0,\n/);
  expect(code).toMatch(/if \(a\) \{\n {2}b\(1\);\n\}\n$/);
  expect(findings).toEqual([]);
});

test("what can't be read stays as it is, and is told of", async () => {
  const note = { line: 7, kind: "note", reason: "r", advice: "a" } as const;
  const code = "const 1 = ;";
  const told = await formatted({ ...module, code, findings: [note] });
  expect(told.code).toBe(code);
  expect(told.findings).toEqual([expect.objectContaining({ line: 1, kind: "attention" }), note]);
});
