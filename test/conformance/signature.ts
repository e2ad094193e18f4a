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
function authorizationV1(request: WireRequest, context: SigningContext): string {
  const date = textOf(request, "x-oss-date") || textOf(request, "Date");
  return `OSS ${context.accessKeyId}:${signatureV1(request, context, date)}`;
}

function textOf(request: WireRequest, name: string): string {
  return headerOf(request.headers, name)?.trim() ?? "";
}

/** V1's signature; `date` is the date of a request, the expiry of a URL. */
function signatureV1(request: WireRequest, context: SigningContext, date: string): string {
  const headers = ossHeaders(request.headers).map(([key, value]) => `${key}:${value}\n`);
  const signed = [
    request.method,
    textOf(request, "Content-MD5"),
    textOf(request, "Content-Type"),
    date,
    headers.join("") + resourceV1(request, context),
  ].join("\n");
  return hmacSha1(context, signed);
}

function hmacSha1({ accessKeySecret }: SigningContext, latin1: string): string {
  return createHmac("sha1", accessKeySecret).update(Buffer.from(latin1, "latin1")).digest("base64");
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
function authorizationV4(request: WireRequest, context: SigningContext): string {
  const date = headerOf(request.headers, "x-oss-date")?.trim() ?? "";
  const scope = scopeV4(date, context);
  const payload = headerOf(request.headers, "x-oss-content-sha256") ?? "UNSIGNED-PAYLOAD";
  const signature = signatureV4(
    date,
    scope,
    canonicalRequestV4(request, context, payload),
    context,
  );
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

function canonicalRequestV4(
  request: WireRequest,
  context: SigningContext,
  payload: string,
): string {
  const uri = resourcePath(request, context).split("/").map(percentEncode).join("/");
  const query = queryPairs(request.target)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  const headers = request.headers
    .map(([key, value]): Pair => [key.toLowerCase(), value.trim()])
    .filter(([key]) => key.startsWith("x-oss-") || key === "content-type" || key === "content-md5")
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => `${key}:${value}\n`);
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

/** A URL that is to be signed: the path is encoded, the rest is UTF-8 text. */
export interface UrlToSign {
  readonly method: string;
  /** Scheme and authority: `http://bucket.host`. */
  readonly origin: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  /** When the URL expires, in seconds since 1970. */
  readonly expires: bigint;
  /** Token of temporary credentials, or "". */
  readonly token: string;
}

/** The URL with V1's signature. */
export function signedUrlV1(url: UrlToSign, context: SigningContext): string {
  const query = [...url.query, ...pairUnlessEmpty("security-token", url.token)];
  const signature = signatureV1(wireRequest(url, query), context, String(url.expires));
  return withQuery(url, [...query, ...credentialsV1(url, context, signature)]);
}

/** The URL with V4's signature, made at `now` (seconds since 1970). */
export function signedUrlV4(url: UrlToSign, context: SigningContext, now: number): string {
  const date = new Date(now * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = scopeV4(date, context);
  const query: Pair[] = [
    ...url.query,
    ...pairUnlessEmpty("x-oss-security-token", url.token),
    ["x-oss-signature-version", "OSS4-HMAC-SHA256"],
    ["x-oss-credential", `${context.accessKeyId}/${scope}`],
    ["x-oss-date", date],
    ["x-oss-expires", String(url.expires - BigInt(now))],
  ];
  const payload = headerOf(url.headers, "x-oss-content-sha256") ?? "UNSIGNED-PAYLOAD";
  const canonical = canonicalRequestV4(wireRequest(url, query), context, payload);
  return withQuery(url, [
    ...query,
    ["x-oss-signature", signatureV4(date, scope, canonical, context)],
  ]);
}

/** An RTMP URL: what is signed are the expiry, every parameter and the channel. */
export function signedRtmpUrl(url: UrlToSign, context: SigningContext, channel: string): string {
  const query = [...url.query, ...pairUnlessEmpty("security-token", url.token)];
  const params = query
    .map(([key, value]): Pair => [latin1(key), latin1(value).trim()])
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => `${key}:${value}\n`);
  const signed = `${url.expires}\n${params.join("")}/${latin1(`${context.bucket}/${channel}`)}`;
  return withQuery(url, [...query, ...credentialsV1(url, context, hmacSha1(context, signed))]);
}

function credentialsV1(url: UrlToSign, context: SigningContext, signature: string): Pair[] {
  return [
    ["OSSAccessKeyId", context.accessKeyId],
    ["Expires", String(url.expires)],
    ["Signature", signature],
  ];
}

function pairUnlessEmpty(name: string, value: string): Pair[] {
  return value === "" ? [] : [[name, value]];
}

/** The request that a URL is for, as it would stand on the wire. */
function wireRequest(url: UrlToSign, query: readonly Pair[]): WireRequest {
  const host = url.origin.replace(/^[a-z]+:\/\//i, "").replace(/^[^@]*@/, "");
  const headers = url.headers.map(([name, value]): Pair => [latin1(name), latin1(value)]);
  return {
    method: url.method,
    target: withQuery({ ...url, origin: "" }, query),
    headers: [...headers, ["Host", host]],
  };
}

function withQuery({ origin, path }: UrlToSign, query: readonly Pair[]): string {
  const pairs = query.map(([key, value]) => {
    const name = percentEncode(latin1(key));
    return value === "" ? name : `${name}=${percentEncode(latin1(value))}`;
  });
  return `${origin}${path}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
}

/** Text as the latin1 text of its UTF-8 bytes. */
function latin1(text: string): string {
  return Buffer.from(text).toString("latin1");
}
