/** Uploads in parts over a network and against a server that fail in every way. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FAILED_CONNECT,
  AOSE_SERVICE_ERROR,
} from "../../src/aos/define.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import { send } from "../support/raw_oss.js";
import { Gate, useScene } from "../support/transfers.js";

const scene = useScene();

function fault(rule: OssFaultRule): void {
  scene().emulator.faults.add(rule);
}

function count(operation: string): number {
  return scene().emulator.requests.filter((request) => request.operation === operation).length;
}

async function expectObject(file: string): Promise<void> {
  expect(await scene().object("key")).toEqual(readFileSync(file));
  expect(scene().files).toEqual(["file"]);
}

describe("a part", () => {
  const passing: [string, OssFaultRule][] = [
    ["is answered 500", { fault: "error", status: 500, code: "InternalError" }],
    ["is answered 503", { fault: "error", status: 503, code: "ServiceUnavailable" }],
    ["is answered 429", { fault: "error", status: 429, code: "TooManyRequests" }],
    ["is answered 408", { fault: "error", status: 408 }],
    ["timed out at the server", { fault: "error", status: 400, code: "RequestTimeout" }],
    ["has another CRC-64 at the server", { fault: "wrongCrc" }],
    ["gets no ETag", { fault: "missingEtag" }],
    ["gets an error in a 200", { fault: "errorIn200" }],
    ["loses its connection in its middle", { fault: "resetRequest", afterBytes: 10 }],
    ["loses its answer", { fault: "lostAnswer" }],
  ];

  test.each(passing)("that %s is sent again", async (_, rule) => {
    const file = scene().file("file", 250);
    fault({ ...rule, operation: "UploadPart", partNumber: 2 });
    const { s, progress } = await scene().upload(file, { maxAttempts: 3 });
    expect(s.code).toBe(200);
    expect(count("UploadPart")).toBe(4);
    expect(progress.map(([consumed]) => consumed)).toEqual([100, 200, 250]);
    await expectObject(file);
  });

  test("is tried as often as allowed, and no more", async () => {
    const file = scene().file("file", 250);
    const error = { fault: "error", status: 503, code: "ServiceUnavailable" } as const;
    fault({ operation: "UploadPart", partNumber: 2, times: Infinity, ...error });
    const { s } = await scene().upload(file, { maxAttempts: 3 });
    expect(s).toMatchObject({ code: 503, errorCode: "ServiceUnavailable" });
    expect(scene().operations).toEqual([
      "InitiateMultipartUpload",
      "UploadPart 1",
      "UploadPart 2",
      "UploadPart 2",
      "UploadPart 2",
    ]);
  });

  test("is tried three times when the parameters do not say", async () => {
    const file = scene().file("file", 100);
    const error = { fault: "error", status: 500 } as const;
    fault({ operation: "UploadPart", times: 2, ...error });
    const args = [scene().options, "examplebucket", "key", file] as const;
    const s = await ossResumableUploadFile(...args, null, null, null, null, null, null);
    expect(s.code).toBe(200);
    expect(count("UploadPart")).toBe(3);
  });

  const final: [string, OssFaultRule, number, string][] = [
    ["403", { fault: "error", status: 403, code: "AccessDenied" }, 403, "AccessDenied"],
    ["400", { fault: "error", status: 400, code: "InvalidDigest" }, 400, "InvalidDigest"],
  ];

  test.each(final)("that is answered %s is not tried again", async (_, rule, code, errorCode) => {
    fault({ ...rule, operation: "UploadPart", partNumber: 2 });
    const { s } = await scene().upload(scene().file("file", 250), { maxAttempts: 3 });
    expect(s).toMatchObject({ code, errorCode });
    expect(count("UploadPart")).toBe(2);
  });

  test("waits longer from try to try, up to a random share", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0);
    const file = scene().file("file", 100);
    fault({ operation: "UploadPart", times: 4, fault: "error", status: 500 });
    const began = performance.now();
    expect((await scene().upload(file, { maxAttempts: 5 })).s.code).toBe(200);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(random.mock.calls.length).toBeGreaterThanOrEqual(4);
    random.mockRestore();
  });

  test("without a CRC from the server is taken; the whole is compared in the end", async () => {
    const file = scene().file("file", 250);
    fault({ operation: "UploadPart", times: Infinity, fault: "missingCrc" });
    expect((await scene().upload(file)).s.code).toBe(200);
    await expectObject(file);
  });

  test("that arrived though its last answer was lost is not sent again", async () => {
    const file = scene().file("file", 250);
    // Twice, since on a connection that was idle before it is sent again by itself.
    fault({ operation: "UploadPart", partNumber: 2, fault: "lostAnswer", times: 2 });
    expect((await scene().upload(file, { maxAttempts: 1 })).s.code).toBe(200);
    expect(scene().operations).toEqual([
      "InitiateMultipartUpload",
      "UploadPart 1",
      "UploadPart 2",
      "UploadPart 2",
      "ListParts",
      "UploadPart 3",
      "CompleteMultipartUpload",
    ]);
    await expectObject(file);
  });

  test("that did not arrive before its connection was lost is a failure", async () => {
    const file = scene().file("file", 250);
    const lost = { fault: "resetRequest", afterBytes: 10, times: 2 } as const;
    fault({ operation: "UploadPart", partNumber: 2, ...lost });
    const { s } = await scene().upload(file, { maxAttempts: 1 });
    expect(s.code).toBeLessThan(0);
    expect(scene().operations.at(-1)).toBe("ListParts");
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations[0]).toBe("UploadPart 2");
    await expectObject(file);
  });
});

test("a part that the server has otherwise is not taken for the one whose answer was lost", async () => {
  const file = scene().file("file", 250);
  const gate = new Gate();
  fault({ operation: "UploadPart", partNumber: 1, fault: "hold", until: gate.opened });
  const lost = { fault: "resetRequest", afterBytes: 10 } as const;
  fault({ operation: "UploadPart", partNumber: 2, nth: 2, times: 2, ...lost });
  const upload = scene().upload(file, { maxAttempts: 1 });
  await expect.poll(() => count("UploadPart")).toBe(1);
  const id = /<UploadId>([^<]*)/.exec(scene().text("file.cp"))?.[1] ?? "";
  const target = `/examplebucket/key?partNumber=2&uploadId=${id}`;
  const body = Buffer.alloc(100, "x");
  expect((await send(scene().emulator, { method: "PUT", target, body })).status).toBe(200);
  gate.open();
  expect((await upload).s.code).toBeLessThan(0);
  expect(scene().operations.at(-1)).toBe("ListParts");
  expect((await scene().upload(file)).s.code).toBe(200);
  await expectObject(file);
});

describe("the begin", () => {
  test("is tried again too", async () => {
    const file = scene().file("file", 100);
    fault({ operation: "InitiateMultipartUpload", fault: "error", status: 503 });
    expect((await scene().upload(file, { maxAttempts: 3 })).s.code).toBe(200);
    await expectObject(file);
  });

  test("that is refused leaves nothing behind", async () => {
    const refusal = { fault: "error", status: 403, code: "AccessDenied" } as const;
    fault({ operation: "InitiateMultipartUpload", ...refusal });
    const { s, headers } = await scene().upload(scene().file("file", 100));
    expect(s).toMatchObject({ code: 403, errorCode: "AccessDenied" });
    expect(headers?.get("x-oss-request-id")).toBe(s.reqId);
    expect(scene().files).toEqual(["file"]);
  });

  test("at a dead endpoint is AOSE_FAILED_CONNECT and leaves nothing behind", async () => {
    aosStrSet(scene().options.config.endpoint, "http://127.0.0.1:1");
    const { s } = await scene().upload(scene().file("file", 100));
    expect(s.code).toBe(AOSE_FAILED_CONNECT);
    expect(scene().files).toEqual(["file"]);
  });

  test("with a wrong key says so and leaves nothing behind", async () => {
    aosStrSet(scene().options.config.accessKeySecret, "wrong");
    const { s } = await scene().upload(scene().file("file", 100), { maxAttempts: 3 });
    expect(s).toMatchObject({ code: 403, errorCode: "SignatureDoesNotMatch" });
    expect(count("InitiateMultipartUpload")).toBe(1);
    expect(scene().files).toEqual(["file"]);
  });
});

describe("the completion", () => {
  test("that fails keeps the checkpoint, and the next call only completes", async () => {
    const file = scene().file("file", 250);
    fault({
      operation: "CompleteMultipartUpload",
      fault: "error",
      status: 500,
      code: "InternalError",
    });
    const { s, body } = await scene().upload(file, { maxAttempts: 1 });
    expect(s).toMatchObject({ code: 500, errorCode: "InternalError" });
    expect(body).toContain("InternalError");
    expect(scene().files).toEqual(["file", "file.cp"]);
    scene().emulator.requests.length = 0;
    const { s: next, progress } = await scene().upload(file);
    expect(next.code).toBe(200);
    expect(scene().operations).toEqual(["CompleteMultipartUpload"]);
    expect(progress).toEqual([]);
    await expectObject(file);
  });

  test("is tried again", async () => {
    const file = scene().file("file", 250);
    fault({ operation: "CompleteMultipartUpload", fault: "error", status: 503 });
    expect((await scene().upload(file, { maxAttempts: 2 })).s.code).toBe(200);
    expect(count("CompleteMultipartUpload")).toBe(2);
    await expectObject(file);
  });

  test.each([1, 3])("whose answer was lost is a success (%d attempts)", async (maxAttempts) => {
    const file = scene().file("file", 250);
    fault({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
    const { s, headers, body } = await scene().upload(file, { maxAttempts });
    expect(s.code).toBe(200);
    expect(headers?.get("ETag")).toMatch(/-3"$/);
    expect(body).toBe("");
    expect(scene().operations.at(-1)).toBe("HeadObject");
    await expectObject(file);
  });

  test("that never arrived is a failure, and the next call completes", async () => {
    const file = scene().file("file", 250);
    fault({ operation: "CompleteMultipartUpload", fault: "resetRequest", afterBytes: 0 });
    const { s } = await scene().upload(file, { maxAttempts: 1 });
    expect(s.code).toBeLessThan(0);
    expect(scene().operations.slice(-2)).toEqual(["CompleteMultipartUpload", "ListParts"]);
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual(["CompleteMultipartUpload"]);
    await expectObject(file);
  });

  test.each([1, 3])(
    "that was carried out but tells an error in a 200 (%d attempts)",
    async (maxAttempts) => {
      const file = scene().file("file", 250);
      fault({ operation: "CompleteMultipartUpload", fault: "errorIn200" });
      const { s } = await scene().upload(file, { maxAttempts });
      if (maxAttempts === 1) {
        expect(s).toMatchObject({ code: AOSE_SERVICE_ERROR, errorCode: "InternalError" });
        expect((await scene().upload(file)).s.code).toBe(200);
      } else {
        expect(s.code).toBe(200);
      }
      expect(count("UploadPart")).toBe(3);
      await expectObject(file);
    },
  );

  test("of a process that was killed before it could note it is a success without a byte sent", async () => {
    const file = scene().file("file", 250);
    fault({ operation: "CompleteMultipartUpload", fault: "error", status: 500 });
    await scene().upload(file, { maxAttempts: 1 });
    const checkpoint = scene().text("file.cp");
    expect((await scene().upload(file)).s.code).toBe(200);
    writeFileSync(scene().path("file.cp"), checkpoint);
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual(["CompleteMultipartUpload", "HeadObject"]);
    await expectObject(file);
  });

  test("with another CRC-64 of the whole is InconsistentError, and nothing is left to go on with", async () => {
    const file = scene().file("file", 250);
    fault({ operation: "CompleteMultipartUpload", fault: "wrongCrc" });
    const { s, headers } = await scene().upload(file, { maxAttempts: 3 });
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
    expect(s.reqId).toBe(headers?.get("x-oss-request-id"));
    expect(count("CompleteMultipartUpload")).toBe(1);
    expect(scene().files).toEqual(["file"]);
  });

  test("with another CRC-64 is not looked at when checking is switched off", async () => {
    const file = scene().file("file", 250);
    scene().options.ctl.options.enableCrc = 0;
    fault({ operation: "CompleteMultipartUpload", fault: "wrongCrc" });
    expect((await scene().upload(file)).s.code).toBe(200);
    await expectObject(file);
  });
});

describe("a file that changes while it is uploaded", () => {
  test.each([
    ["content", "y".repeat(250)],
    ["size", "y".repeat(300)],
  ])("in %s is InconsistentError; nothing is completed or left", async (_, content) => {
    const file = scene().file("file", 250);
    const gate = new Gate();
    fault({ operation: "UploadPart", nth: 3, fault: "hold", until: gate.opened });
    const upload = scene().upload(file, { maxAttempts: 3 });
    await expect.poll(() => count("UploadPart")).toBe(3);
    writeFileSync(file, content);
    gate.open();
    const { s } = await upload;
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
    expect(s.errorMsg).toContain("changed");
    expect(await scene().object("key")).toBeNull();
    expect(await scene().uploads()).toBe(0);
    expect(scene().files).toEqual(["file"]);
  });

  test("that becomes shorter is InconsistentError, and soon", async () => {
    const file = scene().file("file", 250);
    const gate = new Gate();
    fault({ operation: "UploadPart", fault: "hold", until: gate.opened });
    const upload = scene().upload(file);
    await expect.poll(() => count("UploadPart")).toBe(1);
    writeFileSync(file, "y".repeat(120));
    gate.open();
    const { s } = await upload;
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
  });
});

test("a disk that takes no checkpoint ends the upload before a part is sent", async () => {
  const file = scene().file("file", 250);
  // A directory of its name is in the way of the temporary file.
  mkdirSync(scene().path("my.cp.tmp"));
  const { s } = await scene().upload(file, { checkpointPath: scene().path("my.cp") });
  expect(s).toMatchObject({ code: -981, errorCode: "WriteFileFail" });
  expect(count("UploadPart")).toBe(0);
  expect(await scene().uploads()).toBe(0);
});
