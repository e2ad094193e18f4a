/**
 * `oss_multipart.c`: uploads in parts.
 *
 * An upload is begun with {@link ossInitMultipartUpload}, which gives it an id; parts are sent in
 * any order and number; {@link ossCompleteMultipartUpload} makes the object of them and {@link
 * ossAbortMultipartUpload} throws them away. All parts but the last have 100 KB to 5 GB; there are
 * at most 10000.
 *
 * Unlike C, an object's name that is not valid answers `ObjectNameInvalidError` here too, and
 * nothing is sent.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../aos/buf.js";
import { AOSE_SERVICE_ERROR, HTTP_DELETE, HTTP_GET, HTTP_POST, HTTP_PUT } from "../aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../aos/list.js";
import type { Out } from "../aos/out.js";
import {
  AOS_SERVER_ERROR_CODE,
  type AosStatus,
  aosStatusIsOk,
  aosStatusSet,
} from "../aos/status.js";
import { type AosString, type AosStringLike, aosStrSet, aosText } from "../aos/string.js";
import type { AosTable } from "../aos/table.js";
import type { OssProgressCallback } from "../aos/transport.js";
import { aosStrtoll } from "../aos/util/number.js";
import { percentEncode } from "../aos/util/url.js";
import {
  OSS_CONTENT_TYPE,
  OSS_COPY_SOURCE,
  OSS_COPY_SOURCE_RANGE,
  OSS_DELIMITER,
  OSS_KEY_MARKER,
  OSS_MAX_PARTS,
  OSS_MAX_UPLOADS,
  OSS_MULTIPART_CONTENT_TYPE,
  OSS_PART_NUMBER_MARKER,
  OSS_PARTNUMBER,
  OSS_PREFIX,
  OSS_UPLOAD_ID,
  OSS_UPLOAD_ID_MARKER,
  OSS_UPLOADS,
  type OssCompletePartContent,
  type OssListMultipartUploadParams,
  type OssListUploadPartParams,
  type OssRequestOptions,
  type OssUploadFile,
  type OssUploadPart,
  type OssUploadPartCopyParams,
} from "./define.js";
import {
  type OssCall,
  ossHeadersFor,
  ossIntegerError,
  ossReadPage,
  ossRoundTrip,
  ossTableWith,
  ossTableWithDefaults,
} from "./request/round_trip.js";
import { ossEndOf, ossScoped } from "./request/scope.js";
import { ossCreateCompletePartContent, ossCreateListUploadPartParams } from "./util/create.js";
import { partSortCmp } from "./util/parts.js";
import {
  buildCompleteMultipartUploadBody,
  ossListMultipartUploadsParseFromBody,
  ossListPartsParseFromBody,
  ossUploadIdParseFromBody,
} from "./xml/multipart.js";

/**
 * Begins an upload in parts. Port of `oss_init_multipart_upload`.
 *
 * @param uploadId - becomes the id that the other calls need; on failure it is left as it is
 * @param headers - what the object gets (Content-Type, metadata, storage class), or `null`; without
 *   a Content-Type the suffix of the object's name tells it
 * @returns 200
 */
export async function ossInitMultipartUpload(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosString,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_POST,
    bucket,
    object,
    headers: ossHeadersFor(object, headers),
    queryParams: ossTableWith(null, [OSS_UPLOADS, ""]),
    respHeaders,
    parse: (body) => ossUploadIdParseFromBody(options.pool, body, uploadId),
  });
}

/**
 * Ends an upload and throws its parts away. A part that is still being sent may stay: then abort
 * again. Port of `oss_abort_multipart_upload`.
 *
 * @returns 204; 404 `NoSuchUpload`
 */
export async function ossAbortMultipartUpload(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_DELETE,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_UPLOAD_ID, aosText(uploadId)]),
    respHeaders,
  });
}

/**
 * Lists the parts that an upload has, in the order of their numbers.
 *
 * The page is put behind what `params.partList` holds. To read on, empty the list, copy
 * `nextPartNumberMarker` to `partNumberMarker` and call again while `truncated` is true. On failure
 * `params` is left as it is. Port of `oss_list_upload_part`.
 *
 * @param params - where to begin and how many at most (`maxRet`, up to 1000); takes the page,
 *   and is left as it is on failure
 * @returns 200; 404 `NoSuchUpload`
 */
export async function ossListUploadPart(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  params: OssListUploadPartParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object,
    queryParams: ossTableWith(
      null,
      [OSS_UPLOAD_ID, aosText(uploadId)],
      [OSS_MAX_PARTS, params.maxRet],
      [OSS_PART_NUMBER_MARKER, params.partNumberMarker.data],
    ),
    respHeaders,
    parse: (body) =>
      ossReadPage(params, (truncated) =>
        ossListPartsParseFromBody(
          options.pool,
          body,
          params.partList,
          params.nextPartNumberMarker,
          truncated,
        ),
      ),
  });
}

/**
 * Lists the uploads of a bucket that were begun and neither completed nor aborted.
 *
 * The page is put behind what `params.uploadList` holds. To read on, empty the list, copy both next
 * markers to the markers and call again while `truncated` is true. On failure `params` is left as
 * it is. Port of `oss_list_multipart_upload`.
 *
 * @param params - which uploads, where to begin, how many at most (`maxRet`, up to 1000); takes the
 *   page, and is left as it is on failure
 * @returns 200
 */
export async function ossListMultipartUpload(
  options: OssRequestOptions,
  bucket: AosStringLike,
  params: OssListMultipartUploadParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(
      null,
      [OSS_UPLOADS, ""],
      [OSS_PREFIX, params.prefix.data],
      [OSS_DELIMITER, params.delimiter.data],
      [OSS_KEY_MARKER, params.keyMarker.data],
      [OSS_UPLOAD_ID_MARKER, params.uploadIdMarker.data],
      [OSS_MAX_UPLOADS, params.maxRet],
    ),
    respHeaders,
    parse: (body) =>
      ossReadPage(params, (truncated) =>
        ossListMultipartUploadsParseFromBody(
          options.pool,
          body,
          params.uploadList,
          params.nextKeyMarker,
          params.nextUploadIdMarker,
          truncated,
        ),
      ),
  });
}

/**
 * Makes the object of the parts that were sent. Port of `oss_complete_multipart_upload`.
 *
 * Unlike C, a failure that the service finds out after it has begun to answer is an error
 * (`AOSE_SERVICE_ERROR`).
 *
 * @param partList - number and ETag of each part, in rising order; the list is left as it is
 * @param headers - more headers, or `null`; a Content-Type in them is replaced
 * @returns 200; 404 `NoSuchUpload`; 400 `InvalidPart`, `InvalidPartOrder` or `EntityTooSmall`; 203
 *   `CallbackFailed` when the object was made and a callback failed
 */
export async function ossCompleteMultipartUpload(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partList: AosList<OssCompletePartContent>,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoCompleteMultipartUpload(
    options,
    bucket,
    object,
    uploadId,
    partList,
    headers,
    null,
    respHeaders,
    null,
  );
}

/**
 * Makes the object of its parts as {@link ossCompleteMultipartUpload} does.
 *
 * When a callback (`x-oss-callback` in `headers`) fails the object is there all the same and the
 * code is 203. Unlike C, the status then says `CallbackFailed` and why. Port of
 * `oss_do_complete_multipart_upload`.
 *
 * @param params - query parameters, or `null`
 * @param respBody - takes the answer of the callback, the service's own XML without one, or the
 *   document of an error
 * @returns as {@link ossCompleteMultipartUpload}
 */
export async function ossDoCompleteMultipartUpload(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  partList: AosList<OssCompletePartContent>,
  headers: AosTable | null,
  params: AosTable | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildCompleteMultipartUploadBody(options.pool, partList, buffer);
  return ossRoundTrip(options, {
    method: HTTP_POST,
    bucket,
    object,
    headers: ossTableWith(headers, [OSS_CONTENT_TYPE, OSS_MULTIPART_CONTENT_TYPE]),
    queryParams: ossTableWith(params, [OSS_UPLOAD_ID, aosText(uploadId)]),
    buffer,
    respHeaders,
    respBody,
  });
}

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

/**
 * Asks for all parts that an upload has, as the list that completes it.
 *
 * Unlike C, which sorts each page for itself, the whole list is in the order of the part numbers,
 * and a listing that does not go on answers an error where C may loop for ever. Port of
 * `oss_get_sorted_uploaded_part`.
 *
 * @param completePartList - gets number and ETag of each part behind what it holds; on failure it
 *   is left as it is
 * @param partCount - becomes the number of parts that were found; on failure it is left as it is
 */
export async function ossGetSortedUploadedPart(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  completePartList: AosList<OssCompletePartContent>,
  partCount: Out<number>,
): Promise<AosStatus> {
  const params = ossCreateListUploadPartParams(options.pool);
  const s = await ossScoped(options, (own) => listAllParts(own, bucket, object, uploadId, params));
  if (!aosStatusIsOk(s)) return s;

  const parts = [...params.partList].map(
    ({ partNumber, etag }): OssUploadPart => ({ partNum: cInt(partNumber), etag: etag.data }),
  );
  for (const { partNum, etag } of parts.sort(partSortCmp)) {
    const content = ossCreateCompletePartContent(options.pool);
    aosStrSet(content.partNumber, String(partNum));
    aosStrSet(content.etag, etag);
    aosListAddTail(content, completePartList);
  }
  partCount.value = parts.length;
  return s;
}

async function listAllParts(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosStringLike,
  params: OssListUploadPartParams,
): Promise<AosStatus> {
  for (;;) {
    const s =
      ossEndOf(options) ??
      (await ossListUploadPart(options, bucket, object, uploadId, params, null));
    if (aosStatusIsOk(s) && params.truncated) turnPage(params, s);
    if (!aosStatusIsOk(s) || !params.truncated) return s;
  }
}

/** Lets the next page begin behind this one; a page that ends before it began is an error. */
function turnPage(params: OssListUploadPartParams, s: AosStatus): void {
  const { partNumberMarker, nextPartNumberMarker, partList } = params;
  const next = nextPartNumberMarker.data || (partList.last?.partNumber.data ?? "");
  if (cInt(next) <= cInt(partNumberMarker)) {
    aosStatusSet(s, AOSE_SERVICE_ERROR, AOS_SERVER_ERROR_CODE, "the listing does not go on");
  }
  aosStrSet(partNumberMarker, next);
}

function cInt(text: AosStringLike): number {
  return Number(aosStrtoll(text, null, 10));
}
