/** Makes a call, and tells what its caller sees. */

import { type AosPool, AosStatus } from "../../../src/index.js";
import { Call, type Setting } from "./call.js";
import { OPERATIONS } from "./operations/index.js";

/** What a caller sees; plain data, so that another process can tell it. */
export interface Seen {
  /** The status's code; of a function that returns a text, whether it did. */
  readonly code: number | "null" | "text";
  /** The status's error code. */
  readonly errorCode: string;
  /** The status's message. */
  readonly errorMsg: string;
  /** What became of `respHeaders`. */
  readonly headers: "untouched" | "empty" | "filled";
  /** What became of the other out-parameters. */
  readonly out: "none" | "untouched" | "filled";
  /** SHA-256 of the bytes that came to memory, "" when none did. */
  readonly content: string;
  /** How long the call took, in milliseconds. */
  readonly took: number;
  /** What is wrong in any case, such as progress that falls. */
  readonly wrong: readonly string[];
}

/** Calls the operation of a setting. */
export async function perform(setting: Setting, pool: AosPool): Promise<Seen> {
  const operation = OPERATIONS.get(setting.operation);
  if (operation === undefined) throw new Error(`there is no operation ${setting.operation}`);
  const call = new Call(setting, pool);
  const began = performance.now();
  const returned = await operation(call);
  const took = performance.now() - began;
  const s = returned instanceof AosStatus ? returned : null;
  const table = call.headers.value;
  return {
    code: s?.code ?? (returned === null ? "null" : "text"),
    errorCode: s?.errorCode ?? "",
    errorMsg: s?.errorMsg ?? "",
    headers: table === null ? "untouched" : [...table].length === 0 ? "empty" : "filled",
    out: call.outs,
    content: call.content,
    took,
    wrong: wrongWith(call, s),
  };
}

function wrongWith({ told }: Call, s: AosStatus | null): string[] {
  const wrong: string[] = [];
  const isFalling = told.some((consumed, i) => consumed < (told[i - 1] ?? 0));
  if (isFalling) wrong.push(`progress falls: ${told.join(", ")}`);
  if (s !== null && s.code < 0 && s.errorCode === "") wrong.push("a failure has no error code");
  return wrong;
}
