/**
 * OSS's V1 and V4 header signatures, computed from a request as it stood on the wire. Written from
 * the service's documentation and independent of the library, so that two equal mistakes can't
 * cancel out.
 */

import { createHash, createHmac } from "node:crypto";
import { headerOf, type Pair } from "./record.js";

/** A request on the wire: names and values are latin1 text of its bytes. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Pair[];
}

/** Whose signature is expected, and of which resource. */
export interface SigningContext {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly region: string;
  readonly cloudboxId: string;
  /** The bucket, which a request to a CNAME does not name; "" for the service itself. */
  readonly bucket: string;
  readonly isCname: boolean;
}

/** Query parameters that are part of the resource in V1. */
const SUB_RESOURCES = new Set(
  (
    "acl location bucketInfo stat referer cors website restore logging symlink qos uploadId uploads " +
    "partNumber response-content-type response-content-language response-expires " +
    "response-cache-control response-content-disposition response-content-encoding append position " +
    "lifecycle delete live status comp vod startTime endTime x-oss-process security-token " +
    "objectMeta tagging x-oss-sign-origin-only"
  ).split(" "),
);

/** The Authorization header that `request` should carry. */
export function authorization(request: WireRequest, context: SigningContext): string {
  const given = headerOf(request.headers, "Authorization") ?? "";
  return given.startsWith("OSS4-")
    ? authorizationV4(request, context)
    : authorizationV1(request, context);
}

/** The same, for the V1 signature. */
export function authorizationV1(request: WireRequest, context: SigningContext): string {
  const text = (name: string): string => headerOf(request.headers, name)?.trim() ?? "";
  const date = text("x-oss-date") || text("Date");
  const headers = ossHeaders(request.headers).map(([key, value]) => `${key}:${value}\n`);
  const signed = [
    request.method,
    text("Content-MD5"),
    text("Content-Type"),
    date,
    headers.join("") + resourceV1(request, context),
  ].join("\n");
  const signature = createHmac("sha1", context.accessKeySecret)
    .update(Buffer.from(signed, "latin1"))
    .digest("base64");
  return `OSS ${context.accessKeyId}:${signature}`;
}

function ossHeaders(headers: readonly Pair[]): Pair[] {
  return headers
    .map(([key, value]): Pair => [key.toLowerCase(), value.trim()])
    .filter(([key]) => key.startsWith("x-oss-"))
    .sort(([a], [b]) => byBytes(a, b));
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "latin1"), Buffer.from(b, "latin1"));
}

/** `/bucket/key?sub-resources`, all decoded, as latin1 text of its bytes. */
function resourceV1(request: WireRequest, context: SigningContext): string {
  const subResources = queryPairs(request.target)
    .map(([key, value]): Pair => [percentDecode(key), percentDecode(value)])
    .filter(([key]) => SUB_RESOURCES.has(key))
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  const query = subResources.length === 0 ? "" : `?${subResources.join("&")}`;
  return `/${resourcePath(request, context)}${query}`;
}

/** `bucket/key` of a request, without the leading slash. */
function resourcePath(request: WireRequest, context: SigningContext): string {
  const path = percentDecode(request.target.split("?")[0] ?? "").slice(1);
  const host = headerOf(request.headers, "Host") ?? "";
  const inHost = context.isCname || host.startsWith(`${context.bucket}.`);
  return context.bucket !== "" && inHost ? `${context.bucket}/${path}` : path;
}

/** The pairs of the query, still encoded. */
function queryPairs(target: string): Pair[] {
  const start = target.indexOf("?");
  if (start < 0) return [];
  return target
    .slice(start + 1)
    .split("&")
    .map((pair): Pair => {
      const [key = "", ...value] = pair.split("=");
      return [key, value.join("=")];
    });
}

function percentDecode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function percentEncode(latin1: string): string {
  return latin1.replace(
    /[^A-Za-z0-9\-_.~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** The same, for the V4 signature. */
export function authorizationV4(request: WireRequest, context: SigningContext): string {
  const date = headerOf(request.headers, "x-oss-date")?.trim() ?? "";
  const scope = scopeV4(date, context);
  const signature = signatureV4(date, scope, canonicalRequestV4(request, context), context);
  return `OSS4-HMAC-SHA256 Credential=${context.accessKeyId}/${scope},Signature=${signature}`;
}

function scopeV4(date: string, context: SigningContext): string {
  const day = date.endsWith("GMT")
    ? new Date(date).toISOString().slice(0, 10).replaceAll("-", "")
    : date.slice(0, 8);
  const region = context.cloudboxId || context.region;
  const product = context.cloudboxId === "" ? "oss" : "oss-cloudbox";
  return `${day}/${region}/${product}/aliyun_v4_request`;
}

function canonicalRequestV4(request: WireRequest, context: SigningContext): string {
  const uri = resourcePath(request, context).split("/").map(percentEncode).join("/");
  const query = queryPairs(request.target)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  const headers = request.headers
    .map(([key, value]): Pair => [key.toLowerCase(), value.trim()])
    .filter(([key]) => key.startsWith("x-oss-") || key === "content-type" || key === "content-md5")
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => `${key}:${value}\n`);
  const payload = headerOf(request.headers, "x-oss-content-sha256") ?? "UNSIGNED-PAYLOAD";
  return [request.method, `/${uri}`, query.join("&"), headers.join(""), "", payload].join("\n");
}

function signatureV4(
  date: string,
  scope: string,
  canonicalRequest: string,
  context: SigningContext,
): string {
  const hash = createHash("sha256").update(Buffer.from(canonicalRequest, "latin1")).digest("hex");
  const secret = Buffer.from(`aliyun_v4${context.accessKeySecret}`);
  const key = scope
    .split("/")
    .reduce((k, part) => createHmac("sha256", k).update(part).digest(), secret);
  const signed = ["OSS4-HMAC-SHA256", date, scope, hash].join("\n");
  return createHmac("sha256", key).update(signed).digest("hex");
}
