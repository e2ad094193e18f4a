/** What data of C becomes: structures, arrays, texts, memory, and pointers that may be NULL. */

import { describe, expect, test } from "vitest";
import { codeOf, statementsOf } from "../support/c2ts.js";

describe("a text", () => {
  test("that is written into an array is a string", async () => {
    const code = await statementsOf(
      'char path[16] = {0};\nsprintf(path, "%s/%d", "a", n);\nputs(path);',
      "int n;",
    );
    expect(code).toMatch(/^const path = `a\/\$\{n\}`;/);
  });

  test.each([
    ['printf("\\x41\\v");', 'process.stdout.write("A\\u000b");'],
    ["printf(s);", "process.stdout.write(aprPsprintf(null, s));"],
    ["printf(n);", 'const line5: never = "a format is no text";'],
  ])("that is a format: %s", async (c, ts) => {
    const code = await statementsOf(`const char *s = "x"; int n = 1;\n${c}`);
    expect(code).toContain(ts);
  });

  test("of literals, and one that is all there is of a format, are plain", async () => {
    const code = await statementsOf(
      'char a[16], b[16];\nsprintf(a, "%s/%d%%", "x", 1);\nsprintf(b, "%s", a);\nprintf("%s", b);',
    );
    expect(code).toBe('const a = "x/1%";\nconst b = a;\nprocess.stdout.write(b);');
  });

  test("gets no room before it: it is declared where it is written", async () => {
    const code = await statementsOf(
      'char *a = malloc(9), *b = NULL, *c = malloc(9);\nstrcpy(a, "a");\nb = (char *)aos_palloc(p, 9);\nstrcpy(b, a);\nstrcat(b, "!");\nif (c == NULL) return;\nstrcpy(c, b);',
      "aos_pool_t *p;",
    );
    expect(code).toContain(
      'let c = "";\nconst a = "a";\nlet b = a;\nb = b + "!";\nif (c === null)',
    );
  });

  test("whose rest is written changes as well", async () => {
    const code = await statementsOf('char o[9];\nsprintf(o + n, "%d", n);', "int n;");
    expect(code).toBe('let o = "";\no = o.slice(0, n) + `${n}`;');
  });

  test("that is added to is one that changes", async () => {
    const code = await statementsOf(
      'char *key = malloc(20);\nstrcpy(key, "a");\nstrcat(key, "b");\nputs(key);\nfree(key);',
    );
    expect(code).toMatch(/key = "a";\nkey = key \+ "b";/);
    expect(code).not.toContain("free");
  });

  test("that a function writes through its pointer is an AosString on both sides", async () => {
    const code = await codeOf(
      'static void fill(char *to) { strcpy(to, "x"); }\nvoid run(void) { char b[4]; fill(b); puts(b); }',
    );
    expect(code).toContain('function fill(to: AosString): void {\n  aosStrSet(to, "x");');
    expect(code).toContain("const b = aosString();\n  fill(b);");
  });

  test("that a function of the SDK writes is an AosString, or memory where it takes bytes", async () => {
    const code = await statementsOf(
      'char *text = malloc(9);\nchar m[4];\naos_url_decode("a%20b", text);\naos_read_http_body_memory(NULL, m, 4);',
    );
    expect(code).toContain("const text = aosString();\nconst m = Buffer.alloc(4);");
    expect(code).toContain('aosUrlDecode("a%20b", text);');
    const later = await statementsOf(
      "char *b = NULL;\nb = malloc(30);\nb[aos_base64_encode(md5, 16, b)] = '\\0';",
      "unsigned char md5[16];",
    );
    expect(later).toContain("const b = aosString();");
  });

  test.each([
    ['sscanf("a", "%c", &n);', "%c is read into what it has no counterpart for"],
    ['sscanf("1", "%d", s);', "%d is read into what it has no counterpart for"],
    ['sscanf("1", "%d", n);', "%d is read into what it has no counterpart for"],
    ['sscanf("a", "%s", &n);', "%s is read into what it has no counterpart for"],
    ['sscanf("1", "%d%*d%%");', "a format has not as many conversions as targets"],
    ['sscanf("1", s, &n);', "the format of sscanf is no literal"],
  ])("is read by a format that says what goes where: %s", async (c, reason) => {
    const code = await statementsOf(`int n = 0;\nconst char *s = getenv("F");\n${c}`);
    expect(code).toContain(JSON.stringify(reason));
  });

  test("is compared by what it holds", async () => {
    const code = await codeOf(
      'void run(const char *a) { if (strcmp(a, "x") == 0) return; if (!strncmp(a, "xy", 2)) return; if (strstr(a, "z") != NULL) return; }',
    );
    expect(code).toContain('if (a === "x")');
    expect(code).toContain('if (a.startsWith("xy"))');
    expect(code).toContain('if (a.includes("z"))');
  });
});

describe("memory", () => {
  test("is what bytes are written to", async () => {
    const code = await statementsOf(
      "char *m = malloc(4);\nint i;\nfor (i = 0; i < 4; i++) m[i] = i;",
    );
    expect(code).toContain("const m = Buffer.alloc(4);");
    expect(code).toContain("m[i] = i;");
  });

  test("has all its bytes, with 0 behind its first values", async () => {
    const code = await statementsOf(
      'char a[9] = "ab", b[] = "ab";\nunsigned char c[4] = { 1 }, d[2] = { 1, 2 }, e[] = { 3 };\na[5] = 1; b[0] = 1;',
    );
    expect(code.split("\n").slice(0, 5)).toEqual([
      'const a = Buffer.concat([Buffer.from("ab")], 9);',
      'const b = Buffer.from("ab\\0");',
      "const c = Buffer.concat([Buffer.from([1])], 4);",
      "const d = Buffer.from([1, 2]);",
      "const e = Buffer.from([3]);",
    ]);
  });

  test.each([
    ['memcpy(m, "\\xff\\x01", 2);', 'Buffer.from("\\xff\\x01", "latin1").copy(m, 0, 0, 2);'],
    ['memcpy(m, "\\x7f\\xc3", 2);', 'Buffer.from("\\x7f\\xc3", "latin1").copy(m, 0, 0, 2);'],
    ['memcpy(m, "ü\\x7f", 2);', 'Buffer.from("ü\\x7f").copy(m, 0, 0, 2);'],
    ['strcpy(m, "\\xff");', 'm.write("\\xff\\0", "latin1");'],
    ["strcpy(m, `a`);".replaceAll("`", '"'), 'm.write("a\\0");'],
    ["strcpy(m, s);", "m.write(`${s}\\0`);"],
    ['sprintf(m, "%s/", s);', "m.write(`${s}/\\0`);"],
  ])("gets a literal's bytes: %s", async (c, ts) => {
    const code = await codeOf(`void run(const char *s) { unsigned char m[4]; ${c} }`);
    expect(code).toContain(`  ${ts}\n`);
  });

  test("is what is handed on with its whole size, also where text would do", async () => {
    const code = await codeOf(
      [
        "void run(aos_pool_t *p, size_t n) {",
        "  unsigned char key[16];",
        "  char *line = (char *)aos_palloc(p, n), *text = malloc(8);",
        "  memset(key, 1, sizeof(key));",
        "  aos_buf_pack(p, key, sizeof(key));",
        "  memset(line, 'A', n - 1);",
        "  aos_buf_pack(p, line, n);",
        '  strcpy(text, "x");',
        "  aos_buf_pack(p, text, strlen(text));",
        "}",
      ].join("\n"),
    );
    expect(code).toContain("key.fill(1, 0, 16);\n  aosBufPack(p, key, 16);");
    expect(code).toContain("const line = Buffer.alloc(n);");
    expect(code).toContain('line.fill("A", 0, n - 1);\n  aosBufPack(p, line, n);');
    expect(code).toContain('text = "x";\n  aosBufPack(p, text);');
  });

  test("that buffers are copied to keeps their order", async () => {
    const code = await codeOf(
      [
        "void run(aos_pool_t *p, aos_list_t *list) {",
        "  char *all = aos_pcalloc(p, (apr_size_t)(10 + 1));",
        "  int at = 0;",
        "  aos_buf_t *b;",
        "  aos_list_for_each_entry(aos_buf_t, b, list, node) {",
        "    memcpy(all + at, b->pos, aos_buf_size(b));",
        "    at += aos_buf_size(b);",
        "  }",
        "}",
      ].join("\n"),
    );
    expect(code).toContain("const all = Buffer.alloc(10 + 1);");
    expect(code).toContain("b.bytes.copy(all, at);");
  });
});

describe("what lies beyond the end", () => {
  test("is 0, as C's NUL is: what is compared with that ends there", async () => {
    const code = await statementsOf(
      "unsigned char m[4];\nwhile (m[n] != 0 && m[n] != 3 && m[n] != n) n++;",
      "int n;",
    );
    expect(code).toContain("while ((m[n] ?? 0) !== 0 && m[n] !== 3 && (m[n] ?? 0) !== n)");
  });
});

describe("a structure", () => {
  test("is a class, whose node in a list goes", async () => {
    const code = await codeOf(
      "typedef struct { aos_list_t node; int n; char name[8]; } item_t;\nvoid run(void) { item_t i; i.n = 1; }",
    );
    expect(code).toContain('class item_t {\n  n: number = 0;\n  name: string = "";\n}');
    expect(code).toContain("const i = new item_t();");
  });

  test("with its first values is said to be what it is, so that its class is used", async () => {
    const code = await codeOf(
      "struct conf { const char *name; int n; };\nint run(void) { struct conf c = { NULL, 1 }; return c.n; }",
    );
    expect(code).toContain("const c: conf = { name: null, n: 1 };");
  });

  test("has its own name, also where its size is asked for, unless a variable has it", async () => {
    const code = await codeOf(
      "typedef struct { int n; } a;\ntypedef struct { int n; } b;\nvoid run(aos_pool_t *p, b *b) { a *x = aos_pcalloc(p, sizeof(a)); x->n = b->n; }",
    );
    expect(code).toContain("const x = new a();");
    expect(code).toContain("b: b_struct");
  });

  test("in a table has all its fields", async () => {
    const code = await codeOf(
      'typedef struct { const char *name; int n; } row_t;\nstatic const row_t rows[] = { { "a", 1 }, { "b", 2 } };',
    );
    expect(code).toContain(
      'const rows: row_t[] = [\n  { name: "a", n: 1 },\n  { name: "b", n: 2 },\n];',
    );
  });

  test("of the SDK without a call that makes it has zeros", async () => {
    const code = await statementsOf("apr_finfo_t info;\nrun_with(&info);", "");
    expect(code).toContain("const info: AprFinfo = { size: 0, mtime: 0 };");
  });

  test("of the SDK in an array has zeros as well, of all kinds", async () => {
    const code = await statementsOf(
      "oss_checkpoint_part_t parts[3];\napr_finfo_t infos[2];\naos_buf_t b;\nparts[0].size = infos[1].size;",
    );
    expect(code).toContain("const parts = Array.from({ length: 3 }, (): OssCheckpointPart => ({");
    expect(code).toContain(
      "  completed: AOS_FALSE,\n  etag: aosString(),\n  crc64: 0n,\n}));\nconst infos",
    );
    expect(code).toContain("{ length: 2 }, (): AprFinfo => ({ size: 0, mtime: 0 }));");
    expect(code).toContain("const b = aosCreateBuf(null, 0);");
  });

  test("that C has made as a part of a checkpoint is made where it is asked for", async () => {
    const code = await codeOf(
      "static int64_t first(oss_checkpoint_part_t *of) { return of[0].size; }\n" +
        "void run(oss_checkpoint_t *c, int i) { c->parts[i].index = i; c->parts[i].size += 2; first(c->parts); }",
    );
    expect(code).toContain("function first(of: OssCheckpointPart[]): number {");
    expect(code).toContain("  return partAt(of, 0).size;");
    expect(code).toContain("partAt(c.parts, i).index = i;\n  partAt(c.parts, i).size += 2;");
    expect(code).toContain("return (parts[i] ??= empty);");
  });
});

describe("a number", () => {
  test("within something else is an out-parameter of a helper", async () => {
    const code = await codeOf(
      'void run(oss_checkpoint_t *c, int i) { int n[3]; oss_get_part_size(1, &c->part_size); sscanf("1", "%d", &n[i]); }',
    );
    expect(code).toContain('ossGetPartSize(1, outOf(c, "partSize"));');
    expect(code).toContain('sscanf("1", "%d", outOf(n, i));');
  });

  test("by its address is not many", async () => {
    const code = await codeOf(
      "static int sum(int *of) { return of[0] + of[1]; }\nvoid run(void) { int n[3]; sum(&n[1]); }",
    );
    expect(code).toContain('"a pointer to one is given where there are many"');
  });

  test("that is compared with what only 64 bits hold is a bigint", async () => {
    const code = await codeOf(
      "void run(int m) { int64_t n = 1; if (n == INT64_MIN) n++; n += m; m = n; }",
    );
    expect(code).toContain("let n = 1n;\n  if (n === -9223372036854775808n) {\n    n++;");
    expect(code).toContain("n += BigInt(m);\n  m = Number(BigInt.asIntN(32, n));");
  });

  test("that gets what only 64 bits hold is a bigint, wherever it comes from", async () => {
    const code = await codeOf(
      "static int64_t all = 9223372036854775807;\nstatic int64_t least(void) { return INT64_MIN; }\nvoid run(int64_t n) { n = INT64_MAX; run(-0x7fffffffffffffff); }",
    );
    expect(code).toContain("const all: bigint = 9223372036854775807n;");
    expect(code).toContain("function least(): bigint {");
    expect(code).toContain("function run(n: bigint): void {\n  n = 9223372036854775807n;");
    expect(code).toContain("run(-0x7fffffffffffffffn);");
  });
});

describe("an enumeration", () => {
  test("counts on from what is given", async () => {
    const code = await codeOf("enum e { A, B = 5, C };");
    expect(code).toBe("const A = 0;\nconst B = 5;\nconst C = 6;\n");
  });
});

describe("a pointer", () => {
  test("that was asked for is followed without a check", async () => {
    const code = await codeOf(
      [
        "void run(aos_table_t *t) {",
        '  const char *v = apr_table_get(t, "a");',
        "  if (v != NULL) { puts(v); }",
        "}",
      ].join("\n"),
    );
    expect(code).toMatch(/if \(v !== null\) \{\n {4}process\.stdout\.write\(`\$\{v\}\\n`\);/);
  });

  test.each([
    ["a structure of the program", "item *", "item"],
    ["a structure of the SDK", "aos_string_t *", "AosString"],
    ["a file", "FILE *", "CFile"],
    ["a function", "op ", "op"],
  ])("to %s, one of many, may be NULL", async (_, c, ts) => {
    const code = await codeOf(
      "typedef struct { int n; } item;\ntypedef int (*op)(int n);\n" +
        `typedef struct { ${c}held[2]; } holder;\nstatic ${c}kept[3];\nholder *h;\n` +
        `int run(int i) { ${c}all[2]; all[0] = NULL; return all[i] != NULL && kept[i] && h->held[i]; }`,
    );
    expect(code).toContain(`const kept: (${ts} | null)[] = new Array<${ts} | null>(3).fill(null);`);
    expect(code).toContain(`held: (${ts} | null)[] = new Array<${ts} | null>(2).fill(null);`);
    expect(code).toContain(`const all = new Array<${ts} | null>(2).fill(null);\n  all[0] = null;`);
    expect(code).toContain("all[i] !== null && kept[i] !== null && ");
  });

  test("to anything, one of many, is unknown, which NULL is as well", async () => {
    const code = await codeOf(
      "int run(int i) { void *all[2]; all[0] = NULL; return all[i] != NULL; }",
    );
    expect(code).toContain("const all = new Array<unknown>(2).fill(null);\n  all[0] = null;");
    expect(code).toContain("all[i] !== null");
    expect(code).not.toContain("followed");
  });

  test("to anything, one of many, is taken as what the program says it is, or as NULL", async () => {
    const code = await codeOf(
      "typedef struct { int n; } item;\nstatic void *kept[2];\n" +
        "int run(int i) { item *p = (item *)kept[i]; return p == NULL ? 0 : ((item *)kept[0])->n; }",
    );
    expect(code).toContain("const p = (kept[i] ?? null) as item | null;");
    expect(code).toContain("p === null ? 0 : followed((kept[0] ?? null) as item | null).n;");
  });

  test("in a list of pointers is followed before what it leads to is read", async () => {
    const code = await codeOf(
      "typedef struct { int n; } item;\nstatic item a, b;\n" +
        "int run(int i) { item *both[] = { &a, &b }; return both[i]->n; }",
    );
    expect(code).toContain("const both: (item | null)[] = [a, b];\n  return followed(both[i]).n;");
  });

  test("of a function that gives NULL may be NULL", async () => {
    const code = await codeOf(
      'static const char *find(int n) { if (n > 1) return NULL; return "one"; }\nvoid run(void) { if (find(2) == NULL) return; }',
    );
    expect(code).toContain("function find(n: number): string | null {");
    expect(code).toContain("if (find(2) === null)");
  });

  test("to a file of APR is awaited wherever it is used", async () => {
    const code = await codeOf(
      'void run(aos_pool_t *p) { apr_file_t *f; apr_file_open(&f, "a", APR_READ, APR_UREAD, p); apr_file_close(f); }',
    );
    expect(code).toContain("async function run(_p: AosPool): Promise<void> {");
    expect(code).toContain('await openFile(f, "a", constants.O_RDONLY);');
    expect(code).toContain("await closeFile(followed(f.value));");
  });

  test("that is NULL where the SDK takes none is what is empty, with a note", async () => {
    const code = await statementsOf("aos_string_t s;\ns.data = NULL;");
    expect(code).toContain("aosStrNull(s);");
  });

  test("that is NULL where the SDK fills a list or a number fills what nobody looks at", async () => {
    const code = await statementsOf(
      "aos_list_t b;\noss_list_parts_parse_from_body(p, &b, NULL, NULL, NULL);",
      "aos_pool_t *p;",
    );
    expect(code).toContain(
      "ossListPartsParseFromBody(p, b, aosList<OssListPartContent>(), aosString(), out());",
    );
  });

  test("that is NULL where the SDK takes memory is none of it", async () => {
    const code = await codeOf(
      "void run(aos_http_request_t *r) { aos_read_http_body_file(r, NULL, 0); }",
    );
    expect(code).toContain("await aosReadHttpBodyFile(r, Buffer.alloc(0), 0);");
  });
});
