/** The command oss-c2ts, as a process of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { PACKAGE_VERSION } from "../../src/aos/version.js";
import { useTempDir } from "../support/temp_dir.js";

const command = new URL("../../src/migrate/main.ts", import.meta.url).pathname;
const bundle = new URL("../../dist/oss-c2ts.js", import.meta.url).pathname;
const temp = useTempDir();

/** A program that becomes TypeScript as a whole. */
const GOOD = `#include <stdio.h>

int main(void)
{
    printf("good\\n");
    return 0;
}
`;

/** A program with a call that no rule is there for, on its fifth line. */
const THREADS = `#include <apr_thread_proc.h>

int main(void)
{
    apr_thread_yield();
    return 0;
}
`;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runNode(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, args, {
    cwd: temp("."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, closed] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: Number(closed[0]), stdout, stderr };
}

function run(...args: string[]): Promise<Outcome> {
  return runNode(["--import", import.meta.resolve("tsx"), command, ...args]);
}

async function write(name: string, content: string | Buffer): Promise<void> {
  await writeFile(temp(name), content);
}

describe("oss-c2ts", () => {
  test("writes the TypeScript of one file to standard output, and the report to standard error", async () => {
    await write("good.c", GOOD);
    const { code, stdout, stderr } = await run("good.c");
    expect(code).toBe(0);
    expect(stdout).toContain('process.stdout.write("good\\n");');
    expect(stderr).toMatch(/^good\.c: \d+ statements? translated, 0 to be looked at\n$/);
  });

  test("writes a module for each file into a directory, which it makes", async () => {
    await write("good.c", GOOD);
    await write("threads.c", THREADS);
    const { code, stdout } = await run("--out", "made/here", "good.c", "threads.c");
    expect(code).toBe(1);
    expect(stdout).toBe("");
    const made = temp("made/here");
    expect((await readdir(made)).sort()).toEqual(["good.ts", "threads.ts"]);
    expect(await readFile(join(made, "good.ts"), "utf8")).toContain("good");
  });

  test("names what needs a hand, with its line and what to do, and ends with 1", async () => {
    await write("threads.c", THREADS);
    const { code, stdout, stderr } = await run("threads.c");
    expect(code).toBe(1);
    expect(stdout).toContain("// C: apr_thread_yield();");
    expect(stderr).toMatch(/^threads\.c: \d+ statements? translated, 1 to be looked at$/m);
    expect(stderr).toMatch(/^Needs attention:\n {2}\S.*\n {4}\S.*\n {4}threads\.c:5$/m);
  });

  test("only reports with --check, on standard output", async () => {
    await write("good.c", GOOD);
    await write("threads.c", THREADS);
    const { code, stdout, stderr } = await run("--check", "good.c", "threads.c");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^good\.c: .*\nthreads\.c: .*\n\nNeeds attention:\n/);
    expect(stderr).toBe("");
    expect(await readdir(temp("."))).toEqual(["good.c", "threads.c"]);
    expect((await run("--check", "good.c")).code).toBe(0);
  });

  test("reads the local headers that a file includes, and those that they include", async () => {
    await write("limits.h", "#define FIRST_LIMIT 7\n");
    await write("names.h", '#include "limits.h"\n');
    await write(
      "main.c",
      `#include "names.h"\n#include "elsewhere.h"\n\nint limit = FIRST_LIMIT;\n`,
    );
    const { stdout, stderr } = await run("--check", "main.c");
    expect(stderr).toBe("");
    expect(stdout).not.toContain("FIRST_LIMIT");
  });

  test("reads files in GB18030 too, and says so", async () => {
    const chinese = Buffer.from("c4e3bac3", "hex");
    await write(
      "good.c",
      Buffer.concat([Buffer.from("\n/* "), chinese, Buffer.from(` */\n${GOOD}`)]),
    );
    const { code, stdout, stderr } = await run("good.c");
    expect(code).toBe(0);
    expect(stdout).toContain("你好");
    expect(stderr).toMatch(/Worth knowing:\n.*GB18030.*\n.*\n {4}good\.c:2\n/);
  });

  test("says why a file can't be read, and writes nothing", async () => {
    await mkdir(temp("directory.c"));
    await write("binary.c", Buffer.from("int a;\0"));
    await write("strange.c", Buffer.from([0x2f, 0x2f, 0xff, 0xff, 0xff]));
    await write("good.c", GOOD);
    const reasons = {
      "missing.c": "missing.c: there is no such file",
      "directory.c": "directory.c: is a directory",
      "program.cpp": "program.cpp: is no C file, its name ends neither with .c nor .h",
      "binary.c": "binary.c: is no text",
      "strange.c":
        "strange.c: is neither in UTF-8 nor in GB18030; `iconv -t utf-8` turns it into the first",
    };
    for (const [name, reason] of Object.entries(reasons)) {
      const { code, stdout, stderr } = await run("--out", "out", "good.c", name);
      expect([code, stdout, stderr]).toEqual([2, "", `oss-c2ts: ${reason}\n`]);
    }
    expect(await readdir(temp("."))).not.toContain("out");
  });

  test.each([
    [[], "no file is named; --help says how."],
    [["a.c", "b.c"], "several files need --out DIR."],
    [["--out=", "a.c"], "--out needs a directory."],
    [["--optimise", "a.c"], "Unknown option '--optimise'"],
  ])("refuses the command line %j", async (args, reason) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });

  test("explains itself", async () => {
    const { code, stdout } = await run("--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: oss-c2ts \[--out DIR\] \[--check\] FILES/);
    expect((await run("--version")).stdout).toBe(`${PACKAGE_VERSION}\n`);
  });

  test("is bundled with all that it needs, and gives the same each time", async () => {
    await write("good.c", GOOD);
    const bundled = await runNode([bundle, "good.c"]);
    expect(bundled).toEqual(await run("good.c"));
    expect(bundled).toEqual(await runNode([bundle, "good.c"]));
  });
});
