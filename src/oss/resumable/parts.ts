/**
 * `oss_resumable.c`: the parts that a file or an object is cut into.
 *
 * @packageDocumentation
 */

import { aosCrc64Combine } from "../../aos/crc64.js";
import { AOS_DEFAULT_PART_SIZE } from "../../aos/define.js";
import { type Out, out } from "../../aos/out.js";
import { aosString, aosStrSet } from "../../aos/string.js";
import type { OssCheckpoint, OssCheckpointPart, OssResumableCltParams } from "../define.js";
import { ossGetPartSize } from "../util/parts.js";

/** More parts in flight than this are taken for a mistake, as in C. */
const MAX_THREADS = 1024;

/**
 * How many parts are in flight at a time: the `threadNum` of the parameters if it is between 1 and
 * 1024, otherwise 1. Port of `oss_get_thread_num`.
 *
 * @param cltParams - what the caller wishes; may be `null`
 */
export function ossGetThreadNum(cltParams: OssResumableCltParams | null): number {
  const threadNum = cltParams?.threadNum ?? 1;
  const isUsable = Number.isInteger(threadNum) && threadNum > 0 && threadNum <= MAX_THREADS;
  return isUsable ? threadNum : 1;
}

/** The size of an upload's parts: the one that is wanted, if one is, and if 10000 parts are enough. */
export function ossUploadPartSize(fileSize: number, wanted: number): number {
  const partSize = out(wanted > 0 ? wanted : AOS_DEFAULT_PART_SIZE);
  ossGetPartSize(fileSize, partSize);
  return partSize.value ?? AOS_DEFAULT_PART_SIZE;
}

/**
 * How many parts of `partSize` bytes a file of `fileSize` bytes has, as a C `int`: it wraps beyond
 * 2147483647. Unlike C, which divides by zero, it is 0 for parts of no size. Port of
 * `oss_get_part_num`.
 */
export function ossGetPartNum(fileSize: number, partSize: number): number {
  const rest = fileSize % partSize;
  const whole = (fileSize - rest) / partSize;
  // The operator is what turns a number into an int.
  return (whole + (rest === 0 ? 0 : 1)) | 0;
}

/**
 * Cuts `fileSize` bytes into parts that are not completed, and sets them at the beginning of `parts`.
 * Unlike C, no ETag or CRC of an earlier transfer is left in them, and a `partSize` of 0 or less gives
 * no parts. Port of `oss_build_parts`.
 *
 * @param fileSize - in bytes
 * @param partSize - in bytes; the last part may be smaller
 */
export function ossBuildParts(
  fileSize: number,
  partSize: number,
  parts: OssCheckpointPart[],
): void {
  for (let index = 0; partSize > 0 && index * partSize < fileSize; index++) {
    const offset = index * partSize;
    parts[index] = newPart(index, offset, Math.min(partSize, fileSize - offset));
  }
}

function newPart(index: number, offset: number, size: number): OssCheckpointPart {
  return { index, offset, size, completed: false, etag: aosString(), crc64: 0n };
}

/**
 * Copies the parts of a checkpoint that are not completed, in order, to the beginning of `parts`. Port
 * of `oss_get_checkpoint_todo_parts`.
 *
 * @param partNum - how many there are
 * @param parts - the copies; their ETags are empty
 */
export function ossGetCheckpointTodoParts(
  checkpoint: OssCheckpoint,
  partNum: Out<number>,
  parts: OssCheckpointPart[],
): void {
  const todo = checkpoint.parts.filter((part) => !part.completed);
  for (const [i, { index, offset, size, crc64 }] of todo.entries()) {
    parts[i] = { ...newPart(index, offset, size), crc64 };
  }
  partNum.value = todo.length;
}

/** Takes back that a part is completed. */
export function ossForgetPart(part: OssCheckpointPart): void {
  part.completed = false;
  part.crc64 = 0n;
  aosStrSet(part.etag, "");
}

/** How many bytes the completed parts have together. */
export function ossDonePartsSize(parts: readonly OssCheckpointPart[]): number {
  return parts.reduce((sum, { completed, size }) => (completed ? sum + size : sum), 0);
}

/**
 * Whether `parts` are exactly the parts of `size` bytes, in order: numbered without a gap, each where
 * the one before ends, all of `partSize` bytes but the last.
 */
export function ossArePartsSound(
  size: number,
  partSize: number,
  parts: readonly OssCheckpointPart[],
): boolean {
  if (partSize <= 0 || parts.length !== Math.ceil(size / partSize)) return false;
  // A hole in the array is walked too, as undefined.
  return Array.from(parts.entries()).every(
    ([i, part]: [number, OssCheckpointPart | undefined]) =>
      part?.index === i &&
      part.offset === i * partSize &&
      part.size === Math.min(partSize, size - part.offset),
  );
}

/** The CRC-64 of the whole, combined from those of the parts; `null` when one of them is not known. */
export function ossCombinedCrc64(
  parts: readonly Pick<OssCheckpointPart, "size" | "crc64">[],
): bigint | null {
  // C records 0 for the parts of uploads, and hardly any content has this CRC.
  if (parts.some(({ size, crc64 }) => size > 0 && crc64 === 0n)) return null;
  return parts.reduce((crc, part) => aosCrc64Combine(crc, part.crc64, part.size), 0n);
}
