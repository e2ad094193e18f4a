/**
 * `aos_buf.h`: buffers in memory, and files as bodies.
 *
 * @module
 */

import type { FileHandle } from "node:fs/promises";
import type { AosList } from "./list.js";
import type { AosPool } from "./pool.js";

/**
 * A buffer: its content lies in `memory` from `pos` to `last`; C's pointers are offsets into
 * `memory`. Port of `aos_buf_t`.
 */
export class AosBuf {
  /** The memory that the offsets are in. */
  memory: Buffer;
  /** Offset of the first byte. */
  start: number;
  /** Offset of the first byte that is not yet consumed. */
  pos: number;
  /** Offset behind the last byte of content. */
  last: number;
  /** Offset behind the memory. */
  end: number;

  constructor(memory: Buffer, last: number) {
    this.memory = memory;
    this.start = 0;
    this.pos = 0;
    this.last = last;
    this.end = memory.length;
  }

  /** The content: a view, not a copy. */
  get bytes(): Buffer {
    return this.memory.subarray(this.pos, this.last);
  }

  /** The content as UTF-8 text. */
  toString(): string {
    return this.bytes.toString();
  }
}

/** A range of an open file as a body. Port of `aos_file_buf_t`. */
export interface AosFileBuf {
  /** Offset of the next byte to read or write. */
  filePos: number;
  /** Offset behind the last byte. */
  fileLast: number;
  /** The open file, or `null`. */
  file: FileHandle | null;
  /** Whether the transport closes the file after the request. */
  owner: boolean;
}

/** Makes an empty buffer of `size` bytes. Port of `aos_create_buf`. */
export function aosCreateBuf(_p: AosPool | null, size: number): AosBuf {
  return new AosBuf(Buffer.alloc(size), 0);
}

/**
 * Makes a buffer over `data` without copying bytes. Port of `aos_buf_pack`.
 *
 * @param data - bytes, or text that becomes UTF-8
 * @param size - how many bytes of it; all by default
 */
export function aosBufPack(
  _p: AosPool | null,
  data: string | Uint8Array,
  size?: number,
): AosBuf {
  const bytes =
    typeof data === "string"
      ? Buffer.from(data)
      : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return new AosBuf(bytes.subarray(0, size), Math.min(size ?? bytes.length, bytes.length));
}

/** How many bytes of content a buffer has. Port of `aos_buf_size`. */
export function aosBufSize(b: AosBuf): number {
  return b.last - b.pos;
}

/** How many bytes the buffers of a list hold together. Port of `aos_buf_list_len`. */
export function aosBufListLen(list: AosList<AosBuf>): number {
  let length = 0;
  for (const b of list) length += aosBufSize(b);
  return length;
}

/** A new Buffer with the content of all buffers of a list. Port of `aos_buf_list_content`. */
export function aosBufListContent(_p: AosPool | null, list: AosList<AosBuf>): Buffer {
  return Buffer.concat([...list].map((b) => b.bytes));
}

/** Makes a file buffer without a file. Port of `aos_create_file_buf`. */
export function aosCreateFileBuf(_p: AosPool | null): AosFileBuf {
  return { filePos: 0, fileLast: 0, file: null, owner: false };
}
