/** What is put for a bucket through the API is what is got from a service that checks it. */

import { describe, expect, test } from "vitest";
import {
  type AosStatus,
  aosList,
  aosListAddTail,
  aosPoolCreate,
  aosString,
  aosStrSet,
  OSS_ACL_PRIVATE,
  OSS_ACL_PUBLIC_READ,
  OSS_STORAGE_CLASS_ARCHIVE,
  OSS_STORAGE_CLASS_IA,
  type OssCorsRule,
  type OssLifecycleRuleContent,
  type OssReferer,
  type OssRequestOptions,
  type OssStorageClassType,
  ossCreateAndAddRefer,
  ossCreateBucketInfo,
  ossCreateBucketWithStorageClass,
  ossCreateCorsRule,
  ossCreateLifecycleRuleContent,
  ossCreateLoggingRuleContent,
  ossCreateSubCorsRule,
  ossCreateTagContent,
  ossDeleteBucketCors,
  ossDeleteBucketLifecycle,
  ossDeleteBucketLogging,
  ossDeleteBucketWebsite,
  ossGetBucketAcl,
  ossGetBucketCors,
  ossGetBucketInfo,
  ossGetBucketLifecycle,
  ossGetBucketLocation,
  ossGetBucketLogging,
  ossGetBucketReferer,
  ossGetBucketStat,
  ossGetBucketStorageCapacity,
  ossGetBucketWebsite,
  ossPutBucketAcl,
  ossPutBucketCors,
  ossPutBucketLifecycle,
  ossPutBucketLogging,
  ossPutBucketReferer,
  ossPutBucketStorageCapacity,
  ossPutBucketWebsite,
  ossPutObjectFromBuffer,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions } from "../support/options.js";
import { succeeds } from "../support/statuses.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

function plainCors(rule: OssCorsRule): unknown {
  const { allowedOriginList, allowedMethodList, allowedHeadList, exposeHeadList } = rule;
  const lists = [allowedOriginList, allowedMethodList, allowedHeadList, exposeHeadList];
  return [rule.maxAgeSeconds, ...lists.map((list) => [...list].map((sub) => sub.rule.data))];
}

function plainRule(rule: OssLifecycleRuleContent): unknown {
  const { id, prefix, status, date, createdBeforeDate, abortMultipartUploadDt: abort } = rule;
  const texts = [id, prefix, status, date, createdBeforeDate, abort.createdBeforeDate];
  const tags = [...rule.tagList].map(({ key, value }) => [key.data, value.data]);
  return [rule.days, abort.days, tags, ...texts.map((text) => text.data)];
}

describe.each([1, 4])("signed with version %i, a bucket gives back", (version) => {
  test("its ACL, its location, its properties and its numbers", async () => {
    const options = optionsFor(version);
    const [acl, location] = [aosString(), aosString()];
    await succeeds(ossPutBucketAcl(options, bucket, OSS_ACL_PUBLIC_READ, null));
    await succeeds(ossGetBucketAcl(options, bucket, acl, null));
    await succeeds(ossGetBucketLocation(options, bucket, location, null));
    expect([acl.data, location.data]).toEqual(["public-read", "oss-cn-hangzhou"]);
    const info = ossCreateBucketInfo(pool);
    await succeeds(ossGetBucketInfo(options, bucket, info, null));
    expect([info.acl, info.storageClass, info.location].map((text) => text.data)).toEqual([
      "public-read",
      "Standard",
      "oss-cn-hangzhou",
    ]);
    const { createdDate, ownerId, ownerName, extranetEndpoint, intranetEndpoint } = info;
    const told = [createdDate, ownerId, ownerName, extranetEndpoint, intranetEndpoint];
    expect(told.every((text) => text.len > 0)).toBe(true);
    await succeeds(ossPutObjectFromBuffer(options, bucket, "x", buffers("hello"), null, null));
    const stat = { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 9n };
    await succeeds(ossGetBucketStat(options, bucket, stat, null));
    expect(stat).toEqual({ storageInBytes: 5n, objectCount: 1n, multipartUploadCount: 0n });
  });

  test("the storage class that it was made with", async () => {
    const options = optionsFor(version);
    const make = (storageClass: OssStorageClassType): Promise<AosStatus> =>
      ossCreateBucketWithStorageClass(
        options,
        "another-bucket",
        OSS_ACL_PRIVATE,
        storageClass,
        null,
      );
    await succeeds(make(OSS_STORAGE_CLASS_ARCHIVE));
    const info = ossCreateBucketInfo(pool);
    await succeeds(ossGetBucketInfo(options, "another-bucket", info, null));
    expect(info.storageClass.data).toBe("Archive");
    expect(await make(OSS_STORAGE_CLASS_IA)).toMatchObject({
      code: 409,
      errorCode: "BucketAlreadyExists",
    });
  });

  test("its CORS rules", async () => {
    const options = optionsFor(version);
    const rule = ossCreateCorsRule(pool);
    ossCreateSubCorsRule(pool, rule.allowedOriginList, "http://a.example.com/?a=1&b=<2>");
    ossCreateSubCorsRule(pool, rule.allowedOriginList, "*");
    ossCreateSubCorsRule(pool, rule.allowedMethodList, "PUT");
    // The service writes names of headers in lower case.
    ossCreateSubCorsRule(pool, rule.allowedHeadList, "authorization");
    ossCreateSubCorsRule(pool, rule.exposeHeadList, "x-oss-test");
    rule.maxAgeSeconds = 100;
    const put = aosList<OssCorsRule>();
    aosListAddTail(rule, put);
    await succeeds(ossPutBucketCors(options, bucket, put, null));
    const got = aosList<OssCorsRule>();
    await succeeds(ossGetBucketCors(options, bucket, got, null));
    expect([...got].map(plainCors)).toEqual([...put].map(plainCors));
    await succeeds(ossDeleteBucketCors(options, bucket, null));
    expect(await ossGetBucketCors(options, bucket, got, null)).toMatchObject({
      code: 404,
      errorCode: "NoSuchCORSConfiguration",
    });
  });

  test("its lifecycle rules", async () => {
    const options = optionsFor(version);
    const put = aosList<OssLifecycleRuleContent>();
    for (const name of ["1", "2"]) {
      const rule = ossCreateLifecycleRuleContent(pool);
      aosStrSet(rule.id, name);
      aosStrSet(rule.prefix, `pre${name}/目录&`);
      aosStrSet(rule.status, "Enabled");
      aosListAddTail(rule, put);
      if (name === "1") rule.days = 365;
      else aosStrSet(rule.date, "2025-10-11T00:00:00.000Z");
      aosStrSet(rule.abortMultipartUploadDt.createdBeforeDate, "2024-10-11T00:00:00.000Z");
      const tag = ossCreateTagContent(pool);
      aosStrSet(tag.key, "k");
      aosStrSet(tag.value, "v");
      aosListAddTail(tag, rule.tagList);
    }
    await succeeds(ossPutBucketLifecycle(options, bucket, put, null));
    const got = aosList<OssLifecycleRuleContent>();
    await succeeds(ossGetBucketLifecycle(options, bucket, got, null));
    expect([...got].map(plainRule)).toEqual([...put].map(plainRule));
    await succeeds(ossDeleteBucketLifecycle(options, bucket, null));
    const bad = aosList<OssLifecycleRuleContent>();
    aosListAddTail(ossCreateLifecycleRuleContent(pool), bad);
    expect(await ossPutBucketLifecycle(options, bucket, bad, null)).toMatchObject({ code: 400 });
    expect(await ossGetBucketLifecycle(options, bucket, got, null)).toMatchObject({
      code: 404,
      errorCode: "NoSuchLifecycle",
    });
  });

  test("how it is a website, whose Referer it accepts, and what it may hold", async () => {
    const options = optionsFor(version);
    const [suffixStr, keyStr] = [aosString("index.html"), aosString("错误.html")];
    await succeeds(ossPutBucketWebsite(options, bucket, { suffixStr, keyStr }, null));
    const website = { suffixStr: aosString(), keyStr: aosString() };
    await succeeds(ossGetBucketWebsite(options, bucket, website, null));
    expect([website.suffixStr.data, website.keyStr.data]).toEqual(["index.html", "错误.html"]);
    await succeeds(ossDeleteBucketWebsite(options, bucket, null));
    const put = { allowEmptyReferer: false, refererList: aosList<OssReferer>() };
    ossCreateAndAddRefer(pool, put, "http://*.example.com/?a&b");
    await succeeds(ossPutBucketReferer(options, bucket, put, null));
    const got = { allowEmptyReferer: true, refererList: aosList<OssReferer>() };
    await succeeds(ossGetBucketReferer(options, bucket, got, null));
    expect(got.allowEmptyReferer).toBe(false);
    expect([...got.refererList].map(({ referer }) => referer.data)).toEqual([
      "http://*.example.com/?a&b",
    ]);
    const capacity = { value: 0 };
    await succeeds(ossGetBucketStorageCapacity(options, bucket, capacity, null));
    expect(capacity.value).toBe(-1);
    await succeeds(ossPutBucketStorageCapacity(options, bucket, 500, null));
    await succeeds(ossGetBucketStorageCapacity(options, bucket, capacity, null));
    expect(capacity.value).toBe(500);
  });

  test("where its accesses are written down", async () => {
    const options = optionsFor(version);
    const put = ossCreateLoggingRuleContent(pool);
    aosStrSet(put.targetBucket, bucket);
    aosStrSet(put.prefix, "my-log-");
    await succeeds(ossPutBucketLogging(options, bucket, put, null));
    const got = ossCreateLoggingRuleContent(pool);
    await succeeds(ossGetBucketLogging(options, bucket, got, null));
    expect([got.targetBucket.data, got.prefix.data]).toEqual([bucket, "my-log-"]);
    await succeeds(ossDeleteBucketLogging(options, bucket, null));
    const gone = ossCreateLoggingRuleContent(pool);
    await succeeds(ossGetBucketLogging(options, bucket, gone, null));
    expect([gone.targetBucket.data, gone.prefix.data]).toEqual(["", ""]);
  });
});
