/** Every call, ended from outside at every moment: by its signal, its pool and its controller's. */

import { execFileSync } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { getEventListeners } from "node:events";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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
import { Gate, type Scene, useScene } from "../support/transfers.js";

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
    await vi.waitFor(() => {
      expect(scene().log.join("\n")).toContain("Attempt 1 of 2");
    });
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
  });
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
      mortal.end();
      // The server lets go of nothing, so the call ends of itself or never.
      const s = await running;
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
