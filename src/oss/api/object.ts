/**
 * `oss_object.c`: objects whose content is in memory; their headers; deleting and copying them.
 *
 * The headers of an answer are the caller's whatever the status; only when a name is not valid, and
 * nothing was sent, `respHeaders` is left as it is.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { HTTP_DELETE, HTTP_GET, HTTP_HEAD, HTTP_PUT } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import { percentEncode } from "../../aos/util/url.js";
import {
  OSS_CANNONICALIZED_HEADER_COPY_SOURCE,
  OSS_OBJECT_META,
  type OssRequestOptions,
} from "../define.js";
import { ossHeadersFor, ossRoundTrip, ossTableWith } from "../request/round_trip.js";

/**
 * Stores the content of a list of buffers as an object, replacing one of that name.
 *
 * Without a Content-Type in `headers` the suffix of the object's name tells it. The CRC-64 of what
 * was sent is compared with the server's, and `InconsistentError` is answered when they differ.
 *
 * Unlike C, neither `buffer` nor `headers` is changed, and another failure is never told as one of
 * the CRC-64. Port of `oss_put_object_from_buffer`.
 *
 * @param buffer - the content; the list is left as it is, so that it can be sent again
 * @param headers - more headers (`x-oss-meta-…`, `Cache-Control`), or `null`
 * @returns 200; 203 `CallbackFailed` when the object was stored and a callback failed; 409
 *   `FileAlreadyExists` when `x-oss-forbid-overwrite` is sent
 */
export function ossPutObjectFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  buffer: AosList<AosBuf>,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoPutObjectFromBuffer(
    options,
    bucket,
    object,
    buffer,
    headers,
    null,
    null,
    respHeaders,
    null,
  );
}

/**
 * Stores an object as {@link ossPutObjectFromBuffer} does, with all that the service offers for it.
 *
 * When the callback fails the object is stored all the same and the code is 203. Unlike C, the
 * status then says `CallbackFailed` and why. Port of `oss_do_put_object_from_buffer`.
 *
 * @param params - query parameters, or `null`
 * @param progressCallback - is told how many bytes of the content were sent
 * @param respBody - takes the answer of a callback (`x-oss-callback` in `headers`), or the document
 *   of an error
 * @returns as {@link ossPutObjectFromBuffer}
 */
export function ossDoPutObjectFromBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  buffer: AosList<AosBuf>,
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
    headers: ossHeadersFor(object, headers),
    queryParams: ossTableWith(params),
    progress: progressCallback,
    buffer,
    respHeaders,
    respBody,
    compareCrc: true,
  });
}

/**
 * Reads an object into memory, or a range of it (`Range` in `headers`).
 *
 * The CRC-64 of a whole object is compared with the server's; that of a range or of a processed
 * object (`x-oss-process` in `params`) can't be.
 *
 * Unlike C, a body that was cut short is `AOSE_CONNECTION_FAILED` and not a success, and another
 * failure is never told as one of the CRC-64. Port of `oss_get_object_to_buffer`.
 *
 * @param headers - conditions and ranges, or `null`
 * @param params - query parameters such as `response-content-type`, or `null`
 * @param buffer - takes the content in the place of what it held, and the document of an error;
 *   with `null` the content is thrown away. The answer must not be larger than `maxMemorySize`
 *   (`AOSE_OVER_MEMORY`)
 * @returns 200, or 206 with a Range; 404 `NoSuchKey`; 304 or 412 when a condition among the headers
 *   does not hold
 */
export function ossGetObjectToBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  buffer: AosList<AosBuf> | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoGetObjectToBuffer(
    options,
    bucket,
    object,
    headers,
    params,
    buffer,
    null,
    respHeaders,
  );
}

/**
 * Reads an object as {@link ossGetObjectToBuffer} does. Port of `oss_do_get_object_to_buffer`.
 *
 * @param progressCallback - is told how many bytes of the content came; the total is 0 when the
 *   answer does not tell its length
 * @returns as {@link ossGetObjectToBuffer}
 */
export function ossDoGetObjectToBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  buffer: AosList<AosBuf> | null,
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
    content: buffer,
    respHeaders,
    compareCrc: true,
  });
}

/**
 * Asks for the headers of an object without its content: length, ETag, dates, user metadata.
 *
 * An object that is not there answers 404. Unlike C, whose error code is always `UnknownError`
 * here, the status tells the service's error when its `x-oss-err` header does. Port of
 * `oss_head_object`.
 *
 * @param headers - conditions (`If-Match`, …), or `null`
 * @returns 200; 404 `NoSuchKey`; 304 or 412 when a condition among the headers does not hold
 */
export function ossHeadObject(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_HEAD,
    bucket,
    object,
    headers: ossTableWith(headers),
    respHeaders,
  });
}

/**
 * Asks for the few headers of an object that the service has at hand: length, ETag and
 * Last-Modified. Errors are as those of {@link ossHeadObject}. Port of `oss_get_object_meta`.
 *
 * @returns 200; 404 `NoSuchKey`
 */
export function ossGetObjectMeta(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_HEAD,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_OBJECT_META, ""]),
    respHeaders,
  });
}

/**
 * Deletes an object. An object that is not there is deleted too: 204. Port of `oss_delete_object`.
 *
 * @returns 204, also when it is not there
 */
export function ossDeleteObject(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, { method: HTTP_DELETE, bucket, object, respHeaders });
}

/**
 * Copies an object within the service, without its content passing through here; up to 1 GB.
 *
 * Unlike C, a failure that the service finds out after it has begun to answer is an error
 * (`AOSE_SERVICE_ERROR`). Port of `oss_copy_object`.
 *
 * @param sourceBucket - is the service's to check
 * @param sourceObject - the source's name, not encoded
 * @param destBucket - the bucket of the copy
 * @param destObject - its suffix tells the content type if `headers` don't
 * @param headers - conditions, new metadata, or `null`; an `x-oss-copy-source` is replaced
 * @returns 200; 404 `NoSuchKey` when the source is not there; 412 when a condition on it does not
 *   hold
 */
export function ossCopyObject(
  options: OssRequestOptions,
  sourceBucket: AosStringLike,
  sourceObject: AosStringLike,
  destBucket: AosStringLike,
  destObject: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const copySource = `/${aosText(sourceBucket)}/${percentEncode(aosText(sourceObject))}`;
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket: destBucket,
    object: destObject,
    headers: ossHeadersFor(destObject, headers, [
      OSS_CANNONICALIZED_HEADER_COPY_SOURCE,
      copySource,
    ]),
    respHeaders,
  });
}
