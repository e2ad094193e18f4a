/**
 * `oss_auth.c`: signatures of version 4, HMAC-SHA256 with a key for one day, region and product.
 *
 * @packageDocumentation
 */

import { aosString } from "../../aos/string.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { digest, hmac } from "../../aos/util/digest.js";
import { aosHttpMethodToString } from "../../aos/util/method.js";
import { aosGetGmtTimeDate } from "../../aos/util/time.js";
import { percentEncode } from "../../aos/util/url.js";
import { OSS_CANNONICALIZED_HEADER_PREFIX, OSS_CONTENT_SHA256, type OssConfig } from "../define.js";
import { canonicalLines, canonicalQuery, lowerCaseHeaders } from "./canonical.js";

/** Names the version, in Authorization headers and in URLs. */
export const V4_ALGORITHM = "OSS4-HMAC-SHA256";

/** What is signed as the payload: nothing of it, so that bodies need not be read twice. */
export const V4_PAYLOAD = "UNSIGNED-PAYLOAD";

/** Where and when a signing key is good: date, region, product, and what it is for. */
type Scope = readonly [date: string, region: string, product: string, use: string];

/** The region that is signed: the cloud box, if there is one; "" when the configuration names none. */
export function regionV4({ cloudboxId, region }: OssConfig): string {
  return cloudboxId.data || region.data;
}

/** Who signs: the access key id with the scope of a signature that is made at `datetime`. */
export function credentialV4(config: OssConfig, datetime: string): string {
  return `${config.accessKeyId.data}/${scopeOf(config, datetime).join("/")}`;
}

/**
 * The signature of a request as it stands, with version 4.
 *
 * @param datetime - when it is made: `20251009T085320Z`, or a GMT date
 */
export function signatureV4(req: AosHttpRequest, config: OssConfig, datetime: string): string {
  const scope = scopeOf(config, datetime);
  const hash = digest("sha256", canonicalRequest(req)).toString("hex");
  const stringToSign = [V4_ALGORITHM, datetime, scope.join("/"), hash].join("\n");
  const key = signingKey(config.accessKeySecret.data, scope);
  return hmac("sha256", key, stringToSign).toString("hex");
}

function scopeOf(config: OssConfig, datetime: string): Scope {
  const product = config.cloudboxId.data === "" ? "oss" : "oss-cloudbox";
  return [dayOf(datetime), regionV4(config), product, "aliyun_v4_request"];
}

function dayOf(datetime: string): string {
  if (!datetime.endsWith("GMT")) return datetime.slice(0, 8);
  const day = aosString();
  aosGetGmtTimeDate(datetime, day);
  return day.data;
}

function canonicalRequest({ method, resource, queryParams, headers }: AosHttpRequest): string {
  const query = [...queryParams].map(({ key, val }) => ({
    key: percentEncode(key),
    val: percentEncode(val),
  }));
  return [
    aosHttpMethodToString(method),
    `/${percentEncode(resource, true)}`,
    canonicalQuery(query),
    canonicalLines(lowerCaseHeaders(headers, isSignedHeader)),
    // The names of additional headers that are signed: there are none.
    "",
    headers.get(OSS_CONTENT_SHA256) ?? V4_PAYLOAD,
  ].join("\n");
}

/** As in C, longer names that begin like Content-Type and Content-MD5 are signed too. */
function isSignedHeader(name: string): boolean {
  const beginnings = [OSS_CANNONICALIZED_HEADER_PREFIX, "content-md5", "content-type"];
  return beginnings.some((beginning) => name.startsWith(beginning));
}

/** The last key that was made: it is good for all requests of a day, and costs four digests. */
let lastKey: { readonly id: string; readonly key: Buffer } | null = null;

function signingKey(secret: string, scope: Scope): Buffer {
  const id = JSON.stringify([secret, ...scope]);
  if (lastKey?.id !== id) {
    const first = Buffer.from(`aliyun_v4${secret}`);
    lastKey = { id, key: scope.reduce<Buffer>((key, part) => hmac("sha256", key, part), first) };
  }
  return lastKey.key;
}
