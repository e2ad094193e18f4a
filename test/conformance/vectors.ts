/** Runs vector files: each case of a function goes through its adapter and is compared with `out`. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vectorRules } from "./deviations.js";
import { difference, isObject, type Json, type JsonObject } from "./values.js";

/** One case of a vector file. */
export interface VectorCase {
  readonly in: JsonObject;
  readonly out: Json;
  readonly note?: string;
}

/** Calls our function with a case's input; answers what must equal its `out`. */
export type VectorAdapter = (input: JsonObject, testCase: VectorCase) => unknown;

/** The result of one case. */
export interface VectorResult {
  readonly id: string;
  /** The deviation that the case was judged by, if any. */
  readonly row: string | null;
  /** `null` when the case passed. */
  readonly failure: string | null;
}

/** A documented difference from C that shows in vectors. */
export interface VectorRule {
  /** Row of docs/deviations.md. */
  readonly row: string;
  /** Vector files (function names) that it touches. */
  readonly functions: readonly string[];
  /** Whether this case shows the difference. */
  applies(input: JsonObject, testCase: VectorCase): boolean;
  /** What is expected instead of the case's `out`. */
  expected(input: JsonObject, testCase: VectorCase): Json;
}

/** Runs every case of one vector file. */
export async function runVectorFile(
  directory: string,
  name: string,
  adapter: VectorAdapter | undefined,
): Promise<VectorResult[]> {
  const file = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8")) as {
    function?: string;
    cases: VectorCase[];
  };
  const names = [name, file.function ?? name];
  const results: VectorResult[] = [];
  for (const [i, testCase] of file.cases.entries()) {
    const id = `${name}[${String(i)}]`;
    if (adapter === undefined) results.push({ id, row: null, failure: `${name} is not ported` });
    else results.push(await runCase(id, names, adapter, testCase));
  }
  return results;
}

async function runCase(
  id: string,
  names: readonly string[],
  adapter: VectorAdapter,
  testCase: VectorCase,
): Promise<VectorResult> {
  const rule = vectorRules.find(
    (r) => names.some((name) => r.functions.includes(name)) && r.applies(testCase.in, testCase),
  );
  const row = rule?.row ?? null;
  const expected = rule === undefined ? testCase.out : rule.expected(testCase.in, testCase);
  try {
    const actual: unknown = await adapter(testCase.in, testCase);
    return { id, row, failure: hasNoAnswerInC(expected) ? null : difference(expected, actual) };
  } catch (error) {
    // What crashes C may throw a TypeError here, and nothing else.
    if (hasNoAnswerInC(expected) && error instanceof TypeError) return { id, row, failure: null };
    return {
      id,
      row,
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function hasNoAnswerInC(expected: Json): boolean {
  return isObject(expected) && (expected["crash"] === true || expected["undefined"] === true);
}
