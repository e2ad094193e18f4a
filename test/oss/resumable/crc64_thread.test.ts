/** A resumable upload whose CRC-64 has a thread of its own. */

import { randomBytes } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { AOSE_CRC_INCONSISTENT_ERROR } from "../../../src/aos/define.js";
import { aosStrSet } from "../../../src/aos/string.js";
import { TlsFront, tlsPath } from "../../support/tls.js";
import { useScene } from "../../support/transfers.js";

const PART_SIZE = 8 * 1024 * 1024;
const scene = useScene();

const { thread } = vi.hoisted(() => ({ thread: { answered: 0, isWrong: false } }));

/** The thread itself, whose answers are counted, and may be made wrong. */
vi.mock("../../../src/aos/crc64/thread.js", async (importOriginal) => {
  const actual = await importOriginal<typeof import("../../../src/aos/crc64/thread.js")>();
  return {
    ...actual,
    crc64InThread(crc: bigint, bytes: Uint8Array): (() => bigint) | null {
      const sum = actual.crc64InThread(crc, bytes);
      if (sum === null) return null;
      return () => {
        thread.answered++;
        return thread.isWrong ? sum() ^ 1n : sum();
      };
    },
  };
});

beforeEach(() => {
  Object.assign(thread, { answered: 0, isWrong: false });
});

/** Uploads three parts at once, again and again until the thread has begun and takes part. */
async function uploaded(bytes: Uint8Array, endpoint?: string): Promise<number> {
  const options = scene().mortalOptions();
  if (endpoint !== undefined) aosStrSet(options.config.endpoint, endpoint);
  const trust = { caFile: tlsPath("ca.pem") };
  options.ctl.options = { ...options.ctl.options, ...trust, crc64Thread: true };
  const file = scene().file("file", bytes);
  const wish = { options, partSize: PART_SIZE, threadNum: 3, checkpoint: false };
  for (;;) {
    const { s } = await scene().upload(file, wish);
    if (thread.answered > 0) return s.code;
  }
}

const BYTES = randomBytes(3 * PART_SIZE);

test("sends what is in the file", async () => {
  expect(await uploaded(BYTES)).toBe(200);
  expect((await scene().object("key"))?.equals(BYTES)).toBe(true);
});

test("sends what is in the file over TLS too", async () => {
  await using front = await TlsFront.start(scene().emulator.port);
  expect(await uploaded(BYTES, front.endpoint)).toBe(200);
  expect((await scene().object("key"))?.equals(BYTES)).toBe(true);
});

test("is refused when what the thread answers is not what the service does", async () => {
  thread.isWrong = true;
  expect(await uploaded(BYTES)).toBe(AOSE_CRC_INCONSISTENT_ERROR);
});
