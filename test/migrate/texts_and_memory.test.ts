/** What functions of C's library become that read and write texts and memory. */

import { expect, test } from "vitest";
import { bodyOf, codeOf } from "../support/c2ts.js";

test.each([
  ["strcpy(b, s);", "b = s;"],
  ["strncpy(b, s, n);", "b = s.slice(0, n);"],
  ["apr_cpystrn(b, s, sizeof(b));", "b = s.slice(0, 15);"],
  ["apr_cpystrn(b, s, n + 1);", "b = s.slice(0, n);"],
  ["apr_cpystrn(b, s, n);", "b = s.slice(0, n - 1);"],
  ["strcat(b, s);", "b = b + s;"],
  ["strncat(b, s, 3);", "b = b + s.slice(0, 3);"],
  ['snprintf(b, 4, "abc");', 'b = "abc";'],
  ['snprintf(b, 3, "abc");', 'b = "abc".slice(0, 2);'],
  ['snprintf(b, 4, "a\\nb");', 'b = "a\\nb".slice(0, 3);'],
  ['snprintf(b, n, "%s", s);', "b = s.slice(0, n - 1);"],
  ['snprintf(b, n + 1, "%s", s);', "b = s.slice(0, n);"],
  ['apr_snprintf(b, sizeof(b), "%s/%d", s, i);', "b = `${s}/${i}`.slice(0, 15);"],
  ["sprintf(b, s, i, t);", "b = aprPsprintf(null, s, i, t);"],
  ["memset(b, 0, sizeof(b));", 'b = "";'],
  ["memset(b, '\\0', 3);", 'b = "";'],
  ["memset(b, 'x', 3);", 'b = "x".repeat(3) + b.slice(3);'],
  ["memset(b, 32, 3);", 'b = " ".repeat(3) + b.slice(3);'],
  ["memset(b, 127, 3);", "b = String.fromCharCode(127).repeat(3) + b.slice(3);"],
  ["memset(b, 10, 3);", "b = String.fromCharCode(10).repeat(3) + b.slice(3);"],
  ["memset(b, c, 3);", "b = c.repeat(3) + b.slice(3);"],
  ["memcpy(b, s, n);", "b = s.slice(0, n) + b.slice(n);"],
  ["memmove(b, s, n);", "b = s.slice(0, n) + b.slice(n);"],
  ["memcpy(b + 2, s, n);", "b = b.slice(0, 2) + (s.slice(0, n) + b.slice(2).slice(n));"],
  ["b[n] = '\\0';", "b = b.slice(0, n);"],
  ["b[0] = 0;", 'b = "";'],
  ["*b = '\\0';", 'b = "";'],
])("writes a text by %s", async (c, ts) => {
  const code = await bodyOf(
    `void run(const char *s, const char *t, size_t n, char c, int i) { char b[16] = "ab"; ${c} puts(b); }`,
  );
  expect(code).toBe(`let b = "ab"; ${ts} process.stdout.write(\`\${b}\\n\`);`);
});

test.each([
  ["strdup(s);", "s;"],
  ["apr_pstrdup(p, s);", "s;"],
  ['apr_pstrdup(p, getenv("A"));', 'process.env["A"] ?? null;'],
  ["apr_pstrndup(p, s, n);", "s.slice(0, n);"],
  ["apr_pstrmemdup(p, s, 3);", "s.slice(0, 3);"],
])("makes a text by %s", async (c, ts) => {
  const code = await bodyOf(`char *run(const char *s, size_t n, aos_pool_t *p) { return ${c} }`);
  expect(code).toBe(`return ${ts}`);
});

test.each([
  ["strlen(s);", "Buffer.byteLength(s);"],
  ["strlen(s) == 0;", 'Number(s === "");'],
  ["strlen(s) != 0;", 'Number(s !== "");'],
  ["strlen(i ? s : t) == 0;", "Number(Buffer.byteLength(i ? s : t) === 0);"],
  ["strcmp(s, t);", "Buffer.compare(Buffer.from(s), Buffer.from(t));"],
  ["strcmp(s, t) < 0;", "Number(Buffer.compare(Buffer.from(s), Buffer.from(t)) < 0);"],
  ['!strcmp(s, "x");', 'Number(s === "x");'],
  ['strcmp(i ? s : t, "x") != 0;', 'Number((i ? s : t) !== "x");'],
  ["strcasecmp(s, t) == 0;", "Number(s.toLowerCase() === t.toLowerCase());"],
  ["strncmp(s, t, n) == 0;", "Number(s.slice(0, n) === t.slice(0, n));"],
  [
    "strncmp(s, t, n) < 0;",
    "Number(Buffer.compare(Buffer.from(s.slice(0, n)), Buffer.from(t.slice(0, n))) < 0);",
  ],
  ['strncmp("ab", s, 2) == 0;', 'Number(s.startsWith("ab"));'],
  ['strncmp(s, "ab", 3) == 0;', 'Number(s.slice(0, 3) === "ab".slice(0, 3));'],
  ['strncmp(s, "a\\n", 2) == 0;', 'Number(s.startsWith("a\\n"));'],
  ["strncmp(s, t, strlen(t)) == 0;", "Number(s.startsWith(t));"],
  ["strncmp(s, t, strlen(s)) != 0;", "Number(!t.startsWith(s));"],
  ['strncasecmp(s, "AB", 2) == 0;', 'Number(s.toLowerCase().startsWith("AB".toLowerCase()));'],
  [
    "strncasecmp(s, t, n) == 0;",
    "Number(s.slice(0, n).toLowerCase() === t.slice(0, n).toLowerCase());",
  ],
  ["strchr(s, 'x') != NULL;", 'Number(s.includes("x"));'],
  ["strchr(s, i) == NULL;", "Number(!s.includes(String.fromCharCode(i)));"],
  ["strchr(s, c) == NULL;", "Number(!s.includes(c));"],
  ["strstr(s, t) == NULL;", "Number(!s.includes(t));"],
  ['strstr(s, getenv("A")) == NULL;', 'Number(!s.includes(followed(process.env["A"] ?? null)));'],
  ["strlen(strchr(s, 'x'));", 'Buffer.byteLength(textFrom(s, s.indexOf("x")) ?? "");'],
  [
    "strlen(strrchr(s, 'x') + 1);",
    'Buffer.byteLength(followed(textFrom(s, s.lastIndexOf("x"))).slice(1));',
  ],
])("asks a text by %s", async (c, ts) => {
  const code = await bodyOf(
    `int run(const char *s, const char *t, size_t n, char c, int i) { return ${c} }`,
  );
  expect(code).toBe(`return ${ts}`);
});

test.each([
  ["toupper(c);", "c.toUpperCase().charCodeAt(0);"],
  ["tolower(i);", "String.fromCharCode(i).toLowerCase().charCodeAt(0);"],
  ["aos_toupper(c) == 'A';", 'Number(c.toUpperCase() === "A");'],
  ["aos_tolower('A');", '"A".toLowerCase().charCodeAt(0);'],
  ["isdigit(c);", "Number(/[0-9]/.test(c));"],
  [
    "isdigit((unsigned char)s[0]);",
    "Number(/[0-9]/.test(String.fromCharCode(s.charCodeAt(0) || 0)));",
  ],
  ["isalpha(i);", "Number(/[A-Za-z]/.test(String.fromCharCode(i)));"],
  ["isalnum(c);", "Number(/[A-Za-z0-9]/.test(c));"],
  ["isupper(c);", "Number(/[A-Z]/.test(c));"],
  ["islower(c);", "Number(/[a-z]/.test(c));"],
  ["isspace(*s);", 'Number(/[ \\t\\n\\v\\f\\r]/.test(s[0] ?? "\\0"));'],
  ["isxdigit(c);", "Number(/[0-9A-Fa-f]/.test(c));"],
])("asks a character by %s", async (c, ts) => {
  const code = await bodyOf(`int run(const char *s, char c, int i) { return ${c} }`);
  expect(code).toBe(`return ${ts}`);
});

test.each([
  ["memset(m, 0, n);", "m.fill(0, 0, n);"],
  ["memset(m, 'x', n);", 'm.fill("x", 0, n);'],
  ["memset(m, '\\xff', n);", 'm.fill("\\xff".charCodeAt(0), 0, n);'],
  ["memset(m, t[0], n);", "m.fill(t.charCodeAt(0) || 0, 0, n);"],
  ["memset(m + 2, 0xff, 3);", "m.subarray(2).fill(0xff, 0, 3);"],
  ["memmove(m + 1, m, n);", "m.copy(m, 1, 0, n);"],
  ["memcpy(m, t, 3);", "Buffer.from(t).copy(m, 0, 0, 3);"],
  ["memcpy(&m[n], t, 3);", "Buffer.from(t).copy(m, n, 0, 3);"],
  [
    "if (memcmp(m, t, 3) == 0) n++;",
    "if (m.subarray(0, 3).equals(Buffer.from(t).subarray(0, 3))) { n++; }",
  ],
  [
    'if (memcmp(m, "abc", 3)) n++;',
    'if (!m.subarray(0, 3).equals(Buffer.from("abc").subarray(0, 3))) { n++; }',
  ],
  [
    "n = memcmp(m, m + 1, n);",
    "n = Buffer.compare(m.subarray(0, n), m.subarray(1).subarray(0, n));",
  ],
])("fills, copies and compares memory by %s", async (c, ts) => {
  const code = await bodyOf(`void run(int n, unsigned char *m, char *t) { ${c} }`);
  expect(code).toBe(ts);
});

test.each([
  [
    "int *v = malloc(n * sizeof(int)); v[0] = 1;",
    "const v = new Array<number>(n).fill(0); v[0] = 1;",
  ],
  [
    "int *v = malloc(sizeof(int) * (n + 1)); v[0] = 1;",
    "const v = new Array<number>(n + 1).fill(0); v[0] = 1;",
  ],
  [
    "int *v = calloc(n, sizeof(int)); v[0] = 1;",
    "const v = new Array<number>(n).fill(0); v[0] = 1;",
  ],
  [
    "double *v = calloc(3, sizeof(double)); v[0] = 1;",
    "const v = new Array<number>(3).fill(0); v[0] = 1;",
  ],
  [
    "uint64_t *v = malloc(n * sizeof(uint64_t)); v[0] = 1;",
    "const v = new Array<bigint>(n).fill(0n); v[0] = 1n;",
  ],
  [
    'char **v = malloc(n * sizeof(char *)); v[0] = "x";',
    'const v = new Array<string>(n).fill(""); v[0] = "x";',
  ],
  [
    "unsigned char *v = apr_palloc(NULL, n + 1); v[0] = 1;",
    "const v = Buffer.alloc(n + 1); v[0] = 1;",
  ],
  [
    "unsigned char *v = apr_pcalloc(NULL, sizeof(int)); v[0] = 1;",
    "const v = Buffer.alloc(4); v[0] = 1;",
  ],
  [
    'char *v = calloc(1, 8); strcpy(v, "x"); puts(v);',
    'const v = "x"; process.stdout.write(`${v}\\n`);',
  ],
  ["char *v = malloc(8); memset(v, 0, 8); puts(v);", "process.stdout.write(`${v}\\n`);"],
  [
    'aos_string_t *v = aos_palloc(NULL, sizeof(aos_string_t)); aos_str_set(v, "a");',
    'const v = aosString(); aosStrSet(v, "a");',
  ],
])("asks for memory by %s", async (c, ts) => {
  const code = await bodyOf(`void run(int n) { ${c} }`);
  expect(code).toBe(ts);
});

test.each([
  ["memset(x, 0, sizeof(*x));", "Object.assign(x, new item());"],
  ["item y; memset(&y, 0, sizeof(y)); x->n = y.n;", "const y = new item(); x.n = y.n;"],
  ["item y = { 0 }; memset(&y, 0, sizeof(y)); x->n = y.n;", "const y = new item(); x.n = y.n;"],
  [
    'item y = { 1, "" }; memset(&y, 0, sizeof(y)); x->n = y.n;',
    'const y: item = { n: 1, a: "" }; Object.assign(y, new item()); x.n = y.n;',
  ],
  [
    "static item y; memset(&y, 0, sizeof(y)); x->n = y.n;",
    "Object.assign(run_y, new item()); x.n = run_y.n;",
  ],
  [
    "item y; while (n--) { memset(&y, 0, sizeof(y)); y.n++; }",
    "const y = new item(); while (n--) { Object.assign(y, new item()); y.n++; }",
  ],
  [
    "while (n--) { item y; memset(&y, 0, sizeof(y)); y.n++; }",
    "while (n--) { const y = new item(); y.n++; }",
  ],
  ["item *y = malloc(sizeof(item)); y->n = n;", "const y = new item(); y.n = n;"],
  ["item *y = malloc(sizeof(*y)); y->n = n;", "const y = new item(); y.n = n;"],
  ["item *y; y = apr_pcalloc(NULL, sizeof(item)); y->n = 2;", "const y = new item(); y.n = 2;"],
])("makes a structure empty, or a new one, by %s", async (c, ts) => {
  const code = await bodyOf(
    `typedef struct { int n; char a[4]; } item; void run(item *x, int n) { ${c} }`,
  );
  expect(code).toBe(ts);
});

test.each([
  ["n = sizeof(sizes);", "n = sizes.length * 4;"],
  ["n = 64 / sizeof(sizes);", "n = Math.trunc(64 / (sizes.length * 4));"],
  ["n = sizeof(sizes) / sizeof(sizes[0]);", "n = sizes.length;"],
  ["unsigned char d[] = { 1, 2 }; n = sizeof(d);", "const d = Buffer.from([1, 2]); n = d.length;"],
  ['char *t[] = { "a" }; n = sizeof(t);', 'const t = ["a"]; n = t.length * 8;'],
  ["int m[][2] = { { 1, 2 } }; n = sizeof(m);", "const m = [[1, 2]]; n = m.length * 8;"],
  [
    "int m[3][2]; n = sizeof(m);",
    "const m = Array.from({ length: 3 }, () => new Array<number>(2).fill(0)); n = 24;",
  ],
  ["n = sizeof(p);", "n = 8;"],
  ["n = sizeof(short);", "n = 2;"],
])("asks for a size by %s", async (c, ts) => {
  const code = await bodyOf(
    `static const int sizes[] = { 1, 2 }; void run(int n, char *p) { ${c} }`,
  );
  expect(code).toBe(ts);
});

test.each(["strchr(s, '\\0') - s", "strchr(s, 0) != NULL"])(
  "marks where the end of a text is looked for: %s",
  async (c) => {
    const code = await codeOf(`int run(const char *s) { return ${c}; }`);
    expect(code).toContain('never = "the end of a text is looked for"');
  },
);

test.each([
  ["sprintf(b, n, s);", "a format is no text"],
  ["strcpy(b);", "an argument is missing"],
  ["strcpy();", "an argument is missing"],
  ["strcat();", "an argument is missing"],
  ["memset();", "an argument is missing"],
  ["memcpy();", "an argument is missing"],
  ["sprintf(b);", "an argument is missing"],
])("marks %s", async (c, reason) => {
  const code = await codeOf(`void run(const char *s, int n) { char b[4] = "a"; ${c} puts(b); }`);
  expect(code).toContain(`never = "${reason}"`);
});

test("fills nothing that has no bytes, but marks it", async () => {
  const code = await codeOf("void run(int *n) { memset(n, 1, sizeof(int)); }");
  expect(code).toContain('never = "what has no bytes is filled"');
});
