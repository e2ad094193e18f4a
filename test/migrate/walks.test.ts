/** Loops of a pointer over an array, and those that are none. */

import { expect, test } from "vitest";
import { bodyOf } from "../support/c2ts.js";

test.each([
  [
    "for (row *r = rows; r < rows + 3; r++) n += r->n;",
    "for (const r of rows.slice(0, 3)) { n += r.n; } return n;",
  ],
  [
    "const row *r; for (r = rows; r < rows + n; ++r) { if (!r->name) continue; n += r->n; }",
    '// C: for (r = rows; r < rows + n; ++r) { if (!r->name) continue; n += r->n; } const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "const row *r; for (r = rows; r != &rows[2]; r++) n += r->n;",
    "for (const r of rows.slice(0, 2)) { n += r.n; } return n;",
  ],
  [
    "const row *r; for (r = rows; r->name; r++) n += r->n;",
    "for (const r of rows) { if (r.name === null) { break; } n += r.n; } return n;",
  ],
  [
    "const row *r; for (r = rows; r->name != NULL; r++) n += r->n;",
    "for (const r of rows) { if (r.name === null) { break; } n += r.n; } return n;",
  ],
  [
    "const row *r; for (r = rows; r->name && r->n > 2; r++) n += r->n;",
    "for (const r of rows) { if (!(r.name !== null && r.n > 2)) { break; } n += r.n; } return n;",
  ],
  [
    "const row *r; for (r = rows; n < 3; r++) n += r->n;",
    '// C: for (r = rows; n < 3; r++) n += r->n; const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "const row *r; for (r = rows; r; r++) n += r->n;",
    '// C: for (r = rows; r; r++) n += r->n; const line1: never = "a walk over an array has no plain end"; return n;',
  ],
  [
    "const row *r; for (r = rows; r < given + 3; r++) n += r->n;",
    '// C: for (r = rows; r < given + 3; r++) n += r->n; const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "const row *r; for (r = rows; r <= rows + 2; r++) n += r->n;",
    '// C: for (r = rows; r <= rows + 2; r++) n += r->n; const line1: never = "a walk over an array has no plain end"; return n;',
  ],
  [
    "const row *r; for (r = given; r < given + n; r++) n += r->n;",
    '// C: for (r = given; r < given + n; r++) n += r->n; const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) r->n = n;",
    "for (const r of rows.slice(0, 3)) { r.n = n; } return n;",
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) *r = rows[0];",
    "for (const r of rows.slice(0, 3)) { Object.assign(r, followed(rows[0])); } return n;",
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) { n += r->n; r = rows; }",
    '// C: for (r = rows; r < rows + 3; r++) { n += r->n; r = rows; } const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r += 2) n += r->n;",
    'let r: row | null = null; // C: for (r = rows; r < rows + 3; r += 2) n += r->n; const line1: never = "arithmetic with pointers"; return n;',
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) n++; for (r = rows; r->name; r++) n++;",
    "for (const _r of rows.slice(0, 3)) { n++; } for (const r of rows) { if (r.name === null) { break; } n++; } return n;",
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) { row *q; for (q = rows; q < r; q++) n++; }",
    'for (const r of rows.slice(0, 3)) { // C: for (q = rows; q < r; q++) n++; const line1: never = "a pointer moves within an expression"; } return n;',
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) { row *q; for (q = rows; q < rows + 2; q++) n += q->n + r->n; }",
    "for (const r of rows.slice(0, 3)) { for (const q of rows.slice(0, 2)) { n += q.n + r.n; } } return n;",
  ],
  [
    "int *p; for (p = nums; p < nums + 4; p++) n += *p;",
    "for (const p of nums.slice(0, 4)) { n += p; } return n;",
  ],
  [
    "int *p; for (p = nums; p < nums + 4; p++) *p = 0;",
    '// C: for (p = nums; p < nums + 4; p++) *p = 0; const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "int *p; for (p = nums; *p; p++) n += *p;",
    "for (const p of nums) { if (!p) { break; } n += p; } return n;",
  ],
  [
    "int *p; for (p = nums; *p != -1; p++) n += *p;",
    "for (const p of nums) { if (p === -1) { break; } n += p; } return n;",
  ],
  [
    "const char **p; for (p = names; *p; p++) n += strlen(*p);",
    "for (const p of names) { if (p === null) { break; } n += Buffer.byteLength(p); } return n;",
  ],
  [
    "const char **p; for (p = names; *p != NULL; p++) n += strlen(*p);",
    "for (const p of names) { if (p === null) { break; } n += Buffer.byteLength(p); } return n;",
  ],
  [
    'const char *p; for (p = "abc"; *p; p++) n++;',
    'let p = ""; for (p = "abc"; p !== ""; p = p.slice(1)) { n++; } return n;',
  ],
  [
    "int *p = nums; for (; p < nums + 4; p++) n += *p;",
    'let p = nums; // C: for (; p < nums + 4; p++) n += *p; const line1: never = "arithmetic with pointers"; return n;',
  ],
  [
    "int i; row *r = rows; for (i = 0; i < 3; i++, r++) n += r->n;",
    'let i = 0; let r = rows; // C: for (i = 0; i < 3; i++, r++) n += r->n; const line1: never = "a pointer moves that is none to bytes or characters"; return n;',
  ],
  [
    "row *r; for (r = rows; r < rows + 3; r++) { if (r->n == 2) break; } n = r == rows + 3;",
    'let r: row | null = null; // C: for (r = rows; r < rows + 3; r++) { if (r->n == 2) break; } const line1: never = "a pointer moves within an expression"; // C: n = r == rows + 3; const line1_2: never = "arithmetic with pointers"; return n;',
  ],
  [
    "const row *r; for (r = rows; r < rows + n; ++r) { n += r->n; }",
    '// C: for (r = rows; r < rows + n; ++r) { n += r->n; } const line1: never = "a pointer moves within an expression"; return n;',
  ],
  [
    "int *p; for (p = nums; p < nums + 3; p++) nums[2] += *p;",
    '// C: for (p = nums; p < nums + 3; p++) nums[2] += *p; const line1: never = "a pointer moves within an expression"; return n;',
  ],
])("%s", async (c, ts) => {
  expect(
    await bodyOf(
      `typedef struct { const char *name; int n; } row; static row rows[3]; static const char *names[] = { "a", NULL }; static int nums[4]; int run(int n, row *given) { ${c} return n; }`,
    ),
  ).toBe(ts);
});
