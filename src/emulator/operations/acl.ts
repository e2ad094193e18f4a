/**
 * Who may use a bucket or an object: get and put.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { type Acl, newBucket } from "../store/records.js";
import { xmlDocument } from "../xml_writer.js";
import type { Call } from "./call.js";
import { owner } from "./owner.js";
import { aclOf, bucketAclOf } from "./traits.js";

/** GetBucketAcl. */
export function getBucketAcl({ request, store }: Call): Answer {
  return aclAnswer(store.bucket(request.bucket).record.acl);
}

/** PutBucketAcl: makes the bucket if there is none, as the service does. */
export async function putBucketAcl({ request, store, now }: Call): Promise<Answer> {
  const before = store.buckets.get(request.bucket)?.record ?? newBucket(request.bucket, now);
  const acl = bucketAclOf(request.headers, before.acl);
  await store.saveBucket({ ...before, acl });
  return emptyAnswer(200, { Location: `/${request.bucket}` });
}

/** GetObjectAcl. */
export function getObjectAcl({ request, store }: Call): Answer {
  return aclAnswer(store.object(store.bucket(request.bucket), request.key).acl);
}

/** PutObjectAcl. */
export async function putObjectAcl({ request, store }: Call): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  const object = store.object(bucket, request.key);
  await store.changeObject(bucket, object, { acl: aclOf(request.headers, "x-oss-object-acl") });
  return emptyAnswer(200);
}

function aclAnswer(acl: Acl): Answer {
  return xmlAnswer(
    xmlDocument("AccessControlPolicy", [owner, ["AccessControlList", [["Grant", acl]]]]),
  );
}
