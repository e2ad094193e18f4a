/**
 * Who may use a bucket or an object: get and put.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { OssError } from "../error.js";
import type { Acl } from "../store/records.js";
import { xmlDocument } from "../xml_writer.js";
import type { Call } from "./call.js";
import { owner } from "./owner.js";
import { aclOf } from "./traits.js";

/** GetBucketAcl. */
export function getBucketAcl({ request, store }: Call): Answer {
  return aclAnswer(store.bucket(request.bucket).record.acl);
}

/** PutBucketAcl. */
export async function putBucketAcl({ request, store }: Call): Promise<Answer> {
  const { record } = store.bucket(request.bucket);
  const acl = aclOf(request.headers, "x-oss-acl");
  if (acl === "default") {
    throw new OssError("InvalidArgument", {
      message: "The ACL is invalid.",
      elements: { ArgumentName: "x-oss-acl", ArgumentValue: acl },
    });
  }
  await store.saveBucket({ ...record, acl });
  return emptyAnswer(200);
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
