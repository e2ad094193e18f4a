import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AOSE_CRC_INCONSISTENT_ERROR, AOSE_OPEN_FILE_ERROR } from "../../../src/aos/define.js";
import type { AosStatus } from "../../../src/aos/status.js";
import { type AosString, aosString } from "../../../src/aos/string.js";
import { ossInitMultipartUpload } from "../../../src/oss/multipart.js";
import { ossUploadFile } from "../../../src/oss/resumable/upload_file.js";
import { ossUploadPartFromBuffer } from "../../../src/oss/upload_part.js";
import { testAccount } from "../../support/emulator.js";
import { buffers } from "../../support/options.js";
import { useScene } from "../../support/transfers.js";

const { bucket } = testAccount;
const scene = useScene();

async function uploadFile(file: string, uploadId: AosString): Promise<AosStatus> {
  return ossUploadFile(scene().options, bucket, "key", uploadId, file, 100, null);
}

/** Begins an upload of a file and sends the parts of these numbers. */
async function begun(file: string, ...numbers: number[]): Promise<AosString> {
  const { options } = scene();
  const uploadId = aosString();
  await ossInitMultipartUpload(options, bucket, "key", uploadId, null, null);
  const content = readFileSync(file);
  for (const n of numbers) {
    const part = buffers(content.subarray((n - 1) * 100, n * 100));
    await ossUploadPartFromBuffer(options, bucket, "key", uploadId, n, part, null);
  }
  scene().emulator.requests.length = 0;
  return uploadId;
}

test("a new upload sends each part once and tells its id", async () => {
  const file = scene().file("file", 250);
  const uploadId = aosString();
  expect((await uploadFile(file, uploadId)).code).toBe(200);
  expect(uploadId.data).not.toBe("");
  expect(scene().operations).toEqual([
    "InitiateMultipartUpload",
    "UploadPart 1",
    "UploadPart 2",
    "UploadPart 3",
    "CompleteMultipartUpload",
  ]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("an upload that is given gets the parts that it lacks, and keeps its id", async () => {
  const file = scene().file("file", 450);
  const uploadId = await begun(file, 2, 4);
  const id = uploadId.data;
  expect((await uploadFile(file, uploadId)).code).toBe(200);
  expect(uploadId.data).toBe(id);
  expect(scene().operations).toEqual([
    "ListParts",
    "UploadPart 1",
    "UploadPart 3",
    "UploadPart 5",
    "CompleteMultipartUpload",
  ]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("a part without an ETag ends it before the completion", async () => {
  scene().emulator.faults.add({ operation: "UploadPart", partNumber: 3, fault: "missingEtag" });
  const s = await uploadFile(scene().file("file", 250), aosString());
  expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
  expect(scene().operations).not.toContain("CompleteMultipartUpload");
});

test("an upload that has all its parts is only completed", async () => {
  const file = scene().file("file", 250);
  expect((await uploadFile(file, await begun(file, 1, 2, 3))).code).toBe(200);
  expect(scene().operations).toEqual(["ListParts", "CompleteMultipartUpload"]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("a part of another size is sent again, and one too many is left out", async () => {
  const file = scene().file("file", 250);
  const uploadId = await begun(file, 1, 2, 3);
  const args = [scene().options, bucket, "key", uploadId] as const;
  await ossUploadPartFromBuffer(...args, 2, buffers("short"), null);
  await ossUploadPartFromBuffer(...args, 9, buffers("too many"), null);
  expect((await uploadFile(file, uploadId)).code).toBe(200);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("parts are found on whichever page they are listed", async () => {
  const count = 1203;
  const file = scene().file("file", count);
  const { options } = scene();
  const uploadId = aosString();
  await ossInitMultipartUpload(options, bucket, "key", uploadId, null, null);
  const content = readFileSync(file);
  for (let n = 1; n <= count; n++) {
    if (n === 700 || n === 1100) continue;
    const part = buffers(content.subarray(n - 1, n));
    await ossUploadPartFromBuffer(options, bucket, "key", uploadId, n, part, null);
  }
  scene().emulator.requests.length = 0;
  const s = await ossUploadFile(options, bucket, "key", uploadId, file, 1, null);
  expect(s.code).toBe(200);
  expect(scene().operations).toEqual([
    "ListParts",
    "ListParts",
    "UploadPart 700",
    "UploadPart 1100",
    "CompleteMultipartUpload",
  ]);
  expect(await scene().object("key")).toEqual(content);
});

test("an empty file is one empty part", async () => {
  const file = scene().file("file", 0);
  expect((await uploadFile(file, aosString())).code).toBe(200);
  expect(scene().operations).toContain("UploadPart 1");
  expect(await scene().object("key")).toEqual(Buffer.alloc(0));
});

test("a failed part leaves the upload, whose id is the caller's to go on with", async () => {
  const file = scene().file("file", 250);
  const error = { fault: "error", status: 500, code: "InternalError" } as const;
  scene().emulator.faults.add({ operation: "UploadPart", partNumber: 2, ...error });
  const uploadId = aosString();
  const s = await uploadFile(file, uploadId);
  expect(s).toMatchObject({ code: 500, errorCode: "InternalError" });
  expect(s.reqId).not.toBe("");
  expect(await scene().uploads()).toBe(1);
  expect((await uploadFile(file, uploadId)).code).toBe(200);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("a begin that is refused is the status, and no id is made up", async () => {
  const refusal = { fault: "error", status: 403, code: "AccessDenied" } as const;
  scene().emulator.faults.add({ operation: "InitiateMultipartUpload", ...refusal });
  const uploadId = aosString();
  const s = await uploadFile(scene().file("file", 250), uploadId);
  expect(s).toMatchObject({ code: 403, errorCode: "AccessDenied" });
  expect(uploadId.data).toBe("");
  expect(scene().operations).toEqual(["InitiateMultipartUpload"]);
});

test("a completion whose answer was lost is a success when the object is there", async () => {
  const file = scene().file("file", 250);
  scene().emulator.faults.add({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
  expect((await uploadFile(file, aosString())).code).toBe(200);
  expect(scene().operations.slice(-3)).toEqual([
    "CompleteMultipartUpload",
    "ListParts",
    "HeadObject",
  ]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
});

test("another CRC-64 of the whole is InconsistentError", async () => {
  const file = scene().file("file", 250);
  scene().emulator.faults.add({ operation: "CompleteMultipartUpload", fault: "wrongCrc" });
  const s = await uploadFile(file, aosString());
  expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
});

test("nothing is sent for a file that can't be opened, and no id is made up", async () => {
  const uploadId = aosString();
  for (const file of [scene().path("none"), scene().directory, ""]) {
    const s = await uploadFile(file, uploadId);
    expect(s).toMatchObject({ code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" });
  }
  expect(uploadId.data).toBe("");
  expect(scene().operations).toEqual([]);
});

test("an upload that is not there is the service's error", async () => {
  const s = await uploadFile(scene().file("file", 10), aosString("0123456789ABCDEF"));
  expect(s).toMatchObject({ code: 404, errorCode: "NoSuchUpload" });
});
