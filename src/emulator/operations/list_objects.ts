/**
 * ListObjects and ListObjectsV2.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, xmlAnswer } from "../answer.js";
import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { QueryList } from "../wire/pairs.js";
import { urlEncode } from "../wire/text.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, queryNumber } from "./call.js";
import { restoreElements } from "./frozen.js";
import { owner } from "./owner.js";
import { type Page, pageOf } from "./page.js";

/** ListObjects. */
export function listObjects({ request, store, now }: Call): Answer {
  const bucket = store.bucket(request.bucket);
  const { query } = request;
  const most = queryNumber(request, "max-keys", 100, [1, 1000]);
  const [prefix, delimiter] = [query.get("prefix"), query.get("delimiter")];
  const marker = query.get("marker");
  const page = pageOf(bucket.objects, { prefix, delimiter, marker, most });
  const encode = encoder(query);
  return xmlAnswer(
    xmlDocument("ListBucketResult", [
      ["Name", request.bucket],
      ["Prefix", encode(prefix)],
      ["Marker", encode(marker)],
      ["MaxKeys", most],
      ["Delimiter", encode(delimiter)],
      ...encodingType(query),
      ["IsTruncated", page.truncated],
      ...(page.truncated ? [["NextMarker", encode(page.next)] as const] : []),
      ...entries(page, encode, now, true),
    ]),
  );
}

/** ListObjectsV2. */
export function listObjectsV2({ request, store, now }: Call): Answer {
  const bucket = store.bucket(request.bucket);
  const { query } = request;
  if (query.get("list-type") !== "2") {
    throw new OssError("InvalidArgument", {
      elements: { ArgumentName: "list-type", ArgumentValue: query.get("list-type") },
    });
  }
  const most = queryNumber(request, "max-keys", 100, [1, 1000]);
  const [prefix, delimiter] = [query.get("prefix"), query.get("delimiter")];
  const startAfter = query.get("start-after");
  const token = query.get("continuation-token");
  const marker = token === "" ? startAfter : Buffer.from(token, "base64").toString("utf8");
  const page = pageOf(bucket.objects, { prefix, delimiter, marker, most });
  const encode = encoder(query);
  const nextToken = Buffer.from(page.next, "utf8").toString("base64");
  return xmlAnswer(
    xmlDocument("ListBucketResult", [
      ["Name", request.bucket],
      ["Prefix", encode(prefix)],
      ["StartAfter", encode(startAfter)],
      ["MaxKeys", most],
      ["Delimiter", encode(delimiter)],
      ...encodingType(query),
      ["IsTruncated", page.truncated],
      ["KeyCount", page.entries.length + page.prefixes.length],
      ...(token === "" ? [] : [["ContinuationToken", token] as const]),
      ...(page.truncated ? [["NextContinuationToken", nextToken] as const] : []),
      ...entries(page, encode, now, query.get("fetch-owner") === "true"),
    ]),
  );
}

/** Encodes names if the request asks for it. */
export function encoder(query: QueryList): (name: string) => string {
  const encoding = query.get("encoding-type");
  if (encoding === "url") return urlEncode;
  if (encoding === "") return (name) => name;
  throw new OssError("InvalidArgument", {
    message: "Invalid Encoding Method specified in Request.",
    elements: { ArgumentName: "encoding-type", ArgumentValue: encoding },
  });
}

/** Tells in a document that names are encoded. */
export function encodingType(query: QueryList): readonly XmlElement[] {
  return query.get("encoding-type") === "" ? [] : [["EncodingType", "url"]];
}

/** The common prefixes of a page. */
export function commonPrefixes(
  page: Page<unknown>,
  encode: (name: string) => string,
): readonly XmlElement[] {
  return page.prefixes.map(
    (prefix): XmlElement => ["CommonPrefixes", [["Prefix", encode(prefix)]]],
  );
}

function entries(
  page: Page<ObjectRecord>,
  encode: (name: string) => string,
  now: number,
  withOwner: boolean,
): readonly XmlElement[] {
  const contents = page.entries.map(
    (object): XmlElement => [
      "Contents",
      [
        ["Key", encode(object.key)],
        ["LastModified", isoTime(object.lastModified)],
        ["ETag", `"${object.etag}"`],
        ["Type", object.type],
        ["Size", object.size],
        ["StorageClass", object.storageClass],
        ...restoreElements(object, now),
        ...(withOwner ? [owner] : []),
      ],
    ],
  );
  return [...contents, ...commonPrefixes(page, encode)];
}
