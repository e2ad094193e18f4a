/**
 * `oss_object.c`: symbolic links between objects.
 *
 * @packageDocumentation
 */

import { HTTP_GET, HTTP_PUT } from "../../aos/define.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { percentEncode } from "../../aos/util/url.js";
import {
  OSS_CANNONICALIZED_HEADER_SYMLINK,
  OSS_SYMLINK,
  type OssRequestOptions,
} from "../define.js";
import { ossRoundTrip, ossTableWith } from "../request/round_trip.js";

/**
 * Makes an object that stands for another one of the same bucket, which need not exist yet.
 *
 * Unlike C, which sends the target as it is, it is percent-encoded, slashes aside, as the service
 * asks for. Port of `oss_put_symlink`.
 *
 * @param symObject - the name of the link
 * @param targetObject - the name of what it stands for, not encoded
 * @returns 200
 */
export async function ossPutSymlink(
  options: OssRequestOptions,
  bucket: AosStringLike,
  symObject: AosStringLike,
  targetObject: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoPutSymlink(options, bucket, symObject, targetObject, null, respHeaders);
}

/**
 * Makes a symbolic link as {@link ossPutSymlink} does. Port of `oss_do_put_symlink`.
 *
 * @param headers - more headers (`x-oss-forbid-overwrite`, `x-oss-storage-class`), or `null`
 * @returns 200
 */
export async function ossDoPutSymlink(
  options: OssRequestOptions,
  bucket: AosStringLike,
  symObject: AosStringLike,
  targetObject: AosStringLike,
  headers: AosTable | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const target = percentEncode(aosText(targetObject), true);
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    object: symObject,
    headers: ossTableWith(headers, [OSS_CANNONICALIZED_HEADER_SYMLINK, target]),
    queryParams: ossTableWith(null, [OSS_SYMLINK, ""]),
    respHeaders,
  });
}

/**
 * Asks what a symbolic link stands for. Port of `oss_get_symlink`.
 *
 * @param symObject - the name of the link
 * @param respHeaders - takes the headers; the target is in `x-oss-symlink-target`, percent-encoded
 * @returns 200; 400 `NotSymlink` for an object that is none
 */
export async function ossGetSymlink(
  options: OssRequestOptions,
  bucket: AosStringLike,
  symObject: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object: symObject,
    queryParams: ossTableWith(null, [OSS_SYMLINK, ""]),
    respHeaders,
  });
}
