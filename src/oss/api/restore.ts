/**
 * `oss_object.c`: making archived objects readable for some time.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_INVALID_ARGUMENT, HTTP_POST } from "../../aos/define.js";
import { aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { OSS_RESTORE, type OssRequestOptions, type OssTierType } from "../define.js";
import {
  ossHeadersFor,
  ossIntegerError,
  ossRoundTrip,
  ossTableWith,
} from "../request/round_trip.js";
import { ossClientError } from "../request.js";
import { getOssTierTypeStr } from "../util/enums.js";
import { ossBuildRestoreObjectBody } from "../xml/object.js";

/**
 * Makes an object of the storage class Archive readable. It answers 202 when the work begins, 200
 * when the object is readable already, and 409 `RestoreAlreadyInProgress` in between. Port of
 * `oss_restore_object`.
 *
 * @param headers - more headers, or `null`
 * @returns 202, or 200 when it is restored already; 409 `RestoreAlreadyInProgress`; 400
 *   `OperationNotSupported` for an object that need not be restored
 */
export async function ossRestoreObject(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_POST,
    bucket,
    object,
    headers: ossHeadersFor(object, headers),
    queryParams: ossTableWith(null, [OSS_RESTORE, ""]),
    respHeaders,
  });
}

/**
 * Makes an object of the storage class ColdArchive readable, with a choice of how soon; answers as
 * {@link ossRestoreObject}.
 *
 * Unlike C, which writes `(null)` then, a tier that is none of the `OSS_TIER_*` answers
 * `AOSE_INVALID_ARGUMENT`. Port of `oss_restore_object_with_tier`.
 *
 * @param tier - how soon: `OSS_TIER_EXPEDITED` within the hour, `OSS_TIER_STANDARD` 2 to 5 hours,
 *   `OSS_TIER_BULK` 5 to 12
 * @param day - for how many days the object stays readable
 * @param headers - more headers, or `null`
 * @returns as {@link ossRestoreObject}
 */
export async function ossRestoreObjectWithTier(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  tier: OssTierType,
  day: number,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const refused = ossIntegerError({ day });
  if (refused !== null) return refused;
  if (getOssTierTypeStr(tier) === "") {
    return ossClientError(AOSE_INVALID_ARGUMENT, "tier is none of OSS_TIER_*.");
  }
  const buffer = aosList<AosBuf>();
  ossBuildRestoreObjectBody(options.pool, tier, day, buffer);
  return ossRoundTrip(options, {
    method: HTTP_POST,
    bucket,
    object,
    headers: ossHeadersFor(object, headers),
    queryParams: ossTableWith(null, [OSS_RESTORE, ""]),
    buffer,
    respHeaders,
  });
}
