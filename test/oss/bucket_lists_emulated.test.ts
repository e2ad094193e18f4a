/** Listing and emptying buckets through the API, in a service that keeps them. */

import { describe, expect, test } from "vitest";
import {
  type AosStatus,
  type AosTable,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosStrSet,
  OSS_ACL_PRIVATE,
  type OssListBucketsParams,
  type OssListObjectParams,
  type OssObjectKey,
  type OssRequestOptions,
  ossCreateBucket,
  ossCreateListBucketsParams,
  ossCreateListObjectParams,
  ossCreateOssObjectKey,
  ossDeleteBucket,
  ossDeleteObjects,
  ossDeleteObjectsByPrefix,
  ossListBucket,
  ossListObject,
  ossPutObjectFromBuffer,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

async function putAll(options: OssRequestOptions, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await succeeds(ossPutObjectFromBuffer(options, bucket, key, buffers("x"), null, null), 200);
  }
}

function keysOf(params: OssListObjectParams): string[] {
  return [...params.objectList].map(({ key }) => key.data);
}

async function keysOfBucket(options: OssRequestOptions): Promise<string[]> {
  const params = ossCreateListObjectParams(pool);
  await succeeds(ossListObject(options, bucket, params, null), 200);
  return keysOf(params);
}

function toDelete(...keys: readonly string[]): ReturnType<typeof aosList<OssObjectKey>> {
  const list = aosList<OssObjectKey>();
  for (const name of keys) {
    const entry = ossCreateOssObjectKey(pool);
    aosStrSet(entry.key, name);
    aosListAddTail(entry, list);
  }
  return list;
}

describe.each([1, 4])("signed with version %i, the objects of a bucket", (version) => {
  test("are listed one by one, from marker to marker", async () => {
    const options = optionsFor(version);
    await putAll(options, ["oss_test_object1", "oss_test_object2", "other"]);
    const params = ossCreateListObjectParams(pool);
    params.maxRet = 1;
    params.truncated = false;
    aosStrSet(params.prefix, "oss_test_object");
    const headers = out<AosTable>();
    await succeeds(ossListObject(options, bucket, params, headers), 200);
    expect(headers.value).not.toBeNull();
    expect([params.truncated, params.nextMarker.data]).toEqual([true, "oss_test_object1"]);
    expect(keysOf(params)).toEqual(["oss_test_object1"]);
    const [first] = params.objectList;
    expect([first?.storageClass.data, first?.type.data]).toEqual(["Standard", "Normal"]);
    aosListInit(params.objectList);
    aosStrSet(params.marker, params.nextMarker);
    await succeeds(ossListObject(options, bucket, params, headers), 200);
    expect([params.truncated, keysOf(params)]).toEqual([false, ["oss_test_object2"]]);
  });

  test("are gathered under their common prefixes", async () => {
    const options = optionsFor(version);
    await putAll(options, ["oss_tmp1/", "oss_tmp2/", "oss_tmp3/", "oss_tmp3/1/0.txt", "x"]);
    const params = ossCreateListObjectParams(pool);
    params.maxRet = 5;
    aosStrSet(params.prefix, "oss_tmp");
    aosStrSet(params.delimiter, "/");
    await succeeds(ossListObject(options, bucket, params, null), 200);
    expect(params.truncated).toBe(false);
    expect([...params.commonPrefixList].map(({ prefix }) => prefix.data)).toEqual([
      "oss_tmp1/",
      "oss_tmp2/",
      "oss_tmp3/",
    ]);
    expect(keysOf(params)).toEqual([]);
  });

  test.each([
    ["quietly", true, []],
    ["and told of", false, ["a", "b", "never was"]],
  ])("are deleted together, %s", async (_, quiet, told) => {
    const options = optionsFor(version);
    await putAll(options, ["a", "b", "c"]);
    const deleted = aosList<OssObjectKey>();
    const headers = out<AosTable>();
    const keys = toDelete("a", "b", "never was");
    await succeeds(ossDeleteObjects(options, bucket, keys, quiet, headers, deleted), 200);
    expect(headers.value).not.toBeNull();
    expect([...deleted].map(({ key }) => key.data)).toEqual(told);
    expect(await keysOfBucket(options)).toEqual(["c"]);
  });

  test("are deleted by prefix: none, one, many", async () => {
    const options = optionsFor(version);
    await putAll(options, ["oss_tmp3/1/0.txt", "oss_tmp3/1/1.txt", "oss_tmp3/1/2.txt", "x"]);
    const left: number[] = [];
    for (const prefix of ["oss_tmp3/2", "oss_tmp3/1/0.txt", "oss_tmp3/1"]) {
      await succeeds(ossDeleteObjectsByPrefix(options, bucket, prefix), 200);
      left.push((await keysOfBucket(options)).length);
    }
    expect(left).toEqual([4, 3, 1]);
  });

  test("are deleted to the last one by a NULL prefix, also when they fill more than a page", async () => {
    const options = optionsFor(version);
    await putAll(
      options,
      Array.from({ length: 1003 }, (_, i) => `oss_tmp3/1/${i}.txt`),
    );
    await succeeds(ossDeleteObjectsByPrefix(options, bucket, ""), 200);
    expect(await keysOfBucket(options)).toEqual([]);
    await succeeds(ossDeleteBucket(options, bucket, null), 204);
  });
});

describe.each([1, 4])("signed with version %i, the buckets of an account", (version) => {
  function namesOf(params: OssListBucketsParams): string[] {
    return [...params.bucketList].map(({ name }) => name.data);
  }

  const make = (options: OssRequestOptions, name: string): Promise<AosStatus> =>
    ossCreateBucket(options, name, OSS_ACL_PRIVATE, null);

  test("are listed all at once", async () => {
    const options = optionsFor(version);
    const params = ossCreateListBucketsParams(pool);
    params.maxKeys = 100;
    const headers = out<AosTable>();
    await succeeds(ossListBucket(options, params, headers), 200);
    expect(headers.value).not.toBeNull();
    expect(namesOf(params)).toEqual([bucket]);
  });

  test("are listed one first, and then from its marker on", async () => {
    const options = optionsFor(version);
    await succeeds(make(options, `${bucket}-test-itor`), 200);
    const params = ossCreateListBucketsParams(pool);
    params.maxKeys = 1;
    await succeeds(ossListBucket(options, params, null), 200);
    expect([params.truncated, namesOf(params)]).toEqual([true, [bucket]]);
    aosListInit(params.bucketList);
    aosStrSet(params.marker, params.nextMarker);
    params.maxKeys = 10;
    await succeeds(ossListBucket(options, params, null), 200);
    expect([params.truncated, namesOf(params)]).toEqual([false, [`${bucket}-test-itor`]]);
    await succeeds(ossDeleteBucket(options, `${bucket}-test-itor`, null), 204);
  });

  test("are not listed by a prefix that no name can have", async () => {
    const params = ossCreateListBucketsParams(pool);
    params.maxKeys = 1;
    aosStrSet(params.prefix, "impossibleMatch");
    await fails(ossListBucket(optionsFor(version), params, null), 400, "InvalidArgument");
  });
});
