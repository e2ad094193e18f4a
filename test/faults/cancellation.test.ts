/** Every call, ended from outside at every moment: by its signal, its pool and its controller's. */

import { execFileSync } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { getEventListeners } from "node:events";
import { constants, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_ABORT_CALLBACK } from "../../src/aos/define.js";
import {
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpRequestOptionsCreate,
} from "../../src/aos/http_io.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
import { ossAppendObjectFromFile } from "../../src/oss/api/append.js";
import { ossPutObjectFromFile } from "../../src/oss/api/object_file.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { type Cancellation, cancellations, type Moment, ruleOf } from "../support/cancellations.js";
import {
  Gate,
  type Scene,
  type TransferResult,
  type TransferWish,
  useScene,
} from "../support/transfers.js";

/** What happens as the library begins something within this process that no server sees. */
const hooks = vi.hoisted(
  (): Record<"hashing" | "saving" | "reading", () => void> => ({
    hashing: () => undefined,
    saving: () => undefined,
    reading: () => undefined,
  }),
);

vi.mock("../../src/oss/resumable/ranges.js", async (original) => {
  const own = await original<typeof import("../../src/oss/resumable/ranges.js")>();
  return { ...own, ossRangeCrc64: hooked("hashing", own.ossRangeCrc64) };
});
vi.mock("../../src/oss/resumable/checkpoint_file.js", async (original) => {
  const own = await original<typeof import("../../src/oss/resumable/checkpoint_file.js")>();
  return { ...own, ossReplaceCheckpoint: hooked("saving", own.ossReplaceCheckpoint) };
});
vi.mock("../../src/oss/xml/object.js", async (original) => {
  const own = await original<typeof import("../../src/oss/xml/object.js")>();
  const ossListObjectsParseFromBody = hooked("reading", own.ossListObjectsParseFromBody);
  return { ...own, ossListObjectsParseFromBody };
});
vi.mock("../../src/oss/xml/multipart.js", async (original) => {
  const own = await original<typeof import("../../src/oss/xml/multipart.js")>();
  return { ...own, ossListPartsParseFromBody: hooked("reading", own.ossListPartsParseFromBody) };
});

function hooked<A extends unknown[], R>(
  name: keyof typeof hooks,
  own: (...args: A) => R,
): (...args: A) => R {
  return (...args) => {
    hooks[name]();
    return own(...args);
  };
}

const scene = useScene();

/** Options that can be ended in a certain way. */
interface Mortal {
  readonly options: OssRequestOptions;
  readonly end: () => void;
  /** What the status says of the end. */
  readonly reason: string;
  /** Expects that nothing is left of the call. */
  readonly expectForgotten: () => void;
}

const nothing = (): void => undefined;

/** Those who may end a call. */
const enders: Readonly<Record<string, (scene: Scene) => Mortal>> = {
  "its signal": ({ options: { config, ctl, pool } }) => {
    const controller = new AbortController();
    const { signal } = controller;
    return {
      options: { config, ctl, pool, signal },
      end: () => {
        controller.abort();
      },
      reason: "the signal was aborted (AbortError)",
      expectForgotten: () => {
        expect(getEventListeners(signal, "abort")).toEqual([]);
      },
    };
  },
  "its pool": ({ options: { config, ctl } }) => {
    const pool = aosPoolCreate(null);
    return {
      options: { config, ctl, pool },
      end: () => {
        aosPoolDestroy(pool);
      },
      reason: "the pool was destroyed",
      expectForgotten: nothing,
    };
  },
  "its controller's pool": ({ options: { config, pool } }) => {
    const own = aosPoolCreate(null);
    const ctl = aosHttpControllerCreate(own, 0);
    ctl.options = aosHttpRequestOptionsCreate(own);
    return {
      options: { config, ctl, pool },
      end: () => {
        aosPoolDestroy(own);
      },
      reason: "the pool was destroyed",
      expectForgotten: nothing,
    };
  },
};

/** Waits until a moment is reached at which the call stays. */
async function reach(
  moment: Moment,
  call: Cancellation,
  options: OssRequestOptions,
): Promise<{ readonly running: Promise<AosStatus> }> {
  const [arrived, told] = [new Gate(), new Gate()];
  scene().emulator.faults.add(
    ruleOf(moment, () => {
      arrived.open();
    }),
  );
  const retry = { maxAttempts: 2, firstPause: 3_600_000, longestPause: 3_600_000 };
  const own = moment.doing === "pausing" ? { ...options, retry } : options;
  // A pause of random length may be none.
  vi.spyOn(Math, "random").mockReturnValue(0.9);
  const running = call.run(scene(), own, () => {
    told.open();
  });
  await arrived.opened;
  if (moment.doing === "pausing") {
    await expect.poll(() => scene().log.join("\n")).toContain("Attempt 1 of 2");
  }
  // Where progress is told, the first bytes are under way then.
  if (moment.doing === "sending" || moment.doing === "receiving") {
    await Promise.race([told.opened, turn()]);
  }
  return { running };
}

/** The client's ends of all connections that the test made; the emulator has the others. */
let connections: Socket[] = [];

function noteConnection(message: unknown): void {
  const { socket } = message as { readonly socket: Socket };
  connections.push(socket);
}

beforeEach(() => {
  connections = [];
  Object.assign(hooks, { hashing: nothing, saving: nothing, reading: nothing });
  subscribe("net.client.socket", noteConnection);
});

afterEach(() => {
  unsubscribe("net.client.socket", noteConnection);
  vi.restoreAllMocks();
});

function expectNoConnection(): void {
  // A connection whose answer came is kept for the next call until now.
  aosHttpIoDeinitialize();
  expect(connections.filter(({ destroyed }) => !destroyed)).toEqual([]);
}

/** How many parts a transfer has. */
const PARTS = new Map([
  ["UploadPart", 3],
  ["GetObject", 2],
]);

/** Makes the call again and expects that it does what is left, and nothing a second time. */
async function expectToGoOn(call: Cancellation, { operation, nth }: Moment): Promise<void> {
  scene().emulator.faults.clear();
  scene().emulator.requests.length = 0;
  const s = await call.run(scene(), scene().options, nothing);
  expect(s).toMatchObject({ code: 200, errorCode: "" });
  expect(scene().operations).not.toContain("InitiateMultipartUpload");
  const parts = scene().emulator.requests.filter((request) => request.operation === operation);
  const all = PARTS.get(operation);
  if (all !== undefined) expect(parts.length).toBe(all - (nth - 1));
}

function isFirst(call: Cancellation, { operation, nth }: Moment): boolean {
  return call.moments[0]?.operation === operation && nth === 1;
}

describe("what no server sees", () => {
  /** Options with a signal, and what aborts it. */
  function abortable(): { readonly options: OssRequestOptions; readonly abort: () => void } {
    const controller = new AbortController();
    const { config, ctl, pool } = scene().options;
    const abort = (): void => {
      controller.abort();
    };
    return { options: { config, ctl, pool, signal: controller.signal }, abort };
  }

  test.each(["file", "key"])("the parts of %j are left alone from one on", async (source) => {
    const { options, abort } = abortable();
    await scene().put("key", Buffer.alloc(250, "x"));
    const transfer = (wish: TransferWish): Promise<TransferResult> =>
      source === "file"
        ? scene().upload(scene().path("file"), wish)
        : scene().download(scene().path("copy"), wish);
    scene().file("file", 250);
    const { s } = await transfer({ options, progress: abort });
    expect(s.code).toBe(AOSE_ABORT_CALLBACK);
    scene().emulator.requests.length = 0;
    expect((await transfer({})).s.code).toBe(200);
    const parts = scene().emulator.requests.filter(({ operation }) =>
      ["UploadPart", "GetObject"].includes(operation),
    );
    expect(parts.length).toBe(2);
  });

  test("what was downloaded is not proved to its end", async () => {
    await scene().put("key", Buffer.alloc(250, "x"));
    scene().emulator.faults.add({ operation: "GetObject", nth: 3, fault: "error", status: 500 });
    const file = scene().path("file");
    expect((await scene().download(file)).s.code).toBe(500);
    const { options, abort } = abortable();
    let hashed = 0;
    hooks.hashing = () => {
      hashed++;
      abort();
    };
    scene().emulator.requests.length = 0;
    expect((await scene().download(file, { options })).s.code).toBe(AOSE_ABORT_CALLBACK);
    expect([hashed, scene().operations]).toEqual([1, ["HeadObject"]]);
    expect(scene().files).toEqual(["file.dcp", "file.tmp"]);
    hooks.hashing = nothing;
    expect((await scene().download(file)).s.code).toBe(200);
    expect(scene().operations).toEqual(["HeadObject", "HeadObject", "GetObject"]);
  });

  test("a checkpoint that is being written is written whole", async () => {
    const file = scene().file("file", 250);
    const { options, abort } = abortable();
    hooks.saving = abort;
    expect((await scene().upload(file, { options })).s.code).toBe(AOSE_ABORT_CALLBACK);
    expect(scene().operations).toEqual(["InitiateMultipartUpload"]);
    expect(scene().files).toEqual(["file", "file.cp"]);
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations.filter((name) => name === "InitiateMultipartUpload").length).toBe(1);
  });

  test.each(["signal", "pool"])(
    "after a page that its %s ended no other is asked for, and nothing is thrown",
    async (who) => {
      const listing = cancellations["delete by prefix"];
      const parts = cancellations["list all parts"];
      for (const call of [listing, parts]) {
        await call?.prepare?.(scene());
        const { options, abort } = abortable();
        const pool = aosPoolCreate(null);
        hooks.reading = () => {
          if (who === "signal") abort();
          else aosPoolDestroy(pool);
        };
        scene().emulator.requests.length = 0;
        const s = await call?.run(scene(), { ...options, pool }, nothing);
        // The page that ended all parts was the last one, so all of it was done.
        expect(s?.code).toBe(call === parts ? 200 : AOSE_ABORT_CALLBACK);
        expect(scene().operations.length).toBe(1);
      }
    },
  );
});

describe("opening a file that takes for ever", () => {
  test.each([
    ["put", ossPutObjectFromFile],
    [
      "append",
      (...[options, bucket, key, path]: Parameters<typeof ossPutObjectFromFile>) =>
        ossAppendObjectFromFile(options, bucket, key, 0, path, null, null),
    ],
  ])("is not waited for by a %s that is ended", async (_, call) => {
    const pipe = scene().path("pipe");
    execFileSync("mkfifo", [pipe]);
    const controller = new AbortController();
    const { config, ctl, pool } = scene().options;
    const options = { config, ctl, pool, signal: controller.signal };
    const running = call(options, "examplebucket", "key", pipe, null, null);
    await turn();
    controller.abort();
    expect((await running).code).toBe(AOSE_ABORT_CALLBACK);
    expect(scene().operations).toEqual([]);
    // What was being opened is open now, for as long as it takes to close it.
    const other = await open(pipe, constants.O_WRONLY);
    await other.close();
    await expect.poll(() => scene().openFiles).toEqual([]);
  });
});

/** How long calls took to end, in milliseconds. A test has no time limit; `npm run bench:cancel` has. */
const times: number[] = [];

afterAll(() => {
  const { OSS_CANCEL_TIMES: file } = process.env;
  if (file !== undefined) writeFileSync(file, JSON.stringify(times));
});

describe.each(Object.entries(cancellations))("%s", (_, call) => {
  const cases = Object.keys(enders).flatMap((who) =>
    call.moments.map((moment) => ({ who, ...moment })),
  );

  test.each(cases)(
    "is ended by $who while $operation $nth is $doing",
    async ({ who, ...moment }) => {
      await call.prepare?.(scene());
      const before = scene().files;
      const mortal = enders[who]?.(scene());
      if (mortal === undefined) throw new Error(who);
      const { running } = await reach(moment, call, mortal.options);
      const began = performance.now();
      mortal.end();
      // The server lets go of nothing, so the call ends of itself or never.
      const s = await running;
      times.push(performance.now() - began);
      expect(s).toMatchObject({ code: AOSE_ABORT_CALLBACK, errorCode: "HttpIoError" });
      expect(s.errorMsg).toBe(mortal.reason);
      mortal.expectForgotten();
      const kept = isFirst(call, moment) && call.moments.length > 2 ? [] : (call.kept ?? []);
      expect(scene().files).toEqual([...before, ...kept].sort());
      expectNoConnection();
      if (kept.length > 0) await expectToGoOn(call, moment);
    },
  );

  test("is not begun when its signal is aborted already", async () => {
    await call.prepare?.(scene());
    scene().emulator.requests.length = 0;
    const before = scene().files;
    const reason = new DOMException("too late", "TimeoutError");
    const signal = AbortSignal.abort(reason);
    const { config, ctl, pool } = scene().options;
    const s = await call.run(scene(), { config, ctl, pool, signal }, nothing);
    expect(s.code).toBe(AOSE_ABORT_CALLBACK);
    expect(s.errorMsg).toBe("the signal was aborted (TimeoutError)");
    expect(scene().operations).toEqual([]);
    expect(scene().files).toEqual(before);
  });

  test("lets go of its signal when it succeeds", async () => {
    await call.prepare?.(scene());
    const { signal } = new AbortController();
    const { config, ctl, pool } = scene().options;
    const s = await call.run(scene(), { config, ctl, pool, signal }, nothing);
    expect(s).toMatchObject({ errorCode: "" });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
