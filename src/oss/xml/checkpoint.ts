/**
 * `oss_xml.c`: the checkpoint file of a resumable transfer.
 *
 * The file is the C SDK's: a transfer that began there ends here, and the other way round. What this
 * library adds stands behind C's own elements, where C's reader does not look: `Target` says which
 * object the transfer belongs to; and `MD5`, which C leaves empty, seals the text. Whether what a file
 * says fits a transfer is for the caller to judge.
 *
 * @packageDocumentation
 */

import { createHash } from "node:crypto";
import { AOSE_OK, AOSE_XML_PARSE_ERROR } from "../../aos/define.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, aosString } from "../../aos/string.js";
import { type AosXmlNode, aosParseXml, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import {
  OSS_MAX_PART_NUM,
  type OssCheckpoint,
  type OssCheckpointPart,
  type OssCheckpointTarget,
} from "../define.js";
import { int64At, intAt, readString, textAt, uint64At } from "./read.js";

/**
 * Writes a checkpoint as XML. `md5` is written as it stands; see `ossSealCheckpointXml`.
 * Unlike C, texts are not cut at 1023 bytes, a string that was never set is empty instead of
 * `(null)`, and the additional elements are written when they are set. Port of
 * `oss_build_checkpoint_xml`.
 */
export function ossBuildCheckpointXml(_p: AosPool | null, checkpoint: OssCheckpoint): string {
  const parts = checkpoint.parts.slice(0, Math.max(checkpoint.partNum, 0));
  return aosXmlDocument(
    aosXmlElement("Checkpoint", [
      text("MD5", checkpoint.md5),
      aosXmlElement("Type", checkpoint.cpType),
      aosXmlElement("LocalFile", [
        text("Path", checkpoint.filePath),
        aosXmlElement("Size", checkpoint.fileSize),
        aosXmlElement("LastModified", checkpoint.fileLastModified),
        text("MD5", checkpoint.fileMd5),
      ]),
      aosXmlElement("Object", [
        text("Key", checkpoint.objectName),
        aosXmlElement("Size", checkpoint.objectSize),
        text("LastModified", checkpoint.objectLastModified),
        text("ETag", checkpoint.objectEtag),
      ]),
      text("UploadId", checkpoint.uploadId),
      aosXmlElement("CPParts", [
        aosXmlElement("Number", checkpoint.partNum),
        aosXmlElement("Size", checkpoint.partSize),
        aosXmlElement("Parts", parts.map(partElement)),
      ]),
      ...(checkpoint.target === undefined ? [] : [targetElement(checkpoint.target)]),
    ]),
  );
}

/** There are thousands, and each is written 32 times: numbers have nothing to escape. */
function partElement(part: OssCheckpointPart): string {
  return (
    `<Part><Index>${part.index}</Index><Offset>${part.offset}</Offset><Size>${part.size}</Size>` +
    `<Completed>${Number(part.completed)}</Completed>${text("ETag", part.etag)}` +
    `<Crc64>${part.crc64}</Crc64></Part>`
  );
}

function text(name: string, s: AosString): string {
  return aosXmlElement(name, s.data);
}

function targetElement(target: OssCheckpointTarget): string {
  return aosXmlElement("Target", [
    aosXmlElement("Endpoint", target.endpoint),
    aosXmlElement("Bucket", target.bucket),
    aosXmlElement("Key", target.key),
  ]);
}

/**
 * Puts the checksum of a checkpoint's XML into its MD5 element. What it was sealed with before does
 * not count, so that a sealed text which was not changed since stays the same.
 *
 * @param xml - what {@link ossBuildCheckpointXml} wrote
 */
export function ossSealCheckpointXml(xml: string): string {
  // The document's own MD5 is its first element; the local file's comes later.
  const open = xml.replace(/<MD5>[^<]*<\/MD5>/, "<MD5></MD5>");
  const checksum = createHash("md5").update(open).digest("hex");
  return open.replace("<MD5></MD5>", `<MD5>${checksum}</MD5>`);
}

/**
 * Reads a checkpoint's XML. Elements that are missing or empty leave their fields as they were.
 *
 * Unlike C, which trusts the file and writes outside its memory, an answer of `AOSE_OK` with parts
 * means that there are `partNum` of them, at most `OSS_MAX_PART_NUM`, and that each stands in `parts`
 * at its own index.
 *
 * @param xmlBody - the checkpoint's content
 * @param checkpoint - filled in place; untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_checkpoint_parse_from_body`.
 */
export function ossCheckpointParseFromBody(
  _p: AosPool | null,
  xmlBody: string | Uint8Array,
  checkpoint: OssCheckpoint,
): number {
  const root = aosParseXml(xmlBody);
  if (root === null) return AOSE_XML_PARSE_ERROR;
  const cpParts = root.child("CPParts");
  const parts = cpParts === null ? checkpoint.parts : readParts(cpParts);
  if (parts === null) return AOSE_XML_PARSE_ERROR;

  readString(root, checkpoint.md5, "MD5");
  checkpoint.cpType = intAt(root, "Type") ?? checkpoint.cpType;
  readString(root, checkpoint.filePath, "LocalFile", "Path");
  checkpoint.fileSize = int64At(root, "LocalFile", "Size") ?? checkpoint.fileSize;
  checkpoint.fileLastModified =
    int64At(root, "LocalFile", "LastModified") ?? checkpoint.fileLastModified;
  readString(root, checkpoint.fileMd5, "LocalFile", "MD5");
  readString(root, checkpoint.objectName, "Object", "Key");
  checkpoint.objectSize = int64At(root, "Object", "Size") ?? checkpoint.objectSize;
  readString(root, checkpoint.objectLastModified, "Object", "LastModified");
  readString(root, checkpoint.objectEtag, "Object", "ETag");
  readString(root, checkpoint.uploadId, "UploadId");
  const target = root.child("Target");
  if (target !== null) checkpoint.target = readTarget(target);
  if (cpParts !== null) {
    checkpoint.partNum = parts.length;
    checkpoint.partSize = int64At(cpParts, "Size") ?? checkpoint.partSize;
    checkpoint.parts = parts;
  }
  return AOSE_OK;
}

function readTarget(target: AosXmlNode): OssCheckpointTarget {
  return {
    endpoint: textAt(target, "Endpoint") ?? "",
    bucket: textAt(target, "Bucket") ?? "",
    key: textAt(target, "Key") ?? "",
  };
}

/** The parts in their order, or `null` if they are not exactly those from 0 to their number. */
function readParts(cpParts: AosXmlNode): OssCheckpointPart[] | null {
  const nodes = cpParts.child("Parts")?.all("Part") ?? [];
  const number = intAt(cpParts, "Number");
  if (nodes.length > OSS_MAX_PART_NUM || number !== nodes.length) return null;
  const parts = nodes.map(readPart).sort((a, b) => a.index - b.index);
  return parts.every((part, i) => part.index === i) ? parts : null;
}

function readPart(node: AosXmlNode): OssCheckpointPart {
  const etag = aosString();
  readString(node, etag, "ETag");
  return {
    index: intAt(node, "Index") ?? -1,
    offset: int64At(node, "Offset") ?? 0,
    size: int64At(node, "Size") ?? 0,
    completed: (intAt(node, "Completed") ?? 0) !== 0,
    etag,
    crc64: uint64At(node, "Crc64") ?? 0n,
  };
}
