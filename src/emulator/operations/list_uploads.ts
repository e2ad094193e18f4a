/**
 * ListParts and ListMultipartUploads.
 *
 * @packageDocumentation
 */

import { type Answer, xmlAnswer } from "../answer.js";
import { uploadOrder } from "../store/store.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, queryNumber } from "./call.js";
import { commonPrefixes, encoder, encodingType } from "./list_objects.js";
import { uploadOf } from "./multipart.js";
import { pageOf } from "./page.js";

/** ListParts. */
export function listParts(call: Call): Answer {
  const { request, store } = call;
  const upload = uploadOf(call, store.bucket(request.bucket));
  const most = queryNumber(request, "max-parts", 1000, [1, 1000]);
  const marker = queryNumber(request, "part-number-marker", 0, [0, 10000]);
  const rest = [...upload.parts.values()]
    .filter((part) => part.partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = rest.slice(0, most);
  const parts = page.map(
    (part): XmlElement => [
      "Part",
      [
        ["PartNumber", part.partNumber],
        ["LastModified", isoTime(part.lastModified)],
        ["ETag", `"${part.etag}"`],
        ["HashCrc64ecma", part.crc64],
        ["Size", part.size],
      ],
    ],
  );
  return xmlAnswer(
    xmlDocument("ListPartsResult", [
      ...encodingType(request.query),
      ["Bucket", request.bucket],
      ["Key", encoder(request.query)(request.key)],
      ["UploadId", upload.record.uploadId],
      ["StorageClass", upload.record.storageClass],
      ["PartNumberMarker", marker],
      ["NextPartNumberMarker", page.at(-1)?.partNumber ?? ""],
      ["MaxParts", most],
      ["IsTruncated", rest.length > page.length],
      ...parts,
    ]),
  );
}

/** ListMultipartUploads. */
export function listMultipartUploads({ request, store }: Call): Answer {
  const bucket = store.bucket(request.bucket);
  const { query } = request;
  const most = queryNumber(request, "max-uploads", 1000, [1, 1000]);
  const [prefix, delimiter] = [query.get("prefix"), query.get("delimiter")];
  const [keyMarker, idMarker] = [query.get("key-marker"), query.get("upload-id-marker")];
  const page = pageOf(bucket.uploads, {
    prefix,
    delimiter,
    marker: keyMarker,
    most,
    after: afterUpload(keyMarker, idMarker),
    nameOf: (order) => order.slice(0, order.lastIndexOf("\0")),
  });
  const [nextKey = "", nextId = ""] = page.next.split("\0");
  const encode = encoder(query);
  const uploads = page.entries.map(
    ({ record }): XmlElement => [
      "Upload",
      [
        ["Key", encode(record.key)],
        ["UploadId", record.uploadId],
        ["StorageClass", record.storageClass],
        ["Initiated", isoTime(record.initiated)],
      ],
    ],
  );
  return xmlAnswer(
    xmlDocument("ListMultipartUploadsResult", [
      ...encodingType(query),
      ["Bucket", request.bucket],
      ["KeyMarker", encode(keyMarker)],
      ["UploadIdMarker", idMarker],
      ["NextKeyMarker", encode(nextKey)],
      ["NextUploadIdMarker", nextId],
      ["Delimiter", encode(delimiter)],
      ["Prefix", encode(prefix)],
      ["MaxUploads", most],
      ["IsTruncated", page.truncated],
      ...uploads,
      ...commonPrefixes(page, encode),
    ]),
  );
}

/** Where to go on: behind one upload of a key, or behind all uploads of it. */
function afterUpload(keyMarker: string, idMarker: string): string {
  if (keyMarker === "") return "";
  return idMarker === "" ? `${keyMarker}\u0001` : uploadOrder(keyMarker, idMarker);
}
