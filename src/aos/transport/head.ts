/**
 * What a request says before its body: where it goes, its target and its headers.
 *
 * @module
 */

import {
  AOS_HTTP_PREFIX,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  HTTP_POST,
  HTTP_PUT,
} from "../define.js";
import { aosString } from "../string.js";
import type { AosTable } from "../table.js";
import type {
  AosHttpRequest,
  AosHttpRequestOptions,
  AosHttpTransportOptions,
} from "../transport.js";
import { aosHttpMethodToString } from "../util/method.js";
import { aosQueryParamsToString, percentEncode } from "../util/url.js";
import type { Proxy, Route } from "./connect.js";
import { TransportError } from "./failure.js";

/** The head of a request. Texts hold one byte of the wire in each character. */
export interface RequestHead {
  /** Where it goes. */
  readonly route: Route;
  /** The method's name. */
  readonly method: string;
  /** Path and query; the whole URL for a proxy that forwards it. */
  readonly target: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Bytes of the body; `null` when the method has none. */
  readonly contentLength: number | null;
}

/** Headers that the transport sets itself, or that C sends only because libcurl does. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "expect",
]);

/** curl's default. */
const PROXY_PORT = 1080;

/**
 * Makes the head of a request.
 *
 * @throws TransportError `AOSE_INVALID_ARGUMENT` when it can't be sent as it is; for a scheme that is
 * neither http nor https `AOSE_INTERNAL_ERROR`, as in C
 */
export function requestHead(
  req: AosHttpRequest,
  options: AosHttpRequestOptions,
  { userAgent, connectTo }: AosHttpTransportOptions,
): RequestHead {
  const { secure, url, pathAndQuery } = parseUrl(urlOf(req));
  const proxy = proxyOf(options);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (secure ? 443 : 80));
  const forwarded = proxy !== null && !secure;
  const headers = headersOf(req.headers, url.host, userAgent);
  const contentLength = contentLengthOf(req);
  if (forwarded && proxy.authorization !== null) {
    headers.push("Proxy-Authorization", proxy.authorization);
  }
  if (contentLength !== null) headers.push("Content-Length", String(contentLength));
  return {
    route: { secure, hostname, port, proxy, connectTo },
    method: methodOf(req),
    target: forwarded ? `http://${url.host}${pathAndQuery}` : pathAndQuery,
    headers,
    contentLength,
  };
}

function methodOf({ method }: AosHttpRequest): string {
  const name = aosHttpMethodToString(method);
  if (name === "UNKNOWN") throw invalid("the method is none of the HTTP_ constants");
  return name;
}

function urlOf(req: AosHttpRequest): string {
  if (req.signedUrl !== null) return req.signedUrl;
  const query = aosString();
  aosQueryParamsToString(req.pool, req.queryParams, query);
  return `${req.proto || AOS_HTTP_PREFIX}${req.host}/${percentEncode(req.uri)}${query.data}`;
}

interface ParsedUrl {
  readonly secure: boolean;
  /** Scheme, host and port alone. */
  readonly url: URL;
  readonly pathAndQuery: string;
}

/** Takes a URL apart and leaves path and query as they are, for they are signed. */
function parseUrl(text: string): ParsedUrl {
  // The URL class would drop line breaks without a word.
  if (/[\0-\x20\x7f]/.test(text)) throw invalid("the URL holds a space or a control character");
  const [, scheme = "http", authority = "", rest = ""] =
    /^(?:([^:/?#@]+):\/\/)?([^/?#]*)([^#]*)/.exec(text) ?? [];
  const protocol = scheme.toLowerCase();
  if (protocol !== "http" && protocol !== "https") {
    throw new TransportError(AOSE_INTERNAL_ERROR, "the URL's scheme is neither http nor https");
  }
  // A password in the URL is never sent: requests are signed.
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const url = `${protocol}://${host}`;
  if (!URL.canParse(url) || new URL(url).pathname !== "/") throw invalid("the host is invalid");
  const pathAndQuery = wireText(rest.startsWith("/") ? rest : `/${rest}`);
  return { secure: protocol === "https", url: new URL(url), pathAndQuery };
}

function headersOf(table: AosTable, host: string, userAgent: string): string[] {
  const headers = ["Host", fieldValue("Host", table.get("Host") ?? host)];
  if (table.get("User-Agent") === null) {
    headers.push("User-Agent", fieldValue("User-Agent", userAgent));
  }
  for (const { key, val } of table) {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(key)) {
      throw invalid("the name of a header holds a character that can't be sent");
    }
    const value = fieldValue(key, val);
    if (!NOT_THE_CALLERS.has(key.toLowerCase())) headers.push(key, value);
  }
  return headers;
}

function fieldValue(name: string, value: string): string {
  const onWire = wireText(value);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(onWire)) {
    throw invalid(`the value of the header ${name} holds a character that can't be sent`);
  }
  return onWire;
}

/** The UTF-8 bytes of a text, one in each character: so undici takes them. */
function wireText(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function contentLengthOf({ method, bodyLen }: AosHttpRequest): number | null {
  if (method !== HTTP_PUT && method !== HTTP_POST) return null;
  if (!Number.isSafeInteger(bodyLen) || bodyLen < 0)
    throw invalid("the length of the body is invalid");
  return bodyLen;
}

function proxyOf({ proxyHost, proxyAuth }: AosHttpRequestOptions): Proxy | null {
  if (!proxyHost) return null;
  const [, host = "", port = PROXY_PORT] =
    /^(?:http:\/\/)?(\[[^\]]*\]|[^:/@[]+)(?::(\d{1,5}))?\/?$/i.exec(proxyHost) ?? [];
  if (!URL.canParse(`http://${host}:${port}`))
    throw invalid("proxyHost is no HTTP proxy's host:port");
  return {
    hostname: host.replace(/^\[|\]$/g, ""),
    port: Number(port),
    authorization: proxyAuth ? basicAuthorization(proxyAuth) : null,
  };
}

/** curl decodes `%XX` in a proxy's credentials, so ported programs have them encoded. */
function basicAuthorization(credentials: string): string {
  const decoded = wireText(credentials).replace(/%([0-9A-F]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return `Basic ${Buffer.from(decoded, "latin1").toString("base64")}`;
}

function invalid(reason: string): TransportError {
  return new TransportError(AOSE_INVALID_ARGUMENT, reason);
}
