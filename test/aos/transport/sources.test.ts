import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
} from "../../../src/aos/http_io.js";
import { firstPace, Outflow } from "../../../src/aos/transport/outflow.js";
import { fileSlabs, forgetSlabs } from "../../../src/aos/transport/slabs.js";
import { openSource } from "../../../src/aos/transport/sources.js";
import { Watchdog } from "../../../src/aos/transport/watchdog.js";
import type { AosHttpRequest } from "../../../src/aos/transport.js";
import { numberedBytes, opened, puttingFile } from "../../support/http_bodies.js";
import { useTempDir } from "../../support/temp_dir.js";

const SIZE = 3 * fileSlabs.size + 1000;
const temporary = useTempDir();

afterEach(() => {
  forgetSlabs();
});

async function requestWithFile(): Promise<AosHttpRequest> {
  writeFileSync(temporary("source"), numberedBytes(SIZE));
  const file = await opened(temporary("source"), "r");
  const req = aosHttpRequestCreate(null);
  puttingFile({ file, filePos: 0, fileLast: SIZE, owner: false })(req, aosHttpResponseCreate(null));
  return req;
}

async function outflowOfFile(pace = firstPace()): Promise<Outflow> {
  const req = await requestWithFile();
  const options = aosHttpRequestOptionsCreate(null);
  const watchdog = new Watchdog(new Socket(), options, () => undefined);
  return new Outflow(req, options, { filePos: 0, length: SIZE, crc64: 0n }, watchdog, pace);
}

/** The memory of the first `most` slices, which is that of the windows. */
async function memoryOfSlices(most: number): Promise<Set<ArrayBufferLike>> {
  const outflow = await outflowOfFile();
  const seen = new Set<ArrayBufferLike>();
  let left = most;
  for await (const slice of outflow.body() as AsyncIterable<Uint8Array>) {
    seen.add(slice.buffer);
    left--;
    if (left === 0) outflow.stop();
  }
  outflow.stop();
  return seen;
}

function nextSlabs(): ArrayBufferLike[] {
  return [fileSlabs.take().buffer, fileSlabs.take().buffer];
}

test("the windows of a body that was sent whole serve the next one", async () => {
  const windows = await memoryOfSlices(Number.POSITIVE_INFINITY);
  expect(new Set(nextSlabs())).toEqual(windows);
});

test("the windows of a body that was given up serve nobody: a read may be under way", async () => {
  const windows = await memoryOfSlices(2);
  expect(windows.size).toBeGreaterThan(0);
  expect(nextSlabs().some((memory) => windows.has(memory))).toBe(false);
});

test("a body has a second window to be read ahead into only while it is alone on its way", async () => {
  expect((await memoryOfSlices(Number.POSITIVE_INFINITY)).size).toBe(2);
  const other = await outflowOfFile();
  expect((await memoryOfSlices(Number.POSITIVE_INFINITY)).size).toBe(1);
  other.stop();
  expect((await memoryOfSlices(Number.POSITIVE_INFINITY)).size).toBe(2);
});

test("a body begins with what its connection took of the one before, in slices that grow", async () => {
  const outflow = await outflowOfFile({ slice: 300_000 });
  const sizes: number[] = [];
  for await (const slice of outflow.body() as AsyncIterable<Uint8Array>) sizes.push(slice.length);
  outflow.stop();
  expect(sizes[0]).toBe(300_000);
  expect(sizes[1]).toBe(600_000);
});

test("a window keeps its bytes while the next one is read", async () => {
  const source = openSource(await requestWithFile(), aosHttpRequestOptionsCreate(null), {
    filePos: 0,
    length: SIZE,
    crc64: 0n,
  });
  const first = await source.next(fileSlabs.size);
  // By now the read ahead is over, as it was asked for before this one.
  await (await opened(temporary("source"), "r")).readFile();
  expect(Buffer.from(first).equals(numberedBytes(SIZE).subarray(0, fileSlabs.size))).toBe(true);
  source.stop();
});
