/**
 * `oss_util.c`: the parts of multipart uploads.
 *
 * @packageDocumentation
 */

import { aosWarnLog } from "../../aos/log.js";
import type { Out } from "../../aos/out.js";
import { OSS_MAX_PART_NUM, type OssUploadPart } from "../define.js";

/**
 * Makes `partSize` large enough that a file of `filesize` bytes has at most `OSS_MAX_PART_NUM`
 * parts; leaves it alone when it is. As in C, the new size is one byte larger than needed when the
 * division comes out even. Unlike C, whose 64 bits overflow with larger ones, sizes are safe
 * integers. Port of `oss_get_part_size`.
 *
 * @param filesize - in bytes
 * @param partSize - in bytes
 */
export function ossGetPartSize(filesize: number, partSize: Out<number>): void {
  if (filesize <= (partSize.value ?? 0) * OSS_MAX_PART_NUM) return;
  partSize.value = (filesize - (filesize % OSS_MAX_PART_NUM)) / OSS_MAX_PART_NUM + 1;
  aosWarnLog(
    "the part size became %lld, as there are at most %d parts",
    partSize.value,
    OSS_MAX_PART_NUM,
  );
}

/**
 * Orders parts by number: 1 when `a` comes after `b`, otherwise -1, also for equal numbers. Port of
 * `part_sort_cmp`.
 */
export function partSortCmp(a: OssUploadPart, b: OssUploadPart): number {
  return a.partNum > b.partNum ? 1 : -1;
}
