/**
 * Multipart uploads: initiate, upload part, copy part, complete, abort.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { aosCrc64Combine } from "../../aos/crc64.js";
import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { OssError } from "../error.js";
import { slice } from "../store/contents.js";
import type { PartRecord } from "../store/records.js";
import type { Bucket, Upload } from "../store/store.js";
import { childText, readXml } from "../xml.js";
import { xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, queryNumber, readDocument, takeBody } from "./call.js";
import { checkConditions } from "./conditions.js";
import { copySource } from "./copy_source.js";
import { encoder, encodingType } from "./list_objects.js";
import { checkOverwrite, encryptionHeaders, traitsOf } from "./traits.js";

/** InitiateMultipartUpload. */
export async function initiateMultipartUpload(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  checkOverwrite(call, bucket, request.key);
  const uploadId = randomBytes(16).toString("hex").toUpperCase();
  const traits = traitsOf(request.headers, bucket);
  await store.saveUpload(bucket, { ...traits, key: request.key, uploadId, initiated: now });
  return xmlAnswer(
    xmlDocument("InitiateMultipartUploadResult", [
      ...encodingType(request.query),
      ["Bucket", request.bucket],
      ["Key", encoder(request.query)(request.key)],
      ["UploadId", uploadId],
    ]),
    encryptionHeaders(traits),
  );
}

/** The upload that a request names. */
export function uploadOf({ request, store }: Call, bucket: Bucket): Upload {
  return store.upload(bucket, request.key, request.query.get("uploadId"));
}

/** UploadPart: a part of a number that is there already replaces it. */
export async function uploadPart(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const partNumber = partNumberOf(call);
  uploadOf(call, bucket);
  const { md5, crc64, size, segments } = await takeBody(call);
  const part = { partNumber, etag: md5, size, crc64: String(crc64), lastModified: now, segments };
  const { record } = await savePart(call, bucket, part);
  return emptyAnswer(200, {
    ...encryptionHeaders(record),
    ETag: `"${md5}"`,
    "x-oss-hash-crc64ecma": part.crc64,
    "Content-MD5": Buffer.from(md5, "hex").toString("base64"),
  });
}

function partNumberOf({ request }: Call): number {
  try {
    return queryNumber(request, "partNumber", 0, [1, 10000]);
  } catch {
    throw new OssError("InvalidArgument", {
      message: "Part number must be an integer between 1 and 10000, inclusive.",
      elements: { ArgumentName: "PartNumber", ArgumentValue: request.query.get("partNumber") },
    });
  }
}

/** Keeps a part, unless its upload ended while the bytes came in. */
async function savePart(call: Call, bucket: Bucket, part: PartRecord): Promise<Upload> {
  let upload: Upload;
  try {
    upload = uploadOf(call, bucket);
  } catch (error) {
    await call.store.contents.release(part.segments);
    throw error;
  }
  await call.store.savePart(bucket, upload, part);
  return upload;
}

/** UploadPartCopy. */
export async function uploadPartCopy(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const partNumber = partNumberOf(call);
  uploadOf(call, bucket);
  const source = copySource(call);
  checkConditions(request.headers, source, "x-oss-copy-source-");
  const { start, end } = copyRange(request.headers.get("x-oss-copy-source-range"), source.size);
  const stretch = slice(source.segments, start, end - start);
  // Read, not shared: a part has digests of its own.
  const opened = store.contents.open(stretch, 0, end - start);
  const content = await store.contents.take(opened.chunks).finally(() => opened.close());
  const { md5: etag, crc64, size, segments } = content;
  const part = { partNumber, etag, size, crc64: String(crc64), lastModified: now, segments };
  await savePart(call, bucket, part);
  const document = xmlDocument("CopyPartResult", [
    ["LastModified", isoTime(now)],
    ["ETag", `"${etag}"`],
  ]);
  return xmlAnswer(document, { ETag: `"${etag}"`, "x-oss-hash-crc64ecma": part.crc64 });
}

function copyRange(range: string | undefined, size: number): { start: number; end: number } {
  if (range === undefined) return { start: 0, end: size };
  const match = /^bytes=(\d+)-(\d+)$/.exec(range);
  const [start, last] = [Number(match?.[1]), Number(match?.[2])];
  if (start <= last && last < size) return { start, end: last + 1 };
  throw new OssError("InvalidRange", { elements: { RangeRequested: range } });
}

/** CompleteMultipartUpload. */
export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const document = await readDocument(call);
  const upload = uploadOf(call, bucket);
  const all = request.headers.get("x-oss-complete-all")?.toLowerCase() === "yes";
  const parts = all ? allParts(upload, document) : namedParts(upload, document);
  checkSizes(parts, call.settings.minimumPartSize);
  checkOverwrite(call, bucket, request.key);
  const etag = multipartEtag(parts);
  const crc64 = String(combinedCrc(parts));
  const segments = parts.flatMap((part) => part.segments);
  const { acl, headers, storageClass, tags = [], key } = upload.record;
  store.contents.hold(segments);
  await store.saveObject(bucket, {
    ...{ acl, headers, storageClass, tags, key },
    type: "Multipart",
    etag,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    crc64,
    contentMd5: "",
    lastModified: now,
    segments,
  });
  await store.deleteUpload(bucket, upload);
  const encode = encoder(request.query);
  return xmlAnswer(
    xmlDocument("CompleteMultipartUploadResult", [
      ...encodingType(request.query),
      [
        "Location",
        `http://${request.headers.get("host") ?? ""}${request.target.split("?")[0] ?? ""}`,
      ],
      ["Bucket", request.bucket],
      ["Key", encode(key)],
      ["ETag", `"${etag}"`],
    ]),
    { ETag: `"${etag}"`, "x-oss-hash-crc64ecma": crc64, ...encryptionHeaders(upload.record) },
  );
}

/** Every part that was uploaded, in order; then no list of parts may come along. */
function allParts(upload: Upload, document: string): readonly PartRecord[] {
  if (document.trim() !== "") {
    throw new OssError("InvalidArgument", {
      message: "Should not speficify both complete all header and http body.",
    });
  }
  if (upload.parts.size === 0) throw new OssError("InvalidPart");
  return [...upload.parts.values()].sort((a, b) => a.partNumber - b.partNumber);
}

/**
 * The parts that the document names, which must be there, in order, with the same ETags. An upload
 * without parts is completed by an empty list, to an empty object.
 */
function namedParts(upload: Upload, document: string): readonly PartRecord[] {
  const named = readXml(document, "CompleteMultipartUpload").children.filter(
    ({ name }) => name === "Part",
  );
  if (named.length === 0 && upload.parts.size > 0) throw new OssError("MalformedXML");
  let last = 0;
  return named.map((node) => {
    const partNumber = Number(childText(node, "PartNumber") ?? Number.NaN);
    const etag = (childText(node, "ETag") ?? "").trim().replace(/^"(.*)"$/, "$1");
    if (!Number.isInteger(partNumber)) throw new OssError("MalformedXML");
    if (partNumber <= last) throw new OssError("InvalidPartOrder");
    last = partNumber;
    const part = upload.parts.get(partNumber);
    if (part?.etag === etag.toUpperCase()) return part;
    throw new OssError("InvalidPart", {
      elements: { PartNumber: String(partNumber), ETag: etag, UploadId: upload.record.uploadId },
    });
  });
}

function checkSizes(parts: readonly PartRecord[], minimum: number): void {
  const small = parts.slice(0, -1).find((part) => part.size < minimum);
  if (small === undefined) return;
  throw new OssError("EntityTooSmall", {
    elements: {
      ProposedSize: String(small.size),
      MinSizeAllowed: String(minimum),
      PartNumber: String(small.partNumber),
      ETag: small.etag,
    },
  });
}

/** The MD5 of the parts' MD5s, and how many there are. */
function multipartEtag(parts: readonly PartRecord[]): string {
  const md5 = createHash("md5");
  for (const part of parts) md5.update(Buffer.from(part.etag, "hex"));
  return `${md5.digest("hex").toUpperCase()}-${parts.length}`;
}

function combinedCrc(parts: readonly PartRecord[]): bigint {
  return parts.reduce((crc, part) => aosCrc64Combine(crc, BigInt(part.crc64), part.size), 0n);
}

/** AbortMultipartUpload. */
export async function abortMultipartUpload(call: Call): Promise<Answer> {
  const bucket = call.store.bucket(call.request.bucket);
  await call.store.deleteUpload(bucket, uploadOf(call, bucket));
  return emptyAnswer(204);
}
