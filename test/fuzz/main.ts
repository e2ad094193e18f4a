/** The command `npm run fuzz`. */

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { commandLine, wrongUsage } from "../support/command.js";
import { writeFigures } from "../support/figures.js";
import type { Finding } from "./batch.js";
import { type FuzzReport, replay, runFuzz } from "./run.js";
import type { FuzzTarget } from "./target.js";
import { targets } from "./targets.js";

const usage = `Usage: npm run fuzz -- [options]

Feeds every parser and builder with hostile input. The last line is
"inputs N, crashes N, hangs N, wrong acceptances N"; the exit code is 1 when there are any.

  --inputs N      how many inputs in all (100000)
  --seed N        which inputs; others each time by default
  --threads N     how many threads (one for each processor)
  --hang SECONDS  how long one input may take (20)
  --target NAME   feed one target only: ${targets.map(({ name }) => name).join(", ")}
  --path PATH     with --target and --seed: one input only, that of a finding
  --json FILE     write the figures to this file
  --help          this text
`;

const { values } = commandLine({
  usage,
  numbers: ["inputs", "seed", "threads", "hang"],
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    threads: { type: "string", default: String(availableParallelism()) },
    hang: { type: "string", default: "20" },
    json: { type: "string" },
    target: { type: "string" },
    path: { type: "string" },
  },
});

const options = {
  module: new URL("./targets.ts", import.meta.url).href,
  targets: values.target === undefined ? targets : [namedTarget(values.target)],
  inputs: Number(values.inputs),
  seed: Number(values.seed),
  threads: Number(values.threads),
  hangTime: Number(values.hang) * 1000,
};

function namedTarget(name: string): FuzzTarget {
  const target = targets.find((one) => one.name === name);
  return target ?? wrongUsage(usage, `There is no target ${name}.`);
}

function show(finding: Finding): void {
  const { kind, target, seed, path, input, why } = finding;
  console.log(`${kind} in ${target}: ${input}`);
  console.log(`  ${why.replaceAll("\n", "\n  ")}`);
  console.log(`  again: npm run fuzz -- --target ${target} --seed ${seed} --path ${path}`);
}

function countOf({ findings }: FuzzReport, kind: Finding["kind"]): number {
  return findings.filter((finding) => finding.kind === kind).length;
}

async function reportOf(): Promise<FuzzReport> {
  const [target] = options.targets;
  if (values.path === undefined || target === undefined) return runFuzz(options);
  const finding = await replay(target, { seed: options.seed, path: values.path }, options);
  return { inputs: new Map([[target.name, 1]]), findings: finding === null ? [] : [finding] };
}

const began = performance.now();
const json = values.json === undefined ? undefined : resolve(values.json);
const report = await reportOf();
const inputs = [...report.inputs.values()].reduce((sum, number) => sum + number, 0);
const figures = {
  inputs,
  crashes: countOf(report, "crash"),
  hangs: countOf(report, "hang"),
  wrongAcceptances: countOf(report, "wrong acceptance"),
};
report.findings.forEach(show);
writeFigures(json, `npm run fuzz -- --inputs ${options.inputs} --seed ${options.seed}`, {
  seconds: Math.round((performance.now() - began) / 1000),
  ...figures,
  targets: Object.fromEntries(report.inputs),
});
console.log(`seed ${options.seed}`);
console.log(
  `inputs ${inputs}, crashes ${figures.crashes}, hangs ${figures.hangs}, ` +
    `wrong acceptances ${figures.wrongAcceptances}`,
);
process.exitCode = report.findings.length === 0 ? 0 : 1;
