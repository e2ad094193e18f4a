/** The state of a transfer on disk: what it costs, and what a reader makes of it after any end. */

import { on } from "node:events";
import {
  appendFileSync,
  type FSWatcher,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_FILE_WRITE_ERROR, AOSE_INVALID_OPERATION, AOSE_OK } from "../../../src/aos/define.js";
import type { OssCheckpoint, OssCheckpointPart } from "../../../src/oss/define.js";
import {
  ossBuildUploadCheckpoint,
  ossUpdateCheckpoint,
} from "../../../src/oss/resumable/checkpoint.js";
import { ossLoadCheckpoint } from "../../../src/oss/resumable/checkpoint_file.js";
import { CheckpointStore } from "../../../src/oss/resumable/store.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import { passSeconds } from "../../support/time.js";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "oss-store-"));
  passSeconds();
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(directory, { recursive: true });
  vi.restoreAllMocks();
});

function stopClockAt(milliseconds: number): void {
  vi.spyOn(performance, "now").mockReturnValue(milliseconds);
}

/** Those of processes that a test takes for killed are closed when it is over. */
const stores: CheckpointStore[] = [];

const path = (): string => join(directory, "cp");
const journal = (): string => `${path()}.journal`;

function checkpointOf(parts: number, uploadId = "UPLOAD"): OssCheckpoint {
  const checkpoint = ossCreateCheckpointContent(null);
  const finfo = { size: parts * 10, mtime: 1 };
  ossBuildUploadCheckpoint(null, checkpoint, "f", finfo, uploadId, 10);
  return checkpoint;
}

async function opened(): Promise<CheckpointStore> {
  const store = await CheckpointStore.open(path());
  if (typeof store === "number") throw new Error(`the store was not opened: ${store}`);
  stores.push(store);
  return store;
}

function partAt(checkpoint: OssCheckpoint, index: number): OssCheckpointPart {
  const part = checkpoint.parts[index];
  if (part === undefined) throw new Error("there is no such part");
  return part;
}

/** The numbers of the parts that have lines in the journal. */
function journaled(): readonly string[] {
  return readFileSync(journal(), "utf8").match(/^\d+/gm) ?? [];
}

async function complete(
  store: CheckpointStore,
  checkpoint: OssCheckpoint,
  index: number,
): Promise<void> {
  ossUpdateCheckpoint(null, checkpoint, index, `"E ${index}"`, BigInt(index + 1));
  expect(await store.record(checkpoint, partAt(checkpoint, index))).toBe(AOSE_OK);
}

/** The parts that the checkpoint itself has. */
async function written(checkpoint = ossCreateCheckpointContent(null)): Promise<number[]> {
  expect(await ossLoadCheckpoint(null, path(), checkpoint)).toBe(AOSE_OK);
  return completedOf(checkpoint);
}

function completedOf({ parts }: OssCheckpoint): number[] {
  return parts.flatMap(({ completed, index }) => (completed ? [index] : []));
}

/** What a process finds that takes the checkpoint up now, as if the other had been killed. */
async function found(checkpoint = ossCreateCheckpointContent(null)): Promise<number[]> {
  rmSync(`${path()}.lock`, { force: true });
  expect(await ossLoadCheckpoint(null, path(), checkpoint)).toBe(AOSE_OK);
  const store = await opened();
  await store.replay(checkpoint);
  await store.close();
  return completedOf(checkpoint);
}

describe("recording a part", () => {
  test("is known to the next process at once, whatever becomes of this one", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    const done: number[] = [];
    for (const index of [5, 3, 99, 0, 7, 8, 42]) {
      await complete(store, checkpoint, index);
      done.push(index);
      const copy = ossCreateCheckpointContent(null);
      await ossLoadCheckpoint(null, path(), copy);
      const reader = await opened2();
      await reader.replay(copy);
      expect(copy.parts.flatMap(({ completed, index: i }) => (completed ? [i] : []))).toEqual(
        [...done].sort((a, b) => a - b),
      );
    }
    await store.close();
  });

  test("costs the same however many parts there are", async () => {
    const written = [];
    for (const parts of [500, 2000]) {
      const store = await opened();
      const checkpoint = checkpointOf(parts);
      await store.save(checkpoint);
      let [bytes, inode] = [0, statSync(path()).ino];
      let journaled = 0;
      for (let index = 0; index < parts; index++) {
        await complete(store, checkpoint, index);
        const { ino, size } = statSync(path());
        if (ino !== inode) bytes += size;
        inode = ino;
        const now = statSync(journal(), { throwIfNoEntry: false })?.size ?? 0;
        bytes += Math.max(now - journaled, 0);
        journaled = now;
      }
      written.push(bytes / parts);
      await store.discard();
      await store.close();
    }
    const [few = 0, many = 0] = written;
    expect(many / few).toBeLessThan(1.3);
  });

  test("of few parts is always in the checkpoint itself", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(20);
    await store.save(checkpoint);
    await complete(store, checkpoint, 4);
    expect(readdirSync(directory).sort()).toEqual(["cp", "cp.lock"]);
    await store.close();
  });

  test("goes to the journal for a second behind each checkpoint that is written", async () => {
    stopClockAt(5000);
    const store = await opened();
    const checkpoint = checkpointOf(20);
    await store.save(checkpoint);
    await complete(store, checkpoint, 0);
    stopClockAt(5999);
    await complete(store, checkpoint, 1);
    expect(await written()).toEqual([]);
    stopClockAt(6000);
    await complete(store, checkpoint, 2);
    expect(await written()).toEqual([0, 1, 2]);
    await complete(store, checkpoint, 3);
    expect(await written()).toEqual([0, 1, 2]);
    expect(await found()).toEqual([0, 1, 2, 3]);
  });

  test("goes into a checkpoint that was taken up at once", async () => {
    const checkpoint = checkpointOf(20);
    const first = await opened();
    await first.save(checkpoint);
    await first.close();
    stopClockAt(0);
    await complete(await opened(), checkpoint, 3);
    expect(await written()).toEqual([3]);
  });

  test("fails when the disk has no room for a whole line", async () => {
    stopClockAt(0);
    const store = await opened();
    const checkpoint = checkpointOf(20);
    await store.save(checkpoint);
    const probe = await open(path());
    const handle = Object.getPrototypeOf(probe) as FileHandle;
    await probe.close();
    vi.spyOn(handle, "write").mockResolvedValue({ bytesWritten: 5, buffer: "" });
    expect(await store.record(checkpoint, partAt(checkpoint, 0))).toBe(AOSE_FILE_WRITE_ERROR);
  });

  test("goes to the journal when the checkpoint can't be replaced", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(20);
    await store.save(checkpoint);
    mkdirSync(`${path()}.tmp`);
    await complete(store, checkpoint, 4);
    rmdirSync(`${path()}.tmp`);
    expect(await found()).toEqual([4]);
  });

  test("that waited while the checkpoint was written is in it, and has no line", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    const all = [0, 1, 2, 3, 4, 5, 6];
    // The fourth is due to be folded.
    await Promise.all(all.map((index) => complete(store, checkpoint, index)));
    expect(journaled()).toEqual(["0", "1", "2"]);
    expect(await found()).toEqual(all);
  });

  test("goes on in the same journal when the checkpoint has what is there, until the next process", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    for (const index of [0, 1, 2, 3, 4]) await complete(store, checkpoint, index);
    expect(journaled()).toEqual(["0", "1", "2", "4"]);
    expect(await found()).toEqual([0, 1, 2, 3, 4]);
    expect(readdirSync(directory).sort()).toEqual(["cp"]);
  });

  test("by many at the same time loses none", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(500);
    await store.save(checkpoint);
    const all = checkpoint.parts.map(({ index }) => index);
    await Promise.all(all.map((index) => complete(store, checkpoint, index)));
    await store.close();
    expect(await found()).toEqual(all);
  });
});

/** A second reader, which the lock would refuse. */
async function opened2(): Promise<CheckpointStore> {
  const lock = readFileSync(`${path()}.lock`);
  rmSync(`${path()}.lock`);
  const store = await opened();
  writeFileSync(`${path()}.lock`, lock);
  return Object.assign(store, { save: () => Promise.resolve(AOSE_OK) });
}

describe("a journal", () => {
  async function interrupted(): Promise<OssCheckpoint> {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    await complete(store, checkpoint, 1);
    await complete(store, checkpoint, 2);
    return checkpoint;
  }

  test("that was cut anywhere still has every line before the cut", async () => {
    await interrupted();
    const xml = readFileSync(path());
    const content = readFileSync(journal());
    const endOfFirst = content.lastIndexOf("\n");
    for (let length = 0; length <= content.length; length++) {
      writeFileSync(path(), xml);
      writeFileSync(journal(), content.subarray(0, length));
      const parts = await found();
      const whole = length === content.length ? 2 : length < endOfFirst ? 0 : 1;
      expect(parts).toEqual([1, 2].slice(0, whole));
    }
  });

  test("that was cut in the middle of a line does not spoil the next one", async () => {
    const checkpoint = await interrupted();
    appendFileSync(journal(), "\n3 4 ab");
    rmSync(`${path()}.lock`);
    const store = await opened();
    await complete(store, checkpoint, 4);
    await store.close();
    expect(await found()).toEqual([1, 2, 4]);
  });

  test("of another transfer does no harm", async () => {
    await interrupted();
    const theirs = readFileSync(journal());
    rmSync(`${path()}.lock`);
    const store = await opened();
    await store.save(checkpointOf(100, "ANOTHER"));
    await store.close();
    writeFileSync(journal(), theirs);
    expect(await found()).toEqual([]);
  });

  test.each([
    ["a changed number", (line: string) => line.replace("\n1 ", "\n9 ")],
    ["a changed CRC", (line: string) => line.replace("\n1 2 ", "\n1 3 ")],
    ["a changed ETag", (line: string) => line.replace('"E 1"', '"E 7"')],
    ["binary rubbish", () => "\n\0\xff 1 2 3\n"],
  ])("with %s is not believed", async (_, damage) => {
    await interrupted();
    writeFileSync(journal(), damage(readFileSync(journal(), "utf8")));
    expect(await found()).not.toContain(1);
    expect(await found()).not.toContain(9);
  });

  test("with a part that the checkpoint has not is not believed, though its checksum is right", async () => {
    const checkpoint = checkpointOf(100);
    const store = await opened();
    await store.save(checkpoint);
    const beyond = { ...partAt(checkpoint, 99), index: 100 };
    checkpoint.parts.push(beyond);
    await complete(store, checkpoint, 100);
    expect(readFileSync(journal(), "utf8")).toContain("\n100 101 ");
    expect(await found()).toEqual([]);
  });

  test("is folded into the checkpoint when the transfer ends or another takes it up", async () => {
    const checkpoint = await interrupted();
    rmSync(`${path()}.lock`);
    const store = await opened();
    await store.replay(checkpointOf(100));
    await complete(store, checkpoint, 3);
    await store.flush(checkpoint);
    await store.close();
    expect(readdirSync(directory)).toEqual(["cp"]);
    expect(await found()).toEqual([1, 2, 3]);
  });
});

describe("a store", () => {
  test("is held by one at a time, and leaves no lock behind", async () => {
    const store = await opened();
    expect(await CheckpointStore.open(path())).toBe(AOSE_INVALID_OPERATION);
    await store.close();
    expect(readdirSync(directory)).toEqual([]);
    await (await opened()).close();
  });

  test("clears away what a killed process left unfinished", async () => {
    writeFileSync(`${path()}.tmp`, "half");
    await (await opened()).close();
    expect(readdirSync(directory)).toEqual([]);
  });

  test("that is discarded leaves nothing", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    await complete(store, checkpoint, 1);
    await store.discard();
    await store.close();
    expect(readdirSync(directory)).toEqual([]);
  });

  // The file is in its place by then: a checkpoint that lacks what its journal had would say that it is not.
  test("that is discarded has its journal as long as its checkpoint", async () => {
    const store = await opened();
    const checkpoint = checkpointOf(100);
    await store.save(checkpoint);
    await complete(store, checkpoint, 1);
    const events = watch(directory);
    const removed = firstNames(events, 2);
    await store.discard();
    expect(await removed).toEqual(["cp", "cp.journal"]);
    events.close();
  });
});

/** The names of the first files that are removed or made in a directory that is watched. */
async function firstNames(events: FSWatcher, count: number): Promise<unknown[]> {
  const names: unknown[] = [];
  for await (const [kind, name] of on(events, "change")) {
    if (kind === "rename") names.push(name);
    if (names.length === count) break;
  }
  return names;
}
