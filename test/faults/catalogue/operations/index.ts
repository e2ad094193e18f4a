/** How each function of `oss_api.h` is called, by its name. */

import type { Operation } from "../call.js";
import { bucketOperations } from "./bucket.js";
import { liveOperations, selectOperations } from "./live.js";
import { objectOperations } from "./object.js";
import { uploadOperations } from "./upload.js";

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [bucketOperations, objectOperations, uploadOperations, liveOperations, selectOperations].flatMap(
    (table) => Object.entries(table),
  ),
);
