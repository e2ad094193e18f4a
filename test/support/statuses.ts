/** What tests expect of the status that a call answers. */

import { expect } from "vitest";
import type { AosStatus } from "../../src/aos/status.js";

/** Expects that a call succeeds: with `code`, or with any code of a success. */
export async function succeeds(
  status: Promise<AosStatus>,
  code: number | null = null,
): Promise<void> {
  const s = await status;
  expect(s).toMatchObject({ errorCode: "", errorMsg: "" });
  if (code === null) expect(Math.trunc(s.code / 100)).toBe(2);
  else expect(s.code).toBe(code);
}

/** Expects that a call fails with `code`, and with `errorCode` when one is given. */
export async function fails(
  status: Promise<AosStatus>,
  code: number,
  errorCode: string | null = null,
): Promise<void> {
  const s = await status;
  expect(s).toMatchObject(errorCode === null ? { code } : { code, errorCode });
}
