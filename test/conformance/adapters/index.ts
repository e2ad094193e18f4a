/** Every vector adapter, by the name of its vector file. */

import type { VectorAdapter } from "../vectors.js";
import { aosAdapters } from "./aos.js";
import { authAdapters } from "./auth.js";
import { crcAdapters } from "./crc.js";
import { createAdapters } from "./create.js";
import { httpAdapters } from "./http.js";
import { requestAdapters } from "./request.js";
import { resumableAdapters } from "./resumable.js";
import { utilAdapters } from "./util.js";
import { xmlAdapters } from "./xml.js";

/** Key: name of the vector file without `.json`. */
export const adapters: Record<string, VectorAdapter> = {
  ...aosAdapters,
  ...authAdapters,
  ...crcAdapters,
  ...createAdapters,
  ...httpAdapters,
  ...requestAdapters,
  ...resumableAdapters,
  ...utilAdapters,
  ...xmlAdapters,
};
