/** Objects through the API, in a service that keeps them. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AOSE_INVALID_ARGUMENT,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OPEN_FILE_ERROR,
  AOSE_OVER_MEMORY,
  type AosStatus,
  type AosTable,
  aosPoolCreate,
  aosString,
  aosStrSet,
  OSS_ACL_PRIVATE,
  type OssRequestOptions,
  ossAppendObjectFromBuffer,
  ossAppendObjectFromFile,
  ossCopyObject,
  ossDeleteObject,
  ossDoAppendObjectFromFile,
  ossGetObjectAcl,
  ossGetObjectMeta,
  ossGetObjectToBuffer,
  ossGetObjectToFile,
  ossHeadObject,
  ossPutObjectAcl,
  ossPutObjectFromBuffer,
  ossPutObjectFromFile,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table, textOf } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);
const TEXT = "test oss c sdk";

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

async function put(options: OssRequestOptions, key: string, headers = {}): Promise<void> {
  const content = buffers(TEXT);
  await succeeds(ossPutObjectFromBuffer(options, bucket, key, content, table(headers), null), 200);
}

async function headOf(options: OssRequestOptions, key: string): Promise<AosTable | null> {
  const headers = out<AosTable>();
  await succeeds(ossHeadObject(options, bucket, key, null, headers), 200);
  return headers.value;
}

async function get(
  options: OssRequestOptions,
  key: string,
  headers: AosTable | null = null,
): Promise<[AosStatus, string, AosTable | null]> {
  const content = buffers();
  const respHeaders = out<AosTable>();
  const args = [options, bucket, key, headers, null, content, respHeaders] as const;
  return [await ossGetObjectToBuffer(...args), textOf(content), respHeaders.value];
}

describe.each([1, 4])("signed with version %i, an object put from memory", (version) => {
  test.each([
    ["oss_test_put_object.ts", "video/MP2T"],
    ["put_object_from_buffer_with_default_content_type", "application/octet-stream"],
    ["./xxx/./ddd/", "application/octet-stream"],
  ])("named %s is of the type %s, and keeps what was said of it", async (key, type) => {
    const options = optionsFor(version);
    await put(options, key, { "x-oss-meta-author": "oss" });
    const head = await headOf(options, key);
    expect([head?.get("Content-Type"), head?.get("x-oss-meta-author")]).toEqual([type, "oss"]);
    const [s, text, headers] = await get(options, key);
    expect([s.code, text, headers?.get("Content-Type")]).toEqual([200, TEXT, type]);
  });

  test("gives the range that is asked for", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    const [s, text, headers] = await get(options, "x", table({ Range: " bytes=5-13" }));
    expect([s.code, text]).toEqual([206, "oss c sdk"]);
    expect(headers).not.toBeNull();
  });

  test("is not got beyond max_memory_size", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    options.ctl.options.maxMemorySize = 4;
    const codes: number[] = [];
    for (const enableCrc of [false, true]) {
      options.ctl.options.enableCrc = enableCrc;
      codes.push((await get(options, "x"))[0].code);
    }
    expect(codes).toEqual([AOSE_OVER_MEMORY, AOSE_OVER_MEMORY]);
  });

  test("is not shown to one with a token that the service never gave", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    aosStrSet(options.config.stsToken, "invalid-sts");
    expect((await get(options, "x"))[0].code).toBe(403);
  });

  test("has an ACL of its own, and is deleted", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    await succeeds(ossPutObjectAcl(options, bucket, "x", OSS_ACL_PRIVATE, null), 200);
    const acl = aosString();
    await succeeds(ossGetObjectAcl(options, bucket, "x", acl, null), 200);
    expect(acl.data).toBe("private");
    const headers = out<AosTable>();
    await succeeds(ossDeleteObject(options, bucket, "x", headers), 204);
    expect(headers.value).not.toBeNull();
    expect((await get(options, "x"))[0].code).toBe(404);
  });
});

describe.each([1, 4])("signed with version %i, an object put from a file", (version) => {
  test.each([
    ["of the file's type, whatever its own name", "video_1.ts", {}, "application/octet-stream"],
    ["of the type that the caller says", "any.txt", { "Content-Type": "image/jpeg" }, "image/jpeg"],
  ])("is %s, and comes back whole", async (_, key, said, type) => {
    const options = optionsFor(version);
    const content = Buffer.alloc(70_000, "all of it ");
    writeFileSync(path("source.c"), content);
    const args = [options, bucket, key] as const;
    await succeeds(ossPutObjectFromFile(...args, path("source.c"), table(said), null), 200);
    expect((await headOf(options, key))?.get("Content-Type")).toBe(type);
    const headers = out<AosTable>();
    await succeeds(ossGetObjectToFile(...args, null, null, path("copy"), headers), 200);
    expect(readFileSync(path("copy")).equals(content)).toBe(true);
    expect(headers.value?.get("Content-Type")).toBe(type);
  });

  test("may be described by a header of five kilobytes", async () => {
    const options = optionsFor(version);
    writeFileSync(path("source.c"), "x");
    const long = "a".repeat(5 * 1024 - 1);
    const headers = table({ "x-oss-meta-user-meta": long });
    await succeeds(ossPutObjectFromFile(options, bucket, "x", path("source.c"), headers, null));
    expect((await headOf(options, "x"))?.get("x-oss-meta-user-meta")).toBe(long);
  });

  test("needs a file: none is put, appended or made at a path that is none", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    const args = [options, bucket, "x"] as const;
    await fails(ossPutObjectFromFile(...args, "", null, null), AOSE_OPEN_FILE_ERROR);
    await fails(ossAppendObjectFromFile(...args, 0, "", null, null), AOSE_OPEN_FILE_ERROR);
    await fails(
      ossDoAppendObjectFromFile(...args, 0, 0n, "", null, null, null, null, null),
      AOSE_OPEN_FILE_ERROR,
    );
    const nowhere = path("g:/invalid-path");
    await fails(ossGetObjectToFile(...args, null, null, nowhere, null), AOSE_OPEN_FILE_ERROR);
  });
});

describe.each([1, 4])("signed with version %i, an object that is not there", (version) => {
  test.each([
    ["HEAD", (o: OssRequestOptions, h: Headers) => ossHeadObject(o, bucket, "none", null, h)],
    ["objectMeta", (o: OssRequestOptions, h: Headers) => ossGetObjectMeta(o, bucket, "none", h)],
  ])("is 404 NoSuchKey by %s, with the request's id", async (_, call) => {
    const headers = out<AosTable>();
    const s = await call(optionsFor(version), headers);
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchKey" });
    expect(s.reqId).not.toBe("");
    expect(headers.value).not.toBeNull();
  });

  test("makes no file", async () => {
    const args = [optionsFor(version), bucket, "none", null, null, path("copy"), null] as const;
    await fails(ossGetObjectToFile(...args), 404);
    expect(readdirSync(path(""))).toEqual([]);
  });

  type Headers = ReturnType<typeof out<AosTable>>;
});

describe.each([1, 4])("signed with version %i, appending", (version) => {
  test("begins where HEAD says that the object ends", async () => {
    const options = optionsFor(version);
    for (const expected of ["0", String(TEXT.length)]) {
      const headers = out<AosTable>();
      await ossHeadObject(options, bucket, "log", null, headers);
      const position = headers.value?.get("x-oss-next-append-position") ?? "0";
      expect(position).toBe(expected);
      const content = buffers(TEXT);
      const args = [options, bucket, "log", Number(position), content, null, null] as const;
      await succeeds(ossAppendObjectFromBuffer(...args), 200);
    }
    expect((await get(options, "log"))[1]).toBe(TEXT + TEXT);
  });

  test("takes files, with the caller's headers that serve for several calls", async () => {
    const options = optionsFor(version);
    writeFileSync(path("source.c"), TEXT);
    const headers = table({});
    const args = [options, bucket, "log"] as const;
    const file = path("source.c");
    await succeeds(ossAppendObjectFromFile(...args, 0, file, headers, null), 200);
    const more = [TEXT.length, 0n, file, headers, null, null, null, null] as const;
    options.ctl.options.enableCrc = false;
    await succeeds(ossDoAppendObjectFromFile(...args, ...more), 200);
    expect((await get(options, "log"))[1]).toBe(TEXT + TEXT);
  });

  test("from a file to an object that is none yet is checked by its CRC-64", async () => {
    const options = optionsFor(version);
    writeFileSync(path("source.c"), TEXT);
    const args = [options, bucket, "log", 0, 0n, path("source.c"), null, null, null] as const;
    const headers = out<AosTable>();
    await succeeds(ossDoAppendObjectFromFile(...args, headers, null), 200);
    expect(headers.value?.get("x-oss-hash-crc64ecma")).not.toBeNull();
  });
});

describe.each([1, 4])("signed with version %i, copying", (version) => {
  const copy = (options: OssRequestOptions, source: string): Promise<AosStatus> =>
    ossCopyObject(options, bucket, source, bucket, "oss_test_copy_object", table({}), null);

  test.each([
    "oss_test_put_object.ts",
    "y9n/g/%E9%98%B4%E9%98%B3%E5%B8%88-%E9%A3%9F%E6%A2%A6%E8%B2%98.ts",
  ])("takes the source %s by its very name", async (source) => {
    const options = optionsFor(version);
    await put(options, source);
    await succeeds(copy(options, source), 200);
    expect((await get(options, "oss_test_copy_object"))[1]).toBe(TEXT);
    await succeeds(ossDeleteObject(options, bucket, source, null), 204);
    await succeeds(ossDeleteObject(options, bucket, "oss_test_copy_object", null), 204);
  });

  test("refuses a source whose name is longer than any", async () => {
    await fails(copy(optionsFor(version), "A".repeat(1024)), 400, "InvalidObjectName");
  });
});

describe.each([1, 4])("signed with version %i, an endpoint", (version) => {
  test.each([
    "www.test.com\\www.aliyuncs.com",
    "test:pw@www.test.com*www.aliyuncs.com:80",
    "www.test.com*www.aliyuncs.com",
  ])("%s is refused before anything is sent", async (endpoint) => {
    const options = optionsFor(version);
    aosStrSet(options.config.endpoint, endpoint);
    const [s] = await get(options, "x");
    expect(s).toMatchObject({
      code: AOSE_INVALID_ARGUMENT,
      errorCode: "ClientError",
      errorMsg: "The endpoint is invalid.",
    });
    expect(emulator().requests).toEqual([]);
  });

  test("without a host is a name that nobody knows", async () => {
    const options = optionsFor(version);
    aosStrSet(options.config.endpoint, "#www.test.com*www.aliyuncs.com");
    const [s] = await get(options, "x");
    expect(s).toMatchObject({ code: AOSE_NAME_LOOKUP_ERROR, errorCode: "HttpIoError" });
    expect(s.errorMsg).toContain("could not be resolved");
  });

  test("may have a path, a query and a fragment, which do not count", async () => {
    const options = optionsFor(version);
    await put(options, "x");
    aosStrSet(options.config.endpoint, `${emulator().endpoint}/test?x=1#segment`);
    expect((await get(options, "x"))[1]).toBe(TEXT);
  });
});
