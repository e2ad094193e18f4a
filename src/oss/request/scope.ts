/**
 * How long a call lasts at most: until its pool, its controller's pool or its signal ends it.
 *
 * @packageDocumentation
 */

import { AOSE_ABORT_CALLBACK } from "../../aos/define.js";
import { aosPoolAssertAlive, aosPoolCreate, aosPoolDestroy } from "../../aos/pool.js";
import {
  AOS_HTTP_IO_ERROR_CODE,
  type AosStatus,
  aosStatusCreate,
  aosStatusSet,
} from "../../aos/status.js";
import type { OssRequestOptions } from "../define.js";

/**
 * Does `work` with options whose pool ends with everything that may end the call, and with the call
 * itself: nothing that was opened under it outlives it, and the caller's signal is let go.
 *
 * @returns what `work` does; `AOSE_ABORT_CALLBACK` and no work when the signal is aborted already
 * @throws TypeError when the pool of the options or of the controller was destroyed
 */
export async function ossScoped(
  options: OssRequestOptions,
  work: (own: OssRequestOptions) => Promise<AosStatus>,
): Promise<AosStatus> {
  const { config, ctl, pool, signal, retry } = options;
  aosPoolAssertAlive(ctl.pool);
  const own = aosPoolCreate(pool);
  const abort = (): void => {
    own.end(`the signal was aborted${nameOf(signal?.reason)}`);
  };
  const withdraw = ctl.pool.onDestroy(() => {
    own.end(ctl.pool.endReason);
  });
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const scoped = { config, ctl, pool: own, ...(retry === undefined ? {} : { retry }) };
  try {
    return ossEndOf(scoped) ?? (await work(scoped));
  } finally {
    signal?.removeEventListener("abort", abort);
    withdraw();
    aosPoolDestroy(own);
  }
}

/** Tells an `AbortSignal.timeout` from a program's own abort, whose reason may be anything. */
function nameOf(reason: unknown): string {
  const isUsual = reason instanceof DOMException && /^(Abort|Timeout)Error$/.test(reason.name);
  return isUsual ? ` (${reason.name})` : "";
}

/** What is answered once a call has been ended from outside; `null` while it goes on. */
export function ossEndOf({ pool, ctl }: OssRequestOptions): AosStatus | null {
  const reason = pool.endReason || ctl.pool.endReason;
  if (reason === "") return null;
  const s = aosStatusCreate(null);
  aosStatusSet(s, AOSE_ABORT_CALLBACK, AOS_HTTP_IO_ERROR_CODE, reason);
  return s;
}
