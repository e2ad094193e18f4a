/** The functions that concern an object: its content, and what is known of it. */

import { readFileSync } from "node:fs";
import * as oss from "../../../../src/index.js";
import { buffers } from "../../../support/options.js";
import { signedUrl } from "../../../support/raw_oss.js";
import type { Call, Operation } from "../call.js";
import { keysToDelete, listOf } from "./bucket.js";

export const objectOperations: Readonly<Record<string, Operation>> = {
  ossPutObjectFromBuffer: (c) =>
    oss.ossPutObjectFromBuffer(
      c.options,
      c.bucket,
      c.object,
      source(c),
      c.requestHeaders,
      c.headers,
    ),
  ossDoPutObjectFromBuffer: (c) =>
    oss.ossDoPutObjectFromBuffer(
      c.options,
      c.bucket,
      c.object,
      source(c),
      c.requestHeaders,
      c.params,
      c.progress,
      c.headers,
      c.out(content()),
    ),
  ossPutObjectFromFile: (c) =>
    oss.ossPutObjectFromFile(c.options, c.bucket, c.object, from(c), c.requestHeaders, c.headers),
  ossDoPutObjectFromFile: (c) =>
    oss.ossDoPutObjectFromFile(
      c.options,
      c.bucket,
      c.object,
      from(c),
      c.requestHeaders,
      c.params,
      c.progress,
      c.headers,
      c.out(content()),
    ),
  ossGetObjectToBuffer: (c) =>
    oss.ossGetObjectToBuffer(
      c.options,
      c.bucket,
      c.object,
      c.requestHeaders,
      c.params,
      c.out(content()),
      c.headers,
    ),
  ossDoGetObjectToBuffer: (c) =>
    oss.ossDoGetObjectToBuffer(
      c.options,
      c.bucket,
      c.object,
      c.requestHeaders,
      c.params,
      c.out(content()),
      c.progress,
      c.headers,
    ),
  ossGetObjectToFile: (c) =>
    oss.ossGetObjectToFile(
      c.options,
      c.bucket,
      c.object,
      c.requestHeaders,
      c.params,
      to(c),
      c.headers,
    ),
  ossDoGetObjectToFile: (c) =>
    oss.ossDoGetObjectToFile(
      c.options,
      c.bucket,
      c.object,
      c.requestHeaders,
      c.params,
      to(c),
      c.progress,
      c.headers,
    ),
  ossAppendObjectFromBuffer: (c) =>
    oss.ossAppendObjectFromBuffer(
      c.options,
      c.bucket,
      c.text("object", "log"),
      c.number("position", 10),
      source(c),
      c.requestHeaders,
      c.headers,
    ),
  ossDoAppendObjectFromBuffer: (c) =>
    oss.ossDoAppendObjectFromBuffer(
      c.options,
      c.bucket,
      c.text("object", "log"),
      c.number("position", 10),
      logCrc,
      source(c),
      c.requestHeaders,
      c.params,
      c.progress,
      c.headers,
      c.out(content()),
    ),
  ossAppendObjectFromFile: (c) =>
    oss.ossAppendObjectFromFile(
      c.options,
      c.bucket,
      c.text("object", "log"),
      c.number("position", 10),
      from(c),
      c.requestHeaders,
      c.headers,
    ),
  ossDoAppendObjectFromFile: (c) =>
    oss.ossDoAppendObjectFromFile(
      c.options,
      c.bucket,
      c.text("object", "log"),
      c.number("position", 10),
      logCrc,
      from(c),
      c.requestHeaders,
      c.params,
      c.progress,
      c.headers,
      c.out(content()),
    ),
  ossHeadObject: (c) =>
    oss.ossHeadObject(c.options, c.bucket, c.object, c.requestHeaders, c.headers),
  ossGetObjectMeta: (c) => oss.ossGetObjectMeta(c.options, c.bucket, c.object, c.headers),
  ossPutObjectAcl: (c) =>
    oss.ossPutObjectAcl(c.options, c.bucket, c.object, oss.OSS_ACL_PUBLIC_READ, c.headers),
  ossGetObjectAcl: (c) =>
    oss.ossGetObjectAcl(c.options, c.bucket, c.object, c.out(oss.aosString("before")), c.headers),
  ossPutSymlink: (c) =>
    oss.ossPutSymlink(c.options, c.bucket, c.text("link", "link"), "rows.csv", c.headers),
  ossDoPutSymlink: (c) =>
    oss.ossDoPutSymlink(
      c.options,
      c.bucket,
      c.text("link", "link"),
      "rows.csv",
      c.requestHeaders,
      c.headers,
    ),
  ossGetSymlink: (c) => oss.ossGetSymlink(c.options, c.bucket, c.text("link", "link"), c.headers),
  ossDeleteObject: (c) => oss.ossDeleteObject(c.options, c.bucket, c.object, c.headers),
  ossDeleteObjects: (c) =>
    oss.ossDeleteObjects(
      c.options,
      c.bucket,
      keysToDelete(c),
      oss.AOS_FALSE,
      c.headers,
      c.out(oss.aosList<oss.OssObjectKey>()),
    ),
  ossDeleteObjectsByPrefix: (c) =>
    oss.ossDeleteObjectsByPrefix(c.options, c.bucket, c.text("prefix", "doomed/")),
  ossCopyObject: (c) =>
    oss.ossCopyObject(
      c.options,
      c.bucket,
      c.object,
      c.bucket,
      "copied",
      c.requestHeaders,
      c.headers,
    ),
  ossRestoreObject: (c) =>
    oss.ossRestoreObject(
      c.options,
      c.bucket,
      c.text("object", "frozen"),
      c.requestHeaders,
      c.headers,
    ),
  ossRestoreObjectWithTier: (c) =>
    oss.ossRestoreObjectWithTier(
      c.options,
      c.bucket,
      c.text("object", "frozen-deep"),
      oss.OSS_TIER_STANDARD,
      c.number("day", 1),
      c.requestHeaders,
      c.headers,
    ),
  ossPutObjectTagging: (c) => {
    const tag = { key: oss.aosString("new"), value: oss.aosString("tag") };
    return oss.ossPutObjectTagging(c.options, c.bucket, c.object, listOf(tag), c.headers);
  },
  ossGetObjectTagging: (c) => {
    const tags = oss.aosList<oss.OssTagContent>();
    return oss.ossGetObjectTagging(c.options, c.bucket, c.object, c.out(tags), c.headers);
  },
  ossDeleteObjectTagging: (c) =>
    oss.ossDeleteObjectTagging(c.options, c.bucket, c.object, c.headers),
  ossGenSignedUrl: (c) => {
    const request = oss.aosHttpRequestCreate(c.options.pool);
    const expires = c.number("expires", 2_000_000_000);
    return oss.ossGenSignedUrl(c.options, c.bucket, c.object, expires, request);
  },
  ossPutObjectFromBufferByUrl: (c) =>
    oss.ossPutObjectFromBufferByUrl(
      c.options,
      url(c, "PUT"),
      source(c),
      c.requestHeaders,
      c.headers,
    ),
  ossPutObjectFromFileByUrl: (c) =>
    oss.ossPutObjectFromFileByUrl(c.options, url(c, "PUT"), from(c), c.requestHeaders, c.headers),
  ossGetObjectToBufferByUrl: (c) =>
    oss.ossGetObjectToBufferByUrl(
      c.options,
      url(c, "GET"),
      c.requestHeaders,
      c.params,
      c.out(content()),
      c.headers,
    ),
  ossGetObjectToFileByUrl: (c) =>
    oss.ossGetObjectToFileByUrl(
      c.options,
      url(c, "GET"),
      c.requestHeaders,
      c.params,
      to(c),
      c.headers,
    ),
  ossHeadObjectByUrl: (c) =>
    oss.ossHeadObjectByUrl(c.options, url(c, "HEAD"), c.requestHeaders, c.headers),
  ossGetObjectMetaByUrl: (c) => oss.ossGetObjectMetaByUrl(c.options, url(c, "HEAD"), c.headers),
};

/** CRC-64 of what the object `log` holds: `0123456789`. */
const logCrc = oss.aosCrc64(0n, Buffer.from("0123456789"), 10);

/** An empty list for content. */
export function content(): oss.AosList<oss.AosBuf> {
  return oss.aosList<oss.AosBuf>();
}

/** The content of the file to be sent, in memory. */
export function source(c: Call): oss.AosList<oss.AosBuf> {
  return buffers(readFileSync(from(c)));
}

/** The file to be sent. */
export function from(c: Call): string {
  return c.path("source", "source");
}

/** The file to be written. */
export function to(c: Call): string {
  return c.path("target", "copy");
}

function url(c: Call, method: string): string {
  return c.text("url", signedUrl(c.endpoint, method, c.object));
}
