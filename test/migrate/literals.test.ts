/** What TypeScript takes for one literal, and refuses to compare with another one. */

import { describe, expect, test } from "vitest";
import { bodyOf, codeOf } from "../support/c2ts.js";

describe("a variable that keeps its first value", () => {
  test.each([
    ['int debug = 0; if (debug == 1) puts("1");', "if (Number(debug) === 1)"],
    ['int debug; debug = 0; if (debug != 1) puts("1");', "if (Number(debug) !== 1)"],
    ['const int level = 2; switch (level) { case 1: puts("1"); }', "switch (Number(level)) {"],
    ['static int lim = 4; if (lim == 5) puts("5");', "if (Number(run_lim) === 5)"],
    ['const int k = n ? 1 : 2; if (k == 3) puts("3");', "if (Number(k) === 3)"],
    [
      "oss_acl_e acl = OSS_ACL_PRIVATE; if (acl == OSS_ACL_PUBLIC_READ) n++;",
      "if (Number(acl) === ",
    ],
    ['const char *m = "PUT"; if (strcmp(m, "GET") == 0) n++;', 'if (String(m) === "GET")'],
    ['int debug = 0; if (debug == n) puts("1");', "if (debug === n)"],
  ])("%s", async (c, ts) => {
    expect(await bodyOf(`void run(int n) { ${c} }`)).toContain(ts);
  });
});

describe("constants", () => {
  test("of macros and enumerations are compared as any number", async () => {
    const code = await bodyOf(
      "#define DEBUG 0\nenum { ONE = 1, TWO };\n" +
        'void run(void) { if (DEBUG == 1) puts("1"); if (ONE == TWO) puts("2"); if (DEBUG) puts("3"); }',
    );
    expect(code).toContain("if (Number(DEBUG) === 1)");
    expect(code).toContain("if (Number(ONE) === TWO)");
    expect(code).toContain("if (DEBUG)");
  });
});

describe("what was compared with a literal, and written by another function since", () => {
  const before =
    "typedef struct { int state; const char *name; } job;\nvoid step(job *j) { j->state++; }\n";

  test.each([
    ['if (j->state == 0) { step(j); if (j->state == 1) puts("1"); }', "if (Number(j.state) === 1)"],
    [
      'if (j->state != 1) return; step(j); if (j->state == 2) puts("2");',
      "if (Number(j.state) === 2)",
    ],
    [
      'while (j->state != 5) step(j); step(j); if (j->state == 6) puts("6");',
      "if (Number(j.state) === 6)",
    ],
    [
      'switch (j->state) { case 2: step(j); if (j->state == 3) puts("3"); }',
      "if (Number(j.state) === 3)",
    ],
    [
      'if (strcmp(j->name, "a") == 0) { step(j); if (!strcmp(j->name, "b")) puts("b"); }',
      'if (String(j.name) === "b")',
    ],
    ['if (j->state == 0) { j->state = 1; if (j->state == 1) puts("1"); }', "if (j.state === 1)"],
    ['if (j->state == 0) puts("0"); else if (j->state == 1) puts("1");', "else if (j.state === 1)"],
  ])("%s", async (c, ts) => {
    expect(await codeOf(`${before}void run(job *j) { ${c} }`)).toContain(ts);
  });
});
