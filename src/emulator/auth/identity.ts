/**
 * What both signature versions check besides the signature.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { AuthContext } from "./credentials.js";

/** Refuses an access key id that is not the account's. */
export function checkAccessKeyId(accessKeyId: string, { credentials }: AuthContext): void {
  if (accessKeyId === credentials.accessKeyId) return;
  throw new OssError("InvalidAccessKeyId", { elements: { OSSAccessKeyId: accessKeyId } });
}

/** Refuses a token that is not the account's, that is missing or superfluous, or that expired. */
export function checkSecurityToken(token: string, { credentials, now }: AuthContext): void {
  if (token !== credentials.securityToken) throw new OssError("InvalidSecurityToken");
  if (token !== "" && now >= credentials.securityTokenExpires) {
    throw new OssError("SecurityTokenExpired");
  }
}

/** Refuses a request whose clock is too far off. */
export function checkSkew(time: number, shown: string, { maxSkew, now }: AuthContext): void {
  if (Math.abs(now - time) <= maxSkew) return;
  throw new OssError("RequestTimeTooSkewed", {
    elements: {
      MaxAllowedSkewMilliseconds: String(maxSkew),
      RequestTime: shown,
      ServerTime: new Date(now).toISOString(),
    },
  });
}
