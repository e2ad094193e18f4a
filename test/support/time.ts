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
