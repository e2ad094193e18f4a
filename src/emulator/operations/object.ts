/**
 * Whole objects: put, get, head, objectMeta, delete, append and copy.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { aosCrc64Combine } from "../../aos/crc64.js";
import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { checkEverybody } from "../auth/anonymous.js";
import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { Bucket } from "../store/store.js";
import { xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, queryNumber, takeBody } from "./call.js";
import { checkConditions } from "./conditions.js";
import { copySource } from "./copy_source.js";
import { checkThawed } from "./frozen.js";
import { rangeOf } from "./range.js";
import { followed, shownAs } from "./symlink.js";
import { checkOverwrite, encryptionHeaders, objectHeaders, traitsOf } from "./traits.js";

/** PutObject. */
export async function putObject(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const traits = traitsOf(request.headers, bucket);
  checkOverwrite(call, bucket, request.key);
  const { md5, crc64, size, segments } = await takeBody(call);
  const contentMd5 = Buffer.from(md5, "hex").toString("base64");
  await store.saveObject(bucket, {
    ...traits,
    key: request.key,
    type: "Normal",
    etag: md5,
    size,
    crc64: String(crc64),
    contentMd5,
    lastModified: now,
    segments,
  });
  return emptyAnswer(200, {
    ETag: `"${md5}"`,
    "x-oss-hash-crc64ecma": String(crc64),
    "Content-MD5": contentMd5,
    ...encryptionHeaders(traits),
  });
}

/** The object that is asked for, and the one that holds its content: a symbol link has another. */
export function askedObject({ request, store, isAnonymous }: Call): {
  shown: ObjectRecord;
  target: ObjectRecord;
} {
  const bucket = store.bucket(request.bucket);
  const object = store.object(bucket, request.key);
  const target = followed(bucket, object);
  if (isAnonymous) checkEverybody("read", bucket, target);
  return { shown: shownAs(object, target), target };
}

/** GetObject. */
export function getObject(call: Call): Answer {
  const { request, store, now } = call;
  const { shown: object, target } = askedObject(call);
  checkThawed(target, now);
  checkConditions(request.headers, object);
  const range = rangeOf(request.headers, object.size);
  const { start, length } = range ?? { start: 0, length: object.size };
  const headers = {
    ...objectHeaders(object, now),
    ...overrides(request.query),
    "Accept-Ranges": "bytes",
    ...(range === null
      ? {}
      : { "Content-Range": `bytes ${start}-${start + length - 1}/${object.size}` }),
  };
  const body = { length, ...store.contents.open(object.segments, start, length) };
  return { status: range === null ? 200 : 206, headers, body };
}

/** The headers that a GET asks to be answered in place of the object's own. */
function overrides(query: Call["request"]["query"]): Record<string, string> {
  const prefix = "response-";
  return Object.fromEntries(
    [...query]
      .filter(([name]) => OVERRIDES.has(name))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

const OVERRIDES: ReadonlySet<string> = new Set([
  ...["response-cache-control", "response-content-disposition", "response-content-encoding"],
  ...["response-content-language", "response-content-type", "response-expires"],
]);

/** HeadObject. */
export function headObject(call: Call): Answer {
  const { shown: object } = askedObject(call);
  checkConditions(call.request.headers, object);
  return emptyAnswer(200, {
    ...objectHeaders(object, call.now),
    "Accept-Ranges": "bytes",
    "Content-Length": String(object.size),
  });
}

/** GetObjectMeta: of a symbol link the link's own. */
export function getObjectMeta({ request, store }: Call): Answer {
  const object = store.object(store.bucket(request.bucket), request.key);
  return emptyAnswer(200, {
    ETag: `"${object.etag}"`,
    "Last-Modified": new Date(object.lastModified).toUTCString(),
    "x-oss-hash-crc64ecma": object.crc64,
    "Content-Length": String(object.size),
  });
}

/** DeleteObject: deleting what is not there succeeds. */
export async function deleteObject({ request, store }: Call): Promise<Answer> {
  await store.deleteObject(store.bucket(request.bucket), request.key);
  return emptyAnswer(204);
}

/** AppendObject. */
export async function appendObject(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  if (request.query.get("position") === "") throw new OssError("MissingArgument");
  const position = queryNumber(request, "position", 0, [0, Number.MAX_SAFE_INTEGER]);
  appendable(bucket, request.key, position);
  const traits = traitsOf(request.headers, bucket);
  const content = await takeBody(call);
  let before: ObjectRecord | undefined;
  try {
    before = appendable(bucket, request.key, position);
  } catch (error) {
    await store.contents.release(content.segments);
    throw error;
  }
  const crc64 = aosCrc64Combine(BigInt(before?.crc64 ?? 0), content.crc64, content.size);
  const etag = `${md5Of(`${before?.etag ?? ""}${content.md5}`).slice(0, 24)}00000000`;
  const segments = [...(before?.segments ?? []), ...content.segments];
  // The new record holds what the old one held, which lets go of it when it is replaced.
  store.contents.hold(before?.segments ?? []);
  const object: ObjectRecord = {
    ...(before ?? traits),
    csvMeta: null,
    key: request.key,
    type: "Appendable",
    etag,
    size: position + content.size,
    crc64: String(crc64),
    contentMd5: "",
    lastModified: now,
    segments,
  };
  await store.saveObject(bucket, object);
  return emptyAnswer(200, {
    ETag: `"${etag}"`,
    "x-oss-hash-crc64ecma": object.crc64,
    "x-oss-next-append-position": String(object.size),
    ...encryptionHeaders(object),
  });
}

/** The object to append to, or undefined for a new one. */
function appendable(bucket: Bucket, key: string, position: number): ObjectRecord | undefined {
  const object = bucket.objects.get(key);
  if (object !== undefined && object.type !== "Appendable") {
    throw new OssError("ObjectNotAppendable");
  }
  const size = object?.size ?? 0;
  if (position === size) return object;
  throw new OssError("PositionNotEqualToLength", {
    elements: { "x-oss-next-append-position": String(size) },
  });
}

/** The MD5 of a text, in the form of an ETag. */
function md5Of(text: string): string {
  return createHash("md5").update(text).digest("hex").toUpperCase();
}

/** CopyObject. */
export async function copyObject(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const source = copySource(call);
  checkConditions(request.headers, source, "x-oss-copy-source-");
  checkOverwrite(call, bucket, request.key);
  const traits = traitsOf(request.headers, bucket);
  const replaces = (what: string): boolean =>
    request.headers.get(`x-oss-${what}-directive`)?.toUpperCase() === "REPLACE";
  store.contents.hold(source.segments);
  await store.saveObject(bucket, {
    ...source,
    ...traits,
    restore: null,
    headers: {
      ...(replaces("metadata") ? traits.headers : source.headers),
      ...encryptionHeaders(traits),
    },
    tags: (replaces("tagging") ? traits.tags : source.tags) ?? [],
    key: request.key,
    type: source.type === "Appendable" ? "Normal" : source.type,
    lastModified: now,
  });
  const document = xmlDocument("CopyObjectResult", [
    ["ETag", `"${source.etag}"`],
    ["LastModified", isoTime(now)],
  ]);
  return xmlAnswer(document, {
    "x-oss-hash-crc64ecma": source.crc64,
    ETag: `"${source.etag}"`,
    ...encryptionHeaders(traits),
  });
}
