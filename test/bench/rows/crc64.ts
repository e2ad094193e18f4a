import { type Effort, type Group, speed } from "../table.js";

/** The same mebibyte again and again, so that it is in the processor's cache as after a read. */
export function crc64({ transferMiB }: Effort): Group {
  const units = 4 * transferMiB;
  // It needs far longer, and its parts are all alike.
  const fewer = units / 16;
  return {
    title: "CRC-64 of 1 MiB",
    unit: "MiB",
    runs: {
      ours: { peer: "oss-c-sdk", job: "crc64", settings: { count: units }, units },
      c: { peer: "C SDK", job: "crc64", settings: { count: units }, units },
      js: { peer: "crc64-ecma182.js", job: "crc64", settings: { count: fewer }, units: fewer },
    },
    rows: [
      speed("against aos_crc64 of the C SDK", "ours", "c", { atLeast: 2, aim: 3.5 }),
      speed("against crc64-ecma182.js", "ours", "js", { atLeast: 8, aim: 12 }),
    ],
  };
}
