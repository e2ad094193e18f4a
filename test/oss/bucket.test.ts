import { describe, expect, test } from "vitest";
import { AOSE_INVALID_ARGUMENT, AOSE_XML_PARSE_ERROR } from "../../src/aos/define.js";
import { aosList } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import type { AosStatus } from "../../src/aos/status.js";
import { aosString } from "../../src/aos/string.js";
import {
  ossCreateBucket,
  ossCreateBucketWithStorageClass,
  ossDeleteBucket,
  ossGetBucketAcl,
  ossGetBucketInfo,
  ossGetBucketLocation,
  ossGetBucketStat,
  ossGetBucketStorageCapacity,
  ossHeadBucket,
  ossPutBucketAcl,
  ossPutBucketStorageCapacity,
} from "../../src/oss/api/bucket.js";
import {
  ossDeleteBucketCors,
  ossDeleteBucketLogging,
  ossGetBucketReferer,
  ossGetBucketWebsite,
  ossPutBucketReferer,
  ossPutBucketWebsite,
} from "../../src/oss/api/bucket_config.js";
import { ossGetObjectTagging, ossPutObjectTagging } from "../../src/oss/api/object_tagging.js";
import {
  OSS_ACL_PRIVATE,
  OSS_ACL_PUBLIC_READ,
  OSS_STORAGE_CLASS_ARCHIVE,
  type OssRefererConfig,
  type OssTagContent,
  type OssWebsiteConfig,
} from "../../src/oss/define.js";
import { ossCreateAndAddRefer, ossCreateBucketInfo } from "../../src/oss/util/create.js";
import { useAnswers } from "../support/answers.js";

const server = useAnswers();

function targets(): string[] {
  return server().seen.map(({ method, target }) => `${method} ${target}`);
}

describe("a bucket", () => {
  test("is made, looked for and deleted", async () => {
    const { options, seen } = server();
    await ossCreateBucket(options, "bucket", OSS_ACL_PRIVATE, null);
    await ossCreateBucketWithStorageClass(
      options,
      "bucket",
      OSS_ACL_PUBLIC_READ,
      OSS_STORAGE_CLASS_ARCHIVE,
      null,
    );
    await ossHeadBucket(options, "bucket", null);
    await ossDeleteBucket(options, "bucket", null);
    expect(targets()).toEqual(["PUT /bucket", "PUT /bucket", "HEAD /bucket", "DELETE /bucket"]);
    expect(seen.map(({ headers }) => headers.get("x-oss-acl"))).toEqual([
      "private",
      "public-read",
      undefined,
      undefined,
    ]);
    expect(seen[0]?.body.length).toBe(0);
    expect(seen[1]?.body.toString()).toContain("<StorageClass>Archive</StorageClass>");
  });

  test("is in the path at an IP address, and nowhere at a CNAME", async () => {
    const { options } = server();
    await ossHeadBucket(options, "bucket", null);
    options.config.isCname = 1;
    await ossHeadBucket(options, "bucket", null);
    expect(targets()).toEqual(["HEAD /bucket", "HEAD /"]);
  });

  test("tells its ACL, region, capacity, counts and data", async () => {
    const { options } = server();
    const acl = aosString();
    const location = aosString();
    const capacity = out<number>();
    const stat = { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 7n };
    const info = ossCreateBucketInfo(null);
    server().answer(
      {
        body: "<AccessControlPolicy><AccessControlList><Grant>private</Grant></AccessControlList></AccessControlPolicy>",
      },
      { body: "<LocationConstraint>oss-cn-hangzhou</LocationConstraint>" },
      { body: "<BucketUserQos><StorageCapacity>-1</StorageCapacity></BucketUserQos>" },
      {
        body: "<BucketStat><Storage>18446744073709551615</Storage><ObjectCount>2</ObjectCount></BucketStat>",
      },
      {
        body: "<BucketInfo><Bucket><Name>bucket</Name><Owner><ID>1</ID></Owner></Bucket></BucketInfo>",
      },
    );
    await ossGetBucketAcl(options, "bucket", acl, null);
    await ossGetBucketLocation(options, "bucket", location, null);
    await ossGetBucketStorageCapacity(options, "bucket", capacity, null);
    await ossGetBucketStat(options, "bucket", stat, null);
    await ossGetBucketInfo(options, "bucket", info, null);
    expect(acl.data).toBe("private");
    expect(location.data).toBe("oss-cn-hangzhou");
    expect(capacity.value).toBe(-1);
    expect(stat).toEqual({
      storageInBytes: 2n ** 64n - 1n,
      objectCount: 2n,
      multipartUploadCount: 7n,
    });
    expect(info.ownerId.data).toBe("1");
    expect(targets()).toEqual([
      "GET /bucket?acl",
      "GET /bucket?location",
      "GET /bucket?qos",
      "GET /bucket?stat",
      "GET /bucket?bucketInfo",
    ]);
  });

  test("leaves what it should tell as it was when the answer can't be read", async () => {
    const { options } = server();
    server().answer({ body: "<BucketUserQos>" });
    const capacity = out(5);
    const s = await ossGetBucketStorageCapacity(options, "bucket", capacity, null);
    expect(s.code).toBe(AOSE_XML_PARSE_ERROR);
    expect(capacity.value).toBe(5);
  });

  test("takes an ACL and a capacity", async () => {
    const { options, seen } = server();
    await ossPutBucketAcl(options, "bucket", OSS_ACL_PUBLIC_READ, null);
    await ossPutBucketStorageCapacity(options, "bucket", 500, null);
    expect(targets()).toEqual(["PUT /bucket?acl", "PUT /bucket?qos"]);
    expect(seen[0]?.headers.get("x-oss-acl")).toBe("public-read");
    expect(seen[1]?.body.toString()).toContain("<StorageCapacity>500</StorageCapacity>");
  });

  test.each<[string, () => unknown]>([
    ["an ACL, when made", () => call(ossCreateBucket, 9, null)],
    ["an ACL", () => call(ossPutBucketAcl, 9, null)],
    ["a storage class", () => call(ossCreateBucketWithStorageClass, OSS_ACL_PRIVATE, 9, null)],
    ["a capacity", () => call(ossPutBucketStorageCapacity, 0.5, null)],
  ])("refuses what is not %s", async (_, refused) => {
    const s = await refused();
    expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: "ClientError" });
    expect(server().seen).toEqual([]);
  });
});

/** Calls a function with values that the compiler would not let through. */
function call(api: (...args: never[]) => unknown, ...values: readonly unknown[]): unknown {
  const answer: unknown = Reflect.apply(api, null, [server().options, "bucket", ...values]);
  return answer;
}

describe("settings of a bucket", () => {
  test("are put, asked for and deleted under their own names", async () => {
    const { options, seen } = server();
    const website: OssWebsiteConfig = { suffixStr: aosString("index.html"), keyStr: aosString() };
    await ossPutBucketWebsite(options, "bucket", website, null);
    await ossDeleteBucketCors(options, "bucket", null);
    await ossDeleteBucketLogging(options, "bucket", null);
    server().answer({
      body: "<WebsiteConfiguration><IndexDocument><Suffix>i.html</Suffix></IndexDocument></WebsiteConfiguration>",
    });
    await ossGetBucketWebsite(options, "bucket", website, null);
    expect(website.suffixStr.data).toBe("i.html");
    expect(targets()).toEqual([
      "PUT /bucket?website",
      "DELETE /bucket?cors",
      "DELETE /bucket?logging",
      "GET /bucket?website",
    ]);
    expect(seen[0]?.body.toString()).toContain("<Suffix>index.html</Suffix>");
  });

  test("come back as they were put", async () => {
    const { options, seen } = server();
    const config: OssRefererConfig = { refererList: aosList(), allowEmptyReferer: false };
    ossCreateAndAddRefer(null, config, "http://*.example.com");
    await ossPutBucketReferer(options, "bucket", config, null);
    server().answer({ body: seen[0]?.body ?? "" });
    const asked: OssRefererConfig = { refererList: aosList(), allowEmptyReferer: true };
    await ossGetBucketReferer(options, "bucket", asked, null);
    expect(asked.allowEmptyReferer).toBe(false);
    expect([...asked.refererList].map(({ referer }) => referer.data)).toEqual([
      "http://*.example.com",
    ]);
  });

  test("so do the tags of an object", async () => {
    const { options, seen } = server();
    const tags = aosList<OssTagContent>();
    tags.append({ key: aosString("a&b"), value: aosString("中") });
    await ossPutObjectTagging(options, "bucket", "key", tags, null);
    server().answer({ body: seen[0]?.body ?? "" });
    const asked = aosList<OssTagContent>();
    const s: AosStatus = await ossGetObjectTagging(options, "bucket", "key", asked, null);
    expect(s.code).toBe(200);
    expect([...asked].map(({ key, value }) => [key.data, value.data])).toEqual([["a&b", "中"]]);
  });
});
