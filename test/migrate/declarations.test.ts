/** How variables are declared: where, as what, and what they hold at first. */

import { expect, test } from "vitest";
import { bodyOf } from "../support/c2ts.js";

test.each([
  ["int a[3]; a[0] = n;", "const a = new Array<number>(3).fill(0); a[0] = n;"],
  ["double a[3]; a[0] = n;", "const a = new Array<number>(3).fill(0); a[0] = n;"],
  ["uint64_t a[3]; a[0] = n;", "const a = new Array<bigint>(3).fill(0n); a[0] = BigInt(n);"],
  ['char *a[3]; a[0] = "x";', 'const a = new Array<string>(3).fill(""); a[0] = "x";'],
  ['char a[2][8]; strcpy(a[1], "x");', 'const a = new Array<string>(2).fill(""); a[1] = "x";'],
  [
    "int a[2][3]; a[1][2] = n;",
    "const a = Array.from({ length: 2 }, () => new Array<number>(3).fill(0)); followed(a[1])[2] = n;",
  ],
  ["unsigned char a[3]; a[0] = n;", "const a = Buffer.alloc(3); a[0] = n;"],
  ["unsigned char a[n]; a[0] = n;", "const a = Buffer.alloc(n); a[0] = n;"],
  [
    "struct conf a[2]; a[0].a = n;",
    "const a = Array.from({ length: 2 }, () => new conf()); followed(a[0]).a = n;",
  ],
  [
    "struct conf a[2][2]; a[0][1].a = n;",
    "const a = Array.from({ length: 2 }, () => Array.from({ length: 2 }, () => new conf())); followed(followed(a[0])[1]).a = n;",
  ],
  [
    'aos_string_t a[2]; aos_str_set(&a[0], "x");',
    'const a = Array.from({ length: 2 }, () => aosString()); aosStrSet(followed(a[0]), "x");',
  ],
  ["apr_finfo_t a; a.size = 1;", "const a: AprFinfo = { size: 0, mtime: 0 }; a.size = 1;"],
  ["oss_acl_e a = OSS_ACL_PRIVATE; n = a;", "const a = OSS_ACL_PRIVATE; n = a;"],
  ["int a[] = { 1, 2 };", "const a = [1, 2];"],
  [
    "struct conf a[] = { { 1, 2 }, { 3 } };",
    "const a: conf[] = [{ a: 1, b: 2 }, Object.assign(new conf(), { a: 3 })];",
  ],
  ["struct conf a = { .b = 2 };", "const a = Object.assign(new conf(), { b: 2 });"],
  ["struct conf a = { 0 };", "const a = new conf();"],
  ["struct conf a = { n, n };", "const a: conf = { a: n, b: n };"],
  ['char *a[] = { "x", NULL };', 'const a: (string | null)[] = ["x", null];'],
  ["int a[2][2] = { { 1, 2 }, { 3, 4 } };", "const a = [ [1, 2], [3, 4], ];"],
  ["int a[4] = { 0 };", "const a = new Array<number>(4).fill(0);"],
  ["char a[4] = { 0 };", 'const a = "";'],
  ['char a[4] = "";', 'const a = "";'],
  ['const char *a = "x";', 'const a = "x";'],
  [
    'const char *a = NULL; if (n) a = "y"; puts(a ? a : "z");',
    'let a: string | null = null; if (n) { a = "y"; } process.stdout.write(`${a !== null ? a : "z"}\\n`);',
  ],
  [
    'char *a = NULL; a = malloc(4); strcpy(a, "y"); puts(a);',
    'const a = "y"; process.stdout.write(`${a}\\n`);',
  ],
  [
    'char *a; a = (char *)malloc(4); strcpy(a, "y"); puts(a);',
    'const a = "y"; process.stdout.write(`${a}\\n`);',
  ],
  [
    'char *a = malloc(4); if (n) strcpy(a, "y"); puts(a);',
    'let a = ""; if (n) { a = "y"; } process.stdout.write(`${a}\\n`);',
  ],
  ["int a, b = 2; a = b; n = a;", "const b = 2; const a = b; n = a;"],
  [
    "int a; if (n) a = 1; else a = 2; n = a;",
    "let a = 0; if (n) { a = 1; } else { a = 2; } n = a;",
  ],
  ["int a; n = n + (a = 2);", "let a = 0; n = n + (a = 2);"],
  ["int a; while (n--) a = n; n = a;", "let a = 0; while (n--) { a = n; } n = a;"],
  [
    "long a = n; double d = a; float f = 1.5f; n = d;",
    "const a = n; const d = a; const f = 1.5; n = Math.trunc(d);",
  ],
  ["uint64_t a = 1; n = a;", "const a = 1n; n = Number(a);"],
  ["static int a; n = a++;", "n = run_a++;"],
  [
    'static const char *a[] = { "x", "y" }; puts(a[n]);',
    'process.stdout.write(`${run_a[n] ?? ""}\\n`);',
  ],
  ["struct conf *a = NULL; n = a == NULL;", "const a: conf | null = null; n = Number(a === null);"],
  [
    "struct conf a, b; a.a = 1; b = a; n = b.a;",
    "const a = new conf(); const b = new conf(); a.a = 1; Object.assign(b, a); n = b.a;",
  ],
  ["aos_list_t a; aos_list_init(&a);", "const a = aosList<object>(); aosListInit(a);"],
  [
    "oss_object_key_t *a; aos_list_t l; aos_list_for_each_entry(oss_object_key_t, a, &l, node) { n++; }",
    "const l = aosList<OssObjectKey>(); for (const _a of l) { n++; }",
  ],
  ["char a; a = 'x'; n = a;", 'const a = "x"; n = a.charCodeAt(0);'],
  [
    "char a = 'x', b; b = a + 1; n = b;",
    'const a = "x"; const b = String.fromCharCode((a.charCodeAt(0) + 1) & 0xff); n = b.charCodeAt(0);',
  ],
  [
    "int a = INT_MAX, b = INT_MIN, c = CHAR_MAX, d = INT32_MAX, e = INT32_MIN, f = RAND_MAX;",
    "const a = 2147483647; const b = -2147483648; const c = 127; const d = 2147483647; const e = -2147483648; const f = 2147483647;",
  ],
  [
    "unsigned a = UINT_MAX, b = UINT32_MAX; int64_t c = LONG_MAX, d = INT64_MIN, e = LLONG_MAX; size_t f = SIZE_MAX;",
    "const a = 4294967295; const b = 4294967295; const c = 9223372036854775807n; const d = -9223372036854775808n; const e = 9223372036854775807n; const f = 18446744073709551615n;",
  ],
  ["n = APR_SUCCESS; n = EXIT_SUCCESS; n = EXIT_FAILURE;", "n = 0; n = 0; n = 1;"],
  [
    "aos_pool_t *p = NULL; n = p == aos_global_pool;",
    "const p: AosPool | null = null; n = Number(p === null);",
  ],
  ["aos_string_t s = aos_null_string; n = s.len;", "const s = aosNullString(); n = s.len;"],
])("declares: %s", async (c, ts) => {
  expect(await bodyOf(`struct conf { int a; int b; }; void run(int n) { ${c} }`)).toBe(ts);
});
