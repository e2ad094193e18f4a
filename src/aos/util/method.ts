/**
 * The method of `aos_util.h` that names HTTP methods.
 *
 * @packageDocumentation
 */

import { HTTP_DELETE, HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT } from "../define.js";

const NAMES: ReadonlyMap<number, string> = new Map([
  [HTTP_GET, "GET"],
  [HTTP_HEAD, "HEAD"],
  [HTTP_PUT, "PUT"],
  [HTTP_POST, "POST"],
  [HTTP_DELETE, "DELETE"],
]);

/** The name of a method on the wire; `UNKNOWN` for others. Port of `aos_http_method_to_string`. */
export function aosHttpMethodToString(method: number): string {
  return NAMES.get(method) ?? "UNKNOWN";
}
