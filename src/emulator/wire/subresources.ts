/**
 * The query parameters that mean something by their names, in one place.
 *
 * @packageDocumentation
 */

/** These choose the operation, and V1 signs them. */
const OPERATIONS: ReadonlySet<string> = new Set([
  ...["accessPoint", "accessPointPolicy", "accessmonitor", "acl", "append", "asyncFetch"],
  ...["bucketArchiveDirectRead", "bucketInfo", "callback", "cleanRestoredObject", "cloudboxes"],
  ...["cname", "cors", "delete", "encryption"],
  ...["httpsConfig", "img", "inventory", "lifecycle", "link", "live", "location", "logging"],
  ...["metaQuery", "objectInfo", "objectMeta", "partNumber", "policy", "policyStatus"],
  ...["publicAccessBlock", "qos", "qosInfo", "redundancyTransition", "referer", "regionList"],
  ...["regions", "replication"],
  ...["replicationLocation", "replicationProgress", "requestPayment", "requesterQosInfo"],
  ...["resourceGroup", "resourcePool", "resourcePoolInfo", "restore", "rtc", "stat", "style"],
  ...["symlink", "tagging", "transferAcceleration", "uploadId", "uploads"],
  ...["userDefinedLogFieldsConfig", "versionId"],
  ...["versioning", "versions", "vod", "website", "worm", "wormExtend", "wormId"],
  ...["x-oss-async-process", "x-oss-process", "x-oss-write-get-object-response"],
]);

/** These say more of the operation, and V1 signs them. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...["callback-var", "comp", "continuation-token", "endTime", "group", "inventoryId", "position"],
  ...["qosRequester", "response-cache-control", "response-content-disposition"],
  ...["response-content-encoding", "response-content-language", "response-content-type"],
  ...["response-expires", "security-token", "sequential", "startTime", "status", "styleName"],
  ...["x-oss-ac-forward-allow", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask", "x-oss-ac-vpc-id"],
  ...["x-oss-request-payer", "x-oss-sign-origin-only", "x-oss-traffic-limit"],
]);

/** Whether a V1 signature covers the query parameter of that name. */
export function isSignedByV1(parameter: string): boolean {
  return OPERATIONS.has(parameter) || PARAMETERS.has(parameter);
}

/**
 * Whether the query parameter of that name chooses the operation, known here or not: one that no
 * route has makes a request fail instead of being taken for something else.
 */
export function choosesOperation(parameter: string): boolean {
  return OPERATIONS.has(parameter) || parameter === "list-type";
}
