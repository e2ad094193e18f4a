import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_OPEN_FILE_ERROR,
  HTTP_GET,
  HTTP_PUT,
} from "../../src/aos/define.js";
import { aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { out } from "../../src/aos/out.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import {
  ossGenSignedUrl,
  ossGetObjectMetaByUrl,
  ossGetObjectToBufferByUrl,
  ossGetObjectToFileByUrl,
  ossHeadObjectByUrl,
  ossPutObjectFromBufferByUrl,
  ossPutObjectFromFileByUrl,
} from "../../src/oss/api/object_url.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const server = useAnswers();
const path = useTempDir();
const CRC_OF_DIGITS = { "x-oss-hash-crc64ecma": String(0x995dc9bbdf1939fan) };
const url = (query = "Signature=s%2Fg"): string => `${server().endpoint}/bucket/a%2Fb?${query}`;

describe("making a URL", () => {
  test("serves again with the same request", () => {
    const { options } = server();
    const req = aosHttpRequestCreate(null);
    req.method = HTTP_PUT;
    req.headers.set("Content-Type", "a/b");
    req.queryParams.set("x-oss-process", "image/info");
    const first = ossGenSignedUrl(options, "bucket", "key", 1760003600, req);
    expect(ossGenSignedUrl(options, "bucket", "key", 1760003600, req)).toBe(first);
    expect([...req.headers].length).toBe(1);
    expect([...req.queryParams].length).toBe(1);
    expect(first).toContain("/bucket%2Fkey?x-oss-process=image%2Finfo&OSSAccessKeyId=");
  });

  test.each<[string, (options: ReturnType<typeof server>["options"]) => string | null]>([
    [
      "a bucket's name that is not valid",
      (o) => ossGenSignedUrl(o, "B", "k", 1, aosHttpRequestCreate(null)),
    ],
    [
      "an empty object's name",
      (o) => ossGenSignedUrl(o, "bucket", "", 1, aosHttpRequestCreate(null)),
    ],
    [
      "a name that begins with ?",
      (o) => ossGenSignedUrl(o, "bucket", "?k", 1, aosHttpRequestCreate(null)),
    ],
    [
      "an expiry that is no integer",
      (o) => ossGenSignedUrl(o, "bucket", "k", Number.NaN, aosHttpRequestCreate(null)),
    ],
  ])("gives null for %s", (_, call) => {
    expect(call(server().options)).toBeNull();
  });

  test("gives null for a host that is none, and for version 4 without a region", () => {
    const { options } = server();
    const req = aosHttpRequestCreate(null);
    options.config.signatureVersion = 4;
    aosStrSet(options.config.region, "");
    expect(ossGenSignedUrl(options, "bucket", "k", 1, req)).toBeNull();
    options.config.signatureVersion = 1;
    aosStrSet(options.config.endpoint, "http://a b");
    expect(ossGenSignedUrl(options, "bucket", "k", 1, req)).toBeNull();
  });

  test("takes a name that begins with ? when the program says so", () => {
    const { options } = server();
    options.ctl.options.verifyObjectStrict = 0;
    const req = aosHttpRequestCreate(null);
    req.method = HTTP_GET;
    expect(ossGenSignedUrl(options, "bucket", "?k", 1, req)).toContain("/bucket%2F%3Fk?");
  });
});

describe("calls by URL", () => {
  test("send the URL as it is, and nothing that signs", async () => {
    const { options, seen } = server();
    aosStrSet(options.config.stsToken, "token");
    server().answer({ headers: CRC_OF_DIGITS });
    const headers = table({ "Content-Type": "a/b" });
    const content = buffers("123456789");
    const s = await ossPutObjectFromBufferByUrl(options, url(), content, headers, null);
    expect(s.code).toBe(200);
    const [request] = seen;
    expect(`${request?.method} ${request?.target}`).toBe("PUT /bucket/a%2Fb?Signature=s%2Fg");
    expect(request?.headerNames).not.toContain("authorization");
    expect(request?.headerNames).not.toContain("date");
    expect(request?.headerNames).not.toContain("x-oss-security-token");
    expect(request?.headers.get("content-type")).toBe("a/b");
    expect(textOf(content)).toBe("123456789");
  });

  test("put a file, and know when it is not there", async () => {
    const { options, seen } = server();
    writeFileSync(path("a.txt"), "123456789");
    const call = (name: string): ReturnType<typeof ossPutObjectFromFileByUrl> =>
      ossPutObjectFromFileByUrl(options, url(), path(name), null, null);
    expect((await call("a.txt")).code).toBe(200);
    expect((await call("missing")).code).toBe(AOSE_OPEN_FILE_ERROR);
    expect(seen.map(({ body }) => body.toString())).toEqual(["123456789"]);
    expect(seen[0]?.headers.get("content-type")).toBeUndefined();
  });

  test("get an object; parameters are not sent and only say that it is processed", async () => {
    const { options, seen } = server();
    server().answer({ body: "other", headers: CRC_OF_DIGITS });
    const content = buffers();
    const plain = await ossGetObjectToBufferByUrl(options, url(), null, null, content, null);
    expect(plain.code).toBe(AOSE_CRC_INCONSISTENT_ERROR);
    const params = table({ "x-oss-process": "image/info" });
    const s = await ossGetObjectToBufferByUrl(options, url(), null, params, content, null);
    expect(s.code).toBe(200);
    expect(textOf(content)).toBe("other");
    expect(seen.map(({ target }) => target)).toEqual([
      "/bucket/a%2Fb?Signature=s%2Fg",
      "/bucket/a%2Fb?Signature=s%2Fg",
    ]);
  });

  test("get an object to a file, which an error leaves as it was", async () => {
    const { options } = server();
    const target = path("a");
    writeFileSync(target, "precious");
    writeFileSync(path("a.tmp"), "somebody else's");
    server().answer({ status: 404 }, { body: "123456789", headers: CRC_OF_DIGITS });
    const missing = await ossGetObjectToFileByUrl(options, url(), null, null, target, null);
    expect(missing.code).toBe(404);
    expect(readFileSync(target, "utf8")).toBe("precious");
    const s = await ossGetObjectToFileByUrl(options, url(), null, null, target, null);
    expect(s.code).toBe(200);
    expect(readFileSync(target, "utf8")).toBe("123456789");
    expect(readFileSync(path("a.tmp"), "utf8")).toBe("somebody else's");
    expect(readdirSync(dirname(target)).sort()).toEqual(["a", "a.tmp"]);
  });

  test("ask for headers", async () => {
    const { options, seen } = server();
    server().answer({ headers: { ETag: '"1"' } });
    const respHeaders = out<AosTable>();
    await ossHeadObjectByUrl(options, url(), table({ "If-Match": '"1"' }), respHeaders);
    await ossGetObjectMetaByUrl(options, url("objectMeta&Signature=s"), null);
    expect(respHeaders.value?.get("etag")).toBe('"1"');
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "HEAD /bucket/a%2Fb?Signature=s%2Fg",
      "HEAD /bucket/a%2Fb?objectMeta&Signature=s",
    ]);
  });

  test.each(["", "ftp://example.com/a", "http://", "not a url at all"])(
    "answer an error for the URL %j and send nothing",
    async (signedUrl) => {
      const { options, seen } = server();
      const s = await ossHeadObjectByUrl(options, signedUrl, null, null);
      expect(s.code).toBeLessThan(0);
      expect(s.errorMsg).not.toBe("");
      expect(seen).toEqual([]);
    },
  );
});
