/**
 * `oss_auth.c`: signing requests, with the version that the configuration names.
 *
 * @packageDocumentation
 */

import { aprTimeNow } from "../../aos/apr.js";
import { AOS_HTTPS_PREFIX, AOSE_INVALID_ARGUMENT, AOSE_OK } from "../../aos/define.js";
import { aosErrorLog } from "../../aos/log.js";
import { aosString } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { rememberLast } from "../../aos/util/remember.js";
import { aosGetIso8601StrTimeEx, gmtStrTime } from "../../aos/util/time.js";
import { warnOnce } from "../../aos/util/warn_once.js";
import {
  OSS_AUTHORIZATION,
  OSS_CANNONICALIZED_HEADER_DATE,
  OSS_CONTENT_SHA256,
  OSS_DATE,
  type OssConfig,
} from "../define.js";
import { ossGetSignedHeaders } from "./v1.js";
import { credentialV4, regionV4, scopeV4, signatureV4, V4_ALGORITHM, V4_PAYLOAD } from "./v4.js";

/**
 * Signs a request: gives it its date and adds the Authorization header to `req.headers`, with version
 * 4 when `config.signatureVersion` is 4 and with version 1 otherwise. A date in an `x-oss-date` header
 * is kept.
 *
 * Unlike C, requests that `ossSignProblem` finds fault with are refused, nothing is too long
 * to be signed, nothing that is signed or secret is logged, and the first that goes out over plain
 * http or with version 1 is logged as a warning. See {@link ossGetStringToSign} and {@link
 * ossSignHeaders} for what else differs. Port of `oss_sign_request`.
 *
 * @param config - whose signature, and of which version
 * @param now - the time of the signature, in microseconds since 1970; by default this machine's
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` for the reason that `ossSignProblem` tells
 */
export function ossSignRequest(
  req: AosHttpRequest,
  config: OssConfig,
  now: number = aprTimeNow(),
): number {
  warnOfWeakness(req, config);
  const problem = ossSignProblem(req, config);
  if (problem !== "") {
    aosErrorLog("the request can't be signed: %s", problem);
    return AOSE_INVALID_ARGUMENT;
  }
  return config.signatureVersion === 4 ? signV4(req, config, now) : signV1(req, config, now);
}

/**
 * Why {@link ossSignRequest} refuses a request, in words for a status; "" when it does not: version 4
 * needs a region, an `x-oss-date` header a date, and no header may hold CR, LF or NUL, which would
 * make several headers of it.
 */
export function ossSignProblem(req: AosHttpRequest, config: OssConfig): string {
  const broken = brokenHeader(req.headers);
  if (broken !== null) return `the header ${JSON.stringify(broken)} holds CR, LF or NUL`;
  if (config.signatureVersion === 4) return regionProblem(config);
  const isEmpty = req.headers.get(OSS_CANNONICALIZED_HEADER_DATE) === "";
  return isEmpty ? "the x-oss-date header is empty" : "";
}

/** What a configuration lacks for signatures of version 4; "" when nothing. */
export function regionProblem(config: OssConfig): string {
  return regionV4(config) === ""
    ? "signatures of version 4 need the region: set config.region"
    : "";
}

/** What ends a header, or the text of one in C. */
const BROKEN = /[\r\n\0]/;

function brokenHeader(headers: AosTable): string | null {
  for (const { key, val } of headers) {
    if (BROKEN.test(key) || BROKEN.test(val)) return key;
  }
  return null;
}

function signV1(req: AosHttpRequest, config: OssConfig, now: number): number {
  if (req.headers.get(OSS_CANNONICALIZED_HEADER_DATE) === null) {
    const date = aosString();
    gmtStrTime(date, now);
    req.headers.set(OSS_DATE, date.data);
  }
  const { accessKeyId, accessKeySecret } = config;
  return ossGetSignedHeaders(req.pool, accessKeyId, accessKeySecret, `/${req.resource}`, req);
}

function signV4(req: AosHttpRequest, config: OssConfig, now: number): number {
  req.headers.set(OSS_CONTENT_SHA256, V4_PAYLOAD);
  const datetime = aosString(req.headers.get(OSS_CANNONICALIZED_HEADER_DATE) ?? undefined);
  if (datetime.isNull) {
    aosGetIso8601StrTimeEx(datetime, now);
    req.headers.set(OSS_CANNONICALIZED_HEADER_DATE, datetime.data);
  }
  const scope = scopeV4(config, datetime.data);
  const credential = credentialV4(config, scope);
  const signature = signatureV4(req, config, scope, datetime.data);
  req.headers.add(
    OSS_AUTHORIZATION,
    `${V4_ALGORITHM} Credential=${credential},Signature=${signature}`,
  );
  return AOSE_OK;
}

/** A host of the machine itself, to which nothing goes that others could read. */
const OWN_MACHINE = /^(?:[^@]*@)?(?:(?:[\w-]+\.)*localhost|127(?:\.\d+){3})(?::|$)/;

const isOwnMachine = rememberLast((host) => OWN_MACHINE.test(host));

/** Logs, once each, that what is signed goes out over plain http or with version 1. */
export function warnOfWeakness(req: AosHttpRequest, config: OssConfig): void {
  if (req.proto !== AOS_HTTPS_PREFIX && !isOwnMachine(req.host)) {
    warnOnce("requests go out over plain http, for others to read: use an https:// endpoint");
  }
  if (config.signatureVersion !== 4) {
    warnOnce("requests are signed with version 1: set config.signatureVersion to 4");
  }
}
