/** What downloading an object in parts promises, against the emulator. */

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_OPEN_FILE_ERROR,
} from "../../../src/aos/define.js";
import { aosPoolDestroy } from "../../../src/aos/pool.js";
import { ossResumableDownloadFile } from "../../../src/oss/resumable/download.js";
import { downloadsOf } from "../../support/downloads.js";
import { testAccount } from "../../support/emulator.js";
import { table } from "../../support/options.js";
import { send } from "../../support/raw_oss.js";
import { stopTimers } from "../../support/time.js";
import { Gate, useScene } from "../../support/transfers.js";

const scene = useScene();

const { rangesGot, interrupted, expectCopy } = downloadsOf(scene);

describe("a new download", () => {
  test("becomes the file, in C's order of requests, and leaves nothing behind", async () => {
    const content = randomBytes(250);
    await scene().put("key", content);
    const { s, progress, headers } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(s.reqId).not.toBe("");
    expect(scene().operations).toEqual(["HeadObject", "GetObject", "GetObject", "GetObject"]);
    expect(rangesGot()).toEqual(["bytes=0-99", "bytes=100-199", "bytes=200-249"]);
    expect(progress).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
    expect(headers?.get("Content-Length")).toBe("250");
    expectCopy(content);
    expect(scene().log).toEqual([]);
  });

  test.each([0, 1, 99, 100, 101, 200, 201])("of %d bytes has every byte", async (size) => {
    const content = randomBytes(size);
    await scene().put("key", content);
    const { s } = await scene().download(scene().path("copy"), { threadNum: 3 });
    expect(s.code).toBe(200);
    expectCopy(content);
  });

  test("takes the place of a file that is there", async () => {
    const content = randomBytes(150);
    await scene().put("key", content);
    scene().file("copy", 1000);
    expect((await scene().download(scene().path("copy"), { checkpoint: false })).s.code).toBe(200);
    expectCopy(content);
  });

  test("has as many parts in flight as it may, and not one more", async () => {
    const content = randomBytes(1000);
    await scene().put("key", content);
    const gate = new Gate();
    const hold = { fault: "hold", until: gate.opened, times: Infinity } as const;
    scene().emulator.faults.add({ operation: "GetObject", ...hold });
    const download = scene().download(scene().path("copy"), { threadNum: 4 });
    await expect.poll(() => scene().operations.length).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(scene().operations).toHaveLength(5);
    gate.open();
    expect((await download).s.code).toBe(200);
    expectCopy(content);
  });

  test("asks for every range with If-Match, the caller's headers and parameters", async () => {
    await scene().put("key", randomBytes(150));
    const headers = table({ "x-oss-request-payer": "requester", Range: "bytes=0-0" });
    const params = table({ "x-oss-unknown": "1" });
    const wish = { headers, params };
    expect((await scene().download(scene().path("copy"), wish)).s.code).toBe(200);
    const gets = scene().emulator.requests.filter(({ operation }) => operation === "GetObject");
    expect(gets).toHaveLength(2);
    for (const get of gets) {
      const sent = new Map(get.headers);
      expect(sent.get("if-match")).toMatch(/^"[0-9A-F]{32}"$/);
      expect(sent.get("x-oss-request-payer")).toBe("requester");
      expect(sent.get("range")).not.toBe("bytes=0-0");
      expect(get.target).toContain("x-oss-unknown=1");
    }
    expect([...headers].map(({ key }) => key)).toEqual(["x-oss-request-payer", "Range"]);
  });

  test("without parameters has no checkpoint and works", async () => {
    const content = randomBytes(10);
    await scene().put("key", content);
    const args = [scene().options, testAccount.bucket, "key", scene().path("copy")] as const;
    const s = await ossResumableDownloadFile(...args, null, null, null, null, null);
    expect(s.code).toBe(200);
    expectCopy(content);
  });

  test("leaves a NAME.tmp of somebody else alone when it has no checkpoint", async () => {
    const content = randomBytes(150);
    await scene().put("key", content);
    const theirs = readFileSync(scene().file("copy.tmp", 10));
    expect((await scene().download(scene().path("copy"), { checkpoint: false })).s.code).toBe(200);
    expect(readFileSync(scene().path("copy"))).toEqual(content);
    expect(readFileSync(scene().path("copy.tmp"))).toEqual(theirs);
    expect(scene().files).toEqual(["copy", "copy.tmp"]);
  });
});

describe("a download that was broken off", () => {
  test("goes on with the parts that are missing, and tells progress from there", async () => {
    const content = await interrupted();
    expect(scene().files).toEqual(["copy.dcp", "copy.tmp"]);
    const { s, progress } = await scene().download(scene().path("copy"));
    expect(s.code).toBe(200);
    expect(rangesGot()).toEqual(["bytes=200-249"]);
    expect(progress).toEqual([[250, 250]]);
    expectCopy(content);
  });

  test("leaves the file that was there before as it was", async () => {
    const old = readFileSync(scene().file("copy", 77));
    await interrupted();
    expect(readFileSync(scene().path("copy"))).toEqual(old);
  });

  test("keeps the part size it began with", async () => {
    const content = await interrupted();
    const wish = { partSize: 7, threadNum: 3 };
    expect((await scene().download(scene().path("copy"), wish)).s.code).toBe(200);
    expect(rangesGot()).toEqual(["bytes=200-249"]);
    expectCopy(content);
  });

  test("without a checkpoint leaves nothing behind", async () => {
    await interrupted({ checkpoint: false });
    expect(scene().files).toEqual([]);
  });

  test("fetches again what the disk has lost or has otherwise, and only that", async () => {
    const content = await interrupted();
    const temporary = readFileSync(scene().path("copy.tmp"));
    temporary[150] = (temporary[150] ?? 0) ^ 1;
    writeFileSync(scene().path("copy.tmp"), temporary);
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toEqual(["bytes=100-199", "bytes=200-249"]);
    expectCopy(content);
  });

  test.each([
    ["is gone", null],
    ["has another size", Buffer.alloc(251)],
  ])("begins anew when NAME.tmp %s", async (_, temporary) => {
    const content = await interrupted();
    rmSync(scene().path("copy.tmp"));
    if (temporary !== null) writeFileSync(scene().path("copy.tmp"), temporary);
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toHaveLength(3);
    expectCopy(content);
  });

  test("by the end of its pool answers AOSE_ABORT_CALLBACK at once and can go on", async () => {
    stopTimers();
    const content = randomBytes(1000);
    await scene().put("key", content);
    const options = scene().mortalOptions();
    const never = new Promise(() => undefined);
    const { faults } = scene().emulator;
    faults.add({ operation: "GetObject", nth: 3, times: Infinity, fault: "hold", until: never });
    const wish = { options, threadNum: 2, maxAttempts: 3 };
    const download = scene().download(scene().path("copy"), wish);
    await expect.poll(() => scene().operations.length).toBe(5);
    aosPoolDestroy(options.pool);
    expect((await download).s.code).toBe(-997);
    faults.clear();
    scene().emulator.requests.length = 0;
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toHaveLength(8);
    expectCopy(content);
  });
});

describe("an object that is not the one that was begun", () => {
  test("changed between two ranges: InconsistentError, no file, and a fresh start next time", async () => {
    await scene().put("key", randomBytes(250));
    const gate = new Gate();
    scene().emulator.faults.add({
      operation: "GetObject",
      nth: 2,
      fault: "hold",
      until: gate.opened,
    });
    const download = scene().download(scene().path("copy"), { maxAttempts: 3 });
    await expect.poll(() => scene().operations.length).toBe(3);
    const held = scene().emulator.requests.at(-1);
    const changed = randomBytes(250);
    await scene().put("key", changed);
    gate.open();
    const { s } = await download;
    expect(s).toMatchObject({
      code: AOSE_CRC_INCONSISTENT_ERROR,
      errorCode: "InconsistentError",
      errorMsg: "the object changed during the download",
    });
    // The service was told which object is meant.
    expect(held?.status).toBe(412);
    expect(scene().files).not.toContain("copy");
    scene().emulator.requests.length = 0;
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toHaveLength(3);
    expectCopy(changed);
  });

  test("has changed since the checkpoint: it begins anew", async () => {
    await interrupted();
    const changed = randomBytes(250);
    await scene().put("key", changed);
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toHaveLength(3);
    expectCopy(changed);
  });

  test("has another name: it begins anew", async () => {
    const content = await interrupted();
    await scene().put("other", content);
    const { s } = await scene().download(scene().path("copy"), { object: "other" });
    expect(s.code).toBe(200);
    expect(rangesGot()).toHaveLength(3);
    expect(scene().log.join("")).toContain("copy.dcp");
  });

  test("is in another bucket: it begins anew", async () => {
    const content = await interrupted();
    await send(scene().emulator, { method: "PUT", target: "/other/key", body: content });
    scene().emulator.requests.length = 0;
    const { s } = await scene().download(scene().path("copy"), { bucket: "other" });
    expect(s.code).toBe(200);
    expect(rangesGot()).toHaveLength(3);
  });

  test("is not there", async () => {
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchKey" });
    expect(scene().files).toEqual([]);
  });
});

describe("a CRC-64 that differs", () => {
  test("of the whole is InconsistentError; nothing is left to build upon", async () => {
    await scene().put("key", randomBytes(250));
    scene().emulator.faults.add({ operation: "HeadObject", fault: "wrongCrc" });
    const old = readFileSync(scene().file("copy", 5));
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({
      code: AOSE_CRC_INCONSISTENT_ERROR,
      errorCode: "InconsistentError",
    });
    expect(readFileSync(scene().path("copy"))).toEqual(old);
    expect(scene().files).toEqual(["copy"]);
  });

  test("because a byte of a part was changed on the way is noticed", async () => {
    await scene().put("key", randomBytes(250));
    scene().emulator.faults.add({ operation: "GetObject", nth: 2, fault: "corruptBody" });
    const { s } = await scene().download(scene().path("copy"));
    expect(s.code).toBe(AOSE_CRC_INCONSISTENT_ERROR);
    expect(scene().files).toEqual([]);
  });

  test("is not looked at when checking is switched off", async () => {
    const content = randomBytes(250);
    await scene().put("key", content);
    scene().options.ctl.options.enableCrc = 0;
    scene().emulator.faults.add({ operation: "HeadObject", fault: "wrongCrc" });
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expectCopy(content);
  });
});

describe("what can't be downloaded sends nothing", () => {
  async function expectRefused(filepath: string, code: number, wish = {}): Promise<void> {
    const before = scene().files;
    const { s } = await scene().download(filepath, wish);
    expect(s.code).toBe(code);
    expect(scene().operations).toEqual([]);
    expect(scene().files).toEqual(before);
  }

  test("no file name", async () => {
    await expectRefused("", AOSE_OPEN_FILE_ERROR);
  });

  test("a checkpoint in a directory that does not exist", async () => {
    const checkpointPath = scene().path("no/dir/my.cp");
    await expectRefused(scene().path("copy"), AOSE_OPEN_FILE_ERROR, { checkpointPath });
  });

  test.each(["copy", "copy.tmp"])("a checkpoint that is the file %s itself", async (name) => {
    const checkpointPath = scene().path(name);
    await expectRefused(scene().path("copy"), AOSE_INVALID_ARGUMENT, { checkpointPath });
  });

  test("a checkpoint that is in use", async () => {
    await scene().put("key", randomBytes(250));
    const gate = new Gate();
    scene().emulator.faults.add({ operation: "GetObject", fault: "hold", until: gate.opened });
    const first = scene().download(scene().path("copy"));
    await expect.poll(() => scene().operations.length).toBe(2);
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: AOSE_INVALID_OPERATION, errorCode: "CheckpointInUse" });
    gate.open();
    expect((await first).s.code).toBe(200);
  });
});

describe("a file that can't be put in its place", () => {
  test("a directory that does not exist", async () => {
    await scene().put("key", randomBytes(250));
    const { s } = await scene().download(scene().path("no/copy"), { checkpoint: false });
    expect(s).toMatchObject({ code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" });
    expect(scene().files).toEqual([]);
  });

  test("a directory in its place: RenameFileFail, and the checkpoint is good for another try", async () => {
    const content = randomBytes(250);
    await scene().put("key", content);
    mkdirSync(scene().path("copy/x"), { recursive: true });
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: 0, errorCode: "RenameFileFail" });
    expect(scene().files).toEqual(["copy", "copy.dcp", "copy.tmp"]);
    rmSync(scene().path("copy"), { recursive: true });
    scene().emulator.requests.length = 0;
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toEqual([]);
    expectCopy(content);
  });
});
