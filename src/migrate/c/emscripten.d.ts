/** What web-tree-sitter's types name of @types/emscripten, as far as `grammar.ts` uses it. */
interface EmscriptenModule {
  /** The WebAssembly module itself, in the place of a file that is looked for. */
  wasmBinary: Uint8Array;
}
