/**
 * Which bucket and which object a request is for.
 *
 * @packageDocumentation
 */

import { isIP } from "node:net";

/** Where a request goes. */
export interface Address {
  /** The bucket, "" for the service itself. */
  readonly bucket: string;
  /** The object's name as bytes, "" for the bucket itself. */
  readonly key: string;
  /** What is signed for it: `/bucket/key`, as bytes. */
  readonly resource: string;
}

// The service's own hosts; what stands in front of one is the bucket.
const SERVICE_HOST =
  /^(?:(.+)\.)?(?:localhost|oss-[^.]+\.aliyuncs\.com|[^/]+\.oss-cloudbox\.aliyuncs\.com)$/;

/**
 * Finds bucket and object.
 *
 * @param host - the Host header without its port, in lower case
 * @param path - the decoded path with its leading slash
 * @param cnames - hosts that stand for a bucket
 */
export function locate(host: string, path: string, cnames: ReadonlyMap<string, string>): Address {
  const bucket = cnames.get(host) ?? bucketInHost(host);
  if (bucket !== "") return { bucket, key: path.slice(1), resource: `/${bucket}${path}` };
  const slash = path.indexOf("/", 1);
  if (slash < 0) return { bucket: path.slice(1), key: "", resource: path };
  return { bucket: path.slice(1, slash), key: path.slice(slash + 1), resource: path };
}

/** The bucket that a host names, "" for one that leaves it to the path. */
function bucketInHost(host: string): string {
  if (isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0) return "";
  const service = SERVICE_HOST.exec(host);
  if (service !== null) return service[1] ?? "";
  return host.includes(".") ? host.slice(0, host.indexOf(".")) : "";
}
