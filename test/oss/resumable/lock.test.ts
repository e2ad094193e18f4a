import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AOS_LOG_OFF, AOS_LOG_WARN, aosLogSetLevel } from "../../../src/aos/log.js";
import { CheckpointLock } from "../../../src/oss/resumable/lock.js";

let directory = "";
beforeEach(() => {
  aosLogSetLevel(AOS_LOG_OFF);
  directory = mkdtempSync(join(tmpdir(), "oss-lock-"));
});
afterEach(() => {
  aosLogSetLevel(AOS_LOG_WARN);
  rmSync(directory, { recursive: true });
});

const path = (): string => join(directory, "lock");

/** The number of a process that has ended. */
function deadProcess(): number {
  dead ??= spawnSync(process.execPath, ["-e", ""]).pid;
  return dead;
}

let dead: number | undefined;

async function expectTaken(): Promise<void> {
  const lock = await CheckpointLock.acquire(path());
  expect(lock).not.toBeNull();
  expect(readFileSync(path(), "utf8")).toContain(String(process.pid));
  await lock?.release();
  expect(readdirSync(directory)).toEqual([]);
}

async function expectHeld(): Promise<void> {
  const before = readFileSync(path(), "utf8");
  expect(await CheckpointLock.acquire(path())).toBeNull();
  expect(readFileSync(path(), "utf8")).toBe(before);
}

describe("a lock", () => {
  test("is free when there is none", expectTaken);

  test("is held while another of this process has it", async () => {
    const lock = await CheckpointLock.acquire(path());
    await expectHeld();
    await lock?.release();
    await expectTaken();
  });

  test("is one's own among many who want it at the same time", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => CheckpointLock.acquire(path())));
    const got = all.filter((lock) => lock !== null);
    expect(got).toHaveLength(1);
    for (const lock of got) await lock.release();
  });

  test("that is stale goes to one of many who want it at the same time", async () => {
    for (let round = 0; round < 20; round++) {
      writeFileSync(path(), `${deadProcess()}  ${hostname()} token\n`);
      const wanted = Array.from({ length: 10 }, () => CheckpointLock.acquire(path()));
      const got = (await Promise.all(wanted)).filter((lock) => lock !== null);
      expect(got).toHaveLength(1);
      for (const lock of got) await lock.release();
      expect(readdirSync(directory)).toEqual([]);
    }
  });

  test("whose taker was killed while it took it over gives way", async () => {
    const content = `${deadProcess()}  ${hostname()} token\n`;
    writeFileSync(path(), content);
    writeFileSync(`${path()}.stale`, content);
    await expectTaken();
  });

  test("leaves nothing of a taker that was killed before it made its own lock", async () => {
    writeFileSync(`${path()}.stale`, `${deadProcess()}  ${hostname()} token\n`);
    await expectTaken();
  });

  test("that is empty because its process is about to write it is held", async () => {
    const content = `${process.pid}  ${hostname()} token\n`;
    writeFileSync(path(), "");
    const lock = CheckpointLock.acquire(path());
    // It has been found empty by then, and is looked at once more.
    await setTimeout(40);
    writeFileSync(path(), content);
    expect(await lock).toBeNull();
    expect(readFileSync(path(), "utf8")).toBe(content);
  });

  test("of a process that has ended gives way", async () => {
    writeFileSync(path(), `${deadProcess()}  ${hostname()} token\n`);
    await expectTaken();
  });

  test("of a process whose number another has now gives way", async () => {
    writeFileSync(path(), `${process.pid} 1 ${hostname()} token\n`);
    await expectTaken();
  });

  test("of this process without a start is held, since that process lives", async () => {
    writeFileSync(path(), `${process.pid}  ${hostname()} token\n`);
    await expectHeld();
  });

  test("of a process that has ended, and that its parent has not buried, gives way", async () => {
    // The shell's child becomes another program, which never asks how it ended.
    const parent = spawn("sh", ["-c", "sleep 0.05 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = line.toString().trim();
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, "utf8");
    const start =
      stat()
        .slice(stat().lastIndexOf(")") + 2)
        .split(" ")[19] ?? "";
    await expect.poll(() => stat().includes(") Z ")).toBe(true);
    writeFileSync(path(), `${pid} ${start} ${hostname()} token\n`);
    await expectTaken();
    parent.kill();
  });

  test("of a process that lives is held, however long it is silent", async () => {
    const lock = await CheckpointLock.acquire(path());
    const longAgo = Date.now() / 1000 - 3600;
    utimesSync(path(), longAgo, longAgo);
    await expectHeld();
    await lock?.release();
  });

  test("of another host is held as long as its holder gives a sign of life", async () => {
    writeFileSync(path(), `${deadProcess()} 1 another-host token\n`);
    await expectHeld();
    const longAgo = Date.now() / 1000 - 31;
    utimesSync(path(), longAgo, longAgo);
    await expectTaken();
  });

  test("that nobody wrote into is of a process killed while it made it", async () => {
    writeFileSync(path(), "");
    await expectTaken();
  });

  test("that holds anything else is held, and gives way when it is old", async () => {
    writeFileSync(path(), "not a lock");
    await expectHeld();
    const longAgo = Date.now() / 1000 - 31;
    utimesSync(path(), longAgo, longAgo);
    await expectTaken();
  });

  test("that was taken away is not given back in the other's name", async () => {
    const lock = await CheckpointLock.acquire(path());
    const theirs = `${process.pid} 1 another-host token\n`;
    writeFileSync(path(), theirs);
    await lock?.release();
    expect(readFileSync(path(), "utf8")).toBe(theirs);
  });

  test("can't be made where there is no directory", async () => {
    await expect(CheckpointLock.acquire(join(directory, "no/lock"))).rejects.toThrow("ENOENT");
  });
});
