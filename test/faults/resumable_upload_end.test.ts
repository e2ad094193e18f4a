/** Uploads in parts whose server or disk fails at a moment when little is left to be done. */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AOSE_ABORT_CALLBACK, AOSE_FILE_WRITE_ERROR } from "../../src/aos/define.js";
import { AOS_LOG_INFO, aosLogSetLevel, aosLogSetOutput } from "../../src/aos/log.js";
import { aosPoolDestroy } from "../../src/aos/pool.js";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { passSeconds } from "../support/time.js";
import { Gate, useScene } from "../support/transfers.js";

const scene = useScene();

function fault(rule: OssFaultRule): void {
  scene().emulator.faults.add(rule);
}

async function expectObject(file: string): Promise<void> {
  expect(await scene().object("key")).toEqual(readFileSync(file));
  expect(scene().files).toEqual(["file"]);
}

const oops = { fault: "error", status: 500, code: "InternalError" } as const;
const denied = { fault: "error", status: 403, code: "AccessDenied" } as const;

describe("a server that says of an upload that was taken up that it lacks a part", () => {
  const lacking = { fault: "error", status: 400, code: "InvalidPart" } as const;

  async function interrupted(): Promise<string> {
    const file = scene().file("file", 150);
    fault({ operation: "CompleteMultipartUpload", ...oops });
    expect((await scene().upload(file)).s.code).toBe(500);
    scene().emulator.requests.length = 0;
    fault({ operation: "CompleteMultipartUpload", ...lacking });
    return file;
  }

  const anew = ["InitiateMultipartUpload", "UploadPart 1", "UploadPart 2"];

  test("and lists all of them: that upload is aborted, and a new one begins", async () => {
    const file = await interrupted();
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual([
      ...["CompleteMultipartUpload", "ListParts", "AbortMultipartUpload"],
      ...[...anew, "CompleteMultipartUpload"],
    ]);
    expect(await scene().uploads()).toBe(0);
    await expectObject(file);
  });

  test("and does not list them: that failure is told, and the next call goes on", async () => {
    const file = await interrupted();
    fault({ operation: "ListParts", ...denied });
    expect((await scene().upload(file)).s.code).toBe(403);
    expect(scene().operations).toEqual(["CompleteMultipartUpload", "ListParts"]);
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations.slice(2)).toEqual(["CompleteMultipartUpload"]);
    await expectObject(file);
  });
});

describe("an upload without a checkpoint that failed", () => {
  test("and can't be aborted answers the failure, and the log says what is left", async () => {
    fault({ operation: "UploadPart", partNumber: 2, ...oops });
    fault({ operation: "AbortMultipartUpload", ...denied });
    const { s } = await scene().upload(scene().file("file", 250), { checkpoint: false });
    expect(s).toMatchObject({ code: 500, errorCode: "InternalError" });
    expect(scene().log.join("")).toContain("was not aborted: 403 AccessDenied");
  });

  test("since the server does not know it any more is not aborted", async () => {
    const unknown = { fault: "error", status: 404, code: "NoSuchUpload" } as const;
    fault({ operation: "UploadPart", partNumber: 2, ...unknown });
    const { s } = await scene().upload(scene().file("file", 250), { checkpoint: false });
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchUpload" });
    expect(scene().operations.at(-1)).toBe("HeadObject");
    expect(scene().log.join("")).not.toContain("was not aborted");
  });
});

test("an empty file whose one part fails is that failure, and the checkpoint stays", async () => {
  const file = scene().file("file", 0);
  const refusal = { fault: "error", status: 400, code: "MalformedXML" } as const;
  fault({ operation: "CompleteMultipartUpload", ...refusal });
  fault({ operation: "UploadPart", ...oops });
  const { s } = await scene().upload(file);
  expect(s).toMatchObject({ code: 500, errorCode: "InternalError" });
  expect(scene().files).toEqual(["file", "file.cp"]);
  expect((await scene().upload(file)).s.code).toBe(200);
  await expectObject(file);
});

test("a part that arrived though its answer was lost counts also without CRC-64", async () => {
  const file = scene().file("file", 250);
  scene().options.ctl.options.enableCrc = 0;
  fault({ operation: "UploadPart", partNumber: 2, fault: "lostAnswer", times: 2 });
  expect((await scene().upload(file)).s.code).toBe(200);
  expect(scene().operations).toContain("ListParts");
  await expectObject(file);
});

test("a completion whose answer was lost is not taken for done when the object shows no CRC-64", async () => {
  const file = scene().file("file", 250);
  fault({ operation: "CompleteMultipartUpload", fault: "lostAnswer", times: Infinity });
  fault({ operation: "HeadObject", fault: "missingCrc" });
  expect((await scene().upload(file)).s).toMatchObject({ code: 404, errorCode: "NoSuchUpload" });
  expect(scene().operations.at(-1)).toBe("HeadObject");
  scene().emulator.requests.length = 0;
  expect((await scene().upload(file)).s.code).toBe(200);
  expect(scene().operations).not.toContain("UploadPart 1");
  await expectObject(file);
});

test("a disk that takes no more notes ends the upload, and what it has is gone on with", async () => {
  passSeconds();
  const file = scene().file("file", 1000);
  const gate = new Gate();
  fault({ operation: "UploadPart", partNumber: 3, fault: "hold", until: gate.opened });
  const upload = scene().upload(file);
  await expect.poll(() => scene().operations.at(-1)).toBe("UploadPart 3");
  // Directories are in the way of the new checkpoint and of the journal.
  const inTheWay = ["file.cp.tmp", "file.cp.journal"].map((name) => scene().path(name));
  for (const path of inTheWay) mkdirSync(path);
  gate.open();
  const { s } = await upload;
  expect(s).toMatchObject({ code: AOSE_FILE_WRITE_ERROR, errorCode: "WriteFileFail" });
  expect(scene().operations.at(-1)).toBe("UploadPart 3");
  for (const path of inTheWay) rmSync(path, { recursive: true });
  scene().emulator.requests.length = 0;
  expect((await scene().upload(file)).s.code).toBe(200);
  expect(scene().operations[0]).toBe("UploadPart 3");
  await expectObject(file);
});

test("a pool that ends before the first request sends none and keeps the checkpoint", async () => {
  const file = scene().file("file", 250);
  fault({ operation: "UploadPart", partNumber: 3, ...oops });
  await scene().upload(file);
  scene().emulator.requests.length = 0;
  const options = scene().mortalOptions();
  aosLogSetOutput({
    write: (line) => {
      if (line.includes("bytes done")) aosPoolDestroy(options.pool);
    },
  });
  aosLogSetLevel(AOS_LOG_INFO);
  const { s } = await scene().upload(file, { options });
  expect(s).toMatchObject({ code: AOSE_ABORT_CALLBACK, errorCode: "HttpIoError" });
  expect(scene().operations).toEqual([]);
  expect((await scene().upload(file)).s.code).toBe(200);
  expect(scene().operations[0]).toBe("UploadPart 3");
  await expectObject(file);
});
