/**
 * Symbol links: put, get, and what stands behind one.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { type Answer, emptyAnswer } from "../answer.js";
import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { Bucket } from "../store/store.js";
import { percentDecode, percentEncodePath, toUtf8 } from "../wire/text.js";
import type { Call } from "./call.js";
import { isValidKey } from "./names.js";
import { checkOverwrite, traitsOf } from "./traits.js";

const TARGET = "x-oss-symlink-target";

/** PutSymlink: the target need not be there. */
export async function putSymlink(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const target = toUtf8(percentDecode(request.headers.get(TARGET) ?? ""));
  if (!isValidKey(target)) {
    throw new OssError("InvalidArgument", {
      message: "The target of the symbol link is invalid.",
      elements: { ArgumentName: TARGET, ArgumentValue: target },
    });
  }
  checkOverwrite(call, bucket, request.key);
  const etag = createHash("md5").update(target).digest("hex").toUpperCase();
  await store.saveObject(bucket, {
    ...traitsOf(request.headers, bucket),
    key: request.key,
    type: "Symlink",
    symlinkTarget: target,
    etag,
    size: 0,
    crc64: "0",
    contentMd5: "",
    lastModified: now,
    segments: [],
  });
  return emptyAnswer(200, { ETag: `"${etag}"`, "x-oss-hash-crc64ecma": "0" });
}

/** GetSymlink. */
export function getSymlink({ request, store }: Call): Answer {
  const link = store.object(store.bucket(request.bucket), request.key);
  if (link.symlinkTarget === undefined) {
    throw new OssError("NotSymlink", { elements: { Key: request.key } });
  }
  const target = percentEncodePath(Buffer.from(link.symlinkTarget, "utf8").toString("latin1"));
  return emptyAnswer(200, {
    [TARGET]: target,
    ETag: `"${link.etag}"`,
    "Last-Modified": new Date(link.lastModified).toUTCString(),
  });
}

/** The object itself, or the one that it is a symbol link to. */
export function followed(bucket: Bucket, object: ObjectRecord): ObjectRecord {
  if (object.symlinkTarget === undefined) return object;
  const target = bucket.objects.get(object.symlinkTarget);
  if (target === undefined) {
    throw new OssError("NoSuchSymlinkTarget", { elements: { Key: object.symlinkTarget } });
  }
  if (target.symlinkTarget === undefined) return target;
  throw new OssError("InvalidTargetType", { elements: { Key: object.symlinkTarget } });
}

/** A link with what is told of its target: size, digests, class, and the later time of both. */
export function shownAs(link: ObjectRecord, target: ObjectRecord): ObjectRecord {
  if (link === target) return link;
  const { etag, size, crc64, contentMd5, storageClass, segments } = target;
  const lastModified = Math.max(link.lastModified, target.lastModified);
  return { ...link, etag, size, crc64, contentMd5, storageClass, segments, lastModified };
}
