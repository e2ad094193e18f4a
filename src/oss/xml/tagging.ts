/**
 * `oss_xml.c`: the tags of objects.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosList } from "../../aos/list.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosXmlNode, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type { OssTagContent } from "../define.js";
import { ossCreateTagContent } from "../util/create.js";
import { readBody, readEntries, readStrings } from "./read.js";
import { fillBody, stringElement } from "./write.js";

/**
 * Reads the answer of `ossGetObjectTagging`.
 *
 * @param tagList - the tags are appended; untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_get_tagging_parse_from_body`.
 */
export function ossGetTaggingParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  tagList: AosList<OssTagContent>,
): number {
  return readBody(bc, (root) => {
    readEntries(root.child("TagSet")?.all("Tag"), tagList, (node) => readTag(p, node));
  });
}

/** Reads a Tag element: a key and its value. */
export function readTag(p: AosPool | null, node: AosXmlNode): OssTagContent {
  const tag = ossCreateTagContent(p);
  readStrings(node, { Key: tag.key, Value: tag.value });
  return tag;
}

/** Writes a Tag element. */
export function tagElement({ key, value }: OssTagContent): string {
  return aosXmlElement("Tag", [stringElement("Key", key), stringElement("Value", value)]);
}

/**
 * Writes the body of `ossPutObjectTagging`. Port of `build_object_tagging_body`.
 *
 * @param tagList - the tags
 */
export function buildObjectTaggingBody(
  p: AosPool | null,
  tagList: AosList<OssTagContent>,
  body: AosList<AosBuf>,
): void {
  const tagSet = aosXmlElement("TagSet", [...tagList].map(tagElement));
  fillBody(p, body, aosXmlDocument(aosXmlElement("Tagging", [tagSet])));
}
