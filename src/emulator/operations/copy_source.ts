/**
 * The object that `x-oss-copy-source` names.
 *
 * @packageDocumentation
 */

import { checkEverybody } from "../auth/anonymous.js";
import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import { percentDecode, toUtf8 } from "../wire/text.js";
import type { Call } from "./call.js";
import { checkThawed } from "./frozen.js";
import { invalidName, isPossibleKey } from "./names.js";

/** Finds the source of a copy. */
export function copySource({ request, store, now, isAnonymous }: Call): ObjectRecord {
  const header = request.headers.get("x-oss-copy-source") ?? "";
  if (header.includes("?")) throw new OssError("NotImplemented");
  const match = /^\/?([^/]+)\/([^]+)$/.exec(toUtf8(percentDecode(header)));
  if (match === null) {
    throw new OssError("InvalidArgument", {
      message: "Copy Source must mention the source bucket and key: sourcebucket/sourcekey.",
      elements: { ArgumentName: "x-oss-copy-source", ArgumentValue: header },
    });
  }
  const [, name = "", key = ""] = match;
  if (!isPossibleKey(key)) throw invalidName(key);
  const bucket = store.bucket(name);
  const source = store.object(bucket, key);
  if (isAnonymous) checkEverybody("read", bucket, source);
  checkThawed(source, now);
  return source;
}
