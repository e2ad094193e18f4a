/** Runs every record and every vector of two directories. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adapters } from "./adapters/index.js";
import { parseRecord } from "./record.js";
import { Replayer } from "./replay.js";
import { callSdk, sdkConstant } from "./sdk.js";
import { runVectorFile, type VectorAdapter } from "./vectors.js";

/** How one record or one case of a vector file came out. */
export interface ConformanceResult {
  readonly kind: "record" | "vector";
  readonly id: string;
  /** The deviations that it was judged by. */
  readonly rows: readonly string[];
  /** Everything that differs; empty when it passed. */
  readonly failures: readonly string[];
}

/** Replays every record of a directory. */
export async function runRecords(directory: string): Promise<ConformanceResult[]> {
  const files = jsonFiles(directory);
  if (files.length === 0) return [];
  const replayer = await Replayer.start();
  const results: ConformanceResult[] = [];
  try {
    for (const file of files) {
      results.push(await runRecord(replayer, join(directory, file)));
    }
  } finally {
    await replayer.stop();
  }
  return results;
}

async function runRecord(replayer: Replayer, file: string): Promise<ConformanceResult> {
  const record = parseRecord(readFileSync(file, "utf8"));
  try {
    return { kind: "record", ...(await replayer.replay(record)) };
  } catch (error) {
    return { kind: "record", id: record.id, rows: [], failures: [`threw ${errorText(error)}`] };
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs every case of every vector file of a directory. */
export async function runVectors(directory: string): Promise<ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const file of jsonFiles(directory)) {
    const name = file.slice(0, -".json".length);
    callSdk("aos_log_set_level", sdkConstant("AOS_LOG_OFF"));
    const cases = await runVectorFile(directory, name, vectorAdapter(directory, name));
    for (const { id, row, failure } of cases) {
      const rows = row === null ? [] : [row];
      results.push({ kind: "vector", id, rows, failures: failure === null ? [] : [failure] });
    }
  }
  return results;
}

/** A file is known by its name, or by the function that it says it is of. */
function vectorAdapter(directory: string, name: string): VectorAdapter | undefined {
  const file = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8")) as {
    function?: string;
  };
  return adapters[name] ?? adapters[file.function ?? ""];
}

function jsonFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .sort();
}
