/**
 * Who sent a request.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";
import type { AuthContext } from "./credentials.js";
import { verifyHeaderV1, verifyUrlV1 } from "./v1.js";
import { ALGORITHM_V4, verifyHeaderV4, verifyUrlV4 } from "./v4.js";

/**
 * Checks the signature of a request, wherever it stands and whatever its version.
 *
 * @returns "owner" for a good signature, "anonymous" when there is none at all; a bad one throws
 * the {@link OssError} that the service answers.
 */
export function authenticate(request: OssRequest, context: AuthContext): "owner" | "anonymous" {
  const authorization = request.headers.get("authorization");
  const { query } = request;
  if (authorization !== undefined) {
    if (request.headers.count("authorization") > 1) {
      throw new OssError("InvalidArgument", { message: "There is more than one Authorization." });
    }
    if (authorization.startsWith(`${ALGORITHM_V4} `)) verifyHeaderV4(request, context);
    else verifyHeaderV1(request, context);
    return "owner";
  }
  if (query.has("x-oss-signature-version")) {
    const version = query.get("x-oss-signature-version");
    if (version !== ALGORITHM_V4) {
      throw new OssError("InvalidArgument", {
        message: "The signature version is not supported.",
        elements: { ArgumentName: "x-oss-signature-version", ArgumentValue: version },
      });
    }
    verifyUrlV4(request, context);
    return "owner";
  }
  if (query.has("OSSAccessKeyId") || query.has("Signature")) {
    verifyUrlV1(request, context);
    return "owner";
  }
  return "anonymous";
}
