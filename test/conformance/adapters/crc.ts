import { aosCrc32, aosCrc64, aosCrc64Combine } from "../../../src/aos/crc64.js";
import { toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";

/** Vectors of aos_crc64.h. */
export const crcAdapters: Record<string, VectorAdapter> = {
  aos_crc64: (input) => ({
    return: aosCrc64(BigInt(toText(input["crc"])), toBytes(input["buf"])),
  }),
  // A hook of C's tests, not ported: with little 0 it takes each word's bytes in the other order.
  aos_crc64_test: (input) => {
    const bytes = toBytes(input["buf"]);
    if (input["little"] === 0) bytes.subarray(0, bytes.length & ~7).swap64();
    return { return: aosCrc64(BigInt(toText(input["crc"])), bytes) };
  },
  aos_crc64_combine: (input) => ({
    return: aosCrc64Combine(
      BigInt(toText(input["crc1"])),
      BigInt(toText(input["crc2"])),
      BigInt(toText(input["len2"])),
    ),
  }),
  aos_crc32: (input) => ({ return: aosCrc32(Number(input["crc"]), toBytes(input["buf"])) }),
};
