/** The one door to tree-sitter: reads C into a syntax tree. */

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

export type { Node, Parser, Tree } from "web-tree-sitter";

const require = createRequire(import.meta.url);

/** Where npm put the WebAssembly of both packages. */
const INSTALLED = {
  "web-tree-sitter.wasm": () => require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
  "tree-sitter-c.wasm": () => require.resolve("tree-sitter-c/tree-sitter-c.wasm"),
};

/** A WebAssembly module: the build lays them beside the bundle, for the source they are where npm put them. */
function wasm(name: keyof typeof INSTALLED): Buffer {
  const built = new URL(name, import.meta.url);
  return readFileSync(existsSync(built) ? built : INSTALLED[name]());
}

/** A parser of C. Its trees and nodes are WebAssembly's memory, which lives as long as the process. */
export async function makeParser(): Promise<Parser> {
  await Parser.init({ wasmBinary: wasm("web-tree-sitter.wasm") });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm("tree-sitter-c.wasm")));
  return parser;
}
