/** Nothing that a program or a directory holds keeps a call from its end. */

import { execFileSync } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { AOSE_ABORT_CALLBACK, AOSE_FILE_WRITE_ERROR } from "../../src/aos/define.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
import { ossDeleteObject } from "../../src/oss/api/object.js";
import { signedOptions } from "../support/options.js";
import { RawServer } from "../support/raw_server.js";
import { Gate, useScene } from "../support/transfers.js";

const scene = useScene();

/** A call that a server has got and never answers, and the pool that it runs under. */
async function callUnderWay(controller: AbortController | null): Promise<{
  readonly running: Promise<AosStatus>;
  readonly pool: ReturnType<typeof aosPoolCreate>;
}> {
  const arrived = new Gate();
  const server = await RawServer.start(async (reader) => {
    await reader.request();
    arrived.open();
  });
  onTestFinished(() => server.close());
  const pool = aosPoolCreate(null);
  const options = signedOptions(pool, `http://${server.host}`, 4);
  if (controller !== null) options.signal = controller.signal;
  const running = ossDeleteObject(options, "examplebucket", "key", null);
  await arrived.opened;
  return { running, pool };
}

describe("a call is ended all the same", () => {
  test("when a clean-up of its pool throws", async () => {
    const { running, pool } = await callUnderWay(null);
    pool.onDestroy(() => {
      throw new RangeError("mine");
    });
    expect(() => {
      aosPoolDestroy(pool);
    }).toThrow(new RangeError("mine"));
    expect((await running).code).toBe(AOSE_ABORT_CALLBACK);
  });

  const unreadable = Object.defineProperty(new Error(), "name", {
    get: () => {
      throw new RangeError("mine");
    },
  });

  test.each([
    ["throws when it is looked at", unreadable],
    ["has a name of its own", new DOMException("", "secret")],
    ["is no error", "secret"],
  ])("when the reason of its signal %s, and it is not repeated", async (_, reason) => {
    const controller = new AbortController();
    const { running } = await callUnderWay(controller);
    controller.abort(reason);
    const ended = { code: AOSE_ABORT_CALLBACK, errorMsg: "the signal was aborted" };
    expect(await running).toMatchObject(ended);
  });
});

describe("a pipe in the place of", () => {
  test.each([
    ["a checkpoint", ".cp", 200],
    ["its lock", ".cp.lock", 200],
    ["its journal", ".cp.journal", 200],
    ["its temporary file", ".cp.tmp", AOSE_FILE_WRITE_ERROR],
  ])("%s is not waited for", async (_, suffix, code) => {
    const file = scene().file("file", 950);
    execFileSync("mkfifo", [file + suffix]);
    expect((await scene().upload(file)).s.code).toBe(code);
  });
});
