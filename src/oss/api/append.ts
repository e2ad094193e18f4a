/**
 * `oss_object.c`: objects that grow by appending.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { HTTP_POST } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import { OSS_APPEND, OSS_POSITION, type OssRequestOptions } from "../define.js";
import {
  type OssCall,
  ossHeadersFor,
  ossIntegerError,
  ossRoundTrip,
  ossTableWith,
} from "../request/round_trip.js";

/**
 * Appends the content of a list of buffers to an object, which begins to exist with the first
 * append.
 *
 * The CRC-64 is not compared, as in C: {@link ossDoAppendObjectFromBuffer} does that, given the one
 * of what is there already. Port of `oss_append_object_from_buffer`.
 *
 * @param position - the object's length so far, in bytes; another one answers 409
 *   `PositionNotEqualToLength`, and `x-oss-next-append-position` in the answer's headers is the
 *   right one. 0 for a new object
 * @param buffer - what is appended; the list is left as it is
 * @param headers - metadata of a new object, or `null`; without a Content-Type the suffix of the
 *   object's name tells it
 * @returns 200; 409 `PositionNotEqualToLength`, or `ObjectNotAppendable` when the object was not
 *   made by appending
 */
export async function ossAppendObjectFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  position: number | bigint,
  buffer: AosList<AosBuf>,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return append(options, position, null, {
    bucket,
    object,
    headers: ossHeadersFor(object, headers),
    buffer,
    respHeaders,
  });
}

/**
 * Appends as {@link ossAppendObjectFromBuffer} does, and compares the CRC-64 of the whole object
 * with the server's.
 *
 * Port of `oss_do_append_object_from_buffer`.
 *
 * @param initCrc - the CRC-64 of the object so far: 0 for a new one, later the answer's
 *   `x-oss-hash-crc64ecma`. A wrong one answers `InconsistentError`, although the content was
 *   appended
 * @param params - query parameters, or `null`
 * @param progressCallback - is told how many bytes were sent
 * @param respBody - takes the answer's body: the document of an error
 * @returns as {@link ossAppendObjectFromBuffer}
 */
export async function ossDoAppendObjectFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  position: number | bigint,
  initCrc: bigint,
  buffer: AosList<AosBuf>,
  headers: AosTable | null,
  params: AosTable | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return append(options, position, params, {
    bucket,
    object,
    headers: ossHeadersFor(object, headers),
    progress: progressCallback,
    initCrc,
    buffer,
    respHeaders,
    respBody,
    compareCrc: true,
  });
}

/**
 * Appends a file to an object; see {@link ossAppendObjectFromBuffer}.
 *
 * Port of `oss_append_object_from_file`.
 *
 * @param appendFile - a file that can't be opened answers `AOSE_OPEN_FILE_ERROR`, and nothing is
 *   sent; the suffix of its name tells the content type, if `headers` don't
 * @returns as {@link ossAppendObjectFromBuffer}, and `OpenFileFail`
 */
export async function ossAppendObjectFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  position: number | bigint,
  appendFile: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return append(options, position, null, {
    bucket,
    object,
    headers: ossHeadersFor(appendFile, headers),
    filename: appendFile,
    respHeaders,
  });
}

/**
 * Appends a file to an object, and compares the CRC-64 of the whole object with the server's; see
 * {@link ossDoAppendObjectFromBuffer}. Port of `oss_do_append_object_from_file`.
 *
 * @returns as {@link ossAppendObjectFromFile}
 */
export async function ossDoAppendObjectFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  position: number | bigint,
  initCrc: bigint,
  appendFile: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return append(options, position, params, {
    bucket,
    object,
    headers: ossHeadersFor(appendFile, headers),
    progress: progressCallback,
    initCrc,
    filename: appendFile,
    respHeaders,
    respBody,
    compareCrc: true,
  });
}

async function append(
  options: OssRequestOptions,
  position: number | bigint,
  params: AosTable | null,
  call: Omit<OssCall, "method" | "queryParams">,
): Promise<AosStatus> {
  const queryParams = ossTableWith(params, [OSS_APPEND, ""], [OSS_POSITION, position]);
  return (
    ossIntegerError({ position }) ??
    ossRoundTrip(options, { ...call, method: HTTP_POST, queryParams })
  );
}
