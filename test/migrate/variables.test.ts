/** Variables that outlive their function or are written by others, and values that are assigned on the way. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf } from "../support/c2ts.js";

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
  test("that is a structure is no more than that, whoever takes its address or writes to it", async () => {
    const modules = await modulesOf({
      "total.h":
        '#include "oss_api.h"\ntypedef struct { int n; } sum;\nextern sum total;\nextern aos_string_t title;\nextern sum *last;\n',
      "main.c":
        '#include "total.h"\nsum total;\naos_string_t title;\naos_list_t all;\nsum *last;\n' +
        "static void add(sum *to) { to->n++; }\n" +
        "int run(void) { add(&total); aos_list_init(&all); return total.n; }",
      "other.c":
        '#include "total.h"\nvoid set(sum *to) { total = *to; last = to; aos_str_set(&title, "t"); }',
    });
    const main = modules.get("main.c")?.code ?? "";
    expect(main).toContain("export const total: sum = new sum();");
    expect(main).toContain("export const title: AosString = aosString();");
    expect(main).toContain("export const all: AosList<object> = aosList<object>();");
    expect(main).toContain("export const last: Out<sum> = out();");
    expect(main).toContain("add(total);\n  aosListInit(all);\n  return total.n;");
    expect(modules.get("other.c")?.code).toContain(
      'Object.assign(total, to);\n  last.value = to;\n  aosStrSet(title, "t");',
    );
  });

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

  test("that is a number whose address is taken is in a box, as a function's own one is", async () => {
    const code = await codeOf(
      "static int total = 1;\nstatic long most = LONG_MAX;\nint shown;\n" +
        "static void add(int *to) { *to += 2; }\nstatic void less(long *of) { *of -= 1; }\n" +
        "int run(void) { add(&total); add(&shown); less(&most); return total; }",
    );
    expect(code).toContain("\nconst total: { value: number } = { value: 1 };");
    expect(code).toContain("const most: { value: bigint } = { value: 9223372036854775807n };");
    expect(code).toContain("export const shown: { value: number } = { value: 0 };");
    expect(code).toContain("add(total);\n  add(shown);\n  less(most);\n  return total.value;");
    expect(code).not.toContain("// C:");
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

describe("a variable whose declaration", () => {
  test("comes with its first value may be NULL later", async () => {
    const code = await codeOf(
      "void run(aos_pool_t *p) { apr_table_t *t = NULL; t = aos_table_make(p, 1); t = NULL; }",
    );
    expect(code).toContain("let t: AosTable | null = aosTableMake(p, 1);\n  t = null;");
  });

  test("is left to a hand is known by its type", async () => {
    const code = await codeOf(
      "void run(aos_pool_t *q) { int n = nobody(); oss_config_t *c = somebody(q), *d; n++; }",
    );
    expect(code).toContain('"nobody has no counterpart";\n  let n!: number;');
    expect(code).toContain('"somebody has no counterpart";\n  let c!: OssConfig;\n  n++;');
  });
});

test.each([
  ["int run(void) { return toString(1); }", "toString has no counterpart"],
  ["int run(void) { return valueOf; }", "valueOf has no counterpart"],
  ["toString *run(int n) { return n; }", "a function whose type has no counterpart"],
  ["void run(int n) { hasOwnProperty m; n = m; }", "a variable of a type that has no counterpart"],
  [
    'int run(void) { struct stat st; stat("a", &st); return st.toString; }',
    "the field toString of a file's status",
  ],
])("a name that JavaScript has on all objects is none of C's library: %s", async (c, reason) => {
  expect(await codeOf(c)).toContain(`never = "${reason}"`);
});

test("a program may use such names itself", async () => {
  const code = await codeOf(
    "typedef struct valueOf { int constructor; } valueOf;\nint toString(valueOf *v) { return v->constructor; }",
  );
  expect(code).toContain("export function toString(v: valueOf): number {\n  return v.constructor;");
});
