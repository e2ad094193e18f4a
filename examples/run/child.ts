/** Runs an example as a process of its own, in the directory that was laid out for it. */

import { type ChildProcess, spawn } from "node:child_process";
import type { Example } from "./catalogue.js";

/** Where an example runs. */
export interface Place {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Starts an example, as `npx tsx FILE` does in that directory. It uses the package as it was built,
 * unless TSX_TSCONFIG_PATH leads to the sources.
 *
 * @param args - what stands behind the file's name in the command
 * @param output - whether it prints to the caller's terminal, or to pipes
 */
export function startExample(
  example: Example,
  { directory, env }: Place,
  args: readonly string[],
  output: "inherit" | "pipe",
): ChildProcess {
  // The loader is not to be found from that directory.
  return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), example.file, ...args], {
    cwd: directory,
    env,
    stdio: ["ignore", output, output],
  });
}
