import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import { HTTP_GET, HTTP_PUT, type HttpMethod } from "../../src/aos/define.js";
import { aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { aosList } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
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
  ossUploadPartFromBuffer,
  ossUploadPartFromFile,
} from "../../src/oss/multipart.js";
import {
  ossCreateListMultipartUploadParams,
  ossCreateListObjectParams,
  ossCreateUploadFile,
} from "../../src/oss/util/create.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, table, testOptions, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
/** Every kind of character that a signature or a URL could stumble over. */
const HARD_KEY = "a b+c%d&e=f?g#h/i'j\"k~中文😀/.txt";

function optionsFor(version: number): OssRequestOptions {
  const options = testOptions(aosPoolCreate(null), emulator().endpoint);
  options.config.signatureVersion = version;
  return options;
}

function succeeded(s: AosStatus): void {
  expect(s).toMatchObject({ errorCode: "", errorMsg: "" });
  expect(Math.trunc(s.code / 100)).toBe(2);
}

async function contentOf(options: OssRequestOptions, key: string): Promise<string> {
  const content = buffers();
  succeeded(await ossGetObjectToBuffer(options, bucket, key, null, null, content, null));
  return textOf(content);
}

describe.each([1, 4])("a service that checks signatures of version %i", (version) => {
  test("keeps objects: put, head, get, copy, list, delete", async () => {
    const options = optionsFor(version);
    const headers = table({ "x-oss-meta-b": "2", "X-Oss-Meta-A": "1", "Content-Type": "a/b" });
    succeeded(
      await ossPutObjectFromBuffer(
        options,
        bucket,
        HARD_KEY,
        buffers("con", "tent"),
        headers,
        null,
      ),
    );
    const respHeaders = out<AosTable>();
    succeeded(await ossHeadObject(options, bucket, HARD_KEY, null, respHeaders));
    expect(respHeaders.value?.get("x-oss-meta-a")).toBe("1");
    expect(respHeaders.value?.get("content-length")).toBe("7");
    succeeded(await ossGetObjectMeta(options, bucket, HARD_KEY, null));
    expect(await contentOf(options, HARD_KEY)).toBe("content");
    succeeded(await ossCopyObject(options, bucket, HARD_KEY, bucket, "copy", null, null));
    const params = ossCreateListObjectParams(null);
    succeeded(await ossListObject(options, bucket, params, null));
    expect([...params.objectList].map(({ key }) => key.data)).toEqual([HARD_KEY, "copy"]);
    succeeded(await ossDeleteObject(options, bucket, HARD_KEY, null));
    const gone = await ossHeadObject(options, bucket, HARD_KEY, null, null);
    expect(gone).toMatchObject({ code: 404, errorCode: "NoSuchKey" });
    expect(gone.reqId).not.toBe("");
  });

  test("keeps files of some size, whole", async () => {
    const options = optionsFor(version);
    const content = Buffer.alloc(3_000_000, "0123456789abcdef");
    writeFileSync(path("up"), content);
    succeeded(await ossPutObjectFromFile(options, bucket, "file", path("up"), null, null));
    succeeded(await ossGetObjectToFile(options, bucket, "file", null, null, path("down"), null));
    expect(readFileSync(path("down")).equals(content)).toBe(true);
    const range = table({ Range: "bytes=16-31" });
    succeeded(await ossGetObjectToFile(options, bucket, "file", range, null, path("down"), null));
    expect(readFileSync(path("down"), "utf8")).toBe("0123456789abcdef");
  });

  test("appends, and both know the checksum of the whole", async () => {
    const options = optionsFor(version);
    let position = 0;
    let crc = 0n;
    for (const piece of ["one ", "two ", "three"]) {
      const content = buffers(piece);
      succeeded(
        await ossDoAppendObjectFromBuffer(
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
    succeeded(await ossInitMultipartUpload(options, bucket, HARD_KEY, uploadId, null, null));
    const uploadFile = ossCreateUploadFile(null);
    aosStrSet(uploadFile.filename, path("part"));
    Object.assign(uploadFile, { filePos: 1, fileLast: 4 });
    writeFileSync(path("part"), "-two-");
    succeeded(
      await ossUploadPartFromFile(options, bucket, HARD_KEY, uploadId, 10, uploadFile, null),
    );
    const one = buffers("one");
    succeeded(await ossUploadPartFromBuffer(options, bucket, HARD_KEY, uploadId, 2, one, null));
    const uploads = ossCreateListMultipartUploadParams(null);
    succeeded(await ossListMultipartUpload(options, bucket, uploads, null));
    expect([...uploads.uploadList].map((u) => u.uploadId.data)).toEqual([uploadId.data]);
    const parts = aosList<OssCompletePartContent>();
    const count = out<number>();
    succeeded(await ossGetSortedUploadedPart(options, bucket, HARD_KEY, uploadId, parts, count));
    expect(count.value).toBe(2);
    succeeded(
      await ossCompleteMultipartUpload(options, bucket, HARD_KEY, uploadId, parts, null, null),
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
    succeeded(await ossPutObjectFromBufferByUrl(options, put, buffers("by url"), null, null));
    const content = buffers();
    const get = urlFor(HTTP_GET);
    succeeded(await ossGetObjectToBufferByUrl(options, get, null, null, content, null));
    expect(textOf(content)).toBe("by url");
    const s = await ossGetObjectToBufferByUrl(options, put, null, null, content, null);
    expect(s).toMatchObject({ code: 403, errorCode: "SignatureDoesNotMatch" });
  });

  test("lets a bucket be made, emptied by prefix and deleted", async () => {
    const options = optionsFor(version);
    succeeded(await ossCreateBucket(options, "another-bucket", 0, null));
    for (const key of ["p/1", "p/2", "q"]) {
      const content = buffers(key);
      succeeded(await ossPutObjectFromBuffer(options, "another-bucket", key, content, null, null));
    }
    succeeded(await ossDeleteObjectsByPrefix(options, "another-bucket", "p/"));
    const full = await ossDeleteBucket(options, "another-bucket", null);
    expect(full).toMatchObject({ code: 409, errorCode: "BucketNotEmpty" });
    succeeded(await ossDeleteObjectsByPrefix(options, "another-bucket", ""));
    succeeded(await ossDeleteBucket(options, "another-bucket", null));
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
