/**
 * The tags of an object: put, get and delete.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { readXml } from "../xml.js";
import { xmlDocument } from "../xml_writer.js";
import { type Call, readDocument } from "./call.js";
import { taggingContent, tagsOfDocument } from "./tags.js";

/** PutObjectTagging. */
export async function putObjectTagging(call: Call): Promise<Answer> {
  const { request, store } = call;
  const tags = tagsOfDocument(readXml(await readDocument(call), "Tagging"));
  const bucket = store.bucket(request.bucket);
  await store.changeObject(bucket, store.object(bucket, request.key), { tags });
  return emptyAnswer(200);
}

/** GetObjectTagging. */
export function getObjectTagging({ request, store }: Call): Answer {
  const { tags = [] } = store.object(store.bucket(request.bucket), request.key);
  return xmlAnswer(xmlDocument("Tagging", taggingContent(tags)));
}

/** DeleteObjectTagging. */
export async function deleteObjectTagging({ request, store }: Call): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  await store.changeObject(bucket, store.object(bucket, request.key), { tags: [] });
  return emptyAnswer(204);
}
