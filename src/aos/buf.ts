/**
 * `aos_buf.h`: buffers in memory, and files as bodies.
 *
 * @packageDocumentation
 */

import { constants, type FileHandle, open } from "node:fs/promises";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_FILE_INFO_ERROR,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
} from "./define.js";
import { type AosList, ListEntry } from "./list.js";
import { aosErrorLog, aosWarnLog } from "./log.js";
import { type AosPool, aosPcalloc, aosPoolAssertAlive } from "./pool.js";
import { type AosBytesLike, type AosStringLike, aosBytes, aosText } from "./string.js";
import { untilAborted } from "./util/until_aborted.js";

/**
 * A buffer: its content lies in `memory` from `pos` to `last`; C's pointers are offsets into
 * `memory`. Port of `aos_buf_t`.
 */
export class AosBuf extends ListEntry {
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
    super();
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
  override toString(): string {
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

/**
 * Makes an empty buffer of `size` bytes. Unlike C, where a negative size gives NULL, it is a
 * `TypeError`. Port of `aos_create_buf`.
 */
export function aosCreateBuf(_p: AosPool | null, size: number): AosBuf {
  return new AosBuf(aosPcalloc(null, size), 0);
}

/**
 * Makes a buffer over `data` without copying bytes. Port of `aos_buf_pack`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param data - bytes, or text that becomes UTF-8; NULL has none
 * @param size - how many bytes of it; all by default
 */
export function aosBufPack(_p: AosPool | null, data: AosBytesLike | null, size?: number): AosBuf {
  const bytes = aosBytes(data);
  const memory = size === undefined ? bytes : bytes.subarray(0, Math.max(size, 0));
  return new AosBuf(memory, memory.length);
}

/**
 * How many bytes of content a buffer has. Port of `aos_buf_size`.
 *
 * @param b - the buffer
 */
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

/**
 * Puts bytes behind the content of a buffer. When it has not more than `len + 128` bytes of room, the
 * content moves to new memory of twice its length. Port of `aos_buf_append_string`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param b - the buffer
 * @param str - bytes, or text that becomes UTF-8
 * @param len - how many bytes of it; 0 or less appends nothing
 */
export function aosBufAppendString(
  _p: AosPool | null,
  b: AosBuf,
  str: AosBytesLike,
  len: number,
): void {
  const added = aosBytes(str).subarray(0, Math.max(len, 0));
  if (added.length === 0) return;
  if (b.end - b.last <= added.length + 128) moveContent(b, (aosBufSize(b) + added.length) * 2);
  b.last += added.copy(b.memory, b.last);
}

function moveContent(b: AosBuf, capacity: number): void {
  const memory = Buffer.alloc(capacity);
  const size = b.bytes.copy(memory);
  Object.assign(b, new AosBuf(memory, size));
}

/** Makes a file buffer without a file. Port of `aos_create_file_buf`. */
export function aosCreateFileBuf(_p: AosPool | null): AosFileBuf {
  return { filePos: 0, fileLast: 0, file: null, owner: false };
}

/**
 * Opens a file to read the whole of it. Unlike C, directories, pipes and devices can't be opened. Port
 * of `aos_open_file_for_read`.
 *
 * @param p - the file is closed when this pool ends, unless it was closed before; may be `null`
 * @param path - name of the file
 * @param fb - gets the file and its range, and becomes its owner; unchanged on failure
 * @returns `AOSE_OK`, `AOSE_OPEN_FILE_ERROR`, `AOSE_FILE_INFO_ERROR`, or `AOSE_ABORT_CALLBACK` when
 * the pool ended meanwhile
 */
export async function aosOpenFileForRead(
  p: AosPool | null,
  path: AosStringLike | null,
  fb: AosFileBuf,
): Promise<number> {
  const file = await openFile(p, path, "r");
  if (typeof file === "number") return file;
  const size = await sizeOf(file, path);
  if (size < 0) {
    await file.close();
    return size;
  }
  fb.file = file;
  fb.filePos = 0;
  fb.fileLast = size;
  fb.owner = true;
  return AOSE_OK;
}

/**
 * Opens a file to read the whole of it; see {@link aosOpenFileForRead}. Port of
 * `aos_open_file_for_all_read`.
 */
export function aosOpenFileForAllRead(
  p: AosPool | null,
  path: AosStringLike | null,
  fb: AosFileBuf,
): Promise<number> {
  return aosOpenFileForRead(p, path, fb);
}

/**
 * Opens a file to read a part of it: what of the range lies in the file. Nothing is read of a range
 * that ends before it begins. Port of `aos_open_file_for_range_read`.
 *
 * @param p - the file is closed when this pool ends, unless it was closed before; may be `null`
 * @param path - name of the file
 * @param filePos - offset of the first byte
 * @param fileLast - offset behind the last byte
 * @param fb - gets the file and the range, and becomes its owner; unchanged on failure
 * @returns as {@link aosOpenFileForRead}
 */
export async function aosOpenFileForRangeRead(
  p: AosPool | null,
  path: AosStringLike | null,
  filePos: number,
  fileLast: number,
  fb: AosFileBuf,
): Promise<number> {
  const s = await aosOpenFileForRead(p, path, fb);
  if (s !== AOSE_OK) return s;
  const size = fb.fileLast;
  if (filePos > size) {
    aosWarnLog("read range beyond file size, read start:%ld, file size:%ld", filePos, size);
  }
  fb.filePos = Math.min(Math.max(filePos, 0), size);
  fb.fileLast = Math.min(fileLast, size);
  return AOSE_OK;
}

/**
 * Opens a file to write it; it is made when it is not there, and emptied when it is. Port of
 * `aos_open_file_for_write`.
 *
 * @param p - the file is closed when this pool ends, unless it was closed before; may be `null`
 * @param path - name of the file
 * @param fb - gets the file and becomes its owner; its range stays. Unchanged on failure
 * @returns `AOSE_OK`, `AOSE_OPEN_FILE_ERROR`, or `AOSE_ABORT_CALLBACK` when the pool ended meanwhile
 */
export function aosOpenFileForWrite(
  p: AosPool | null,
  path: AosStringLike | null,
  fb: AosFileBuf,
): Promise<number> {
  return openForWrite(p, path, constants.O_TRUNC, fb);
}

/**
 * Opens a file to write into it; it is made when it is not there. Port of
 * `aos_open_file_for_write_notrunc`.
 *
 * @param p - the file is closed when this pool ends, unless it was closed before; may be `null`
 * @param path - name of the file
 * @param fb - gets the file and becomes its owner; its range stays. Unchanged on failure
 * @returns as {@link aosOpenFileForWrite}
 */
export function aosOpenFileForWriteNotrunc(
  p: AosPool | null,
  path: AosStringLike | null,
  fb: AosFileBuf,
): Promise<number> {
  return openForWrite(p, path, 0, fb);
}

async function openForWrite(
  p: AosPool | null,
  path: AosStringLike | null,
  flags: number,
  fb: AosFileBuf,
): Promise<number> {
  const file = await openFile(p, path, constants.O_WRONLY | constants.O_CREAT | flags);
  if (typeof file === "number") return file;
  fb.file = file;
  fb.owner = true;
  return AOSE_OK;
}

/** C's mode of new files: the user reads and writes, the group reads. */
const NEW_FILE_MODE = 0o640;

/** The open file, or the code of what went wrong. */
async function openFile(
  p: AosPool | null,
  path: AosStringLike | null,
  flags: string | number,
): Promise<FileHandle | number> {
  if (p !== null) aosPoolAssertAlive(p);
  try {
    const opening = open(aosText(path), flags, NEW_FILE_MODE);
    if (p === null) return await opening;
    // Opening a pipe, or a file on a disk that is away, may take for ever.
    const file = await untilAborted(p.signal, opening, closeQuietly);
    return closeWithPool(p, file) ? file : AOSE_ABORT_CALLBACK;
  } catch (error) {
    if (p?.signal.aborted) return AOSE_ABORT_CALLBACK;
    aosErrorLog("open file failure, path:%s, %s", path, String(error));
    return AOSE_OPEN_FILE_ERROR;
  }
}

/** Answers false when the pool ended while the file was being opened. */
function closeWithPool(p: AosPool, file: FileHandle): boolean {
  if (p.signal.aborted) {
    closeQuietly(file);
    return false;
  }
  const withdraw = p.onDestroy(() => {
    closeQuietly(file);
  });
  if (isEmitter(file)) file.once("close", withdraw);
  return true;
}

/** A pool's end tells nobody of failures, and nothing more is read or written. */
function closeQuietly(file: FileHandle): void {
  file.close().catch(() => undefined);
}

/** Every FileHandle is one, but the types of Node 20 don't say so. */
function isEmitter(file: FileHandle): file is FileHandle & NodeJS.EventEmitter {
  return "once" in file;
}

/** The size of a file that is to be read, or the code of why it can't be. */
async function sizeOf(file: FileHandle, path: AosStringLike | null): Promise<number> {
  try {
    const stats = await file.stat();
    // A pipe or a device has no size: it would pass for an empty file.
    if (stats.isFile()) return stats.size;
    aosErrorLog("open file failure, path:%s, it is no file", path);
    return AOSE_OPEN_FILE_ERROR;
  } catch (error) {
    aosErrorLog("get file info failure, path:%s, %s", path, String(error));
    return AOSE_FILE_INFO_ERROR;
  }
}
