/** The command `npm run bench`. */

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { commandLine } from "../support/command.js";
import { thisMachine } from "./machine.js";
import { Field } from "./measure.js";
import {
  type Expense,
  expensesOf,
  type Occasion,
  type Result,
  resultsOf,
  resultTable,
  withPart,
} from "./report.js";
import { crc64 } from "./rows/crc64.js";
import { checkpoint, longCheckpoint, parts, size } from "./rows/growth.js";
import { listPage, longList } from "./rows/lists.js";
import { get, put } from "./rows/small_calls.js";
import { download, upload } from "./rows/transfers.js";
import { FULL, QUICK } from "./table.js";

const IN_MEMORY = "/dev/shm";

const usage = `Usage: npm run bench -- [options]

Measures this library side by side with its peers; see docs/performance.md. The exit code is 1 when
something takes longer, or more memory, than it may.

  --quick      fewer rounds of less work
  --only WORD  only the jobs whose titles hold this word
  --json FILE  write the figures to this file; with --only, those of other jobs stay in it
  --help       this text
`;

const { values: asked } = commandLine({
  usage,
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    json: { type: "string" },
  },
});

const effort = asked.quick ? QUICK : FULL;
const groups = [
  crc64,
  upload,
  download,
  put,
  get,
  listPage,
  longList,
  size,
  checkpoint,
  longCheckpoint,
  parts,
]
  .map((make) => make(effort))
  .filter(({ title }) => title.toLowerCase().includes(asked.only.toLowerCase()));

const results: Result[] = [];
const expenses: Expense[] = [];
const field = await Field.open(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir());
try {
  for (const group of groups) {
    process.stderr.write(`${group.title}\n`);
    const rounds = await field.measure(group, effort.rounds);
    results.push(...resultsOf(group, rounds));
    expenses.push(...expensesOf(group, rounds));
  }
} finally {
  await field.close();
}

const occasion = { machine: thisMachine(), rounds: effort.rounds, results, expenses };
console.log(resultTable([occasion]));
if (asked.json !== undefined) await keep(asked.json, occasion);
process.exitCode = results.some(({ holds }) => holds === false) ? 1 : 0;

/** An occasion may be measured job by job: what the file holds of others stays. */
async function keep(file: string, measured: Occasion): Promise<void> {
  const isPart = asked.only !== "" && existsSync(file);
  const whole = isPart
    ? withPart(JSON.parse(await readFile(file, "utf8")) as Occasion, measured)
    : measured;
  await writeFile(file, `${JSON.stringify(whole, null, 2)}\n`);
}
