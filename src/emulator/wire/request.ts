/**
 * A request as it came, before anybody looked at its body.
 *
 * @packageDocumentation
 */

import { type Address, locate } from "./address.js";
import { HeaderList, type Pair, QueryList } from "./pairs.js";
import { percentDecode, toUtf8 } from "./text.js";

/** A request's first line and headers, taken apart. */
export interface OssRequest {
  /** In upper case. */
  readonly method: string;
  /** As it stood in the first line, still encoded. */
  readonly target: string;
  /** The Host header without its port, in lower case. */
  readonly host: string;
  /** The headers. */
  readonly headers: HeaderList;
  /** The query parameters. */
  readonly query: QueryList;
  /** Bucket and object as bytes, and what is signed for them. */
  readonly address: Address;
  /** The bucket, "" for the service itself. */
  readonly bucket: string;
  /** The object's name, "" for the bucket itself. */
  readonly key: string;
}

/**
 * Takes a request apart.
 *
 * @param method - the method
 * @param target - the target as it stood in the first line
 * @param headers - name and value pairs, one character a byte
 * @param cnames - hosts that stand for a bucket
 */
export function parseRequest(
  method: string,
  target: string,
  headers: readonly Pair[],
  cnames: ReadonlyMap<string, string>,
): OssRequest {
  const list = new HeaderList(headers);
  const host = (list.get("host") ?? "").toLowerCase().replace(/:\d*$/, "");
  // A proxy's absolute form: only the path counts, the host stands in its header.
  const relative = target.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = relative.indexOf("?");
  const path = mark < 0 ? relative : relative.slice(0, mark);
  const address = locate(host, percentDecode(path.startsWith("/") ? path : `/${path}`), cnames);
  return {
    method: method.toUpperCase(),
    target,
    host,
    headers: list,
    query: new QueryList(mark < 0 ? "" : relative.slice(mark + 1)),
    address,
    bucket: toUtf8(address.bucket),
    key: toUtf8(address.key),
  };
}
