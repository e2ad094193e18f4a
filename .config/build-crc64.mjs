/**
 * Makes constants of what src/aos/crc64 can't import: the kernel in AssemblyScript (assembly/kernel.ts), and
 * what the thread runs (worker.ts). With `--check`, only says whether they are current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const folder = "src/aos/crc64/";

/** Shared memory has to have a limit, in pages of 64 KiB. */
const SHARED = ["--sharedMemory", "--maximumMemory", "1024", "--enable", "threads"];

async function compileKernel(...options) {
  let binary = null;
  const { error, stderr } = await asc.main(
    [`${folder}assembly/kernel.ts`, "--outFile", "kernel.wasm"].concat(
      ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"],
      ["--zeroFilledMemory", "--baseDir", fileURLToPath(root), ...options],
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

async function bundleWorker() {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [`${folder}worker.ts`],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  return outputFiles[0].text.trim();
}

function asModule(source, constants) {
  const lines = constants.map(
    ([comment, name, value]) =>
      `/** ${comment} */\nexport const ${name}: string =\n  ${JSON.stringify(value)};\n`,
  );
  return [`// Generated from ${source} by \`npm run build:crc64\`; don't edit.\n`, ...lines].join(
    "\n",
  );
}

const [kernel, sharedKernel] = [await compileKernel(), await compileKernel(...SHARED)];
const modules = {
  "kernel.generated.ts": asModule("assembly/kernel.ts", [
    [
      `The WebAssembly module of the CRC-64 kernel, ${kernel.length} bytes in base64.`,
      ...["KERNEL_BASE64", kernel.toString("base64")],
    ],
    [
      `The same for memory that threads share, ${sharedKernel.length} bytes in base64.`,
      ...["SHARED_KERNEL_BASE64", sharedKernel.toString("base64")],
    ],
  ]),
  "worker.generated.ts": asModule("worker.ts", [
    ["What the thread of the CRC-64 runs.", "WORKER_CODE", await bundleWorker()],
  ]),
};

for (const [name, text] of Object.entries(modules)) {
  const target = new URL(folder + name, root);
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    process.stderr.write(`${name} is stale: run \`npm run build:crc64\`\n`);
    process.exitCode = 1;
  }
}
