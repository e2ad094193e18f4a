/** What is flushed to the disk, and when: a power loss can't be had in a test, the order of steps can. */

import { readdirSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ossGetObjectToFile } from "../../../src/oss/api/object_file.js";
import { testAccount } from "../../support/emulator.js";
import { passSeconds } from "../../support/time.js";
import { useScene } from "../../support/transfers.js";

const scene = useScene();

/** Of what is transferred, in bytes. */
const SIZE = 950;

/** What was flushed, and which files there were at that moment. */
let flushed: string[] = [];

beforeEach(async () => {
  flushed = [];
  const probe = await open(scene().directory, "r");
  const handle = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  vi.spyOn(handle, "sync").mockImplementation(async function (this: FileHandle) {
    const stats = await this.stat();
    const content = stats.size === SIZE ? "the content" : "a checkpoint";
    const what = stats.isDirectory() ? "the directory" : content;
    flushed.push([what, ...namesIn(scene().directory)].join(" "));
    await this.datasync();
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

function namesIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => !/\.(?:lock|journal)$/.test(name))
    .sort();
}

/** Without those of the parts between the first and the last. */
function ends(all: readonly string[]): string[] {
  return [...all.slice(0, 2), ...all.slice(-2)];
}

test("a checkpoint is flushed before it takes its place, and its directory behind that", async () => {
  const file = scene().file("file", SIZE);
  expect((await scene().upload(file)).s.code).toBe(200);
  expect(ends(flushed)).toEqual([
    "a checkpoint file file.cp.tmp",
    "the directory file file.cp",
    "a checkpoint file file.cp file.cp.tmp",
    "the directory file file.cp",
  ]);
});

test("a checkpoint that is flushed lacks a 32nd share of the parts at most, where that takes a second", async () => {
  passSeconds();
  const file = scene().file("file", 6400);
  const lacking: number[] = [];
  const progress = (consumed: number): void => {
    const recorded = scene().text("file.cp").split("<Completed>1<").length - 1;
    lacking.push(consumed / 100 - recorded);
  };
  expect((await scene().upload(file, { progress })).s.code).toBe(200);
  expect(lacking).toHaveLength(64);
  expect(Math.max(...lacking)).toBe(1);
});

test("a download is flushed whole before it takes its place, and its directory behind that", async () => {
  await scene().put("key", Buffer.alloc(SIZE, "x"));
  const file = scene().file("file", 10);
  expect((await scene().download(file)).s.code).toBe(200);
  expect(flushed.slice(-2)).toEqual([
    "the content file file.dcp file.tmp",
    "the directory file file.dcp",
  ]);
});

test("an object that is got to a file is flushed whole before it takes its place", async () => {
  await scene().put("key", Buffer.alloc(SIZE, "x"));
  const file = scene().file("file", 10);
  const { options } = scene();
  const s = await ossGetObjectToFile(options, testAccount.bucket, "key", null, null, file, null);
  expect(s.code).toBe(200);
  expect(flushed).toEqual(["the content file file.tmp"]);
});
