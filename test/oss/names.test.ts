import { describe, expect, test } from "vitest";
import { AOSE_INVALID_ARGUMENT } from "../../src/aos/define.js";
import { aosList } from "../../src/aos/list.js";
import { type Out, out } from "../../src/aos/out.js";
import type { AosStatus } from "../../src/aos/status.js";
import { aosString, aosStrSet } from "../../src/aos/string.js";
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
import * as restore from "../../src/oss/api/restore.js";
import * as select from "../../src/oss/api/select.js";
import * as symlink from "../../src/oss/api/symlink.js";
import type { OssRequestOptions, OssUploadPartCopyParams } from "../../src/oss/define.js";
import * as multipart from "../../src/oss/multipart.js";
import * as create from "../../src/oss/util/create.js";
import { useAnswers } from "../support/answers.js";
import { buffers } from "../support/options.js";

const server = useAnswers();

type Headers = Out<AosTable>;
type Call = (
  o: OssRequestOptions,
  bucket: string,
  object: string,
  h: Headers,
) => Promise<AosStatus>;

function copyParams(bucket: string, object: string): OssUploadPartCopyParams {
  const params = create.ossCreateUploadPartCopyParams(null);
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
    select.ossSelectObjectToBuffer(o, b, k, "", create.ossCreateSelectObjectParams(null), null, h),
  ossSelectObjectToFile: (o, b, k, h) =>
    select.ossSelectObjectToFile(o, b, k, "", create.ossCreateSelectObjectParams(null), "x/y", h),
  ossCreateSelectObjectMeta: (o, b, k, h) =>
    select.ossCreateSelectObjectMeta(o, b, k, create.ossCreateSelectObjectMetaParams(null), h),
  ossInitMultipartUpload: (o, b, k, h) =>
    multipart.ossInitMultipartUpload(o, b, k, aosString(), null, h),
  ossAbortMultipartUpload: (o, b, k, h) => multipart.ossAbortMultipartUpload(o, b, k, "ID", h),
  ossListUploadPart: (o, b, k, h) =>
    multipart.ossListUploadPart(o, b, k, "ID", create.ossCreateListUploadPartParams(null), h),
  ossCompleteMultipartUpload: (o, b, k, h) =>
    multipart.ossCompleteMultipartUpload(o, b, k, "ID", aosList(), null, h),
  ossDoCompleteMultipartUpload: (o, b, k, h) =>
    multipart.ossDoCompleteMultipartUpload(o, b, k, "ID", aosList(), null, null, h, null),
  ossUploadPartFromBuffer: (o, b, k, h) =>
    multipart.ossUploadPartFromBuffer(o, b, k, "ID", 1, buffers(), h),
  ossUploadPartFromFile: (o, b, k, h) =>
    multipart.ossUploadPartFromFile(o, b, k, "ID", 1, create.ossCreateUploadFile(null), h),
  ossUploadPartCopy: (o, b, k, h) => multipart.ossUploadPartCopy(o, copyParams(b, k), null, h),
  ossGetSortedUploadedPart: (o, b, k) =>
    multipart.ossGetSortedUploadedPart(o, b, k, "ID", aosList(), out<number>()),
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
  ossDeleteBucketWebsite: (o, b, _, h) => config.ossDeleteBucketWebsite(o, b, h),
  ossListObject: (o, b, _, h) =>
    list.ossListObject(o, b, create.ossCreateListObjectParams(null), h),
  ossListMultipartUpload: (o, b, _, h) =>
    multipart.ossListMultipartUpload(o, b, create.ossCreateListMultipartUploadParams(null), h),
  ossDeleteObjects: (o, b, _, h) => deletion.ossDeleteObjects(o, b, aosList(), true, h, null),
  ossDeleteObjectsByPrefix: (o, b) => deletion.ossDeleteObjectsByPrefix(o, b, ""),
  ossPutLiveChannelStatus: (o, b, _, h) =>
    live.ossPutLiveChannelStatus(o, b, "channel", "enabled", h),
};

async function refused(call: Call, bucket: string, object: string, error: string): Promise<void> {
  const { options, seen } = server();
  const respHeaders = out<AosTable>();
  const s = await call(options, bucket, object, respHeaders);
  expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: error, reqId: "" });
  expect(respHeaders.value).toBeNull();
  expect(seen).toEqual([]);
}

describe("a bucket's name that is not valid is refused before anything is sent or opened", () => {
  test.each(Object.entries({ ...objectCalls, ...bucketCalls }))("by %s", async (_, call) => {
    for (const bucket of ["", "Bucket", "-bucket", "bu", "a/b"]) {
      await refused(call, bucket, "", "BucketNameInvalidError");
    }
  });
});

describe("an empty object's name is refused before anything is sent or opened", () => {
  test.each(Object.entries(objectCalls))("by %s", async (_, call) => {
    await refused(call, "bucket", "", "ObjectNameInvalidError");
  });
});
