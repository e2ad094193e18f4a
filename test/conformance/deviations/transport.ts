/** Rules for the vectors of the transport. */

import { AOSE_CONNECTION_FAILED } from "../../../src/aos/define.js";
import type { VectorRule } from "../vectors.js";

/** libcurl's code for a body that is shorter than its Content-Length. */
const CURLE_PARTIAL_FILE = 18;

/** A body that was cut short is no success. */
const s1: VectorRule = {
  row: "S1",
  functions: ["aos_curl_code_to_status"],
  applies: ({ code }) => code === CURLE_PARTIAL_FILE,
  expected: () => ({ return: AOSE_CONNECTION_FAILED }),
};

/** Rules for vectors. */
export const transportRules: readonly VectorRule[] = [s1];
