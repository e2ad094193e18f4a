/** Which integer an expression is in C: it decides whether it is cut, and how it is compared. */

import { describe, expect, test } from "vitest";
import { bodyOf } from "../support/c2ts.js";

describe("of what C's library gives, of literals and of operations", () => {
  test.each([
    ["if (n < strlen(t)) return;", "if (n >= 0 && n < Buffer.byteLength(t)) { return; }"],
    ["s = atol(t) << 20;", "s = Number(aosAtoi64(t)) * 2 ** 20;"],
    ["s = atoll(t) << 20;", "s = Number(aosAtoi64(t)) * 2 ** 20;"],
    ["s = strtol(t, NULL, 10) << 20;", "s = Number(aosAtoi64(t)) * 2 ** 20;"],
    ["s = strtoll(t, NULL, 10) << 20;", "s = Number(aosAtoi64(t)) * 2 ** 20;"],
    ["s = strtoul(t, NULL, 10) << 20;", "s = Number(aosAtoi64(t)) * 2 ** 20;"],
    ["s = labs(n) << 20;", "s = Math.abs(n) * 2 ** 20;"],
    ["s = ftell(f) << 20;", "s = f.position * 2 ** 20;"],
    ["s = time(NULL) << 20;", "s = Math.floor(Date.now() / 1000) * 2 ** 20;"],
    ["s = abs(n) << 20;", "s = Math.abs(n) << 20;"],
    ["s = atoi(t) << 20;", "s = Number(aosAtoi64(t)) << 20;"],
    ["n = u + 4294967295;", "n = (u + 4294967295) | 0;"],
    ["n = u > 0x80000000;", "n = Number(u > 0x80000000);"],
    ["n = 2147483648 + n;", "n = (2147483648 + n) | 0;"],
    ["n = 2147483647 + n;", "n = 2147483647 + n;"],
    ["n = 0xffffffff > n;", "n = Number(0xffffffff > n >>> 0);"],
    ["n = 010 + u;", "n = (0o10 + u) | 0;"],
    ["n = 1u + n;", "n = (1 + n) | 0;"],
    ["n = 1l << 40;", "n = (1 * 2 ** 40) | 0;"],
    ["n = 'a' << 4;", 'n = "a".charCodeAt(0) << 4;'],
    ["n = (n, u) > n;", "n = Number((n, u) > n >>> 0);"],
    ["n = (n > 0 ? u : 1) > n;", "n = Number((n > 0 ? u : 1) > n >>> 0);"],
    ["n = (n > 0 ? n : 1) > u;", "n = Number((n > 0 ? n : 1) >>> 0 > u);"],
    ["n = ~u > 3;", "n = Number(~u >>> 0 > 3);"],
    ["n = -u > 3;", "n = Number(-u >>> 0 > 3);"],
    ["n = !u > n;", "n = Number(Number(!u) > n);"],
    ["n = (n += u) > u;", "n = Number((n = (n + u) | 0) >>> 0 > u);"],
    ["n = (n++) > u;", "n = Number(n++ >>> 0 > u);"],
    ["n = u << 3;", "n = (u << 3) | 0;"],
    ["n = s << 3;", "n = (s * 2 ** 3) | 0;"],
    ["n = n << 3 > u;", "n = Number((n << 3) >>> 0 > u);"],
  ])("%s", async (c, ts) => {
    const code = await bodyOf(
      `void run(int n, unsigned u, size_t s, const char *t, FILE *f) { ${c} }`,
    );
    expect(code).toBe(ts);
  });
});

const TYPES = `typedef enum { RED = -1, BLUE, GREEN = 1 << 3, LAST, MANY = 300 } color;
typedef struct { color c; unsigned u; uint8_t b; int n[3]; unsigned *p; int64_t big; } item;
static unsigned total;
static const unsigned all[] = {1};
`;

describe("of fields, elements, enumerations and constants", () => {
  test.each([
    ["n = c < u;", "n = Number(c >>> 0 < u);"],
    ["n = x->c < u;", "n = Number(x.c >>> 0 < u);"],
    ["n = x->u > n;", "n = Number(x.u > n >>> 0);"],
    ["n = y.u > n;", "n = Number(y.u > n >>> 0);"],
    ["x->b = n;", "x.b = n & 0xff;"],
    ["n = x->n[1] < u;", "n = Number((x.n[1] ?? 0) >>> 0 < u);"],
    ["n = *x->p > n;", "n = Number((followed(x.p).value ?? 0) > n >>> 0);"],
    ["n = x->p[2] > n;", "n = Number((followed(x.p)[2] ?? 0) > n >>> 0);"],
    ["n = *x->n < u;", "n = Number((x.n[0] ?? 0) >>> 0 < u);"],
    ["total = n;", "total = n >>> 0;"],
    ["n = total > n;", "n = Number(total > n >>> 0);"],
    ["n = all[0] > n;", "n = Number((all[0] ?? 0) > n >>> 0);"],
    ["n = s->code < u;", "n = Number(s.code >>> 0 < u);"],
    ["n = cp->part_size > n;", "n = Number(cp.partSize > n);"],
    ["n = (uint8_t)n < u;", "n = Number((n & 0xff) < u);"],
    ["n = x->big >> 3;", "n = Math.floor(x.big / 2 ** 3) | 0;"],
    ["x->big = n << 3;", "x.big = n << 3;"],
    ["n = x->big & 7;", "n = x.big & 7;"],
    ["n = RED < u;", "n = Number(RED >>> 0 < u);"],
    ["n = BLUE < u;", "n = Number(BLUE < u);"],
    ["n = GREEN < u;", "n = Number(GREEN < u);"],
    ["x->b = GREEN;", "x.b = GREEN;"],
    ["x->b = MANY;", "x.b = MANY & 0xff;"],
    ["u = u & GREEN;", "u = u & GREEN;"],
    ["u = u | LAST;", "u = (u | LAST) >>> 0;"],
    ["n = AOSE_INVALID_ARGUMENT < u;", "n = Number(AOSE_INVALID_ARGUMENT >>> 0 < u);"],
    ["n = AOSE_OK < u;", "n = Number(AOSE_OK < u);"],
    ["u = AOSE_INVALID_ARGUMENT;", "u = AOSE_INVALID_ARGUMENT >>> 0;"],
  ])("%s", async (c, ts) => {
    const code = await bodyOf(
      `${TYPES}void run(item *x, item y, color c, int n, unsigned u, aos_status_t *s, oss_checkpoint_t *cp) { ${c} }`,
    );
    expect(code).toBe(ts);
  });
});
