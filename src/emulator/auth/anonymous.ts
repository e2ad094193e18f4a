/**
 * What may be done without a signature.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { Right } from "../router.js";
import type { Store } from "../store/store.js";
import type { OssRequest } from "../wire/request.js";

/** Throws AccessDenied unless the ACL of object or bucket allows everybody what is asked. */
export function checkAnonymous(request: OssRequest, right: Right, store: Store): void {
  if (request.bucket === "" || right === "owner") {
    throw new OssError("AccessDenied", {
      message: "Anonymous access is forbidden for this operation.",
      ec: "0003-00000002",
    });
  }
  const bucket = store.bucket(request.bucket);
  const own = bucket.objects.get(request.key)?.acl ?? "default";
  const acl = own === "default" ? bucket.record.acl : own;
  if (acl === "public-read-write" || (acl === "public-read" && right === "read")) return;
  throw new OssError("AccessDenied", { ec: "0003-00000001" });
}
