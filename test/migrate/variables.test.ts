/** Variables that outlive their function or are written by others, and values that are assigned on the way. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf } from "../support/c2ts.js";

/** What is said of the lines of a program, notes as well. */
async function reasonsOf(text: string): Promise<string[]> {
  const modules = await modulesOf({ "main.c": text });
  return (modules.get("main.c")?.findings ?? []).map(({ line, reason }) => `${line}: ${reason}`);
}

describe("a static variable of a function", () => {
  test("stands before it, under the function's name as well", async () => {
    const code = await codeOf("int next(void) { static int n = 10; return ++n; }");
    expect(code).toBe(
      "let next_n = 10;\n\nexport function next(): number {\n  return ++next_n;\n}\n",
    );
  });

  test("of two functions is two", async () => {
    const code = await codeOf(
      "int one(void) { static int n; return n++; }\nint two(void) { static int n; return n--; }",
    );
    expect(code).toContain("let one_n = 0;");
    expect(code).toContain("return one_n++;");
    expect(code).toContain("return two_n--;");
  });
});

describe("a variable outside of functions", () => {
  test("that another file writes is in a box, which both import", async () => {
    const modules = await modulesOf({
      "count.h": "extern int count;\n",
      "count.c": '#include "count.h"\nint count = 2;\nint twice(void) { return count * 2; }\n',
      "main.c": '#include "count.h"\nvoid more(void) { count++; count += 3; }\n',
    });
    expect(modules.get("count.c")?.code).toContain(
      "export const count: { value: number } = { value: 2 };",
    );
    expect(modules.get("count.c")?.code).toContain("return count.value * 2;");
    expect(modules.get("main.c")?.code).toContain("count.value++;\n  count.value += 3;");
  });

  test("that only its own file writes is in none", async () => {
    const code = await codeOf("static int count;\nvoid more(void) { count++; }");
    expect(code).toContain("let count: number = 0;");
    expect(code).toContain("  count++;");
  });
});

describe("an assignment within an expression", () => {
  test.each([
    ["while ((n = next()) > 0) m += n;", "while ((n = next()) > 0) {"],
    [
      "if ((n = next()) != 0 && (m = next()) != 0) n = m;",
      "if ((n = next()) !== 0 && (m = next()) !== 0) {",
    ],
    ["m = n = next();", "m = n = next();"],
  ])("%s", async (c, ts) => {
    const code = await codeOf(
      `static int next(void) { return 1; }\nvoid run(int n, int m) { ${c} }`,
    );
    expect(code).toContain(`  ${ts}`);
  });

  test("tells that a pointer is not NULL", async () => {
    const code = await codeOf(
      'void run(aos_table_t *t) { const char *v; if ((v = apr_table_get(t, "a")) != NULL) puts(v); }',
    );
    expect(code).toContain("process.stdout.write(`${v}\\n`);");
  });
});

describe("a void pointer", () => {
  test("is unknown until the program says what it leads to", async () => {
    const code = await codeOf(
      "typedef struct { int n; } seen;\ntypedef void (*visit)(int value, void *data);\nstatic void add(int value, void *data) { seen *s = data; s->n += value; }\nvoid run(visit v) { seen s = { 0 }; v(1, &s); add(2, &s); v(3, NULL); }",
    );
    expect(code).toContain("type visit = (value: number, data: unknown) => void;");
    expect(code).toContain("const s = data as seen;");
    expect(code).toContain("v(1, s);");
  });

  test("that is taken as bytes is marked", async () => {
    expect(
      await reasonsOf("void run(void *to, const char *from)\n{\nmemcpy(to, from, 3);\n}"),
    ).toEqual(["3: a `void *` is taken as what has no counterpart"]);
  });
});

describe("is said of", () => {
  test("a text beyond ASCII, once for a line", async () => {
    expect(await reasonsOf('void run(void)\n{\nputs("Grüße");\n}')).toEqual([
      "3: a text beyond ASCII: an index into it counts UTF-16 units, where C counts bytes",
    ]);
  });

  test("a float", async () => {
    expect(await reasonsOf("void run(void) { float f = 0; f += 1; }")).toEqual([
      "1: a float counts with all the digits of a double",
    ]);
  });

  test("a variable that goto jumps over, which is marked", async () => {
    const reasons = await reasonsOf(
      "int run(int n)\n{\nif (n) goto out;\nint m = 2;\nn += m;\nout:\nreturn m;\n}",
    );
    expect(reasons[0]).toBe(
      "4: a variable is declared where goto jumps over it, and asked for behind the label",
    );
  });
});

test("a macro that hands on to one that writes out what it gets, gives it the constant's value", async () => {
  const code = await codeOf(
    "#define STRING(x) #x\n#define TEXT(x) STRING(x)\n#define LEVEL 3\nvoid run(void) { puts(TEXT(LEVEL)); puts(STRING(LEVEL)); }",
  );
  expect(code).toContain('write("3\\n");');
  expect(code).toContain('write("LEVEL\\n");');
});
