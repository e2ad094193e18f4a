/**
 * The query parameters that V1 signs.
 *
 * @module
 */

const SIGNED_BY_V1: ReadonlySet<string> = new Set([
  ...["accessPoint", "accessPointPolicy", "acl", "append", "asyncFetch", "bucketArchiveDirectRead"],
  ...["bucketInfo", "callback", "callback-var", "cloudboxes", "cname", "comp"],
  ...["continuation-token", "cors", "delete", "encryption", "endTime", "group", "httpsConfig"],
  ...["img", "inventory", "inventoryId", "lifecycle", "link", "live", "location", "logging"],
  ...["metaQuery", "objectInfo", "objectMeta", "partNumber", "policy", "policyStatus", "position"],
  ...["publicAccessBlock", "qos", "qosInfo", "qosRequester", "referer", "regionList", "regions"],
  ...["replication", "replicationLocation", "replicationProgress", "requestPayment"],
  ...["requesterQosInfo", "resourceGroup", "resourcePool", "resourcePoolInfo"],
  ...["response-cache-control", "response-content-disposition", "response-content-encoding"],
  ...["response-content-language", "response-content-type", "response-expires", "restore", "rtc"],
  ...["security-token", "sequential", "startTime", "stat", "status", "style", "styleName"],
  ...["symlink", "tagging", "transferAcceleration", "uploadId", "uploads", "versionId"],
  ...["versioning", "versions", "vod", "website", "worm", "wormExtend", "wormId"],
  ...["x-oss-ac-forward-allow", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask", "x-oss-ac-vpc-id"],
  ...["x-oss-async-process", "x-oss-process", "x-oss-request-payer", "x-oss-sign-origin-only"],
  ...["x-oss-traffic-limit", "x-oss-write-get-object-response"],
]);

/** Whether a V1 signature covers the query parameter of that name. */
export function isSignedByV1(parameter: string): boolean {
  return SIGNED_BY_V1.has(parameter);
}
