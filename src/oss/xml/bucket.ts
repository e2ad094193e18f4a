/**
 * `oss_xml.c`: buckets and their configurations.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, aosStrNull, aosStrSet } from "../../aos/string.js";
import { type AosXmlNode, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type {
  OssBucketInfo,
  OssBucketStat,
  OssCorsRule,
  OssListBucketContent,
  OssListBucketsParams,
  OssLoggingConfigContent,
  OssRefererConfig,
  OssStorageClassType,
  OssSubCorsRule,
  OssWebsiteConfig,
} from "../define.js";
import {
  INT_MAX,
  ossCreateAndAddRefer,
  ossCreateCorsRule,
  ossCreateListBucketContent,
  ossCreateSubCorsRule,
} from "../util/create.js";
import { getOssStorageClassStr } from "../util/enums.js";
import {
  intAt,
  isTruncated,
  longAt,
  readBody,
  readEntries,
  readMarker,
  readString,
  readStrings,
  textAt,
  uint64At,
} from "./read.js";
import { fillBody, stringElement, stringElementIfAny } from "./write.js";

/**
 * Reads the answer of `ossGetBucketAcl` and `ossGetObjectAcl`.
 *
 * @param ossAcl - filled with `private`, `public-read` …; untouched on failure and when missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_acl_parse_from_body`.
 */
export function ossAclParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  ossAcl: AosString,
): number {
  return readBody(bc, (root) => {
    readString(root, ossAcl, "AccessControlList", "Grant");
  });
}

/**
 * Reads the answer of `ossGetBucketLocation`.
 *
 * @param ossLocation - filled with `oss-cn-hangzhou` …; untouched on failure and when missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_location_parse_from_body`.
 */
export function ossLocationParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  ossLocation: AosString,
): number {
  return readBody(bc, (root) => {
    if (root.name === "LocationConstraint" && root.text !== "") aosStrSet(ossLocation, root.text);
  });
}

/**
 * Reads the answer of `ossGetBucketStorageCapacity`.
 *
 * @param storageCapacity - set to the capacity in GB, -1 for none; untouched on failure and when
 *   missing. Unlike C, beyond 2^53 it is the nearest safe integer
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_storage_capacity_parse_from_body`.
 */
export function ossStorageCapacityParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  storageCapacity: Out<number>,
): number {
  return readBody(bc, (root) => {
    storageCapacity.value = longAt(root, "StorageCapacity") ?? storageCapacity.value;
  });
}

/**
 * Reads the answer of `ossGetBucketLogging`.
 *
 * @param loggingContent - filled in place, and untouched when logging is not enabled or on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_logging_parse_from_body`.
 */
export function ossLoggingParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  loggingContent: OssLoggingConfigContent,
): number {
  return readBody(bc, (root) => {
    const enabled = root.child("LoggingEnabled");
    if (enabled === null) return;
    loggingContent.loggingEnabled = true;
    readStrings(enabled, {
      TargetBucket: loggingContent.targetBucket,
      TargetPrefix: loggingContent.prefix,
    });
  });
}

/**
 * Reads the answer of `ossGetBucketInfo`.
 *
 * @param bucketInfo - filled in place; fields whose elements are missing stay as they were, but
 *   `storageClass` is "" then. Untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_get_bucket_info_parse_from_body`.
 */
export function ossGetBucketInfoParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  bucketInfo: OssBucketInfo,
): number {
  return readBody(bc, (root) => {
    const bucket = root.child("Bucket");
    aosStrNull(bucketInfo.storageClass);
    if (bucket === null) return;
    readStrings(bucket, {
      CreationDate: bucketInfo.createdDate,
      ExtranetEndpoint: bucketInfo.extranetEndpoint,
      IntranetEndpoint: bucketInfo.intranetEndpoint,
      Location: bucketInfo.location,
      StorageClass: bucketInfo.storageClass,
    });
    readString(bucket, bucketInfo.ownerName, "Owner", "DisplayName");
    readString(bucket, bucketInfo.ownerId, "Owner", "ID");
    readString(bucket, bucketInfo.acl, "AccessControlList", "Grant");
  });
}

/**
 * Reads the answer of `ossGetBucketStat`.
 *
 * @param bucketStat - filled in place; untouched on failure, and where an element is missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_get_bucket_stat_parse_from_body`.
 */
export function ossGetBucketStatParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  bucketStat: OssBucketStat,
): number {
  return readBody(bc, (root) => {
    bucketStat.storageInBytes = uint64At(root, "Storage") ?? bucketStat.storageInBytes;
    bucketStat.objectCount = uint64At(root, "ObjectCount") ?? bucketStat.objectCount;
    bucketStat.multipartUploadCount =
      uint64At(root, "MultipartUploadCount") ?? bucketStat.multipartUploadCount;
  });
}

/**
 * Reads the answer of `ossGetBucketWebsite`.
 *
 * @param websiteConfig - filled in place; untouched on failure, and where an element is missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_get_bucket_website_parse_from_body`.
 */
export function ossGetBucketWebsiteParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  websiteConfig: OssWebsiteConfig,
): number {
  return readBody(bc, (root) => {
    readString(root, websiteConfig.suffixStr, "IndexDocument", "Suffix");
    readString(root, websiteConfig.keyStr, "ErrorDocument", "Key");
  });
}

/**
 * Reads the answer of `ossGetBucketReferer`.
 *
 * @param refererConfig - `allowEmptyReferer` is set if the answer says it; the referers are appended
 *   to `refererList`, except for empty ones. Untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of
 *   `oss_get_bucket_referer_config_parse_from_body`.
 */
export function ossGetBucketRefererConfigParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  refererConfig: OssRefererConfig,
): number {
  return readBody(bc, (root) => {
    const allowEmpty = textAt(root, "AllowEmptyReferer");
    if (allowEmpty !== null) refererConfig.allowEmptyReferer = allowEmpty.startsWith("true");
    for (const { text } of root.child("RefererList")?.all("Referer") ?? []) {
      if (text !== "") ossCreateAndAddRefer(p, refererConfig, text);
    }
  });
}

/**
 * Reads the answer of `ossGetBucketCors`.
 *
 * @param ruleList - the rules are appended; one without MaxAgeSeconds has 2^31 - 1 there. Untouched
 *   on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_get_bucket_cors_parse_from_body`.
 */
export function ossGetBucketCorsParseFromBody(
  p: AosPool,
  bc: AosList<AosBuf>,
  ruleList: AosList<OssCorsRule>,
): number {
  return readBody(bc, (root) => {
    readEntries(root.all("CORSRule"), ruleList, (node) => corsRule(p, node));
  });
}

function corsRule(p: AosPool, node: AosXmlNode): OssCorsRule {
  const rule = ossCreateCorsRule(p);
  rule.maxAgeSeconds = intAt(node, "MaxAgeSeconds") ?? rule.maxAgeSeconds;
  const lists = {
    AllowedOrigin: rule.allowedOriginList,
    AllowedMethod: rule.allowedMethodList,
    AllowedHeader: rule.allowedHeadList,
    ExposeHeader: rule.exposeHeadList,
  };
  for (const [name, list] of Object.entries(lists)) {
    for (const { text } of node.all(name)) if (text !== "") ossCreateSubCorsRule(p, list, text);
  }
  return rule;
}

/**
 * Reads the answer of `ossListBucket`.
 *
 * @param params - the buckets are appended to `bucketList`; `ownerId` and `ownerName` stay as they
 *   were when missing. Untouched on failure. Unlike C, `nextMarker` is "" when the answer has none,
 *   and `truncated` is true only when it says "true"
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_list_buckets_parse_from_body`.
 */
export function ossListBucketsParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  params: OssListBucketsParams,
): number {
  return readBody(bc, (root) => {
    readMarker(root, "NextMarker", params.nextMarker);
    params.truncated = isTruncated(root);
    readStrings(root.child("Owner"), { ID: params.ownerId, DisplayName: params.ownerName });
    readEntries(root.child("Buckets")?.all("Bucket"), params.bucketList, (node) =>
      bucketContent(p, node),
    );
  });
}

function bucketContent(p: AosPool | null, node: AosXmlNode): OssListBucketContent {
  const content = ossCreateListBucketContent(p);
  readStrings(node, {
    Name: content.name,
    CreationDate: content.createDate,
    ExtranetEndpoint: content.extranetEndpoint,
    IntranetEndpoint: content.intranetEndpoint,
    Location: content.location,
    StorageClass: content.storageClass,
  });
  return content;
}

/**
 * Writes the body of `ossPutBucketLogging`. Port of `build_bucket_logging_body`.
 *
 * @param content - what is written
 */
export function buildBucketLoggingBody(
  p: AosPool | null,
  content: OssLoggingConfigContent,
  body: AosList<AosBuf>,
): void {
  const enabled = aosXmlElement("LoggingEnabled", [
    ...stringElementIfAny("TargetBucket", content.targetBucket),
    ...stringElementIfAny("TargetPrefix", content.prefix),
  ]);
  fillBody(p, body, aosXmlDocument(aosXmlElement("BucketLoggingStatus", [enabled])));
}

/**
 * Writes the body of `ossPutBucketReferer`. Port of `build_referer_config_body`.
 *
 * @param refererConfig - what is written
 */
export function buildRefererConfigBody(
  p: AosPool | null,
  refererConfig: OssRefererConfig,
  body: AosList<AosBuf>,
): void {
  const allowEmpty = refererConfig.allowEmptyReferer ? "true" : "false";
  const referers = [...refererConfig.refererList].map((r) => stringElement("Referer", r.referer));
  const root = aosXmlElement("RefererConfiguration", [
    aosXmlElement("AllowEmptyReferer", allowEmpty),
    aosXmlElement("RefererList", referers),
  ]);
  fillBody(p, body, aosXmlDocument(root));
}

/**
 * Writes the body of `ossPutBucketWebsite`. Port of `build_website_config_body`.
 *
 * @param websiteConfig - what is written
 */
export function buildWebsiteConfigBody(
  p: AosPool | null,
  websiteConfig: OssWebsiteConfig,
  body: AosList<AosBuf>,
): void {
  const { suffixStr, keyStr } = websiteConfig;
  const index = aosXmlElement("IndexDocument", [stringElement("Suffix", suffixStr)]);
  const errors = stringElementIfAny("Key", keyStr).map((key) =>
    aosXmlElement("ErrorDocument", [key]),
  );
  fillBody(p, body, aosXmlDocument(aosXmlElement("WebsiteConfiguration", [index, ...errors])));
}

/**
 * Writes the body of `ossPutBucketCors`. A rule whose `maxAgeSeconds` is 2^31 - 1 has no
 * MaxAgeSeconds. Port of `build_cors_rule_body`.
 *
 * @param ruleList - the rules
 */
export function buildCorsRuleBody(
  p: AosPool | null,
  ruleList: AosList<OssCorsRule>,
  body: AosList<AosBuf>,
): void {
  const rules = [...ruleList].map((rule) => aosXmlElement("CORSRule", corsElements(rule)));
  fillBody(p, body, aosXmlDocument(aosXmlElement("CORSConfiguration", rules)));
}

function corsElements(rule: OssCorsRule): string[] {
  const { maxAgeSeconds } = rule;
  return [
    ...subRuleElements("AllowedOrigin", rule.allowedOriginList),
    ...subRuleElements("AllowedMethod", rule.allowedMethodList),
    ...subRuleElements("AllowedHeader", rule.allowedHeadList),
    ...subRuleElements("ExposeHeader", rule.exposeHeadList),
    ...(maxAgeSeconds === INT_MAX ? [] : [aosXmlElement("MaxAgeSeconds", maxAgeSeconds)]),
  ];
}

function subRuleElements(name: string, list: AosList<OssSubCorsRule>): string[] {
  return [...list].map(({ rule }) => stringElement(name, rule));
}

/**
 * Writes the body of `ossCreateBucketWithStorageClass`; `body` stays as it was when the class is none
 * that the service knows. Port of `build_bucket_storage_class`.
 *
 * @param storageClass - one of the `OSS_STORAGE_CLASS_*`
 */
export function buildBucketStorageClass(
  p: AosPool | null,
  storageClass: OssStorageClassType,
  body: AosList<AosBuf>,
): void {
  const name = getOssStorageClassStr(storageClass);
  if (name === "") return;
  const root = aosXmlElement("CreateBucketConfiguration", [aosXmlElement("StorageClass", name)]);
  fillBody(p, body, aosXmlDocument(root));
}

/**
 * Writes the body of `ossPutBucketStorageCapacity`.
 *
 * @param storageCapacity - in GB; -1 for no limit. Port of `build_bucket_storage_capacity_body`.
 */
export function buildBucketStorageCapacityBody(
  p: AosPool | null,
  storageCapacity: number | bigint,
  body: AosList<AosBuf>,
): void {
  const capacity = aosXmlElement("StorageCapacity", storageCapacity);
  fillBody(p, body, aosXmlDocument(aosXmlElement("BucketUserQos", [capacity])));
}
