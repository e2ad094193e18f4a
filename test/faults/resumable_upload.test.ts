/** Uploads that fail in ways that the catalogue has no words for. */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { send } from "../support/raw_oss.js";
import { Gate, useScene } from "../support/transfers.js";

const scene = useScene();

/** How long the transfers wait, in milliseconds; nobody waits here. */
const pauses: number[] = [];

vi.mock("node:timers/promises", () => ({
  setTimeout: (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  },
}));

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

test("a part waits longer from try to try, up to a random share", async () => {
  const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
  const file = scene().file("file", 100);
  fault({ operation: "UploadPart", times: 4, fault: "error", status: 500 });
  pauses.length = 0;
  expect((await scene().upload(file, { maxAttempts: 5 })).s.code).toBe(200);
  expect(pauses).toEqual([100, 200, 400, 800]);
  random.mockRestore();
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

test("the completion of a process that was killed before it could note it is a success without a byte sent", async () => {
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
