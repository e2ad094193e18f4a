/** A downloading process is killed with SIGKILL, at any moment, and another goes on. */

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { begun, KILLS, kill, outcome, randomMoment, startTransfer } from "../support/kill.js";
import { seeded, testSeed } from "../support/random.js";
import { recordedParts } from "../support/recorded_parts.js";
import { useScene } from "../support/transfers.js";

const PARTS = 200;
const scene = useScene();

/** The parts that somebody began to fetch since the last look, from 0. */
function partsBegun(): number[] {
  return scene()
    .emulator.requests.splice(0)
    .filter(({ operation }) => operation === "GetObject")
    .map(({ headers }) => {
      const range = new Map(headers).get("range") ?? "";
      return Number(/^bytes=(\d+)-/.exec(range)?.[1]) / 1024;
    });
}

test(`a download of ${PARTS} parts survives ${KILLS} kills: no recorded part is fetched twice`, async () => {
  const random = seeded(testSeed());
  const content = randomBytes(PARTS * 1024 - 100);
  await scene().put("key", content);
  const file = scene().path("copy");
  const delay = { fault: "delay", milliseconds: 5, times: Infinity } as const;
  scene().emulator.faults.add({ operation: "GetObject", ...delay });
  let recorded = new Set<number>();
  for (let i = 0; i < KILLS; i++) {
    const process = startTransfer("download", scene(), file);
    await begun(process);
    await randomMoment(process, scene(), random);
    expect(await kill(process)).toBe("killed");
    const fetched = partsBegun();
    expect(fetched.filter((part) => recorded.has(part))).toEqual([]);
    const now = recordedParts(`${file}.dcp`);
    for (const part of recorded) expect(now).toContain(part);
    for (const part of now) expect(recorded.has(part) || fetched.includes(part)).toBe(true);
    expect(existsSync(file)).toBe(false);
    recorded = now;
  }
  expect(recorded.size).toBeGreaterThan(0);
  expect(recorded.size).toBeLessThan(PARTS);
  expect(await outcome(startTransfer("download", scene(), file))).toMatch(/^200 /);
  expect(partsBegun().filter((part) => recorded.has(part))).toEqual([]);
  expect(readFileSync(file)).toEqual(content);
  expect(scene().files).toEqual(["copy"]);
}, 240_000);
