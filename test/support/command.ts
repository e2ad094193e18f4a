/** How the commands of `package.json` that tests bring along read what stands behind them. */

import { type ParseArgsConfig, parseArgs } from "node:util";

/** What a command takes. */
export interface CommandLine extends ParseArgsConfig {
  /** What it prints when it is asked for help, or when it is called wrongly. */
  readonly usage: string;
  /** The options that must be numbers, from 0 on. */
  readonly numbers?: readonly string[];
}

/**
 * The options and positionals of this process. With `--help` it prints its usage, and ends; when
 * something is wrong it says so before that, and ends with the exit code 2.
 */
export function commandLine<const T extends CommandLine>(
  command: T,
): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).includes("--help")) {
    process.stdout.write(command.usage);
    process.exit(0);
  }
  try {
    const parsed = parseArgs(command);
    for (const name of command.numbers ?? []) checkNumber(name, Reflect.get(parsed.values, name));
    return parsed;
  } catch (error) {
    return wrongUsage(command.usage, error instanceof Error ? error.message : String(error));
  }
}

/** Ends a process that was called wrongly. */
export function wrongUsage(usage: string, what: string): never {
  process.stderr.write(`${what}\n\n${usage}`);
  process.exit(2);
}

function checkNumber(name: string, text: unknown): void {
  if (text === undefined || (typeof text === "string" && /^\d+(\.\d+)?$/.test(text))) return;
  throw new TypeError(`--${name} must be a number.`);
}
