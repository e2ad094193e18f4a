/**
 * Signature version 4: `Authorization: OSS4-HMAC-SHA256 Credential=…`, and URLs with
 * `x-oss-signature-version`. Written from the service's documentation.
 *
 * @packageDocumentation
 */

import type { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";
import { percentEncode, percentEncodePath, toUtf8 } from "../wire/text.js";
import type { AuthContext } from "./credentials.js";
import { checkAccessKeyId, checkSecurityToken, checkSkew } from "./identity.js";
import { hexBytes } from "./v1.js";

/** The name of the algorithm. */
export const ALGORITHM_V4 = "OSS4-HMAC-SHA256";

const LONGEST_LIFE = 7 * 24 * 60 * 60;

/** What a V4 signature says about itself. */
interface Claim {
  readonly credential: string;
  readonly additionalHeaders: readonly string[];
  readonly signature: string;
  /** `yyyymmddThhmmssZ`. */
  readonly date: string;
  /** Where the claim stands: decides the EC of its faults. */
  readonly place: "header" | "url";
}

/** The canonical request that V4 signs, one character a byte. */
function canonicalRequestV4(request: OssRequest, additionalHeaders: readonly string[]): string {
  const { headers } = request;
  const signed = headers
    .names()
    .filter((name) => isAlwaysSigned(name) || additionalHeaders.includes(name))
    .map((name) => `${name}:${headers.get(name) ?? ""}\n`);
  return [
    request.method,
    percentEncodePath(request.address.resource),
    canonicalQuery(request),
    signed.join(""),
    additionalHeaders.join(";"),
    headers.get("x-oss-content-sha256") ?? "UNSIGNED-PAYLOAD",
  ].join("\n");
}

function isAlwaysSigned(header: string): boolean {
  return header === "content-type" || header === "content-md5" || header.startsWith("x-oss-");
}

function canonicalQuery(request: OssRequest): string {
  return [...request.query]
    .filter(([name]) => name !== "x-oss-signature")
    .map(([name, value]): [string, string] => [percentEncode(name), percentEncode(value)])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&");
}

/** Checks an Authorization header of version 4, or throws what the service answers. */
export function verifyHeaderV4(request: OssRequest, context: AuthContext): void {
  const { headers } = request;
  const fields = new Map(
    (headers.get("authorization") ?? "")
      .slice(ALGORITHM_V4.length)
      .split(",")
      .map((field): [string, string] => {
        const equals = field.indexOf("=");
        return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()];
      }),
  );
  const payload = headers.get("x-oss-content-sha256");
  if (payload !== "UNSIGNED-PAYLOAD") {
    throw invalid("x-oss-content-sha256", payload ?? "", "header");
  }
  const date = signingDate(headers.get("x-oss-date") ?? "", headers.get("date"));
  const claim: Claim = {
    credential: fields.get("Credential") ?? "",
    additionalHeaders: additionalHeaders(fields.get("AdditionalHeaders"), "header"),
    signature: fields.get("Signature") ?? "",
    date,
    place: "header",
  };
  checkCredential(claim, context);
  checkSkew(timeOf(date), date, context);
  checkSignature(request, claim, context);
  checkSecurityToken(headers.get("x-oss-security-token") ?? "", context);
}

/** Checks a URL of version 4, or throws what the service answers. */
export function verifyUrlV4(request: OssRequest, context: AuthContext): void {
  const { query } = request;
  const claim: Claim = {
    credential: query.get("x-oss-credential"),
    additionalHeaders: additionalHeaders(
      query.has("x-oss-additional-headers") ? query.get("x-oss-additional-headers") : undefined,
      "url",
    ),
    signature: query.get("x-oss-signature"),
    date: signingDate(query.get("x-oss-date")),
    place: "url",
  };
  checkCredential(claim, context);
  checkLife(timeOf(claim.date), query.get("x-oss-expires"), context);
  checkSignature(request, claim, context);
  checkSecurityToken(query.get("x-oss-security-token"), context);
}

function checkLife(begin: number, expires: string, { maxSkew, now }: AuthContext): void {
  if (!/^\d+$/.test(expires) || Number(expires) < 1 || Number(expires) > LONGEST_LIFE) {
    throw invalid("x-oss-expires", expires, "url");
  }
  if (begin > now + maxSkew) {
    throw new OssError("AccessDenied", { message: "Request is not valid yet." });
  }
  if (begin + Number(expires) * 1000 < now) {
    throw new OssError("AccessDenied", {
      message: "Request has expired.",
      elements: {
        Expires: new Date(begin + Number(expires) * 1000).toISOString(),
        ServerTime: new Date(now).toISOString(),
      },
    });
  }
}

/** The headers that are signed beyond those that always are, "" being a fault. */
function additionalHeaders(value: string | undefined, place: Claim["place"]): readonly string[] {
  if (value === undefined) return [];
  const names = value.split(";");
  const sorted = names.every((name, i) => i === 0 || (names[i - 1] ?? "") < name);
  if (!sorted || names.some((name) => name === "" || name !== name.toLowerCase())) {
    throw invalid("AdditionalHeaders", value, place);
  }
  return names;
}

/** `x-oss-date` in the form that is signed; only a plain Date header may have the other form. */
function signingDate(ossDate: string, date = ""): string {
  if (/^\d{8}T\d{6}Z$/.test(ossDate)) return ossDate;
  const time = date.endsWith("GMT") ? Date.parse(date) : Number.NaN;
  if (ossDate === "" && !Number.isNaN(time)) return compactTime(time);
  throw new OssError("AccessDenied", {
    message: "OSS authentication requires a valid Date.",
    ec: ossDate === "" && date === "" ? "0002-00000503" : "0002-00000502",
  });
}

function compactTime(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function timeOf(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
}

function checkCredential({ credential, date, place }: Claim, context: AuthContext): void {
  const match = /^([^/]*)\/(\d{8})\/([^/]*)\/(oss|oss-cloudbox)\/aliyun_v4_request$/.exec(
    credential,
  );
  if (match === null) throw invalid("Credential", credential, place);
  const [, accessKeyId = "", day = "", region = "", product = ""] = match;
  checkAccessKeyId(accessKeyId, context);
  if (day !== date.slice(0, 8)) throw invalid("Credential", credential, place);
  if (region === (product === "oss" ? context.region : context.cloudBoxId)) return;
  throw new OssError("InvalidArgument", {
    message: "The signing region in credential is invalid.",
    ec: place === "header" ? "0002-00000228" : "0002-00000226",
    elements: { ArgumentName: "region", ArgumentValue: region },
  });
}

function checkSignature(request: OssRequest, claim: Claim, { credentials }: AuthContext): void {
  const [accessKeyId = "", ...scope] = claim.credential.split("/");
  const canonical = canonicalRequestV4(request, claim.additionalHeaders);
  const hash = createHash("sha256").update(canonical, "latin1").digest("hex");
  const text = [ALGORITHM_V4, claim.date, scope.join("/"), hash].join("\n");
  const key = scope.reduce(
    (secret: string | Buffer, step) => createHmac("sha256", secret).update(step).digest(),
    `aliyun_v4${credentials.accessKeySecret}`,
  );
  if (createHmac("sha256", key).update(text).digest("hex") === claim.signature) return;
  throw new OssError("SignatureDoesNotMatch", {
    ec: "0002-00000201",
    elements: {
      OSSAccessKeyId: accessKeyId,
      SignatureProvided: claim.signature,
      StringToSign: text,
      StringToSignBytes: hexBytes(text),
      CanonicalRequest: toUtf8(canonical),
      CanonicalRequestBytes: hexBytes(canonical),
    },
  });
}

function invalid(name: string, value: string, place: Claim["place"]): OssError {
  return new OssError("InvalidArgument", {
    message: `The ${name} of the signature in the ${place} is invalid.`,
    elements: { ArgumentName: name, ArgumentValue: value },
  });
}
