/**
 * DeleteMultipleObjects.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { checkEverybody } from "../auth/anonymous.js";
import { OssError } from "../error.js";
import { urlEncode } from "../wire/text.js";
import { childText, readXml } from "../xml.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, readDocument } from "./call.js";
import { isPossibleKey } from "./names.js";

const MOST_KEYS = 1000;

/** Deletes up to 1000 objects; those that are not there count as deleted. */
export async function deleteMultipleObjects(call: Call): Promise<Answer> {
  const { request, store, isAnonymous } = call;
  const bucket = store.bucket(request.bucket);
  const document = readXml(await readDocument(call), "Delete");
  const keys = document.children
    .filter(({ name }) => name === "Object")
    .map((object) => childText(object, "Key") ?? "");
  if (keys.length === 0 || keys.length > MOST_KEYS || !keys.every(isPossibleKey)) {
    throw new OssError("MalformedXML");
  }
  if (isAnonymous) for (const key of keys) checkEverybody("write", bucket, bucket.objects.get(key));
  for (const key of keys) await store.deleteObject(bucket, key);
  if (childText(document, "Quiet")?.trim() === "true") return emptyAnswer(200);
  const encoded = request.query.get("encoding-type") === "url";
  const deleted = keys.map(
    (key): XmlElement => ["Deleted", [["Key", encoded ? urlEncode(key) : key]]],
  );
  const encoding: XmlElement[] = encoded ? [["EncodingType", "url"]] : [];
  return xmlAnswer(xmlDocument("DeleteResult", [...encoding, ...deleted]));
}
