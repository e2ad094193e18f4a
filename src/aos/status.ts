/**
 * `aos_status.h`: what every call answers.
 *
 * @module
 */

import type { AosPool } from "./pool.js";

/** The result of a call. Port of `aos_status_t`. */
export class AosStatus {
  /** An HTTP status above 0, or one of the `AOSE_*` codes below it. */
  code = 0;
  /** The service's error code (`NoSuchKey`), or the library's (`HttpIoError`); "" on success. */
  errorCode = "";
  /** What went wrong, in words; "" on success. */
  errorMsg = "";
  /** The service's id of the request; "" when no answer came. */
  reqId = "";
}

/** Makes an empty status. Port of `aos_status_create`. */
export function aosStatusCreate(_p: AosPool | null = null): AosStatus {
  return new AosStatus();
}
