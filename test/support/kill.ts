/** Killing a process in the middle of a transfer, and reading what it left on disk. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import { elementsAt, readXml, textAt } from "../conformance/xml.js";
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

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** C's elements of a checkpoint, in C's order. */
const ELEMENTS = [
  ["MD5", "Type", "LocalFile", "Object", "UploadId", "CPParts"],
  ["Path", "Size", "LastModified", "MD5"],
  ["Key", "Size", "LastModified", "ETag"],
] as const;

/**
 * The numbers of the parts that are recorded at `path`, from 0. The checkpoint must be one that C can
 * read, or not be there; the journal's last line may be cut short.
 */
export function recordedParts(path: string): Set<number> {
  if (!existsSync(path)) return new Set();
  const root = readXml(readFileSync(path, "utf8"));
  if (root === null) throw new Error("the checkpoint is not readable");
  const names = (...at: string[]): string[] =>
    (elementsAt(root, at.join("/"))[0]?.children ?? []).map(({ name }) => name);
  expect(names("Checkpoint").slice(0, 6)).toEqual(ELEMENTS[0]);
  expect(names("Checkpoint", "LocalFile")).toEqual(ELEMENTS[1]);
  expect(names("Checkpoint", "Object")).toEqual(ELEMENTS[2]);
  const parts = elementsAt(root, "Checkpoint/CPParts/Parts/Part");
  expect(String(parts.length)).toBe(textAt(root, "Checkpoint/CPParts/Number"));
  expect(parts.map((part) => textAt(part, "Part/Index"))).toEqual(parts.map((_, i) => String(i)));
  const done = parts.flatMap((part, i) => (textAt(part, "Part/Completed") === "1" ? [i] : []));
  return new Set([...done, ...journaled(`${path}.journal`)]);
}

function journaled(path: string): number[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").matchAll(
    /^(\d+) \d+ [0-9a-f]{32} "[0-9A-F]+(?:-\d+)?"$/gm,
  );
  return [...lines].map(([, index]) => Number(index));
}
