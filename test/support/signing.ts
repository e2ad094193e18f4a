/** Requests and configurations for tests of signing. */

import { aosHttpControllerCreate, aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import type { AosHttpRequest } from "../../src/aos/transport.js";
import type { OssConfig, OssRequestOptions } from "../../src/oss/define.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../src/oss/util/config.js";

/** A table's entries as pairs. */
export function pairsOf(table: AosTable): [string, string][] {
  return [...table].map(({ key, val }) => [key, val]);
}

/** A configuration with access key `ak` and secret `sk`. */
export function signingConfig(
  signatureVersion: number,
  more: Partial<
    Record<"region" | "cloudboxId" | "stsToken" | "accessKeySecret" | "accessKeyId", string>
  > = {},
): OssConfig {
  const config = ossConfigCreate(null);
  config.signatureVersion = signatureVersion;
  const given = { accessKeyId: "ak", accessKeySecret: "sk", region: "cn-hangzhou", ...more };
  aosStrSet(config.accessKeyId, given.accessKeyId);
  aosStrSet(config.accessKeySecret, given.accessKeySecret);
  aosStrSet(config.region, given.region);
  aosStrSet(config.cloudboxId, given.cloudboxId ?? null);
  aosStrSet(config.stsToken, given.stsToken ?? null);
  return config;
}

/** Request options with this configuration. */
export function signingOptions(config: OssConfig): OssRequestOptions {
  const options = ossRequestOptionsCreate(null);
  options.config = config;
  options.ctl = aosHttpControllerCreate(options.pool, 0);
  return options;
}

/** A request over https for an object of `bucket`. */
export function requestFor(
  bucket: string,
  object: string,
  fields: Partial<Pick<AosHttpRequest, "method" | "headers" | "queryParams">> = {},
): AosHttpRequest {
  const req = aosHttpRequestCreate(aosPoolCreate(null));
  req.proto = "https://";
  req.host = `${bucket}.oss-cn-hangzhou.aliyuncs.com`;
  req.resource = `${bucket}/${object}`;
  req.uri = object;
  return Object.assign(req, fields);
}
