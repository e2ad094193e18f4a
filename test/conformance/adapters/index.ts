/** Every vector adapter, by the name of its vector file. */

import type { VectorAdapter } from "../vectors.js";
import { crcAdapters } from "./crc.js";

/** Key: name of the vector file without `.json`. */
export const adapters: Record<string, VectorAdapter> = {
  ...crcAdapters,
};
