/** An uploading process is killed with SIGKILL, at any moment, and another goes on. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { begun, KILLS, kill, outcome, randomMoment, startTransfer } from "../support/kill.js";
import { seeded, testSeed } from "../support/random.js";
import { recordedParts } from "../support/recorded_parts.js";
import { useScene } from "../support/transfers.js";

const PARTS = 200;
const scene = useScene();

/** The parts that the server got whole since the last look, from 0. */
function partsGot(): number[] {
  const got = scene()
    .emulator.requests.splice(0)
    .filter(({ operation, status }) => operation === "UploadPart" && status === 200);
  return got.map(({ partNumber }) => partNumber - 1);
}

/** The parts that somebody began to send since the last look, from 0. */
function partsBegun(): number[] {
  return scene()
    .emulator.requests.filter(({ operation }) => operation === "UploadPart")
    .map(({ partNumber }) => partNumber - 1);
}

test(`an upload of ${PARTS} parts survives ${KILLS} kills: no recorded part is sent twice`, async () => {
  const random = seeded(testSeed());
  const file = scene().file("file", PARTS * 1024 - 100);
  const checkpoint = scene().path("file.cp");
  const delay = { fault: "delay", milliseconds: 5, times: Infinity } as const;
  scene().emulator.faults.add({ operation: "UploadPart", ...delay });
  let recorded = new Set<number>();
  for (let i = 0; i < KILLS; i++) {
    const process = startTransfer("upload", scene(), file);
    await begun(process);
    await randomMoment(process, scene(), random);
    expect(await kill(process)).toBe("killed");
    expect(partsBegun().filter((part) => recorded.has(part))).toEqual([]);
    const got = new Set(partsGot());
    const now = recordedParts(checkpoint);
    // Nothing is forgotten that was recorded, and nothing recorded that did not arrive.
    for (const part of recorded) expect(now).toContain(part);
    for (const part of now) expect(recorded.has(part) || got.has(part)).toBe(true);
    recorded = now;
  }
  expect(recorded.size).toBeGreaterThan(0);
  expect(recorded.size).toBeLessThan(PARTS);
  expect(await outcome(startTransfer("upload", scene(), file))).toMatch(/^200 /);
  expect(partsBegun().filter((part) => recorded.has(part))).toEqual([]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
  expect(scene().files).toEqual(["file"]);
  expect(await scene().uploads()).toBe(0);
}, 240_000);

test("a kill while the completion is on its way loses nothing and sends nothing again", async () => {
  const file = scene().file("file", 5 * 1024);
  const { faults } = scene().emulator;
  const never = new Promise(() => undefined);
  faults.add({ operation: "CompleteMultipartUpload", fault: "hold", until: never });
  const process = startTransfer("upload", scene(), file);
  await expect
    .poll(() => scene().operations, { timeout: 30_000 })
    .toContain("CompleteMultipartUpload");
  expect(await kill(process)).toBe("killed");
  expect(recordedParts(scene().path("file.cp")).size).toBe(5);
  expect(scene().files).toEqual(["file", "file.cp", "file.cp.lock"]);
  scene().emulator.requests.length = 0;
  expect(await outcome(startTransfer("upload", scene(), file))).toMatch(/^200 /);
  expect(scene().operations).toEqual(["CompleteMultipartUpload"]);
  expect(await scene().object("key")).toEqual(readFileSync(file));
  expect(scene().files).toEqual(["file"]);
}, 60_000);

test("a kill after the completion was carried out, before its answer came, is a success", async () => {
  const file = scene().file("file", 5 * 1024);
  const { faults } = scene().emulator;
  faults.add({ operation: "CompleteMultipartUpload", fault: "stallResponse", afterBytes: 10 });
  const process = startTransfer("upload", scene(), file);
  await expect.poll(() => scene().object("key"), { timeout: 30_000 }).not.toBeNull();
  expect(await kill(process)).toBe("killed");
  expect(recordedParts(scene().path("file.cp")).size).toBe(5);
  scene().emulator.requests.length = 0;
  expect(await outcome(startTransfer("upload", scene(), file))).toMatch(/^200 /);
  expect(scene().operations).toEqual(["CompleteMultipartUpload", "HeadObject"]);
  expect(scene().files).toEqual(["file"]);
}, 60_000);
