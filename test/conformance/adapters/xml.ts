import type { VectorAdapter } from "../vectors.js";
import { xmlCheckpointAdapters } from "./xml_checkpoint.js";
import { xmlReadAdapters } from "./xml_read.js";
import { xmlWriteAdapters } from "./xml_write.js";

/** Vectors of oss_xml.h, and of what it stands on. */
export const xmlAdapters: Record<string, VectorAdapter> = {
  ...xmlReadAdapters,
  ...xmlWriteAdapters,
  ...xmlCheckpointAdapters,
};
