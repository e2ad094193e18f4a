/** Ten thousand lines of C. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeTranslator } from "../../src/migrate/translate.js";
import type { SourceFile } from "../../src/migrate/translation.js";

const programs = ["names", "nested_pools", "parts", "report", "reverse_list", "settings"];

/** Programs of this folder, each as often as it takes, as files of their own. */
function manyFiles(lines: number): SourceFile[] {
  const texts = programs.map((name) =>
    readFileSync(new URL(`programs/${name}.c`, import.meta.url), "utf8"),
  );
  const files: SourceFile[] = [];
  for (let left = lines, i = 0; left > 0; i++) {
    const text = texts[i % texts.length] ?? "";
    files.push({ path: `part${i}.c`, text });
    left -= text.split("\n").length;
  }
  return files;
}

/** One function with as many lines. */
function longFunction(lines: number): SourceFile {
  const body = Array.from({ length: lines / 4 }, (_, i) =>
    [
      `    int n${i} = ${i};`,
      `    if (n${i} > 2) {`,
      `        printf("%d\\n", n${i});`,
      "    }",
    ].join("\n"),
  );
  return { path: "long.c", text: `int main(void)\n{\n${body.join("\n")}\n    return 0;\n}\n` };
}

describe("ten thousand lines", () => {
  test.each([
    ["in many files", manyFiles(10_000)],
    ["of one function", [longFunction(10_000)]],
  ])("%s become the same TypeScript each time", async (_, files) => {
    const first = await (await makeTranslator()).translate(files);
    const second = await (await makeTranslator()).translate(files);
    expect(first).toHaveLength(files.length);
    expect(first.every(({ translated }) => translated > 0)).toBe(true);
    expect(second).toEqual(first);
  });
});
