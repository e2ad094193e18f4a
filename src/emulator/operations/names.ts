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

/** Throws InvalidBucketName or InvalidObjectName for names that the service refuses. */
export function checkNames({ bucket, key, address }: OssRequest): void {
  if (bucket !== "" && !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new OssError("InvalidBucketName", { elements: { BucketName: bucket } });
  }
  if (key !== "" && !(isUtf8Text(address.key) && isValidKey(key))) {
    throw new OssError("InvalidObjectName", { elements: { ObjectName: key } });
  }
}

/** Whether an object may have that name. */
export function isValidKey(key: string): boolean {
  return key !== "" && Buffer.byteLength(key) <= LONGEST_KEY && !/^[/\\]/.test(key);
}
