/** Pointers that move: over bytes, over the elements of an array. */

import { describe, expect, test } from "vitest";
import { bodyOf, codeOf, modulesOf } from "../support/c2ts.js";

const ROWS =
  'typedef struct { const char *name; int n; } row;\nstatic row rows[] = { { "a", 1 }, { "b", 2 } };\n';

describe("a pointer that is followed and moves", () => {
  test("moves when the statement is done", async () => {
    const code = await codeOf(
      "int run(const unsigned char *p, const unsigned char *end) { int n = 0; while (p < end) n += *p++; return n; }",
    );
    expect(code).toContain("    n += p[0] ?? 0;\n    p = p.subarray(1);\n");
  });

  test.each([
    ["n = *(p++);", "  n = p[0] ?? 0;\n  p = p.subarray(1);\n"],
    ["int m = *p++;", "  const m = p[0] ?? 0;\n  p = p.subarray(1);\n"],
    ["if (*p++ == 'a' && n) n++;", " && n) {\n    n++;\n  }\n  p = p.subarray(1);\n"],
    [
      "while (*p++) { if (n > 9) break; }",
      "    p = p.subarray(1);\n    if (n > 9) {\n      break;\n    }\n  }\n  return",
    ],
    ["while (*p++) n++;", "    p = p.subarray(1);\n    n++;\n  }\n  return"],
    ["return *p++;", "  return p[0] ?? 0;\n"],
  ])("moves once with %s", async (c, ts) => {
    const code = await codeOf(`int run(const unsigned char *p, int n) { ${c} return n; }`);
    expect(code).toContain(ts);
  });

  test("moves behind an inner loop as well, whose next turn asks for it", async () => {
    const code = await codeOf(
      "int run(const unsigned char *p, int n) { while (n--) { while (*p++ != 10) n++; } return n; }",
    );
    expect(code).toContain("      p = p.subarray(1);\n      n++;\n    }\n    p = p.subarray(1);\n");
  });

  test("moves at each turn of a loop that asks for it, and behind the loop where it is used", async () => {
    const code = await codeOf(
      "long run(const char *s) { const char *p = s; while (*p++) ; return p - s - 1; }",
    );
    expect(code).toContain('  while (p !== "") {\n    p = p.slice(1);\n  }\n  p = p.slice(1);\n');
  });

  test.each([
    ["if (n > 0 && *p++ == 'a') n++;", "which is not always reached"],
    ["if (*p++ == 'a') return 1;", "that leaves before it would move"],
    ["if (*p++ == 'a') n += *p;", "whose branch asks for it"],
    ["n = n ? *p++ : 0;", "which one of two branches reaches"],
    ["if (n || *p++) n++;", "which is not reached where the left side holds"],
    ["n = *p--;", "which moves back"],
    ["typedef struct { char *p; } in; in i; n = *i.p++;", "which is within a structure"],
    ["do n++; while (*p++);", "at the end of a turn"],
    ["while (*p++) { if (n > 9) break; }\nn += *p;", "in a loop that is left"],
  ])("is marked within %s", async (c) => {
    const modules = await modulesOf({
      "main.c": `int run(const char *p, int n) { ${c} return n; }`,
    });
    expect(modules.get("main.c")?.findings.map(({ reason }) => reason)).toContain(
      "a pointer moves within an expression",
    );
  });
});

describe("a loop of a pointer over an array", () => {
  test.each([
    ["for (r = rows; r < rows + sizeof(rows) / sizeof(rows[0]); r++)", "for (const r of rows) {"],
    ["for (r = rows; r != &rows[m]; ++r)", "for (const r of rows.slice(0, m)) {"],
  ])("%s goes over its elements", async (c, ts) => {
    const code = await codeOf(
      `${ROWS}int run(int n, int m) { const row *r; ${c} n += r->n; return n + m; }`,
    );
    expect(code).toContain(`): number {\n  ${ts}\n    n += r.n;\n  }`);
  });

  test("ends at the element that holds nothing", async () => {
    const code = await codeOf(
      'static const char *names[] = { "one", NULL };\nvoid run(void) { const char **p; for (p = names; *p; p++) puts(*p); }',
    );
    expect(code).toContain('const names: (string | null)[] = ["one", null];');
    expect(code).toContain(
      "  for (const p of names) {\n    if (p === null) {\n      break;\n    }\n",
    );
    expect(code).toContain("process.stdout.write(`${p}\\n`);");
  });

  test.each([
    ["for (r = rows; r < rows + 2; r++) n++; n += r->n;", "is asked for behind it"],
    ["for (r = rows; r < rows + 2; r++) r++;", "moves within it as well"],
  ])("that %s is marked", async (c) => {
    const modules = await modulesOf({
      "main.c": `${ROWS}int run(int n) { row *r; ${c} return n; }`,
    });
    expect(
      modules.get("main.c")?.findings.filter(({ kind }) => kind === "attention").length,
    ).toBeGreaterThan(0);
  });
});

describe("a text that another pointer leads to", () => {
  const marked = async (c: string): Promise<boolean> => {
    const code = await codeOf(`void run(const char *s) { char a[9] = "one"; char *p; ${c} }`);
    return code.includes("a text is written that another pointer leads to");
  };

  test.each([
    ["p = a; strcpy(a, s); puts(p);", "is followed after it was written"],
    ["p = (char *)(a + 1); strcat(a, s); puts(p);", "leads into it by an offset"],
    ["p = &a[1]; strcat(a, s); puts(p);", "leads to a character of it"],
    ["p = strchr(a, 'n'); a[2] = 0; puts(p);", "was found in it"],
    ["p = a; while (*s) { puts(p); strcat(a, s); }", "is followed by the next turn of a loop"],
  ])("is not written while the pointer %s", async (c) => {
    expect(await marked(c)).toBe(true);
  });

  test.each([
    ["p = a; puts(p); strcpy(a, s); p = a; puts(p);", "is given anew"],
    ["p = strdup(a); strcpy(a, s); puts(p); free(p);", "leads to a copy"],
    ["p = a; puts(p); strcpy(a, s); free(p);", "is only freed"],
    ["while (*s) { strcpy(a, s); p = strchr(a, 'n'); puts(p); }", "is given anew with each turn"],
    ["strcpy(a, s); p = a; puts(p);", "is given afterwards"],
  ])("is written where the pointer %s", async (c) => {
    expect(await marked(c)).toBe(false);
  });
});

test.each([
  ["char *q = strchr(a, 'o'); *q = 'O';", "a character of a text is written"],
  [
    "char *all[1], *q; all[0] = a; q = all[0]; q[0] = 'O';",
    "a pointer into a text is used as memory",
  ],
  [
    "char *all[1]; all[0] = a; char *q = all[0]; q[0] = 'O';",
    "a pointer into a text is used as memory",
  ],
])("a copy is no place to write to: %s", async (c, reason) => {
  const code = await codeOf(`void run(void) { char a[4] = "one"; ${c} puts(a); }`);
  expect(code).toContain(`never = "${reason}"`);
});

describe("an array of texts", () => {
  test("holds NULL where one of them is asked for it, wherever it comes from", async () => {
    const code = await codeOf(
      'static const char *own[] = { "a", "", NULL };\n' +
        "static int count(const char **t, int n) { int c = 0; while (n--) if (t[n]) c++; return c; }\n" +
        "static int all(const char **t) { int n = 0; while (t[n] != NULL) n++; return n; }\n" +
        'int run(void) { const char *two[2] = { "a", "" }; return count(own, 2) + all(two); }',
    );
    expect(code).toContain("count(t: (string | null)[], n: number)");
    expect(code).toContain("if (t[n] !== null)");
    expect(code).toContain("all(t: (string | null)[])");
    expect(code).toContain('const two = ["a", ""];');
  });

  test("holds NULL where another one that does is handed on to it", async () => {
    const code = await codeOf(
      'static const char *own[] = { "a", NULL };\nstatic int first(const char **t) { return strlen(t[0]); }\nint run(void) { return first(own); }',
    );
    expect(code).toContain("first(t: (string | null)[])");
  });

  test("is new with NULL in it where it may hold any", async () => {
    const code = await codeOf(
      "int run(int n) { char **t = calloc(n, sizeof(char *)); while (t[n]) n++; return n; }",
    );
    expect(code).toContain("const t = new Array<string | null>(n).fill(null);");
  });

  test("of main ends with NULL where it is asked for", async () => {
    expect(
      await codeOf("int main(int argc, char **argv) { while (argv[argc]) argc++; return 0; }"),
    ).toContain("main(process.argv.length - 1, [...process.argv.slice(1), null]);");
    expect(
      await codeOf("int main(int argc, char **argv) { return argc + strlen(argv[0]); }"),
    ).toContain("main(process.argv.length - 1, process.argv.slice(1));");
  });
});

test("a text that is written through a pointer by `*p` is memory, and so is the pointer", async () => {
  const code = await codeOf(
    "void run(void) { char a[9] = \"hello\", *q = &a[1]; *q = 'E'; puts(a); }",
  );
  expect(code).toContain('const a = Buffer.concat([Buffer.from("hello")], 9);');
  expect(code).toContain('const q = a.subarray(1);\n  q[0] = "E".charCodeAt(0);');
  const moved = await codeOf("void run(char *p) { *p++ = 'E'; *p = 'F'; }");
  expect(moved).toContain('p[0] = "E".charCodeAt(0);\n  p = p.subarray(1);');
});

test("a pointer of a list that may be NULL is known within the loop that asks for it", async () => {
  const code = await codeOf(
    "typedef struct node { int v; struct node *next; } node;\nint run(node *head) { node *p; int n = 0; for (p = head; p != NULL; p = p->next) n += p->v; return n; }",
  );
  expect(code).toContain("for (p = head; p !== null; p = p.next) {\n    n += p.v;");
});

test("a parameter that is handed on as an array is one; a pointer to one number is not", async () => {
  const sum =
    "static int sum(int *n) { int i, all = 0; for (i = 0; n[i]; i++) all += n[i]; return all; }\n" +
    "int twice(int *n) { return 2 * sum(n); }\n";
  expect(await codeOf(sum)).toContain(
    "function twice(n: number[]): number {\n  return 2 * sum(n);",
  );
  expect(await codeOf(`${sum}int one(void) { int n = 1; return sum(&n); }`)).toContain(
    'never = "a pointer to one is given where there are many"',
  );
});

test("a structure of a function's own is handed on as the only one of an array", async () => {
  const sum =
    "static int sum(row *of, int n) { int i, all = 0; for (i = 0; i < n; i++) all += of[i].n; return all; }\n";
  const code = await codeOf(
    `${ROWS}${sum}int one(void) { row r; return sum(&r, 1); }\nint many(row *of) { return sum(of, 2); }`,
  );
  expect(code).toContain("return sum([r], 1);");
  expect(code).toContain("function many(of: row[]): number {\n  return sum(of, 2);");
  expect(await codeOf(`${ROWS}${sum}int rest(void) { return sum(&rows[1], 1); }`)).toContain(
    'never = "a pointer to one is given where there are many"',
  );
});

test("a pointer that is only freed goes", async () => {
  const code = await codeOf(
    "typedef struct node { int v; struct node *next; } node;\nvoid run(node *h) { while (h) { node *d = h; h = h->next; free(d); } }",
  );
  expect(code).not.toContain("const d");
});

describe("an array where a pointer to one is", () => {
  const before = "typedef struct { int a; } row;\nvoid sum(int *v) { v[1]++; }\n";

  test.each([
    [
      "void run(int *given, int n) { int rows[2] = {5, 6}; given = n ? given : rows; *given = 1; }",
      "given = n ? given : outOf(rows, 0);",
    ],
    [
      "void run(row *given, int n) { row rows[2] = {{5}, {6}}; given = n ? given : rows; given->a = 1; }",
      "given = n ? given : followed(rows[0]);",
    ],
    [
      "void run(int n) { row rows[2] = {{5}, {6}}; row *p = &rows[1]; p = n ? rows : NULL; if (p) p->a = 1; }",
      "p = n ? followed(rows[0]) : null;",
    ],
    [
      "void run(void) { int rows[2] = {5, 6}; int *p = rows; *p = 1; }",
      "const p = rows; p[0] = 1;",
    ],
    ["void run(void) { int rows[2] = {5, 6}; int *p = rows; sum(p); }", "const p = rows; sum(p);"],
    ["void run(void) { int rows[2] = {5, 6}; int *p = rows; p[1] = 1; }", "const p = rows;"],
    [
      "void run(void) { int rows[2] = {5, 6}; int *p; p = rows; sum(p); }",
      "const p = rows; sum(p);",
    ],
  ])("%s", async (c, ts) => {
    const code = await bodyOf(before + c);
    expect(code).toContain(ts);
    expect(code).not.toContain("// C:");
  });

  test("that one of two texts is written while a pointer leads to it is marked", async () => {
    const code = await codeOf(
      'void run(int n) { char text[8] = "abc"; char *p = n ? text : "none"; strcpy(text, "x"); puts(p); }',
    );
    expect(code).toContain('// C: strcpy(text, "x");');
  });

  test("that one of two texts is written through is marked", async () => {
    const code = await codeOf(
      'int run(char *given, int n) { char own[8]; char *use = n ? given : own; strcpy(use, "xyz"); return own[0]; }',
    );
    expect(code).toContain('// C: strcpy(use, "xyz");');
  });
});
