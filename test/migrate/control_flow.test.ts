/** What becomes of C's jumps, loops and branches. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf } from "../support/c2ts.js";

/** The lines of a function of a number, which returns one. */
async function linesOf(...c: readonly string[]): Promise<string[]> {
  const code = await codeOf(`int run(int n)\n{\n${c.join("\n")}\n}\n`);
  return code
    .split("\n")
    .slice(1, -2)
    .map((line) => line.replace(/^ {2}/, ""));
}

describe("switch", () => {
  test("keeps its labels, and breaks", async () => {
    expect(
      await linesOf("switch (n) {", "case 1:", "case 2: n++; break;", "default: n = 0;", "}"),
    ).toEqual([
      "switch (n) {",
      "  case 1:",
      "  case 2:",
      "    n++;",
      "    break;",
      "  default:",
      "    n = 0;",
      "}",
    ]);
  });

  test("does what follows where C falls through, for TypeScript takes no case that does", async () => {
    expect(
      await linesOf(
        "switch (n) {",
        "case 1: n++;",
        "case 2: if (n) return 1; else return 2;",
        "case 3: n--;",
        "}",
        "return n;",
      ),
    ).toEqual([
      "switch (n) {",
      "  case 1:",
      "    n++;",
      ...["    if (n) {", "      return 1;", "    } else {", "      return 2;", "    }"],
      "  case 2:",
      ...["    if (n) {", "      return 1;", "    } else {", "      return 2;", "    }"],
      "  case 3:",
      "    n--;",
      "}",
      "return n;",
    ]);
  });

  test("has a block where a case declares", async () => {
    expect(await linesOf("switch (n) {", "case 1: { int m = n; n = m; } break;", "}")).toEqual([
      "switch (n) {",
      ...["  case 1: {", "    const m = n;", "    n = m;", "    break;", "  }"],
      "}",
    ]);
  });
});

describe("goto", () => {
  test("to a label further on breaks out of a block, one within the other", async () => {
    expect(
      await linesOf(
        "if (n > 1) goto low;",
        "while (n) { if (n == 5) goto high; }",
        "low:",
        "n = 1;",
        "high:",
        "return n;",
      ),
    ).toEqual([
      "high: {",
      "  low: {",
      ...["    if (n > 1) {", "      break low;", "    }"],
      ...["    while (n) {", "      if (n === 5) {", "        break high;", "      }", "    }"],
      "  }",
      "  n = 1;",
      "}",
      "return n;",
    ]);
  });

  test("begins no block before what it jumps over, and none for a label that nobody names", async () => {
    expect(
      await linesOf(
        "n = 2;",
        "if (n) goto out;",
        "n = 3;",
        "out:",
        "n = 4;",
        "unused:",
        "return n;",
      ),
    ).toEqual([
      "n = 2;",
      ...["out: {", "  if (n) {", "    break out;", "  }", "  n = 3;", "}"],
      "n = 4;",
      "return n;",
    ]);
  });

  test("leaves no variable within the block that is used behind it", async () => {
    expect(
      await linesOf("int m;", "if (n) goto out;", "m = 3;", "n = m;", "out:", "return m;"),
    ).toEqual([
      "let m = 0;",
      ...["out: {", "  if (n) {", "    break out;", "  }", "  m = 3;", "  n = m;", "}"],
      "return m;",
    ]);
  });

  test("back is marked", async () => {
    const modules = await modulesOf({
      "main.c": "int run(int n)\n{\nagain:\nn--;\nif (n) goto again;\nreturn n;\n}\n",
    });
    const findings = modules.get("main.c")?.findings ?? [];
    expect(findings.map(({ line, reason }) => [line, reason])).toEqual([
      [5, "goto leads back, or into a block"],
    ]);
  });
});

describe("a loop", () => {
  test.each([
    ["while (1) n++;", ["while (true) {", "  n++;", "}"]],
    ["do n++; while (n < 3);", ["do {", "  n++;", "} while (n < 3);"]],
    ["do { n++; n--; } while (0);", ["n++;", "n--;"]],
    ["do { int m = 1; n = m; } while (0);", ["{", "  const m = 1;", "  n = m;", "}"]],
    [
      "do { if (n) break; n--; } while (0);",
      ["do {", "  if (n) {", "    break;", "  }", "  n--;", "} while (false);"],
    ],
    ["for (;;) break;", ["for (;;) {", "  break;", "}"]],
    [
      "for (int i = 0, j = 9; i < j; i++, j--) n += i;",
      ["for (let i = 0, j = 9; i < j; i++, j--) {", "  n += i;", "}"],
    ],
    [
      "int i; for (i = 0; i < n; i++) n--;",
      ["let i = 0;", "for (i = 0; i < n; i++) {", "  n--;", "}"],
    ],
  ])("%s", async (c, ts) => {
    expect(await linesOf(c)).toEqual(ts);
  });
});

describe("a loop over entries", () => {
  const each = (entry: string, body: string): string =>
    `aos_list_for_each_entry(oss_object_key_t, ${entry}, keys, node) { ${body} }`;
  const code = (...lines: string[]): Promise<string> =>
    codeOf(`void run(aos_list_t *keys) {\noss_object_key_t *key;\n${lines.join("\n")}\n}`);

  test("declares its entry, where nothing else asks for it", async () => {
    const lines = await code(each("key", "puts(key->key.data);"), each("key", ""));
    expect(lines).toMatch(/\{\n {2}for \(const key of keys\) \{\n {4}process\.stdout/);
    expect(lines).toContain("\n  for (const _key of keys) {\n  }\n");
  });

  test("leaves the entry at which it was left", async () => {
    const lines = await code(each("key", "if (key->key.len > 3) break;"), "puts(key->key.data);");
    expect(lines).toContain(
      "let key: OssObjectKey | null = null;\n  for (key of keys) {\n    if (key.key.len > 3) {",
    );
    expect(lines).toContain("${followed(key).key.data}");
  });

  test("has no name for the entry after its own", async () => {
    const loop = each("key", "puts(next->key.data);").replace("key, ", "key, next, ");
    const lines = await code("oss_object_key_t *next;", loop.replace("entry(", "entry_safe("));
    expect(lines).toContain("a loop asks for the entry after its own");
  });
});

test("statements with a comma between become statements", async () => {
  expect(await linesOf("n = 1, n++;")).toEqual(["n = 1;", "n++;"]);
});

test("two gaps in a line have two names", async () => {
  expect((await linesOf("one(); two();")).filter((line) => line.startsWith("const"))).toEqual([
    'const line3: never = "one has no counterpart";',
    'const line3_2: never = "two has no counterpart";',
  ]);
});

test("a variable whose first value is left to a hand is declared beside the gap", async () => {
  expect(await linesOf("int m;", "m = one();", "n = m;")).toEqual([
    "// C: m = one();",
    'const line4: never = "one has no counterpart";',
    "let m!: number;",
    "n = m;",
  ]);
});
