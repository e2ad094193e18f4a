import { aosString } from "../../../src/aos/string.js";
import {
  getOssRtmpRequestSignature,
  ossGetRtmpSignedUrl,
  ossGetRtmpStringToSign,
} from "../../../src/oss/auth/rtmp.js";
import { ossSignRequest } from "../../../src/oss/auth/sign.js";
import { getOssRequestSignature, ossGetSignedUrl } from "../../../src/oss/auth/url.js";
import {
  ossGetSignedHeaders,
  ossGetStringToSign,
  ossSignHeaders,
} from "../../../src/oss/auth/v1.js";
import type { VectorAdapter } from "../vectors.js";
import { configOf, optionsOf, requestOf, stringOf, tableOf } from "./build.js";
import { withClock } from "./clock.js";

/** Vectors of oss_auth.h. */
export const authAdapters: Record<string, VectorAdapter> = {
  oss_get_string_to_sign: (input) => {
    const req = requestOf({ method: input["method"] ?? 0 });
    const headers = tableOf(input["headers"]);
    const params = input["params"] === null ? null : tableOf(input["params"]);
    const signstr = aosString();
    const canonRes = stringOf(input["canon_res"]);
    const res = ossGetStringToSign(null, req.method, canonRes, headers, params, signstr);
    return { return: res, signstr, headersAfter: headers, paramsAfter: params };
  },
  oss_sign_headers: (input) => {
    const headers = tableOf(input["headers"]);
    const [id, secret] = [stringOf(input["access_key_id"]), stringOf(input["access_key_secret"])];
    ossSignHeaders(null, stringOf(input["signstr"]), id, secret, headers);
    return { headers };
  },
  oss_get_signed_headers: (input) => {
    const req = requestOf(input["req"]);
    const [id, secret] = [stringOf(input["access_key_id"]), stringOf(input["access_key_secret"])];
    const res = ossGetSignedHeaders(null, id, secret, stringOf(input["canon_res"]), req);
    return { return: res, headers: req.headers };
  },
  oss_sign_request: (input) => {
    const req = requestOf(input["req"]);
    const config = configOf(input["config"]);
    const res = withClock(input, () => ossSignRequest(req, config));
    return { return: res, headers: req.headers, queryParams: req.queryParams };
  },
  get_oss_request_signature: (input) => {
    const req = requestOf(input["req"]);
    const signature = aosString();
    const options = optionsOf(input["config"]);
    const res = getOssRequestSignature(options, req, stringOf(input["expires"]), signature);
    return { return: res, signature, headers: req.headers };
  },
  oss_get_signed_url: (input) => {
    const req = requestOf(input["req"]);
    const signedUrl = aosString();
    const options = optionsOf(input["config"]);
    const expires = stringOf(input["expires"]);
    const res = withClock(input, () => ossGetSignedUrl(options, req, expires, signedUrl));
    return { return: res, signedUrl, headers: req.headers, queryParams: req.queryParams };
  },
  oss_get_rtmp_string_to_sign: (input) => {
    const [expires, canonRes] = [stringOf(input["expires"]), stringOf(input["canon_res"])];
    const params = input["params"] === null ? null : tableOf(input["params"]);
    const signstr = aosString();
    const res = ossGetRtmpStringToSign(null, expires, canonRes, params, signstr);
    return { return: res, signstr };
  },
  get_oss_rtmp_request_signature: (input) => {
    const req = requestOf(input["req"]);
    const signature = aosString();
    const options = optionsOf(input["config"]);
    const res = getOssRtmpRequestSignature(options, req, stringOf(input["expires"]), signature);
    return { return: res, signature };
  },
  oss_get_rtmp_signed_url: (input) => {
    const req = requestOf(input["req"]);
    const [expires, playList] = [stringOf(input["expires"]), stringOf(input["play_list_name"])];
    const params = input["params"] === null ? null : tableOf(input["params"]);
    const signedUrl = aosString();
    const options = optionsOf(input["config"]);
    const res = ossGetRtmpSignedUrl(options, req, expires, playList, params, signedUrl);
    return { return: res, signedUrl, queryParams: req.queryParams };
  },
};
