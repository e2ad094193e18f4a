/** What goes out: decoded by others, it is what came in; or nothing goes out. */

import fc from "fast-check";
import { HTTP_GET } from "../../../src/aos/define.js";
import { aosHttpRequestOptionsCreate } from "../../../src/aos/http_io.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { aosStrSet } from "../../../src/aos/string.js";
import { aosTableMake } from "../../../src/aos/table.js";
import { TransportError } from "../../../src/aos/transport/failure.js";
import { type RequestHead, requestHead } from "../../../src/aos/transport/head.js";
import type { AosHttpRequest } from "../../../src/aos/transport.js";
import { ossGenSignedUrl } from "../../../src/oss/api/object_url.js";
import { ossBeginRequest } from "../../../src/oss/request.js";
import { ossIsHostToAsk } from "../../../src/oss/util/endpoint.js";
import { noteSaying } from "../../secrets/leaks.js";
import { testOptions } from "../../support/options.js";
import { type FuzzTarget, fuzzTarget, mustEqual, mustHold } from "../target.js";

const options = testOptions(aosPoolCreate(null), "http://oss-cn-hangzhou.aliyuncs.com");
const requestOptions = aosHttpRequestOptionsCreate(null);
const transport = { userAgent: "fuzz", cacertsPath: null, sslVerificationDisabled: false } as const;

/** The head of a request, or `null` when it is refused. */
function headOf(req: AosHttpRequest): RequestHead | null {
  try {
    return requestHead(req, requestOptions, transport);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    noteSaying("why a request is refused", error.message);
    return null;
  }
}

/** Texts that are hard to send. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc
    .array(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      { maxLength: 4 },
    )
    .map((all) => all.join("")),
  fc.constantFrom(
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "a/../b",
    "C:\\x",
    "a\0b",
    "a\r\nX: y",
  ),
  fc.constantFrom(
    "\ud800",
    "a\udc00b",
    "中文",
    "😀",
    "%2e%2e",
    "a+b c",
    "?x=1&y#z",
    "@host",
    "//host/",
  ),
  fc.tuple(fc.constantFrom("x", "é", "%"), fc.nat(9000)).map(([unit, count]) => unit.repeat(count)),
);

const pairs = fc.array(fc.tuple(texts, texts), { maxLength: 3 });

interface UrlInput {
  readonly key: string;
  readonly params: readonly (readonly [string, string])[];
  readonly endpoint: string;
}

const urls: fc.Arbitrary<UrlInput> = fc.record({
  key: texts.filter((key) => key !== ""),
  params: pairs,
  endpoint: fc.constantFrom(
    "http://oss-cn-hangzhou.aliyuncs.com",
    "http://127.0.0.1:80",
    "oss.example.com",
  ),
});

function checkUrl({ key, params, endpoint }: UrlInput): void {
  aosStrSet(options.config.endpoint, endpoint);
  const queryParams = aosTableMake();
  for (const [name, value] of params) queryParams.add(name, value);
  const { req } = ossBeginRequest(options, {
    method: HTTP_GET,
    bucket: "bucket",
    object: key,
    queryParams,
  });
  const head = headOf(req);
  if (head === null) {
    mustHold(!isText(key) || !params.flat().every(isText), "a name that can be sent is refused");
    return;
  }
  mustHold(/^[!-~]*$/.test(head.target), "the target holds what is no ASCII");
  const [path = "", query = ""] = head.target.split("?");
  const name = endpoint.includes("127.0.0.1") ? `bucket/${key}` : key;
  mustEqual(decodeURIComponent(path.slice(1)), name, "the key on the wire");
  mustEqual([...new URLSearchParams(query)], params.filter(isSent), "the parameters on the wire");
  checkSignedUrl(key);
}

/** URLSearchParams drops a pair of empty texts, which is written as nothing. */
function isSent([name, value]: readonly [string, string]): boolean {
  return name !== "" || value !== "";
}

/** Whether a text has a UTF-8 encoding, and so can be a name. */
function isText(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function checkSignedUrl(key: string): void {
  const { req } = ossBeginRequest(options, { method: HTTP_GET, bucket: "bucket", object: key });
  const text = ossGenSignedUrl(options, "bucket", key, 1_900_000_000, req);
  // No browser keeps these two.
  if (text === null || key === "." || key === "..") return;
  const url = new URL(text);
  const name = decodeURIComponent(url.pathname.slice(1));
  mustHold(name === key || name === `bucket/${key}`, `the key in a signed URL is ${name}`);
  mustHold(
    ["bucket.oss-cn-hangzhou.aliyuncs.com", "127.0.0.1", "bucket.oss.example.com"].includes(
      url.hostname,
    ),
    "another host",
  );
}

export const requestUrls: FuzzTarget = fuzzTarget("request-urls", 70, urls, checkUrl);

function checkHeaders(headers: readonly (readonly [string, string])[]): void {
  aosStrSet(options.config.endpoint, "http://oss-cn-hangzhou.aliyuncs.com");
  const { req } = ossBeginRequest(options, { method: HTTP_GET, bucket: "bucket", object: "key" });
  for (const [name, value] of headers) req.headers.add(`x-oss-meta-${name}`, value);
  const head = headOf(req);
  if (head === null) {
    const areSound = headers.every(
      ([name, value]) =>
        /^[\w.~!-]*$/.test(name) && isText(value) && !/[\0-\x08\n-\x1f\x7f]/.test(value),
    );
    mustHold(!areSound, "headers that can be sent are refused");
    return;
  }
  const lines = head.headers.filter((_, i) => i % 2 === 1);
  mustHold(
    head.headers.every((text) => !/[\r\n\0]/.test(text)),
    "a header holds CR, LF or NUL",
  );
  for (const [, value] of headers) {
    const bytes = Buffer.from(value).toString("latin1");
    mustHold(isText(value) && lines.includes(bytes), "a header is not what was said");
  }
}

export const requestHeaders: FuzzTarget = fuzzTarget("request-headers", 40, pairs, checkHeaders);

const endpoints: fc.Arbitrary<string> = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(fc.constantFrom("http://", "https://", "HTTP://", "ftp://", "//", "h", ""), texts)
    .map((p) => p.join("")),
  fc
    .array(
      fc.constantFrom(
        "http://",
        "https://",
        "a.example",
        "@",
        ":",
        "80",
        "/",
        "\\",
        "?",
        "#",
        "[::1]",
        "127.0.0.1",
        " ",
        "%2f",
        "user:pass",
        ".",
        "0x7f.1",
      ),
      { maxLength: 6 },
    )
    .map((all) => all.join("")),
);

/** A request goes to the host that a browser finds in the endpoint, or nowhere. */
function checkEndpoint(endpoint: string): void {
  aosStrSet(options.config.endpoint, endpoint);
  const { req } = ossBeginRequest(options, { method: HTTP_GET, bucket: "bucket", object: "key" });
  if (!ossIsHostToAsk(req.host)) return;
  const head = headOf(req);
  if (head === null) return;
  const whole = /^https?:\/\//.test(endpoint) ? endpoint : `http://${endpoint}`;
  const { hostname, port } = head.route;
  // What is left of an endpoint without a host, as in C: a name that nobody has.
  if (hostname === "bucket.") return;
  // Names that look like addresses, which a browser refuses and the name service does not know.
  if (!URL.canParse(whole)) {
    mustHold(/^[\w.-]+$/.test(hostname), `${whole} is no URL`);
    return;
  }
  const url = new URL(whole);
  const own = new URL(`http://${hostname.replace(/^bucket\./, "")}:${port}`);
  mustEqual(own.hostname, url.hostname, "the host");
  mustEqual(port, Number(url.port || (url.protocol === "https:" ? 443 : 80)), "the port");
}

export const endpointTexts: FuzzTarget = fuzzTarget("endpoints", 50, endpoints, checkEndpoint);
