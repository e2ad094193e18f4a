import { defineConfig } from "tsup";

export default defineConfig([
  {
    entry: { index: "src/index.ts", aos: "src/aos/index.ts", emulator: "src/emulator/index.ts" },
    format: ["esm", "cjs"],
    dts: true,
    target: "node20",
    clean: true,
    splitting: true,
    treeshake: false,
  },
  {
    entry: { "oss-emulator": "src/emulator/cli.ts" },
    format: ["esm"],
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
  },
]);
