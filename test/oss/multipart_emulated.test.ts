/** Uploads in parts through the API, in a service that keeps them. */

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AosList,
  type AosString,
  type AosTable,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssCompletePartContent,
  type OssListUploadPartParams,
  type OssRequestOptions,
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossCreateListMultipartUploadParams,
  ossCreateListUploadPartParams,
  ossCreateUploadFile,
  ossCreateUploadPartCopyParams,
  ossGetObjectToFile,
  ossHeadObject,
  ossInitMultipartUpload,
  ossListMultipartUpload,
  ossListUploadPart,
  ossPutObjectFromFile,
  ossUploadPartCopy,
  ossUploadPartFromBuffer,
  ossUploadPartFromFile,
  out,
} from "../../src/index.js";
import { ossGetSortedUploadedPart } from "../../src/oss/multipart.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table } from "../support/options.js";
import { succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

async function begin(options: OssRequestOptions, key: string): Promise<AosString> {
  const id = aosString();
  await succeeds(ossInitMultipartUpload(options, bucket, key, id, null, null), 200);
  expect(id.len).toBeGreaterThan(0);
  return id;
}

async function sendParts(options: OssRequestOptions, key: string, id: AosString): Promise<void> {
  for (const n of [1, 2]) {
    const headers = out<AosTable>();
    const part = buffers(randomBytes(200));
    await succeeds(ossUploadPartFromBuffer(options, bucket, key, id, n, part, headers), 200);
    expect(headers.value).not.toBeNull();
  }
}

/** Adds the parts of a page to those that complete an upload. */
function take(params: OssListUploadPartParams, parts: AosList<OssCompletePartContent>): void {
  for (const { partNumber, etag } of params.partList) {
    const part = ossCreateCompletePartContent(pool);
    aosStrSet(part.partNumber, partNumber);
    aosStrSet(part.etag, etag);
    aosListAddTail(part, parts);
  }
  aosListInit(params.partList);
}

/** All parts of an upload, from one page. */
async function partsOf(
  options: OssRequestOptions,
  key: string,
  id: AosString,
): Promise<AosList<OssCompletePartContent>> {
  const params = ossCreateListUploadPartParams(pool);
  params.maxRet = 10;
  await succeeds(ossListUploadPart(options, bucket, key, id, params, null), 200);
  expect(params.truncated).toBe(false);
  const parts = aosList<OssCompletePartContent>();
  take(params, parts);
  return parts;
}

async function expectCopy(options: OssRequestOptions, key: string, content: Buffer): Promise<void> {
  await succeeds(ossGetObjectToFile(options, bucket, key, null, null, path("copy"), null), 200);
  expect(readFileSync(path("copy")).equals(content)).toBe(true);
}

describe.each([1, 4])("signed with version %i, an upload in parts", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test("is begun and aborted", async () => {
    const options = optionsFor();
    const id = await begin(options, "x");
    await succeeds(ossAbortMultipartUpload(options, bucket, "x", id, null), 204);
  });

  test("is listed among others, one by one", async () => {
    const options = optionsFor();
    const ids = [await begin(options, "upload1"), await begin(options, "upload2")];
    const params = ossCreateListMultipartUploadParams(pool);
    params.maxRet = 1;
    const headers = out<AosTable>();
    await succeeds(ossListMultipartUpload(options, bucket, params, headers), 200);
    expect(headers.value).not.toBeNull();
    expect([params.truncated, params.nextKeyMarker.data]).toEqual([true, "upload1"]);
    aosListInit(params.uploadList);
    aosStrSet(params.keyMarker, params.nextKeyMarker);
    aosStrSet(params.uploadIdMarker, params.nextUploadIdMarker);
    await succeeds(ossListMultipartUpload(options, bucket, params, null), 200);
    expect([...params.uploadList].map(({ key }) => key.data)).toEqual(["upload2"]);
    for (const [i, id] of ids.entries()) {
      await succeeds(ossAbortMultipartUpload(options, bucket, `upload${i + 1}`, id, null), 204);
    }
  });

  test("is completed with the parts that are listed one by one, and has a content type", async () => {
    const options = optionsFor();
    const id = await begin(options, "x");
    await sendParts(options, "x", id);
    const params = ossCreateListUploadPartParams(pool);
    params.maxRet = 1;
    const parts = aosList<OssCompletePartContent>();
    await succeeds(ossListUploadPart(options, bucket, "x", id, params, null), 200);
    expect([params.truncated, params.nextPartNumberMarker.data]).toEqual([true, "1"]);
    take(params, parts);
    aosStrSet(params.partNumberMarker, params.nextPartNumberMarker);
    await succeeds(ossListUploadPart(options, bucket, "x", id, params, null), 200);
    expect(params.truncated).toBe(false);
    take(params, parts);
    const said = table({ "Content-Type": "application/octet-stream" });
    await succeeds(ossCompleteMultipartUpload(options, bucket, "x", id, parts, said, null), 200);
    const headers = out<AosTable>();
    await succeeds(ossHeadObject(options, bucket, "x", null, headers), 200);
    expect(headers.value?.get("Content-Type")).toBe("application/octet-stream");
    expect(headers.value?.get("Content-Length")).toBe("400");
  });

  test("takes its parts from ranges of a file, and no headers to complete it", async () => {
    const options = optionsFor();
    const content = randomBytes(1_000_000);
    writeFileSync(path("file"), content);
    const id = await begin(options, "x");
    const part = ossCreateUploadFile(pool);
    aosStrSet(part.filename, path("file"));
    for (const [n, filePos, fileLast] of [
      [1, 0, 200 * 1024],
      [2, 200 * 1024, content.length],
    ] as const) {
      Object.assign(part, { filePos, fileLast });
      await succeeds(ossUploadPartFromFile(options, bucket, "x", id, n, part, null), 200);
    }
    const parts = await partsOf(options, "x", id);
    await succeeds(ossCompleteMultipartUpload(options, bucket, "x", id, parts, null, null), 200);
    await expectCopy(options, "x", content);
  });

  test.each(["source_object", "source_object_special_char+1"])(
    "takes its parts from ranges of the object %s",
    async (source) => {
      const options = optionsFor();
      const content = randomBytes(1_000_000);
      writeFileSync(path("file"), content);
      await succeeds(ossPutObjectFromFile(options, bucket, source, path("file"), null, null), 200);
      const id = await begin(options, "dest");
      for (const [partNum, rangeStart, rangeEnd] of [
        [1, 0, 600_000],
        [2, 600_001, content.length - 1],
      ] as const) {
        const params = ossCreateUploadPartCopyParams(pool);
        for (const text of [params.sourceBucket, params.destBucket]) aosStrSet(text, bucket);
        aosStrSet(params.sourceObject, source);
        aosStrSet(params.destObject, "dest");
        aosStrSet(params.uploadId, id);
        Object.assign(params, { partNum, rangeStart, rangeEnd });
        await succeeds(ossUploadPartCopy(options, params, table({}), null), 200);
      }
      const parts = await partsOf(options, "dest", id);
      const said = table({});
      await succeeds(ossCompleteMultipartUpload(options, bucket, "dest", id, parts, said, null));
      await expectCopy(options, "dest", content);
    },
  );

  test("without parts lists none, and can still be completed", async () => {
    const options = optionsFor();
    const id = await begin(options, "x");
    const params = ossCreateListUploadPartParams(pool);
    params.maxRet = 1;
    await succeeds(ossListUploadPart(options, bucket, "x", id, params, null), 200);
    expect([params.truncated, params.nextPartNumberMarker.data]).toEqual([false, ""]);
    const parts = aosList<OssCompletePartContent>();
    take(params, parts);
    const said = table({ "Content-Type": "video/MP2T" });
    await succeeds(ossCompleteMultipartUpload(options, bucket, "x", id, parts, said, null), 200);
  });

  test.each([0, 2])("tells its %i parts sorted, and is completed or aborted", async (wanted) => {
    const options = optionsFor();
    const id = await begin(options, "x");
    if (wanted > 0) await sendParts(options, "x", id);
    const parts = aosList<OssCompletePartContent>();
    const count = out<number>();
    await succeeds(ossGetSortedUploadedPart(options, bucket, "x", id, parts, count), 200);
    expect([count.value, [...parts].length]).toEqual([wanted, wanted]);
    const said = table({ "Content-Type": "video/MP2T" });
    if (wanted === 0) await succeeds(ossAbortMultipartUpload(options, bucket, "x", id, null), 204);
    else await succeeds(ossCompleteMultipartUpload(options, bucket, "x", id, parts, said, null));
  });
});
