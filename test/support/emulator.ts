/** Gives a test file an emulator of its own, fresh for each test. */

import { afterEach, beforeEach } from "vitest";
import {
  type OssEmulator,
  type OssEmulatorOptions,
  startOssEmulator,
} from "../../src/emulator/index.js";
import { testAccount } from "./account.js";

export { testAccount };

/**
 * Starts an emulator before each test and closes it after. The bucket of {@link testAccount} is
 * there.
 *
 * @returns a function that gives the emulator of the running test
 */
export function useEmulator(options: Partial<OssEmulatorOptions> = {}): () => OssEmulator {
  let emulator: OssEmulator | null = null;
  beforeEach(async () => {
    const { bucket, ...account } = testAccount;
    emulator = await startOssEmulator({ ...account, buckets: [bucket], ...options });
  });
  afterEach(async () => {
    await emulator?.close();
    emulator = null;
  });
  return () => {
    if (emulator === null) throw new Error("The emulator runs only within a test.");
    return emulator;
  };
}
