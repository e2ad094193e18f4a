/**
 * `If-Match`, `If-None-Match`, `If-Modified-Since` and `If-Unmodified-Since`.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { HeaderList } from "../wire/pairs.js";

/**
 * Throws PreconditionFailed or NotModified when a condition does not hold.
 *
 * @param headers - the request's headers
 * @param object - the object that the conditions are about
 * @param prefix - what stands before `if-match` in the names: "" or `x-oss-copy-source-`
 */
export function checkConditions(headers: HeaderList, object: ObjectRecord, prefix = ""): void {
  const given = (name: string): string | undefined => headers.get(`${prefix}${name}`);
  const since = (name: string): number => Date.parse(given(name) ?? "");
  const modified = Math.floor(object.lastModified / 1000) * 1000;
  if (given("if-match") !== undefined && !names(given("if-match"), object.etag)) {
    throw failed("If-Match");
  }
  if (modified > since("if-unmodified-since")) throw failed("If-Unmodified-Since");
  if (given("if-none-match") !== undefined) {
    if (names(given("if-none-match"), object.etag)) throw notModified(object);
  }
  if (modified <= since("if-modified-since")) throw notModified(object);
}

function names(list: string | undefined, etag: string): boolean {
  const tags = (list ?? "").split(",").map((tag) => tag.trim().replace(/^"(.*)"$/, "$1"));
  return tags.includes("*") || tags.some((tag) => tag.toUpperCase() === etag);
}

function notModified({ etag, lastModified }: ObjectRecord): OssError {
  const time = new Date(lastModified).toUTCString();
  return new OssError("NotModified", {
    headers: { ETag: `"${etag}"`, "Last-Modified": time },
  });
}

function failed(condition: string): OssError {
  return new OssError("PreconditionFailed", { elements: { Condition: condition } });
}
