/** Rules for the rows of quirks on the wire and signing (W). */

import { createHash } from "node:crypto";
import { AOSE_INVALID_ARGUMENT, AOSE_NAME_LOOKUP_ERROR } from "../../../src/index.js";
import {
  bodyBytes,
  configText,
  headerOf,
  type OracleRecord,
  type Pair,
  type RecordedRequest,
  type RecordRule,
  recordBucket,
  textArgument,
} from "../record.js";
import {
  answeredWithError,
  callerHeaders,
  encodedPath,
  mapRequests,
  percentEncoded,
  refused,
  resigned,
  textsIn,
  withBody,
  withHeader,
} from "./change.js";

const isV4 = (record: OracleRecord): boolean => record.config["signature_version"] === 4;

function someRequest(record: OracleRecord, test: (request: RecordedRequest) => boolean): boolean {
  return record.exchanges.some(({ request }) => test(request));
}

/** CR, LF and NUL in a header are refused: they would become headers of their own. */
const w10Refused: RecordRule = {
  row: "W10",
  expected(record) {
    const given = [...callerHeaders(record).flat(), configText(record, "sts_token")];
    return given.some((text) => /[\r\n\0]/.test(text)) ? refused(record) : record;
  },
};

/** The target of a symbolic link is percent-encoded. */
const w10Encoded: RecordRule = {
  row: "W10",
  expected(record) {
    const target = encodedPath(textArgument(record, "target_object"));
    const changed = mapRequests(record, (request) =>
      headerOf(request.headers, "x-oss-symlink-target") === undefined
        ? request
        : withHeader(request, "x-oss-symlink-target", target),
    );
    return changed === record ? record : resigned(changed);
  },
};

/** V4 needs a region. */
const w17: RecordRule = {
  row: "W17",
  expected(record) {
    const hasRegion =
      configText(record, "region") !== "" || configText(record, "cloudbox_id") !== "";
    if (!isV4(record) || hasRegion || record.exchanges.length === 0) return record;
    return refused(record);
  },
};

/** With a CNAME the bucket is not put into the path. */
const w11: RecordRule = {
  row: "W11",
  expected(record) {
    const bucket = recordBucket(record);
    if (!record.config["is_cname"] || bucket === "") return record;
    const changed = mapRequests(record, (request) => {
      const [path, ...query] = request.target.split("?");
      return path === `/${bucket}` ? { ...request, target: ["/", ...query].join("?") } : request;
    });
    return changed === record ? record : resigned(changed);
  },
};

/** A header with an empty value is sent, as it is signed; an empty STS token is none. */
const w5: RecordRule = {
  row: "W5",
  expected(record) {
    const empty = callerHeaders(record).filter(([, value]) => value === "");
    const sendsHeaders = (index: number): boolean =>
      index === 0 || !record.function.startsWith("oss_resumable_");
    const changed = mapRequests(record, (request, i) =>
      sendsHeaders(i) ? empty.reduce((r, [name]) => withHeader(r, name, ""), request) : request,
    );
    const emptyToken = record.config["sts_token"] === "";
    return changed === record && !emptyToken ? record : resigned(changed);
  },
};

/** Headers and parameters that the library sets itself: the caller's take their place. */
const w13: RecordRule = {
  row: "W13",
  expected(record) {
    const touched = /select_object|upload_part_copy/.test(record.function);
    if (!touched) return record;
    const changed = mapRequests(record, (request) => {
      const headers = firstOfEach(request.headers, ([name]) => name.toLowerCase());
      const [path = "", query = ""] = request.target.split("?");
      const pairs = query.split("&");
      const kept = firstOfEach(pairs, (pair) => pair.split("=")[0] ?? "");
      if (headers.length === request.headers.length && kept.length === pairs.length) return request;
      return { ...request, headers, target: query === "" ? path : `${path}?${kept.join("&")}` };
    });
    return changed === record ? record : resigned(changed);
  },
};

function firstOfEach<T>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  const keys = entries.map(keyOf);
  return entries.filter((_, i) => keys.indexOf(keys[i] ?? "") === i);
}

/** `.doc` is known. */
const w14: RecordRule = {
  row: "W14",
  expected(record) {
    const given = headerOf(callerHeaders(record), "Content-Type") !== undefined;
    const names = ["object", "dest_object", "filename", "append_file"];
    const isDoc = names.some((name) => /\.doc$/i.test(textArgument(record, name)));
    if (given || !isDoc) return record;
    const changed = mapRequests(record, (request) =>
      headerOf(request.headers, "Content-Type") === "application/octet-stream"
        ? withHeader(request, "Content-Type", "application/msword")
        : request,
    );
    return changed === record ? record : resigned(changed);
  },
};

/** A text of XML over 1023 bytes is sent whole; an expression is base64 of itself. */
const w21: RecordRule = {
  row: "W21",
  expected(record) {
    const long = record.args
      .flatMap((arg) => textsIn(arg.value))
      .flatMap((text) => [escapedXml(text), Buffer.from(text).toString("base64")]);
    const cut = long.filter((text) => Buffer.byteLength(text) > XML_TEXT_BYTES);
    const changed = mapRequests(record, (request) => {
      const body = bodyBytes(request).toString();
      return cut.reduce((r, text) => {
        const shown = Buffer.from(text).subarray(0, XML_TEXT_BYTES).toString();
        return body.includes(`>${shown}<`)
          ? withBody(
              r,
              body.replace(`>${shown}<`, () => `>${text}<`),
            )
          : r;
      }, request);
    });
    return changed === record ? record : resigned(changed);
  },
};

const XML_TEXT_BYTES = 1023;

function escapedXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** How long an argument can be is for the service to decide. */
const w8: RecordRule = {
  row: "W8",
  expected(record) {
    const codes = ["ClientError", "HttpIoError", "UrlEncodeFail"];
    const tooLong = record.args
      .flatMap((arg) => textsIn(arg.value))
      .map(percentEncoded)
      .filter((text) => text.length >= QUERY_ARGUMENT_BYTES);
    const status = record.result.status;
    const isRefused =
      status?.code === AOSE_INVALID_ARGUMENT && codes.includes(status.error_code ?? "");
    if (!isRefused || record.exchanges.length > 0 || tooLong.length === 0) return record;
    return answeredWithError(record, tooLong);
  },
};

const QUERY_ARGUMENT_BYTES = 1024;

/** Content-MD5 is base64 of the 16 bytes of the digest. */
const w9: RecordRule = {
  row: "W9",
  expected(record) {
    const changed = mapRequests(record, (request) => {
      const given = headerOf(request.headers, "Content-MD5");
      if (given === undefined || Buffer.from(given, "base64").length !== 20) return request;
      const digest = createHash("md5").update(bodyBytes(request)).digest("base64");
      return withHeader(request, "Content-MD5", digest);
    });
    return changed === record ? record : resigned(changed);
  },
};

/** Rules that change nothing but V1's or V4's signature, by the shape of request that they touch. */
const signatureRules: RecordRule[] = [
  // x-oss-* names are lower-cased whole.
  signatureRule("W3", (record, { headers }) => {
    return !isV4(record) && ossNames(headers).some((name) => name !== name.toLowerCase());
  }),
  // Names are sorted by their bytes: numbers in them and the underscore decide otherwise in C.
  signatureRule("W4", (record, request) => {
    return !isV4(record) && sortedNames(request).some((name) => /[\d_]/.test(name));
  }),
  // Header lines and resources are signed whole.
  signatureRule("W6", (record, { target, headers }) => {
    const tooLong = headers.some(([name, value]) => name.length + 1 + value.length > 8192);
    return !isV4(record) && (tooLong || decodeURIComponent(target).length > 2047);
  }),
  // Of duplicates each pair is signed; in V4 keys that differ in case stay two.
  signatureRule("W15", (_record, { headers, target }) => {
    return hasDuplicates(headers.map(([name]) => name)) || hasDuplicates(queryKeys(target));
  }),
  // A secret over the block of the hash is hashed, as RFC 2104 says.
  signatureRule("W16", (record) => {
    return Buffer.byteLength(`aliyun_v4${configText(record, "access_key_secret")}`) > 64;
  }),
];

function signatureRule(
  row: string,
  touches: (record: OracleRecord, request: RecordedRequest) => boolean,
): RecordRule {
  return {
    row,
    expected: (record) =>
      someRequest(record, (request) => touches(record, request)) ? resigned(record) : record,
  };
}

function ossNames(headers: readonly Pair[]): string[] {
  return headers.map(([name]) => name).filter((name) => /^x-oss-/i.test(name));
}

/** What V1 sorts: the names of x-oss-* headers and of query parameters. */
function sortedNames({ headers, target }: RecordedRequest): string[] {
  return [...ossNames(headers), ...queryKeys(target)];
}

function queryKeys(target: string): string[] {
  const query = target.split("?")[1] ?? "";
  return query === "" ? [] : query.split("&").map((pair) => pair.split("=")[0] ?? "");
}

function hasDuplicates(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}

/** The user info of an endpoint stays in its place, and the bucket goes in front of the host. */
const w19: RecordRule = {
  row: "W19",
  expected(record) {
    const endpoint = configText(record, "endpoint").replace(/^https?:\/\//, "");
    const at = endpoint.indexOf("@");
    const bucket = recordBucket(record);
    if (at < 0 || bucket === "") return record;
    const host = endpoint.slice(at + 1).split("/")[0] ?? "";
    const changed = mapRequests(record, (request) =>
      withHeader(request, "Host", `${bucket}.${host}`),
    );
    return changed === record ? record : resigned(changed);
  },
};

/** What remains of a scheme in capitals is no host: that is told instead of looked for. */
const w19Host: RecordRule = {
  row: "W19",
  expected(record) {
    const endpoint = configText(record, "endpoint");
    const isOdd = /^https?:\/\//i.test(endpoint) && !/^https?:/.test(endpoint);
    const wasLookedUp = record.result.status?.code === AOSE_NAME_LOOKUP_ERROR;
    return isOdd && wasLookedUp ? refused(record) : record;
  },
};

/** The rules, in the order in which they are applied. */
export const wireRules: readonly RecordRule[] = [
  w10Refused,
  w17,
  w8,
  w11,
  w19,
  w19Host,
  w5,
  w10Encoded,
  w13,
  w14,
  w21,
  w9,
  ...signatureRules,
];
