import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import { HTTP_GET, HTTP_PUT, type HttpMethod } from "../../src/aos/define.js";
import { aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { aosList } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { aosString, aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import { ossDoAppendObjectFromBuffer } from "../../src/oss/api/append.js";
import { ossCreateBucket, ossDeleteBucket, ossHeadBucket } from "../../src/oss/api/bucket.js";
import { ossDeleteObjectsByPrefix } from "../../src/oss/api/delete_objects.js";
import { ossListObject } from "../../src/oss/api/list.js";
import {
  ossCopyObject,
  ossDeleteObject,
  ossGetObjectMeta,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "../../src/oss/api/object.js";
import { ossGetObjectToFile, ossPutObjectFromFile } from "../../src/oss/api/object_file.js";
import {
  ossGenSignedUrl,
  ossGetObjectToBufferByUrl,
  ossPutObjectFromBufferByUrl,
} from "../../src/oss/api/object_url.js";
import type { OssCompletePartContent, OssRequestOptions } from "../../src/oss/define.js";
import {
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossGetSortedUploadedPart,
  ossInitMultipartUpload,
  ossListMultipartUpload,
} from "../../src/oss/multipart.js";
import { ossUploadPartFromBuffer, ossUploadPartFromFile } from "../../src/oss/upload_part.js";
import { ossCreateUploadFile } from "../../src/oss/util/create.js";
import {
  ossCreateListMultipartUploadParams,
  ossCreateListObjectParams,
} from "../../src/oss/util/create_params.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table, textOf } from "../support/options.js";
import { succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
/** Every kind of character that a signature or a URL could stumble over. */
const HARD_KEY = "a b+c%d&e=f?g#h/i'j\"k~中文😀/.txt";

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(aosPoolCreate(null), emulator().endpoint, version);
}

async function contentOf(options: OssRequestOptions, key: string): Promise<string> {
  const content = buffers();
  await succeeds(ossGetObjectToBuffer(options, bucket, key, null, null, content, null));
  return textOf(content);
}

describe.each([1, 4])("a service that checks signatures of version %i", (version) => {
  test("keeps objects: put, head, get, copy, list, delete", async () => {
    const options = optionsFor(version);
    const headers = table({ "x-oss-meta-b": "2", "X-Oss-Meta-A": "1", "Content-Type": "a/b" });
    await succeeds(
      ossPutObjectFromBuffer(options, bucket, HARD_KEY, buffers("con", "tent"), headers, null),
    );
    const respHeaders = out<AosTable>();
    await succeeds(ossHeadObject(options, bucket, HARD_KEY, null, respHeaders));
    expect(respHeaders.value?.get("x-oss-meta-a")).toBe("1");
    expect(respHeaders.value?.get("content-length")).toBe("7");
    await succeeds(ossGetObjectMeta(options, bucket, HARD_KEY, null));
    expect(await contentOf(options, HARD_KEY)).toBe("content");
    await succeeds(ossCopyObject(options, bucket, HARD_KEY, bucket, "copy", null, null));
    const params = ossCreateListObjectParams(null);
    await succeeds(ossListObject(options, bucket, params, null));
    expect([...params.objectList].map(({ key }) => key.data)).toEqual([HARD_KEY, "copy"]);
    await succeeds(ossDeleteObject(options, bucket, HARD_KEY, null));
    const gone = await ossHeadObject(options, bucket, HARD_KEY, null, null);
    expect(gone).toMatchObject({ code: 404, errorCode: "NoSuchKey" });
    expect(gone.reqId).not.toBe("");
  });

  test("keeps files of some size, whole", async () => {
    const options = optionsFor(version);
    const content = Buffer.alloc(3_000_000, "0123456789abcdef");
    writeFileSync(path("up"), content);
    await succeeds(ossPutObjectFromFile(options, bucket, "file", path("up"), null, null));
    await succeeds(ossGetObjectToFile(options, bucket, "file", null, null, path("down"), null));
    expect(readFileSync(path("down")).equals(content)).toBe(true);
    const range = table({ Range: "bytes=16-31" });
    await succeeds(ossGetObjectToFile(options, bucket, "file", range, null, path("down"), null));
    expect(readFileSync(path("down"), "utf8")).toBe("0123456789abcdef");
  });

  test("appends, and both know the checksum of the whole", async () => {
    const options = optionsFor(version);
    let position = 0;
    let crc = 0n;
    for (const piece of ["one ", "two ", "three"]) {
      const content = buffers(piece);
      await succeeds(
        ossDoAppendObjectFromBuffer(
          options,
          bucket,
          "log",
          position,
          crc,
          content,
          null,
          null,
          null,
          null,
          null,
        ),
      );
      position += piece.length;
      crc = aosCrc64(crc, Buffer.from(piece));
    }
    expect(await contentOf(options, "log")).toBe("one two three");
  });

  test("makes an object of parts, and shows those that are not done", async () => {
    const options = optionsFor(version);
    const uploadId = aosString();
    await succeeds(ossInitMultipartUpload(options, bucket, HARD_KEY, uploadId, null, null));
    const uploadFile = ossCreateUploadFile(null);
    aosStrSet(uploadFile.filename, path("part"));
    Object.assign(uploadFile, { filePos: 1, fileLast: 4 });
    writeFileSync(path("part"), "-two-");
    await succeeds(
      ossUploadPartFromFile(options, bucket, HARD_KEY, uploadId, 10, uploadFile, null),
    );
    const one = buffers("one");
    await succeeds(ossUploadPartFromBuffer(options, bucket, HARD_KEY, uploadId, 2, one, null));
    const uploads = ossCreateListMultipartUploadParams(null);
    await succeeds(ossListMultipartUpload(options, bucket, uploads, null));
    expect([...uploads.uploadList].map((u) => u.uploadId.data)).toEqual([uploadId.data]);
    const parts = aosList<OssCompletePartContent>();
    const count = out<number>();
    await succeeds(ossGetSortedUploadedPart(options, bucket, HARD_KEY, uploadId, parts, count));
    expect(count.value).toBe(2);
    await succeeds(
      ossCompleteMultipartUpload(options, bucket, HARD_KEY, uploadId, parts, null, null),
    );
    expect(await contentOf(options, HARD_KEY)).toBe("onetwo");
    const s = await ossAbortMultipartUpload(options, bucket, HARD_KEY, uploadId, null);
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchUpload" });
  });

  test("lets whoever has a signed URL do that one thing", async () => {
    const options = optionsFor(version);
    const urlFor = (method: HttpMethod): string => {
      const req = aosHttpRequestCreate(null);
      req.method = method;
      const expires = Math.floor(Date.now() / 1000) + 60;
      return ossGenSignedUrl(options, bucket, HARD_KEY, expires, req) ?? "";
    };
    const put = urlFor(HTTP_PUT);
    await succeeds(ossPutObjectFromBufferByUrl(options, put, buffers("by url"), null, null));
    const content = buffers();
    const get = urlFor(HTTP_GET);
    await succeeds(ossGetObjectToBufferByUrl(options, get, null, null, content, null));
    expect(textOf(content)).toBe("by url");
    const s = await ossGetObjectToBufferByUrl(options, put, null, null, content, null);
    expect(s).toMatchObject({ code: 403, errorCode: "SignatureDoesNotMatch" });
  });

  test("lets a bucket be made, emptied by prefix and deleted", async () => {
    const options = optionsFor(version);
    await succeeds(ossCreateBucket(options, "another-bucket", 0, null));
    for (const key of ["p/1", "p/2", "q"]) {
      const content = buffers(key);
      await succeeds(ossPutObjectFromBuffer(options, "another-bucket", key, content, null, null));
    }
    await succeeds(ossDeleteObjectsByPrefix(options, "another-bucket", "p/"));
    const full = await ossDeleteBucket(options, "another-bucket", null);
    expect(full).toMatchObject({ code: 409, errorCode: "BucketNotEmpty" });
    await succeeds(ossDeleteObjectsByPrefix(options, "another-bucket", ""));
    await succeeds(ossDeleteBucket(options, "another-bucket", null));
    const gone = await ossHeadBucket(options, "another-bucket", null);
    expect(gone).toMatchObject({ code: 404, errorCode: "NoSuchBucket" });
  });

  test("refuses a wrong secret", async () => {
    const options = optionsFor(version);
    aosStrSet(options.config.accessKeySecret, "wrong");
    const s = await ossPutObjectFromBuffer(options, bucket, "key", buffers("x"), null, null);
    expect(s).toMatchObject({ code: 403, errorCode: "SignatureDoesNotMatch" });
  });
});

test("what the service stores is what was sent, by its own MD5", async () => {
  const options = optionsFor(4);
  const content = Buffer.alloc(100_000, "x");
  const respHeaders = out<AosTable>();
  await ossPutObjectFromBuffer(options, bucket, "key", buffers(content), null, respHeaders);
  const md5 = createHash("md5").update(content).digest("hex").toUpperCase();
  expect(respHeaders.value?.get("etag")).toBe(`"${md5}"`);
});
