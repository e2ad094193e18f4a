/**
 * Reading ranges of a local file to compute checksums, with little memory.
 *
 * @packageDocumentation
 */

import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { aosCrc64 } from "../../aos/crc64.js";

/** How much is read at a time, in bytes. */
const WINDOW = 1024 * 1024;

/** The checksums of a range of a file. */
export interface RangeDigest {
  /** CRC-64. */
  readonly crc64: bigint;
  /** MD5 in hexadecimal digits, which is what the service takes for a part's ETag. */
  readonly md5: string;
}

/** The CRC-64 of a range; `null` when the file has less, can't be read, or `signal` is aborted. */
export async function ossRangeCrc64(
  file: FileHandle,
  offset: number,
  size: number,
  signal: AbortSignal,
): Promise<bigint | null> {
  let crc = 0n;
  const isWhole = await readRange(file, offset, size, signal, (bytes) => {
    crc = aosCrc64(crc, bytes);
  });
  return isWhole ? crc : null;
}

/** All checksums of a range; `null` as {@link ossRangeCrc64}. */
export async function ossRangeDigest(
  file: FileHandle,
  offset: number,
  size: number,
  signal: AbortSignal,
): Promise<RangeDigest | null> {
  const hash = createHash("md5");
  let crc64 = 0n;
  const isWhole = await readRange(file, offset, size, signal, (bytes) => {
    crc64 = aosCrc64(crc64, bytes);
    hash.update(bytes);
  });
  return isWhole ? { crc64, md5: hash.digest("hex") } : null;
}

/** Whether the whole range was read. */
async function readRange(
  file: FileHandle,
  offset: number,
  size: number,
  signal: AbortSignal,
  take: (bytes: Uint8Array) => void,
): Promise<boolean> {
  const buffer = Buffer.allocUnsafe(Math.min(WINDOW, size));
  try {
    for (let done = 0; done < size; ) {
      const wanted = Math.min(buffer.length, size - done);
      const { bytesRead } = await file.read(buffer, 0, wanted, offset + done);
      if (bytesRead === 0 || signal.aborted) return false;
      take(buffer.subarray(0, bytesRead));
      done += bytesRead;
    }
    return true;
  } catch {
    return false;
  }
}
