/** The part of WebAssembly that is used here: the types of Node 20 leave it to the DOM's. */
declare namespace WebAssembly {
  type Exports = Readonly<Record<string, unknown>>;
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  interface Instance {
    readonly exports: Exports;
  }
  interface Memory {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
  }
  interface Global {
    readonly value: unknown;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (
    module: Module,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => Instance;
  const Memory: new (descriptor: { initial: number; maximum?: number; shared?: boolean }) => Memory;
}
