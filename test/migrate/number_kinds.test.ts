/** Truth values and enumerations, which are numbers to C. */

import { describe, expect, test } from "vitest";
import { codeOf } from "../support/c2ts.js";

const GIVEN = "aos_pool_t *p, aos_list_t *b, aos_list_t *l, aos_string_t *m";
const CALL = "oss_list_live_channel_parse_from_body(p, b, l, m";

describe("a number that the SDK writes as a truth value is one", () => {
  test("as a variable, wherever it is asked for", async () => {
    const code = await codeOf(
      `void run(${GIVEN}) { int more = 0; ${CALL}, &more); if (more == 1) printf("%d", more); while (more) more = 0; }`,
    );
    expect(code).toContain("const more = out<AosBool>(0);");
    expect(code).toContain("if (Number(more.value ?? 0) === 1) {");
    expect(code).toContain("process.stdout.write(`${Number(more.value ?? 0)}`);");
    expect(code).toContain("while (more.value ?? 0) {\n    more.value = 0;");
  });

  test("as a parameter, as what is handed to that, and as a field", async () => {
    const code = await codeOf(
      `typedef struct { int more; } page;\nstatic int next(${GIVEN}, int *more) { return ${CALL}, more) + *more; }\n` +
        `void run(${GIVEN}, page *of) { int more; next(p, b, l, m, &more); ${CALL}, &of->more); }`,
    );
    expect(code).toContain("more: Out<AosBool>,\n");
    expect(code).toContain("Number(more.value ?? 0)");
    expect(code).toContain("const more = out<AosBool>(0);");
    expect(code).toContain("class page {\n  more: AosBool = 0;");
  });

  test("as one of 64 bits is where a function writes such", async () => {
    const code = await codeOf(
      "static void fill(uint64_t *n) { *n = 1; }\nvoid run(void) { int64_t n = 0; fill(&n); }",
    );
    expect(code).toContain("const n = out<bigint>(0n);\n  fill(n);");
  });

  test("and no number any more where a function writes one", async () => {
    const code = await codeOf(
      `static void two(int *n) { *n = 2; }\nvoid run(${GIVEN}) { int more; ${CALL}, &more); two(&more); }`,
    );
    expect(code).toContain(
      '// C: two(&more);\n  const line2: never = "the address of a number is given where another kind is written";',
    );
  });
});

describe("a truth value is asked for", () => {
  test.each([
    ["1", "= 1;"],
    ["on", "= Boolean(on);"],
    ["n & 4", "= (n & 4) !== 0;"],
  ])("where a number is given: %s", async (c, ts) => {
    const code = await codeOf(
      `void run(aos_http_request_options_t *o, int n) { int on = 1; o->enable_crc = ${c}; }`,
    );
    expect(code).toContain(`o.enableCrc ${ts}`);
  });

  test("where one is given that can't be read again, which is marked", async () => {
    expect(
      await codeOf("void run(aos_http_request_options_t *o) { o->enable_crc = 2; }"),
    ).toContain('never = "2 is given as a truth value"');
  });
});

describe("a value of an enumeration", () => {
  test("may be a number that is one of them; others are marked", async () => {
    const code = await codeOf(
      "void run(oss_create_bucket_params_t *p, int n) { p->acl = 2; p->acl = 9; p->acl = n; }",
    );
    expect(code).toContain("p.acl = 2;\n  // C: p->acl = 9;");
    expect(code.match(/"a number is given for a value of OssAcl"/g)).toHaveLength(2);
  });

  test("that is followed by another one has the enumeration's type", async () => {
    const code = await codeOf(
      "void run(void) { oss_acl_e a = OSS_ACL_PRIVATE, b, c = OSS_ACL_DEFAULT; a = c; b = a; b = OSS_ACL_PUBLIC_READ; }",
    );
    expect(code).toContain("let a: OssAcl = OSS_ACL_PRIVATE;\n  const c = OSS_ACL_DEFAULT;");
    expect(code).toContain("let b: OssAcl = a;\n  b = OSS_ACL_PUBLIC_READ;");
  });
});
