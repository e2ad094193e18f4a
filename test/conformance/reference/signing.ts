/**
 * What signatures of the service are to be, written from its documentation with nothing of the
 * library: the oracle of the rules where the C SDK signs something else.
 */

import { createHash, createHmac } from "node:crypto";

/** A name and a value. */
export type Pair = readonly [string, string];

/** A request, before it is encoded for the wire. */
export interface ReferenceRequest {
  readonly method: string;
  /** `bucket/object`. */
  readonly resource: string;
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
}

const SUB_RESOURCES =
  /^(acl|append|bucketInfo|comp|cors|delete|endTime|lifecycle|live|location|logging|objectMeta|partNumber|position|qos|referer|response-(content-type|content-language|expires|cache-control|content-disposition|content-encoding)|restore|security-token|startTime|stat|status|symlink|tagging|uploadId|uploads|vod|website|x-oss-process|x-oss-sign-origin-only)$/;

/** The first value of a header, "" without one. */
export function firstValue(pairs: readonly Pair[], name: string): string {
  return pairs.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
}

function byName(pairs: readonly Pair[]): Pair[] {
  const named = pairs.map((pair, i) => ({ pair, i, bytes: Buffer.from(pair[0]) }));
  named.sort((a, b) => Buffer.compare(a.bytes, b.bytes) || a.i - b.i);
  return named.map(({ pair }) => pair);
}

function headerLines(headers: readonly Pair[], wanted: RegExp): string {
  const lower = headers.map(
    ([key, value]): Pair => [key.replace(/[A-Z]/g, (c) => c.toLowerCase()), value],
  );
  return lines(lower.filter(([key]) => wanted.test(key)));
}

function lines(pairs: readonly Pair[]): string {
  const trimmed = (value: string): string => /^[ \t]*(.*?)[ \t]*$/s.exec(value)?.[1] ?? "";
  return byName(pairs).reduce((text, [key, value]) => `${text}${key}:${trimmed(value)}\n`, "");
}

function joinQuery(pairs: readonly Pair[]): string {
  return pairs.map((pair) => pair.filter((part, i) => i === 0 || part !== "").join("=")).join("&");
}

/** The text that is signed with version 1; `date` is that of the request, or the expiry of a URL. */
export function stringToSignV1(request: ReferenceRequest, date: string): string {
  const { method, resource, headers, query } = request;
  const md5 = firstValue(headers, "content-md5");
  const type = firstValue(headers, "content-type");
  const subResources = joinQuery(byName(query.filter(([key]) => SUB_RESOURCES.test(key))));
  const head = `${method}\n${md5}\n${type}\n${date}\n${headerLines(headers, /^x-oss-/)}`;
  return `${head}/${resource}${subResources && `?${subResources}`}`;
}

/** The text that is signed in the URL of a live channel. */
export function rtmpStringToSign(
  expires: string,
  resource: string,
  query: readonly Pair[],
): string {
  return `${expires}\n${lines(query)}${resource}`;
}

/** The signature of version 1. */
export function signV1(secret: string, text: string): string {
  return createHmac("sha1", secret).update(text).digest("base64");
}

/** The signature of version 4 for `scope`: date, region, product and the rest. */
export function signV4(
  request: ReferenceRequest,
  secret: string,
  datetime: string,
  scope: string,
): string {
  const { method, resource, headers, query } = request;
  const canonical = [
    method,
    `/${resource.split("/").map(encode).join("/")}`,
    joinQuery(byName(query.map(([key, value]): Pair => [encode(key), encode(value)]))),
    headerLines(headers, /^(x-oss-|content-md5|content-type)/),
    "",
    firstValue(headers, "x-oss-content-sha256") || "UNSIGNED-PAYLOAD",
  ].join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex");
  let key: Buffer | string = `aliyun_v4${secret}`;
  for (const part of scope.split("/")) key = createHmac("sha256", key).update(part).digest();
  const text = `OSS4-HMAC-SHA256\n${datetime}\n${scope}\n${hash}`;
  return createHmac("sha256", key).update(text).digest("hex");
}

/** A text in a URL: letters, digits and `-_.~` as they are, all else as bytes in hexadecimal. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A query as it stands in a URL, with its question mark. */
export function encodeQuery(query: readonly Pair[]): string {
  const pairs = query.map(([key, value]): Pair => [encode(key), encode(value)]);
  return pairs.length === 0 ? "" : `?${joinQuery(pairs)}`;
}
