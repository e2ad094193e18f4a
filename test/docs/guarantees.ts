/** The command `npm run guarantees`. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { commandLine } from "../support/command.js";
import { guaranteesPage, guaranteesUrl, proofFaults } from "./guarantees_page.js";

const usage = `Usage: npm run guarantees -- [--check]

Writes docs/guarantees.md. With --check, only says whether it is what it is to be. Fails where a promise
names a test that is not there.
`;

const { values: options } = commandLine({
  usage,
  options: { check: { type: "boolean", default: false } },
});

const page = guaranteesPage();
const faults = proofFaults(page);
if (options.check) {
  const current = existsSync(guaranteesUrl) ? readFileSync(guaranteesUrl, "utf8") : "";
  if (current !== page) faults.push("docs/guarantees.md is stale: run `npm run guarantees`");
} else {
  writeFileSync(guaranteesUrl, page);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
