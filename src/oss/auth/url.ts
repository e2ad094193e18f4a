/**
 * `oss_auth.c`: URLs that hold their signature.
 *
 * @packageDocumentation
 */

import { aprTimeNow } from "../../aos/apr.js";
import { AOS_HTTP_PREFIX, AOSE_INVALID_ARGUMENT, AOSE_OK } from "../../aos/define.js";
import { aosErrorLog } from "../../aos/log.js";
import {
  type AosString,
  type AosStringLike,
  aosString,
  aosStrSet,
  aosText,
} from "../../aos/string.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { aosAtoi64 } from "../../aos/util/number.js";
import { aosGetIso8601StrTimeEx } from "../../aos/util/time.js";
import { aosQueryParamsToString, percentEncode } from "../../aos/util/url.js";
import {
  OSS_ACCESSKEYID,
  OSS_CANNONICALIZED_HEADER_DATE,
  OSS_CREDENTIAL,
  OSS_EXPIRES,
  OSS_EXPIRES_V4,
  OSS_SECURITY_TOKEN,
  OSS_SECURITY_TOKEN_V4,
  OSS_SIGNATURE,
  OSS_SIGNATURE_V4,
  OSS_SIGNATURE_VERSION,
  type OssConfig,
  type OssRequestOptions,
} from "../define.js";
import { ossIsValidHost } from "../util/endpoint.js";
import { ossLastSigner } from "./credentials.js";
import { regionProblem, warnOfWeakness } from "./sign.js";
import { signatureV1, stringToSignV1 } from "./v1.js";
import { credentialV4, scopeV4, signatureV4, V4_ALGORITHM } from "./v4.js";

/**
 * Makes the signature of version 1 for a URL. Unlike C, the request's headers are not changed, and it
 * is always the expiry that is signed, not the date of an `x-oss-date` header; see also
 * {@link ossGetStringToSign}. Port of `get_oss_request_signature`.
 *
 * @param expires - when the URL expires, in seconds since 1970
 * @param signature - is given the signature; left alone on failure
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when `expires` is empty
 */
export function getOssRequestSignature(
  options: OssRequestOptions,
  req: AosHttpRequest,
  expires: AosStringLike,
  signature: AosString,
): number {
  const signer = ossLastSigner(options.config);
  if (signer === null) return invalid(NO_CREDENTIALS);
  if (aosText(expires) === "") return invalid(NO_EXPIRY);
  const text = stringToSignV1({
    method: req.method,
    date: aosText(expires),
    resource: `/${req.resource}`,
    headers: req.headers,
    params: req.queryParams,
  });
  aosStrSet(signature, signatureV1(signer.accessKeySecret, text));
  return AOSE_OK;
}

/**
 * Makes the URL of a request, with its signature and the security token of temporary credentials.
 * Whoever sends the request must send the headers that were signed: Content-MD5, Content-Type and all
 * `x-oss-*` of `req.headers`.
 *
 * Unlike C, the request's own tables are not changed, an illegal host is refused, nothing is refused
 * for its length, and version 4 needs a region; see also {@link getOssRequestSignature}. Where the
 * configuration has a provider, its last credentials sign, and without any the URL can't be signed:
 * {@link ossUpdateCredentials} gets them. Port of `oss_get_signed_url`.
 *
 * @param expires - when the URL expires, in seconds since 1970
 * @param signedUrl - is given the URL; left alone on failure
 * @returns `AOSE_OK` or `AOSE_INVALID_ARGUMENT`
 */
export function ossGetSignedUrl(
  options: OssRequestOptions,
  req: AosHttpRequest,
  expires: AosStringLike,
  signedUrl: AosString,
): number {
  warnOfWeakness(req, options.config);
  const signer = ossLastSigner(options.config);
  if (signer === null) return invalid(NO_CREDENTIALS);
  const signed = { ...req, queryParams: req.queryParams.copy() };
  const sign = signer.signatureVersion === 4 ? signQueryV4 : signQueryV1;
  const res = sign({ ...options, config: signer }, signed, aosText(expires));
  return res === AOSE_OK ? urlOf(signed, signedUrl) : res;
}

function signQueryV1(options: OssRequestOptions, req: AosHttpRequest, expires: string): number {
  const { config } = options;
  if (config.stsToken.data !== "") req.queryParams.set(OSS_SECURITY_TOKEN, config.stsToken.data);
  const signature = aosString();
  const res = getOssRequestSignature(options, req, expires, signature);
  if (res === AOSE_OK) addSignatureV1(req, config, expires, signature.data);
  return res;
}

/** Adds a signature of version 1 to a query, with whose it is and when it expires. */
export function addSignatureV1(
  req: AosHttpRequest,
  config: OssConfig,
  expires: string,
  signature: string,
): void {
  req.queryParams.set(OSS_ACCESSKEYID, config.accessKeyId.data);
  req.queryParams.set(OSS_EXPIRES, expires);
  req.queryParams.set(OSS_SIGNATURE, signature);
}

function signQueryV4(options: OssRequestOptions, req: AosHttpRequest, expires: string): number {
  const { config } = options;
  const problem = expires === "" ? NO_EXPIRY : regionProblem(config);
  if (problem !== "") return invalid(problem);
  const now = aprTimeNow();
  const datetime = aosString();
  aosGetIso8601StrTimeEx(datetime, now);
  const scope = scopeV4(config, datetime.data);
  const params = req.queryParams;
  if (config.stsToken.data !== "") params.set(OSS_SECURITY_TOKEN_V4, config.stsToken.data);
  params.set(OSS_SIGNATURE_VERSION, V4_ALGORITHM);
  params.set(OSS_CREDENTIAL, credentialV4(config, scope));
  params.set(OSS_CANNONICALIZED_HEADER_DATE, datetime.data);
  const secondsLeft = aosAtoi64(expires) - BigInt(Math.floor(now / 1_000_000));
  params.set(OSS_EXPIRES_V4, String(secondsLeft));
  params.set(OSS_SIGNATURE_V4, signatureV4(req, config, scope, datetime.data));
  return AOSE_OK;
}

/** Sets `url` to the URL of a request as it stands. */
export function urlOf(req: AosHttpRequest, url: AosString): number {
  if (!ossIsValidHost(req.host)) return invalid("its host is not valid");
  const query = aosString();
  aosQueryParamsToString(req.pool, req.queryParams, query);
  const path = percentEncode(req.uri, Boolean(req.normalizeUrl));
  aosStrSet(url, `${req.proto || AOS_HTTP_PREFIX}${req.host}/${path}${query.data}`);
  return AOSE_OK;
}

/** Why a URL is not signed whose signer has to be asked first. */
export const NO_CREDENTIALS =
  "there are no credentials: await ossUpdateCredentials before it is signed";
const NO_EXPIRY = "it needs the time when it expires";

/** Says in the log why a URL is not signed. */
export function invalid(problem: string): number {
  aosErrorLog("the URL can't be signed: %s", problem);
  return AOSE_INVALID_ARGUMENT;
}
