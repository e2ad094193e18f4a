/** Structures that C copies: assigned, handed on, given back. */

import { describe, expect, test } from "vitest";
import { bodyOf, codeOf, modulesOf } from "../support/c2ts.js";

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

test.each([
  ["moved(a);", "moved({ ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) }); return a;"],
  [
    "moved((a));",
    "moved({ ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) }); return a;",
  ],
  [
    "moved(*b);",
    "moved({ ...b, at: { ...b.at }, n: [...b.n], k: aosString(b.k.data) }); return a;",
  ],
  [
    "moved(all[1]);",
    "moved({ ...followed(all[1]), at: { ...followed(all[1]).at }, n: [...followed(all[1]).n], k: aosString(followed(all[1]).k.data), }); return a;",
  ],
  ["moved(made(a));", "moved(made(a)); return a;"],
  ["near(a);", "near(a); return a;"],
  ["far(&a);", "far(a); return a;"],
  ["far(b);", "far(b); return a;"],
  [
    "item c = a;",
    "const c = { ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) }; return a;",
  ],
  [
    "item c = (a);",
    "const c = { ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) }; return a;",
  ],
  [
    "item c = n ? a : *b;",
    "const c = n ? { ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) } : { ...b, at: { ...b.at }, n: [...b.n], k: aosString(b.k.data) }; return a;",
  ],
  ["item c = made(a);", "const c = made(a); return a;"],
  ["item *c = b;", "const c = b; return a;"],
  ["a.at = b->at;", "Object.assign(a.at, b.at); return a;"],
  ["*b = made(a);", "Object.assign(b, made(a)); return a;"],
  [
    "all[0] = all[1];",
    "Object.assign(followed(all[0]), { ...followed(all[1]), at: { ...followed(all[1]).at }, n: [...followed(all[1]).n], k: aosString(followed(all[1]).k.data), }); return a;",
  ],
  [
    "kept = a;",
    "Object.assign(kept, { ...a, at: { ...a.at }, n: [...a.n], k: aosString(a.k.data) }); return a;",
  ],
  ["b->k = *k;", "aosStrSet(b.k, k); return a;"],
  ["b->k = a.k;", "aosStrSet(b.k, a.k); return a;"],
  ["aos_string_t s = *k;", "const s = aosString(k.data); return a;"],
  ["aos_string_t s = a.k;", "const s = aosString(a.k.data); return a;"],
  ["aos_string_t *s = k;", "const s = k; return a;"],
  [
    "return kept;",
    "return { ...kept, at: { ...kept.at }, n: [...kept.n], k: aosString(kept.k.data) }; return a;",
  ],
  [
    "return *b;",
    "return { ...b, at: { ...b.at }, n: [...b.n], k: aosString(b.k.data) }; return a;",
  ],
  [
    "return all[n];",
    "return { ...followed(all[n]), at: { ...followed(all[n]).at }, n: [...followed(all[n]).n], k: aosString(followed(all[n]).k.data), }; return a;",
  ],
  ["return made(*b);", "return made(b); return a;"],
])("whether a structure is copied: %s", async (c, ts) => {
  expect(
    await bodyOf(
      `typedef struct { int x; int y; } point; typedef struct { point at; point *to; int n[2]; aos_string_t k; char t[4]; } item; static item kept; static int moved(item i) { i.n[0] = 1; return i.at.x; } static int near(item i) { return i.at.x; } static int far(item *i) { i->n[1] = 2; return i->at.y; } static item made(item i) { return i; } item run(item a, item *b, item all[2], aos_string_t *k, int n) { ${c} return a; }`,
    ),
  ).toBe(ts);
});
