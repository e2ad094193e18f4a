/**
 * `npm run performance [-- --check]`: writes docs/performance.md. With `--check`, only says whether it is
 * what it is to be.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pageUrl, performancePage } from "./page.js";

const page = performancePage();
if (page === null) {
  console.error(
    "nothing was measured yet: run `npm run bench -- --json docs/figures/bench-1.json`",
  );
} else if (!process.argv.includes("--check")) {
  writeFileSync(pageUrl, page);
} else if (!existsSync(pageUrl) || readFileSync(pageUrl, "utf8") !== page) {
  console.error("docs/performance.md is stale: run `npm run performance`");
  process.exitCode = 1;
}
