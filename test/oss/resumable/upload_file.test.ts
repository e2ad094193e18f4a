import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AOSE_CRC_INCONSISTENT_ERROR } from "../../../src/aos/define.js";
import type { AosStatus } from "../../../src/aos/status.js";
import { type AosString, aosString } from "../../../src/aos/string.js";
import { ossInitMultipartUpload, ossUploadPartFromBuffer } from "../../../src/oss/multipart.js";
import { ossUploadFile } from "../../../src/oss/resumable/upload_file.js";
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
