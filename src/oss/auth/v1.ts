/**
 * `oss_auth.c`: signatures of version 1, HMAC-SHA1.
 *
 * @packageDocumentation
 */

import { AOSE_INVALID_ARGUMENT, AOSE_OK, type HttpMethod } from "../../aos/define.js";
import { aosErrorLog } from "../../aos/log.js";
import type { AosPool } from "../../aos/pool.js";
import {
  type AosString,
  type AosStringLike,
  aosString,
  aosStrNull,
  aosStrSet,
  aosText,
} from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { hmac } from "../../aos/util/digest.js";
import { aosHttpMethodToString } from "../../aos/util/method.js";
import {
  OSS_AUTHORIZATION,
  OSS_CANNONICALIZED_HEADER_DATE,
  OSS_CANNONICALIZED_HEADER_PREFIX,
  OSS_CONTENT_MD5,
  OSS_CONTENT_TYPE,
  OSS_DATE,
} from "../define.js";
import { canonicalLines, canonicalQuery } from "./canonical.js";

/** The query parameters that are part of the resource. */
const subResources: ReadonlySet<string> = new Set([
  "acl",
  "location",
  "bucketInfo",
  "stat",
  "referer",
  "cors",
  "website",
  "restore",
  "logging",
  "symlink",
  "qos",
  "uploadId",
  "uploads",
  "partNumber",
  "response-content-type",
  "response-content-language",
  "response-expires",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "append",
  "position",
  "lifecycle",
  "delete",
  "live",
  "status",
  "comp",
  "vod",
  "startTime",
  "endTime",
  "x-oss-process",
  "security-token",
  "objectMeta",
  "tagging",
  "x-oss-sign-origin-only",
]);

/** What of a request is signed. */
interface SignedParts {
  readonly method: HttpMethod;
  /** The date of the request, or when a URL expires. */
  readonly date: string;
  /** `/bucket/object`. */
  readonly resource: string;
  readonly headers: AosTable;
  readonly params: AosTable | null;
}

/** The text that is signed with version 1. */
export function stringToSignV1({ method, date, resource, headers, params }: SignedParts): string {
  const lines = [
    aosHttpMethodToString(method),
    headers.get(OSS_CONTENT_MD5) ?? "",
    headers.get(OSS_CONTENT_TYPE) ?? "",
    date,
    canonicalLines(headers.lowerCase(isOssHeader)) + resource,
  ];
  const query = canonicalQuery([...(params ?? [])].filter(({ key }) => subResources.has(key)));
  return lines.join("\n") + (query === "" ? "" : `?${query}`);
}

function isOssHeader(name: string): boolean {
  return name.startsWith(OSS_CANNONICALIZED_HEADER_PREFIX);
}

/** The signature of a text with version 1. */
export function signatureV1(accessKeySecret: AosStringLike, text: string): string {
  return hmac("sha1", accessKeySecret, text).toString("base64");
}

/**
 * Makes the text that is signed with version 1. Unlike C, the whole name of an `x-oss-*` header is
 * made lower case, and that in a copy; names are sorted by their bytes; each of several headers or
 * parameters of one name is signed with its own value; and nothing is cut or refused for its length.
 * Port of `oss_get_string_to_sign`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param canonRes - `/bucket/object`
 * @param params - query parameters, of which the sub-resources are signed; may be `null`
 * @param signstr - is given the text; the null string on failure
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` without a date in `headers`
 */
export function ossGetStringToSign(
  _p: AosPool | null,
  method: HttpMethod,
  canonRes: AosStringLike,
  headers: AosTable,
  params: AosTable | null,
  signstr: AosString,
): number {
  aosStrNull(signstr);
  const date = headers.get(OSS_CANNONICALIZED_HEADER_DATE) ?? headers.get(OSS_DATE) ?? "";
  if (date === "") {
    aosErrorLog("a request without a date can't be signed");
    return AOSE_INVALID_ARGUMENT;
  }
  aosStrSet(
    signstr,
    stringToSignV1({ method, date, resource: aosText(canonRes), headers, params }),
  );
  return AOSE_OK;
}

/**
 * Adds the Authorization header of version 1 to `headers`, beside one that is there. Unlike C, a
 * secret of more than 64 bytes is hashed as RFC 2104 says, not cut. Port of `oss_sign_headers`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param signstr - what {@link ossGetStringToSign} made
 * @param accessKeyId - whose signature it is
 * @param accessKeySecret - what is signed with
 */
export function ossSignHeaders(
  _p: AosPool | null,
  signstr: AosStringLike,
  accessKeyId: AosStringLike,
  accessKeySecret: AosStringLike,
  headers: AosTable,
): void {
  const signature = signatureV1(accessKeySecret, aosText(signstr));
  headers.add(OSS_AUTHORIZATION, `OSS ${aosText(accessKeyId)}:${signature}`);
}

/**
 * Signs a request with version 1: adds its Authorization header. Port of `oss_get_signed_headers`.
 *
 * @param accessKeyId - whose signature it is
 * @param accessKeySecret - what is signed with
 * @param canonRes - `/bucket/object`
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when the headers hold no date
 */
export function ossGetSignedHeaders(
  p: AosPool | null,
  accessKeyId: AosStringLike,
  accessKeySecret: AosStringLike,
  canonRes: AosStringLike,
  req: AosHttpRequest,
): number {
  const signstr = aosString();
  const res = ossGetStringToSign(p, req.method, canonRes, req.headers, req.queryParams, signstr);
  if (res === AOSE_OK) ossSignHeaders(p, signstr, accessKeyId, accessKeySecret, req.headers);
  return res;
}
