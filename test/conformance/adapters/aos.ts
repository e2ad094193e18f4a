/** Vectors of the portable runtime, but for CRC, XML and transport. */

import type { VectorAdapter } from "../vectors.js";
import { aosContainerAdapters } from "./aos_containers.js";
import { aosStatusAdapters } from "./aos_status.js";
import { aosStringAdapters } from "./aos_string.js";
import { aosUtilAdapters } from "./aos_util.js";

/** Vectors of the portable runtime. */
export const aosAdapters: Record<string, VectorAdapter> = {
  ...aosStringAdapters,
  ...aosUtilAdapters,
  ...aosContainerAdapters,
  ...aosStatusAdapters,
};
