/** Killing a process in the middle of a transfer. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { testAccount } from "./emulator.js";
import type { Scene } from "./transfers.js";

/** How often a test kills. */
export const KILLS = 20;

const child = new URL("transfer_child.ts", import.meta.url);

/** Starts a process that transfers a file in parts of 1 KiB with a checkpoint. */
export function startTransfer(
  direction: "upload" | "download",
  { emulator }: Scene,
  file: string,
): ChildProcess {
  const { accessKeyId, accessKeySecret, bucket } = testAccount;
  const args = [direction, emulator.endpoint, file, accessKeyId, accessKeySecret, bucket];
  return fork(child, args, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Waits until the process is about to begin its transfer. */
export async function begun(process: ChildProcess): Promise<void> {
  await once(process, "message");
}

/**
 * Waits for a random moment of a transfer that has begun: between none and ten of its requests have come
 * to the emulator, and a few milliseconds more are over. The process must not end before.
 */
export async function randomMoment(
  process: ChildProcess,
  { emulator }: Scene,
  random: () => number,
): Promise<void> {
  const count = Math.floor(random() * 11);
  const ended = outcome(process).then((said) => {
    throw new Error(`the process ended before it was killed: ${said}`);
  });
  const waiting = new AbortController();
  try {
    await Promise.race([ended, requests(emulator, count, waiting.signal)]);
  } finally {
    waiting.abort();
    // It is to end from now on.
    ended.catch(() => undefined);
  }
  await setTimeout(random() * 20);
}

/** Waits until `count` requests have come to the emulator. */
async function requests(
  emulator: Scene["emulator"],
  count: number,
  signal: AbortSignal,
): Promise<void> {
  while (emulator.requests.length < count && !signal.aborted) await setTimeout(1);
}

/** Kills a process with SIGKILL, unless it ended before. */
export async function kill(process: ChildProcess): Promise<"killed" | "ended"> {
  const exit = process.exitCode === null ? once(process, "exit") : Promise.resolve();
  process.kill("SIGKILL");
  await exit;
  return process.signalCode === "SIGKILL" ? "killed" : "ended";
}

/** Lets a process run to its end; answers what it said of its transfer. */
export async function outcome(process: ChildProcess): Promise<string> {
  let said = "";
  process.on("message", (message: string) => {
    said = message;
  });
  await once(process, "exit");
  return said;
}
