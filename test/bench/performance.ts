/** The command `npm run performance`. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { commandLine } from "../support/command.js";
import { pageUrl, performancePage } from "./page.js";

const usage = `Usage: npm run performance -- [--check]

Writes docs/performance.md. With --check, only says whether it is what it is to be.
`;

const { values: options } = commandLine({
  usage,
  options: { check: { type: "boolean", default: false } },
});

const page = performancePage();
if (page === null) {
  console.error(
    "nothing was measured yet: run `npm run bench -- --json docs/figures/bench-1.json`",
  );
} else if (!options.check) {
  writeFileSync(pageUrl, page);
} else if (!existsSync(pageUrl) || readFileSync(pageUrl, "utf8") !== page) {
  console.error("docs/performance.md is stale: run `npm run performance`");
  process.exitCode = 1;
}
