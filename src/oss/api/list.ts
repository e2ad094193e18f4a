/**
 * `oss_bucket.c`: the buckets of an account and the objects of a bucket, page by page.
 *
 * The lists of the parameters get what a page holds behind what they hold already, as in C. To read
 * on, empty them, copy `nextMarker` to `marker` and call again while `truncated` is true. On
 * failure the parameters are left as they are.
 *
 * @packageDocumentation
 */

import { HTTP_GET } from "../../aos/define.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import {
  OSS_DELIMITER,
  OSS_MARKER,
  OSS_MAX_KEYS,
  OSS_PREFIX,
  type OssListBucketsParams,
  type OssListObjectParams,
  type OssRequestOptions,
} from "../define.js";
import { ossReadPage, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossListBucketsParseFromBody } from "../xml/bucket.js";
import { ossListObjectsParseFromBody } from "../xml/object.js";

/**
 * Lists objects of a bucket in the order of their names.
 *
 * Unlike C, keys that the service had to encode are decoded, `truncated` is true only if the answer
 * says "true", an absent NextMarker clears `nextMarker`, what an entry lacks is "" instead of
 * uninitialised memory, and a document that is no list of objects is `AOSE_XML_PARSE_ERROR` and not an
 * empty one. Port of `oss_list_object`.
 *
 * @param params - which objects, where to begin (`marker`), how many at most (`maxRet`, up to
 *   1000); takes the page, and is left as it is on failure
 * @returns 200
 */
export async function ossListObject(
  options: OssRequestOptions,
  bucket: AosStringLike,
  params: OssListObjectParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(
      null,
      [OSS_PREFIX, params.prefix.data],
      [OSS_DELIMITER, params.delimiter.data],
      [OSS_MARKER, params.marker.data],
      [OSS_MAX_KEYS, params.maxRet],
    ),
    respHeaders,
    document: {
      root: "ListBucketResult",
      read: (body) =>
        ossReadPage(params, (truncated) =>
          ossListObjectsParseFromBody(
            options.pool,
            body,
            params.objectList,
            params.commonPrefixList,
            params.nextMarker,
            truncated,
          ),
        ),
    },
  });
}

/**
 * Lists the buckets of the account whose keys are in the configuration. Port of `oss_list_bucket`.
 *
 * @param params - which buckets (`prefix`), where to begin (`marker`), how many at most
 *   (`maxKeys`); what is empty or 0 is left to the service. Takes the page and the
 *   owner, and is left as it is on failure
 * @returns 200
 */
export async function ossListBucket(
  options: OssRequestOptions,
  params: OssListBucketsParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const queryParams = aosTableMake(options.pool);
  if (params.prefix.data !== "") queryParams.add(OSS_PREFIX, params.prefix.data);
  if (params.marker.data !== "") queryParams.add(OSS_MARKER, params.marker.data);
  if (params.maxKeys !== 0) queryParams.add(OSS_MAX_KEYS, String(params.maxKeys));
  return ossRoundTrip(options, {
    method: HTTP_GET,
    queryParams,
    respHeaders,
    document: {
      root: "ListAllMyBucketsResult",
      read: (body) => ossListBucketsParseFromBody(options.pool, body, params),
    },
  });
}
