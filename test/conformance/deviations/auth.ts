/** Rules for the vectors of oss_auth.h and of the functions that make signed URLs. */

import { tableOf } from "../adapters/build.js";
import { addressOf, isLegalHost } from "../reference/address.js";
import {
  encode,
  encodeQuery,
  firstValue,
  type Pair,
  type ReferenceRequest,
  rtmpStringToSign,
  signV1,
  signV4,
  stringToSignV1,
} from "../reference/signing.js";
import { isObject, type Json, type JsonObject, toText } from "../values.js";
import type { VectorRule } from "../vectors.js";

/** What the rows look at, and what the reference signs. */
interface Facts extends ReferenceRequest {
  readonly id: string;
  readonly secret: string;
  readonly stsToken: string;
  readonly region: string;
  readonly cloudboxId: string;
  readonly isV4: boolean;
  /** `proto://host/` of a URL. */
  readonly origin: string;
  readonly host: string;
  readonly uri: string;
  readonly keepSlash: boolean;
  readonly expires: string;
  readonly clock: number;
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"];
const REFUSED = -994;

/** An input has its request under `req`, or its fields lie open. */
function factsOf(input: JsonObject): Facts {
  const req = isObject(input["req"]) ? input["req"] : input;
  const config = isObject(input["config"]) ? input["config"] : input;
  const resource = req["resource"] ?? toText(input["canon_res"]).slice(1);
  const host = toText(req["host"]);
  return {
    method: METHODS[Number(req["method"] ?? 0)] ?? "UNKNOWN",
    resource: toText(resource),
    headers: pairsOf(req["headers"]),
    query: pairsOf(req["query_params"] ?? req["params"]),
    id: toText(config["access_key_id"]),
    secret: toText(config["access_key_secret"]),
    stsToken: toText(config["sts_token"]),
    region: toText(config["region"]),
    cloudboxId: toText(config["cloudbox_id"]),
    isV4: config["signature_version"] === 4,
    origin: `${toText(req["proto"]) || "http://"}${host}/`,
    host,
    uri: toText(req["uri"]),
    keepSlash: req["normalize_url"] === 1,
    expires: toText(input["expires"]),
    clock: Number(input["clock"] ?? 0),
  };
}

function pairsOf(json: Json | undefined): Pair[] {
  return [...tableOf(json)].map(({ key, val }): Pair => [key, val]);
}

function json(pairs: readonly Pair[]): Json {
  return pairs.map(([key, value]): Json => [key, value]);
}

/** By what an input shows a row, and the row. */
type Row = readonly [row: string, shows: (facts: Facts, input: JsonObject) => boolean];

const size = (text: string): number => Buffer.byteLength(text);

function ossHeaders({ headers }: Facts): Pair[] {
  return headers.filter(([key]) => /^x-oss-/i.test(key));
}

function hasTwins(pairs: readonly Pair[]): boolean {
  return new Set(pairs.map(([key]) => key.toLowerCase())).size < pairs.length;
}

const w3: Row = ["W3", (f) => !f.isV4 && ossHeaders(f).some(([key]) => /[A-Z]/.test(key))];
/** Natural order reads numbers, skips spaces and compares in upper case. */
const w4: Row = [
  "W4",
  (f) => !f.isV4 && [...ossHeaders(f), ...f.query].some(([key]) => /[0-9\s[-`]/.test(key)),
];
const w4Rtmp: Row = ["W4", ({ query }) => query.some(([key]) => /[0-9\s[-`A-Z]/.test(key))];
const w5: Row = ["W5", (_, { config }) => isObject(config) && config["sts_token"] === ""];
const w6: Row = [
  "W6",
  (f) =>
    size(f.resource) > 2045 ||
    [...ossHeaders(f), ...f.query].some((pair) => size(pair.join(":")) > 8191),
];
const w7: Row = ["W7", (f) => f.isV4 && size(encode(f.resource)) > 2046];
const w8: Row = [
  "W8",
  (f) => size(f.uri) > 2048 || f.query.some((pair) => size(encode(pair.join("="))) > 1022),
];
const w10: Row = ["W10", ({ headers }) => headers.some((pair) => /[\r\n\0]/.test(pair.join()))];
const w15: Row = ["W15", (f) => hasTwins(ossHeaders(f)) || hasTwins(f.query)];
const w16: Row = ["W16", ({ secret, isV4 }) => size(secret) > (isV4 ? 55 : 64)];
const w17: Row = ["W17", lacksRegion];
const w18Date: Row = [
  "W18",
  (f) => !f.isV4 && f.headers.some(([key]) => /^x-oss-date$/i.test(key)),
];
const w19Host: Row = ["W19", ({ host }) => !isLegalHost(host)];
const w19Sts: Row = ["W19", ({ stsToken }) => stsToken !== ""];

function lacksRegion({ isV4, region, cloudboxId }: Facts): boolean {
  return isV4 && region === "" && cloudboxId === "";
}

/** The rules of a function: what is expected is the same, whichever row makes it differ from C. */
function rulesFor(
  name: string,
  rows: readonly Row[],
  expected: (facts: Facts, input: JsonObject) => Json,
  facts: (input: JsonObject) => Facts = factsOf,
): VectorRule[] {
  return rows.map(([row, shows]) => ({
    row,
    functions: [name],
    applies: (input) => shows(facts(input), input),
    expected: (input) => expected(facts(input), input),
  }));
}

/** W18: the request's tables are as they were; the rest is C's answer. */
function unchangedTables(name: string): VectorRule {
  return {
    row: "W18",
    functions: [name],
    applies: (_, { out }) => isObject(out) && "return" in out,
    expected: (input, { out }) =>
      isObject(out) ? { ...out, ...tablesOf(factsOf(input), out) } : out,
  };
}

/** The tables of the request, of which a vector shows one or both. */
function tablesOf({ headers, query }: Facts, shown: JsonObject): JsonObject {
  const tables: JsonObject = {};
  if ("headers" in shown) tables["headers"] = json(headers);
  if ("query_params" in shown) tables["query_params"] = json(query);
  return tables;
}

/** The date that a request is signed with; "" without one. */
function dateOf({ headers }: Facts): string {
  const isGiven = headers.some(([key]) => /^x-oss-date$/i.test(key));
  return firstValue(headers, isGiven ? "x-oss-date" : "date");
}

function expectedStringToSign(f: Facts, { params }: JsonObject): Json {
  const date = dateOf(f);
  const isSigned = date !== "";
  return {
    return: isSigned ? 0 : REFUSED,
    signstr: isSigned ? stringToSignV1(f, date) : null,
    headers_after: json(f.headers),
    params_after: params === null ? null : json(f.query),
  };
}

function expectedSignHeaders(f: Facts, { signstr }: JsonObject): Json {
  const header: Pair = ["Authorization", `OSS ${f.id}:${signV1(f.secret, toText(signstr))}`];
  return { headers: json([...f.headers, header]) };
}

function expectedSignedHeaders(f: Facts): JsonObject {
  const date = dateOf(f);
  if (date === "") return { return: REFUSED, headers: json(f.headers) };
  const signature = signV1(f.secret, stringToSignV1(f, date));
  return {
    return: 0,
    headers: json([...f.headers, ["Authorization", `OSS ${f.id}:${signature}`]]),
  };
}

function expectedSignRequest(f: Facts): Json {
  const isBroken = f.headers.some((pair) => /[\r\n\0]/.test(pair.join()));
  const unsigned = { return: REFUSED, headers: json(f.headers), query_params: json(f.query) };
  if (isBroken || lacksRegion(f)) return unsigned;
  const signed = f.isV4 ? signedV4(f) : expectedSignedHeaders(datedV1(f));
  return { query_params: json(f.query), ...signed };
}

function datedV1(f: Facts): Facts {
  if (f.headers.some(([key]) => /^x-oss-date$/i.test(key))) return f;
  return withHeader(f, "Date", new Date(f.clock * 1000).toUTCString());
}

function signedV4(f: Facts): JsonObject {
  const given = firstValue(f.headers, "x-oss-date");
  const datetime = given || isoDate(f.clock);
  const dated = withHeader(
    withHeader(f, "x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
    "x-oss-date",
    datetime,
  );
  const scope = scopeOf(f, datetime);
  const signature = signV4(dated, f.secret, datetime, scope);
  const value = `OSS4-HMAC-SHA256 Credential=${f.id}/${scope},Signature=${signature}`;
  return { return: 0, headers: json([...dated.headers, ["Authorization", value]]) };
}

function withHeader(f: Facts, name: string, value: string): Facts {
  const table = tableOf(json(f.headers));
  table.set(name, value);
  return { ...f, headers: [...table].map(({ key, val }): Pair => [key, val]) };
}

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
}

function scopeOf({ region, cloudboxId }: Facts, datetime: string): string {
  const day = datetime.endsWith("GMT") ? isoDate(Date.parse(datetime) / 1000) : datetime;
  const [where, product] = cloudboxId ? [cloudboxId, "oss-cloudbox"] : [region, "oss"];
  return `${day.slice(0, 8)}/${where}/${product}/aliyun_v4_request`;
}

function expectedSignature(f: Facts): Json {
  const isSigned = f.expires !== "";
  const signature = isSigned ? signV1(f.secret, stringToSignV1(f, f.expires)) : null;
  return { return: isSigned ? 0 : REFUSED, signature, headers: json(f.headers) };
}

function expectedUrl(f: Facts): Json {
  const url = urlOf(f);
  const tables = { headers: json(f.headers), query_params: json(f.query) };
  return { return: url === null ? REFUSED : 0, signed_url: url, ...tables };
}

/** A signed URL; `null` when there can be none. */
function urlOf(f: Facts): string | null {
  if (f.expires === "" || lacksRegion(f) || !isLegalHost(f.host)) return null;
  const query = f.isV4 ? signedQueryV4(f) : signedQueryV1(f);
  return f.origin + (f.keepSlash ? f.uri.split("/").map(encode).join("/") : encode(f.uri)) + query;
}

function signedQueryV1(f: Facts): string {
  const asked = withParameters(f, [["security-token", f.stsToken]]);
  const signature = signV1(f.secret, stringToSignV1(asked, f.expires));
  return encodeQuery(withParameters(asked, signatureParameters(f, signature)).query);
}

function signatureParameters({ id, expires }: Facts, signature: string): Pair[] {
  return [
    ["OSSAccessKeyId", id],
    ["Expires", expires],
    ["Signature", signature],
  ];
}

function signedQueryV4(f: Facts): string {
  const datetime = isoDate(f.clock);
  const scope = scopeOf(f, datetime);
  const asked = withParameters(f, [
    ["x-oss-security-token", f.stsToken],
    ["x-oss-signature-version", "OSS4-HMAC-SHA256"],
    ["x-oss-credential", `${f.id}/${scope}`],
    ["x-oss-date", datetime],
    ["x-oss-expires", String((Number.parseInt(f.expires, 10) || 0) - f.clock)],
  ]);
  const signature = signV4(asked, f.secret, datetime, scope);
  return encodeQuery(withParameters(asked, [["x-oss-signature", signature]]).query);
}

/** Sets parameters; an empty security token is none. */
function withParameters(f: Facts, pairs: readonly Pair[]): Facts {
  const table = tableOf(json(f.query));
  for (const [key, value] of pairs) {
    if (value !== "" || !key.endsWith("security-token")) table.set(key, value);
  }
  return { ...f, query: [...table].map(({ key, val }): Pair => [key, val]) };
}

/** The facts of a call that is given bucket and object, or live channel, in place of a request. */
function addressedFacts(input: JsonObject): Facts {
  const f = factsOf(input);
  const config = isObject(input["config"]) ? input["config"] : {};
  const [bucket, name] = [
    toText(input["bucket"]),
    toText(input["object"] ?? input["live_channel"]),
  ];
  const isRtmp = input["live_channel"] !== undefined;
  const scheme = isRtmp ? /^[a-z][a-z0-9+.-]*:\/\//i : undefined;
  const isCname = Boolean(config["is_cname"]);
  const { proto, host, path } = addressOf(toText(config["endpoint"]), isCname, bucket, scheme);
  const origin = `${isRtmp ? "rtmp://" : proto || "http://"}${host}/`;
  const uri = `${path}${isRtmp ? "live/" : ""}${name}`;
  return { ...f, resource: `${bucket}/${name}`, origin, host, uri };
}

function expectedGeneratedUrl(f: Facts): Json {
  return { return: urlOf(f), headers: json(f.headers), query_params: json(f.query) };
}

function expectedRtmpText(f: Facts): Json {
  return { return: 0, signstr: rtmpStringToSign(f.expires, `/${f.resource}`, f.query) };
}

function expectedRtmpSignature(f: Facts): Json {
  const text = rtmpStringToSign(f.expires, `/${f.resource}`, f.query);
  return { return: 0, signature: signV1(f.secret, text) };
}

function rtmpUrlOf(f: Facts, input: JsonObject): string | null {
  if (!isLegalHost(f.host)) return null;
  const asked = withParameters(f, [
    ...pairsOf(input["params"]),
    ["playlistName", toText(input["play_list_name"])],
    ["security-token", f.stsToken],
  ]);
  const signature = signV1(f.secret, rtmpStringToSign(f.expires, `/${f.resource}`, asked.query));
  const { query } = withParameters(asked, signatureParameters(f, signature));
  return f.origin + encode(f.uri) + encodeQuery(query);
}

function expectedRtmpUrl(f: Facts, input: JsonObject): Json {
  const url = rtmpUrlOf(f, input);
  return { return: url === null ? REFUSED : 0, signed_url: url, query_params: json(f.query) };
}

const v1 = [w3, w15, w4, w6, w8, w16];
const url = [w5, w17, w18Date, ...v1, w7, w19Host];
const rtmp = [w15, w4Rtmp, w6, w8, w16];
/** W19: an endpoint that does not begin with a scheme of 7 letters. */
const w19Scheme: Row = [
  "W19",
  (_, { config }) => isObject(config) && !/^(http|rtmp):\/\//i.test(toText(config["endpoint"])),
];
const w19User: Row = [
  "W19",
  (_, { config }) => isObject(config) && toText(config["endpoint"]).includes("@"),
];

/** Rules for vectors that are about signing. */
export const authRules: readonly VectorRule[] = [
  ...rulesFor("oss_get_string_to_sign", v1, expectedStringToSign),
  ...rulesFor("oss_sign_headers", [w16], expectedSignHeaders),
  ...rulesFor("oss_get_signed_headers", v1, expectedSignedHeaders),
  ...rulesFor("oss_sign_request", [w10, w17, ...v1, w7], expectedSignRequest),
  ...rulesFor("get_oss_request_signature", [w18Date, ...v1], expectedSignature),
  unchangedTables("get_oss_request_signature"),
  ...rulesFor("oss_get_signed_url", url, expectedUrl),
  unchangedTables("oss_get_signed_url"),
  ...rulesFor(
    "oss_gen_signed_url",
    [w5, w17, w16, w19Host, w19User],
    expectedGeneratedUrl,
    addressedFacts,
  ),
  unchangedTables("oss_gen_signed_url"),
  ...rulesFor("oss_get_rtmp_string_to_sign", rtmp, expectedRtmpText),
  ...rulesFor("get_oss_rtmp_request_signature", rtmp, expectedRtmpSignature),
  ...rulesFor("oss_get_rtmp_signed_url", [w19Sts, w19Host, ...rtmp], expectedRtmpUrl),
  unchangedTables("oss_get_rtmp_signed_url"),
  ...rulesFor(
    "oss_gen_rtmp_signed_url",
    [w19Sts, w19Scheme, w19Host, w19User, w16],
    (f, input) => ({ return: rtmpUrlOf(f, input) }),
    addressedFacts,
  ),
];
