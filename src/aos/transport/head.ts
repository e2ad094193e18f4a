/**
 * What a request says before its body: where it goes, its target and its headers.
 *
 * @packageDocumentation
 */

import { domainToASCII } from "node:url";
import {
  AOS_HTTP_PREFIX,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  HTTP_POST,
  HTTP_PUT,
} from "../define.js";
import { aosString, isUnicode } from "../string.js";
import type { AosTable } from "../table.js";
import type {
  AosHttpRequest,
  AosHttpRequestOptions,
  AosHttpTransportOptions,
} from "../transport.js";
import { aosHttpMethodToString } from "../util/method.js";
import { rememberLast } from "../util/remember.js";
import { aosQueryParamsToString, percentEncode } from "../util/url.js";
import type { Endpoint, Proxy, Route } from "./connect.js";
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
  readonly headers: string[];
  /** Bytes of the body; `null` when the method has none. */
  readonly contentLength: number | null;
}

/** Headers that the transport answers for, or that C sends only because libcurl does. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set([
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
  const { origin, pathAndQuery } = addressOf(req);
  const { secure, host, hostname, port } = origin;
  const proxy = proxyOf(options);
  const contentLength = contentLengthOf(req);
  const headers = headersOf(req.headers, host, userAgent);
  if (contentLength !== null) headers.push("Content-Length", String(contentLength));
  const isForwarded = proxy !== null && !secure;
  if (isForwarded && proxy.authorization !== null) {
    headers.push("Proxy-Authorization", proxy.authorization);
  }
  return {
    route: { secure, hostname, port, proxy, connectTo },
    method: methodOf(req),
    target: isForwarded ? `http://${host}${pathAndQuery}` : pathAndQuery,
    headers,
    contentLength,
  };
}

function methodOf({ method }: AosHttpRequest): string {
  const name = aosHttpMethodToString(method);
  if (name === "UNKNOWN") throw invalid("the method is none of the HTTP_ constants");
  return name;
}

function addressOf(req: AosHttpRequest): ParsedUrl {
  if (req.signedUrl !== null) return parseUrl(req.signedUrl);
  if (!isUnicode(req.uri)) throw invalid(HALF_A_PAIR);
  const start = `${req.proto || AOS_HTTP_PREFIX}${req.host}`;
  const pathAndQuery = `/${percentEncode(req.uri)}${queryOf(req)}`;
  // A program may put the beginning of the path behind the host.
  if (/[/?#]/.test(req.host)) return parseUrl(start + pathAndQuery);
  return { origin: originOf(start), pathAndQuery };
}

const HALF_A_PAIR = "the URL holds half of a surrogate pair";

function queryOf({ pool, queryParams }: AosHttpRequest): string {
  for (const { key, val } of queryParams) {
    if (!isUnicode(key) || !isUnicode(val)) throw invalid(HALF_A_PAIR);
  }
  const query = aosString();
  aosQueryParamsToString(pool, queryParams, query);
  return query.data;
}

/** What a URL says before its path. */
interface Origin extends Endpoint {
  readonly secure: boolean;
  /** Host and port as they stand there. */
  readonly host: string;
}

interface ParsedUrl {
  readonly origin: Origin;
  readonly pathAndQuery: string;
}

/** Takes a URL apart and leaves path and query as they are, for they are signed. */
function parseUrl(url: string): ParsedUrl {
  if (UNFIT.test(url)) throw invalid(HOLDS_UNFIT);
  const [, start = "", rest = ""] = /^((?:[^:/?#@]+:\/\/)?[^/?#]*)([^#]*)/.exec(url) ?? [];
  const pathAndQuery = wireText(rest.startsWith("/") ? rest : `/${rest}`);
  return { origin: originOf(start), pathAndQuery };
}

const UNFIT = /[\0-\x20\x7f]/;
const HOLDS_UNFIT = "the URL holds a space or a control character";

const originOf = rememberLast<Origin>((start) => {
  if (UNFIT.test(start)) throw invalid(HOLDS_UNFIT);
  const [, scheme = "http", authority = ""] = /^(?:(.*):\/\/)?(.*)$/.exec(start) ?? [];
  if (/\\|@.*@/.test(authority)) throw invalid("the URL's host is another one to other readers");
  const protocol = scheme.toLowerCase();
  if (protocol !== "http" && protocol !== "https") {
    throw new TransportError(AOSE_INTERNAL_ERROR, "the URL's scheme is neither http nor https");
  }
  const secure = protocol === "https";
  // A password in the URL is never sent: requests are signed. A name beyond ASCII becomes what
  // the name service knows it by.
  const host = authority.replace(/^.*@/, "").replace(/^[^:]*[^\0-\x7f][^:]*/, domainToASCII);
  return { secure, host, ...parseHost(host, secure ? 443 : 80) };
});

/** Takes `host:port` apart. */
function parseHost(host: string, defaultPort: number): Endpoint {
  const [, address, name = "", digits] =
    /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(host) ?? [];
  const hostname = address ?? name;
  const port = Number(digits ?? defaultPort);
  if (hostname === "" || port < 1 || port > 65_535) throw invalid("the host is invalid");
  return { hostname, port };
}

/** Headers in turn with their values: first what the transport says itself. */
function headersOf(table: AosTable, ownHost: string, ownUserAgent: string): string[] {
  let host = ownHost;
  let userAgent = ownUserAgent;
  const headers: string[] = ["Host", "", "User-Agent", ""];
  for (const { key, val } of table) {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(key)) {
      throw invalid("the name of a header holds a character that can't be sent");
    }
    const name = key.toLowerCase();
    if (name === "host") host = val;
    else if (name === "user-agent") userAgent = val;
    else if (!NOT_THE_CALLERS.has(name)) headers.push(key, fieldValue(key, val));
  }
  headers[1] = fieldValue("Host", host);
  headers[3] = fieldValue("User-Agent", userAgent);
  return headers;
}

function fieldValue(name: string, value: string): string {
  // Nearly all are such.
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  const onWire = wireText(value);
  if (!isUnicode(value) || /[^\t\x20-\x7e\x80-\xff]/.test(onWire)) {
    throw invalid(`the value of the header ${name} holds a character that can't be sent`);
  }
  return onWire;
}

/** The UTF-8 bytes of a text, one in each character: so undici takes them. */
function wireText(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
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
  const [, userInfo, host = ""] = /^(?:http:\/\/)?(?:(.*)@)?(.*?)\/?$/is.exec(proxyHost) ?? [];
  // As in curl, user info in front of the host counts more.
  const credentials = userInfo ?? proxyAuth;
  return {
    ...parseHost(host, PROXY_PORT),
    authorization: credentials ? basicAuthorization(credentials) : null,
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
