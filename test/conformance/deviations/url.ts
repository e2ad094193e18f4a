/** Rules for the rows of quirks that show in signed URLs (W). */

import {
  argument,
  configText,
  type OracleRecord,
  type Pair,
  type RecordRule,
  recordBucket,
  signingContext,
  textArgument,
} from "../record.js";
import { signedRtmpUrl, signedUrlV1, signedUrlV4, type UrlToSign } from "../signature.js";
import { isObject, type JsonObject } from "../values.js";
import {
  encodedPath,
  ifChanged,
  percentEncoded,
  tablePairs,
  withOut,
  withResult,
} from "./change.js";

const isV4 = (record: OracleRecord): boolean => record.config["signature_version"] === 4;

/** The request object that a URL is made from, as the caller filled it. */
function givenRequest(record: OracleRecord): JsonObject {
  const req = argument(record, "req");
  return isObject(req) ? req : {};
}

/** What the call put into the request object. */
function filledRequest(record: OracleRecord): JsonObject {
  const req = record.result.out?.["req"];
  return isObject(req) ? req : {};
}

function textField(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

/** The authority of the endpoint with the bucket where it belongs: behind the user info. */
function authority(record: OracleRecord): string {
  const recorded = textField(filledRequest(record), "host");
  const bucket = recordBucket(record);
  const at = recorded.indexOf("@");
  if (at < 0 || !recorded.startsWith(`${bucket}.`)) return recorded;
  const user = recorded.slice(bucket.length + 1, at + 1);
  return `${user}${bucket}.${recorded.slice(at + 1)}`;
}

/** The URL that the service takes for the call of `oss_gen_signed_url`. */
function expectedUrl(record: OracleRecord): string {
  const given = givenRequest(record);
  const filled = filledRequest(record);
  const uri = textField(filled, "uri");
  const url: UrlToSign = {
    method: textField(given, "method").replace("HTTP_", ""),
    origin: `${textField(filled, "proto") || "http://"}${authority(record)}`,
    path: `/${given["normalize_url"] ? encodedPath(uri) : percentEncoded(uri)}`,
    query: tablePairs(given["query_params"], undefined),
    headers: tablePairs(given["headers"], undefined),
    expires: expiry(record),
    token: configText(record, "sts_token"),
  };
  const context = signingContext(record);
  return isV4(record) ? signedUrlV4(url, context, record.clock) : signedUrlV1(url, context);
}

function expiry(record: OracleRecord): bigint {
  const expires = argument(record, "expires");
  return BigInt(typeof expires === "number" || typeof expires === "string" ? expires : 0);
}

/** A rule of signed URLs: what the touched calls answer instead. */
function urlRule(
  row: string,
  touches: (record: OracleRecord) => boolean,
  answer: (record: OracleRecord) => string | null,
): RecordRule {
  return {
    row,
    expected(record) {
      if (record.function !== "oss_gen_signed_url" || !touches(record)) return record;
      return ifChanged(record, withResult(record, { return: answer(record) }));
    },
  };
}

function headersOf(record: OracleRecord): Pair[] {
  return tablePairs(givenRequest(record)["headers"], undefined);
}

function ossNames(record: OracleRecord): string[] {
  return headersOf(record)
    .map(([name]) => name)
    .filter((name) => /^x-oss-/i.test(name));
}

function queryNames(record: OracleRecord): string[] {
  return tablePairs(givenRequest(record)["query_params"], undefined).map(([name]) => name);
}

/** The longest text that C's buffers hold. */
const LONGEST = 1024;

/** C's failure for a length; other failures leave the request object without a host. */
function wasTooLong(record: OracleRecord): boolean {
  const texts = [
    textArgument(record, "object"),
    ...tablePairs(givenRequest(record)["query_params"], undefined).map(([, value]) => value),
  ];
  const isLong = texts.some((text) => percentEncoded(text).length >= LONGEST - 32);
  return record.result.return === null && isLong && textField(filledRequest(record), "host") !== "";
}

/** The request's tables stay as the caller filled them. */
const w18Tables: RecordRule = {
  row: "W18",
  expected(record) {
    if (record.function !== "oss_gen_signed_url") return record;
    const { headers = [], query_params: params = [] } = givenRequest(record);
    const req = { ...filledRequest(record), headers, query_params: params };
    return ifChanged(record, withOut(record, { req }));
  },
};

/** The user info stays in front of the bucket in the request object, too. */
const w19Host: RecordRule = {
  row: "W19",
  expected(record) {
    const filled = filledRequest(record);
    if (record.function !== "oss_gen_signed_url" || textField(filled, "host") === "") return record;
    return ifChanged(record, withOut(record, { req: { ...filled, host: authority(record) } }));
  },
};

/** RTMP URLs keep the whole endpoint, and carry the token of temporary credentials. */
const w19Rtmp: RecordRule = {
  row: "W19",
  expected(record) {
    if (record.function !== "oss_gen_rtmp_signed_url") return record;
    const recorded = /^rtmp:\/\/([^/]*)\/([^?]*)/.exec(
      textField({ return: record.result.return ?? null }, "return"),
    );
    const [, host = "", path = ""] = recorded ?? [];
    const channel = textArgument(record, "live_channel");
    const url: UrlToSign = {
      method: "",
      origin: `rtmp://${rtmpAuthority(record, host)}`,
      path: `/${path}`,
      query: [["playlistName", textArgument(record, "play_list_name")]],
      headers: [],
      expires: expiry(record),
      token: configText(record, "sts_token"),
    };
    const signed = signedRtmpUrl(url, signingContext(record), channel);
    return ifChanged(record, withResult(record, { return: signed }));
  },
};

/** The endpoint's authority behind the bucket, whatever its scheme; C cuts seven letters off it. */
function rtmpAuthority(record: OracleRecord, recorded: string): string {
  const endpoint = configText(record, "endpoint");
  if (endpoint.startsWith("http://")) return recorded;
  const authority = endpoint.replace(/^[a-z]+:\/\//i, "").split(/[/?#]/)[0] ?? "";
  const isInHost = recorded.startsWith(`${recordBucket(record)}.`);
  return isInHost ? `${recordBucket(record)}.${authority}` : authority;
}

/** The rules, in the order in which they are applied. */
export const urlRules: readonly RecordRule[] = [
  urlRule("W3", (r) => !isV4(r) && ossNames(r).some((n) => n !== n.toLowerCase()), expectedUrl),
  urlRule(
    "W4",
    (r) => !isV4(r) && [...ossNames(r), ...queryNames(r)].some((n) => /[\d_]/.test(n)),
    expectedUrl,
  ),
  urlRule("W5", (r) => r.config["sts_token"] === "", expectedUrl),
  urlRule("W6", (r) => textField(filledRequest(r), "resource").length > 2046, expectedUrl),
  urlRule("W8", wasTooLong, expectedUrl),
  urlRule("W16", (r) => configText(r, "access_key_secret").length + 9 > 64, expectedUrl),
  urlRule(
    "W18",
    (r) => !isV4(r) && headersOf(r).some(([n]) => /^x-oss-date$/i.test(n)),
    expectedUrl,
  ),
  urlRule("W19", (r) => authority(r) !== textField(filledRequest(r), "host"), expectedUrl),
  urlRule(
    "W19",
    (r) => !/^[\w.\-:@]*$/.test(authority(r)),
    () => null,
  ),
  urlRule(
    "W17",
    (r) => isV4(r) && configText(r, "region") === "" && configText(r, "cloudbox_id") === "",
    () => null,
  ),
  w19Host,
  w18Tables,
  w19Rtmp,
];
