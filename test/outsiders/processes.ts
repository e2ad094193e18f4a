/** The processes of a run: the emulator, and the program that it answers. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The access key that the emulator knows. */
export const KEY_ID = "outsider";
/** Its secret. */
export const KEY_SECRET = "outsider-secret";

const COMMAND = fileURLToPath(new URL("../../dist/cjs/oss-emulator.cjs", import.meta.url));

/** An `oss-emulator` that runs. */
export interface RunningEmulator {
  readonly port: number;
  stop(): void;
}

/** Starts `oss-emulator`; null if it can't have the port. */
export async function startEmulator(port: number): Promise<RunningEmulator | null> {
  const keys = ["--access-key-id", KEY_ID, "--access-key-secret", KEY_SECRET];
  const child = spawn(process.execPath, [COMMAND, "--port", String(port), ...keys], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "close");
  const lines = once(createInterface(child.stdout), "line");
  const first: readonly unknown[] = await Promise.race([lines, ended]);
  const [line] = first;
  if (typeof line !== "string") return null;
  const { port: found } = JSON.parse(line) as { port: number };
  return { port: found, stop: () => void child.kill() };
}

/** Runs a program to its end, and gives everything that it wrote, one character a byte. */
export async function outputOf(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child: ChildProcess = spawn(command, args, { cwd, env: { ...process.env, ...env } });
  let text = "";
  const take = (chunk: Buffer): void => void (text += chunk.toString("latin1"));
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  await once(child, "close");
  return text;
}
