/**
 * `oss_xml.c`: listing, deleting and restoring objects.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosBool } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosPool } from "../../aos/pool.js";
import type { AosString } from "../../aos/string.js";
import { type AosXmlNode, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type {
  OssListObjectCommonPrefix,
  OssListObjectContent,
  OssObjectKey,
  OssTierType,
} from "../define.js";
import {
  ossCreateListObjectCommonPrefix,
  ossCreateListObjectContent,
  ossCreateOssObjectKey,
} from "../util/create.js";
import { getOssTierTypeStr } from "../util/enums.js";
import {
  type Decode,
  isTruncated,
  keyDecoding,
  readBody,
  readEntries,
  readKey,
  readMarker,
  readStrings,
} from "./read.js";
import { fillBody, stringElement } from "./write.js";

/**
 * Reads the answer of `ossListObject`.
 *
 * Unlike C, keys, prefixes and the marker are decoded when the answer says EncodingType url, `marker`
 * is "" when the answer has none, and `truncated` is true only when it says "true".
 *
 * @param objectList - the objects are appended; what is missing is "" there
 * @param commonPrefixList - the prefixes up to the delimiter are appended
 * @param marker - filled with where the next page begins
 * @param truncated - set to whether there is a next page
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR` and nothing is touched. Port of
 *   `oss_list_objects_parse_from_body`.
 */
export function ossListObjectsParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  objectList: AosList<OssListObjectContent>,
  commonPrefixList: AosList<OssListObjectCommonPrefix>,
  marker: AosString,
  truncated: Out<AosBool>,
): number {
  return readBody(bc, (root) => {
    const decode = keyDecoding(root);
    readMarker(root, "NextMarker", marker, decode);
    truncated.value = isTruncated(root);
    readEntries(root.all("Contents"), objectList, (node) => objectContent(p, node, decode));
    readEntries(root.all("CommonPrefixes"), commonPrefixList, (node) => {
      const commonPrefix = ossCreateListObjectCommonPrefix(p);
      readKey(node, "Prefix", commonPrefix.prefix, decode);
      return commonPrefix;
    });
  });
}

function objectContent(p: AosPool | null, node: AosXmlNode, decode: Decode): OssListObjectContent {
  const content = ossCreateListObjectContent(p);
  readKey(node, "Key", content.key, decode);
  readStrings(node, {
    LastModified: content.lastModified,
    ETag: content.etag,
    Size: content.size,
    StorageClass: content.storageClass,
    Type: content.type,
  });
  readStrings(node.child("Owner"), {
    ID: content.ownerId,
    DisplayName: content.ownerDisplayName,
  });
  return content;
}

/**
 * Reads the answer of `ossDeleteObjects`.
 *
 * @param objectList - the keys that were deleted are appended. Unlike C, which always decodes them,
 *   they are decoded when the answer says EncodingType url
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR` and nothing is touched. Port of
 *   `oss_delete_objects_parse_from_body`.
 */
export function ossDeleteObjectsParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  objectList: AosList<OssObjectKey>,
): number {
  return readBody(bc, (root) => {
    const decode = keyDecoding(root);
    readEntries(root.all("Deleted"), objectList, (node) => {
      const content = ossCreateOssObjectKey(p);
      readKey(node, "Key", content.key, decode);
      return content;
    });
  });
}

/**
 * Writes the XML of `ossDeleteObjects`.
 *
 * @param objectList - the names
 * @param quiet - "true" when the answer shall list failures only, "false" when the keys too. Port of
 *   `build_objects_xml`.
 */
export function buildObjectsXml(
  _p: AosPool | null,
  objectList: AosList<OssObjectKey>,
  quiet: string,
): string {
  const objects = [...objectList].map(({ key }) =>
    aosXmlElement("Object", [stringElement("Key", key)]),
  );
  return aosXmlDocument(aosXmlElement("Delete", [aosXmlElement("Quiet", quiet), ...objects]));
}

/**
 * Writes the body of `ossDeleteObjects`. Port of `build_delete_objects_body`.
 *
 * @param objectList - the names
 * @param isQuiet - whether nobody needs to know what was deleted
 */
export function buildDeleteObjectsBody(
  p: AosPool | null,
  objectList: AosList<OssObjectKey>,
  isQuiet: AosBool,
  body: AosList<AosBuf>,
): void {
  // C takes a number for true here when it is above 0.
  fillBody(p, body, buildObjectsXml(p, objectList, Number(isQuiet) > 0 ? "true" : "false"));
}

/**
 * Writes the body of `ossRestoreObject`, which has line breaks, unlike the other bodies. Unlike C,
 * which writes `(null)`, `body` stays as it was when the tier is none that the service knows.
 *
 * @param tier - how fast, one of the `OSS_TIER_*`
 * @param day - for how many days the object stays readable. Port of `oss_build_restore_object_body`.
 */
export function ossBuildRestoreObjectBody(
  p: AosPool | null,
  tier: OssTierType,
  day: number,
  body: AosList<AosBuf>,
): void {
  const name = getOssTierTypeStr(tier);
  if (name === "") return;
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<RestoreRequest>",
    `<Days>${day}</Days>`,
    `<JobParameters><Tier>${name}</Tier></JobParameters>`,
    "</RestoreRequest>",
    "",
  ].join("\n");
  fillBody(p, body, xml);
}
