/**
 * The functions of `aos_http_io.c` that read and write bodies. The transport knows them and takes
 * quicker ways with the same results; a program's own functions may call them.
 *
 * @packageDocumentation
 */

import type { FileHandle } from "node:fs/promises";
import {
  type AosBuf,
  type AosFileBuf,
  aosBufPack,
  aosBufSize,
  aosCreateFileBuf,
  aosOpenFileForWrite,
} from "../buf.js";
import {
  AOSE_FILE_READ_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
} from "../define.js";
import { aosListAddTail, aosListDel } from "../list.js";
import { aosErrorLog } from "../log.js";
import type { AosHttpRequest, AosHttpResponse } from "../transport.js";

/**
 * Takes at most `len` bytes out of `req.body`: buffers that were read whole leave the list. The
 * transport itself leaves the list as it is, so that a request can be sent again. Port of
 * `aos_read_http_body_memory`.
 *
 * @returns how many bytes were put into `buffer`; 0 at the end
 */
export function aosReadHttpBodyMemory(
  req: AosHttpRequest,
  buffer: Uint8Array,
  len: number,
): number {
  let bytes = 0;
  for (const b of req.body) {
    bytes += takeInto(buffer.subarray(bytes, len), b);
    if (aosBufSize(b) > 0) break;
    aosListDel(b);
  }
  return bytes;
}

function takeInto(target: Uint8Array, b: AosBuf): number {
  const taken = b.bytes.subarray(0, target.length);
  target.set(taken);
  b.pos += taken.length;
  return taken.length;
}

/**
 * Reads at most `len` bytes at `req.fileBuf.filePos`, which moves on. Port of
 * `aos_read_http_body_file`.
 *
 * @returns how many bytes were put into `buffer`, 0 at the end, `AOSE_INVALID_ARGUMENT` without an
 * open file, or `AOSE_FILE_READ_ERROR`
 */
export async function aosReadHttpBodyFile(
  req: AosHttpRequest,
  buffer: Uint8Array,
  len: number,
): Promise<number> {
  const fb = req.fileBuf;
  if (fb?.file == null) {
    aosErrorLog("request body arg invalid file_buf NULL.");
    return AOSE_INVALID_ARGUMENT;
  }
  const wanted = Math.min(len, buffer.length, fb.fileLast - fb.filePos);
  if (wanted <= 0) return 0;
  try {
    const { bytesRead } = await fb.file.read(buffer, 0, wanted, fb.filePos);
    fb.filePos += bytesRead;
    return bytesRead;
  } catch (error) {
    aosErrorLog("reading %s failed: %s", req.filePath ?? "", String(error));
    return AOSE_FILE_READ_ERROR;
  }
}

/**
 * Adds a copy of `len` bytes to `resp.body` as one buffer. Port of `aos_write_http_body_memory`.
 *
 * @param buffer - where the bytes are
 * @returns `len`
 */
export function aosWriteHttpBodyMemory(
  resp: AosHttpResponse,
  buffer: Uint8Array,
  len: number,
): number {
  const copy = Buffer.from(buffer.subarray(0, len));
  aosListAddTail(aosBufPack(resp.pool, copy), resp.body);
  resp.bodyLen += copy.length;
  return copy.length;
}

/**
 * Writes `len` bytes at `resp.fileBuf.filePos`, which moves on, as `fileLast` does. Without an open
 * file, `resp.filePath` is opened and emptied first. Port of `aos_write_http_body_file`.
 *
 * @param buffer - where the bytes are
 * @returns `len`, `AOSE_INVALID_ARGUMENT` without a file and a path, `AOSE_OPEN_FILE_ERROR`, or
 * `AOSE_FILE_WRITE_ERROR`
 */
export async function aosWriteHttpBodyFile(
  resp: AosHttpResponse,
  buffer: Uint8Array,
  len: number,
): Promise<number> {
  const res = await writePieces(resp, [buffer.subarray(0, len)]);
  if (res > 0) resp.bodyLen += res;
  return res;
}

/** Writes as {@link aosWriteHttpBodyFile} does, several pieces at once, and does not count them. */
export async function writePieces(
  resp: AosHttpResponse,
  pieces: readonly Uint8Array[],
): Promise<number> {
  const fb = resp.fileBuf ?? aosCreateFileBuf(resp.pool);
  resp.fileBuf = fb;
  const res = await openIfClosed(resp, fb);
  if (fb.file === null) return res;
  try {
    const written = await writeAll(fb.file, pieces, fb.filePos);
    fb.filePos += written;
    fb.fileLast += written;
    return written;
  } catch (error) {
    aosErrorLog("writing %s failed: %s", resp.filePath ?? "", String(error));
    return AOSE_FILE_WRITE_ERROR;
  }
}

async function openIfClosed(resp: AosHttpResponse, fb: AosFileBuf): Promise<number> {
  if (fb.file !== null) return AOSE_OK;
  if (resp.filePath === null) {
    aosErrorLog("resp body file arg NULL.");
    return AOSE_INVALID_ARGUMENT;
  }
  return aosOpenFileForWrite(resp.pool, resp.filePath, fb);
}

/** Writes at least once: that a file can't be written shows with no bytes as well. */
async function writeAll(
  file: FileHandle,
  pieces: readonly Uint8Array[],
  position: number,
): Promise<number> {
  let written = 0;
  let left = pieces;
  do {
    const { bytesWritten } = await file.writev(left, position + written);
    written += bytesWritten;
    left = behind(left, bytesWritten);
  } while (left.length > 0);
  return written;
}

/** What of `pieces` lies behind their first `offset` bytes. */
function behind(pieces: readonly Uint8Array[], offset: number): Uint8Array[] {
  const left: Uint8Array[] = [];
  let skipped = offset;
  for (const piece of pieces) {
    if (skipped < piece.length) left.push(piece.subarray(skipped));
    skipped = Math.max(skipped - piece.length, 0);
  }
  return left;
}
