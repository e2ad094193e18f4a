/**
 * `oss_util.c`: comparing the CRC-64 of what was sent or received with the server's.
 *
 * @packageDocumentation
 */

import { AOSE_CRC_INCONSISTENT_ERROR, AOSE_OK } from "../../aos/define.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosTable } from "../../aos/table.js";
import type { AosHttpResponse } from "../../aos/transport.js";
import { aosAtoui64 } from "../../aos/util/number.js";
import { OSS_HASH_CRC64_ECMA, type OssRequestOptions } from "../define.js";
import { aosInconsistentErrorStatusSet } from "./status.js";

/** Whether the CRC-64 of bodies is computed and compared. Port of `is_enable_crc`. */
export function isEnableCrc(options: OssRequestOptions): boolean {
  return Boolean(options.ctl.options.enableCrc);
}

/** Whether an answer tells the CRC-64 of the object. Port of `has_crc_in_response`. */
export function hasCrcInResponse(resp: AosHttpResponse): boolean {
  return resp.headers.get(OSS_HASH_CRC64_ECMA) !== null;
}

/**
 * Compares `crc` with the server's; an answer that tells none is consistent. Port of
 * `oss_check_crc_consistent`.
 *
 * @param s - becomes an `InconsistentError` when they differ; otherwise left alone
 * @returns `AOSE_OK` or `AOSE_CRC_INCONSISTENT_ERROR`
 */
export function ossCheckCrcConsistent(
  crc: bigint,
  respHeaders: AosTable | null,
  s: AosStatus,
): number {
  const serverCrc = respHeaders?.get(OSS_HASH_CRC64_ECMA) ?? null;
  if (serverCrc === null || aosAtoui64(serverCrc) === crc) return AOSE_OK;
  aosInconsistentErrorStatusSet(s, AOSE_CRC_INCONSISTENT_ERROR);
  return AOSE_CRC_INCONSISTENT_ERROR;
}
