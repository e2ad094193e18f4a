/** Completions of which nobody knows whether they were carried out: the server is asked. */

import { readFileSync, rmSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { send } from "../support/raw_oss.js";
import { useScene } from "../support/transfers.js";

const scene = useScene();
const TARGET = "/examplebucket/key";

let file = "";

function fault(rule: OssFaultRule): void {
  scene().emulator.faults.add(rule);
}

/** Makes the call again, as a process that was started anew, and tells its requests. */
async function again(): Promise<string[]> {
  scene().emulator.faults.clear();
  scene().emulator.requests.length = 0;
  expect((await scene().upload(file)).s).toMatchObject({ code: 200, errorCode: "" });
  expect(await scene().object("key")).toEqual(readFileSync(file));
  expect(scene().files).toEqual(["file"]);
  return scene().operations;
}

const ANEW = [
  "InitiateMultipartUpload",
  "UploadPart 1",
  "UploadPart 2",
  "UploadPart 3",
  "CompleteMultipartUpload",
];

beforeEach(() => {
  file = scene().file("file", 250);
});

describe("while nobody can tell what the server has", () => {
  test.each([
    ["is answered 503", { fault: "error", status: 503 }],
    ["gets no answer", { fault: "resetRequest" }],
  ] as const)("as HEAD %s, its failure is told and the checkpoint kept", async (_, failure) => {
    fault({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
    fault({ operation: "HeadObject", times: Infinity, ...failure });
    const { s } = await scene().upload(file, { maxAttempts: 2 });
    expect(s.errorCode).not.toBe("NoSuchUpload");
    expect(s.code).not.toBe(200);
    expect(scene().operations.at(-1)).toBe("HeadObject");
    expect(scene().files).toEqual(["file", "file.cp"]);
    expect(await again()).toEqual(["CompleteMultipartUpload", "HeadObject"]);
  });

  test("as HEAD is not allowed, the next upload begins anew", async () => {
    fault({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
    fault({ operation: "HeadObject", fault: "error", status: 403, code: "AccessDenied" });
    const { s } = await scene().upload(file, { maxAttempts: 1 });
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchUpload" });
    expect(scene().files).toEqual(["file", "file.cp"]);
    fault({ operation: "HeadObject", fault: "error", status: 403, code: "AccessDenied" });
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual(["CompleteMultipartUpload", "HeadObject", ...ANEW]);
  });
});

describe("an upload with all parts sent that somebody aborted", () => {
  beforeEach(async () => {
    fault({ operation: "CompleteMultipartUpload", fault: "error", status: 500 });
    expect((await scene().upload(file)).s.code).toBe(500);
    const id = /<UploadId>([^<]*)/.exec(scene().text("file.cp"))?.[1] ?? "";
    const answer = await send(scene().emulator, {
      method: "DELETE",
      target: `${TARGET}?uploadId=${id}`,
    });
    expect(answer.status).toBe(204);
  });

  test("begins anew when there is no object", async () => {
    expect(await again()).toEqual(["CompleteMultipartUpload", "HeadObject", ...ANEW]);
  });

  test("begins anew when the object has another content of the same size", async () => {
    expect((await scene().upload(scene().file("other", 250))).s.code).toBe(200);
    rmSync(scene().path("other"));
    expect(await again()).toEqual(["CompleteMultipartUpload", "HeadObject", ...ANEW]);
  });

  test("begins anew when the object was there before and no upload in parts made it", async () => {
    await send(scene().emulator, { method: "PUT", target: TARGET, body: readFileSync(file) });
    expect(await again()).toEqual(["CompleteMultipartUpload", "HeadObject", ...ANEW]);
  });

  test("is over when an upload in parts made the object that it would make", async () => {
    const { s } = await scene().upload(file, { checkpointPath: scene().path("other.cp") });
    expect(s.code).toBe(200);
    expect(await again()).toEqual(["CompleteMultipartUpload", "HeadObject"]);
  });
});

describe("an upload whose parts somebody replaced", () => {
  beforeEach(async () => {
    fault({ operation: "CompleteMultipartUpload", fault: "error", status: 500 });
    expect((await scene().upload(file)).s.code).toBe(500);
    const id = /<UploadId>([^<]*)/.exec(scene().text("file.cp"))?.[1] ?? "";
    const target = `${TARGET}?partNumber=2&uploadId=${id}`;
    await send(scene().emulator, { method: "PUT", target, body: Buffer.alloc(100) });
    scene().emulator.faults.clear();
  });

  test("is kept when the server does not list them", async () => {
    fault({ operation: "ListParts", fault: "error", status: 503 });
    expect((await scene().upload(file)).s.code).toBe(503);
    expect(scene().files).toEqual(["file", "file.cp"]);
    expect(await again()).toEqual([
      "CompleteMultipartUpload",
      "ListParts",
      "UploadPart 2",
      "CompleteMultipartUpload",
    ]);
  });

  test("is looked for as an object when it is gone meanwhile", async () => {
    fault({ operation: "ListParts", fault: "error", status: 404, code: "NoSuchUpload" });
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    const looked = ["CompleteMultipartUpload", "ListParts", "HeadObject"];
    expect(scene().operations).toEqual([...looked, ...ANEW]);
  });
});

test("a completion whose answer was lost is found out by the attempt that follows", async () => {
  fault({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
  const { s } = await scene().upload(file, { maxAttempts: 3 });
  expect(s.code).toBe(200);
  expect(scene().operations).toEqual([...ANEW, "CompleteMultipartUpload", "HeadObject"]);
});
