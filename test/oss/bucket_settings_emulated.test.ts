/** Making a bucket again, and settings of several parts, in a service that checks them. */

import { describe, expect, test } from "vitest";
import {
  type AosList,
  type AosStatus,
  type AosTable,
  aosList,
  aosListAddTail,
  aosPoolCreate,
  aosString,
  aosStrSet,
  OSS_ACL_DEFAULT,
  OSS_ACL_PRIVATE,
  OSS_ACL_PUBLIC_READ,
  OSS_ACL_PUBLIC_READ_WRITE,
  OSS_STORAGE_CLASS_ARCHIVE,
  OSS_STORAGE_CLASS_IA,
  OSS_STORAGE_CLASS_STANDARD,
  type OssCorsRule,
  type OssLifecycleRuleContent,
  type OssReferer,
  type OssRequestOptions,
  type OssStorageClassType,
  ossCreateAndAddRefer,
  ossCreateBucket,
  ossCreateBucketWithStorageClass,
  ossCreateCorsRule,
  ossCreateLifecycleRuleContent,
  ossCreateSubCorsRule,
  ossCreateTagContent,
  ossDeleteBucket,
  ossDeleteBucketLifecycle,
  ossGetBucketAcl,
  ossGetBucketCors,
  ossGetBucketLifecycle,
  ossGetBucketReferer,
  ossGetBucketStorageCapacity,
  ossGetBucketWebsite,
  ossHeadBucket,
  ossPutBucketAcl,
  ossPutBucketCors,
  ossPutBucketLifecycle,
  ossPutBucketReferer,
  ossPutBucketStorageCapacity,
  ossPutBucketWebsite,
  ossPutObjectFromBuffer,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);
/** What C leaves in a number of days that is not set. */
const INT_MAX = 2147483647;

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

async function aclOf(options: OssRequestOptions): Promise<string> {
  const acl = aosString();
  await succeeds(ossGetBucketAcl(options, bucket, acl, null), 200);
  return acl.data;
}

describe.each([1, 4])("signed with version %i, a bucket", (version) => {
  test("may be made again by its owner, with another ACL too", async () => {
    const options = optionsFor(version);
    await succeeds(ossCreateBucket(options, bucket, OSS_ACL_PRIVATE, null), 200);
    await succeeds(ossCreateBucket(options, bucket, OSS_ACL_PUBLIC_READ, null), 200);
    expect(await aclOf(options)).toBe("public-read");
  });

  test("keeps its storage class, whoever makes it again", async () => {
    const options = optionsFor(version);
    const name = `${bucket}-ia`;
    const make = (storageClass: OssStorageClassType): Promise<AosStatus> =>
      ossCreateBucketWithStorageClass(options, name, OSS_ACL_PRIVATE, storageClass, null);
    await succeeds(make(OSS_STORAGE_CLASS_IA), 200);
    await fails(make(OSS_STORAGE_CLASS_ARCHIVE), 409, "BucketAlreadyExists");
    await fails(make(OSS_STORAGE_CLASS_STANDARD), 409, "BucketAlreadyExists");
    await succeeds(ossDeleteBucket(options, name, null), 204);
  });

  test("with an object in it is not deleted, and the status says why", async () => {
    const options = optionsFor(version);
    await succeeds(ossPutObjectFromBuffer(options, bucket, "x", buffers("x"), null, null));
    const headers = out<AosTable>();
    const s = await ossDeleteBucket(options, bucket, headers);
    expect(s).toMatchObject({ code: 409, errorCode: "BucketNotEmpty" });
    expect(s.reqId).not.toBe("");
    expect(headers.value).not.toBeNull();
  });

  test("takes the ACLs of buckets, and not that of objects alone", async () => {
    const options = optionsFor(version);
    const headers = out<AosTable>();
    await succeeds(ossPutBucketAcl(options, bucket, OSS_ACL_PUBLIC_READ_WRITE, headers), 200);
    expect(headers.value).not.toBeNull();
    expect(await aclOf(options)).toBe("public-read-write");
    const refused = out<AosTable>();
    await fails(ossPutBucketAcl(options, bucket, OSS_ACL_DEFAULT, refused), 400, "InvalidArgument");
    expect(refused.value).not.toBeNull();
    expect(await aclOf(options)).toBe("public-read-write");
  });

  test("tells its region by HEAD", async () => {
    const headers = out<AosTable>();
    await succeeds(ossHeadBucket(optionsFor(version), bucket, headers), 200);
    expect(headers.value?.get("x-oss-bucket-region")).toBe("cn-hangzhou");
  });

  test("has the capacity that was put, and none with -1", async () => {
    const options = optionsFor(version);
    const capacity = out(0);
    const told: number[] = [];
    for (const wanted of [100, -1]) {
      await succeeds(ossPutBucketStorageCapacity(options, bucket, wanted, null), 200);
      await succeeds(ossGetBucketStorageCapacity(options, bucket, capacity, null), 200);
      told.push(capacity.value ?? 0);
    }
    expect(told).toEqual([100, -1]);
  });

  test("is a website without and with a page for errors", async () => {
    const options = optionsFor(version);
    const suffixStr = aosString("index.html");
    const told: string[][] = [];
    for (const page of ["", "errorDocument.html"]) {
      const put = { suffixStr, keyStr: aosString(page) };
      await succeeds(ossPutBucketWebsite(options, bucket, put, null), 200);
      const got = { suffixStr: aosString(), keyStr: aosString() };
      await succeeds(ossGetBucketWebsite(options, bucket, got, null), 200);
      told.push([got.suffixStr.data, got.keyStr.data]);
    }
    expect(told).toEqual([
      ["index.html", ""],
      ["index.html", "errorDocument.html"],
    ]);
  });

  test.each([false, true])(
    "takes two Referers, and an empty one: %s",
    async (allowEmptyReferer) => {
      const options = optionsFor(version);
      const put = { allowEmptyReferer, refererList: aosList<OssReferer>() };
      ossCreateAndAddRefer(pool, put, "http://www.aliyun.com");
      ossCreateAndAddRefer(pool, put, "https://www.aliyun.com");
      await succeeds(ossPutBucketReferer(options, bucket, put, null), 200);
      const got = { allowEmptyReferer: !allowEmptyReferer, refererList: aosList<OssReferer>() };
      await succeeds(ossGetBucketReferer(options, bucket, got, null), 200);
      expect(got.allowEmptyReferer).toBe(allowEmptyReferer);
      expect([...got.refererList].map(({ referer }) => referer.data)).toEqual([
        "http://www.aliyun.com",
        "https://www.aliyun.com",
      ]);
    },
  );
});

function corsRule(name: number, maxAgeSeconds: number | null): OssCorsRule {
  const rule = ossCreateCorsRule(pool);
  ossCreateSubCorsRule(pool, rule.allowedOriginList, `allowed_origin_${name}_1`);
  ossCreateSubCorsRule(pool, rule.allowedOriginList, `allowed_origin_${name}_2`);
  ossCreateSubCorsRule(pool, rule.allowedMethodList, "PUT");
  ossCreateSubCorsRule(pool, rule.allowedMethodList, "GET");
  ossCreateSubCorsRule(pool, rule.allowedHeadList, "Authorization");
  ossCreateSubCorsRule(pool, rule.exposeHeadList, `expose_head_${name}_1`);
  ossCreateSubCorsRule(pool, rule.exposeHeadList, `expose_head_${name}_2`);
  if (maxAgeSeconds !== null) rule.maxAgeSeconds = maxAgeSeconds;
  return rule;
}

function plainCors(rule: OssCorsRule): unknown {
  const texts = (list: OssCorsRule["allowedOriginList"]): string[] =>
    [...list].map((sub) => sub.rule.data);
  return {
    origins: texts(rule.allowedOriginList),
    methods: texts(rule.allowedMethodList),
    // The service writes names of headers in lower case.
    headers: texts(rule.allowedHeadList).map((name) => name.toLowerCase()),
    exposed: texts(rule.exposeHeadList),
    maxAge: rule.maxAgeSeconds,
  };
}

describe.each([1, 4])("signed with version %i, rules", (version) => {
  test.each([null, 100000])("for CORS come back, two of them, kept for %j seconds", async (age) => {
    const options = optionsFor(version);
    const put = aosList<OssCorsRule>();
    aosListAddTail(corsRule(1, age), put);
    aosListAddTail(corsRule(2, null), put);
    await succeeds(ossPutBucketCors(options, bucket, put, null), 200);
    const got = aosList<OssCorsRule>();
    await succeeds(ossGetBucketCors(options, bucket, got, null), 200);
    expect([...got].map(plainCors)).toEqual([...put].map(plainCors));
  });

  test("for lifecycles come back: by days, by date, with tags, and with what aborts uploads", async () => {
    const options = optionsFor(version);
    await succeeds(ossPutBucketLifecycle(options, bucket, fourRules(), null), 200);
    const got = aosList<OssLifecycleRuleContent>();
    await succeeds(ossGetBucketLifecycle(options, bucket, got, null), 200);
    expect([...got].map(plainRule)).toEqual([...fourRules()].map(plainRule));
    expect([...got].map(({ days }) => days)).toEqual([1, INT_MAX, INT_MAX, INT_MAX]);
    expect([...got].map((rule) => rule.abortMultipartUploadDt.days)).toEqual([
      INT_MAX,
      INT_MAX,
      1,
      INT_MAX,
    ]);
    await succeeds(ossDeleteBucketLifecycle(options, bucket, null), 204);
    await fails(ossGetBucketLifecycle(options, bucket, got, null), 404, "NoSuchLifecycle");
  });

  test("for lifecycles that name no time and no status are refused", async () => {
    const list = aosList<OssLifecycleRuleContent>();
    aosListAddTail(lifecycleRule("", "pre", ""), list);
    const headers = out<AosTable>();
    await fails(ossPutBucketLifecycle(optionsFor(version), bucket, list, headers), 400);
    expect(headers.value).not.toBeNull();
  });
});

function lifecycleRule(id: string, prefix: string, status: string): OssLifecycleRuleContent {
  const rule = ossCreateLifecycleRuleContent(pool);
  aosStrSet(rule.id, id);
  aosStrSet(rule.prefix, prefix);
  aosStrSet(rule.status, status);
  return rule;
}

function fourRules(): AosList<OssLifecycleRuleContent> {
  const list = aosList<OssLifecycleRuleContent>();
  const add = (id: string): OssLifecycleRuleContent => {
    const rule = lifecycleRule(id, `pre${id}`, "Enabled");
    aosListAddTail(rule, list);
    return rule;
  };
  const byDays = add("1");
  byDays.days = 1;
  for (const n of [1, 2]) {
    const tag = ossCreateTagContent(pool);
    aosStrSet(tag.key, `pre1key${n}`);
    aosStrSet(tag.value, `pre1value${n}`);
    aosListAddTail(tag, byDays.tagList);
  }
  aosStrSet(add("2").date, "2022-10-11T00:00:00.000Z");
  const abortAfterDays = add("3");
  aosStrSet(abortAfterDays.createdBeforeDate, "2017-10-11T00:00:00.000Z");
  abortAfterDays.abortMultipartUploadDt.days = 1;
  const abortByDate = add("4");
  aosStrSet(abortByDate.createdBeforeDate, "2017-10-11T00:00:00.000Z");
  aosStrSet(abortByDate.abortMultipartUploadDt.createdBeforeDate, "2012-10-11T00:00:00.000Z");
  return list;
}

function plainRule(rule: OssLifecycleRuleContent): unknown {
  const { id, prefix, status, date, createdBeforeDate, abortMultipartUploadDt: abort } = rule;
  const texts = [id, prefix, status, date, createdBeforeDate, abort.createdBeforeDate];
  const tags = [...rule.tagList].map(({ key, value }) => [key.data, value.data]);
  return { days: [rule.days, abort.days], texts: texts.map((text) => text.data), tags };
}
