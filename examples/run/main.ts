/**
 * The command `npm run example`: `-- list [TEXT]` names the examples (those that are meant by TEXT: the
 * title or the address of a page, the name of a C function, of a sample or of its file) with the pages
 * whose ports they are, `-- NAME [FILE]` runs one; FILE takes the place of the local file that it has.
 *
 * An example imports the package by its name. Here that is the source, as tsconfig.json says, so that
 * nothing has to be built.
 *
 * It runs against an emulator of its own, or against a real bucket when OSS_ENDPOINT, OSS_REGION,
 * OSS_BUCKET, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN) are set; then the
 * objects that it reads must be there.
 */

import { once } from "node:events";
import { rm } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { allExamples, type Example } from "./catalogue.js";
import { type Place, startExample } from "./child.js";
import { type Found, find } from "./search.js";
import { layOutFiles, setStage } from "./stage.js";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The arguments for an example, which runs in a directory of its own: a file is named from here. */
function argumentsOf([file, ...rest]: readonly string[]): readonly string[] {
  return file === undefined ? [] : [resolve(file), ...rest];
}

function list({ examples, whole }: Found): void {
  if (examples.length === 0) say("None has any of these words: try the name of a C function.");
  else if (!whole) say("None has all of these words; these come nearest:");
  for (const topic of new Set(examples.map((example) => example.topic))) {
    say(`\nexamples/${topic}`);
    for (const { name, page, sample } of examples.filter((example) => example.topic === topic)) {
      say(`  ${name.padEnd(36)} ${page}: ${sample}`);
    }
  }
  const count = examples.length === 1 ? "1 example" : `${examples.length} examples`;
  say(`\n${count}. Run one: npm run example -- NAME`);
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
    list(find(examples, process.argv.slice(3).join(" ")));
    return 0;
  }
  const example = examples.find((one) => one.name === basename(name, ".ts"));
  if (example === undefined) {
    say(`There is no example ${name}. What there is of it:`);
    list(find(examples, process.argv.slice(2).join(" ")));
    return 2;
  }
  say(`${example.page}: ${example.sample}\n${example.address}\n${relative("", example.file)}`);
  return process.env["OSS_ENDPOINT"] === undefined ? onEmulator(example) : onRealBucket(example);
}

// The example runs in a directory of its own, where its loader would not find this.
process.env["TSX_TSCONFIG_PATH"] = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
process.exitCode = await main(process.argv[2]);
