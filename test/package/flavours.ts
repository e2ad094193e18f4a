/** The kinds of projects that users have, each with `program.ts` written as it is written there. */

import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, transformSync } from "esbuild";

const runFile = promisify(execFile);
const source = new URL("program.ts", import.meta.url).pathname;
const modules = new URL("../../node_modules/", import.meta.url).pathname;

/** What the program says when all went well. */
export const WELL = `\
put a buffer: 200
put a file: 200 with a CRC-64: true
broke off: true with a checkpoint: true
went on: 200 from the checkpoint: true which is left: false
buffer: 200 unchanged: true
file: 200 unchanged: true
parts: 200 unchanged: true
put long files: 200,200 with threads: 1
long: 200 unchanged: true
longer: 200 unchanged: true
absent: 404 as an error: true
one class: true
`;

/** A class has one type, whichever entry it is from and whatever the kind of the module that asks. */
const ONE_TYPE = `
import type { AosString as Imported } from "oss-c-sdk" with { "resolution-mode": "import" };
import type { AosString as Required } from "oss-c-sdk/aos" with { "resolution-mode": "require" };
export const same = (string: Imported): Required => string;
`;

/** A kind of project. */
export interface Flavour {
  readonly name: string;
  /** What its package.json says of `.js` files. */
  readonly type: "commonjs" | "module";
  /**
   * Writes and builds the program in a project.
   *
   * @param elsewhere - a directory that sees no packages
   * @returns the file to run
   */
  readonly make: (project: string, elsewhere: string) => Promise<string>;
}

export const FLAVOURS: readonly Flavour[] = [
  {
    name: "CommonJS",
    type: "commonjs",
    make: async (project: string): Promise<string> =>
      written(join(project, "main.js"), withRequire(asJavaScript())),
  },
  {
    name: "ES modules",
    type: "module",
    make: async (project: string): Promise<string> =>
      written(join(project, "main.js"), asJavaScript()),
  },
  {
    name: "TypeScript, node16, CommonJS",
    type: "commonjs",
    make: async (project: string): Promise<string> => compiled(project, NODE16),
  },
  {
    name: "TypeScript, node16, ES modules",
    type: "module",
    make: async (project: string): Promise<string> => compiled(project, NODE16),
  },
  {
    name: "TypeScript, bundler, by esbuild",
    type: "module",
    make: async (project: string, elsewhere: string): Promise<string> => {
      await compiled(project, BUNDLER);
      return bundled(join(project, "main.ts"), elsewhere);
    },
  },
  {
    name: "CommonJS, by esbuild",
    type: "commonjs",
    make: async (project: string, elsewhere: string): Promise<string> =>
      bundled(written(join(project, "main.js"), withRequire(asJavaScript())), elsewhere),
  },
];

const NODE16 = { module: "node16", moduleResolution: "node16" } as const;
const BUNDLER = { module: "esnext", moduleResolution: "bundler" } as const;

/** The program without its types. */
function asJavaScript(): string {
  return transformSync(readFileSync(source, "utf8"), { loader: "ts", target: "node20" }).code;
}

/** As one writes it by hand where there is no `import`. */
function withRequire(text: string): string {
  return text.replace(/^import (?:\* as )?(.+) from (".+");$/gm, "const $1 = require($2);");
}

function written(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}

/** Compiles the program as strictly as can be; the project has Node's types besides the package. */
async function compiled(
  project: string,
  resolution: Readonly<Record<"module" | "moduleResolution", string>>,
): Promise<string> {
  const compilerOptions = {
    ...resolution,
    target: "es2022",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    typeRoots: [join(modules, "@types")],
    types: ["node"],
    outDir: "out",
  };
  copyFileSync(source, join(project, "main.ts"));
  written(join(project, "types.ts"), ONE_TYPE);
  const config = written(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["main.ts", "types.ts"] }),
  );
  await runFile(process.execPath, [join(modules, "typescript/bin/tsc"), "-p", config]);
  return join(project, "out", "main.js");
}

/** Bundles a program where no package can be found, so that it has all that it needs. */
async function bundled(entry: string, elsewhere: string): Promise<string> {
  const outfile = join(elsewhere, "bundle.cjs");
  mkdirSync(elsewhere, { recursive: true });
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", target: "node20" });
  return outfile;
}
