/** The packed tarball, installed and used as users do. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FLAVOURS, WELL } from "./flavours.js";
import { makeProject, type Packed, pack } from "./packed.js";

const runFile = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), "oss-c-sdk-"));
const project = join(directory, "project");
let packed: Packed;
beforeAll(async () => {
  packed = await pack(directory);
  await makeProject(project, packed, "module", "locked");
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

async function outputOf(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runFile(process.execPath, [...args], { cwd: project });
  return stdout + stderr;
}

test.each(FLAVOURS)("a program runs: $name", async ({ name, type, make }) => {
  const own = join(directory, name);
  await makeProject(own, packed, type, "locked");
  expect(await outputOf(await make(own, join(directory, `${name}, elsewhere`)))).toBe(WELL);
});

test("the command oss-emulator serves a program", async () => {
  const flags = ["--port", "0", "--bucket", "bucket"];
  const keys = ["--access-key-id", "id", "--access-key-secret", "secret"];
  const command = join(project, "node_modules/.bin/oss-emulator");
  const emulator = spawn(command, [...flags, ...keys], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(emulator, "close");
  const [line] = (await once(createInterface(emulator.stdout), "line")) as [string];
  const { endpoint } = JSON.parse(line) as { endpoint: string };
  const modules = FLAVOURS.find(({ name }) => name === "ES modules");
  const program = (await modules?.make(project, directory)) ?? "";
  expect(await outputOf(program, endpoint)).toBe(WELL);
  emulator.kill();
  expect(await ended).toEqual([0, null]);
});

test("a thread for the CRC-64 does not keep a process alive", async () => {
  const file = join(project, "long.js");
  writeFileSync(
    file,
    `
    import { writeFileSync } from "node:fs";
    import * as oss from "oss-c-sdk";
    import { startOssEmulator } from "oss-c-sdk/emulator";
    const keys = { accessKeyId: "id", accessKeySecret: "secret" };
    const emulator = await startOssEmulator({ ...keys, buckets: ["bucket"] });
    oss.aosLogSetLevel(oss.AOS_LOG_OFF);
    const pool = oss.aosPoolCreate(null);
    const options = oss.ossRequestOptionsCreate(pool);
    options.config = oss.ossConfigCreate(pool);
    oss.aosStrSet(options.config.endpoint, emulator.endpoint);
    oss.aosStrSet(options.config.accessKeyId, "id");
    oss.aosStrSet(options.config.accessKeySecret, "secret");
    options.ctl = oss.aosHttpControllerCreate(pool, 0);
    options.ctl.options.crc64Thread = true;
    process.on("worker", () => console.log("a thread"));
    writeFileSync("long.bin", Buffer.alloc(16_777_216, 7));
    const s = await oss.ossPutObjectFromFile(options, "bucket", "long", "long.bin", null, null);
    console.log(s.code);
    await emulator.close();
    `,
  );
  expect(await outputOf(file)).toBe("a thread\n200\n");
});

test("import and require give the same things, from each entry", async () => {
  const file = join(project, "both.js");
  writeFileSync(
    file,
    `
    import { createRequire } from "node:module";
    import * as aos from "oss-c-sdk/aos";
    import * as emulator from "oss-c-sdk/emulator";
    import * as oss from "oss-c-sdk";
    const require = createRequire(import.meta.url);
    const all = [[oss, "oss-c-sdk"], [aos, "oss-c-sdk/aos"], [emulator, "oss-c-sdk/emulator"]];
    for (const [imported, entry] of all) {
      const required = require(entry);
      const names = new Set([...Object.keys(imported), ...Object.keys(required)]);
      const others = [...names].filter((name) => imported[name] !== required[name]);
      console.log(entry, names.size > 0, others);
    }
    const shared = Object.keys(aos).filter((name) => name in oss);
    console.log(shared.length > 0, shared.filter((name) => aos[name] !== oss[name]));
    `,
  );
  const nothing = "[]\n";
  expect(await outputOf(file)).toBe(
    `oss-c-sdk true ${nothing}oss-c-sdk/aos true ${nothing}oss-c-sdk/emulator true ${nothing}` +
      `true ${nothing}`,
  );
});

test("a bundle leaves out what a program does not use", async () => {
  const bytes = async (contents: string): Promise<number> => {
    const stdin = { contents, resolveDir: project };

    const { outputFiles } = await build({
      stdin,
      bundle: true,
      platform: "node",
      external: ["undici"],
      write: false,
    });
    return outputFiles[0]?.contents.length ?? 0;
  };
  const whole = await bytes(`export * from "oss-c-sdk";`);
  const put = await bytes(`export { ossPutObjectFromBuffer } from "oss-c-sdk";`);
  const crc = await bytes(`export { aosCrc64 } from "oss-c-sdk";`);
  console.log(`bundles without undici: ${whole} bytes, for a put ${put}, for the CRC-64 ${crc}`);
  expect(put).toBeLessThan(0.7 * whole);
  expect(crc).toBeLessThan(0.1 * whole);
});
