/**
 * `oss_util.c`: where a request goes: the host, path and resource that follow from the endpoint.
 *
 * @packageDocumentation
 */

import { AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX, AOS_RTMP_PREFIX } from "../../aos/define.js";
import { type AosString, type AosStringLike, aosString, aosText } from "../../aos/string.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { rememberLast } from "../../aos/util/remember.js";
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
export const ossIsHostToAsk: (host: string) => boolean = rememberLast(
  (host) => ossIsValidHost(host) && !host.includes("\\"),
);

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
  const path = addressBucket(
    options,
    aosText(bucket),
    endpointOf(options.config.endpoint.data),
    req,
  );
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
  const path = addressBucket(
    options,
    aosText(bucket),
    endpointOf(options.config.endpoint.data),
    req,
  );
  req.uri = path.slice(0, -1);
  req.resource = path === "" ? `${aosText(bucket)}/` : aosText(bucket);
}

/**
 * Fills `proto`, `host` and `uri` of a request that concerns no bucket. Port of
 * `oss_get_service_uri`.
 */
export function ossGetServiceUri(options: OssRequestOptions, req: AosHttpRequest): void {
  const { scheme, authority } = endpointOf(options.config.endpoint.data);
  req.proto = scheme;
  req.host = authority;
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
  const endpoint = options.config.endpoint.data;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(endpoint)?.[0] ?? "";
  const authority = authorityOf(endpoint, scheme);
  const path = addressBucket(options, aosText(bucket), { scheme, authority }, req);
  req.proto = AOS_RTMP_PREFIX;
  req.uri = `${path}live/${aosText(liveChannelId)}`;
  req.resource = `${aosText(bucket)}/${aosText(liveChannelId)}`;
}

/** An endpoint taken apart. */
interface Endpoint {
  /** Its scheme; "" when it names none, which means http. */
  readonly scheme: string;
  /** What lies behind the scheme, up to the port. */
  readonly authority: string;
}

const endpointOf = rememberLast<Endpoint>((endpoint) => {
  const schemes = [AOS_HTTP_PREFIX, AOS_HTTPS_PREFIX];
  const scheme = schemes.find((prefix) => startsWith(endpoint, prefix)) ?? "";
  return { scheme, authority: authorityOf(endpoint, scheme) };
});

function authorityOf(endpoint: string, scheme: string): string {
  const authority = aosString(endpoint.slice(scheme.length));
  ossPreprocessEndpoint(authority);
  return authority.data;
}

/** An authority as buckets are put into it. */
interface Authority {
  /** User info with its `@`; "" without. */
  readonly user: string;
  /** Host and port. */
  readonly rest: string;
  /** Whether the host is an IPv4 address. */
  readonly isAddress: boolean;
}

const takeApart = rememberLast<Authority>((authority) => {
  const at = authority.indexOf("@") + 1;
  const isAddress = isValidIp(hostOf(authority));
  return { user: authority.slice(0, at), rest: authority.slice(at), isAddress };
});

/** Fills `proto` and `host`; answers the beginning of the path, `bucket/` or "". */
function addressBucket(
  options: OssRequestOptions,
  bucket: string,
  { scheme, authority }: Endpoint,
  req: AosHttpRequest,
): string {
  req.proto = scheme;
  req.host = authority;
  if (options.config.isCname) return "";
  const { user, rest, isAddress } = takeApart(authority);
  if (isAddress) return `${bucket}/`;
  req.host = `${user}${bucket}.${rest}`;
  return "";
}
