/**
 * The differences from C that docs/deviations.md lists, as rules: which calls they touch and what is
 * expected instead. A rule is general; it names no record and no case.
 */

import { answerRules } from "./deviations/answers.js";
import { aosRules } from "./deviations/aos.js";
import { authRules } from "./deviations/auth.js";
import { callerRules } from "./deviations/caller.js";
import { checkpointRules } from "./deviations/checkpoint.js";
import { downloadRules } from "./deviations/download.js";
import { requestRules } from "./deviations/request.js";
import { resumableRules } from "./deviations/resumable.js";
import { selectRules } from "./deviations/select.js";
import { successRules } from "./deviations/success.js";
import { transferRules } from "./deviations/transfer.js";
import { transportRules } from "./deviations/transport.js";
import { uploadRules } from "./deviations/upload.js";
import { urlRules } from "./deviations/url.js";
import { utilRules } from "./deviations/util.js";
import { wireRules } from "./deviations/wire.js";
import { xmlRules } from "./deviations/xml.js";
import type { RecordRule } from "./record.js";
import type { VectorRule } from "./vectors.js";

/** Rules for vectors, the first that applies wins. */
export const vectorRules: readonly VectorRule[] = [
  ...aosRules,
  ...authRules,
  ...utilRules,
  ...requestRules,
  ...resumableRules,
  ...xmlRules,
  ...transportRules,
];

/** Rules for records: every one that applies changes what is expected, in this order. */
export const recordRules: readonly RecordRule[] = [
  ...wireRules,
  ...urlRules,
  ...successRules,
  ...selectRules,
  ...answerRules,
  ...transferRules,
  ...uploadRules,
  ...downloadRules,
  ...checkpointRules,
  ...callerRules,
];
