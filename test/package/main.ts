/**
 * Installs the packed package in projects of each kind, with the newest dependencies that the registry
 * has, and runs each on every Node version that is supported; then packs a second build, which has to
 * be the same.
 *
 * Run: `npm run check:install`.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FLAVOURS, type Flavour, WELL } from "./flavours.js";
import { makeProject, type Packed, pack } from "./packed.js";

/** The least that is supported, and the newest of each line. */
const VERSIONS = ["20.18.1", "20", "22", "24"];

const runFile = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), "oss-c-sdk-"));

interface Runtime {
  readonly version: string;
  readonly binary: string;
}

/** A Node of a version, which the npm package `node` brings. */
async function runtimeOf(version: string): Promise<Runtime> {
  const print = "[process.version, process.execPath].join()";
  const args = ["exec", "--yes", "--package", `node@${version}`, "--", "node", "-p", print];
  const { stdout } = await runFile("npm", args, { cwd: directory });
  const [found = "", binary = ""] = stdout.trim().split(",");
  return { version: found, binary };
}

/** What is wrong with a program on a Node; "" if nothing is. */
async function faultOf(program: string, { binary }: Runtime): Promise<string> {
  try {
    const { stdout, stderr } = await runFile(binary, [program]);
    return stdout === WELL && stderr === "" ? "" : stdout + stderr;
  } catch (error) {
    return String(error);
  }
}

/** @returns how many Nodes it did not run well on */
async function tryOut(
  { name, type, make }: Flavour,
  packed: Packed,
  runtimes: readonly Runtime[],
): Promise<number> {
  const project = join(directory, name);
  await makeProject(project, packed, type, "newest");
  const program = await make(project, join(directory, `${name}, elsewhere`));
  let faults = 0;
  for (const runtime of runtimes) {
    const fault = await faultOf(program, runtime);
    if (fault !== "") faults += 1;
    console.log(`${name}, Node ${runtime.version}: ${fault === "" ? "well" : fault}`);
  }
  return faults;
}

/** Whether another build packs to the same bytes. */
async function isReproducible({ tarball }: Packed): Promise<boolean> {
  await runFile("npm", ["run", "-s", "build"]);
  const again = await pack(join(directory, "again"));
  return readFileSync(again.tarball).equals(readFileSync(tarball));
}

try {
  const packed = await pack(directory);
  const runtimes: Runtime[] = [];
  for (const version of VERSIONS) runtimes.push(await runtimeOf(version));
  let faults = 0;
  for (const flavour of FLAVOURS) faults += await tryOut(flavour, packed, runtimes);
  const isSame = await isReproducible(packed);
  console.log(`A second build packs to ${isSame ? "the same" : "other"} bytes.`);
  const runs = FLAVOURS.length * runtimes.length;
  console.log(
    `${FLAVOURS.length} kinds of projects × ${runtimes.length} Nodes, ${faults} of ${runs} failed`,
  );
  process.exitCode = faults === 0 && isSame ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true });
}
