/** Killing a process in the middle of a transfer. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { noteSaying } from "../secrets/leaks.js";
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
  const process = fork(child, args, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let log = "";
  process.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  process.once("close", () => {
    noteSaying(`the log of the ${direction}'s process`, log);
  });
  return process;
}

/** Waits until a process has ended, and all of its log has come. */
async function end(process: ChildProcess): Promise<void> {
  const hasEnded = process.exitCode !== null || process.signalCode !== null;
  if (!hasEnded || process.stderr?.closed === false) await once(process, "close");
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
  process.kill("SIGKILL");
  await end(process);
  return process.signalCode === "SIGKILL" ? "killed" : "ended";
}

/** Lets a process run to its end; answers what it said of its transfer. */
export async function outcome(process: ChildProcess): Promise<string> {
  let said = "";
  process.on("message", (message: string) => {
    said = message;
  });
  await end(process);
  return said;
}
