/** Suites of CuTest become modules of vitest. */

import { describe, expect, test } from "vitest";
import { codeOf, modulesOf, statementsOf } from "../support/c2ts.js";

describe("an assertion", () => {
  test.each([
    ["CuAssertIntEquals(tc, 200, s->code);", "expect(s.code).toBe(200);"],
    ['CuAssertIntEquals_Msg(tc, "why", 1, is_set);', 'expect(is_set, "why").toBe(1);'],
    ["CuAssertIntEquals(tc, 1, aos_status_is_ok(s));", "expect(Number(aosStatusIsOk(s))).toBe(1);"],
    ['CuAssertStrEquals(tc, "OK", s->error_code);', 'expect(s.errorCode).toBe("OK");'],
    ["CuAssertStrEquals(tc, NULL, s->error_code);", 'expect(s.errorCode).toBe("");'],
    [
      'CuAssertStrnEquals(tc, "rtmp:", strlen("rtmp:"), s->req_id);',
      'expect(s.reqId.slice(0, "rtmp:".length)).toBe("rtmp:");',
    ],
    [
      "CuAssertTrue(tc, 3 == is_set && is_set);",
      "expect(3 === Number(is_set) && is_set).toBeTruthy();",
    ],
    ['CuAssert(tc, "why", is_set);', 'expect(is_set, "why").toBeTruthy();'],
    ["CuAssertPtrNotNull(tc, s);", "expect(s).not.toBeNull();"],
    ["CuAssertPtrEquals(tc, NULL, s->error_code);", 'expect(s.errorCode).toBe("");'],
    ["CuAssertPtrEquals(tc, NULL, s);", "expect(s).toBeNull();"],
    ["CuAssertPtrEquals(tc, s, NULL);", "expect(s).toBeNull();"],
    ["CuAssertStrEquals(tc, s->error_code, NULL);", 'expect(s.errorCode).toBe("");'],
    [
      "CuAssertDblEquals(tc, 1.5, is_set, 0.1);",
      "expect(Math.abs(is_set - 1.5)).toBeLessThanOrEqual(0.1);",
    ],
    ["CuAssertIntEquals(tc, 1, s == NULL);", "expect(Number(s === null)).toBe(1);"],
    ["CuAssertIntEquals(tc, is_set, large);", "expect(large).toBe(BigInt(is_set));"],
    ["CuAssertIntEquals(tc, large, is_set);", "expect(BigInt(is_set)).toBe(large);"],
    ["CuAssertStrEquals(tc, text, s->error_code);", "expect(s.errorCode).toBe(text);"],
    [
      'CuAssertStrnEquals(tc, "rtmp:", 3, s->req_id);',
      'expect(s.reqId.slice(0, 3)).toBe("rtmp:".slice(0, 3));',
    ],
    [
      "CuAssertStrnEquals(tc, text, strlen( text ), s->req_id);",
      "expect(s.reqId.slice(0, text.length)).toBe(text);",
    ],
    ['CuAssertStrnEquals(tc, "a", 1, env);', 'expect(env?.slice(0, 1)).toBe("a".slice(0, 1));'],
    ['CuFail(tc, "never");', 'expect.unreachable("never");'],
  ])("%s becomes %s", async (c, ts) => {
    const declarations =
      "  aos_status_t *s = aos_status_create(NULL);\n  int is_set = 1;\n  uint64_t large = 1;\n" +
      '  const char *text = "x", *env = getenv("A");\n';
    const lines = (await statementsOf(`${declarations}  ${c}`)).split("\n");
    expect(lines.at(-1)).toBe(ts);
  });
});

const SUITE = `#include "CuTest.h"

static void check(CuTest *tc, int number)
{
    CuAssertIntEquals(tc, 1, number);
}

void test_one(CuTest *tc)
{
    check(tc, 1);
}

CuSuite *test_numbers()
{
    CuSuite *suite = CuSuiteNew();

    SUITE_ADD_TEST(suite, test_one);
    CuSuiteAdd(suite, CuTestNew("once more", test_one));
    // the last
    return suite;
}
`;

test("a suite becomes the description of its tests, which no test is handed to", async () => {
  expect(await codeOf(SUITE)).toBe(`import { describe, expect, test } from "vitest";

function check(number: number): void {
  expect(number).toBe(1);
}

export function test_one(): void {
  check(1);
}

describe("test_numbers", () => {
  test("test_one", test_one);
  test("once more", test_one);
  // the last
});
`);
});

test("what runs suites is marked: vitest does it", async () => {
  const modules = await modulesOf({
    "all.c":
      "void run(CuSuite *all)\n{\n}\nint main(void)\n{\n    CuSuiteRun(NULL);\n    return 0;\n}\n",
  });
  const findings = modules.get("all.c")?.findings.filter(({ kind }) => kind === "attention");
  expect(findings?.map(({ line }) => line)).toEqual([1, 6]);
  expect(findings?.at(1)?.advice).toContain("setupFiles");
});

test("a text of the SDK that C leaves NULL is asked whether it is empty", async () => {
  const lines = await statementsOf(
    "  aos_status_t *s = aos_status_create(NULL);\n  if (s->error_code == NULL || !s->error_msg) return;",
  );
  expect(lines).toContain('if (s.errorCode === "" || s.errorMsg === "") {');
});
