/**
 * The differences from C that docs/deviations.md lists, as rules: which calls they touch and what is
 * expected instead. A rule is general; it names no record and no case.
 */

import type { VectorRule } from "./vectors.js";

/** Rules for vectors, the first that applies wins. */
export const vectorRules: readonly VectorRule[] = [];
