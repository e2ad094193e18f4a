/**
 * `oss_auth.c`: signed URLs of live channels, to which video is pushed over RTMP. They know version 1
 * of the signature only.
 *
 * @packageDocumentation
 */

import { AOSE_OK } from "../../aos/define.js";
import type { AosPool } from "../../aos/pool.js";
import {
  type AosString,
  type AosStringLike,
  aosString,
  aosStrSet,
  aosText,
} from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { AosHttpRequest } from "../../aos/transport.js";
import { OSS_PLAY_LIST_NAME, OSS_SECURITY_TOKEN, type OssRequestOptions } from "../define.js";
import { canonicalLines } from "./canonical.js";
import { ossLastSigner } from "./credentials.js";
import { addSignatureV1, invalid, NO_CREDENTIALS, urlOf } from "./url.js";
import { signatureV1 } from "./v1.js";

/**
 * Makes the text that is signed in the URL of a live channel: the expiry, a line for each parameter,
 * and the resource. Unlike C, parameters are sorted by the bytes of their names, each of several of
 * one name is signed with its own value, and nothing is cut for its length. Port of
 * `oss_get_rtmp_string_to_sign`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param expires - when the URL expires, in seconds since 1970
 * @param canonRes - `/bucket/channel`
 * @param params - all of them are signed; may be `null`
 * @param signstr - is given the text
 * @returns `AOSE_OK`
 */
export function ossGetRtmpStringToSign(
  _p: AosPool | null,
  expires: AosStringLike,
  canonRes: AosStringLike,
  params: AosTable | null,
  signstr: AosString,
): number {
  aosStrSet(signstr, `${aosText(expires)}\n${canonicalLines(params ?? [])}${aosText(canonRes)}`);
  return AOSE_OK;
}

/**
 * Makes the signature in the URL of a live channel; see {@link ossGetRtmpStringToSign}. Port of
 * `get_oss_rtmp_request_signature`.
 *
 * @param expires - when the URL expires, in seconds since 1970
 * @param signature - is given the signature
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when a provider has given no credentials yet
 */
export function getOssRtmpRequestSignature(
  options: OssRequestOptions,
  req: AosHttpRequest,
  expires: AosStringLike,
  signature: AosString,
): number {
  const signer = ossLastSigner(options.config);
  if (signer === null) return invalid(NO_CREDENTIALS);
  const signstr = aosString();
  ossGetRtmpStringToSign(options.pool, expires, `/${req.resource}`, req.queryParams, signstr);
  aosStrSet(signature, signatureV1(signer.accessKeySecret, signstr.data));
  return AOSE_OK;
}

/**
 * Makes the URL to which the video of a live channel is pushed, with its signature.
 *
 * Unlike C, the request's own parameters are not changed, an illegal host is refused, nothing is
 * refused for its length, and the security token of temporary credentials is in the URL. Port of
 * `oss_get_rtmp_signed_url`.
 *
 * @param expires - when the URL expires, in seconds since 1970
 * @param playListName - the name of the play list
 * @param params - further parameters, in place of the request's own of these names; may be `null`
 * @param signedUrl - is given the URL; left alone on failure
 * @returns `AOSE_OK` or `AOSE_INVALID_ARGUMENT`
 */
export function ossGetRtmpSignedUrl(
  options: OssRequestOptions,
  req: AosHttpRequest,
  expires: AosStringLike,
  playListName: AosStringLike,
  params: AosTable | null,
  signedUrl: AosString,
): number {
  const config = ossLastSigner(options.config);
  if (config === null) return invalid(NO_CREDENTIALS);
  const signed = { ...req, queryParams: req.queryParams.copy() };
  for (const { key, val } of params ?? []) signed.queryParams.set(key, val);
  signed.queryParams.set(OSS_PLAY_LIST_NAME, aosText(playListName));
  if (config.stsToken.data !== "") signed.queryParams.set(OSS_SECURITY_TOKEN, config.stsToken.data);
  const signature = aosString();
  getOssRtmpRequestSignature({ ...options, config }, signed, expires, signature);
  addSignatureV1(signed, config, aosText(expires), signature.data);
  return urlOf(signed, signedUrl);
}
