/** Objects of buckets whose storage class freezes them, and symbol links. */

import { describe, expect, test } from "vitest";
import {
  type AosStatus,
  type AosTable,
  aosPoolCreate,
  OSS_ACL_PRIVATE,
  OSS_STORAGE_CLASS_ARCHIVE,
  OSS_STORAGE_CLASS_COLD_ARCHIVE,
  OSS_TIER_STANDARD,
  type OssRequestOptions,
  type OssStorageClassType,
  ossCreateBucketInfo,
  ossCreateBucketWithStorageClass,
  ossCreateListObjectParams,
  ossDeleteBucket,
  ossDeleteObject,
  ossGetBucketInfo,
  ossGetObjectToBuffer,
  ossGetSymlink,
  ossListObject,
  ossPutObjectFromBuffer,
  ossPutSymlink,
  ossRestoreObject,
  ossRestoreObjectWithTier,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, textOf } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";

const frozen = `${testAccount.bucket}-frozen`;
let now = Date.now();
const emulator = useEmulator({ clock: () => now, maxSkew: Infinity });
const pool = aosPoolCreate(null);

/** Makes a bucket of a class, with an object in it. */
async function freeze(
  version: number,
  storageClass: OssStorageClassType,
): Promise<OssRequestOptions> {
  const options = signedOptions(pool, emulator().endpoint, version);
  const args = [options, frozen, OSS_ACL_PRIVATE, storageClass, null] as const;
  await succeeds(ossCreateBucketWithStorageClass(...args), 200);
  const content = buffers("test c oss sdk");
  await succeeds(ossPutObjectFromBuffer(options, frozen, "x", content, null, null), 200);
  return options;
}

async function classesOf(options: OssRequestOptions): Promise<unknown> {
  const info = ossCreateBucketInfo(pool);
  await succeeds(ossGetBucketInfo(options, frozen, info, null), 200);
  const params = ossCreateListObjectParams(pool);
  await succeeds(ossListObject(options, frozen, params, null), 200);
  const [object] = params.objectList;
  return [info.storageClass.data, object?.storageClass.data, object?.type.data];
}

async function get(options: OssRequestOptions): Promise<[AosStatus, string]> {
  const content = buffers();
  return [
    await ossGetObjectToBuffer(options, frozen, "x", null, null, content, null),
    textOf(content),
  ];
}

async function clear(options: OssRequestOptions): Promise<void> {
  await succeeds(ossDeleteObject(options, frozen, "x", null), 204);
  await succeeds(ossDeleteBucket(options, frozen, null), 204);
}

describe.each([1, 4])("signed with version %i, an object of a bucket", (version) => {
  test("of the class Archive is got only after it was restored, and then again and again", async () => {
    const options = await freeze(version, OSS_STORAGE_CLASS_ARCHIVE);
    expect(await classesOf(options)).toEqual(["Archive", "Archive", "Normal"]);
    expect((await get(options))[0]).toMatchObject({ code: 403, errorCode: "InvalidObjectState" });
    const restore = (): Promise<AosStatus> => ossRestoreObject(options, frozen, "x", null, null);
    await succeeds(restore(), 202);
    await fails(restore(), 409, "RestoreAlreadyInProgress");
    now += 1000;
    await succeeds(restore(), 200);
    for (let n = 0; n < 2; n++) {
      const [s, text] = await get(options);
      expect([s.code, text]).toEqual([200, "test c oss sdk"]);
    }
    await clear(options);
  });

  test("of the class ColdArchive is restored once at a time, at the speed that is asked for", async () => {
    const options = await freeze(version, OSS_STORAGE_CLASS_COLD_ARCHIVE);
    expect(await classesOf(options)).toEqual(["ColdArchive", "ColdArchive", "Normal"]);
    expect((await get(options))[0]).toMatchObject({ code: 403, errorCode: "InvalidObjectState" });
    const restore = (): Promise<AosStatus> =>
      ossRestoreObjectWithTier(options, frozen, "x", OSS_TIER_STANDARD, 2, null, null);
    await succeeds(restore(), 202);
    await fails(restore(), 409, "RestoreAlreadyInProgress");
    await clear(options);
  });
});

test.each([1, 4])("signed with version %i, a link names its target, and is deleted", async (v) => {
  const options = signedOptions(pool, emulator().endpoint, v);
  const { bucket } = testAccount;
  await succeeds(ossPutObjectFromBuffer(options, bucket, "oss.jpg", buffers("x"), null, null), 200);
  const headers = out<AosTable>();
  await succeeds(ossPutSymlink(options, bucket, "link-to-oss.jpg", "oss.jpg", headers), 200);
  expect(headers.value).not.toBeNull();
  await succeeds(ossGetSymlink(options, bucket, "link-to-oss.jpg", headers), 200);
  expect(headers.value?.get("x-oss-symlink-target")).toBe("oss.jpg");
  const missing = out<AosTable>();
  await fails(ossGetSymlink(options, bucket, "testasfadf", missing), 404);
  expect(missing.value).not.toBeNull();
  for (const key of ["oss.jpg", "link-to-oss.jpg"]) {
    await succeeds(ossDeleteObject(options, bucket, key, null), 204);
  }
});
