/** The rule of `speedLimit` and `speedTime`, tick by tick, for what sockets do that can't be arranged. */

import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { aosHttpRequestOptionsCreate } from "../../../src/aos/http_io.js";
import { Watchdog } from "../../../src/aos/transport/watchdog.js";

vi.mock("../../../src/aos/transport/send_queue.js", () => ({
  takenBytes: vi.fn(() => link.taken),
  unconfirmedBytes: vi.fn(() => Promise.resolve(link.taken - link.confirmed())),
}));

/** What the operating system says of a connection. */
let link = { taken: 0, confirmed: (): number => 0 };

const RULE = { speedLimit: 1000, speedTime: 1 };
const STEP = 65_536;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A body of which the system takes all at once. */
function sending(bytes: number, confirmed: (seconds: number) => number) {
  link = { taken: 0, confirmed: () => 0 };
  const giveUp = vi.fn();
  const options = { ...aosHttpRequestOptionsCreate(null), ...RULE };
  const watchdog = new Watchdog(new Socket(), options, giveUp);
  const began = performance.now();
  watchdog.start();
  link = {
    taken: bytes,
    confirmed: () => Math.min(confirmed((performance.now() - began) / 1000), bytes),
  };
  watchdog.sent();
  return { watchdog, giveUp };
}

/** What the other side confirms that reads so much a second: whole steps. */
const readingAt = (rate: number) => (seconds: number) => Math.floor((seconds * rate) / STEP) * STEP;

describe("a body that the operating system has taken at once", () => {
  // A step each 1.09 seconds: more than speedTime.
  const steady = readingAt(60_000);

  test("goes on while the other side reads it slowly and steadily", async () => {
    const { watchdog, giveUp } = sending(20 * STEP, steady);
    await vi.advanceTimersByTimeAsync(22_000);
    watchdog.answered();
    expect(giveUp).not.toHaveBeenCalled();
    expect(link.confirmed()).toBe(link.taken);
    watchdog.stop();
  });

  test("is given up soon after speedTime when the other side reads nothing of it", async () => {
    const { giveUp } = sending(20 * STEP, () => 3 * STEP);
    await vi.advanceTimersByTimeAsync(990);
    expect(giveUp).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(giveUp).toHaveBeenCalledOnce();
  });

  test("is given up when the other side stops reading it", async () => {
    const { giveUp } = sending(20 * STEP, (seconds) => steady(Math.min(seconds, 10)));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(giveUp).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(giveUp).toHaveBeenCalledOnce();
    expect(String(giveUp.mock.lastCall)).toContain("sending was slower than 1000 bytes a second");
  });
});

describe("an answer that comes in small pieces", () => {
  test.each([
    ["at the limit goes on", 1000, 60],
    ["at half the limit is given up after twice speedTime", 500, 2],
    ["and then no more is given up after speedTime", 0, 1],
  ])("%s", async (_, rate, seconds) => {
    const { watchdog, giveUp } = sending(1, () => 1);
    watchdog.answered();
    let eighths = 0;
    for (; giveUp.mock.calls.length === 0 && eighths < 60 * 8; eighths++) {
      watchdog.received(rate / 8);
      await vi.advanceTimersByTimeAsync(125);
    }
    expect(Math.round(eighths / 8)).toBe(seconds);
    watchdog.stop();
  });
});
