/**
 * Prints the largest resident set of a process that uploads and of one that downloads a big file, and
 * fails when it is over the bound. The server is another process and keeps its data on disk.
 *
 * Run: `npm run bench:memory [-- MEBIBYTES] [--json FILE]`.
 */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs, promisify } from "node:util";
import { writeFigures } from "../support/figures.js";

const BOUND_MIB = 160;
const MIB = 1024 * 1024;
const run = promisify(execFile);

/** A file with a different byte in each mebibyte; the rest is a hole, which costs no disk. */
async function makeFile(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, "w");
  await file.truncate(mebibytes * MIB);
  for (let i = 0; i < mebibytes; i++) await file.write(Buffer.from([i & 255]), 0, 1, i * MIB);
  await file.close();
}

async function measure(directory: string, mebibytes: number): Promise<number> {
  const keys = ["--access-key-id", "bench", "--access-key-secret", "bench-secret"];
  const server = spawn(
    process.execPath,
    ["dist/oss-emulator.js", "--port", "0", ...keys, "--bucket", "bench", "--data", directory],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [line] = (await once(createInterface(server.stdout), "line")) as [string];
    const { endpoint } = JSON.parse(line) as { endpoint: string };
    const file = join(directory, "big.bin");
    await makeFile(file, mebibytes);
    let worst = 0;
    for (const direction of ["upload", "download"]) {
      const target = direction === "upload" ? file : `${file}.copy`;
      const child = new URL("memory_child.mjs", import.meta.url).pathname;
      const { stdout } = await run(process.execPath, [child, direction, endpoint, target]);
      const { peakMiB, seconds } = JSON.parse(stdout) as { peakMiB: number; seconds: number };
      const rate = Math.round(mebibytes / seconds);
      console.log(`${direction} of ${mebibytes} MiB: ${peakMiB} MiB resident, ${rate} MiB/s`);
      worst = Math.max(worst, peakMiB);
    }
    return worst;
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

const directory = await mkdtemp(join(tmpdir(), "oss-memory-"));
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" } },
  });
  const mebibytes = Number(positionals[0] ?? 2048);
  const worst = await measure(directory, mebibytes);
  const figures = { mebibytes, worstMiB: worst, boundMiB: BOUND_MIB };
  writeFigures(values.json, `npm run bench:memory -- ${mebibytes}`, figures);
  console.log(worst <= BOUND_MIB ? `within ${BOUND_MIB} MiB` : `over ${BOUND_MIB} MiB`);
  process.exitCode = worst <= BOUND_MIB ? 0 : 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}
