/**
 * The documents that are put for a bucket, got and deleted: CORS, lifecycle, website, referer,
 * logging and storage capacity.
 *
 * @packageDocumentation
 */

import { emptyAnswer, xmlAnswer } from "../answer.js";
import { readCors } from "../documents/cors.js";
import { readLifecycle } from "../documents/lifecycle.js";
import { readLogging } from "../documents/logging.js";
import { qosShape } from "../documents/qos.js";
import { refererShape } from "../documents/referer.js";
import { readShape } from "../documents/shape.js";
import { readWebsite } from "../documents/website.js";
import { OssError, type OssErrorCode } from "../error.js";
import { readXml, type XmlNode } from "../xml.js";
import { type XmlContent, xmlDocument } from "../xml_writer.js";
import { type Call, type Operation, readDocument } from "./call.js";

/** PutBucketCors. */
export const putBucketCors: Operation = put("CORSConfiguration", readCors);

/** GetBucketCors. */
export const getBucketCors: Operation = getOrFail("CORSConfiguration", "NoSuchCORSConfiguration");

/** DeleteBucketCors. */
export const deleteBucketCors: Operation = remove("CORSConfiguration");

/** PutBucketLifecycle. */
export const putBucketLifecycle: Operation = put("LifecycleConfiguration", readLifecycle);

/** GetBucketLifecycle. */
export const getBucketLifecycle: Operation = getOrFail("LifecycleConfiguration", "NoSuchLifecycle");

/** DeleteBucketLifecycle. */
export const deleteBucketLifecycle: Operation = remove("LifecycleConfiguration");

/** PutBucketWebsite. */
export const putBucketWebsite: Operation = put("WebsiteConfiguration", readWebsite);

/** GetBucketWebsite. */
export const getBucketWebsite: Operation = getOrFail(
  "WebsiteConfiguration",
  "NoSuchWebsiteConfiguration",
);

/** DeleteBucketWebsite. */
export const deleteBucketWebsite: Operation = remove("WebsiteConfiguration");

/** PutBucketReferer. */
export const putBucketReferer: Operation = put("RefererConfiguration", (node) =>
  readShape(node, refererShape),
);

/** GetBucketReferer. */
export const getBucketReferer: Operation = getOrDefault("RefererConfiguration", [
  ["AllowEmptyReferer", true],
  ["RefererList", []],
]);

/** PutBucketLogging. */
export const putBucketLogging: Operation = put("BucketLoggingStatus", (node, { store }) =>
  readLogging(node, (name) => store.buckets.get(name) !== undefined),
);

/** GetBucketLogging. */
export const getBucketLogging: Operation = getOrDefault("BucketLoggingStatus", []);

/** DeleteBucketLogging. */
export const deleteBucketLogging: Operation = remove("BucketLoggingStatus");

/** PutBucketQos: the storage capacity. */
export const putBucketQos: Operation = put("BucketUserQos", (node) => readShape(node, qosShape));

/** GetBucketQos: the storage capacity. */
export const getBucketQos: Operation = getOrDefault("BucketUserQos", [["StorageCapacity", -1]]);

function put(root: string, read: (node: XmlNode, call: Call) => XmlContent): Operation {
  return async (call) => {
    const { request, store } = call;
    store.bucket(request.bucket);
    const content = read(readXml(await readDocument(call), root), call);
    await save(call, root, xmlDocument(root, content));
    return emptyAnswer(200);
  };
}

/** Keeps a document, or with `undefined` forgets it. */
async function save({ request, store }: Call, root: string, text?: string): Promise<void> {
  const { record } = store.bucket(request.bucket);
  const others = Object.entries(record.documents ?? {}).filter(([name]) => name !== root);
  const documents = Object.fromEntries(text === undefined ? others : [...others, [root, text]]);
  await store.saveBucket({ ...record, documents });
}

function getOrFail(root: string, code: OssErrorCode): Operation {
  return ({ request, store }) => {
    const document = store.bucket(request.bucket).record.documents?.[root];
    if (document !== undefined) return xmlAnswer(document);
    throw new OssError(code, { elements: { BucketName: request.bucket } });
  };
}

function getOrDefault(root: string, content: XmlContent): Operation {
  return ({ request, store }) =>
    xmlAnswer(store.bucket(request.bucket).record.documents?.[root] ?? xmlDocument(root, content));
}

function remove(root: string): Operation {
  return async (call) => {
    await save(call, root);
    return emptyAnswer(204);
  };
}
