/** Where requests go, written with nothing of the library. */

import { isIPv4 } from "node:net";

/** What an endpoint makes of a bucket. */
export interface ReferenceAddress {
  readonly proto: string;
  readonly host: string;
  /** What of the path names the bucket: `bucket/` or "". */
  readonly path: string;
}

/**
 * The address of a bucket.
 *
 * @param scheme - what counts as the endpoint's scheme; http and https by default
 */
export function addressOf(
  endpoint: string,
  isCname: boolean,
  bucket: string,
  scheme?: RegExp,
): ReferenceAddress {
  const proto = (scheme ?? /^https?:\/\//).exec(endpoint)?.[0] ?? "";
  const [authority = ""] = endpoint.slice(proto.length).split(/[/?#]/);
  const [, user = "", host = ""] = /^([^@]*@)?(.*)$/s.exec(authority) ?? [];
  if (isCname) return { proto, host: authority, path: "" };
  if (isIp(host)) return { proto, host: authority, path: `${bucket}/` };
  return { proto, host: `${user}${bucket}.${host}`, path: "" };
}

function isIp(host: string): boolean {
  const [name = ""] = host.split(":");
  return isIPv4(name) && name !== "0.0.0.0" && name !== "255.255.255.255";
}

/** Whether a host, with user info and port, can be sent to. */
export function isLegalHost(authority: string): boolean {
  const [, name = ""] = /^(?:[^@]*@)?([^:]*)/s.exec(authority) ?? [];
  return name !== "" && !/[^A-Za-z0-9_.-]/.test(name);
}
