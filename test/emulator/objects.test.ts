/** Objects over plain HTTP: what is answered, and every way of being refused. */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

describe("an object", () => {
  test("comes back with what was said of it", async () => {
    await put(emulator(), "x", "hello", {
      "Content-Type": "text/x-test",
      "Cache-Control": "no-cache",
      "Content-Disposition": "attachment",
      "Content-Encoding": "identity",
      Expires: "Thu, 01 Jan 2099 00:00:00 GMT",
      "x-oss-meta-a": "1",
      "x-oss-storage-class": "IA",
    });
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(got.status).toBe(200);
    expect(String(got.body)).toBe("hello");
    expect(got.headers).toMatchObject({
      "content-type": "text/x-test",
      "cache-control": "no-cache",
      "content-disposition": "attachment",
      "content-encoding": "identity",
      expires: "Thu, 01 Jan 2099 00:00:00 GMT",
      "x-oss-meta-a": "1",
      "x-oss-storage-class": "IA",
      "x-oss-object-type": "Normal",
      "x-oss-hash-crc64ecma": String(aosCrc64(0n, Buffer.from("hello"))),
      "content-md5": createHash("md5").update("hello").digest("base64"),
      etag: `"${createHash("md5").update("hello").digest("hex").toUpperCase()}"`,
      "accept-ranges": "bytes",
      server: "AliyunOSS",
    });
    expect(got.headers["x-oss-request-id"]).toMatch(/^[0-9A-F]{24}$/);
    expect(Date.parse(got.headers["last-modified"] ?? "")).not.toBeNaN();
  });

  test("keeps the bytes of a header that is UTF-8", async () => {
    const utf8 = Buffer.from("中文", "utf8").toString("latin1");
    await put(emulator(), "x", "", { "x-oss-meta-a": utf8 });
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(got.headers["x-oss-meta-a"]).toBe(utf8);
  });

  test("is told of without its body by HEAD and objectMeta", async () => {
    await put(emulator(), "x", "hello", { "x-oss-meta-a": "1" });
    const head = await send(emulator(), { method: "HEAD", target: `${bucket}/x` });
    expect(head.headers).toMatchObject({ "content-length": "5", "x-oss-meta-a": "1" });
    const meta = await send(emulator(), { method: "HEAD", target: `${bucket}/x?objectMeta` });
    expect(meta.headers).toMatchObject({ "content-length": "5", etag: head.headers.etag });
    expect(meta.headers["x-oss-meta-a"]).toBeUndefined();
  });

  test("is answered with other headers on demand", async () => {
    await put(emulator(), "x", "hello", { "Content-Type": "text/plain" });
    const query = "response-cache-control=no-store&response-content-type=text%2Fx-other";
    const resource = `${bucket}/x?response-cache-control=no-store&response-content-type=text/x-other`;
    const got = await send(emulator(), { target: `${bucket}/x?${query}`, resource });
    expect(got.headers).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/x-other",
    });
    const broken = await send(emulator(), {
      target: `${bucket}/x?response-content-type=a%0D%0Ab`,
      resource: `${bucket}/x?response-content-type=a\r\nb`,
    });
    expect(broken.status).toBe(400);
    expect(broken.element("Code")).toBe("InvalidArgument");
  });

  test("may be empty", async () => {
    const answer = await put(emulator(), "x", "");
    expect(answer.headers).toMatchObject({
      etag: '"D41D8CD98F00B204E9800998ECF8427E"',
      "x-oss-hash-crc64ecma": "0",
    });
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(got.headers["content-length"]).toBe("0");
  });

  test("is deleted whether it is there or not", async () => {
    await put(emulator(), "x", "hello");
    for (let i = 0; i < 2; i++) {
      const gone = await send(emulator(), { method: "DELETE", target: `${bucket}/x` });
      expect(gone.status).toBe(204);
    }
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(got.status).toBe(404);
  });

  test("can be read without a signature if its ACL says so", async () => {
    await put(emulator(), "x", "hello", { "x-oss-object-acl": "public-read" });
    const got = await send(emulator(), { target: `${bucket}/x`, signed: false });
    expect(got.status).toBe(200);
    const gone = await send(emulator(), {
      method: "DELETE",
      target: `${bucket}/x`,
      signed: false,
    });
    expect(gone.element("Code")).toBe("AccessDenied");
  });
});

describe("a range", () => {
  const whole = "0123456789";
  test.each([
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=3-5", 206, "345", "bytes 3-5/10"],
    ["bytes=8-", 206, "89", "bytes 8-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=0-9", 206, whole, "bytes 0-9/10"],
    ["bytes=5-10", 200, whole, undefined],
    ["bytes=10-20", 200, whole, undefined],
    ["bytes=10-", 200, whole, undefined],
    ["bytes=-11", 200, whole, undefined],
    ["bytes=-0", 200, whole, undefined],
    ["bytes=5-3", 200, whole, undefined],
    ["bytes=-", 200, whole, undefined],
    ["bytes=a-b", 200, whole, undefined],
    ["0-3", 200, whole, undefined],
  ])("of %s answers %i", async (range, status, body, contentRange) => {
    await put(emulator(), "x", whole);
    const got = await send(emulator(), { target: `${bucket}/x`, headers: { Range: range } });
    expect(got.status).toBe(status);
    expect(String(got.body)).toBe(body);
    expect(got.headers["content-range"]).toBe(contentRange);
  });

  test.each([
    ["bytes=5-10", 206, "56789"],
    ["bytes=-11", 206, whole],
    ["bytes=10-20", 416, undefined],
    ["bytes=-0", 416, undefined],
    ["bytes=5-3", 200, whole],
  ])("of %s in the standard way answers %i", async (Range, status, body) => {
    await put(emulator(), "x", whole);
    const headers = { Range, "x-oss-range-behavior": "standard" };
    const got = await send(emulator(), { target: `${bucket}/x`, headers });
    expect(got.status).toBe(status);
    if (body === undefined) expect(got.element("Code")).toBe("InvalidRange");
    else expect(String(got.body)).toBe(body);
  });

  test("of several stretches is refused", async () => {
    await put(emulator(), "x", whole);
    const headers = { Range: "bytes=0-1,3-4" };
    const got = await send(emulator(), { target: `${bucket}/x`, headers });
    expect(got.status).toBe(416);
  });

  test("of an empty object is the whole object", async () => {
    await put(emulator(), "x", "");
    const headers = { Range: "bytes=0-0" };
    const got = await send(emulator(), { target: `${bucket}/x`, headers });
    expect(got.status).toBe(200);
  });
});

describe("a condition", () => {
  const past = new Date(Date.now() - 86_400_000).toUTCString();
  const future = new Date(Date.now() + 86_400_000).toUTCString();
  const etag = '"5D41402ABC4B2A76B9719D911017C592"';
  test.each([
    ["If-Match", etag, 200],
    ["If-Match", etag.toLowerCase(), 200],
    ["If-Match", etag.slice(1, -1), 200],
    ["If-Match", '"x"', 412],
    ["If-None-Match", etag, 304],
    ["If-None-Match", "*", 304],
    ["If-None-Match", '"x"', 200],
    ["If-Modified-Since", past, 200],
    ["If-Modified-Since", future, 304],
    ["If-Modified-Since", "no date", 200],
    ["If-Unmodified-Since", past, 412],
    ["If-Unmodified-Since", future, 200],
    ["If-Unmodified-Since", "no date", 200],
  ])("%s: %s answers %i", async (name, value, status) => {
    await put(emulator(), "x", "hello");
    for (const method of ["GET", "HEAD"]) {
      const request = { method, target: `${bucket}/x`, headers: { [name]: value } };
      const got = await send(emulator(), request);
      expect(got.status).toBe(status);
      if (status === 412) {
        expect(got.element("Code")).toBe("PreconditionFailed");
        expect(got.element("Condition")).toBe(name);
      }
      if (status !== 304) continue;
      expect(got.body).toHaveLength(0);
      expect(got.headers.etag).toBe(etag);
      expect(Date.parse(got.headers["last-modified"] ?? "")).not.toBeNaN();
    }
  });
});

describe("putting", () => {
  test("over an object is refused when the request forbids it", async () => {
    const headers = { "x-oss-forbid-overwrite": "true" };
    await put(emulator(), "x", "one", headers);
    const request = { method: "PUT", target: `${bucket}/x`, body: "two", headers };
    const again = await send(emulator(), request);
    expect(again.status).toBe(409);
    expect(again.element("Code")).toBe("FileAlreadyExists");
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("one");
  });

  test("checks the MD5", async () => {
    const md5 = createHash("md5").update("hello").digest("base64");
    await put(emulator(), "x", "hello", { "Content-MD5": md5 });
    for (const wrong of [createHash("md5").update("x").digest("base64"), "abc", "!"]) {
      const headers = { "Content-MD5": wrong };
      const target = `${bucket}/y`;
      const refused = await send(emulator(), { method: "PUT", target, body: "hello", headers });
      expect(refused.status).toBe(400);
      expect(refused.element("Code")).toBe("InvalidDigest");
    }
    expect((await send(emulator(), { target: `${bucket}/y` })).status).toBe(404);
  });

  test("replaces the object at once, for readers too", async () => {
    await put(emulator(), "x", "old");
    await put(emulator(), "x", "new");
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("new");
  });
});

describe("appending", () => {
  const at = (position: number | string, body: string): RawRequest => ({
    method: "POST",
    target: `${bucket}/log?append&position=${position}`,
    body,
  });

  test("grows the object, its CRC and its position", async () => {
    const first = await send(emulator(), at(0, "one "));
    expect(first.headers).toMatchObject({ "x-oss-next-append-position": "4" });
    const second = await send(emulator(), at(4, "two"));
    expect(second.headers).toMatchObject({
      "x-oss-next-append-position": "7",
      "x-oss-hash-crc64ecma": String(aosCrc64(0n, Buffer.from("one two"))),
      etag: expect.stringMatching(/^"[0-9A-F]{24}00000000"$/) as unknown,
    });
    const got = await send(emulator(), { target: `${bucket}/log` });
    expect(String(got.body)).toBe("one two");
    expect(got.headers).toMatchObject({
      "x-oss-object-type": "Appendable",
      "x-oss-next-append-position": "7",
      etag: second.headers.etag,
    });
    const range = { target: `${bucket}/log`, headers: { Range: "bytes=2-5" } };
    expect(String((await send(emulator(), range)).body)).toBe("e tw");
  });

  test.each([
    [409, "PositionNotEqualToLength", 3],
    [409, "PositionNotEqualToLength", 0],
    [400, "InvalidArgument", "-1"],
    [400, "InvalidArgument", "x"],
    [400, "MissingArgument", ""],
  ])("answers %i %s at position %s", async (status, code, position) => {
    await send(emulator(), at(0, "one "));
    const request = at(position, "x");
    const target = position === "" ? request.target.slice(0, -1) : request.target;
    const refused = await send(emulator(), { ...request, target });
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
    if (code === "PositionNotEqualToLength") {
      expect(refused.element("x-oss-next-append-position")).toBe("4");
    }
  });

  test("is refused for an object that was put", async () => {
    await put(emulator(), "log", "x");
    const refused = await send(emulator(), at(1, "y"));
    expect(refused.element("Code")).toBe("ObjectNotAppendable");
  });

  test("lets one of two at the same position win", async () => {
    const answers = await Promise.all([send(emulator(), at(0, "a")), send(emulator(), at(0, "b"))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await send(emulator(), { target: `${bucket}/log` })).body).toHaveLength(1);
  });
});

describe("copying", () => {
  test("keeps the object's headers, or takes the request's", async () => {
    await put(emulator(), "from", "hello", { "x-oss-meta-a": "1", "Content-Type": "text/x-a" });
    const source = { "x-oss-copy-source": `${bucket}/from` };
    const copy = { method: "PUT", target: `${bucket}/to`, headers: source };
    const done = await send(emulator(), copy);
    expect(done.element("ETag")).toBe("&quot;5D41402ABC4B2A76B9719D911017C592&quot;");
    const replace = { "x-oss-metadata-directive": "REPLACE", "x-oss-meta-b": "2" };
    await send(emulator(), {
      ...copy,
      target: `${bucket}/other`,
      headers: { ...source, ...replace },
    });
    const kept = await send(emulator(), { target: `${bucket}/to` });
    expect(String(kept.body)).toBe("hello");
    expect(kept.headers).toMatchObject({ "x-oss-meta-a": "1", "content-type": "text/x-a" });
    const replaced = await send(emulator(), { target: `${bucket}/other` });
    expect(replaced.headers["x-oss-meta-a"]).toBeUndefined();
    expect(replaced.headers["x-oss-meta-b"]).toBe("2");
    // The copy does not need its source.
    await send(emulator(), { method: "DELETE", target: `${bucket}/from` });
    expect(String((await send(emulator(), { target: `${bucket}/to` })).body)).toBe("hello");
  });

  test.each([
    [`${bucket}/none`, {}, 404, "NoSuchKey"],
    ["/nobucket/x", {}, 404, "NoSuchBucket"],
    ["x", {}, 400, "InvalidArgument"],
    [`${bucket}/${"x".repeat(1024)}`, {}, 400, "InvalidObjectName"],
    [`${bucket}/from`, { "x-oss-copy-source-if-match": '"x"' }, 412, "PreconditionFailed"],
    [`${bucket}/from?versionId=1`, {}, 501, "NotImplemented"],
  ])("from %s with %o is refused", async (source, more, status, code) => {
    await put(emulator(), "from", "hello");
    const headers = { ...more, "x-oss-copy-source": source };
    const refused = await send(emulator(), { method: "PUT", target: `${bucket}/to`, headers });
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
  });
});

describe("deleting several objects", () => {
  const remove = (body: string, query = "delete"): RawRequest => ({
    method: "POST",
    target: `${bucket}?${query}`,
    resource: `${bucket}?delete`,
    body,
    headers: { "Content-MD5": createHash("md5").update(body).digest("base64") },
  });
  const keys = (...names: string[]): string =>
    names.map((name) => `<Object><Key>${name}</Key></Object>`).join("");

  test("tells which", async () => {
    await put(emulator(), "a", "");
    const done = await send(emulator(), remove(`<Delete>${keys("a", "ü &amp;")}</Delete>`));
    expect(String(done.body)).toContain("<Key>a</Key>");
    expect(String(done.body)).toContain("<Key>ü &amp;</Key>");
    const encoded = await send(
      emulator(),
      remove(`<Delete>${keys("ü/")}</Delete>`, "delete&encoding-type=url"),
    );
    expect(encoded.element("Key")).toBe("%C3%BC%2F");
    expect(encoded.element("EncodingType")).toBe("url");
  });

  test("takes names that no object can have for deleted ones", async () => {
    const done = await send(emulator(), remove(`<Delete>${keys("/x")}</Delete>`));
    expect([done.status, done.element("Key")]).toEqual([200, "/x"]);
  });

  test.each([
    ["no document", ""],
    ["no key", "<Delete></Delete>"],
    ["an empty key", `<Delete>${keys("")}</Delete>`],
    ["another root", `<Remove>${keys("a")}</Remove>`],
    ["broken XML", `<Delete>${keys("a")}`],
    ["a DOCTYPE", `<!DOCTYPE x><Delete>${keys("a")}</Delete>`],
    ["too many keys", `<Delete>${keys(...new Array<string>(1001).fill("a"))}</Delete>`],
  ])("is refused for %s", async (_what, body) => {
    await put(emulator(), "a", "");
    const refused = await send(emulator(), remove(body));
    expect([refused.status, refused.element("Code")]).toEqual([400, "MalformedXML"]);
    expect((await send(emulator(), { target: `${bucket}/a` })).status).toBe(200);
  });

  test("checks the MD5, though C's four bytes too many do no harm", async () => {
    const body = `<Delete>${keys("a")}</Delete>`;
    const wrong = createHash("md5").update("x").digest("base64");
    const refused = await send(emulator(), {
      ...remove(body),
      headers: { "Content-MD5": wrong },
    });
    expect(refused.element("Code")).toBe("InvalidDigest");
    const digest = createHash("md5").update(body).digest();
    const longer = Buffer.concat([digest, Buffer.alloc(4)]).toString("base64");
    const done = await send(emulator(), { ...remove(body), headers: { "Content-MD5": longer } });
    expect(done.status).toBe(200);
  });
});
