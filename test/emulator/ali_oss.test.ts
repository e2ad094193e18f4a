/** An independent client, which nobody here wrote, against the emulator. */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import OSS from "ali-oss";
import { describe, expect, test } from "vitest";
import type { OssEmulator } from "../../src/emulator/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";

const names = ["plain.txt", "dir/in it/ä+&%?#=~'.txt", "中文/🙂.bin"];
const pattern = Buffer.from(Array.from({ length: 300 * 1024 }, (_, i) => (i * 31) & 255));

/** Far faster than toEqual. */
function isPattern(content: unknown): boolean {
  return content instanceof Uint8Array && pattern.equals(content);
}

/** At an address, ali-oss names the bucket in the Host header. */
function clientOf(emulator: OssEmulator, authorizationV4: boolean, more: object = {}): OSS {
  return new OSS({
    accessKeyId: testAccount.accessKeyId,
    accessKeySecret: testAccount.accessKeySecret,
    bucket: testAccount.bucket,
    region: `oss-${testAccount.region}`,
    endpoint: emulator.endpoint,
    authorizationV4,
    ...more,
  });
}

/** At a name it puts the bucket into the path, if it is told to. */
function pathClientOf(emulator: OssEmulator, authorizationV4: boolean, more: object = {}): OSS {
  const endpoint = `http://localhost:${emulator.port}`;
  return clientOf(emulator, authorizationV4, { endpoint, sldEnable: true, ...more });
}

describe.each([
  ["V1", false],
  ["V4", true],
])("ali-oss with signatures of %s", (_version, v4) => {
  const emulator = useEmulator();

  test.each(names)("puts, gets, heads and deletes %s", async (name) => {
    const oss = clientOf(emulator(), v4);
    const put = await oss.put(name, pattern, { meta: { uid: 1, pid: 2 }, mime: "text/x-test" });
    const md5 = createHash("md5").update(pattern).digest("hex").toUpperCase();
    expect(put.res.headers).toMatchObject({ etag: `"${md5}"` });
    const got = await oss.get(name);
    expect(isPattern(got.content)).toBe(true);
    const head = await oss.head(name);
    expect(head.meta).toEqual({ uid: "1", pid: "2" });
    expect(head.res.headers).toMatchObject({
      "content-type": "text/x-test",
      "content-length": String(pattern.length),
      "x-oss-object-type": "Normal",
    });
    await oss.delete(name);
    await expect(oss.head(name)).rejects.toMatchObject({ status: 404, code: "NoSuchKey" });
    await expect(oss.get(name)).rejects.toMatchObject({ status: 404, code: "NoSuchKey" });
  });

  test("puts a stream of unknown length, and gets a range", async () => {
    const oss = clientOf(emulator(), v4);
    await oss.putStream("s", Readable.from([pattern.subarray(0, 1000), pattern.subarray(1000)]));
    const got = await oss.get("s", { headers: { Range: "bytes=999-1000" } });
    expect(got.res.status).toBe(206);
    expect(got.content).toEqual(pattern.subarray(999, 1001));
  });

  test("lists by pages, with common prefixes", async () => {
    const oss = clientOf(emulator(), v4);
    for (const name of ["a/1", "a/2", "b", "ü"]) await oss.put(name, Buffer.from(name));
    const first = await oss.list({ "max-keys": 2, delimiter: "/", "encoding-type": "url" }, {});
    expect(first.prefixes).toEqual(["a%2F"]);
    expect(first.objects.map(({ name }) => name)).toEqual(["b"]);
    expect(first).toMatchObject({ isTruncated: true, nextMarker: "b" });
    const second = await oss.list({ "max-keys": 2, marker: "b" }, {});
    expect(second.objects.map(({ name, size }) => [name, size])).toEqual([["ü", 2]]);
    expect(second.isTruncated).toBe(false);
  });

  test("lists by tokens", async () => {
    const oss = clientOf(emulator(), v4);
    for (const name of ["a", "b", "c"]) await oss.put(name, Buffer.from(name));
    const first = await oss.listV2({ "max-keys": "2" });
    expect(first.objects.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(first).toMatchObject({ isTruncated: true, keyCount: 2 });
    const rest = await oss.listV2({ "continuation-token": first.nextContinuationToken });
    expect(rest.objects.map(({ name }) => name)).toEqual(["c"]);
  });

  test("deletes several objects, quietly or not", async () => {
    const oss = clientOf(emulator(), v4);
    for (const name of ["a&b", "c", "d"]) await oss.put(name, Buffer.from(name));
    const told = await oss.deleteMulti(["a&b", "not there"]);
    expect(told.deleted).toEqual([{ Key: "a&b" }, { Key: "not there" }]);
    const quiet = await oss.deleteMulti(["c"], { quiet: true });
    expect(quiet.deleted).toEqual([]);
    const left = await oss.list({ "max-keys": 9 }, {});
    expect(left.objects.map(({ name }) => name)).toEqual(["d"]);
  });

  test("appends", async () => {
    const oss = clientOf(emulator(), v4);
    const first = await oss.append("log", Buffer.from("one "));
    expect(first.nextAppendPosition).toBe("4");
    const second = await oss.append("log", Buffer.from("two"), { position: "4" });
    expect(second.nextAppendPosition).toBe("7");
    expect(String((await oss.get("log")).content)).toBe("one two");
    await expect(oss.append("log", Buffer.from("x"), { position: "4" })).rejects.toMatchObject({
      status: 409,
      code: "PositionNotEqualToLength",
    });
  });

  test("uploads in parts, and takes an upload up again", async () => {
    const oss = clientOf(emulator(), v4);
    const partSize = 100 * 1024;
    let checkpoint: OSS.Checkpoint | undefined;
    emulator().faults.add({ operation: "UploadPart", partNumber: 3, fault: "error", status: 403 });
    const broken = oss.multipartUpload("big/ü.bin", pattern, {
      partSize,
      parallel: 1,
      progress: (_percent: number, at: OSS.Checkpoint) => {
        checkpoint = at;
      },
    });
    await expect(broken).rejects.toThrow();
    expect(checkpoint?.doneParts.map(({ number }) => number)).toEqual([1, 2]);
    if (checkpoint === undefined) throw new Error("no checkpoint");
    emulator().requests.length = 0;
    const done = await oss.multipartUpload("big/ü.bin", pattern, { partSize, checkpoint });
    expect(done.etag).toMatch(/^"[0-9A-F]{32}-3"$/);
    const sent = emulator().requests.filter(({ operation }) => operation === "UploadPart");
    expect(sent.map(({ partNumber }) => partNumber)).toEqual([3]);
    const got = await oss.get("big/ü.bin");
    expect(isPattern(got.content)).toBe(true);
  });

  test("lists and aborts uploads", async () => {
    const oss = clientOf(emulator(), v4);
    const { uploadId } = await oss.initMultipartUpload("u");
    const allParts = { "max-parts": 10, "part-number-marker": 0, "encoding-type": "url" };
    await oss.uploadPart("u", uploadId, 1, pattern, 0, 1000);
    const parts = await oss.listParts("u", uploadId, allParts);
    expect(parts.parts).toMatchObject({ PartNumber: "1", Size: "1000" });
    const { uploads } = await oss.listUploads({});
    expect(uploads.map(({ name }) => name)).toEqual(["u"]);
    await oss.abortMultipartUpload("u", uploadId);
    await expect(oss.listParts("u", uploadId, allParts)).rejects.toMatchObject({
      code: "NoSuchUpload",
    });
  });

  test("copies objects and parts", async () => {
    const oss = clientOf(emulator(), v4);
    await oss.put("from ü", pattern, { meta: { uid: 1, pid: 2 } });
    await oss.copy("to", "from ü");
    expect((await oss.head("to")).meta).toEqual({ uid: "1", pid: "2" });
    const sourceBucketName = testAccount.bucket;
    const whole = { startOffset: 0, endOffset: pattern.length };
    const source = { sourceKey: "from ü", sourceBucketName, ...whole };
    await oss.multipartUploadCopy("parts", source, { partSize: 100 * 1024 });
    const copied = await oss.get("parts");
    expect(isPattern(copied.content)).toBe(true);
  });

  test("makes, lists and deletes buckets", async () => {
    const oss = pathClientOf(emulator(), v4);
    await oss.putBucket("second-bucket");
    const listed: unknown = await oss.listBuckets({});
    expect(listed).toMatchObject({
      buckets: [{ name: testAccount.bucket }, { name: "second-bucket" }],
    });
    await oss.deleteBucket("second-bucket");
    await expect(oss.deleteBucket("second-bucket")).rejects.toMatchObject({
      code: "NoSuchBucket",
    });
    await oss.put("x", Buffer.from("x"));
    await expect(oss.deleteBucket(testAccount.bucket)).rejects.toMatchObject({
      code: "BucketNotEmpty",
    });
  });

  test("signs URLs", async () => {
    const oss = pathClientOf(emulator(), v4);
    const name = "dir/signed ü.txt";
    const type = { "Content-Type": "text/x-test" };
    const putUrl = v4
      ? await oss.signatureUrlV4("PUT", 60, { headers: type }, name)
      : oss.signatureUrl(name, { method: "PUT", expires: 60, ...type });
    const put = await fetch(putUrl, { method: "PUT", headers: type, body: "by URL" });
    expect(put.status).toBe(200);
    const getUrl = v4
      ? await oss.signatureUrlV4("GET", 60, {}, name)
      : oss.signatureUrl(name, { expires: 60 });
    const got = await fetch(getUrl);
    expect(await got.text()).toBe("by URL");
    expect(got.headers.get("content-type")).toBe("text/x-test");
    const wrong = await fetch(getUrl, { method: "DELETE" });
    expect(wrong.status).toBe(403);
    expect(await wrong.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
  });

  test("is refused with a wrong key", async () => {
    const secret = clientOf(emulator(), v4, { accessKeySecret: "wrong" });
    await expect(secret.get("x")).rejects.toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
    await expect(secret.head("x")).rejects.toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
    const id = clientOf(emulator(), v4, { accessKeyId: "nobody" });
    await expect(id.get("x")).rejects.toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
  });
});

describe.each([
  ["V1", false],
  ["V4", true],
])("ali-oss with a CNAME and an STS token, %s", (_version, v4) => {
  const emulator = useEmulator({
    securityToken: "CAISexampleToken+/=&%20",
    cnames: { localhost: testAccount.bucket },
  });
  const refreshSTSToken = (): Promise<never> => Promise.reject(new Error("not now"));

  test("puts and gets by request and by URL", async () => {
    const oss = pathClientOf(emulator(), v4, {
      sldEnable: false,
      cname: true,
      stsToken: "CAISexampleToken+/=&%20",
      refreshSTSToken,
      refreshSTSTokenInterval: 1e9,
    });
    await oss.put("dir/x", Buffer.from("x"));
    expect(emulator().requests.at(-1)).toMatchObject({ bucket: testAccount.bucket, key: "dir/x" });
    const url = oss.signatureUrl("dir/x", { expires: 60 });
    expect(await (await fetch(url)).text()).toBe("x");
  });

  test("is refused with another token", async () => {
    const stsToken = "another";
    const sts = { stsToken, refreshSTSToken, refreshSTSTokenInterval: 1e9 };
    const oss = clientOf(emulator(), v4, sts);
    await expect(oss.get("x")).rejects.toMatchObject({
      status: 403,
      code: "InvalidSecurityToken",
    });
  });
});

describe("ali-oss with V4 and another region", () => {
  const emulator = useEmulator();

  test("is refused", async () => {
    const oss = clientOf(emulator(), true, { region: "oss-cn-beijing" });
    await expect(oss.get("x")).rejects.toMatchObject({ status: 400, code: "InvalidArgument" });
  });
});
