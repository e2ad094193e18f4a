/** What calls answer when their bucket is not there. */

import { readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AosStatus,
  aosList,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssRequestOptions,
  ossAppendObjectFromFile,
  ossCreateBucketInfo,
  ossCreateListLiveChannelParams,
  ossCreateListMultipartUploadParams,
  ossCreateListObjectParams,
  ossCreateLiveChannel,
  ossCreateLiveChannelConfigurationContent,
  ossCreateLoggingRuleContent,
  ossCreateUploadFile,
  ossCreateUploadPartCopyParams,
  ossDeleteBucketLifecycle,
  ossDeleteObjects,
  ossDeleteObjectsByPrefix,
  ossDoAppendObjectFromFile,
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
  ossGetFileInfo,
  ossGetLiveChannelHistory,
  ossGetLiveChannelInfo,
  ossGetObjectTagging,
  ossGetObjectToFile,
  ossHeadBucket,
  ossListLiveChannel,
  ossListMultipartUpload,
  ossListObject,
  ossPutObjectFromFile,
  ossResumableUploadFileWithCp,
  ossResumableUploadFileWithoutCp,
  ossUploadFile,
  ossUploadPartCopy,
  ossUploadPartFromFile,
} from "../../src/index.js";
import { useEmulator } from "../support/emulator.js";
import { signedOptions } from "../support/options.js";
import { fails } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const NONE = "c-sdk-no-exist";
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

type Call = (options: OssRequestOptions) => Promise<AosStatus>;

const referer = { allowEmptyReferer: false, refererList: aosList<never>() };
const website = { suffixStr: aosString(), keyStr: aosString() };
const stat = { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 0n };
const configuration = ossCreateLiveChannelConfigurationContent(pool);
aosStrSet(configuration.name, "channel");

const bucketCalls: Record<string, Call> = {
  ossHeadBucket: (o) => ossHeadBucket(o, NONE, null),
  ossGetBucketAcl: (o) => ossGetBucketAcl(o, NONE, aosString(), null),
  ossGetBucketLocation: (o) => ossGetBucketLocation(o, NONE, aosString(), null),
  ossGetBucketInfo: (o) => ossGetBucketInfo(o, NONE, ossCreateBucketInfo(pool), null),
  ossGetBucketStat: (o) => ossGetBucketStat(o, NONE, stat, null),
  ossGetBucketStorageCapacity: (o) => ossGetBucketStorageCapacity(o, NONE, { value: 0 }, null),
  ossGetBucketLogging: (o) => ossGetBucketLogging(o, NONE, ossCreateLoggingRuleContent(pool), null),
  ossGetBucketLifecycle: (o) => ossGetBucketLifecycle(o, NONE, aosList(), null),
  ossDeleteBucketLifecycle: (o) => ossDeleteBucketLifecycle(o, NONE, null),
  ossGetBucketWebsite: (o) => ossGetBucketWebsite(o, NONE, website, null),
  ossGetBucketReferer: (o) => ossGetBucketReferer(o, NONE, referer, null),
  ossGetBucketCors: (o) => ossGetBucketCors(o, NONE, aosList(), null),
  ossListObject: (o) => ossListObject(o, NONE, ossCreateListObjectParams(pool), null),
  ossDeleteObjects: (o) => ossDeleteObjects(o, NONE, aosList(), true, null, null),
  ossDeleteObjectsByPrefix: (o) => ossDeleteObjectsByPrefix(o, NONE, "oss_tmp3/1"),
  ossListMultipartUpload: (o) =>
    ossListMultipartUpload(o, NONE, ossCreateListMultipartUploadParams(pool), null),
  ossListLiveChannel: (o) =>
    ossListLiveChannel(o, NONE, ossCreateListLiveChannelParams(pool), null),
  ossCreateLiveChannel: (o) =>
    ossCreateLiveChannel(o, NONE, configuration, aosList(), aosList(), null),
  ossGetLiveChannelInfo: (o) => ossGetLiveChannelInfo(o, NONE, "channel", configuration, null),
  ossGetLiveChannelHistory: (o) => ossGetLiveChannelHistory(o, NONE, "channel", aosList(), null),
};

const objectCalls: Record<string, Call> = {
  ossPutObjectFromFile: (o) => ossPutObjectFromFile(o, NONE, "key", path("file"), null, null),
  ossAppendObjectFromFile: (o) =>
    ossAppendObjectFromFile(o, NONE, "key", 0, path("file"), null, null),
  ossDoAppendObjectFromFile: (o) =>
    ossDoAppendObjectFromFile(o, NONE, "key", 0, 0n, path("file"), null, null, null, null, null),
  ossGetObjectTagging: (o) => ossGetObjectTagging(o, NONE, "key", aosList(), null),
  ossUploadPartFromFile: (o) => {
    const uploadFile = ossCreateUploadFile(pool);
    aosStrSet(uploadFile.filename, path("file"));
    uploadFile.fileLast = 4;
    return ossUploadPartFromFile(o, NONE, "key", "0123456789ABCDEF", 2, uploadFile, null);
  },
  ossUploadPartCopy: (o) => {
    const params = ossCreateUploadPartCopyParams(pool);
    for (const text of [params.sourceBucket, params.destBucket]) aosStrSet(text, NONE);
    for (const text of [params.sourceObject, params.destObject]) aosStrSet(text, "key");
    aosStrSet(params.uploadId, "0123456789ABCDEF");
    Object.assign(params, { partNum: 2, rangeStart: 0, rangeEnd: 9 });
    return ossUploadPartCopy(o, params, null, null);
  },
  "ossUploadFile without an id": (o) =>
    ossUploadFile(o, NONE, "key", aosString(), path("file"), 100, null),
  "ossUploadFile with an id": (o) =>
    ossUploadFile(o, NONE, "key", aosString("0123456789ABCDEF"), path("file"), 100, null),
};

describe.each([1, 4])("signed with version %i, a bucket that is not there is 404", (version) => {
  const calls = { ...bucketCalls, ...objectCalls };

  test.each(Object.entries(calls))("NoSuchBucket for %s", async (_, call) => {
    writeFileSync(path("file"), "text");
    const options = signedOptions(pool, emulator().endpoint, version);
    await fails(call(options), 404, "NoSuchBucket");
  });

  test("for a download to a file, which makes none", async () => {
    const options = signedOptions(pool, emulator().endpoint, version);
    const file = path("copy");
    await fails(ossGetObjectToFile(options, NONE, "key", null, null, file, null), 404);
    expect(readdirSync(path(""))).toEqual([]);
  });

  test.each([
    ["without a checkpoint", null],
    ["with one that has no name", ""],
  ])("for a resumable upload %s", async (_, checkpoint) => {
    writeFileSync(path("file"), Buffer.alloc(1000));
    const options = signedOptions(pool, emulator().endpoint, version);
    const finfo = { size: 0, mtime: 0 };
    await ossGetFileInfo(path("file"), null, finfo);
    const args = [options, NONE, "key", path("file"), null, null, 1, 100] as const;
    await fails(
      checkpoint === null
        ? ossResumableUploadFileWithoutCp(...args, finfo, null, null, null)
        : ossResumableUploadFileWithCp(...args, checkpoint, finfo, null, null, null),
      404,
    );
  });
});
