/**
 * `oss_bucket.c`: settings of a bucket: logging, lifecycle, CORS, referers, website.
 *
 * What is set replaces the whole setting. What is asked for is put behind what a list holds
 * already, or over the fields of a struct; on failure, lists and structs are left as they are.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { HTTP_DELETE, HTTP_GET, HTTP_PUT } from "../../aos/define.js";
import { type AosList, aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import {
  OSS_CORS,
  OSS_LIFECYCLE,
  OSS_LOGGING,
  OSS_REFERER,
  OSS_WEBSITE,
  type OssCorsRule,
  type OssLifecycleRuleContent,
  type OssLoggingConfigContent,
  type OssRefererConfig,
  type OssRequestOptions,
  type OssWebsiteConfig,
} from "../define.js";
import { type OssCall, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import {
  buildBucketLoggingBody,
  buildCorsRuleBody,
  buildRefererConfigBody,
  buildWebsiteConfigBody,
  ossGetBucketCorsParseFromBody,
  ossGetBucketRefererConfigParseFromBody,
  ossGetBucketWebsiteParseFromBody,
  ossLoggingParseFromBody,
} from "../xml/bucket.js";
import { buildLifecycleBody, ossLifecycleRulesParseFromBody } from "../xml/lifecycle.js";

/**
 * Lets the accesses to a bucket be written down in objects of another one. Port of
 * `oss_put_bucket_logging`.
 *
 * @param content - that bucket, and how the names of the objects begin; without a bucket, logging
 *   ends
 * @returns 200; 400 `InvalidTargetBucketForLogging` when the bucket for the logs can't be one
 */
export async function ossPutBucketLogging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  content: OssLoggingConfigContent,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildBucketLoggingBody(options.pool, content, buffer);
  return putConfig(options, bucket, OSS_LOGGING, buffer, respHeaders);
}

/**
 * Asks where the accesses to a bucket are written down. Port of `oss_get_bucket_logging`.
 *
 * @param loggingContent - takes the answer; `loggingEnabled` becomes true only when they are.
 *   Left as it is on failure
 * @returns 200, also when nothing is written down
 */
export async function ossGetBucketLogging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  loggingContent: OssLoggingConfigContent,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return getConfig(options, bucket, OSS_LOGGING, respHeaders, {
    root: "BucketLoggingStatus",
    read: (body) => ossLoggingParseFromBody(options.pool, body, loggingContent),
  });
}

/**
 * Lets the accesses to a bucket no longer be written down. Port of `oss_delete_bucket_logging`.
 *
 * @returns 204, also when nothing was written down
 */
export async function ossDeleteBucketLogging(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return deleteConfig(options, bucket, OSS_LOGGING, respHeaders);
}

/**
 * Lets objects and unfinished uploads go away by themselves. Port of `oss_put_bucket_lifecycle`.
 *
 * @param lifecycleRuleList - the rules
 * @returns 200
 */
export async function ossPutBucketLifecycle(
  options: OssRequestOptions,
  bucket: AosStringLike,
  lifecycleRuleList: AosList<OssLifecycleRuleContent>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildLifecycleBody(options.pool, lifecycleRuleList, buffer);
  return putConfig(options, bucket, OSS_LIFECYCLE, buffer, respHeaders);
}

/**
 * Asks for the lifecycle rules of a bucket. Port of `oss_get_bucket_lifecycle`.
 *
 * @param lifecycleRuleList - gets the rules behind what it holds, nothing on failure
 * @returns 200; 404 `NoSuchLifecycle` when there are none
 */
export async function ossGetBucketLifecycle(
  options: OssRequestOptions,
  bucket: AosStringLike,
  lifecycleRuleList: AosList<OssLifecycleRuleContent>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return getConfig(options, bucket, OSS_LIFECYCLE, respHeaders, {
    root: "LifecycleConfiguration",
    read: (body) => ossLifecycleRulesParseFromBody(options.pool, body, lifecycleRuleList),
  });
}

/**
 * Lets objects of a bucket stay until they are deleted. Port of `oss_delete_bucket_lifecycle`.
 *
 * @returns 204, also when there were none
 */
export async function ossDeleteBucketLifecycle(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return deleteConfig(options, bucket, OSS_LIFECYCLE, respHeaders);
}

/**
 * Sets which web pages of other origins may use a bucket. Port of `oss_put_bucket_cors`.
 *
 * @param ruleList - up to 10 rules; the first that fits decides
 * @returns 200
 */
export async function ossPutBucketCors(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ruleList: AosList<OssCorsRule>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildCorsRuleBody(options.pool, ruleList, buffer);
  return putConfig(options, bucket, OSS_CORS, buffer, respHeaders);
}

/**
 * Asks for the CORS rules of a bucket. Port of `oss_get_bucket_cors`.
 *
 * @param ruleList - gets the rules behind what it holds, nothing on failure
 * @returns 200; 404 `NoSuchCORSConfiguration` when there are none
 */
export async function ossGetBucketCors(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ruleList: AosList<OssCorsRule>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return getConfig(options, bucket, OSS_CORS, respHeaders, {
    root: "CORSConfiguration",
    read: (body) => ossGetBucketCorsParseFromBody(options.pool, body, ruleList),
  });
}

/**
 * Lets web pages of other origins no longer use a bucket. Port of `oss_delete_bucket_cors`.
 *
 * @returns 204, also when there were none
 */
export async function ossDeleteBucketCors(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return deleteConfig(options, bucket, OSS_CORS, respHeaders);
}

/**
 * Sets which Referer headers a bucket accepts. Port of `oss_put_bucket_referer`.
 *
 * @param refererConfig - the patterns, and whether requests without the header are accepted
 * @returns 200
 */
export async function ossPutBucketReferer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  refererConfig: OssRefererConfig,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildRefererConfigBody(options.pool, refererConfig, buffer);
  return putConfig(options, bucket, OSS_REFERER, buffer, respHeaders);
}

/**
 * Asks which Referer headers a bucket accepts. Port of `oss_get_bucket_referer`.
 *
 * @param refererConfig - takes the answer; left as it is on failure
 * @returns 200
 */
export async function ossGetBucketReferer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  refererConfig: OssRefererConfig,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return getConfig(options, bucket, OSS_REFERER, respHeaders, {
    root: "RefererConfiguration",
    read: (body) => ossGetBucketRefererConfigParseFromBody(options.pool, body, refererConfig),
  });
}

/**
 * Lets a bucket be shown as a website. Port of `oss_put_bucket_website`.
 *
 * @param websiteConfig - the object that stands for a directory, and the one that is shown for what
 *   is not there
 * @returns 200
 */
export async function ossPutBucketWebsite(
  options: OssRequestOptions,
  bucket: AosStringLike,
  websiteConfig: OssWebsiteConfig,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildWebsiteConfigBody(options.pool, websiteConfig, buffer);
  return putConfig(options, bucket, OSS_WEBSITE, buffer, respHeaders);
}

/**
 * Asks how a bucket is shown as a website. Port of `oss_get_bucket_website`.
 *
 * @param websiteConfig - takes the answer; left as it is on failure
 * @returns 200; 404 `NoSuchWebsiteConfiguration` when there is none
 */
export async function ossGetBucketWebsite(
  options: OssRequestOptions,
  bucket: AosStringLike,
  websiteConfig: OssWebsiteConfig,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return getConfig(options, bucket, OSS_WEBSITE, respHeaders, {
    root: "WebsiteConfiguration",
    read: (body) => ossGetBucketWebsiteParseFromBody(options.pool, body, websiteConfig),
  });
}

/**
 * Lets a bucket no longer be shown as a website. Port of `oss_delete_bucket_website`.
 *
 * @returns 204, also when there was none
 */
export async function ossDeleteBucketWebsite(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return deleteConfig(options, bucket, OSS_WEBSITE, respHeaders);
}

async function putConfig(
  options: OssRequestOptions,
  bucket: AosStringLike,
  subResource: string,
  buffer: AosList<AosBuf>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const queryParams = ossTableWith(null, [subResource, ""]);
  return ossRoundTrip(options, { method: HTTP_PUT, bucket, queryParams, buffer, respHeaders });
}

async function getConfig(
  options: OssRequestOptions,
  bucket: AosStringLike,
  subResource: string,
  respHeaders: Out<AosTable> | null,
  document: NonNullable<OssCall["document"]>,
): Promise<AosStatus> {
  const queryParams = ossTableWith(null, [subResource, ""]);
  return ossRoundTrip(options, { method: HTTP_GET, bucket, queryParams, respHeaders, document });
}

async function deleteConfig(
  options: OssRequestOptions,
  bucket: AosStringLike,
  subResource: string,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const queryParams = ossTableWith(null, [subResource, ""]);
  return ossRoundTrip(options, { method: HTTP_DELETE, bucket, queryParams, respHeaders });
}
