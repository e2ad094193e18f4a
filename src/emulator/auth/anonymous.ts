/**
 * What may be done without a signature.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { Bucket, Store } from "../store/store.js";
import type { OssRequest } from "../wire/request.js";

/** What somebody without a signature needs to be allowed for an operation. */
export type Right = "read" | "write" | "owner";

/** Throws AccessDenied unless the ACL of object or bucket allows everybody what is asked. */
export function checkAnonymous(request: OssRequest, right: Right, store: Store): void {
  if (request.bucket === "" || right === "owner") {
    throw new OssError("AccessDenied", {
      message: "Anonymous access is forbidden for this operation.",
      ec: "0003-00000002",
    });
  }
  const bucket = store.bucket(request.bucket);
  checkEverybody(right, bucket, bucket.objects.get(request.key));
}

/**
 * Throws AccessDenied unless everybody may read or write an object.
 *
 * @param right - what is asked
 * @param bucket - its bucket, whose ACL counts when the object has none of its own
 * @param object - the object; undefined for one that is not there yet
 */
export function checkEverybody(right: Right, bucket: Bucket, object?: ObjectRecord): void {
  const own = object?.acl ?? "default";
  const acl = own === "default" ? bucket.record.acl : own;
  if (acl === "public-read-write" || (acl === "public-read" && right === "read")) return;
  throw new OssError("AccessDenied", { ec: "0003-00000001" });
}
