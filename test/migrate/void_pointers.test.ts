/** What a `void *` leads to: memory where its bytes are asked for, and else what the program says. */

import { describe, expect, test } from "vitest";
import { codeOf } from "../support/c2ts.js";

const CHECK = "static uint64_t check(void *from, size_t n) { return aos_crc64(0, from, n); }\n";
const FILL = "static void fill(void *to, size_t n) { memset(to, 7, n); }\n";
const THING = "typedef struct { int n; } thing;\n";

test("a `void *` is unknown until the program says what it leads to", async () => {
  const code = await codeOf(
    "typedef struct { int n; } seen;\ntypedef void (*visit)(int value, void *data);\nstatic void add(int value, void *data) { seen *s = data; s->n += value; }\nvoid run(visit v) { seen s = { 0 }; v(1, &s); add(2, &s); v(3, NULL); }",
  );
  expect(code).toContain("type visit = (value: number, data: unknown) => void;");
  expect(code).toContain("const s = data as seen;");
  expect(code).toContain("v(1, s);");
});

describe("a `void *` whose bytes are asked for is memory", () => {
  test("in a function that hands it on, and in those that hand it on to that one", async () => {
    const code = await codeOf(
      `${CHECK}static uint64_t half(void *from, size_t n) { return check((char *)from + 1, n); }`,
    );
    expect(code).toContain("function check(from: Buffer, n: number): bigint {");
    expect(code).toContain("  return aosCrc64(0n, from, n);");
    expect(code).toContain("function half(from: Buffer, n: number): bigint {");
    expect(code).toContain("  return check(from.subarray(1), n);");
  });

  test.each([
    ["memset(a, 7, n);", "a.fill(7, 0, n);"],
    ["memcpy(b, a, n);", "a.copy(b, 0, 0, n);"],
    ["if (memcmp(a, b, n) == 0) return;", "if (a.subarray(0, n).equals(b.subarray(0, n)))"],
  ])("%s", async (c, ts) => {
    expect(await codeOf(`void run(void *a, void *b, size_t n) { ${c} }`)).toContain(ts);
  });

  test("as a variable and as a field", async () => {
    const code = await codeOf(
      `${FILL}typedef struct { void *at; size_t n; } blob;\n` +
        "void run(blob *b) { void *m = malloc(9); fill(m, 9); b->at = m; fill(b->at, b->n); }",
    );
    expect(code).toContain("class blob {\n  at: Buffer | null = null;");
    expect(code).toContain("  const m = Buffer.alloc(9);\n  fill(m, 9);\n  b.at = m;");
  });

  test("but not in a function that is called through a pointer: its type says what is given", async () => {
    const code = await codeOf(
      "typedef void (*visit)(void *data);\nstatic void one(void *data) { aos_crc64(0, data, 1); }\n" +
        "static void all(visit each, void *data) { each(data); }\nvoid run(void *data) { all(one, data); }",
    );
    expect(code).toContain("function one(_data: unknown): void {");
    expect(code).toContain('never = "a `void *` is taken as what has no counterpart"');
  });
});

describe("where memory is wanted", () => {
  test("a text stays one that is only read, and is memory where it is written", async () => {
    const code = await codeOf(
      `${CHECK}${FILL}static void both(void *to, void *from) { memcpy(to, from, 3); }\n` +
        'void run(void) { char *s = "abc", a[4], b[4]; check(s, 3); check("x", 1); fill(a, 4); both(b, s); }',
    );
    expect(code).toContain('  const s = "abc";\n  const a = Buffer.alloc(4);');
    expect(code).toContain("check(Buffer.from(s), 3);");
    expect(code).toContain('check(Buffer.from("x"), 1);');
    expect(code).toContain("fill(a, 4);\n  both(b, Buffer.from(s));");
  });

  test("a text stays one where what is pointed to is constant, and where it is handed on to be read", async () => {
    const code = await codeOf(
      `${CHECK}static uint64_t twice(void *from) { return check(from, 1) + check(from, 1); }\n` +
        "static int kept(const void *from) { const void *it = from; return memcmp(it, from, 1); }\n" +
        'void run(void) { char *s = "abc"; twice(s); kept(s); }',
    );
    expect(code).toContain('const s = "abc";\n  twice(Buffer.from(s));\n  kept(Buffer.from(s));');
  });

  test("a structure is none, nor is memory a structure", async () => {
    const code = await codeOf(
      `${THING}${CHECK}${FILL}void run(thing *t) { check(t, 4); }\n` +
        "int take(void *m) { thing *t; fill(m, 4); t = m; return t->n; }",
    );
    expect(code).toContain(
      '// C: check(t, 4);\n  const line4: never = "what is no memory is taken as bytes";',
    );
    expect(code).toContain(
      '// C: t = m;\n  const line5: never = "memory is taken as a structure";',
    );
  });
});
