/** The package as it would be published, and projects in which it is installed. */

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const runFile = promisify(execFile);
const root = new URL("../../", import.meta.url).pathname;

/** The tarball that `npm pack` makes of the built package. */
export interface Packed {
  readonly tarball: string;
  /** In bytes. */
  readonly size: number;
  /** What its files have together, in bytes. */
  readonly unpackedSize: number;
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>> & { readonly "": LockedPackage };
}

interface LockedPackage {
  readonly version: string;
  readonly dev?: boolean;
  readonly dependencies?: object;
  readonly bin?: object;
}

/** Packs what was built into a directory. */
export async function pack(directory: string): Promise<Packed> {
  mkdirSync(directory, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", directory];
  const { stdout } = await runFile("npm", args, { cwd: root });
  const [report] = JSON.parse(stdout) as readonly PackReport[];
  if (report === undefined) throw new Error(`npm pack told of no tarball: ${stdout}`);
  const { filename, size, unpackedSize } = report;
  return {
    tarball: join(directory, filename),
    size,
    unpackedSize,
    files: report.files.map(({ path }) => path).sort(),
  };
}

/**
 * Makes a project that has only the package.
 *
 * @param type - what package.json says of the project's `.js` files
 * @param dependencies - `locked` are this repository's, which npm has at hand since `npm ci`; `newest`
 *   are what the registry has today, as a user gets them
 */
export async function makeProject(
  directory: string,
  { tarball }: Packed,
  type: "commonjs" | "module",
  dependencies: "locked" | "newest",
): Promise<void> {
  const manifest = { name: "user", version: "1.0.0", private: true, type };
  const needs = { "oss-c-sdk": `file:${tarball}` };
  mkdirSync(directory, { recursive: true });
  writeJson(join(directory, "package.json"), { ...manifest, dependencies: needs });
  if (dependencies === "locked") {
    writeJson(join(directory, "package-lock.json"), lockWith(needs, tarball));
  }
  const flags = [
    "--no-audit",
    "--no-fund",
    dependencies === "locked" ? "--offline" : "--prefer-online",
  ];
  await runFile("npm", ["install", ...flags], { cwd: directory });
}

/** A lock of the package and of the versions of its dependencies that are locked here. */
function lockWith(needs: Readonly<Record<string, string>>, tarball: string): object {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const { "": own, ...others } = packages;
  const runtime = Object.entries(others).filter(([, { dev }]) => dev !== true);
  const { version, dependencies, bin } = own;
  return {
    lockfileVersion: 3,
    packages: {
      "": { dependencies: needs },
      "node_modules/oss-c-sdk": { version, resolved: `file:${tarball}`, dependencies, bin },
      ...Object.fromEntries(runtime),
    },
  };
}

function writeJson(file: string, value: object): void {
  writeFileSync(file, JSON.stringify(value, null, 2));
}
