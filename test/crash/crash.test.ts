/** A process dies at steps that are spread over a transfer; `npm run kill` takes every one of them. */

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AOS_LOG_OFF, AOS_LOG_WARN, aosLogSetLevel } from "../../src/aos/log.js";
import { planOf } from "./plan.js";
import { runCases, spread } from "./run.js";
import { type Death, Stage, type Transfer } from "./stage.js";

const UPLOAD: Transfer = { direction: "upload", parts: 8, partSize: 100 * 1024, threads: 3 };
const DOWNLOAD: Transfer = { ...UPLOAD, direction: "download" };
const KILLS = 32;

beforeAll(() => {
  aosLogSetLevel(AOS_LOG_OFF);
});
afterAll(() => {
  aosLogSetLevel(AOS_LOG_WARN);
});

async function expectSurvival(transfer: Transfer): Promise<void> {
  const { kills, ...figures } = await runCases(spread(await planOf(transfer), KILLS));
  expect(figures).toEqual({
    wrongObjects: 0,
    unreadableCheckpoints: 0,
    repeatedParts: 0,
    leftovers: 0,
    failures: [],
  });
  // The parts in flight take their steps in another order each time, and may be fewer.
  expect(kills).toBeGreaterThan(KILLS / 2);
}

describe("a process that is killed at any step", () => {
  test("leaves an upload that ends as it should", async () => {
    await expectSurvival(UPLOAD);
  }, 240_000);

  test("leaves a download that ends as it should", async () => {
    await expectSurvival(DOWNLOAD);
  }, 240_000);
});

describe("the harness", () => {
  /** Some parts were sent and noted, others are on their way. */
  async function middleOf(transfer: Transfer): Promise<Death> {
    await using stage = await Stage.open(transfer);
    const { wireSteps } = await stage.live(null);
    return { on: "wire", step: (wireSteps * 3) >> 2, moment: "" };
  }

  test("kills between making a file and writing it", async () => {
    await using stage = await Stage.open(UPLOAD);
    const { steps } = await stage.live(null);
    const step = steps.findIndex((moments) => moments.includes("empty")) + 1;
    await stage.live({ on: "disk", step, moment: "empty" });
    expect(readFileSync(`${stage.checkpoint}.lock`, "utf8")).toBe("");
    await stage.live({ on: "disk", step, moment: "before" });
    expect(readFileSync(`${stage.checkpoint}.lock`, "utf8")).toBe("");
    await stage.finish();
    expect(stage.faults.leftovers).toEqual([]);
  });

  test("notices when a checkpoint is cut short", async () => {
    await using stage = await Stage.open(UPLOAD);
    await stage.live(await middleOf(UPLOAD));
    const whole = readFileSync(stage.checkpoint);
    writeFileSync(stage.checkpoint, whole.subarray(0, whole.length >> 1));
    await stage.live({ on: "wire", step: 1, moment: "" });
    expect(stage.faults.unreadable).toContain("Error: the checkpoint is not whole");
  });

  test("notices when what was recorded is transferred again", async () => {
    await using stage = await Stage.open(UPLOAD);
    await stage.live(await middleOf(UPLOAD));
    rmSync(stage.checkpoint);
    await stage.finish();
    expect(stage.faults).toMatchObject({ wrong: [], unreadable: [], leftovers: ["an upload"] });
    expect(stage.faults.repeated.join()).toMatch(/^parts \d/);
  });

  test("notices when a file is left", async () => {
    await using stage = await Stage.open(DOWNLOAD);
    writeFileSync(`${stage.checkpoint}.stray`, "");
    await stage.finish();
    expect(stage.faults.leftovers).toEqual(["file.dcp.stray"]);
  });

  test("notices when another file is in the place", async () => {
    await using stage = await Stage.open(DOWNLOAD);
    await stage.live(await middleOf(DOWNLOAD));
    writeFileSync(stage.checkpoint.replace(".dcp", ""), "other");
    await stage.live({ on: "wire", step: 1, moment: "" });
    expect(stage.faults.wrong).toEqual(["the target is neither the old file nor the new one"]);
  });
});
