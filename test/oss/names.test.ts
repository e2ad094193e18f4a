import { describe, expect, test } from "vitest";
import { AOSE_INVALID_ARGUMENT } from "../../src/aos/define.js";
import { aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { aosList, aosListAddTail } from "../../src/aos/list.js";
import { type Out, out } from "../../src/aos/out.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
import { type AosString, aosString, aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import * as append from "../../src/oss/api/append.js";
import * as bucketApi from "../../src/oss/api/bucket.js";
import * as config from "../../src/oss/api/bucket_config.js";
import * as deletion from "../../src/oss/api/delete_objects.js";
import * as list from "../../src/oss/api/list.js";
import * as live from "../../src/oss/api/live.js";
import * as objectApi from "../../src/oss/api/object.js";
import * as acl from "../../src/oss/api/object_acl.js";
import * as file from "../../src/oss/api/object_file.js";
import * as tagging from "../../src/oss/api/object_tagging.js";
import { ossGenSignedUrl } from "../../src/oss/api/object_url.js";
import * as restore from "../../src/oss/api/restore.js";
import * as select from "../../src/oss/api/select.js";
import * as symlink from "../../src/oss/api/symlink.js";
import type {
  OssObjectKey,
  OssRequestOptions,
  OssUploadPartCopyParams,
} from "../../src/oss/define.js";
import * as multipart from "../../src/oss/multipart.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import { ossUploadFile } from "../../src/oss/resumable/upload_file.js";
import * as part from "../../src/oss/upload_part.js";
import * as create from "../../src/oss/util/create.js";
import * as createParams from "../../src/oss/util/create_params.js";
import { useAnswers } from "../support/answers.js";
import { buffers } from "../support/options.js";

const server = useAnswers();

type Headers = Out<AosTable>;
type Name = string | AosString;
type Call = (o: OssRequestOptions, bucket: Name, object: Name, h: Headers) => Promise<AosStatus>;

function copyParams(bucket: Name, object: Name): OssUploadPartCopyParams {
  const params = createParams.ossCreateUploadPartCopyParams(null);
  aosStrSet(params.destBucket, bucket);
  aosStrSet(params.destObject, object);
  return params;
}

const objectCalls: Record<string, Call> = {
  ossPutObjectFromBuffer: (o, b, k, h) =>
    objectApi.ossPutObjectFromBuffer(o, b, k, buffers(), null, h),
  ossDoPutObjectFromBuffer: (o, b, k, h) =>
    objectApi.ossDoPutObjectFromBuffer(o, b, k, buffers(), null, null, null, h, null),
  ossPutObjectFromFile: (o, b, k, h) => file.ossPutObjectFromFile(o, b, k, "missing", null, h),
  ossDoPutObjectFromFile: (o, b, k, h) =>
    file.ossDoPutObjectFromFile(o, b, k, "missing", null, null, null, h, null),
  ossGetObjectToBuffer: (o, b, k, h) =>
    objectApi.ossGetObjectToBuffer(o, b, k, null, null, null, h),
  ossDoGetObjectToBuffer: (o, b, k, h) =>
    objectApi.ossDoGetObjectToBuffer(o, b, k, null, null, null, null, h),
  ossGetObjectToFile: (o, b, k, h) => file.ossGetObjectToFile(o, b, k, null, null, "missing/x", h),
  ossDoGetObjectToFile: (o, b, k, h) =>
    file.ossDoGetObjectToFile(o, b, k, null, null, "missing/x", null, h),
  ossHeadObject: (o, b, k, h) => objectApi.ossHeadObject(o, b, k, null, h),
  ossGetObjectMeta: objectApi.ossGetObjectMeta,
  ossDeleteObject: objectApi.ossDeleteObject,
  ossCopyObject: (o, b, k, h) => objectApi.ossCopyObject(o, "source", "key", b, k, null, h),
  ossPutObjectAcl: (o, b, k, h) => acl.ossPutObjectAcl(o, b, k, 0, h),
  ossGetObjectAcl: (o, b, k, h) => acl.ossGetObjectAcl(o, b, k, aosString(), h),
  ossPutSymlink: (o, b, k, h) => symlink.ossPutSymlink(o, b, k, "target", h),
  ossDoPutSymlink: (o, b, k, h) => symlink.ossDoPutSymlink(o, b, k, "target", null, h),
  ossGetSymlink: symlink.ossGetSymlink,
  ossRestoreObject: (o, b, k, h) => restore.ossRestoreObject(o, b, k, null, h),
  ossRestoreObjectWithTier: (o, b, k, h) =>
    restore.ossRestoreObjectWithTier(o, b, k, 0, 1, null, h),
  ossPutObjectTagging: (o, b, k, h) => tagging.ossPutObjectTagging(o, b, k, aosList(), h),
  ossGetObjectTagging: (o, b, k, h) => tagging.ossGetObjectTagging(o, b, k, aosList(), h),
  ossDeleteObjectTagging: tagging.ossDeleteObjectTagging,
  ossAppendObjectFromBuffer: (o, b, k, h) =>
    append.ossAppendObjectFromBuffer(o, b, k, 0, buffers(), null, h),
  ossAppendObjectFromFile: (o, b, k, h) =>
    append.ossAppendObjectFromFile(o, b, k, 0, "missing", null, h),
  ossDoAppendObjectFromBuffer: (o, b, k, h) =>
    append.ossDoAppendObjectFromBuffer(o, b, k, 0, 0n, buffers(), null, null, null, h, null),
  ossDoAppendObjectFromFile: (o, b, k, h) =>
    append.ossDoAppendObjectFromFile(o, b, k, 0, 0n, "missing", null, null, null, h, null),
  ossSelectObjectToBuffer: (o, b, k, h) =>
    select.ossSelectObjectToBuffer(
      o,
      b,
      k,
      "",
      createParams.ossCreateSelectObjectParams(null),
      null,
      h,
    ),
  ossSelectObjectToFile: (o, b, k, h) =>
    select.ossSelectObjectToFile(
      o,
      b,
      k,
      "",
      createParams.ossCreateSelectObjectParams(null),
      "x/y",
      h,
    ),
  ossDoSelectObjectToBuffer: (o, b, k, h) => {
    const params = createParams.ossCreateSelectObjectParams(null);
    return select.ossDoSelectObjectToBuffer(o, b, k, "", params, null, null, null, null, h);
  },
  ossDoSelectObjectToFile: (o, b, k, h) => {
    const params = createParams.ossCreateSelectObjectParams(null);
    return select.ossDoSelectObjectToFile(o, b, k, "", params, null, null, "x/y", null, h);
  },
  ossCreateSelectObjectMeta: (o, b, k, h) =>
    select.ossCreateSelectObjectMeta(
      o,
      b,
      k,
      createParams.ossCreateSelectObjectMetaParams(null),
      h,
    ),
  ossInitMultipartUpload: (o, b, k, h) =>
    multipart.ossInitMultipartUpload(o, b, k, aosString(), null, h),
  ossAbortMultipartUpload: (o, b, k, h) => multipart.ossAbortMultipartUpload(o, b, k, "ID", h),
  ossListUploadPart: (o, b, k, h) =>
    multipart.ossListUploadPart(o, b, k, "ID", createParams.ossCreateListUploadPartParams(null), h),
  ossCompleteMultipartUpload: (o, b, k, h) =>
    multipart.ossCompleteMultipartUpload(o, b, k, "ID", aosList(), null, h),
  ossDoCompleteMultipartUpload: (o, b, k, h) =>
    multipart.ossDoCompleteMultipartUpload(o, b, k, "ID", aosList(), null, null, h, null),
  ossUploadPartFromBuffer: (o, b, k, h) =>
    part.ossUploadPartFromBuffer(o, b, k, "ID", 1, buffers(), h),
  ossUploadPartFromFile: (o, b, k, h) =>
    part.ossUploadPartFromFile(o, b, k, "ID", 1, create.ossCreateUploadFile(null), h),
  ossUploadPartCopy: (o, b, k, h) => part.ossUploadPartCopy(o, copyParams(b, k), null, h),
  ossGetSortedUploadedPart: (o, b, k) =>
    multipart.ossGetSortedUploadedPart(o, b, k, "ID", aosList(), out<number>()),
  ossUploadFile: (o, b, k) => ossUploadFile(o, b, k, aosString(), "missing", 1000, null),
  ossResumableUploadFile: (o, b, k, h) =>
    ossResumableUploadFile(o, b, k, "missing", null, null, null, null, h, null),
  ossResumableDownloadFile: (o, b, k, h) =>
    ossResumableDownloadFile(o, b, k, "missing/x", null, null, null, null, h),
};

const stat = { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 0n };
const referer = { allowEmptyReferer: false, refererList: aosList<never>() };
const website = { suffixStr: aosString("index.html"), keyStr: aosString() };
const channel = create.ossCreateLiveChannelConfigurationContent(null);
const liveStat = {
  pushflowStatus: aosString(),
  connectedTime: aosString(),
  remoteAddr: aosString(),
  videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
  audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
};

const bucketCalls: Record<string, Call> = {
  ossCreateBucket: (o, b, _, h) => bucketApi.ossCreateBucket(o, b, 0, h),
  ossCreateBucketWithStorageClass: (o, b, _, h) =>
    bucketApi.ossCreateBucketWithStorageClass(o, b, 0, 0, h),
  ossDeleteBucket: (o, b, _, h) => bucketApi.ossDeleteBucket(o, b, h),
  ossHeadBucket: (o, b, _, h) => bucketApi.ossHeadBucket(o, b, h),
  ossPutBucketAcl: (o, b, _, h) => bucketApi.ossPutBucketAcl(o, b, 0, h),
  ossGetBucketAcl: (o, b, _, h) => bucketApi.ossGetBucketAcl(o, b, aosString(), h),
  ossGetBucketLocation: (o, b, _, h) => bucketApi.ossGetBucketLocation(o, b, aosString(), h),
  ossGetBucketInfo: (o, b, _, h) =>
    bucketApi.ossGetBucketInfo(o, b, create.ossCreateBucketInfo(null), h),
  ossPutBucketStorageCapacity: (o, b, _, h) => bucketApi.ossPutBucketStorageCapacity(o, b, 1, h),
  ossGetBucketStorageCapacity: (o, b, _, h) =>
    bucketApi.ossGetBucketStorageCapacity(o, b, out<number>(), h),
  ossPutBucketLifecycle: (o, b, _, h) => config.ossPutBucketLifecycle(o, b, aosList(), h),
  ossGetBucketLifecycle: (o, b, _, h) => config.ossGetBucketLifecycle(o, b, aosList(), h),
  ossDeleteBucketLifecycle: (o, b, _, h) => config.ossDeleteBucketLifecycle(o, b, h),
  ossGetBucketStat: (o, b, _, h) => bucketApi.ossGetBucketStat(o, b, { ...stat }, h),
  ossPutBucketLogging: (o, b, _, h) =>
    config.ossPutBucketLogging(o, b, create.ossCreateLoggingRuleContent(null), h),
  ossGetBucketLogging: (o, b, _, h) =>
    config.ossGetBucketLogging(o, b, create.ossCreateLoggingRuleContent(null), h),
  ossDeleteBucketLogging: (o, b, _, h) => config.ossDeleteBucketLogging(o, b, h),
  ossPutBucketReferer: (o, b, _, h) => config.ossPutBucketReferer(o, b, referer, h),
  ossGetBucketReferer: (o, b, _, h) => config.ossGetBucketReferer(o, b, referer, h),
  ossPutBucketCors: (o, b, _, h) => config.ossPutBucketCors(o, b, aosList(), h),
  ossGetBucketCors: (o, b, _, h) => config.ossGetBucketCors(o, b, aosList(), h),
  ossDeleteBucketCors: (o, b, _, h) => config.ossDeleteBucketCors(o, b, h),
  ossPutBucketWebsite: (o, b, _, h) => config.ossPutBucketWebsite(o, b, website, h),
  ossGetBucketWebsite: (o, b, _, h) => config.ossGetBucketWebsite(o, b, website, h),
  ossDeleteBucketWebsite: (o, b, _, h) => config.ossDeleteBucketWebsite(o, b, h),
  ossListObject: (o, b, _, h) =>
    list.ossListObject(o, b, createParams.ossCreateListObjectParams(null), h),
  ossListMultipartUpload: (o, b, _, h) =>
    multipart.ossListMultipartUpload(
      o,
      b,
      createParams.ossCreateListMultipartUploadParams(null),
      h,
    ),
  ossDeleteObjects: (o, b, _, h) => deletion.ossDeleteObjects(o, b, aosList(), true, h, null),
  ossDeleteObjectsByPrefix: (o, b) => deletion.ossDeleteObjectsByPrefix(o, b, ""),
  ossPutLiveChannelStatus: (o, b, _, h) =>
    live.ossPutLiveChannelStatus(o, b, "channel", "enabled", h),
  ossCreateLiveChannel: (o, b, _, h) =>
    live.ossCreateLiveChannel(o, b, channel, aosList(), aosList(), h),
  ossGetLiveChannelInfo: (o, b, _, h) => live.ossGetLiveChannelInfo(o, b, "channel", channel, h),
  ossGetLiveChannelStat: (o, b, _, h) => live.ossGetLiveChannelStat(o, b, "channel", liveStat, h),
  ossDeleteLiveChannel: (o, b, _, h) => live.ossDeleteLiveChannel(o, b, "channel", h),
  ossListLiveChannel: (o, b, _, h) =>
    live.ossListLiveChannel(o, b, createParams.ossCreateListLiveChannelParams(null), h),
  ossGetLiveChannelHistory: (o, b, _, h) =>
    live.ossGetLiveChannelHistory(o, b, "channel", aosList(), h),
  ossGenVodPlayList: (o, b, _, h) => live.ossGenVodPlayList(o, b, "channel", "play.m3u8", 0, 10, h),
};

/** Names of buckets that the C suite tries, and NULL. */
const badBuckets: readonly Name[] = [
  ...["a", "1", "!", "aa", "12", "a1", "a!", "1!", "aAa", "1A1", "a!a", "FengChao@123", "-a123"],
  ...["a_123", "a123-", "1234567890".repeat(7).slice(0, 64), "a/b", "", aosString()],
];

async function refused(call: Call, bucket: Name, object: Name, error: string): Promise<void> {
  const { options, seen } = server();
  const respHeaders = out<AosTable>();
  const s = await call(options, bucket, object, respHeaders);
  expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: error, reqId: "" });
  expect(respHeaders.value).toBeNull();
  expect(seen).toEqual([]);
}

describe("a bucket's name that is not valid is refused before anything is sent or opened", () => {
  test.each(Object.entries({ ...objectCalls, ...bucketCalls }))("by %s", async (_, call) => {
    for (const bucket of badBuckets) await refused(call, bucket, "", "BucketNameInvalidError");
  });
});

describe("an empty object's name is refused before anything is sent or opened", () => {
  test.each(Object.entries(objectCalls))("by %s", async (_, call) => {
    for (const name of ["", aosString()]) {
      await refused(call, "bucket", name, "ObjectNameInvalidError");
    }
  });
});

describe("a destroyed pool makes a promise that is rejected, and sends nothing", () => {
  test.each(Object.entries({ ...objectCalls, ...bucketCalls }))("by %s", async (_, call) => {
    const { options, seen } = server();
    const pool = aosPoolCreate(null);
    aosPoolDestroy(pool);
    const made: Promise<AosStatus>[] = [];
    expect(() => {
      made.push(call({ ...options, pool }, "bucket", "key", out<AosTable>()));
    }).not.toThrow();
    await expect(made[0]).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });
});

test("no URL is made for a name that is not valid", () => {
  const { options } = server();
  for (const bucket of badBuckets) {
    expect(ossGenSignedUrl(options, bucket, "key", 3600, aosHttpRequestCreate(null))).toBeNull();
  }
  for (const name of ["", aosString()]) {
    expect(ossGenSignedUrl(options, "bucket", name, 3600, aosHttpRequestCreate(null))).toBeNull();
  }
});

test("half of a surrogate pair is in no name, and is not sent", async () => {
  const head: Call = (o, b, k, h) => objectApi.ossHeadObject(o, b, k, null, h);
  await refused(head, "bucket", "a\ud800", "ObjectNameInvalidError");
  const { options, seen } = server();
  const key = create.ossCreateOssObjectKey(null);
  aosStrSet(key.key, "\udc00");
  const keys = aosList<OssObjectKey>();
  aosListAddTail(key, keys);
  const s = await deletion.ossDeleteObjects(options, "bucket", keys, true, null, null);
  expect(s.errorCode).toBe("ObjectNameInvalidError");
  const params = createParams.ossCreateListObjectParams(null);
  aosStrSet(params.prefix, "a\ud800");
  expect((await list.ossListObject(options, "bucket", params, null)).code).toBe(
    AOSE_INVALID_ARGUMENT,
  );
  expect(seen).toEqual([]);
});
