/** Rules for the vectors of the functions that make requests. */

import { isObject } from "../values.js";
import type { VectorRule } from "../vectors.js";

/** W5: an empty STS token is none, so that no header is set. */
const emptyToken: VectorRule = {
  row: "W5",
  functions: ["oss_init_request"],
  applies: ({ config }) => isObject(config) && config["sts_token"] === "",
  expected: ({ headers }, { out }) => (isObject(out) ? { ...out, headers: headers ?? [] } : out),
};

/** O2: the caller's list keeps its buffers. */
const keptBuffers: VectorRule = {
  row: "O2",
  functions: ["oss_write_request_body_from_buffer"],
  applies: ({ buffer }) => Array.isArray(buffer) && buffer.length > 0,
  expected: (_, { out }) => (isObject(out) ? { ...out, buffer_now_empty: 0 } : out),
};

/** The rules, in the order in which they are looked at. */
export const requestRules: readonly VectorRule[] = [emptyToken, keptBuffers];
