/**
 * `oss_util.c`: giving a request its body, and an answer's body a place to go to.
 *
 * @packageDocumentation
 */

import {
  type AosBuf,
  type AosFileBuf,
  aosBufPack,
  aosBufSize,
  aosCreateFileBuf,
  aosOpenFileForAllRead,
  aosOpenFileForRangeRead,
  aosOpenFileForWrite,
} from "../../aos/buf.js";
import { AOSE_OK } from "../../aos/define.js";
import { aosReadHttpBodyFile, aosWriteHttpBodyFile } from "../../aos/http_io.js";
import { type AosList, aosListAddTail, aosListInit, aosListMovelist } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import { type AosTable } from "../../aos/table.js";
import { type AosHttpRequest, type AosHttpResponse, BODY_IN_FILE } from "../../aos/transport.js";
import { type OssUploadFile } from "../define.js";

/**
 * Gives the buffers of a list to the request as its body.
 *
 * Unlike C, the list keeps its buffers, so that it can be sent again. Port of
 * `oss_write_request_body_from_buffer`.
 *
 * @param buffer - the content
 */
export function ossWriteRequestBodyFromBuffer(buffer: AosList<AosBuf>, req: AosHttpRequest): void {
  aosListInit(req.body);
  req.bodyLen = 0;
  for (const b of buffer) {
    aosListAddTail(aosBufPack(null, b.bytes), req.body);
    req.bodyLen += aosBufSize(b);
  }
}

/**
 * Opens a file as the request's body.
 *
 * Port of `oss_write_request_body_from_file`.
 *
 * @param filename - the file, which is sent whole
 * @returns `AOSE_OK`, or `AOSE_OPEN_FILE_ERROR` and others of its kind; then the request has no
 *   body
 */
export async function ossWriteRequestBodyFromFile(
  p: AosPool | null,
  filename: AosStringLike,
  req: AosHttpRequest,
): Promise<number> {
  const fb = aosCreateFileBuf(p);
  const res = await aosOpenFileForAllRead(p, aosText(filename), fb);
  return takeFile(res, aosText(filename), fb, req);
}

/**
 * Opens a range of a file as the request's body. What lies behind the end of the file does not
 * count. Unlike C, a range that ends before it begins is an empty body.
 *
 * Port of `oss_write_request_body_from_upload_file`.
 *
 * @param uploadFile - the file, and the offsets where the range begins and ends, in bytes
 * @returns as {@link ossWriteRequestBodyFromFile}
 */
export async function ossWriteRequestBodyFromUploadFile(
  p: AosPool | null,
  uploadFile: OssUploadFile,
  req: AosHttpRequest,
): Promise<number> {
  const fb = aosCreateFileBuf(p);
  const { filename, filePos, fileLast } = uploadFile;
  const res = await aosOpenFileForRangeRead(p, filename.data, filePos, fileLast, fb);
  return takeFile(res, filename.data, fb, req);
}

function takeFile(res: number, filename: string, fb: AosFileBuf, req: AosHttpRequest): number {
  if (res !== AOSE_OK) return res;
  req.bodyLen = Math.max(fb.fileLast - fb.filePos, 0);
  req.filePath = filename;
  req.fileBuf = fb;
  req.type = BODY_IN_FILE;
  req.readBody = aosReadHttpBodyFile;
  return AOSE_OK;
}

/**
 * Moves the answer's buffers to a list, which loses what it held. Port of
 * `oss_fill_read_response_body`.
 *
 * @param buffer - `null` leaves the buffers where they are
 */
export function ossFillReadResponseBody(
  resp: AosHttpResponse,
  buffer: AosList<AosBuf> | null,
): void {
  if (buffer !== null) aosListMovelist(resp.body, buffer);
}

/**
 * Gives the answer's headers to the caller, who may not want them. Port of
 * `oss_fill_read_response_header`.
 */
export function ossFillReadResponseHeader(
  resp: AosHttpResponse | null,
  headers: Out<AosTable> | null,
): void {
  if (headers !== null && resp !== null) headers.value = resp.headers;
}

/**
 * Opens a file, emptying it, for the body of a successful answer.
 *
 * Port of `oss_init_read_response_body_to_file`.
 *
 * @param filename - the file
 * @returns `AOSE_OK`, or `AOSE_OPEN_FILE_ERROR`; then the body goes where it went
 */
export async function ossInitReadResponseBodyToFile(
  p: AosPool | null,
  filename: AosStringLike,
  resp: AosHttpResponse,
): Promise<number> {
  const fb = aosCreateFileBuf(p);
  const res = await aosOpenFileForWrite(p, aosText(filename), fb);
  return res === AOSE_OK ? ossInitReadResponseBodyToFb(fb, filename, resp) : res;
}

/**
 * Lets the body of a successful answer go to a file that is open already, from `fb.filePos` on.
 *
 * Port of `oss_init_read_response_body_to_fb`.
 *
 * @param fb - the open file
 * @param filename - for messages
 * @returns `AOSE_OK`
 */
export function ossInitReadResponseBodyToFb(
  fb: AosFileBuf,
  filename: AosStringLike,
  resp: AosHttpResponse,
): number {
  resp.filePath = aosText(filename);
  resp.fileBuf = fb;
  resp.writeBody = aosWriteHttpBodyFile;
  resp.type = BODY_IN_FILE;
  return AOSE_OK;
}
