/**
 * `oss_object.c`: the tags of an object.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { HTTP_DELETE, HTTP_GET, HTTP_PUT } from "../../aos/define.js";
import { type AosList, aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { OSS_TAGGING, type OssRequestOptions, type OssTagContent } from "../define.js";
import { ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { buildObjectTaggingBody, ossGetTaggingParseFromBody } from "../xml/tagging.js";

/**
 * Sets the tags of an object in the place of those it had; an empty list leaves none. Port of
 * `oss_put_object_tagging`.
 *
 * @param tagList - up to 10 tags, with keys of up to 128 and values of up to 256 bytes
 * @returns 200; 400 `InvalidTag`; 404 `NoSuchKey`
 */
export async function ossPutObjectTagging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  tagList: AosList<OssTagContent>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildObjectTaggingBody(options.pool, tagList, buffer);
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_TAGGING, ""]),
    buffer,
    respHeaders,
  });
}

/**
 * Asks for the tags of an object. Port of `oss_get_object_tagging`.
 *
 * @param tagList - gets the tags behind what it holds; on failure it is left as it is
 * @returns 200; 404 `NoSuchKey`
 */
export async function ossGetObjectTagging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  tagList: AosList<OssTagContent>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_TAGGING, ""]),
    respHeaders,
    document: {
      root: "Tagging",
      read: (body) => ossGetTaggingParseFromBody(options.pool, body, tagList),
    },
  });
}

/**
 * Takes every tag off an object. Port of `oss_delete_object_tagging`.
 *
 * @returns 204; 404 `NoSuchKey`
 */
export async function ossDeleteObjectTagging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_DELETE,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_TAGGING, ""]),
    respHeaders,
  });
}
