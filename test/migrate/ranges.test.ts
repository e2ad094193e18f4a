/** Which operations of integers are cut: those whose values may not fit, as far as it shows. */

import { expect, test } from "vitest";
import { bodyOf } from "../support/c2ts.js";

test.each([
  ["u = u * 3 + 1;", "u = (Math.imul(u, 3) + 1) >>> 0;"],
  ["u = b << 8;", "u = b << 8;"],
  ["u = b << n;", "u = (b << n) >>> 0;"],
  ["u = b << 24 | b;", "u = ((b << 24) | b) >>> 0;"],
  ["u = b >> 2;", "u = b >> 2;"],
  ["u = n >> 2;", "u = (n >> 2) >>> 0;"],
  ["u = u >> n;", "u = u >>> n;"],
  ["u = n / 3;", "u = Math.trunc(n / 3) >>> 0;"],
  ["u = b / 3;", "u = Math.trunc(b / 3);"],
  ["u = b / n;", "u = Math.trunc(b / n) >>> 0;"],
  ["u = n % 3;", "u = (n % 3) >>> 0;"],
  ["u = b % 3;", "u = b % 3;"],
  ["u = u % n;", "u = u % (n >>> 0);"],
  ["u = u / n;", "u = Math.trunc(u / (n >>> 0));"],
  ["u = n % u;", "u = (n >>> 0) % u;"],
  ["u = b % n;", "u = (b % n) >>> 0;"],
  ["u = -b;", "u = -b >>> 0;"],
  ["u = -n;", "u = -n >>> 0;"],
  ["u = n ^ b;", "u = (n ^ b) >>> 0;"],
  ["u = b ^ b;", "u = b ^ b;"],
  ["u = n | b;", "u = (n | b) >>> 0;"],
  ["u = n & 15;", "u = n & 15;"],
  ["u = n & n;", "u = (n & n) >>> 0;"],
  ["b = n & 15;", "b = n & 15;"],
  ["b = n & 0x1ff;", "b = n & 0x1ff & 0xff;"],
  ["b = n > 3;", "b = Number(n > 3);"],
  ["b = !n;", "b = Number(!n);"],
  ["b = n && b;", "b = n && b ? 1 : 0;"],
  ["b = 'a';", 'b = "a".charCodeAt(0);'],
  ["b = '\\xe4';", 'b = "\\xe4".charCodeAt(0);'],
  ["b = '\\n';", 'b = "\\n".charCodeAt(0);'],
  ["b = 077;", "b = 0o77;"],
  ["b = 0x1ff;", "b = 0x1ff & 0xff;"],
  ["b = 300u;", "b = 44;"],
  ["b = sizeof(int);", "b = 4;"],
  ["b = n ? 1 : 2;", "b = n ? 1 : 2;"],
  ["b = n ? 1 : 300;", "b = (n ? 1 : 300) & 0xff;"],
  ["b = (1);", "b = 1;"],
  ["b = strlen(t);", "b = Buffer.byteLength(t) & 0xff;"],
  ["n = w;", "n = w | 0;"],
  ["n = s * 2;", "n = (s * 2) | 0;"],
  ["n = strlen(t) * 2;", "n = (Buffer.byteLength(t) * 2) | 0;"],
  ["n = w / 1000;", "n = Math.trunc(w / 1000) | 0;"],
  ["n = w % 1000;", "n = w % 1000;"],
  ["n = s % 1000;", "n = s % 1000;"],
  ["n = w >> 40;", "n = Math.floor(w / 2 ** 40);"],
  ["n = w << 3;", "n = (w * 2 ** 3) | 0;"],
  ["w = 1 << n;", "w = 1 << n;"],
  ["w = w << 2 >> 3;", "w = Math.floor((w * 2 ** 2) / 2 ** 3);"],
  [
    "int i; for (i = 0; i < 9; i++) u = i * 1000;",
    "let i = 0; for (i = 0; i < 9; i++) { u = (i * 1000) >>> 0; }",
  ],
  [
    "int i; for (i = 0; i < 9; i += 2) u = i + 1;",
    "let i = 0; for (i = 0; i < 9; i += 2) { u = i + 1; }",
  ],
  [
    "int i; for (i = 0; i < 9; i += n) u = i + 1;",
    "let i = 0; for (i = 0; i < 9; i += n) { u = (i + 1) >>> 0; }",
  ],
  [
    "int i; for (i = n; i < 9; i++) u = i + 1;",
    "let i = 0; for (i = n; i < 9; i++) { u = (i + 1) >>> 0; }",
  ],
  [
    "int i = 70000; for (; i < 9; i++) u = i + 1;",
    "let i = 70000; for (; i < 9; i++) { u = (i + 1) >>> 0; }",
  ],
  [
    "int i; for (i = 9; i > 0; i--) u = i + 1;",
    "let i = 0; for (i = 9; i > 0; i--) { u = (i + 1) >>> 0; }",
  ],
  [
    'int i = 0; sscanf(t, "%d", &i); u = i + 1;',
    'const i = out<number>(0); sscanf(t, "%d", i); u = ((i.value ?? 0) + 1) >>> 0;',
  ],
  ["int i = 0; i *= 2; u = i + 1;", "let i = 0; i *= 2; u = (i + 1) >>> 0;"],
])("%s", async (c, ts) => {
  expect(
    await bodyOf(
      `typedef struct { int x; } point; void run(point *p, int n, unsigned char b, uint32_t u, int64_t w, size_t s, const char *t) { ${c} }`,
    ),
  ).toBe(ts);
});
