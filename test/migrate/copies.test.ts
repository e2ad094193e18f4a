/** Structures that C copies: assigned, handed on, given back. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf } from "../support/c2ts.js";

const POINT = "typedef struct { int x; int y; } point;\n";

test("a structure that is another one's first value is one of its own", async () => {
  expect(await codeOf(`${POINT}void run(point a) { point b = a; b.x = 1; }`)).toContain(
    "const b = { ...a };",
  );
});

test("a parameter that is only copied keeps its name", async () => {
  const code = await codeOf(`${POINT}static int f(point a) { point b = a; return b.x; }`);
  expect(code).toContain("function f(a: point): number {\n  const b = { ...a };");
});

test("a structure that is copied from where a pointer leads is asked whether it is there", async () => {
  const code = await codeOf(
    `typedef struct s { struct s *next; } s;\nvoid run(s *a) { s b = *a->next; }`,
  );
  expect(code).toContain("const b = { ...followed(a.next) };");
  expect(code).toContain("function followed<T>");
});

test("with arrays, texts of the SDK and structures of its own", async () => {
  const code = await codeOf(
    `${POINT}typedef struct { int n[2]; aos_string_t key; point at; point *to; char name[4]; point all[2]; } item;\nvoid run(item *a) { item b = *a; }`,
  );
  expect(code.replace(/\s+/g, " ")).toContain(
    "const b = { ...a, n: [...a.n], key: aosString(a.key.data), at: { ...a.at }, all: a.all.map((each) => ({ ...each })), };",
  );
});

test("what is assigned to a structure is seen by whoever points to it", async () => {
  const code = await codeOf(
    `${POINT}void run(point *p, point a, point all[2]) { *p = a; all[0] = *p; }`,
  );
  expect(code).toContain("Object.assign(p, a);");
  expect(code).toContain("Object.assign(followed(all[0]), p);");
});

test("a function that writes to a structure gets one of its own", async () => {
  const code = await codeOf(
    `${POINT}static int moved(point p) { p.x++; return p.x; }\nstatic int far(point p) { return p.x; }\nint run(point a) { return moved(a) + far(a); }`,
  );
  expect(code).toContain("return moved({ ...a }) + far(a);");
});

test("a structure that outlives a function is given back as a copy", async () => {
  const code = await codeOf(
    `${POINT}static point origin;\npoint kept(void) { return origin; }\npoint made(void) { point p = { 1, 2 }; return p; }`,
  );
  expect(code).toContain("return { ...origin };");
  expect(code).toContain("return p;");
});

test("a text of the SDK that is assigned to another one is copied", async () => {
  const code = await codeOf("void run(aos_string_t *a) { aos_string_t b = *a, c; c = b; }");
  expect(code).toContain("const b = aosString(a.data);");
  expect(code).toContain("aosStrSet(c, b);");
});

test("a structure that holds a list is marked where it is copied", async () => {
  const modules = await modulesOf({
    "main.c": "typedef struct { aos_list_t all; } held;\nvoid run(held *a) { held b = *a; }",
  });
  expect(modules.get("main.c")?.findings.map(({ reason }) => reason)).toEqual([
    "a structure is copied that has AosList<object> in it",
  ]);
});

describe("a structure of the SDK", () => {
  test("of nothing but numbers is copied", async () => {
    const code = await codeOf(
      "static void grown(apr_finfo_t of) { of.size++; }\n" +
        "void run(apr_finfo_t *a, apr_finfo_t *b) { apr_finfo_t c = *b, d[2]; *a = *b; d[1] = c; grown(c); }",
    );
    expect(code).toContain("const c = { ...b };");
    expect(code).toContain("  Object.assign(a, b);\n  Object.assign(followed(d[1]), c);");
    expect(code).toContain("grown({ ...c });");
  });

  test("is pointed to by two where a pointer is copied", async () => {
    const code = await codeOf("void run(apr_finfo_t *a, apr_finfo_t *b) { a = b; a->size = 1; }");
    expect(code).toContain("  a = b;");
  });

  test.each([
    ["oss_config_t d = *c;", "AosString"],
    ["*c = *other;", "AosString"],
    ["*b = *last;", "a node"],
  ])("that is more is marked: %s", async (c, held) => {
    const code = await codeOf(
      `void run(oss_config_t *c, oss_config_t *other, aos_buf_t *b, aos_buf_t *last) { ${c} }`,
    );
    expect(code).toContain(`never = "a structure is copied that has ${held} in it";`);
  });
});
