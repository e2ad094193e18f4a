/**
 * CRC-64 by the WebAssembly kernel; see assembly/kernel.ts.
 *
 * A kernel only reads its own memory. So bytes are copied into it, unless they lie in memory that was
 * taken from a kernel in the first place.
 *
 * @packageDocumentation
 */

import { type Kernel, kernelOn } from "./instance.js";
import { KERNEL_BASE64, SHARED_KERNEL_BASE64 } from "./kernel.generated.js";

/** What goes on from a CRC with further bytes. */
export type Crc64Update = (crc: bigint, bytes: Uint8Array) => bigint;

/** How much is copied at once, in bytes: as much as a processor's second cache holds. */
const COPIED = 262_144;
/** What WebAssembly counts memory in, in bytes. */
const PAGE = 65_536;
/** How many pages a kernel has for itself. */
const OWN_PAGES = 2;

/** The kernels whose memory was taken, by its buffer. */
const taken = new WeakMap<ArrayBufferLike, Kernel>();

/** Makes a kernel's function; `null` where there is no WebAssembly or no SIMD. */
export function makeKernel(): Crc64Update | null {
  const copying = instantiate(COPIED, false);
  if (copying === null) return null;
  const input = inputOf(copying, COPIED);
  return (crc, bytes) => {
    const owner = taken.get(bytes.buffer);
    const value =
      owner?.crc64(crc, bytes.byteOffset, bytes.length) ?? byCopies(copying, input, crc, bytes);
    return BigInt.asUintN(64, value);
  };
}

function byCopies({ crc64 }: Kernel, input: Buffer, crc: bigint, bytes: Uint8Array): bigint {
  let value = crc;
  for (let at = 0; at < bytes.length; at += COPIED) {
    const chunk = bytes.subarray(at, at + COPIED);
    input.set(chunk);
    value = crc64(value, input.byteOffset, chunk.length);
  }
  return value;
}

function inputOf({ memory, input }: Kernel, size: number): Buffer {
  return Buffer.from(memory.buffer, input, size);
}

/** Each kernel takes gigabytes of addresses; where they are short, V8 takes half a second to say so. */
let hasRoom = true;

/**
 * Memory for bytes whose CRC-64 is asked for: it is computed where they lie. Where there is no kernel, or
 * no room for one, it is memory as any other.
 *
 * @param isShared - whether other threads may compute too, for which V8 takes more memory at the peak
 */
export function crc64Memory(size: number, isShared: boolean): Buffer {
  const kernel = hasRoom ? instantiate(size, isShared) : null;
  hasRoom = kernel !== null;
  if (kernel === null) return Buffer.allocUnsafeSlow(size);
  taken.set(kernel.memory.buffer, kernel);
  return inputOf(kernel, size);
}

/** The kernel whose memory the bytes lie in, if other threads may have it too; else `null`. */
export function sharedKernel(bytes: Uint8Array): Kernel | null {
  return bytes.buffer instanceof SharedArrayBuffer ? (taken.get(bytes.buffer) ?? null) : null;
}

/** Makes the memory of the bytes one as any other: a thread that does not end may use its kernel. */
export function disown(bytes: Uint8Array): void {
  taken.delete(bytes.buffer);
}

const modules = new Map<string, WebAssembly.Module>();

/** The module of a text, which is compiled once. */
function compiled(base64: string): WebAssembly.Module {
  const module = modules.get(base64) ?? new WebAssembly.Module(Buffer.from(base64, "base64"));
  modules.set(base64, module);
  return module;
}

/** The module of kernels whose memory threads share. */
export function sharedModule(): WebAssembly.Module {
  return compiled(SHARED_KERNEL_BASE64);
}

function instantiate(size: number, isShared: boolean): Kernel | null {
  try {
    const module = compiled(isShared ? SHARED_KERNEL_BASE64 : KERNEL_BASE64);
    const kernel = kernelOn(module, newMemory(size, isShared));
    kernel?.init();
    return kernel;
  } catch {
    // No WebAssembly (`--jitless`), no SIMD on this processor, or no room: the tables do the same, slower.
    return null;
  }
}

function newMemory(size: number, isShared: boolean): WebAssembly.Memory {
  const initial = OWN_PAGES + Math.ceil(size / PAGE);
  // Shared memory has to have a limit.
  return new WebAssembly.Memory(
    isShared ? { initial, maximum: initial, shared: true } : { initial },
  );
}
