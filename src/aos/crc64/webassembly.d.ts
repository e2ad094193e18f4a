/** The part of WebAssembly that kernel.ts uses: the types of Node 20 leave it to the DOM's. */
declare namespace WebAssembly {
  type Exports = Readonly<Record<string, unknown>>;
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  interface Instance {
    readonly exports: Exports;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    readonly grow: (pages: number) => number;
  }
  interface Global {
    readonly value: unknown;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module) => Instance;
  const Memory: new (descriptor: { initial: number }) => Memory;
}
