/**
 * `oss_multipart.c`: sending the parts of an upload that {@link ossInitMultipartUpload} began.
 *
 * Unlike C, an object's name that is not valid answers `ObjectNameInvalidError` here too, and
 * nothing is sent.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../aos/buf.js";
import { HTTP_PUT } from "../aos/define.js";
import { type AosList } from "../aos/list.js";
import type { Out } from "../aos/out.js";
import { type AosStatus } from "../aos/status.js";
import { type AosStringLike, aosText } from "../aos/string.js";
import type { AosTable } from "../aos/table.js";
import type { OssProgressCallback } from "../aos/transport.js";
import { percentEncode } from "../aos/util/url.js";
import {
  OSS_COPY_SOURCE,
  OSS_COPY_SOURCE_RANGE,
  OSS_PARTNUMBER,
  OSS_UPLOAD_ID,
  type OssRequestOptions,
  type OssUploadFile,
  type OssUploadPartCopyParams,
} from "./define.js";
import {
  type OssCall,
  ossIntegerError,
  ossRoundTrip,
  ossTableWith,
  ossTableWithDefaults,
} from "./request/round_trip.js";

/**
 * Sends a part from memory, in the place of one that has its number already. The CRC-64 of what was
 * sent is compared with the server's. Port of `oss_upload_part_from_buffer`.
 *
 * @param partNum - 1 to 10000; the parts make the object in the order of their numbers
 * @param buffer - the content; the list is left as it is, so that it can be sent again
 * @param respHeaders - takes the headers, of which ETag is needed to complete the upload
 * @returns 200; 404 `NoSuchUpload`
 */
export async function ossUploadPartFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partNum: number,
  buffer: AosList<AosBuf>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoUploadPartFromBuffer(
    options,
    bucket,
    object,
    uploadId,
    partNum,
    buffer,
    null,
    null,
    null,
    respHeaders,
    null,
  );
}

/**
 * Sends a part from memory as {@link ossUploadPartFromBuffer} does. Port of
 * `oss_do_upload_part_from_buffer`.
 *
 * @param progressCallback - is told how many bytes of the part were sent
 * @param headers - more headers (`Content-MD5`, `x-oss-traffic-limit`), or `null`
 * @param params - query parameters, or `null`
 * @param respBody - takes the answer's body: the document of an error
 * @returns as {@link ossUploadPartFromBuffer}
 */
export async function ossDoUploadPartFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partNum: number,
  buffer: AosList<AosBuf>,
  progressCallback: OssProgressCallback | null,
  headers: AosTable | null,
  params: AosTable | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return uploadPart(options, uploadId, partNum, params, {
    bucket,
    object,
    headers: ossTableWith(headers),
    progress: progressCallback,
    buffer,
    respHeaders,
    respBody,
  });
}

/**
 * Sends a range of a file as a part; see {@link ossUploadPartFromBuffer}. Port of
 * `oss_upload_part_from_file`.
 *
 * @param uploadFile - the file and the range; what lies behind the file's end does not count, so
 *   that the last range may be too long. A file that can't be opened answers
 *   `AOSE_OPEN_FILE_ERROR`, and nothing is sent
 * @returns as {@link ossUploadPartFromBuffer}, and `OpenFileFail`
 */
export async function ossUploadPartFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partNum: number,
  uploadFile: OssUploadFile,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoUploadPartFromFile(
    options,
    bucket,
    object,
    uploadId,
    partNum,
    uploadFile,
    null,
    null,
    null,
    respHeaders,
    null,
  );
}

/**
 * Sends a range of a file as a part as {@link ossUploadPartFromFile} does; see {@link
 * ossDoUploadPartFromBuffer} for the rest. Port of `oss_do_upload_part_from_file`.
 *
 * @returns as {@link ossUploadPartFromFile}
 */
export async function ossDoUploadPartFromFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partNum: number,
  uploadFile: OssUploadFile,
  progressCallback: OssProgressCallback | null,
  headers: AosTable | null,
  params: AosTable | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return uploadPart(options, uploadId, partNum, params, {
    bucket,
    object,
    headers: ossTableWith(headers),
    progress: progressCallback,
    uploadFile,
    respHeaders,
    respBody,
  });
}

async function uploadPart(
  options: OssRequestOptions,
  uploadId: AosStringLike,
  partNum: number,
  params: AosTable | null,
  call: Omit<OssCall, "method" | "queryParams" | "compareCrc">,
): Promise<AosStatus> {
  const refused = ossIntegerError({ partNum });
  if (refused !== null) return refused;
  return ossRoundTrip(options, {
    ...call,
    method: HTTP_PUT,
    queryParams: ossTableWith(
      params,
      [OSS_UPLOAD_ID, aosText(uploadId)],
      [OSS_PARTNUMBER, partNum],
    ),
    compareCrc: true,
  });
}

/**
 * Makes a part of a range of another object, without its content passing through here.
 *
 * Unlike C, a failure that the service finds out after it has begun to answer is an error
 * (`AOSE_SERVICE_ERROR`), and an `x-oss-copy-source` or `x-oss-copy-source-range` of the caller's
 * goes out in the place of that of `params`, not beside it. Port of `oss_upload_part_copy`.
 *
 * @param params - source, destination, and the offsets of the first and of the last byte
 * @param headers - conditions, or `null`
 * @returns 200; 404 `NoSuchUpload`, or `NoSuchKey` when the source is not there
 */
export async function ossUploadPartCopy(
  options: OssRequestOptions,
  params: OssUploadPartCopyParams,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const { partNum, rangeStart, rangeEnd, sourceBucket, sourceObject } = params;
  const refused = ossIntegerError({ partNum, rangeStart, rangeEnd });
  if (refused !== null) return refused;
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket: params.destBucket,
    object: params.destObject,
    headers: ossTableWithDefaults(
      headers,
      [OSS_COPY_SOURCE, `/${sourceBucket.data}/${percentEncode(sourceObject)}`],
      [OSS_COPY_SOURCE_RANGE, `bytes=${rangeStart}-${rangeEnd}`],
    ),
    queryParams: ossTableWith(
      null,
      [OSS_UPLOAD_ID, params.uploadId.data],
      [OSS_PARTNUMBER, partNum],
    ),
    respHeaders,
  });
}
