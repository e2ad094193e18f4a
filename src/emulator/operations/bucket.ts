/**
 * Buckets: list, create, head and delete.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { OssError } from "../error.js";
import { newBucket } from "../store/records.js";
import { childText, readXml } from "../xml.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { bucketElements } from "./bucket_facts.js";
import { type Call, queryNumber, readDocument } from "./call.js";
import { owner } from "./owner.js";
import { bucketAclOf, storageClassOf } from "./traits.js";

/** ListBuckets. */
export function listBuckets({ request, store, settings }: Call): Answer {
  const { query } = request;
  const prefix = query.get("prefix");
  const marker = query.get("marker");
  if (!/^[a-z0-9-]{0,63}$/.test(prefix)) {
    throw new OssError("InvalidArgument", {
      elements: { ArgumentName: "prefix", ArgumentValue: prefix },
    });
  }
  const most = queryNumber(request, "max-keys", 100, [1, 1000]);
  const found: XmlElement[] = [];
  let last = "";
  let truncated = false;
  for (const [name, { record }] of store.buckets.from(marker === "" ? prefix : marker)) {
    if (!name.startsWith(prefix) || name === marker) continue;
    truncated = found.length === most;
    if (truncated) break;
    last = name;
    found.push(["Bucket", bucketElements(record, settings)]);
  }
  const page: XmlElement[] = [
    ["Prefix", prefix],
    ["Marker", marker],
    ["MaxKeys", most],
    ["IsTruncated", truncated],
    ...(truncated ? [["NextMarker", last] as const] : []),
  ];
  return xmlAnswer(xmlDocument("ListAllMyBucketsResult", [...page, owner, ["Buckets", found]]));
}

/** PutBucket: making one's own bucket again changes its ACL, if one is given. */
export async function putBucket(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const name = request.bucket;
  const storageClass = await askedStorageClass(call);
  const before = store.buckets.get(name)?.record ?? {
    ...newBucket(name, now),
    ...(storageClass === "" ? {} : { storageClass }),
  };
  if (storageClass !== "" && storageClass !== before.storageClass) {
    throw new OssError("BucketAlreadyExists", { elements: { BucketName: name } });
  }
  await store.saveBucket({ ...before, acl: bucketAclOf(request.headers, before.acl) });
  return emptyAnswer(200, { Location: `/${name}` });
}

/** The storage class that the document or the header asks for, "" for none. */
async function askedStorageClass(call: Call): Promise<string> {
  const document = await readDocument(call);
  const root = document === "" ? undefined : readXml(document, "CreateBucketConfiguration");
  const asked =
    (root === undefined ? undefined : childText(root, "StorageClass")?.trim()) ??
    call.request.headers.get("x-oss-storage-class") ??
    "";
  return asked === "" ? "" : storageClassOf(asked);
}

/** Tells by the status whether a bucket is there. */
export function headBucket({ request, store, settings }: Call): Answer {
  const { record } = store.bucket(request.bucket);
  return emptyAnswer(200, {
    "x-oss-bucket-region": settings.region,
    "x-oss-storage-class": record.storageClass,
  });
}

/** DeleteBucket: only an empty one. */
export async function deleteBucket({ request, store }: Call): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  const channels = Object.keys(bucket.record.liveChannels ?? {}).length;
  if (bucket.objects.size + bucket.uploads.size + channels > 0) {
    throw new OssError("BucketNotEmpty", { elements: { BucketName: request.bucket } });
  }
  await store.deleteBucket(request.bucket);
  return emptyAnswer(204);
}
