/**
 * `oss_util.c`: where a request goes: the host, path and resource that follow from the endpoint.
 *
 * @packageDocumentation
 */

import { AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX, AOS_RTMP_PREFIX } from "../../aos/define.js";
import { type AosString, type AosStringLike, aosString, aosText } from "../../aos/string.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import type { OssRequestOptions } from "../define.js";

/**
 * Whether `str` begins with the whole of `prefix`; never when one of them is empty.
 *
 * Unlike C, a beginning of the prefix is not enough: `h` does not start with `http://`. Port of
 * `starts_with`.
 */
export function startsWith(str: AosStringLike | null, prefix: string | null): boolean {
  return prefix !== null && prefix !== "" && aosText(str).startsWith(prefix);
}

/**
 * Whether the C library takes `str` for an IPv4 address: one to four numbers with dots between them,
 * decimal, octal (`0177`) or hexadecimal (`0x7f`), the last of which fills the remaining bytes; text
 * behind white space is not looked at. Not 0.0.0.0 and not 255.255.255.255. Port of `is_valid_ip`.
 */
export function isValidIp(str: string | null): boolean {
  const numbers =
    /^[^ \t-\r]+/
      .exec(str ?? "")?.[0]
      .split(".")
      .map(cNumber) ?? [];
  const last = numbers.pop() ?? Number.NaN;
  if (numbers.length > 3 || !numbers.every((n) => n <= 255)) return false;
  if (!(last < 256 ** (4 - numbers.length))) return false;
  const address = numbers.reduce((sum, n, i) => sum + n * 256 ** (3 - i), last);
  return address !== 0 && address !== 0xffffffff;
}

/** A number in the notation of C; NaN when it is none. */
function cNumber(text: string): number {
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^(?:[1-9][0-9]*|0x[0-9a-f]+)$/i.test(text) ? Number(text) : Number.NaN;
}

/**
 * Cuts `endpoint` at the first `/`, `?` or `#`, so that host and port are left. The scheme must be
 * gone already. Port of `oss_preprocess_endpoint`.
 */
export function ossPreprocessEndpoint(endpoint: AosString): void {
  endpoint.data = endpoint.data.replace(/[/?#].*/s, "");
}

/**
 * The host in `user:password@host:port`: what lies behind the first `@`, up to the first `:`. Port of
 * `oss_get_host_from_authority`.
 *
 * @param _options - not needed for plain data
 * @param authority - host and port, and who asks
 */
export function ossGetHostFromAuthority(
  _options: OssRequestOptions | null,
  authority: AosStringLike,
): string {
  return hostOf(aosText(authority));
}

/**
 * Whether a host, which may have user info before it and a port behind it, is one or more of letters,
 * digits, `_`, `-` and `.`. Port of `oss_is_valid_host`.
 *
 * @param host - the host, with or without a port
 */
export function ossIsValidHost(host: string | null): boolean {
  return /^[\w.-]+$/.test(hostOf(host ?? ""));
}

/** Whether a request can go to a host: with a backslash in front of the `@`, others read another one. */
export function ossIsHostToAsk(host: string): boolean {
  return ossIsValidHost(host) && !host.includes("\\");
}

function hostOf(authority: string): string {
  return authority.slice(authority.indexOf("@") + 1).replace(/:.*/s, "");
}

/**
 * Fills `proto`, `host`, `uri` and `resource` of a request that concerns an object.
 *
 * The bucket becomes part of the host; with an IP address as endpoint it becomes part of the path,
 * and with a CNAME it is not named at all. Unlike C, user info of the endpoint stays in front of
 * the bucket, names end where their length says, and a NULL endpoint is an empty host. Port of
 * `oss_get_object_uri`.
 */
export function ossGetObjectUri(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  req: AosHttpRequest,
): void {
  const path = addressBucket(options, aosText(bucket), generateProto(options), req);
  req.uri = path + aosText(object);
  req.resource = `${aosText(bucket)}/${aosText(object)}`;
}

/**
 * Fills `proto`, `host`, `uri` and `resource` of a request that concerns a bucket; see
 * {@link ossGetObjectUri}. With an IP address as endpoint the resource has no slash behind the
 * bucket. Unlike C, the bucket is not put into the path with a CNAME. Port of `oss_get_bucket_uri`.
 */
export function ossGetBucketUri(
  options: OssRequestOptions,
  bucket: AosStringLike,
  req: AosHttpRequest,
): void {
  const path = addressBucket(options, aosText(bucket), generateProto(options), req);
  req.uri = path.slice(0, -1);
  req.resource = path === "" ? `${aosText(bucket)}/` : aosText(bucket);
}

/**
 * Fills `proto`, `host` and `uri` of a request that concerns no bucket. Port of
 * `oss_get_service_uri`.
 */
export function ossGetServiceUri(options: OssRequestOptions, req: AosHttpRequest): void {
  req.proto = generateProto(options);
  req.host = endpointAuthority(options, req.proto);
  req.uri = "";
}

/**
 * Fills `proto`, `host`, `uri` and `resource` of the publishing URL of a live channel; see
 * {@link ossGetObjectUri}.
 *
 * Unlike C, which takes the endpoint's first 7 letters for its scheme, any scheme is recognised, and
 * none. Port of `oss_get_rtmp_uri`.
 *
 * @param liveChannelId - the live channel's name
 */
export function ossGetRtmpUri(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannelId: AosStringLike,
  req: AosHttpRequest,
): void {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(options.config.endpoint.data)?.[0] ?? "";
  const path = addressBucket(options, aosText(bucket), scheme, req);
  req.proto = AOS_RTMP_PREFIX;
  req.uri = `${path}live/${aosText(liveChannelId)}`;
  req.resource = `${aosText(bucket)}/${aosText(liveChannelId)}`;
}

/** The endpoint's scheme; "" when it names none, which means http. */
function generateProto(options: OssRequestOptions): string {
  const { endpoint } = options.config;
  return [AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX].find((scheme) => startsWith(endpoint, scheme)) ?? "";
}

/** The endpoint without its scheme and without what lies behind the port. */
function endpointAuthority(options: OssRequestOptions, scheme: string): string {
  const authority = aosString(options.config.endpoint.data.slice(scheme.length));
  ossPreprocessEndpoint(authority);
  return authority.data;
}

/** What was found of the authority that was looked at last: most programs have one endpoint. */
let lastAuthority = { authority: "", isAddress: false };

/** Whether host and port are those of an IPv4 address. */
function isAddress(authority: string): boolean {
  if (lastAuthority.authority !== authority) {
    lastAuthority = { authority, isAddress: isValidIp(hostOf(authority)) };
  }
  return lastAuthority.isAddress;
}

/** Fills `proto` and `host`; answers the beginning of the path, `bucket/` or "". */
function addressBucket(
  options: OssRequestOptions,
  bucket: string,
  scheme: string,
  req: AosHttpRequest,
): string {
  const authority = endpointAuthority(options, scheme);
  const inPath = !options.config.isCname && isAddress(authority);
  const inHost = !options.config.isCname && !inPath;
  req.proto = scheme;
  req.host = inHost ? authority.replace(/^(?:[^@]*@)?/, (user) => `${user}${bucket}.`) : authority;
  return inPath ? `${bucket}/` : "";
}
