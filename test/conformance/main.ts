/** The command `npm run conformance`. */

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { commandLine } from "../support/command.js";
import { type ConformanceResult, runRecords, runVectors } from "./run.js";

const usage = `Usage: npm run conformance -- [options]

Replays what the C SDK did through this library, and prints every difference. The last line is
"N passed, N failed"; the exit code is 1 when anything failed.

  --records DIR  the records of requests (those of this directory)
  --vectors DIR  the vectors of pure functions (those of this directory)
  --json FILE    write the results to this file
  --help         this text
`;

const { values: options } = commandLine({
  usage,
  options: {
    records: { type: "string", default: beside("records") },
    vectors: { type: "string", default: beside("vectors") },
    json: { type: "string" },
  },
});

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function describe({ kind, id, rows, failures }: ConformanceResult): string {
  const judged = rows.length === 0 ? "" : ` (judged by ${rows.join(", ")})`;
  return [`${kind} ${id}${judged}`, ...failures.map((failure) => `  ${failure}`)].join("\n");
}

const json = options.json === undefined ? null : resolve(options.json);
const results = [
  ...(await runRecords(resolve(options.records))),
  ...(await runVectors(resolve(options.vectors))),
];
const failed = results.filter(({ failures }) => failures.length > 0);

for (const result of failed) console.log(describe(result));
if (json !== null) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
