/**
 * `oss_xml.c`: the lifecycle of a bucket.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosList } from "../../aos/list.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, aosStringIsEmpty } from "../../aos/string.js";
import { type AosXmlNode, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type { OssLifecycleRuleContent } from "../define.js";
import { INT_MAX, ossCreateLifecycleRuleContent } from "../util/create.js";
import { intAt, readBody, readEntries, readStrings } from "./read.js";
import { readTag, tagElement } from "./tagging.js";
import { fillBody, stringElement } from "./write.js";

/**
 * Reads the answer of `ossGetBucketLifecycle`.
 *
 * @param lifecycleRuleList - the rules are appended; days that are missing are 2^31 - 1, and so are
 *   counted as not set. Untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_lifecycle_rules_parse_from_body`.
 */
export function ossLifecycleRulesParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  lifecycleRuleList: AosList<OssLifecycleRuleContent>,
): number {
  return readBody(bc, (root) => {
    readEntries(root.all("Rule"), lifecycleRuleList, (node) => lifecycleRule(p, node));
  });
}

function lifecycleRule(p: AosPool | null, node: AosXmlNode): OssLifecycleRuleContent {
  const rule = ossCreateLifecycleRuleContent(p);
  const abort = rule.abortMultipartUploadDt;
  readStrings(node, { ID: rule.id, Prefix: rule.prefix, Status: rule.status });
  rule.days = intAt(node, "Expiration", "Days") ?? rule.days;
  readStrings(node.child("Expiration"), {
    Date: rule.date,
    CreatedBeforeDate: rule.createdBeforeDate,
  });
  abort.days = intAt(node, "AbortMultipartUpload", "Days") ?? abort.days;
  readStrings(node.child("AbortMultipartUpload"), { CreatedBeforeDate: abort.createdBeforeDate });
  readEntries(node.all("Tag"), rule.tagList, (tag) => readTag(p, tag));
  return rule;
}

/**
 * Writes the XML of `ossPutBucketLifecycle`.
 *
 * An expiration names `days`, else `date`, else `createdBeforeDate`, whichever is set first. Port of
 * `build_lifecycle_xml`.
 *
 * @param lifecycleRuleList - the rules
 */
export function buildLifecycleXml(
  _p: AosPool | null,
  lifecycleRuleList: AosList<OssLifecycleRuleContent>,
): string {
  const rules = [...lifecycleRuleList].map((rule) => aosXmlElement("Rule", ruleElements(rule)));
  return aosXmlDocument(aosXmlElement("LifecycleConfiguration", rules));
}

function ruleElements(rule: OssLifecycleRuleContent): string[] {
  const abort = rule.abortMultipartUploadDt;
  const aborted = dateElements(abort.days, { CreatedBeforeDate: abort.createdBeforeDate });
  return [
    stringElement("ID", rule.id),
    stringElement("Prefix", rule.prefix),
    stringElement("Status", rule.status),
    aosXmlElement(
      "Expiration",
      dateElements(rule.days, {
        Date: rule.date,
        CreatedBeforeDate: rule.createdBeforeDate,
      }),
    ),
    ...(aborted.length === 0 ? [] : [aosXmlElement("AbortMultipartUpload", aborted)]),
    ...[...rule.tagList].map(tagElement),
  ];
}

/** The days if they are set, else the first date that is; at most one element. */
function dateElements(days: number, dates: Readonly<Record<string, AosString>>): string[] {
  if (days !== INT_MAX) return [aosXmlElement("Days", days)];
  return Object.entries(dates)
    .filter(([, date]) => !aosStringIsEmpty(date))
    .slice(0, 1)
    .map(([name, date]) => stringElement(name, date));
}

/**
 * Writes the body of `ossPutBucketLifecycle`. Port of `build_lifecycle_body`.
 *
 * @param lifecycleRuleList - the rules
 */
export function buildLifecycleBody(
  p: AosPool | null,
  lifecycleRuleList: AosList<OssLifecycleRuleContent>,
  body: AosList<AosBuf>,
): void {
  fillBody(p, body, buildLifecycleXml(p, lifecycleRuleList));
}
