/**
 * `oss_object.c`: signed URLs, and calls that are made with nothing but such a URL.
 *
 * These calls take neither bucket nor object, and no signature is added to them. A URL that is
 * none, or of another scheme than http and https, answers an error and nothing is sent.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_OK, HTTP_GET, HTTP_HEAD, HTTP_PUT } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import { type AosStringLike, aosString } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { ossGetSignedUrl } from "../auth/url.js";
import type { OssRequestOptions } from "../define.js";
import { ossIntegerError, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossGetObjectUri } from "../util/endpoint.js";
import {
  isVerifyObjectStrict,
  ossIsValidBucketName,
  ossIsValidObjectNameEx,
} from "../util/names.js";

/**
 * Makes a URL with which whoever has it can do one thing with one object until it expires.
 *
 * Unlike C, an endpoint whose host is none gives `null`, and neither the headers nor the query
 * parameters of `req` are changed, so that it can be used for another URL. Port of
 * `oss_gen_signed_url`.
 *
 * @param expires - when the URL expires, in seconds since 1970
 * @param req - says what may be done: its `method`, `headers` that must then be sent, `queryParams`
 *   that become part of the URL; with `normalizeUrl` of 1 the slashes of the object's name are not
 *   encoded. Its `proto`, `host`, `uri` and `resource` are filled
 * @returns the URL, or `null` when a name is not valid (one that begins with `?` is not, unless
 *   `verifyObjectStrict` is switched off or signatures are of version 4) or it can't be signed
 */
export function ossGenSignedUrl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  expires: number | bigint,
  req: AosHttpRequest,
): string | null {
  if (!ossIsValidBucketName(bucket)) return null;
  if (!ossIsValidObjectNameEx(object, isVerifyObjectStrict(options))) return null;
  if (ossIntegerError({ expires }) !== null) return null;
  ossGetObjectUri(options, bucket, object, req);
  const signedUrl = aosString();
  const res = ossGetSignedUrl(options, req, String(expires), signedUrl);
  return res === AOSE_OK ? signedUrl.data : null;
}

/**
 * Stores the content of a list of buffers by a URL that was signed for PUT. The CRC-64 of what was
 * sent is compared with the server's. Port of `oss_put_object_from_buffer_by_url`.
 *
 * @param buffer - the content; the list is left as it is
 * @param headers - those that were signed (Content-Type!), and others, or `null`
 * @returns 200; 403 when the URL has expired or was signed for something else
 */
export async function ossPutObjectFromBufferByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  buffer: AosList<AosBuf>,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    signedUrl,
    headers: ossTableWith(headers),
    buffer,
    respHeaders,
    compareCrc: true,
  });
}

/**
 * Stores a file by a URL that was signed for PUT; see {@link ossPutObjectFromBufferByUrl}. Port of
 * `oss_put_object_from_file_by_url`.
 *
 * @param filename - a file that can't be opened answers `AOSE_OPEN_FILE_ERROR`; nothing is sent
 * @param headers - those that were signed, and others, or `null`
 * @returns as {@link ossPutObjectFromBufferByUrl}, and `OpenFileFail`
 */
export async function ossPutObjectFromFileByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  filename: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    signedUrl,
    headers: ossTableWith(headers),
    filename,
    respHeaders,
    compareCrc: true,
  });
}

/**
 * Reads an object into memory by a URL that was signed for GET. Port of
 * `oss_get_object_to_buffer_by_url`.
 *
 * @param headers - `Range`, conditions, those that were signed, or `null`
 * @param params - are not sent, since the URL is whole; an `x-oss-process` in them says that the
 *   content is processed, so that its CRC-64 is not compared. May be `null`
 * @param buffer - takes the content in the place of what it held, and the document of an error;
 *   with `null` the content is thrown away
 * @returns 200, or 206 with a Range; 404 `NoSuchKey`; 403 when the URL has expired or was signed
 *   for something else
 */
export async function ossGetObjectToBufferByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  buffer: AosList<AosBuf> | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    signedUrl,
    headers: ossTableWith(headers),
    queryParams: ossTableWith(params),
    content: buffer,
    respHeaders,
    compareCrc: true,
  });
}

/**
 * Reads an object into a file by a URL that was signed for GET.
 *
 * Unlike C, which empties the file before it knows whether there will be content, the file is
 * replaced only by a complete download, as `ossGetObjectToFile` does it. Port of
 * `oss_get_object_to_file_by_url`.
 *
 * @param headers - `Range`, conditions, those that were signed, or `null`
 * @param params - as in {@link ossGetObjectToBufferByUrl}
 * @param filename - the file to replace
 * @returns as {@link ossGetObjectToBufferByUrl}, and `OpenFileFail`, `WriteFileFail`,
 *   `RenameFileFail`
 */
export async function ossGetObjectToFileByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  filename: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    signedUrl,
    headers: ossTableWith(headers),
    queryParams: ossTableWith(params),
    contentFile: filename,
    respHeaders,
    compareCrc: true,
  });
}

/**
 * Asks for the headers of an object by a URL that was signed for HEAD. Port of
 * `oss_head_object_by_url`.
 *
 * @param headers - conditions, those that were signed, or `null`
 * @returns 200; 404 `NoSuchKey`; 403 when the URL has expired or was signed for something else
 */
export async function ossHeadObjectByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_HEAD,
    signedUrl,
    headers: ossTableWith(headers),
    respHeaders,
  });
}

/**
 * Asks for the few headers of an object that the service has at hand, by a URL that was signed for
 * HEAD and for the query parameter `objectMeta`.
 *
 * Unlike C, whose header declares it but whose library does not have it, this can be called. Port
 * of `oss_get_object_meta_by_url`.
 *
 * @returns as {@link ossHeadObjectByUrl}
 */
export async function ossGetObjectMetaByUrl(
  options: OssRequestOptions,
  signedUrl: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossHeadObjectByUrl(options, signedUrl, null, respHeaders);
}
