/** The side of `crc64-ecma182.js`, the CRC-64 of npm that comes with its own WebAssembly-free C code. */
import { crc64 } from "crc64-ecma182.js";
import { mebibyte, runJob } from "./child.mjs";

await runJob({
  crc64({ count }) {
    return () => {
      let crc = "0";
      for (let i = 0; i < count; i++) crc = crc64(mebibyte, crc);
    };
  },
});
