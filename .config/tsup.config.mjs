import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig } from "tsup";

const require = createRequire(import.meta.url);
const library = {
  entry: { index: "src/index.ts", aos: "src/aos/index.ts", emulator: "src/emulator/index.ts" },
};

const code = {
  target: "node20",
  splitting: true,
  // Then rollup writes the CommonJS, and leaves `??` and `?.` as they are.
  treeshake: true,
  removeNodeProtocol: false,
};

/**
 * What `require` and `import` find: both load the code of dist/cjs, so that a process has one copy of
 * each class and of the library's state, and one declaration of each type.
 *
 * Node reads a CommonJS file that is imported through, in search of its names, which takes longer
 * than to run it; so what is imported has two lines, and the names are here.
 */
function writeDoors() {
  for (const entry of Object.keys(library.entry)) {
    const names = Object.keys(require(`../dist/cjs/${entry}.cjs`)).join(",\n  ");
    const whole = `const whole = require("./cjs/${entry}.cjs");\nmodule.exports = whole;\n`;
    const named = `import whole from "./${entry}.cjs";\nexport const {\n  ${names},\n} = whole;\n`;
    writeFileSync(`dist/${entry}.cjs`, `"use strict";\n${whole}`);
    writeFileSync(`dist/${entry}.js`, named);
    writeFileSync(`dist/${entry}.d.ts`, `export * from "./${entry}.cjs";\n`);
  }
}

/** What oss-c2ts is bundled with, so that the package depends on two others only. */
const BUNDLED = ["web-tree-sitter", "tree-sitter-c", "prettier"];

/** Lays the WebAssembly of the bundled packages beside the command, and the licences of all. */
function carryBundled() {
  for (const name of ["web-tree-sitter", "tree-sitter-c"]) {
    cpSync(require.resolve(`${name}/${name}.wasm`), `dist/${name}.wasm`);
  }
  const licences = BUNDLED.map((name) => {
    const licence = readFileSync(`node_modules/${name}/LICENSE`, "utf8");
    return `oss-c2ts.js holds ${name}, under this licence:\n\n${licence}`;
  });
  const within = readFileSync("node_modules/prettier/THIRD-PARTY-NOTICES.md", "utf8");
  writeFileSync("dist/oss-c2ts.LICENSES.txt", [...licences, within].join("\n"));
}

export default defineConfig([
  {
    ...code,
    entry: { ...library.entry, "oss-emulator": "src/emulator/cli.ts" },
    format: ["cjs"],
    outDir: "dist/cjs",
    onSuccess: writeDoors,
  },
  {
    // For bundlers, which leave out what a program does not use.
    ...code,
    entry: { index: "src/index.ts", aos: "src/aos/index.ts" },
    format: ["esm"],
    outDir: "dist/esm",
  },
  { ...library, format: ["cjs"], dts: { only: true } },
  {
    entry: { "oss-c2ts": "src/migrate/main.ts" },
    minify: true,
    format: ["esm"],
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    onSuccess: carryBundled,
  },
]);
