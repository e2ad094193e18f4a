/** What reaches into memory: fields, elements, addresses, and what pointers lead to. */

import { describe, expect, test } from "vitest";
import { bodyOf, codeOf } from "../support/c2ts.js";

test.each([
  ["memcpy((void *)m, b->pos, 3);", "b.bytes.copy(m, 0, 0, 3);"],
  ["memcpy((void *)m, b->start, 3);", "b.memory.copy(m, 0, 0, 3);"],
  ["memcpy((void *)m, b->last, 3);", "b.memory.subarray(b.last).copy(m, 0, 0, 3);"],
  ["i = b->last - b->pos;", "i = b.last - b.pos;"],
  [
    'struct stat q; stat("a", &q); i = q.st_size; i = q.st_mode; i = q.st_mtime;',
    'const q = out<Stats>(); fileStatus("a", q); i = followed(q.value).size; i = followed(q.value).mode; i = Math.trunc(followed(q.value).mtimeMs / 1000);',
  ],
  [
    'struct stat q; stat("a", &q); i = q.st_uid;',
    'const q = out<Stats>(); fileStatus("a", q); // C: i = q.st_uid; const line1: never = "the field st_uid of a file\'s status";',
  ],
  ["i = a->data[0] == 'x';", 'i = Number(a.data[0] === "x");'],
  ["i = s[strlen(s) - 1] == '/';", 'i = Number(s.at(-1) === "/");'],
  ["i = s[strlen(s) - 2] == '/';", 'i = Number(s[Buffer.byteLength(s) - 2] === "/");'],
  ["i = s[strlen(a->data) - 1] == '/';", 'i = Number(s[Buffer.byteLength(a.data) - 1] === "/");'],
  ["i = s[0] == '/';", 'i = Number(s[0] === "/");'],
  ["i = s[i] != '\\0';", "i = Number(i < s.length);"],
  ["if (s[i]) i++;", "if (i < s.length) { i++; }"],
  ["if (!*s) i++;", 'if (s === "") { i++; }'],
  ["i = *s == s[1];", 'i = Number((s[0] ?? "\\0") === (s[1] ?? "\\0"));'],
  ["s = &s[3];", "s = s.slice(3);"],
  ["m = &m[i];", "m = m.subarray(i);"],
  ["i = m[i] + m[0];", "i = (m[i] ?? 0) + (m[0] ?? 0);"],
])("of the SDK, of texts and of bytes: %s", async (c, ts) => {
  expect(
    await bodyOf(
      `void run(aos_buf_t *b, aos_pool_t *p, char *s, const unsigned char *m, int i, aos_string_t *a, struct stat st) { ${c} }`,
    ),
  ).toBe(ts);
});

test.each([
  ["sum(n, d, u);", "sum(n, d, u);"],
  ["sum(&x->n, &x->d, &x->u);", 'sum(outOf(x, "n"), outOf(x, "d"), outOf(x, "u"));'],
  ["sum(&x->a[1], &y->in.d, u);", 'sum(outOf(x.a, 1), outOf(y.in, "d"), u);'],
  ["n[0] = (*x).n;", "n[0] = x.n;"],
  ["*n = y->next->in.n;", "n.value = followed(y.next).in.n;"],
  [
    "*n = x->missing;",
    '// C: *n = x->missing; const line1: never = "the field missing has no counterpart, or it is not known of what it is";',
  ],
  ["*n = *u > 2;", "n.value = Number((u.value ?? 0n) > 2n);"],
  ["*n = *d > 2;", "n.value = Number((d.value ?? 0) > 2);"],
  ["*d += *n;", "d.value = (d.value ?? 0) + (n.value ?? 0);"],
  ["(*n)++;", "n.value = (n.value ?? 0) + 1;"],
  ["*u = *u + *n;", "u.value = (u.value ?? 0n) + BigInt(n.value ?? 0);"],
  ["x->u = 2;", "x.u = 2n;"],
  ["y->in = *x;", "Object.assign(y.in, { ...x, a: [...x.a] });"],
  ["*x = y->in;", "Object.assign(x, { ...y.in, a: [...y.in.a] });"],
  ["x->a[1]++;", "x.a[1] = (x.a[1] ?? 0) + 1;"],
  ["x->t[0] = 'a';", 'followed(x.t)[0] = "a".charCodeAt(0);'],
  ["item *at = &y->in; at->n = 1;", "const at = y.in; at.n = 1;"],
])("of structures and out-parameters: %s", async (c, ts) => {
  expect(
    await bodyOf(
      `typedef struct { int n; char *t; double d; uint64_t u; int a[2]; } item; typedef struct item2 { struct item2 *next; item in; } item2; static int sum(int *of, double *d, uint64_t *u) { *d = 1; *u = 1; return *of; } void run(item *x, item2 *y, double *d, uint64_t *u, int *n) { ${c} }`,
    ),
  ).toBe(ts);
});

test.each([
  ["n = all->n;", "n = followed(all[0]).n;"],
  ["n = all[1].n;", "n = followed(all[1]).n;"],
  ["n = (all + 1)->n;", '// C: n = (all + 1)->n; const line1: never = "arithmetic with pointers";'],
  ["item *one = &all[n]; one->n = 1;", "const one = followed(all[n]); one.n = 1;"],
  ["n = names[0][1] == 'a';", 'n = Number((names[0] ?? "")[1] === "a");'],
  ["n = names[n] == NULL;", "n = Number(names[n] === null);"],
  ['names[0] = "a";', 'names[0] = "a";'],
  ["d[1] = d[0] * 2;", "d[1] = (d[0] ?? 0) * 2;"],
  ["u[1] = u[0] + n;", "u[1] = (u[0] ?? 0n) + BigInt(n);"],
  ["d[n++] = 1;", "d[n++] = 1;"],
  ["all[n].n += 2;", "followed(all[n]).n += 2;"],
  ["n = *d;", "n = Math.trunc(d[0] ?? 0);"],
  ["n = *names[1];", 'n = (names[1] ?? "").charCodeAt(0) || 0;'],
])("of arrays: %s", async (c, ts) => {
  expect(
    await bodyOf(
      `typedef struct { int n; } item; void run(item all[], char **names, double d[3], uint64_t u[2], int n) { ${c} }`,
    ),
  ).toBe(ts);
});

describe("a list whose links are compared with it", () => {
  test.each([
    ["list.next == &list", "if (aosListEmpty(list)) {"],
    ["&list != list.prev", "if (!aosListEmpty(list)) {"],
    ["head->next == head", "if (aosListEmpty(head)) {"],
    ["params->object_list.next == &params->object_list", "if (aosListEmpty(params.objectList)) {"],
  ])("%s asks whether it is empty", async (c, ts) => {
    const code = await codeOf(
      `void run(aos_list_t *head, oss_list_object_params_t *params) { aos_list_t list; aos_list_init(&list); if (${c}) return; }`,
    );
    expect(code).toContain(ts);
  });

  test("is marked when it is another list", async () => {
    const code = await codeOf("int run(aos_list_t *a, aos_list_t *b) { return a->next == b; }");
    expect(code).toContain("// C: return a->next == b;");
  });
});
