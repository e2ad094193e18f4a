/**
 * `oss_util.c`: the temporary files that downloads are written to.
 *
 * @packageDocumentation
 */

import { rename, unlink } from "node:fs/promises";
import { constants } from "node:os";
import { AOS_TEMP_FILE_SUFFIX } from "../../aos/define.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosStatus, aosStatusIsOk } from "../../aos/status.js";
import { type AosString, type AosStringLike, aosStrSet, aosText } from "../../aos/string.js";

/**
 * Sets `tempFileName` to the name of the file that a download to `filename` is written to. Port of
 * `oss_get_temporary_file_name`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @returns one more than the name's length in bytes: the size of C's buffer
 */
export function ossGetTemporaryFileName(
  _p: AosPool | null,
  filename: AosStringLike,
  tempFileName: AosString,
): number {
  aosStrSet(tempFileName, aosText(filename) + AOS_TEMP_FILE_SUFFIX);
  return tempFileName.len + 1;
}

/**
 * Ends a download: moves its file over the target when `s` is a success, and removes it otherwise.
 * Port of `oss_temp_file_rename`.
 *
 * @param s - the status of the download; with `null` nothing happens
 * @param fromPath - the temporary file
 * @param toPath - the file whose place it takes
 * @returns 0, or the operating system's number for what went wrong (2 for a missing file); -1 without
 *   a status
 */
export async function ossTempFileRename(
  s: AosStatus | null,
  fromPath: string,
  toPath: string,
  _pool: AosPool | null,
): Promise<number> {
  if (s === null) return -1;
  try {
    await (aosStatusIsOk(s) ? rename(fromPath, toPath) : unlink(fromPath));
    return 0;
  } catch (error) {
    return systemErrorNumber(error);
  }
}

/** Node's error numbers are the operating system's, negated. */
function systemErrorNumber(error: unknown): number {
  if (error instanceof Error && "errno" in error) return Math.abs(Number(error.errno));
  return constants.errno.EIO;
}
