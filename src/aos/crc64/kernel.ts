/**
 * CRC-64 by the WebAssembly kernel; see assembly/kernel.ts.
 *
 * A kernel only reads its own memory. So bytes are copied into it, unless they lie in memory that was
 * taken from a kernel in the first place.
 *
 * @packageDocumentation
 */

import { KERNEL_BASE64 } from "./kernel.generated.js";

/** What goes on from a CRC with further bytes. */
export type Crc64Update = (crc: bigint, bytes: Uint8Array) => bigint;

type Exports = WebAssembly.Exports & {
  readonly memory: WebAssembly.Memory;
  readonly INPUT: WebAssembly.Global;
  readonly init: () => void;
  readonly crc64: (crc: bigint, at: number, length: number) => bigint;
};

function isKernel(exports: WebAssembly.Exports): exports is Exports {
  return typeof exports["crc64"] === "function" && exports["memory"] instanceof WebAssembly.Memory;
}

/** A kernel with the part of its memory that is free for its input. */
interface Kernel {
  readonly input: Buffer;
  readonly crc64: Exports["crc64"];
}

/** How much is copied at once, in bytes: as much as a processor's second cache holds. */
const COPIED = 262_144;
/** What WebAssembly counts memory in, in bytes. */
const PAGE = 65_536;

/** The kernels whose memory was taken, by that memory. */
const takenMemory = new WeakMap<ArrayBufferLike, Kernel>();

/** Makes a kernel's function; `null` where there is no WebAssembly or no SIMD. */
export function makeKernel(): Crc64Update | null {
  const copying = instantiate(COPIED);
  if (copying === null) return null;
  return (crc, bytes) => {
    const owner = takenMemory.get(bytes.buffer);
    const value =
      owner?.crc64(crc, bytes.byteOffset, bytes.length) ?? byCopies(copying, crc, bytes);
    return BigInt.asUintN(64, value);
  };
}

function byCopies({ input, crc64 }: Kernel, crc: bigint, bytes: Uint8Array): bigint {
  let value = crc;
  for (let at = 0; at < bytes.length; at += COPIED) {
    const chunk = bytes.subarray(at, at + COPIED);
    input.set(chunk);
    value = crc64(value, input.byteOffset, chunk.length);
  }
  return value;
}

/** Each kernel takes gigabytes of addresses; where they are short, V8 takes half a second to say so. */
let hasRoom = true;

/**
 * Memory for bytes whose CRC-64 is asked for: it is computed where they lie. Where there is no kernel, or
 * no room for one, it is memory as any other.
 */
export function crc64Memory(size: number): Buffer {
  const kernel = hasRoom ? instantiate(size) : null;
  hasRoom = kernel !== null;
  if (kernel === null) return Buffer.allocUnsafeSlow(size);
  takenMemory.set(kernel.input.buffer, kernel);
  return kernel.input;
}

let module: WebAssembly.Module | null = null;

function instantiate(size: number): Kernel | null {
  try {
    module ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, "base64"));
    const { exports } = new WebAssembly.Instance(module);
    if (!isKernel(exports)) return null;
    const { memory, crc64 } = exports;
    const begin = Number(exports.INPUT.value);
    memory.grow(Math.ceil((begin + size - memory.buffer.byteLength) / PAGE));
    exports.init();
    return { input: Buffer.from(memory.buffer, begin, size), crc64 };
  } catch {
    // No WebAssembly (`--jitless`), no SIMD on this processor, or no room: the tables do the same, slower.
    return null;
  }
}
