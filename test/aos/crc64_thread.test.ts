import { once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Worker } from "node:worker_threads";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { patternBytes } from "../conformance/values.js";

type Threads = typeof import("node:worker_threads");

/** The threads that were made, and by what. */
interface Made {
  readonly workers: Worker[];
  readonly options: unknown[];
}

/** The library as it is loaded anew, with its threads looked at. */
async function loaded() {
  vi.resetModules();
  const made: Made = { workers: [], options: [] };
  vi.doMock("node:worker_threads", async (importOriginal) => {
    const actual = await importOriginal<Threads>();
    class Watched extends actual.Worker {
      constructor(...given: ConstructorParameters<Threads["Worker"]>) {
        super(...given);
        made.workers.push(this);
        made.options.push(given[1]);
      }
    }
    return { ...actual, Worker: Watched };
  });
  const { crc64Memory } = await import("../../src/aos/crc64/kernel.js");
  const { aosCrc64 } = await import("../../src/aos/crc64.js");
  const orders = (await import("../../src/aos/crc64/order.js")).Order.prototype;
  const thread = await import("../../src/aos/crc64/thread.js");
  cleanUp = thread.endCrc64Thread;
  return { ...thread, made, aosCrc64, orders, memoryFor };

  /** Shared memory that holds the bytes, at an odd place. */
  function memoryFor(bytes: Uint8Array): Buffer {
    const memory = crc64Memory(bytes.length + 3, true).subarray(3);
    memory.set(bytes);
    return memory;
  }
}

type Loaded = Awaited<ReturnType<typeof loaded>>;

let cleanUp: () => void = () => undefined;

afterEach(() => {
  vi.restoreAllMocks();
  cleanUp();
  vi.doUnmock("node:worker_threads");
});

/** Asks until the thread has begun to run. */
async function asked(crc64: Loaded, crc: bigint, bytes: Uint8Array): Promise<() => bigint> {
  return vi.waitUntil(() => crc64.crc64InThread(crc, bytes), { timeout: 60_000, interval: 1 });
}

const BYTES = patternBytes(700_003, 3);

describe("the CRC-64 in a thread of its own", () => {
  test.each([0, 1, 9, 3126, 9378, 35_894, 700_003])(
    "of %i bytes is computed there, while the other thread does nothing",
    async (length) => {
      const crc64 = await loaded();
      vi.spyOn(crc64.orders, "work").mockReturnValue();
      const bytes = BYTES.subarray(0, length);
      const sum = await asked(crc64, 5n, crc64.memoryFor(bytes));
      await vi.waitUntil(() => sum() === crc64.aosCrc64(5n, bytes), { timeout: 60_000 });
    },
  );

  test("is the same wherever it is computed, for any cut", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    (await asked(crc64, 0n, memory))();
    const whole = crc64.aosCrc64(0n, BYTES);
    fc.assert(
      fc.property(fc.array(fc.nat(BYTES.length), { maxLength: 8 }), (cuts) => {
        let crc = 0n;
        let at = 0;
        for (const cut of [...cuts, BYTES.length].sort((a, b) => a - b)) {
          crc = crc64.crc64InThread(crc, memory.subarray(at, cut))?.() ?? -1n;
          at = cut;
        }
        return crc === whole;
      }),
      { numRuns: 100 },
    );
  });

  test("of several memories goes on at once", async () => {
    const crc64 = await loaded();
    await asked(crc64, 0n, crc64.memoryFor(BYTES));
    const all = [1, 2, 3, 4].map((seed) => patternBytes(300_000, seed));
    const sums = all.map((bytes) => crc64.crc64InThread(7n, crc64.memoryFor(bytes)));
    expect(sums.map((sum) => sum?.())).toEqual(all.map((bytes) => crc64.aosCrc64(7n, bytes)));
    expect(crc64.made.workers).toHaveLength(1);
  });

  test("is not asked for what lies in memory that can't be shared", async () => {
    const { crc64InThread, made } = await loaded();
    const { crc64Memory } = await import("../../src/aos/crc64/kernel.js");
    const own = crc64Memory(1000, false);
    const unknown = Buffer.from(new SharedArrayBuffer(1000));
    expect([own, unknown, BYTES].map((bytes) => crc64InThread(0n, bytes))).toEqual([
      null,
      null,
      null,
    ]);
    expect(made.workers).toHaveLength(0);
  });

  test("is not asked for before the thread has begun", async () => {
    const { crc64InThread, memoryFor } = await loaded();
    expect(crc64InThread(0n, memoryFor(BYTES))).toBeNull();
  });

  test("of one memory again and again is asked for by its number", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    (await asked(crc64, 0n, memory))();
    const told = vi.spyOn(crc64.made.workers[0] ?? expect.fail(), "postMessage");
    crc64.crc64InThread(0n, memory)?.();
    crc64.crc64InThread(0n, memory.subarray(7))?.();
    expect(told.mock.calls).toEqual([[{ id: 1, news: "ordered" }], [{ id: 1, news: "ordered" }]]);
  });

  test("is computed by whoever asked if the thread has not begun with it", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    (await asked(crc64, 0n, memory))();
    // The thread hears of nothing.
    vi.spyOn(crc64.made.workers[0] ?? expect.fail(), "postMessage").mockReturnValue();
    expect(crc64.crc64InThread(5n, memory)?.()).toBe(crc64.aosCrc64(5n, BYTES));
  });

  test("is computed elsewhere, and never there again, if the thread does not end", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    const sum = await asked(crc64, 5n, memory);
    vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    // What the kernel has beside the input is in use.
    new Uint8Array(memory.buffer, 0, memory.byteOffset - 100).fill(255);
    expect(sum()).toBe(crc64.aosCrc64(5n, BYTES));
    expect(crc64.aosCrc64(5n, memory)).toBe(crc64.aosCrc64(5n, BYTES));
    expect(crc64.crc64InThread(5n, memory)).toBeNull();
    expect(crc64.made.workers).toHaveLength(1);
  });
});

describe("the thread of the CRC-64", () => {
  test("does not get the flags of the program", async () => {
    const crc64 = await loaded();
    await asked(crc64, 0n, crc64.memoryFor(BYTES));
    expect(crc64.made.options).toMatchObject([{ execArgv: [] }]);
  });

  test("ends when it is told to, and another takes its place", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    await asked(crc64, 0n, memory);
    const [worker] = crc64.made.workers;
    const ended = once(worker ?? expect.fail(), "exit");
    crc64.endCrc64Thread();
    expect(await ended).toEqual([0]);
    expect((await asked(crc64, 5n, memory))()).toBe(crc64.aosCrc64(5n, BYTES));
    expect(crc64.made.workers).toHaveLength(2);
  });

  test("is never made again once it has failed", async () => {
    const crc64 = await loaded();
    const memory = crc64.memoryFor(BYTES);
    (await asked(crc64, 0n, memory))();
    crc64.made.workers[0]?.emit("error", new Error("out of memory"));
    expect(crc64.crc64InThread(0n, memory)).toBeNull();
    expect(crc64.made.workers).toHaveLength(1);
  });

  test("forgets a memory that nobody has any more", async () => {
    const crc64 = await loaded();
    (await asked(crc64, 0n, crc64.memoryFor(BYTES)))();
    const told = vi.spyOn(crc64.made.workers[0] ?? expect.fail(), "postMessage");
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    await vi.waitFor(
      () => {
        collect();
        expect(told).toHaveBeenCalledWith({ id: 1, news: "forgotten" });
      },
      { timeout: 60_000 },
    );
  });
});

describe("where", () => {
  /** How often a thread was asked for, of two times. */
  async function attempts(): Promise<number> {
    vi.resetModules();
    const forbidden = vi.fn(function () {
      throw new Error("Access to this API has been restricted");
    });
    vi.doMock("node:worker_threads", () => ({ Worker: forbidden }));
    const { crc64Memory } = await import("../../src/aos/crc64/kernel.js");
    const { crc64InThread } = await import("../../src/aos/crc64/thread.js");
    const memory = crc64Memory(1000, true);
    expect([crc64InThread(0n, memory), crc64InThread(0n, memory)]).toEqual([null, null]);
    return forbidden.mock.calls.length;
  }

  test("a program may have no threads, one is asked for once", async () => {
    expect(await attempts()).toBe(1);
  });

  test("the main thread may not wait, none is asked for", async () => {
    vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new TypeError("Atomics.wait cannot be called in this context");
    });
    expect(await attempts()).toBe(0);
  });
});
