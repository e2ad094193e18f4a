/**
 * The differences from C that docs/deviations.md lists, as rules: which calls they touch and what is
 * expected instead. A rule is general; it names no record and no case.
 */

import { callerRules } from "./deviations/caller.js";
import { wireRules } from "./deviations/wire.js";
import type { RecordRule } from "./record.js";
import type { VectorRule } from "./vectors.js";

/** Rules for vectors, the first that applies wins. */
export const vectorRules: readonly VectorRule[] = [];

/** Rules for records: every one that applies changes what is expected, in this order. */
export const recordRules: readonly RecordRule[] = [...wireRules, ...callerRules];
