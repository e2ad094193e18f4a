/**
 * What buckets and objects may be called.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";
import { isUtf8Text } from "../wire/text.js";

const LONGEST_KEY = 1023;

/**
 * Throws InvalidBucketName or InvalidObjectName for names that the service refuses.
 *
 * @param request - the request that names bucket and object
 * @param makes - whether it may make the object: a name that none can have may still be asked for
 */
export function checkNames({ bucket, key, address }: OssRequest, makes: boolean): void {
  if (bucket !== "" && !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new OssError("InvalidBucketName", { elements: { BucketName: bucket } });
  }
  if (key === "") return;
  const isText = isUtf8Text(address.key);
  if (!isText || !(makes ? isValidKey(key) : isPossibleKey(key))) throw invalidName(key);
}

/** Whether an object may have that name. */
export function isValidKey(key: string): boolean {
  return isPossibleKey(key) && !/^[/\\]/.test(key);
}

/** Whether an object may be asked for by that name. */
export function isPossibleKey(key: string): boolean {
  return key !== "" && Buffer.byteLength(key) <= LONGEST_KEY;
}

/** The error of an object's name that the service refuses. */
export function invalidName(key: string): OssError {
  return new OssError("InvalidObjectName", { elements: { ObjectName: key } });
}
