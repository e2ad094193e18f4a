/**
 * `oss_util.c`: small questions and additions to tables of headers and parameters.
 *
 * @packageDocumentation
 */

import type { AosPool } from "../../aos/pool.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { OSS_PROCESS, type OssRequestOptions } from "../define.js";

/**
 * Asks for a range of the object: sets the Range header. Port of `oss_headers_add_range`.
 *
 * @param _pool - not needed for plain data; may be `null`
 * @param offset - of the first byte
 * @param size - how many bytes
 */
export function ossHeadersAddRange(
  _pool: AosPool | null,
  headers: AosTable,
  offset: number,
  size: number,
): void {
  headers.set("Range", `bytes=${offset}-${offset + size - 1}`);
}

/**
 * Whether the answer to `req` holds something else than the whole object as it is stored. Port of
 * `has_range_or_process_in_request`.
 */
export function hasRangeOrProcessInRequest(req: AosHttpRequest): boolean {
  return req.headers.get("Range") !== null || req.queryParams.get(OSS_PROCESS) !== null;
}

/**
 * `table`, or a new one when it is `null`. Port of `aos_table_create_if_null`.
 *
 * @param options - whose pool a new table belongs to
 * @param tableSize - C's hint of the size; ignored
 */
export function aosTableCreateIfNull(
  options: OssRequestOptions,
  table: AosTable | null,
  tableSize: number,
): AosTable {
  return table ?? aosTableMake(options.pool, tableSize);
}
