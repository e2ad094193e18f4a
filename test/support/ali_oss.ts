/** The signatures of ali-oss, an independent client, for comparison. Its types do not tell of them. */

import { createRequire } from "node:module";

const signUtils: unknown = createRequire(import.meta.url)("ali-oss/lib/common/signUtils.js");

function call(name: string, ...args: unknown[]): string {
  const found: unknown = Reflect.get(Object(signUtils), name);
  if (typeof found !== "function") throw new Error(`ali-oss has no ${name}`);
  return String(Reflect.apply(found, signUtils, args));
}

/** What is signed, by ali-oss's names. */
export interface AliOssRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** `null` is a parameter without a value. */
  readonly queries: Readonly<Record<string, string | null>>;
}

/**
 * An Authorization header of version 1.
 *
 * @param resource - `/bucket/object`
 */
export function aliOssAuthorizationV1(
  id: string,
  secret: string,
  method: string,
  resource: string,
  { headers, queries }: AliOssRequest,
): string {
  const text = call("buildCanonicalString", method, resource, { headers, parameters: queries });
  return call("authorization", id, secret, text);
}

/**
 * The signature of version 1 in a URL.
 *
 * @param resource - `/bucket/object`
 */
export function aliOssUrlSignatureV1(
  secret: string,
  method: string,
  resource: string,
  { headers, queries }: AliOssRequest,
  expires: string,
): string {
  const request = { headers, parameters: queries };
  const text = call("buildCanonicalString", method, resource, request, expires);
  return call("computeSignature", secret, text);
}

/** An Authorization header of version 4. */
export function aliOssAuthorizationV4(
  id: string,
  secret: string,
  region: string,
  method: string,
  request: AliOssRequest,
  bucket: string,
  object: string,
): string {
  return call("authorizationV4", id, secret, region, method, request, bucket, object);
}
