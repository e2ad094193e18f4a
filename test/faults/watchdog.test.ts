/** Entries that do not come to their end are named, also when they hold the thread that plays them. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Hang, Watchdog } from "./watchdog.js";

describe("an entry that never ends", () => {
  test("fails by its name; the others go on", async () => {
    await using watchdog = new Watchdog(0.1);
    const never = watchdog.watch("waits", () => new Promise(() => undefined));
    await expect(never).rejects.toEqual(new Hang("it did not end within 0.1 s"));
    expect(await watchdog.watch("ends", () => Promise.resolve(1))).toBe(1);
    await expect(
      watchdog.watch("throws", () => Promise.reject(new RangeError("mine"))),
    ).rejects.toThrow(RangeError);
    expect(watchdog.hung).toEqual(["waits"]);
  });

  test("ends its process when it holds the thread, and is named", () => {
    const program = fileURLToPath(new URL("../fixtures/hangs.ts", import.meta.url));
    const args = ["--import", "tsx", program];
    const { signal, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stdout).toBe("the process hangs while these are played: holds the thread\n");
    expect(signal).toBe("SIGKILL");
  });
});
