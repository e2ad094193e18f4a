/** What becomes of a pointer to a pointer: an out-parameter where its function fills it, an array otherwise. */

import { describe, expect, test } from "vitest";
import { codeOf } from "../support/c2ts.js";

const ITEM = "typedef struct { char *name; char tag[8]; int n; } item;\n";

describe("a pointer to a pointer that its function fills", () => {
  test("to a text, also where the caller gives none, a field or an element", async () => {
    const code = await codeOf(
      [
        ITEM,
        'static int say(int n, char **text) { if (text == NULL || !text || (text)) return 0; *text = "a"; return *text != NULL; }',
        "void run(item *i) { char *t = NULL; char *all[2]; i->name = NULL; say(1, &t); say(1, NULL); say(2, &i->name); say(2, &all[1]); puts(t); }",
      ].join("\n"),
    );
    expect(code).toContain("function say(_n: number, text: Out<string> | null): number {");
    expect(code).toContain('  text.value = "a";\n  return Number(text.value !== null);');
    expect(code).toContain("const t = out<string>();");
    expect(code).toContain("say(1, t);\n  say(1, null);");
    expect(code).toContain('say(2, outOf(i, "name"));\n  say(2, outOf(all, 1));');
  });

  test("to a structure, which is known once it is there", async () => {
    const code = await codeOf(
      `${ITEM}static void make(aos_pool_t *p, item **to) { *to = aos_pcalloc(p, sizeof(item)); (*to)->n = 1; }\nvoid run(aos_pool_t *p) { item *i; make(p, &i); i->n++; }`,
    );
    expect(code).toContain("function make(_p: AosPool, to: Out<item>): void {");
    expect(code).toContain("  to.value = new item();\n  to.value.n = 1;");
    expect(code).toContain("followed(i.value).n++;");
  });

  test("to a structure within another one, or in an array", async () => {
    const code = await codeOf(
      [
        "typedef struct node { int n; struct node *next; } node;",
        "typedef struct { node *head; node first; } list;",
        "static void push(node **head) { node *one = malloc(sizeof(node)); one->next = *head; *head = one; }",
        "static void count(node *one) { one->n++; }",
        "void run(list *l) { node *all[2]; push(&l->head); push(&all[1]); count(&l->first); }",
      ].join("\n"),
    );
    expect(code).toContain("function push(head: Out<node>): void {");
    expect(code).toContain('push(outOf(l, "head"));\n  push(outOf(all, 1));\n  count(l.first);');
  });

  test("which may have put NULL there since", async () => {
    const code = await codeOf(
      'static void drop(char **t) { *t = NULL; }\nvoid run(void) { char *t = NULL; t = "x"; printf("%s", t); drop(&t); printf("%s", t); }',
    );
    expect(code).toContain("write(t.value);\n  drop(t);");
    expect(code).toContain('write(`${t.value ?? "(null)"}`);');
  });

  test("through another function, its own or the SDK's", async () => {
    const code = await codeOf(
      [
        'static void fill(const char **to) { *to = "x"; }',
        "static void hand(const char **to) { fill(to); }",
        "static void end(const char *n, char **rest) { aos_strtoll(n, rest, 10); }",
        "static void ask(aos_status_t *s, aos_table_t **headers) { (void)s; *headers = NULL; }",
      ].join("\n"),
    );
    expect(code).toContain("function hand(to: Out<string>): void {\n  fill(to);");
    expect(code).toContain("function end(n: string, rest: Out<string>): void {");
    expect(code).toContain("headers: Out<AosTable>");
  });
});

describe("is marked:", () => {
  test.each([
    ["memory of nobody knows what", "void **p", "*p = malloc(3);"],
    ["numbers", "int **p", "*p = malloc(3 * sizeof(int));"],
  ])("a pointer to a pointer to %s", async (_, param, c) => {
    const code = await codeOf(`void run(${param}) { ${c} }`);
    expect(code).toContain('never = "a parameter has no counterpart"');
  });
});

test("more pointers, and pointers in an array, stay arrays", async () => {
  const code = await codeOf(
    "void run(char ***p, char **q[2]) { char **all = NULL; *p = all; *q = all; }",
  );
  expect(code).toContain("function run(p: string[][], q: string[][]");
});

describe("a pointer to a pointer stays an array", () => {
  test.each([
    ["that is only read", "puts(*p);"],
    ["whose elements are named", 'p[1] = "a"; *p = "b";'],
    ["whose first element is taken", "const char *s = *p; other[0] = (char *)s;"],
    ["that moves", 'while (*p != NULL) p++; *p = "b";'],
    ["that is kept elsewhere", 'char **q = p; *p = "b"; puts(q[1]);'],
    ["that is handed to a function that only reads it", "show(p);"],
    ["that is handed round in a circle", "run(p);"],
    ["that is compared with another one", 'if (p < other) *p = "b";'],
  ])("%s", async (_, c) => {
    const code = await codeOf(
      `char **other;\nstatic void show(char **q) { puts(q[1]); }\nvoid run(char **p) { ${c} }`,
    );
    expect(code).toMatch(/function run\(_?p: (string|\(string \| null\))\[\]/);
  });

  test("in a function that is called through a pointer", async () => {
    const code = await codeOf(
      'typedef void (*filler)(char **to);\nstatic void fill(char **to) { *to = "x"; }\nstatic void call(filler f, char **to) { f(to); }\nvoid run(char **to) { call(fill, to); }',
    );
    expect(code).toContain("function fill(to: string[]): void {");
  });
});

test("the address of a text's array is none of a text", async () => {
  const code = await codeOf(
    `${ITEM}static void fill(char **to) { *to = "x"; }\nvoid run(item *i) { fill(&i->tag); }`,
  );
  expect(code).toContain('never = "an address is taken that has no counterpart"');
});
