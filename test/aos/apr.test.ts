import { afterEach, describe, expect, test, vi } from "vitest";
import { aprPstrdup, aprSleep, aprTimeFromSec, aprTimeNow } from "../../src/aos/apr.js";
import { aosString } from "../../src/aos/string.js";

const waits: number[] = [];

vi.mock("node:timers/promises", async (importOriginal) => {
  const timers = await importOriginal<typeof import("node:timers/promises")>();
  const setTimeout = async (ms: number): Promise<void> => {
    waits.push(ms);
    // Weeks are only counted.
    if (ms < 1000) await timers.setTimeout(ms);
  };
  return { ...timers, setTimeout };
});

afterEach(() => {
  waits.length = 0;
  vi.restoreAllMocks();
});

describe("time", () => {
  test("is whole microseconds of the clock", () => {
    vi.spyOn(Date, "now").mockReturnValue(1_760_000_000_123);
    expect(aprTimeNow()).toBe(1_760_000_000_123_000);
    expect(aprTimeFromSec(3)).toBe(3_000_000);
  });

  test("aprSleep takes microseconds and waits that long", async () => {
    const before = performance.now();
    await aprSleep(20_000);
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  });

  test("aprSleep of nothing or less does not wait", async () => {
    await aprSleep(0);
    await aprSleep(-1);
  });

  test("aprSleep is not cut short by the longest timer of Node", async () => {
    await aprSleep(2 ** 32 * 1000);
    expect(waits).toEqual([2 ** 31 - 1, 2 ** 31 - 1, 2]);
  });
});

test("aprPstrdup copies the text", () => {
  const str = aosString("a");
  const copy = aprPstrdup(null, str);
  str.data = "b";
  expect([copy, aprPstrdup(null, null)]).toEqual(["a", ""]);
});
