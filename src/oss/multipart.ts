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
import { AOSE_SERVICE_ERROR, HTTP_DELETE, HTTP_GET, HTTP_POST } from "../aos/define.js";
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
import { aosStrtoll } from "../aos/util/number.js";
import {
  OSS_CONTENT_TYPE,
  OSS_DELIMITER,
  OSS_KEY_MARKER,
  OSS_MAX_PARTS,
  OSS_MAX_UPLOADS,
  OSS_MULTIPART_CONTENT_TYPE,
  OSS_PART_NUMBER_MARKER,
  OSS_PREFIX,
  OSS_UPLOAD_ID,
  OSS_UPLOAD_ID_MARKER,
  OSS_UPLOADS,
  type OssCompletePartContent,
  type OssListMultipartUploadParams,
  type OssListUploadPartParams,
  type OssRequestOptions,
  type OssUploadPart,
} from "./define.js";
import { ossHeadersFor, ossReadPage, ossRoundTrip, ossTableWith } from "./request/round_trip.js";
import { ossEndOf, ossScoped } from "./request/scope.js";
import { ossCreateCompletePartContent } from "./util/create.js";
import { ossCreateListUploadPartParams } from "./util/create_params.js";
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
    document: {
      root: "InitiateMultipartUploadResult",
      read: (body) => ossUploadIdParseFromBody(options.pool, body, uploadId),
    },
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
    document: {
      root: "ListPartsResult",
      read: (body) =>
        ossReadPage(params, (truncated) =>
          ossListPartsParseFromBody(
            options.pool,
            body,
            params.partList,
            params.nextPartNumberMarker,
            truncated,
          ),
        ),
    },
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
    document: {
      root: "ListMultipartUploadsResult",
      read: (body) =>
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
    },
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
