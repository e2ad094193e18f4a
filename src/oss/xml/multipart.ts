/**
 * `oss_xml.c`: multipart uploads.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosBool } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosPool } from "../../aos/pool.js";
import type { AosString } from "../../aos/string.js";
import { aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type {
  OssCompletePartContent,
  OssListMultipartUploadContent,
  OssListPartContent,
} from "../define.js";
import { ossCreateListMultipartUploadContent, ossCreateListPartContent } from "../util/create.js";
import {
  isTruncated,
  keyDecoding,
  readBody,
  readEntries,
  readKey,
  readMarker,
  readString,
  readStrings,
} from "./read.js";
import { fillBody, stringElement } from "./write.js";

/**
 * Reads the answer of `ossInitMultipartUpload`.
 *
 * @param uploadId - filled in place; untouched on failure and when missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_upload_id_parse_from_body`.
 */
export function ossUploadIdParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  uploadId: AosString,
): number {
  return readBody(bc, (root) => {
    readString(root, uploadId, "UploadId");
  });
}

/**
 * Reads the answer of `ossListUploadPart`.
 *
 * Unlike C, `partNumberMarker` is "" when the answer has no next one, and `truncated` is true only
 * when it says "true".
 *
 * @param partList - the parts are appended; what is missing is "" there
 * @param partNumberMarker - filled with where the next page begins
 * @param truncated - set to whether there is a next page
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR` and nothing is touched. Port of
 *   `oss_list_parts_parse_from_body`.
 */
export function ossListPartsParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  partList: AosList<OssListPartContent>,
  partNumberMarker: AosString,
  truncated: Out<AosBool>,
): number {
  return readBody(bc, (root) => {
    readMarker(root, "NextPartNumberMarker", partNumberMarker);
    truncated.value = isTruncated(root);
    readEntries(root.all("Part"), partList, (node) => {
      const content = ossCreateListPartContent(p);
      readStrings(node, {
        PartNumber: content.partNumber,
        LastModified: content.lastModified,
        ETag: content.etag,
        Size: content.size,
      });
      return content;
    });
  });
}

/**
 * Reads the answer of `ossListMultipartUpload`.
 *
 * Unlike C, keys and the key marker are decoded when the answer says EncodingType url, the markers
 * are "" when the answer has none, and `truncated` is true only when it says "true".
 *
 * @param uploadList - the uploads are appended; what is missing is "" there
 * @param keyMarker - filled with where the next page begins
 * @param uploadIdMarker - filled with where the next page begins, among the uploads of that key
 * @param truncated - set to whether there is a next page
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR` and nothing is touched. Port of
 *   `oss_list_multipart_uploads_parse_from_body`.
 */
export function ossListMultipartUploadsParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  uploadList: AosList<OssListMultipartUploadContent>,
  keyMarker: AosString,
  uploadIdMarker: AosString,
  truncated: Out<AosBool>,
): number {
  return readBody(bc, (root) => {
    const decode = keyDecoding(root);
    readMarker(root, "NextKeyMarker", keyMarker, decode);
    readMarker(root, "NextUploadIdMarker", uploadIdMarker);
    truncated.value = isTruncated(root);
    readEntries(root.all("Upload"), uploadList, (node) => {
      const content = ossCreateListMultipartUploadContent(p);
      readKey(node, "Key", content.key, decode);
      readStrings(node, { UploadId: content.uploadId, Initiated: content.initiated });
      return content;
    });
  });
}

/**
 * Writes the XML of `ossCompleteMultipartUpload`.
 *
 * @param partList - the parts in the order in which the service shall join them. Port of
 *   `build_complete_multipart_upload_xml`.
 */
export function buildCompleteMultipartUploadXml(
  _p: AosPool | null,
  partList: AosList<OssCompletePartContent>,
): string {
  const parts = [...partList].map(({ partNumber, etag }) =>
    aosXmlElement("Part", [stringElement("PartNumber", partNumber), stringElement("ETag", etag)]),
  );
  return aosXmlDocument(aosXmlElement("CompleteMultipartUpload", parts));
}

/**
 * Writes the body of `ossCompleteMultipartUpload`. Port of `build_complete_multipart_upload_body`.
 *
 * @param partList - number and ETag of each part
 */
export function buildCompleteMultipartUploadBody(
  p: AosPool | null,
  partList: AosList<OssCompletePartContent>,
  body: AosList<AosBuf>,
): void {
  fillBody(p, body, buildCompleteMultipartUploadXml(p, partList));
}
