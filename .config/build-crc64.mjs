/**
 * Compiles src/aos/crc64/assembly/kernel.ts and writes the module as a constant into
 * src/aos/crc64/kernel.generated.ts. With `--check`, only says whether the constant is current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = new URL("..", import.meta.url);
const target = new URL("src/aos/crc64/kernel.generated.ts", root);

async function compile() {
  let binary = null;
  const { error, stderr } = await asc.main(
    ["src/aos/crc64/assembly/kernel.ts", "--outFile", "kernel.wasm"].concat(
      ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
      ["--baseDir", fileURLToPath(root)],
    ),
    {
      writeFile(name, contents) {
        if (name === "kernel.wasm") binary = contents;
      },
    },
  );
  if (error !== null || binary === null) throw new Error(stderr.toString());
  return Buffer.from(binary);
}

function asModule(binary) {
  return `// Generated from assembly/kernel.ts by \`npm run build:crc64\`; don't edit.

/** The WebAssembly module of the CRC-64 kernel, ${binary.length} bytes in base64. */
export const KERNEL_BASE64: string =
  "${binary.toString("base64")}";
`;
}

const text = asModule(await compile());
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write("kernel.generated.ts is stale: run `npm run build:crc64`\n");
  process.exitCode = 1;
}
