import { aosCrc32, aosCrc64, aosCrc64Combine } from "../../../src/aos/crc64.js";
import { toBytes } from "../values.js";
import type { VectorAdapter } from "../vectors.js";

/** Vectors of aos_crc64.h. */
export const crcAdapters: Record<string, VectorAdapter> = {
  aos_crc64: (input) => ({
    return: aosCrc64(BigInt(String(input["crc"])), toBytes(input["buf"])),
  }),
  aos_crc64_combine: (input) => ({
    return: aosCrc64Combine(
      BigInt(String(input["crc1"])),
      BigInt(String(input["crc2"])),
      BigInt(String(input["len2"])),
    ),
  }),
  aos_crc32: (input) => ({ return: aosCrc32(Number(input["crc"]), toBytes(input["buf"])) }),
};
