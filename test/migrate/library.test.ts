/** What functions of C's library become. */

import { expect, test } from "vitest";
import { codeOf, statementsOf } from "../support/c2ts.js";

test("what a call tells is left out where nobody asks for it", async () => {
  const code = await statementsOf('system("pause");\nif (system("true") != 0) puts("no");');
  expect(code).toContain('spawnSync("pause", { shell: true, stdio: "inherit" });');
  expect(code).toContain(
    '(spawnSync("true", { shell: true, stdio: "inherit" }).status ?? -1) !== 0',
  );
});

test("a helper whose call has become a plainer question does not stand at the end", async () => {
  const code = await statementsOf('int n = strstr(s, "b") != NULL;', "const char *s;");
  expect(code).toBe('const n = Number(s.includes("b"));');
  expect(await codeOf('int f(const char *s) { return strstr(s, "b") != NULL; }')).not.toContain(
    "textFrom",
  );
});

test("what is not in the environment is NULL, which is printed as such", async () => {
  const code = await statementsOf('const char *s = getenv("A");\nprintf("%s", getenv("A"));');
  expect(code).toBe(
    'const s = process.env["A"] ?? null;\nprocess.stdout.write(`${process.env["A"] ?? "(null)"}`);',
  );
});

test("what a program knows of its files is there before it runs", async () => {
  const code = await codeOf(
    "int main(void) { apr_file_t *f; apr_off_t at = 2; apr_file_seek(f, APR_SET, &at); return 0; }",
  );
  const [set, run] = ["const positions = new WeakMap", "process.exitCode ="].map((text) =>
    code.indexOf(text),
  );
  expect(set).toBeGreaterThan(0);
  expect(run).toBeGreaterThan(set ?? 0);
});

test("what an array has not is printed as NULL is", async () => {
  const code = await statementsOf(
    'const char *all[] = { "a", NULL };\nprintf("%s", all[n]);',
    "int n;",
  );
  expect(code).toContain('write(`${all[n] ?? "(null)"}`)');
});
