/** The clock of the oracle. */

import type { JsonObject } from "../values.js";

/** Runs `call` at the time that a case names: `clock` in seconds or `clock_us` in microseconds. */
export function withClock<T>(input: JsonObject, call: () => T): T {
  const now = Date.now;
  const time = Number(input["clock_us"] ?? Number(input["clock"]) * 1_000_000) / 1000;
  Date.now = () => time;
  try {
    return call();
  } finally {
    Date.now = now;
  }
}
