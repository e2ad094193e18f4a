/** The command `npm run kill`. */

import { AOS_LOG_OFF, aosLogSetLevel } from "../../src/aos/log.js";
import { commandLine } from "../support/command.js";
import { writeFigures } from "../support/figures.js";
import { type Case, planOf, TRANSFERS } from "./plan.js";
import { runCases, spread } from "./run.js";

const usage = `Usage: npm run kill -- [options]

Kills uploading and downloading processes at every step that changes something on disk or on the wire,
and carries each transfer to its end. The last line is "kills K, wrong objects 0, unreadable checkpoints
0, repeated parts 0, leftovers 0"; the exit code is 1 when it is another.

  --kills N    about so many kills only, evenly spread over all steps
  --json FILE  write the figures to this file
  --help       this text
`;

const { values: given } = commandLine({
  usage,
  numbers: ["kills"],
  options: { kills: { type: "string" }, json: { type: "string" } },
});

// What a transfer says of its resumption is of no interest thousands of times over.
aosLogSetLevel(AOS_LOG_OFF);
const all: Case[] = [];
for (const transfer of TRANSFERS) {
  const cases = await planOf(transfer);
  const { direction, parts, partSize, threads } = transfer;
  console.log(
    `${direction} of ${parts} × ${partSize} bytes, ${threads} at a time: ${cases.length}`,
  );
  all.push(...cases);
}
const cases = given.kills === undefined ? all : spread(all, Number(given.kills));
const begun = process.hrtime.bigint();
const figures = await runCases(cases, (done, failure) => {
  if (failure !== null) console.log(failure);
  if (done % 250 === 0) console.log(`${done} of ${cases.length}`);
});
const seconds = Math.round(Number(process.hrtime.bigint() - begun) / 1e9);

const { kills, wrongObjects, unreadableCheckpoints, repeatedParts, leftovers } = figures;
const command =
  given.kills === undefined ? "npm run kill" : `npm run kill -- --kills ${given.kills}`;
writeFigures(given.json, command, { ...figures, cases: cases.length, steps: all.length, seconds });
console.log(
  `kills ${kills}, wrong objects ${wrongObjects}, unreadable checkpoints ${unreadableCheckpoints}, ` +
    `repeated parts ${repeatedParts}, leftovers ${leftovers}`,
);
process.exitCode = figures.failures.length === 0 ? 0 : 1;
