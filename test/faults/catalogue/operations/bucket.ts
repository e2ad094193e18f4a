/** The functions that concern a bucket and its settings. */

import * as oss from "../../../../src/index.js";
import type { Call, Operation } from "../call.js";

export const bucketOperations: Readonly<Record<string, Operation>> = {
  ossCreateBucket: (c) =>
    oss.ossCreateBucket(c.options, c.text("bucket", "new-bucket"), oss.OSS_ACL_PRIVATE, c.headers),
  ossCreateBucketWithStorageClass: (c) =>
    oss.ossCreateBucketWithStorageClass(
      c.options,
      c.text("bucket", "new-bucket"),
      oss.OSS_ACL_PRIVATE,
      oss.OSS_STORAGE_CLASS_IA,
      c.headers,
    ),
  ossDeleteBucket: (c) => oss.ossDeleteBucket(c.options, c.text("bucket", "other"), c.headers),
  ossHeadBucket: (c) => oss.ossHeadBucket(c.options, c.bucket, c.headers),
  ossListBucket: (c) => {
    const params = oss.ossCreateListBucketsParams(null);
    oss.aosStrSet(params.nextMarker, "before");
    return oss.ossListBucket(c.options, c.out(params), c.headers);
  },
  ossPutBucketAcl: (c) =>
    oss.ossPutBucketAcl(c.options, c.bucket, oss.OSS_ACL_PUBLIC_READ, c.headers),
  ossGetBucketAcl: (c) =>
    oss.ossGetBucketAcl(c.options, c.bucket, c.out(oss.aosString("before")), c.headers),
  ossGetBucketLocation: (c) =>
    oss.ossGetBucketLocation(c.options, c.bucket, c.out(oss.aosString("before")), c.headers),
  ossGetBucketInfo: (c) =>
    oss.ossGetBucketInfo(c.options, c.bucket, c.out(oss.ossCreateBucketInfo(null)), c.headers),
  ossGetBucketStat: (c) => {
    const stat = { storageInBytes: 7n, objectCount: 7n, multipartUploadCount: 7n };
    return oss.ossGetBucketStat(c.options, c.bucket, c.out(stat), c.headers);
  },
  ossPutBucketStorageCapacity: (c) =>
    oss.ossPutBucketStorageCapacity(c.options, c.bucket, c.number("capacity", 5), c.headers),
  ossGetBucketStorageCapacity: (c) =>
    oss.ossGetBucketStorageCapacity(c.options, c.bucket, c.out(oss.out(7)), c.headers),
  ossPutBucketCors: (c) => oss.ossPutBucketCors(c.options, c.bucket, corsRules(), c.headers),
  ossGetBucketCors: (c) =>
    oss.ossGetBucketCors(c.options, c.bucket, c.out(oss.aosList<oss.OssCorsRule>()), c.headers),
  ossDeleteBucketCors: (c) => oss.ossDeleteBucketCors(c.options, c.bucket, c.headers),
  ossPutBucketReferer: (c) => oss.ossPutBucketReferer(c.options, c.bucket, referers(), c.headers),
  ossGetBucketReferer: (c) => {
    const config = { refererList: oss.aosList<oss.OssReferer>(), allowEmptyReferer: 1 } as const;
    return oss.ossGetBucketReferer(c.options, c.bucket, c.out(config), c.headers);
  },
  ossPutBucketWebsite: (c) => {
    const config = { suffixStr: oss.aosString("start.html"), keyStr: oss.aosString("") };
    return oss.ossPutBucketWebsite(c.options, c.bucket, config, c.headers);
  },
  ossGetBucketWebsite: (c) => {
    const config = { suffixStr: oss.aosString("before"), keyStr: oss.aosString("before") };
    return oss.ossGetBucketWebsite(c.options, c.bucket, c.out(config), c.headers);
  },
  ossDeleteBucketWebsite: (c) => oss.ossDeleteBucketWebsite(c.options, c.bucket, c.headers),
  ossPutBucketLogging: (c) => {
    const content = oss.ossCreateLoggingRuleContent(null);
    oss.aosStrSet(content.targetBucket, "other");
    oss.aosStrSet(content.prefix, "log/");
    return oss.ossPutBucketLogging(c.options, c.bucket, content, c.headers);
  },
  ossGetBucketLogging: (c) => {
    const content = oss.ossCreateLoggingRuleContent(null);
    return oss.ossGetBucketLogging(c.options, c.bucket, c.out(content), c.headers);
  },
  ossDeleteBucketLogging: (c) => oss.ossDeleteBucketLogging(c.options, c.bucket, c.headers),
  ossPutBucketLifecycle: (c) =>
    oss.ossPutBucketLifecycle(c.options, c.bucket, lifecycleRules(), c.headers),
  ossGetBucketLifecycle: (c) => {
    const rules = oss.aosList<oss.OssLifecycleRuleContent>();
    return oss.ossGetBucketLifecycle(c.options, c.bucket, c.out(rules), c.headers);
  },
  ossDeleteBucketLifecycle: (c) => oss.ossDeleteBucketLifecycle(c.options, c.bucket, c.headers),
  ossListObject: (c) => {
    const params = oss.ossCreateListObjectParams(null);
    oss.aosStrSet(params.nextMarker, "before");
    return oss.ossListObject(c.options, c.bucket, c.out(params), c.headers);
  },
};

function corsRules(): oss.AosList<oss.OssCorsRule> {
  const rule = oss.ossCreateCorsRule(oss.aosPoolCreate(null));
  oss.ossCreateSubCorsRule(null, rule.allowedOriginList, "http://new.example.com");
  oss.ossCreateSubCorsRule(null, rule.allowedMethodList, "PUT");
  return listOf(rule);
}

function referers(): oss.OssRefererConfig {
  const config = { refererList: oss.aosList<oss.OssReferer>(), allowEmptyReferer: 0 } as const;
  oss.ossCreateAndAddRefer(null, config, "http://new.example.com");
  return config;
}

function lifecycleRules(): oss.AosList<oss.OssLifecycleRuleContent> {
  const rule = oss.ossCreateLifecycleRuleContent(null);
  oss.aosStrSet(rule.id, "new");
  oss.aosStrSet(rule.prefix, "new/");
  oss.aosStrSet(rule.status, "Enabled");
  rule.days = 3;
  return listOf(rule);
}

/** A list of one entry. */
export function listOf<T extends object>(entry: T): oss.AosList<T> {
  const list = oss.aosList<T>();
  oss.aosListAddTail(entry, list);
  return list;
}

/** Makes the list of objects to delete of a call. */
export function keysToDelete(c: Call): oss.AosList<oss.OssObjectKey> {
  const list = oss.aosList<oss.OssObjectKey>();
  for (const key of c.text("keys", "doomed/1 doomed/2").split(" ")) {
    oss.aosListAddTail({ key: oss.aosString(key) }, list);
  }
  return list;
}
