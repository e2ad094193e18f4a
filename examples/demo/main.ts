/**
 * The demo: uploads a file with a checkpoint, kills the uploading process half-way, resumes, downloads
 * what is there and compares.
 *
 * Run: `npm run demo`, or `npm run demo -- FILE`. It talks to an emulator that it starts, or to a real
 * bucket when OSS_ENDPOINT, OSS_REGION, OSS_BUCKET, OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET (and
 * OSS_SESSION_TOKEN) are set.
 */

import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { startOssEmulator } from "oss-c-sdk/emulator";
import { progressBar } from "./progress_bar.js";

const MIB = 1024 * 1024;

interface Progress {
  consumed: number;
  total: number;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The environment of a real bucket, or of an emulator that is started now, and how to stop it. */
async function connect(): Promise<{ env: NodeJS.ProcessEnv; close: () => Promise<void> }> {
  if (process.env["OSS_ENDPOINT"] !== undefined) {
    say(`Using the bucket ${process.env["OSS_BUCKET"] ?? ""} at ${process.env["OSS_ENDPOINT"]}.`);
    return { env: process.env, close: () => Promise.resolve() };
  }
  const keys = { accessKeyId: "demo", accessKeySecret: randomBytes(16).toString("hex") };
  const emulator = await startOssEmulator({ ...keys, region: "cn-hangzhou", buckets: ["demo"] });
  // Each part takes as long as over a network, so that there is a half-way to see.
  emulator.faults.add({
    operation: "UploadPart",
    times: Infinity,
    fault: "delay",
    milliseconds: 60,
  });
  say(`Started an OSS emulator at ${emulator.endpoint}.`);
  const env = {
    ...process.env,
    OSS_ENDPOINT: emulator.endpoint,
    OSS_REGION: "cn-hangzhou",
    OSS_BUCKET: "demo",
    OSS_ACCESS_KEY_ID: keys.accessKeyId,
    OSS_ACCESS_KEY_SECRET: keys.accessKeySecret,
  };
  return { env, close: () => emulator.close() };
}

async function makeFile(path: string, size: number): Promise<void> {
  const file = await open(path, "w");
  for (let at = 0; at < size; at += MIB) await file.write(randomBytes(MIB));
  await file.close();
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function startTransfer(direction: string, file: string, env: NodeJS.ProcessEnv): ChildProcess {
  return fork(new URL("transfer.ts", import.meta.url), [direction, file], { env });
}

/** Runs a transfer to its end under a progress bar; answers the first progress that it told. */
async function runTransfer(
  direction: string,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = startTransfer(direction, file, env);
  const draw = progressBar(direction.padEnd(8));
  let first = -1;
  child.on("message", ({ consumed, total }: Progress) => {
    if (first < 0) first = consumed;
    draw(consumed, total);
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`the ${direction} failed`);
  return first;
}

/** Starts an upload and kills its process with SIGKILL as soon as half of it is there. */
async function uploadAndKill(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = startTransfer("upload", file, env);
  const draw = progressBar("upload  ");
  child.on("message", ({ consumed, total }: Progress) => {
    draw(consumed, total);
    if (consumed * 2 >= total) child.kill("SIGKILL");
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error("the upload failed before it could be killed");
}

async function recordedParts(file: string): Promise<string> {
  const checkpoint = await readFile(`${file}.cp`, "utf8").catch(() => "");
  const parts = checkpoint.match(/<Completed>[01]<\/Completed>/g) ?? [];
  const done = parts.filter((part) => part.includes("1")).length;
  return `${String(done)} of ${String(parts.length)} parts`;
}

async function demo(directory: string): Promise<void> {
  const { env: connection, close } = await connect();
  const file = process.argv[2] ?? join(directory, "demo.bin");
  if (process.argv[2] === undefined) await makeFile(file, 64 * MIB);
  const env = { ...connection, OSS_OBJECT: `demo/${basename(file)}` };
  const { size } = await stat(file);
  say(`Uploading ${file} (${(size / MIB).toFixed(1)} MiB), three parts in flight.\n`);

  await uploadAndKill(file, env);
  say(`\n\nKilled the uploading process with SIGKILL. Its checkpoint ${file}.cp is whole`);
  say(`and records ${await recordedParts(file)}. A new process takes it up:\n`);
  const resumedAt = await runTransfer("upload", file, env);
  say(
    `\nThe second process sent only the rest: its first report stood at ${String(resumedAt)} bytes.\n`,
  );

  const copy = join(directory, "copy.bin");
  await runTransfer("download", copy, env);
  const equal = (await sha256(file)) === (await sha256(copy));
  await close();
  if (!equal) throw new Error("the downloaded file differs");
  say("\nDownloaded it and compared: every byte is the same. The checkpoints are gone.");
  say(
    "\nTo see the same with a real bucket, set OSS_ENDPOINT (https://…), OSS_REGION, OSS_BUCKET,",
  );
  say("OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN), and run it again.");
}

const directory = await mkdtemp(join(tmpdir(), "oss-demo-"));
try {
  await demo(directory);
} finally {
  await rm(directory, { recursive: true, force: true });
}
