/**
 * The command `npm run example`: `-- list [TEXT]` names the examples (those of which a page, sample or
 * C function holds TEXT) with the pages whose ports they are, `-- NAME [FILE]` runs one; FILE takes the
 * place of the local file that it has.
 *
 * It runs against an emulator of its own, or against a real bucket when OSS_ENDPOINT, OSS_REGION,
 * OSS_BUCKET, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN) are set; then the
 * objects that it reads must be there.
 */

import { once } from "node:events";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { allExamples, type Example } from "./catalogue.js";
import { type Place, startExample } from "./child.js";
import { layOutFiles, setStage } from "./stage.js";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Whether it is meant by a text: words of its page, an address, a function's name. */
function isMeant(example: Example, text: string): boolean {
  const { name, topic, about, page, sample, address, functions } = example;
  const said = [name, topic, about, page, sample, address, ...functions].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(" ")
    .every((word) => said.includes(word));
}

/** The arguments for an example, which runs in a directory of its own: a file is named from here. */
function argumentsOf([file, ...rest]: readonly string[]): readonly string[] {
  return file === undefined ? [] : [resolve(file), ...rest];
}

function list(examples: readonly Example[]): void {
  if (examples.length === 0)
    say("None has all of these words: try one, or the name of a C function.");
  for (const topic of new Set(examples.map((example) => example.topic))) {
    say(`\n${topic}`);
    for (const { name, page, sample } of examples.filter((example) => example.topic === topic)) {
      say(`  ${name.padEnd(36)} ${page}: ${sample}`);
    }
  }
  say(`\n${examples.length} examples. Run one: npm run example -- NAME`);
}

async function run(example: Example, place: Place): Promise<number> {
  const [code] = (await once(
    startExample(example, place, argumentsOf(process.argv.slice(3)), "inherit"),
    "close",
  )) as [number | null];
  return code ?? 1;
}

async function onEmulator(example: Example): Promise<number> {
  const stage = await setStage(example.name);
  say(`On an emulator at ${stage.emulator.endpoint}, in ${stage.directory}:\n`);
  try {
    return await run(example, stage);
  } finally {
    await stage.strike();
  }
}

async function onRealBucket(example: Example): Promise<number> {
  const directory = await layOutFiles();
  const { OSS_BUCKET: bucket = "", OSS_ENDPOINT: endpoint = "" } = process.env;
  say(`On the bucket ${bucket} at ${endpoint}, in ${directory}:\n`);
  try {
    return await run(example, { directory, env: process.env });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function main(name: string | undefined): Promise<number> {
  const examples = allExamples();
  if (name === undefined || name === "list") {
    const [, , , text = ""] = process.argv;
    list(examples.filter((example) => isMeant(example, text)));
    return 0;
  }
  const example = examples.find((one) => one.name === name);
  if (example === undefined) {
    process.stderr.write(`There is no example ${name}; see: npm run example -- list\n`);
    return 2;
  }
  say(`${example.page}: ${example.sample}\n${example.address}`);
  return process.env["OSS_ENDPOINT"] === undefined ? onEmulator(example) : onRealBucket(example);
}

process.exitCode = await main(process.argv[2]);
