/**
 * The object that `x-oss-copy-source` names.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import { percentDecode, toUtf8 } from "../wire/text.js";
import type { Call } from "./call.js";
import { checkThawed } from "./frozen.js";

/** Finds the source of a copy. */
export function copySource({ request, store, now }: Call): ObjectRecord {
  const header = request.headers.get("x-oss-copy-source") ?? "";
  if (header.includes("?")) throw new OssError("NotImplemented");
  const match = /^\/?([^/]+)\/([^]+)$/.exec(toUtf8(percentDecode(header)));
  if (match === null) {
    throw new OssError("InvalidArgument", {
      message: "Copy Source must mention the source bucket and key: sourcebucket/sourcekey.",
      elements: { ArgumentName: "x-oss-copy-source", ArgumentValue: header },
    });
  }
  const [, bucket = "", key = ""] = match;
  const source = store.object(store.bucket(bucket), key);
  checkThawed(source, now);
  return source;
}
