/** Which bodies have their CRC-64 computed by a thread, and what becomes of its answers. */

import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { aosCrc64 } from "../../../src/aos/crc64.js";
import {
  aosHttpIoDeinitialize,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
} from "../../../src/aos/http_io.js";
import { Outflow } from "../../../src/aos/transport/outflow.js";
import { Watchdog } from "../../../src/aos/transport/watchdog.js";
import type { AosHttpRequest, AosHttpRequestOptions } from "../../../src/aos/transport.js";
import { numberedBytes, opened, puttingFile } from "../../support/http_bodies.js";
import { exchange } from "../../support/http_exchange.js";
import { answerOf, RawServer } from "../../support/raw_server.js";
import { useTempDir } from "../../support/temp_dir.js";

const SIZE = 5_000_000;
/** Slices that are long enough, from the first one on. */
const SLICE = 1_000_000;
const temporary = useTempDir();

const { machine, thread } = vi.hoisted(() => ({
  machine: { processors: 2 },
  thread: { asked: 0, ends: 0, whenAnswering: (crc: bigint): bigint => crc },
}));

vi.mock("node:os", async (importOriginal) => ({
  ...(await importOriginal<typeof import("node:os")>()),
  availableParallelism: () => machine.processors,
}));

/** Answers for all that lies in shared memory, when it is waited for. */
vi.mock("../../../src/aos/crc64/thread.js", () => ({
  crc64InThread(crc: bigint, bytes: Uint8Array): (() => bigint) | null {
    if (!(bytes.buffer instanceof SharedArrayBuffer)) return null;
    thread.asked++;
    return () => thread.whenAnswering(aosCrc64(crc, bytes));
  },
  endCrc64Thread(): void {
    thread.ends++;
  },
}));

beforeEach(() => {
  Object.assign(thread, { asked: 0, ends: 0, whenAnswering: (crc: bigint) => crc });
  writeFileSync(temporary("source"), numberedBytes(SIZE));
});

interface Sending {
  readonly req: AosHttpRequest;
  readonly outflow: Outflow;
}

async function sending(
  changed: Partial<AosHttpRequestOptions> = {},
  slice = SLICE,
): Promise<Sending> {
  const file = await opened(temporary("source"), "r");
  const req = aosHttpRequestCreate(null);
  puttingFile({ file, filePos: 0, fileLast: SIZE, owner: false })(req, aosHttpResponseCreate(null));
  const options = { ...aosHttpRequestOptionsCreate(null), ...changed };
  const watchdog = new Watchdog(new Socket(), options, () => undefined);
  const start = { filePos: 0, length: SIZE, crc64: 0n };
  return { req, outflow: new Outflow(req, options, start, watchdog, { slice }) };
}

/** Sends all, and tells of the slices. */
async function sent({ outflow }: Sending): Promise<{ length: number; isShared: boolean }[]> {
  const slices = [];
  for await (const { length, buffer } of outflow.body() as AsyncIterable<Uint8Array>) {
    slices.push({ length, isShared: buffer instanceof SharedArrayBuffer });
  }
  outflow.stop();
  return slices;
}

/** Is fulfilled when nothing more is handed out. */
async function standstill(): Promise<void> {
  let before = 0;
  await vi.waitUntil(
    () => {
      const isStill = thread.asked > 0 && thread.asked === before;
      before = thread.asked;
      return isStill;
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** Whether a body that goes out beside so many others lies where a thread can read it. */
async function isSharedBeside(
  others: number,
  changed: Partial<AosHttpRequestOptions> = {},
): Promise<boolean> {
  const beside = await Promise.all(Array.from({ length: others }, () => sending()));
  const one = await sending(changed);
  const slices = await sent(one);
  for (const { outflow } of beside) outflow.stop();
  if (changed.enableCrc !== false) expect(one.req.crc64).toBe(aosCrc64(0n, numberedBytes(SIZE)));
  return slices.some(({ isShared }) => isShared);
}

describe("the CRC-64 of a file's body", () => {
  test.each([
    ["two processors, beside others", 2, 1, {}, false],
    ["three processors, beside others", 3, 1, {}, true],
    ["many processors, alone", 16, 0, {}, false],
    ["two processors, if it is wished", 2, 0, { crc64Thread: true }, true],
    ["many processors, if it is not wished", 16, 2, { crc64Thread: false }, false],
    ["many processors, if there is none", 16, 2, { crc64Thread: true, enableCrc: false }, false],
  ])("with %s", async (_, processors, others, changed, hasThread) => {
    machine.processors = processors;
    expect(await isSharedBeside(others, changed)).toBe(hasThread);
    expect(thread.asked > 0).toBe(hasThread);
  });

  test("has a thread for its long slices only", async () => {
    const slices = await sent(await sending({ crc64Thread: true }, 524_287));
    expect(slices[0]?.length).toBe(524_287);
    expect(thread.asked).toBe(slices.filter(({ length }) => length >= 524_288).length);
  });

  test("is waited for before the memory of a slice is used again", async () => {
    const one = await sending({ crc64Thread: true }, 2_097_152);
    const seen: number[] = [];
    for await (const slice of one.outflow.body() as AsyncIterable<Uint8Array>) {
      const sum = aosCrc64(0n, slice);
      thread.whenAnswering = (crc) => {
        seen.push(Number(aosCrc64(0n, slice) === sum));
        return crc;
      };
    }
    one.outflow.stop();
    expect(seen).toEqual([1, 1, 1]);
  });

  test("that another attempt has begun anew is not touched by the last attempt's", async () => {
    const { req, outflow } = await sending({ crc64Thread: true });
    const slices = outflow.body() as AsyncGenerator<Uint8Array>;
    await slices.next();
    outflow.stop();
    req.crc64 = 7n;
    await slices.next();
    outflow.settle();
    expect(req.crc64).toBe(7n);
    expect(thread.asked).toBe(1);
  });

  test("is that of what was handed out when the answer comes before the end", async () => {
    const bytes = numberedBytes(40_000_000);
    writeFileSync(temporary("source"), bytes);
    const file = await opened(temporary("source"), "r");
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.head();
      // Then the last slice waits for the connection to take it.
      await standstill();
      socket.write(answerOf(200));
    });
    const whole = { file, filePos: 0, fileLast: bytes.length, owner: false };
    const { req } = await exchange(server.host, puttingFile(whole), { crc64Thread: true });
    expect(thread.asked).toBeGreaterThan(0);
    expect(req.consumedBytes).toBeLessThan(bytes.length);
    expect(req.crc64).toBe(aosCrc64(0n, bytes.subarray(0, req.consumedBytes)));
  });
});

test("the end of the library's use ends the thread", () => {
  aosHttpIoDeinitialize();
  expect(thread.ends).toBe(1);
});
