/**
 * `oss_auth.c`: signatures of version 4, HMAC-SHA256 with a key for one day, region and product.
 *
 * @packageDocumentation
 */

import { aosString } from "../../aos/string.js";
import type { AosTable, AosTableEntry } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { HmacKey, hexDigest, hmac } from "../../aos/util/digest.js";
import { aosHttpMethodToString } from "../../aos/util/method.js";
import { aosGetGmtTimeDate } from "../../aos/util/time.js";
import { percentEncode } from "../../aos/util/url.js";
import { OSS_CANNONICALIZED_HEADER_PREFIX, OSS_CONTENT_SHA256, type OssConfig } from "../define.js";
import { canonicalLines, canonicalQuery } from "./canonical.js";

/** Names the version, in Authorization headers and in URLs. */
export const V4_ALGORITHM = "OSS4-HMAC-SHA256";

/** What is signed as the payload: nothing of it, so that bodies need not be read twice. */
export const V4_PAYLOAD = "UNSIGNED-PAYLOAD";

/** Where and when a signing key is good. */
export interface ScopeV4 {
  /** Date, region, product, and what it is for. */
  readonly parts: readonly [date: string, region: string, product: string, use: string];
  /** The parts with slashes between them. */
  readonly text: string;
}

/** The region that is signed: the cloud box, if there is one; "" when the configuration names none. */
export function regionV4({ cloudboxId, region }: OssConfig): string {
  return cloudboxId.data || region.data;
}

/**
 * The scope of a signature.
 *
 * @param datetime - when it is made: `20251009T085320Z`, or a GMT date
 */
export function scopeV4(config: OssConfig, datetime: string): ScopeV4 {
  const product = config.cloudboxId.data === "" ? "oss" : "oss-cloudbox";
  const parts = [dayOf(datetime), regionV4(config), product, "aliyun_v4_request"] as const;
  return { parts, text: parts.join("/") };
}

/** Who signs: the access key id with the scope. */
export function credentialV4(config: OssConfig, scope: ScopeV4): string {
  return `${config.accessKeyId.data}/${scope.text}`;
}

/** The signature of a request as it stands, with version 4. */
export function signatureV4(
  req: AosHttpRequest,
  config: OssConfig,
  scope: ScopeV4,
  datetime: string,
): string {
  const hash = hexDigest("sha256", canonicalRequest(req));
  const stringToSign = `${V4_ALGORITHM}\n${datetime}\n${scope.text}\n${hash}`;
  const key = signingKey(config.accessKeySecret.data, scope);
  return key.sign(stringToSign);
}

function dayOf(datetime: string): string {
  if (!datetime.endsWith("GMT")) return datetime.slice(0, 8);
  const day = aosString();
  aosGetGmtTimeDate(datetime, day);
  return day.data;
}

function canonicalRequest({ method, resource, queryParams, headers }: AosHttpRequest): string {
  const query = queryParams.length === 0 ? "" : canonicalQuery(encoded(queryParams));
  const lines = canonicalLines(headers.lowerCase(isSignedHeader));
  const payload = headers.get(OSS_CONTENT_SHA256) ?? V4_PAYLOAD;
  // The empty line stands for the names of additional headers that are signed: there are none.
  return `${aosHttpMethodToString(method)}\n/${percentEncode(resource, true)}\n${query}\n${lines}\n\n${payload}`;
}

function encoded(params: AosTable): AosTableEntry[] {
  return [...params].map(({ key, val }) => ({ key: percentEncode(key), val: percentEncode(val) }));
}

const SIGNED_BEGINNINGS = [OSS_CANNONICALIZED_HEADER_PREFIX, "content-md5", "content-type"];

/** As in C, longer names that begin like Content-Type and Content-MD5 are signed too. */
function isSignedHeader(name: string): boolean {
  return SIGNED_BEGINNINGS.some((beginning) => name.startsWith(beginning));
}

/** A signing key with what it is for. */
interface HeldKey {
  readonly secret: string;
  readonly scope: ScopeV4;
  readonly key: HmacKey;
}

/** How many secrets, regions and products a program is supposed to use at a time. */
const MOST_KEYS = 8;

/** The keys of one day, the one that was used last in front: each costs four digests. */
let heldKeys: readonly HeldKey[] = [];

function signingKey(secret: string, scope: ScopeV4): HmacKey {
  const held = heldKeys.find((one) => one.secret === secret && isSameScope(one.scope, scope));
  if (held !== undefined && held === heldKeys[0]) return held.key;
  const key = held?.key ?? derivedKey(secret, scope);
  // Keys of another day, and their secrets, are of no more use.
  const others = heldKeys.filter((one) => one !== held && one.scope.parts[0] === scope.parts[0]);
  heldKeys = [{ secret, scope, key }, ...others].slice(0, MOST_KEYS);
  return key;
}

function derivedKey(secret: string, { parts }: ScopeV4): HmacKey {
  const first = Buffer.from(`aliyun_v4${secret}`);
  return new HmacKey(parts.reduce<Buffer>((last, part) => hmac("sha256", last, part), first));
}

function isSameScope(a: ScopeV4, b: ScopeV4): boolean {
  return a.text === b.text && a.parts.every((part, i) => part === b.parts[i]);
}
