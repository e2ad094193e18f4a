/** Time that goes on only when a test says so. */

import { onTestFinished, vi } from "vitest";

/**
 * Stops the timers of the running test, but for those of `node:timers/promises`. What still ends was
 * not waiting for one; `vi.advanceTimersByTime` lets them go on.
 */
export function stopTimers(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/**
 * Lets a second pass at each look of the running test at `performance.now`: a checkpoint, which is
 * written once a second at most, is written whenever it is due.
 */
export function passSeconds(): void {
  let now = 0;
  const looks = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  onTestFinished(() => {
    looks.mockRestore();
  });
}
