/** Variables that hold functions: pointers to them, and the SDK's union of such pointers. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf } from "../support/c2ts.js";

const FUNCTIONS =
  "static void one(void *data) { puts((char *)NULL); }\nstatic int two() { return 2; }\n";

describe("a pointer to a function", () => {
  test("that holds one after the other is of its own type, not of the first one's", async () => {
    const code = await codeOf(
      "typedef int (*next)(int n);\nstatic int up(int n) { return n + 1; }\n" +
        "static int same(int n) { return n; }\n" +
        "int run(void) { next f; f = up; f(1); f = same; return f(1); }",
    );
    expect(code).toContain("let f: next = up;\n  f(1);\n  f = same;");
  });

  test("without a typedef may be NULL itself, not what the function gives", async () => {
    const code = await codeOf(
      "static int up(int n) { return n + 1; }\n" +
        "int run(int n) { int (*f)(int n) = NULL; if (n) f = up; return f == NULL ? 0 : f(n); }",
    );
    expect(code).toContain("let f: ((n: number) => number) | null = null;");
  });
});

describe("an aos_func_u is the function that is put into it", () => {
  test("as a variable", async () => {
    const code = await codeOf(
      `${FUNCTIONS}void run(aos_pool_t *p) {\n` +
        "  aos_array_header_t *stack = aos_fstack_create(p, 2);\n  aos_func_u last, first;\n" +
        "  first.func1 = one;\n  aos_fstack_push(stack, NULL, first, 1);\n" +
        "  last.func1 = one;\n  last.func4 = two;\n  aos_fstack_push(stack, NULL, last, 4);\n}",
    );
    expect(code).toContain("const stack = aosFstackCreate(p, 2);\n  const first = one;");
    expect(code).toContain("aosFstackPush(stack, null, first, 1);");
    expect(code).toContain("let last: AosFunc = one;\n  last = two;\n");
  });

  test("as a parameter, an entry's field and a variable that all functions see", async () => {
    const code = await codeOf(
      `${FUNCTIONS}static aos_func_u kept;\n` +
        "static void put(aos_array_header_t *stack, aos_func_u f) { f.func2 = two; aos_fstack_push(stack, NULL, f, 2); }\n" +
        "void run(aos_array_header_t *stack, aos_fstack_item_t *item) { kept.func1 = one; put(stack, kept); item->func.func4 = two; }",
    );
    expect(code).toContain("let kept: AosFunc | null = null;");
    expect(code).toContain("function put(stack: AosFstackItem[], f: AosFunc): void {\n  f = two;");
    expect(code).toContain("  kept = one;\n  put(stack, kept);\n  item.func = two;");
  });

  test("while a structure with such a field stays one", async () => {
    const modules = await modulesOf({
      "main.c": `${FUNCTIONS}typedef struct { int (*func1)(); int n; } calls;\nvoid run(void) { calls c; c.func1 = two; c.n = 1; }`,
    });
    expect(modules.get("main.c")?.code).toContain(
      "const c = new calls();\n  c.func1 = two;\n  c.n = 1;",
    );
  });
});
