/** What is said of an object through the API is what a service that checks it keeps. */

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
  OSS_ACL_PUBLIC_READ,
  OSS_TIER_STANDARD,
  type OssRequestOptions,
  type OssTagContent,
  ossCreateTagContent,
  ossDeleteObjectTagging,
  ossDoPutSymlink,
  ossGetObjectAcl,
  ossGetObjectTagging,
  ossGetObjectToBuffer,
  ossGetSymlink,
  ossHeadObject,
  ossPutObjectAcl,
  ossPutObjectFromBuffer,
  ossPutObjectTagging,
  ossPutSymlink,
  ossRestoreObject,
  ossRestoreObjectWithTier,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table, textOf } from "../support/options.js";
import { succeeds } from "../support/statuses.js";

const { bucket } = testAccount;
let now = Date.now();
const emulator = useEmulator({ clock: () => now, maxSkew: Infinity });
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

async function put(options: OssRequestOptions, key: string, headers = {}): Promise<void> {
  const content = buffers("content");
  await succeeds(ossPutObjectFromBuffer(options, bucket, key, content, table(headers), null));
}

async function get(options: OssRequestOptions, key: string): Promise<[AosStatus, string]> {
  const content = buffers();
  const s = await ossGetObjectToBuffer(options, bucket, key, null, null, content, null);
  return [s, textOf(content)];
}

function tags(entries: Readonly<Record<string, string>>): AosList<OssTagContent> {
  const list = aosList<OssTagContent>();
  for (const [key, value] of Object.entries(entries)) {
    const tag = ossCreateTagContent(pool);
    aosStrSet(tag.key, key);
    aosStrSet(tag.value, value);
    aosListAddTail(tag, list);
  }
  return list;
}

describe.each([1, 4])("signed with version %i, an object keeps", (version) => {
  test("its ACL", async () => {
    const options = optionsFor(version);
    await put(options, "a b/中文");
    await succeeds(ossPutObjectAcl(options, bucket, "a b/中文", OSS_ACL_PUBLIC_READ, null));
    const acl = aosString();
    await succeeds(ossGetObjectAcl(options, bucket, "a b/中文", acl, null));
    expect(acl.data).toBe("public-read");
    expect(await ossGetObjectAcl(options, bucket, "other", acl, null)).toMatchObject({
      code: 404,
      errorCode: "NoSuchKey",
    });
  });

  test("its tags", async () => {
    const options = optionsFor(version);
    await put(options, "x", { "x-oss-tagging": "k1=v1" });
    const got = async (): Promise<unknown> => {
      const list = aosList<OssTagContent>();
      await succeeds(ossGetObjectTagging(options, bucket, "x", list, null));
      return Object.fromEntries([...list].map(({ key, value }) => [key.data, value.data]));
    };
    expect(await got()).toEqual({ k1: "v1" });
    const entries = { 键: "值 1", b: "" };
    await succeeds(ossPutObjectTagging(options, bucket, "x", tags(entries), null));
    expect(await got()).toEqual(entries);
    await succeeds(ossDeleteObjectTagging(options, bucket, "x", null), 204);
    expect(await got()).toEqual({});
    const many = tags(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, ""])));
    expect(await ossPutObjectTagging(options, bucket, "x", many, null)).toMatchObject({
      code: 400,
      errorCode: "InvalidTag",
    });
  });

  test("what a symbol link stands for", async () => {
    const options = optionsFor(version);
    await put(options, "dir/目标 1");
    await succeeds(ossPutSymlink(options, bucket, "link", "dir/目标 1", null));
    const headers = out<AosTable>();
    await succeeds(ossGetSymlink(options, bucket, "link", headers));
    expect(decodeURIComponent(headers.value?.get("x-oss-symlink-target") ?? "")).toBe("dir/目标 1");
    expect((await get(options, "link"))[1]).toBe("content");
    const forbidden = table({ "x-oss-forbid-overwrite": "true" });
    expect(await ossDoPutSymlink(options, bucket, "link", "x", forbidden, null)).toMatchObject({
      code: 409,
      errorCode: "FileAlreadyExists",
    });
  });

  test("that it is frozen, until it is thawed", async () => {
    const options = optionsFor(version);
    await put(options, "x", { "x-oss-storage-class": "ColdArchive" });
    expect((await get(options, "x"))[0]).toMatchObject({
      code: 403,
      errorCode: "InvalidObjectState",
    });
    const restore = (): Promise<AosStatus> =>
      ossRestoreObjectWithTier(options, bucket, "x", OSS_TIER_STANDARD, 2, null, null);
    await succeeds(restore(), 202);
    expect(await restore()).toMatchObject({ code: 409, errorCode: "RestoreAlreadyInProgress" });
    now += 1000;
    expect((await get(options, "x"))[1]).toBe("content");
    await succeeds(ossRestoreObject(options, bucket, "x", null, null));
    const headers = out<AosTable>();
    await succeeds(ossHeadObject(options, bucket, "x", null, headers));
    expect(headers.value?.get("x-oss-restore")).toContain('ongoing-request="false"');
  });
});
