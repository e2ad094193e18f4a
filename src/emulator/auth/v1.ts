/**
 * Signature version 1: `Authorization: OSS id:signature`, and URLs with `OSSAccessKeyId`,
 * `Expires` and `Signature`. Written from the service's documentation.
 *
 * @packageDocumentation
 */

import { createHmac } from "node:crypto";
import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";
import { isSignedByV1 } from "../wire/subresources.js";
import { toUtf8 } from "../wire/text.js";
import type { AuthContext } from "./credentials.js";
import { checkAccessKeyId, checkSecurityToken, checkSkew } from "./identity.js";

/** The text that V1 signs, one character a byte. */
function stringToSignV1(request: OssRequest, date: string): string {
  const { headers } = request;
  const ossHeaders = headers
    .names()
    .filter((name) => name.startsWith("x-oss-"))
    .map((name) => `${name}:${headers.get(name) ?? ""}\n`);
  return [
    request.method,
    headers.get("content-md5") ?? "",
    headers.get("content-type") ?? "",
    date,
    `${ossHeaders.join("")}${request.address.resource}${signedParameters(request)}`,
  ].join("\n");
}

function signedParameters(request: OssRequest): string {
  const signed = [...request.query]
    .filter(([name]) => isSignedByV1(name))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return signed.length === 0 ? "" : `?${signed.join("&")}`;
}

/** Checks an Authorization header of version 1, or throws what the service answers. */
export function verifyHeaderV1(request: OssRequest, context: AuthContext): void {
  const match = /^OSS ([^:]*):(.*)$/.exec(request.headers.get("authorization") ?? "");
  if (match === null) {
    throw new OssError("InvalidArgument", { message: "The authorization header is invalid." });
  }
  const [, accessKeyId = "", signature = ""] = match;
  checkAccessKeyId(accessKeyId, context);
  const date = request.headers.get("x-oss-date") ?? request.headers.get("date") ?? "";
  checkSkew(timeOf(date), date, context);
  checkSignature(stringToSignV1(request, date), signature, context);
  checkSecurityToken(request.headers.get("x-oss-security-token") ?? "", context);
}

/** The time in a header, in either of the forms that the service takes. */
function timeOf(date: string): number {
  const compact = /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/;
  const time = compact.test(date)
    ? Date.parse(date.replace(compact, "$1-$2-$3:$4:$5"))
    : Date.parse(date.endsWith("GMT") ? date : "");
  if (!Number.isNaN(time)) return time;
  throw new OssError("AccessDenied", {
    message: "OSS authentication requires a valid Date.",
    ec: date === "" ? "0002-00000503" : "0002-00000502",
  });
}

/** Checks a URL of version 1, or throws what the service answers. */
export function verifyUrlV1(request: OssRequest, context: AuthContext): void {
  const { query } = request;
  const missing = ["OSSAccessKeyId", "Expires", "Signature"].find((name) => query.get(name) === "");
  if (missing !== undefined) {
    throw new OssError("AccessDenied", { message: `The parameter ${missing} is missing.` });
  }
  checkAccessKeyId(query.get("OSSAccessKeyId"), context);
  const expires = query.get("Expires");
  if (!/^\d+$/.test(expires)) {
    throw new OssError("AccessDenied", {
      message: "Invalid date (should be seconds since epoch).",
    });
  }
  if (Number(expires) * 1000 < context.now) {
    throw new OssError("AccessDenied", {
      message: "Request has expired.",
      elements: {
        Expires: new Date(Number(expires) * 1000).toISOString(),
        ServerTime: new Date(context.now).toISOString(),
      },
    });
  }
  checkSignature(stringToSignV1(request, expires), query.get("Signature"), context);
  checkSecurityToken(query.get("security-token"), context);
}

function checkSignature(text: string, signature: string, { credentials }: AuthContext): void {
  const hmac = createHmac("sha1", credentials.accessKeySecret).update(text, "latin1");
  if (hmac.digest("base64") === signature) return;
  throw new OssError("SignatureDoesNotMatch", {
    ec: "0002-00000040",
    elements: {
      OSSAccessKeyId: credentials.accessKeyId,
      SignatureProvided: signature,
      StringToSign: toUtf8(text),
      StringToSignBytes: hexBytes(text),
    },
  });
}

/** Bytes as the service shows them: hexadecimal, a space between. */
export function hexBytes(text: string): string {
  return Array.from(text, (byte) =>
    byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"),
  ).join(" ");
}
