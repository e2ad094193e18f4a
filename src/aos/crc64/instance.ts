/**
 * The WebAssembly kernel on memory that is there, in any thread.
 *
 * @packageDocumentation
 */

/** What a kernel offers; see assembly/kernel.ts. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** Where its input may begin. */
  readonly input: number;
  /** Where an {@link Order} has its place. */
  readonly order: number;
  /** Fills the tables in its memory; of several kernels on one memory, one has to. */
  readonly init: () => void;
  /** CRC-64 of `length` bytes at `at`, going on from `crc`, as a signed number. */
  readonly crc64: (crc: bigint, at: number, length: number) => bigint;
}

type Exports = WebAssembly.Exports & {
  readonly INPUT: WebAssembly.Global;
  readonly ORDER: WebAssembly.Global;
  readonly init: Kernel["init"];
  readonly crc64: Kernel["crc64"];
};

function isKernel(exports: WebAssembly.Exports): exports is Exports {
  return typeof exports["crc64"] === "function" && typeof exports["init"] === "function";
}

/** A kernel on that memory; `null` if the module is something else. */
export function kernelOn(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel | null {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isKernel(exports)) return null;
  const { INPUT, ORDER, init, crc64 } = exports;
  return { memory, input: Number(INPUT.value), order: Number(ORDER.value), init, crc64 };
}
