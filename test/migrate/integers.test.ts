/** C's integers: what does not fit into their bits is cut, as C cuts it. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf, statementsOf } from "../support/c2ts.js";

/** The statement that an assignment or an expression becomes, in a function of these parameters. */
async function lineOf(statement: string, params: string): Promise<string> {
  const code = await codeOf(`void run(${params})\n{\n${statement}\n}\n`);
  return /\{\n([^]*?)\n\}/.exec(code)?.[1]?.replace(/\s+/g, " ").trim() ?? code;
}

describe("unsigned integers of 32 bits are cut", () => {
  test.each([
    ["h = h * 33 + n;", "unsigned h, int n", "h = (Math.imul(h, 33) + n) >>> 0;"],
    ["h += n;", "uint32_t h, int n", "h = (h + n) >>> 0;"],
    ["h *= 16777619u;", "uint32_t h", "h = Math.imul(h, 16777619) >>> 0;"],
    ["h = a - b;", "uint32_t h, uint32_t a, uint32_t b", "h = (a - b) >>> 0;"],
    ["h = a << 24 | b;", "uint32_t h, uint32_t a, uint32_t b", "h = ((a << 24) | b) >>> 0;"],
    ["h = ~a ^ a >> 8;", "uint32_t h, uint32_t a", "h = (~a ^ (a >>> 8)) >>> 0;"],
    ["h = -1;", "unsigned int h", "h = 4294967295;"],
    ["h = n;", "unsigned int h, int n", "h = n >>> 0;"],
  ])("%s", async (c, params, ts) => {
    expect(await lineOf(c, params)).toBe(ts);
  });
});

describe("what fits anyway is not cut", () => {
  test.each([
    ["h = a & 0xff;", "uint32_t h, uint32_t a", "h = a & 0xff;"],
    ["h = a >> 24;", "unsigned char h, uint32_t a", "h = a >>> 24;"],
    ["h = b * 7 + 3;", "unsigned h, unsigned char b", "h = b * 7 + 3;"],
    ["n = n + m * 2;", "int n, int m", "n = n + m * 2;"],
    ["while (m--) n = n * 10 + m;", "int n, int m", "while (m--) { n = n * 10 + m; }"],
  ])("%s", async (c, params, ts) => {
    expect(await lineOf(c, params)).toBe(ts);
  });

  test("as a counter, which stays small", async () => {
    const code = await statementsOf(
      "unsigned i;\nfor (i = 0; i < 9; i++) use[i + 1] = i;",
      "int use[20];",
    );
    expect(code).toContain("use[i + 1] = i;");
  });
});

test("a signed hash is what the machine makes of it", async () => {
  expect(await lineOf("while (n) h = 31 * h + n;", "int h, int n")).toBe(
    "while (n) { h = (Math.imul(31, h) + n) | 0; }",
  );
});

describe("small integers are cut where they are assigned", () => {
  test.each([
    ["b = n;", "uint8_t b, int n", "b = n & 0xff;"],
    ["b++;", "uint8_t b", "b = (b + 1) & 0xff;"],
    ["b -= n;", "short b, int n", "b = ((b - n) << 16) >> 16;"],
    ["n = (int)m;", "int n, int64_t m", "n = m | 0;"],
    ["n = (uint32_t)m;", "uint32_t n, int64_t m", "n = m >>> 0;"],
    ["n *= 1.5;", "int n", "n = Math.trunc(n * 1.5);"],
  ])("%s", async (c, params, ts) => {
    expect(await lineOf(c, params)).toBe(ts);
  });

  test("and in fields of some bits", async () => {
    const code = await codeOf(
      "struct f { unsigned a : 3; };\nvoid run(struct f *f) { f->a = 9; f->a++; }",
    );
    expect(code).toContain("f.a = 1;\n  f.a = (f.a + 1) & 0x7;");
  });

  test("but not in memory, which cuts by itself", async () => {
    expect(await lineOf("b[0] = n;", "unsigned char *b, int n")).toBe("b[0] = n;");
  });
});

describe("integers of 64 bits", () => {
  test("that a hash grows in are bigint, also where they are given back", async () => {
    const code = await codeOf(
      "static unsigned long hash(const int *s) { unsigned long h = 5381; while (s[0]) h = ((h << 5) + h) + s[0]; return h; }\nint slot(void) { int s[] = { 1, 0 }; return hash(s) % 16; }",
    );
    expect(code).toContain("function hash(s: number[]): bigint {\n  let h = 5381n;");
    expect(code).toContain("h = BigInt.asUintN(64, (h << 5n) + h + BigInt(s[0] ?? 0));");
    expect(code).toContain("return Number(hash(s) % 16n);");
  });

  test.each([
    ["h = h * 1099511628211ULL;", "uint64_t h", "h = BigInt.asUintN(64, h * 1099511628211n);"],
    ["h = 9007199254740993LL;", "int64_t h", "h = 9007199254740993n;"],
    ["h = (int64_t)1 << 40;", "int64_t h", "h = 1 * 2 ** 40;"],
    ["h = h >> 33;", "int64_t h", "h = Math.floor(h / 2 ** 33);"],
    ["h = h | g;", "int64_t h, int64_t g", "h = Number(BigInt(h) | BigInt(g));"],
    ["h = h & 0xff;", "int64_t h", "h = h & 0xff;"],
  ])("%s", async (c, params, ts) => {
    expect(await lineOf(c, params)).toBe(ts);
  });
});

describe("a comparison with what has no sign", () => {
  test.each([
    ["if (n < u) return;", "int n, unsigned u", "if (n >>> 0 < u) { return; }"],
    ["if (u == -1) return;", "unsigned u", "if (u === 4294967295) { return; }"],
    ["if (n < s) return;", "int n, size_t s", "if (n >= 0 && n < s) { return; }"],
    ["if (n > s) return;", "int n, size_t s", "if (n < 0 || n > s) { return; }"],
    ["if ((size_t)n > s) return;", "int n, size_t s", "if (n < 0 || n > s) { return; }"],
    ["if ((size_t)(s - 1) > 0) return;", "size_t s", "if (s - 1 < 0 || s - 1 > 0) { return; }"],
    ["if ((uint32_t)n > s) return;", "int n, size_t s", "if (n >>> 0 > s) { return; }"],
    ["if (s - 1 > 0) return;", "size_t s", "if (s - 1 < 0 || s - 1 > 0) { return; }"],
  ])("%s", async (c, params, ts) => {
    expect(await lineOf(c, params)).toBe(ts);
  });
});

test("what is true of numbers is 1", async () => {
  expect(await lineOf("c = a && b;", "int a, int b, int c")).toBe("c = a && b ? 1 : 0;");
});

test("a text whose bytes are counted with is memory, made where it is handed on", async () => {
  const code = await codeOf(
    'static int sum(const char *s) { int n = 0; while (*s) { n += (unsigned char)*s; s++; } return n; }\nint run(const char *t) { return sum("Grüße") + sum(t); }',
  );
  expect(code).toContain("function sum(s: Buffer): number {");
  expect(code).toContain('return sum(Buffer.from("Grüße")) + sum(Buffer.from(t));');
});

test("a character that is counted with is noted", async () => {
  const modules = await modulesOf({
    "main.c": "int run(const char *s, int n)\n{\nreturn n + s[0];\n}",
  });
  expect(modules.get("main.c")?.findings.map(({ line, kind }) => [line, kind])).toEqual([
    [3, "note"],
  ]);
});

test("a `bigint` that is cast to few bits loses the others before it is a number", async () => {
  const code = await codeOf(
    "uint32_t run(void) { uint64_t crc = 0x9a6c9329ac4bc9b5ULL; uint32_t low = (uint32_t)crc; return low; }",
  );
  expect(code).toContain("const low = Number(BigInt.asUintN(32, crc));");
});
