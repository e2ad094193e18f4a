/**
 * Prints the resident set of a process that works with much: at its beginning, the largest, and what
 * it grew by. Fails when one is over the bound. Transfers go to an emulator, which is another process
 * and keeps its data on disk; lists, deletions and selections to a server that makes them up.
 */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { commandLine, wrongUsage } from "../support/command.js";
import { writeFigures } from "../support/figures.js";
import { EndlessServer } from "./endless_server.js";

/** How much a process that passes bytes on may have, in mebibytes, however many they are. */
const STREAM_BOUND = 160;
/**
 * How much one that reads page after page may have: a page is read whole, and the engine lets some of
 * them lie before it collects. All of 100,000 objects at once would take 320.
 */
const PAGES_BOUND = 224;
const MIB = 1024 * 1024;
const run = promisify(execFile);

/** What a child process says of its work. */
interface Measured {
  readonly beginMiB: number;
  readonly peakMiB: number;
  readonly seconds: number;
  /** Bytes or objects; `null` when the child can't know. */
  readonly done: number | null;
}

async function measure(work: string, endpoint: string, file: string): Promise<Measured> {
  const child = new URL("memory_child.mjs", import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [child, work, endpoint, file]);
  return JSON.parse(stdout) as Measured;
}

/** A file with a different byte in each mebibyte; the rest is a hole, which costs no disk. */
async function makeFile(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, "w");
  await file.truncate(mebibytes * MIB);
  for (let i = 0; i < mebibytes; i++) await file.write(Buffer.from([i & 255]), 0, 1, i * MIB);
  await file.close();
}

/** Uploads a file to an emulator, or downloads it after it was uploaded. */
async function transferred(work: string, mebibytes: number, directory: string): Promise<Measured> {
  const keys = ["--access-key-id", "bench", "--access-key-secret", "bench-secret"];
  const server = spawn(
    process.execPath,
    ["dist/cjs/oss-emulator.cjs", "--port", "0", ...keys, "--bucket", "bench", "--data", directory],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [line] = (await once(createInterface(server.stdout), "line")) as [string];
    const { endpoint } = JSON.parse(line) as { endpoint: string };
    const file = join(directory, "big.bin");
    await makeFile(file, mebibytes);
    const uploaded = await measure("upload", endpoint, file);
    return work === "upload" ? uploaded : await measure(work, endpoint, `${file}.copy`);
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

async function listed(work: string, objects: number): Promise<Measured> {
  await using server = await EndlessServer.start({ objects, selected: 0 });
  const measured = await measure(work, server.endpoint, "");
  return { ...measured, done: measured.done ?? server.deleted };
}

async function selected(work: string, mebibytes: number, directory: string): Promise<Measured> {
  await using server = await EndlessServer.start({ objects: 0, selected: mebibytes * MIB });
  return await measure(work, server.endpoint, join(directory, "rows.csv"));
}

const bytes = { unit: "MiB", bound: STREAM_BOUND };
const objects = { unit: "objects", bound: PAGES_BOUND };

/** What is measured, and how much of it by default. */
const works = new Map([
  ["upload", { ...bytes, amount: 2048, measured: transferred }],
  ["download", { ...bytes, amount: 2048, measured: transferred }],
  ["list", { ...objects, amount: 100_000, measured: listed }],
  ["delete-by-prefix", { ...objects, amount: 100_000, measured: listed }],
  ["select", { ...bytes, amount: 1024, measured: selected }],
]);

/** What was seen of one work, in mebibytes, and whether it did all and kept within the bound. */
interface Seen {
  readonly beginMiB: number;
  readonly peakMiB: number;
  readonly boundMiB: number;
  readonly isFlat: boolean;
}

/** Measures one work, and prints it. */
async function see(name: string, wanted?: number): Promise<Seen> {
  const work = works.get(name);
  if (work === undefined) wrongUsage(usage, `There is no work ${name}.`);
  const { unit, bound } = work;
  const amount = wanted ?? work.amount;
  const directory = await mkdtemp(join(tmpdir(), "oss-memory-"));
  try {
    const { beginMiB, peakMiB, seconds, done } = await work.measured(name, amount, directory);
    const count = Math.floor((done ?? 0) / (unit === "MiB" ? MIB : 1));
    console.log(
      `${name} of ${count} ${unit}: ${beginMiB} MiB resident at the beginning, ${peakMiB} at most, ` +
        `${peakMiB - beginMiB} more, ${bound} allowed; ${Math.round(count / seconds)} ${unit} a second`,
    );
    return { beginMiB, peakMiB, boundMiB: bound, isFlat: count >= amount && peakMiB <= bound };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const usage = `Usage: npm run bench:memory -- [options] [WORK [AMOUNT]]

Prints the resident set of processes that work with much, and fails when one is over its bound. With a
WORK it is that one only: ${[...works.keys()].join(", ")}; AMOUNT is another
number of mebibytes or objects than usual.

  --json FILE  write the figures to this file
  --help       this text
`;

const { values: flags, positionals } = commandLine({
  usage,
  allowPositionals: true,
  options: { json: { type: "string" } },
});
const [only, amount] = positionals;
const seen: Record<string, Seen> = {};
for (const name of only === undefined ? works.keys() : [only]) {
  seen[name] = await see(name, amount === undefined ? undefined : Number(amount));
}
writeFigures(flags.json, ["npm run bench:memory", ...positionals].join(" -- "), seen);
const isFlat = Object.values(seen).every((work) => work.isFlat);
console.log(isFlat ? "all within their bounds" : "over a bound, or not all done");
process.exitCode = isFlat ? 0 : 1;
