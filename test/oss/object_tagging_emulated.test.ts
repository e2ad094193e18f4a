/** Tags come with every way in which an object can be made, in a service that keeps them. */

import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AosList,
  type AosTable,
  aosList,
  aosListAddTail,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssCompletePartContent,
  type OssRequestOptions,
  type OssTagContent,
  ossAppendObjectFromBuffer,
  ossCompleteMultipartUpload,
  ossCopyObject,
  ossCreateResumableCltParamsContent,
  ossCreateTagContent,
  ossDeleteObjectTagging,
  ossDoPutSymlink,
  ossGetObjectTagging,
  ossInitMultipartUpload,
  ossPutObjectFromBuffer,
  ossPutObjectTagging,
  ossResumableUploadFile,
  ossUploadPartFromBuffer,
  out,
} from "../../src/index.js";
import { ossGetSortedUploadedPart } from "../../src/oss/multipart.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);
const TWO = { "x-oss-tagging": "key1=value1&key2=value2" };
const TWO_TAGS = [
  ["key1", "value1"],
  ["key2", "value2"],
] as const;

function tags(entries: readonly (readonly [string, string])[]): AosList<OssTagContent> {
  const list = aosList<OssTagContent>();
  for (const [key, value] of entries) {
    const tag = ossCreateTagContent(pool);
    aosStrSet(tag.key, key);
    aosStrSet(tag.value, value);
    aosListAddTail(tag, list);
  }
  return list;
}

async function tagsOf(options: OssRequestOptions, key: string): Promise<string[][]> {
  const list = aosList<OssTagContent>();
  const headers = out<AosTable>();
  await succeeds(ossGetObjectTagging(options, bucket, key, list, headers), 200);
  expect(headers.value).not.toBeNull();
  return [...list].map((tag) => [tag.key.data, tag.value.data]);
}

async function put(options: OssRequestOptions, key: string, headers = {}): Promise<void> {
  const content = buffers("hello world");
  await succeeds(ossPutObjectFromBuffer(options, bucket, key, content, table(headers), null), 200);
}

async function putInParts(options: OssRequestOptions, key: string): Promise<void> {
  const id = aosString();
  await succeeds(ossInitMultipartUpload(options, bucket, key, id, table(TWO), null), 200);
  for (const n of [1, 2]) {
    const part = buffers(`part ${n}`);
    await succeeds(ossUploadPartFromBuffer(options, bucket, key, id, n, part, null), 200);
  }
  const parts = aosList<OssCompletePartContent>();
  const count = out<number>();
  await succeeds(ossGetSortedUploadedPart(options, bucket, key, id, parts, count), 200);
  await succeeds(ossCompleteMultipartUpload(options, bucket, key, id, parts, null, null), 200);
}

async function putResumable(options: OssRequestOptions, key: string): Promise<void> {
  writeFileSync(path("file"), Buffer.alloc(350));
  const params = ossCreateResumableCltParamsContent(pool, 100, 3, false, null);
  const args = [options, bucket, key, path("file"), table(TWO), null, params] as const;
  await succeeds(ossResumableUploadFile(...args, null, null, null), 200);
}

describe.each([1, 4])("signed with version %i, tags", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test("are none at first, then those that were put, in their order, then none again", async () => {
    const options = optionsFor();
    await put(options, "x");
    expect(await tagsOf(options, "x")).toEqual([]);
    await succeeds(ossPutObjectTagging(options, bucket, "x", tags(TWO_TAGS), null), 200);
    expect(await tagsOf(options, "x")).toEqual(TWO_TAGS);
    await succeeds(ossDeleteObjectTagging(options, bucket, "x", null), 204);
    expect(await tagsOf(options, "x")).toEqual([]);
  });

  test("may be no tags, or tags without a value, but not without a key", async () => {
    const options = optionsFor();
    await put(options, "x");
    await succeeds(ossPutObjectTagging(options, bucket, "x", tags([]), null), 200);
    await succeeds(ossPutObjectTagging(options, bucket, "x", tags([["key1", ""]]), null), 200);
    expect(await tagsOf(options, "x")).toEqual([["key1", ""]]);
    const headers = out<AosTable>();
    await fails(ossPutObjectTagging(options, bucket, "x", tags([["", "value1"]]), headers), 400);
    expect(headers.value).not.toBeNull();
  });

  test.each<[string, (options: OssRequestOptions, key: string) => Promise<void>]>([
    ["put", (options, key) => put(options, key, TWO)],
    [
      "appended",
      (options, key) => {
        const args = [options, bucket, key, 0, buffers("x"), table(TWO), null] as const;
        return succeeds(ossAppendObjectFromBuffer(...args), 200);
      },
    ],
    ["put in parts", putInParts],
    ["put by a resumable upload", putResumable],
  ])("come with an object that is %s", async (_, make) => {
    const options = optionsFor();
    await make(options, "x");
    expect(await tagsOf(options, "x")).toEqual(TWO_TAGS);
  });

  test("of a link are its own", async () => {
    const options = optionsFor();
    await put(options, "x", { "x-oss-tagging": "key3=value3" });
    const headers = table({ "x-oss-tagging": "key1=value1" });
    await succeeds(ossDoPutSymlink(options, bucket, "link", "x", headers, null), 200);
    expect(await tagsOf(options, "link")).toEqual([["key1", "value1"]]);
  });

  test.each([
    ["the source's", { "x-oss-tagging-directive": "Copy" }, [["key3", "value3"]]],
    ["the caller's", { "x-oss-tagging-directive": "Replace", ...TWO }, TWO_TAGS],
  ])("of a copy are %s when the caller says so", async (_, headers, expected) => {
    const options = optionsFor();
    await put(options, "source", { "x-oss-tagging": "key3=value3" });
    const args = [options, bucket, "source", bucket, "copy", table(headers), null] as const;
    await succeeds(ossCopyObject(...args), 200);
    expect(await tagsOf(options, "copy")).toEqual(expected);
  });
});
