/** What functions of C's library become. */

import { expect, test } from "vitest";
import { statementsOf } from "../support/c2ts.js";

test("what a call tells is left out where nobody asks for it", async () => {
  const code = await statementsOf('system("pause");\nif (system("true") != 0) puts("no");');
  expect(code).toContain('spawnSync("pause", { shell: true, stdio: "inherit" });');
  expect(code).toContain(
    '(spawnSync("true", { shell: true, stdio: "inherit" }).status ?? -1) !== 0',
  );
});
