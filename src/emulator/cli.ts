#!/usr/bin/env node
/**
 * The command `oss-emulator`.
 *
 * @packageDocumentation
 */

import { optionsOf, USAGE } from "./cli_options.js";
import { startOssEmulator } from "./index.js";

async function main(args: string[]): Promise<void> {
  const options = optionsOf(args);
  if (options === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const emulator = await startOssEmulator(options);
  const { endpoint, host, port } = emulator;
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`${JSON.stringify({ endpoint, host, port })}\n`);
  function stop(): void {
    emulator.close().catch(fail);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`oss-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}

main(process.argv.slice(2)).catch(fail);
