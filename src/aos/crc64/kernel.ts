/**
 * CRC-64 by the WebAssembly kernel; see assembly/kernel.ts.
 *
 * @packageDocumentation
 */

import { KERNEL_BASE64 } from "./kernel.generated.js";

/** What goes on from a CRC with further bytes. */
export type Crc64Update = (crc: bigint, bytes: Uint8Array) => bigint;

type Kernel = WebAssembly.Exports & {
  readonly memory: WebAssembly.Memory;
  readonly INPUT_OFFSET: WebAssembly.Global;
  readonly CAPACITY: WebAssembly.Global;
  readonly init: () => void;
  readonly crc64: (crc: bigint, length: number) => bigint;
};

function isKernel(exports: WebAssembly.Exports): exports is Kernel {
  return typeof exports["crc64"] === "function" && exports["memory"] instanceof WebAssembly.Memory;
}

/** Makes the kernel; `null` where there is no WebAssembly or no SIMD. */
export function makeKernel(): Crc64Update | null {
  const kernel = instantiate();
  if (kernel === null) return null;
  kernel.init();
  const capacity = Number(kernel.CAPACITY.value);
  const input = new Uint8Array(kernel.memory.buffer, Number(kernel.INPUT_OFFSET.value), capacity);
  return (crc, bytes) => {
    let value = crc;
    for (let at = 0; at < bytes.length; at += capacity) {
      const chunk = bytes.subarray(at, at + capacity);
      input.set(chunk);
      value = kernel.crc64(value, chunk.length);
    }
    return BigInt.asUintN(64, value);
  };
}

function instantiate(): Kernel | null {
  try {
    const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, "base64"));
    const { exports } = new WebAssembly.Instance(module);
    return isKernel(exports) ? exports : null;
  } catch {
    // No WebAssembly (`--jitless`), or no SIMD on this processor: the tables do the same, slower.
    return null;
  }
}
