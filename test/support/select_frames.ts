/** Writes the frames of select answers byte by byte, as the service's documentation has them. */

import { crc32 } from "node:zlib";

const DATA = 0x800001;
const CONTINUOUS = 0x800004;
const END = 0x800005;
const META_END = 0x800006;

/** A number in `size` bytes, the highest first. */
function bigEndian(value: number | bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(size * 2, "0"), "hex");
}

/**
 * One frame.
 *
 * @param content - the payload behind the offset
 * @param checksum - in place of the payload's CRC-32
 */
function frame(type: number, content: Uint8Array, checksum?: number): Buffer {
  const payload = Buffer.concat([bigEndian(0, 8), content]);
  return Buffer.concat([
    bigEndian(1, 1),
    bigEndian(type, 3),
    bigEndian(payload.length, 4),
    bigEndian(0, 4),
    payload,
    bigEndian(checksum ?? crc32(payload), 4),
  ]);
}

/** A frame with a part of the result. */
export function dataFrame(content: string | Uint8Array, checksum?: number): Buffer {
  return frame(DATA, Buffer.from(content), checksum);
}

/** A frame that only says that the server is still at work. */
export function continuousFrame(): Buffer {
  return frame(CONTINUOUS, Buffer.alloc(0));
}

/** The end frame of a select answer. */
export function endFrame(status: number, message = ""): Buffer {
  const content = [bigEndian(1234, 8), bigEndian(status, 4), Buffer.from(message)];
  return frame(END, Buffer.concat(content));
}

/** The end frame of a create-meta answer. */
export function metaEndFrame(
  status: number,
  counts: { splits: number; rows: bigint; columns: number },
  message = "",
): Buffer {
  const { splits, rows, columns } = counts;
  const numbers = [bigEndian(splits, 4), bigEndian(rows, 8), bigEndian(columns, 4)];
  const content = [bigEndian(1234, 8), bigEndian(status, 4), ...numbers, Buffer.from(message)];
  return frame(META_END, Buffer.concat(content));
}
