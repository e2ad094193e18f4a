/**
 * `oss_object.c`: objects whose content comes from a file or goes to one.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { HTTP_GET, HTTP_PUT } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import type { OssRequestOptions } from "../define.js";
import { ossHeadersFor, ossRoundTrip, ossTableWith } from "../request/round_trip.js";

/**
 * Stores a file as an object, replacing one of that name. The file is read while it is sent, in
 * slices, so it may be of any size that the service takes at once (5 GB).
 *
 * Without a Content-Type in `headers` the suffix of the file's name tells it, not that of the
 * object's. The CRC-64 of what was sent is compared with the server's.
 *
 * Port of `oss_put_object_from_file`.
 *
 * @param filename - a file that can't be opened answers `AOSE_OPEN_FILE_ERROR`; nothing is sent,
 *   and `respHeaders` is left as it is
 * @param headers - more headers, or `null`
 * @returns as {@link ossPutObjectFromBuffer}, and `OpenFileFail`
 */
export async function ossPutObjectFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filename: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoPutObjectFromFile(
    options,
    bucket,
    object,
    filename,
    headers,
    null,
    null,
    respHeaders,
    null,
  );
}

/**
 * Stores a file as {@link ossPutObjectFromFile} does, with all that the service offers for it.
 *
 * Port of `oss_do_put_object_from_file`.
 *
 * @param params - query parameters, or `null`
 * @param progressCallback - is told how many bytes of the file were sent
 * @param respBody - takes the answer of a callback, or the document of an error
 * @returns as {@link ossPutObjectFromFile}
 */
export async function ossDoPutObjectFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filename: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    object,
    headers: ossHeadersFor(filename, headers),
    queryParams: ossTableWith(params),
    progress: progressCallback,
    filename,
    respHeaders,
    respBody,
    compareCrc: true,
  });
}

/**
 * Reads an object, or a range of it, into a file.
 *
 * The content is written to `{filename}.tmp` in the same directory. Only when all of it has come,
 * its CRC-64 is the server's and it is on the disk does it replace the file, at once; on any
 * failure the file is as it was and the temporary one is removed. Should `{filename}.tmp` be there
 * already, it is left alone and the content goes to `{filename}.{random}.tmp`: two downloads to one
 * file don't disturb each other, and the last to end wins.
 *
 * Unlike C, a failed rename is an error, a body that was cut short is never taken for the whole,
 * and a file `{filename}.tmp` of somebody else's survives. Port of `oss_get_object_to_file`.
 *
 * @param headers - conditions and ranges, or `null`
 * @param params - query parameters such as `x-oss-process`, or `null`
 * @param filename - when its directory can't be written to, `AOSE_OPEN_FILE_ERROR` is answered
 *   before anything is sent; when it is itself a directory, `RenameFileFail` at the end
 * @returns as {@link ossGetObjectToBuffer}, and `OpenFileFail`, `WriteFileFail`, `RenameFileFail`
 */
export async function ossGetObjectToFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  filename: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoGetObjectToFile(
    options,
    bucket,
    object,
    headers,
    params,
    filename,
    null,
    respHeaders,
  );
}

/**
 * Reads an object into a file as {@link ossGetObjectToFile} does. Port of
 * `oss_do_get_object_to_file`.
 *
 * @param progressCallback - is told how many bytes came; the total is 0 when the answer does not
 *   tell its length
 * @returns as {@link ossGetObjectToFile}
 */
export async function ossDoGetObjectToFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  filename: AosStringLike,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object,
    headers: ossTableWith(headers),
    queryParams: ossTableWith(params),
    progress: progressCallback,
    contentFile: filename,
    respHeaders,
    compareCrc: true,
  });
}
