import { describe, expect, test } from "vitest";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OVER_MEMORY,
  AOSE_SERVICE_ERROR,
} from "../../src/aos/define.js";
import { out } from "../../src/aos/out.js";
import { aosString, aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import {
  ossCopyObject,
  ossDeleteObject,
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
  ossGetObjectMeta,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "../../src/oss/api/object.js";
import { ossGetObjectAcl, ossPutObjectAcl } from "../../src/oss/api/object_acl.js";
import { ossRestoreObject, ossRestoreObjectWithTier } from "../../src/oss/api/restore.js";
import { ossDoPutSymlink, ossGetSymlink, ossPutSymlink } from "../../src/oss/api/symlink.js";
import { OSS_ACL_PUBLIC_READ, OSS_TIER_BULK } from "../../src/oss/define.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";

const server = useAnswers();
/** The CRC-64 of "123456789" that the algorithm's catalogue gives. */
const CRC_OF_DIGITS = String(0x995dc9bbdf1939fan);
const crcHeader = (crc: string): Record<string, string> => ({ "x-oss-hash-crc64ecma": crc });
const ERROR_DOCUMENT =
  '<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>late</Message></Error>';

describe("putting an object", () => {
  test("sends the buffers one after the other, with their length", async () => {
    const { options, seen } = server();
    const content = buffers("12345", "", new Uint8Array([54, 55, 56, 57]));
    server().answer({ headers: crcHeader(CRC_OF_DIGITS) });
    const s = await ossPutObjectFromBuffer(options, "bucket", "a/b c.txt", content, null, null);
    expect(s.code).toBe(200);
    const [request] = seen;
    expect(request?.target).toBe("/bucket%2Fa%2Fb%20c.txt");
    expect(request?.body.toString()).toBe("123456789");
    expect(request?.headers.get("content-length")).toBe("9");
    expect(request?.headers.get("transfer-encoding")).toBeUndefined();
    expect(request?.headers.get("expect")).toBeUndefined();
  });

  test("leaves the list as it was, so that it can be sent again", async () => {
    const { options, seen } = server();
    const content = buffers("one ", "two");
    for (let i = 0; i < 2; i++) {
      await ossPutObjectFromBuffer(options, "bucket", "key", content, null, null);
    }
    expect(seen.map(({ body }) => body.toString())).toEqual(["one two", "one two"]);
    expect([...content].map(String)).toEqual(["one ", "two"]);
  });

  test.each([
    ["the suffix", "a.JPG", null, "image/jpeg"],
    ["nothing known", "a.unknown", null, "application/octet-stream"],
    ["no suffix", "a", null, "application/octet-stream"],
    ["the caller", "a.jpg", "text/x-mine", "text/x-mine"],
  ])("has the content type that %s tells", async (_, key, given, expected) => {
    const { options, seen } = server();
    const headers = given === null ? null : table({ "content-type": given });
    await ossPutObjectFromBuffer(options, "bucket", key, buffers("x"), headers, null);
    expect(seen[0]?.headers.get("content-type")).toBe(expected);
  });

  test("sends the STS token, and none when it is empty", async () => {
    const { options, seen } = server();
    aosStrSet(options.config.stsToken, "token");
    await ossPutObjectFromBuffer(options, "bucket", "key", buffers("x"), null, null);
    aosStrSet(options.config.stsToken, "");
    await ossPutObjectFromBuffer(options, "bucket", "key", buffers("x"), null, null);
    expect(seen.map(({ headers }) => headers.get("x-oss-security-token"))).toEqual([
      "token",
      undefined,
    ]);
  });

  test("tells of a CRC-64 that is not the server's", async () => {
    const { options } = server();
    server().answer({ headers: crcHeader("1") });
    const respHeaders = out<AosTable>();
    const content = buffers("x");
    const s = await ossPutObjectFromBuffer(options, "bucket", "key", content, null, respHeaders);
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
    expect(s.reqId).not.toBe("");
    expect(respHeaders.value?.get("x-oss-hash-crc64ecma")).toBe("1");
  });

  test("does not look at the CRC-64 when it is switched off", async () => {
    const { options } = server();
    options.ctl.options.enableCrc = 0;
    server().answer({ headers: crcHeader("1") });
    const s = await ossPutObjectFromBuffer(options, "bucket", "key", buffers("x"), null, null);
    expect(s.code).toBe(200);
  });

  test("tells of the service's error and not of the CRC-64 that came with it", async () => {
    const { options } = server();
    server().answer({ status: 403, headers: crcHeader("1"), body: ERROR_DOCUMENT });
    const s = await ossPutObjectFromBuffer(options, "bucket", "key", buffers("x"), null, null);
    expect(s).toMatchObject({ code: 403, errorCode: "InternalError", errorMsg: "late" });
  });

  test("gives the answer's body to the caller, of errors too, and what the list held is gone", async () => {
    const { options } = server();
    const respBody = buffers("old");
    const put = async (): Promise<void> => {
      const content = buffers("x");
      await ossDoPutObjectFromBuffer(
        options,
        "bucket",
        "key",
        content,
        null,
        null,
        null,
        null,
        respBody,
      );
    };
    server().answer({ body: '{"Status":"OK"}' }, { status: 403, body: ERROR_DOCUMENT });
    await put();
    expect(textOf(respBody)).toBe('{"Status":"OK"}');
    await put();
    expect(textOf(respBody)).toBe(ERROR_DOCUMENT);
  });

  test("a callback that failed is a success that says so", async () => {
    const { options } = server();
    const body = "<Error><Code>CallbackFailed</Code><Message>status : 502.</Message></Error>";
    server().answer({ status: 203, body });
    const s = await ossPutObjectFromBuffer(options, "bucket", "key", buffers("x"), null, null);
    expect(s).toMatchObject({
      code: 203,
      errorCode: "CallbackFailed",
      errorMsg: "status : 502.",
    });
  });

  test("tells its progress up to the end", async () => {
    const { options } = server();
    const told: [number, number][] = [];
    const content = buffers(Buffer.alloc(300_000));
    await ossDoPutObjectFromBuffer(
      options,
      "bucket",
      "key",
      content,
      null,
      null,
      (sent, total) => told.push([sent, total]),
      null,
      null,
    );
    expect(told.at(-1)).toEqual([300_000, 300_000]);
    expect(told.map(([sent]) => sent)).toEqual(told.map(([sent]) => sent).sort((a, b) => a - b));
  });
});

describe("an Error document in a 200", () => {
  test.each<[string, () => ReturnType<typeof ossCopyObject>]>([
    ["copying", () => ossCopyObject(server().options, "src", "a", "bucket", "b", null, null)],
    [
      "putting",
      () => ossPutObjectFromBuffer(server().options, "bucket", "a", buffers(""), null, null),
    ],
    [
      "asking for the ACL",
      () => ossGetObjectAcl(server().options, "bucket", "a", aosString(), null),
    ],
  ])("is an error of %s", async (_, call) => {
    server().answer({ body: `\ufeff${ERROR_DOCUMENT}` });
    const s = await call();
    expect(s).toMatchObject({
      code: AOSE_SERVICE_ERROR,
      errorCode: "InternalError",
      errorMsg: "late",
    });
    expect(s.reqId).toBe("68E778C0003A1B2C3031400000");
  });

  test("of which only half came is an error", async () => {
    server().answer({ body: ERROR_DOCUMENT.slice(0, -5) });
    const s = await ossCopyObject(server().options, "src", "a", "bucket", "b", null, null);
    expect(s).toMatchObject({ code: AOSE_SERVICE_ERROR, errorCode: "UnknownError" });
  });

  test("is the content of an object that is one", async () => {
    const { options } = server();
    server().answer({ body: ERROR_DOCUMENT });
    const content = buffers();
    const s = await ossGetObjectToBuffer(options, "bucket", "e.xml", null, null, content, null);
    expect(s.code).toBe(200);
    expect(textOf(content)).toBe(ERROR_DOCUMENT);
  });

  test("is not seen where Error is only a part of the document", async () => {
    const { options } = server();
    server().answer({ body: "<CopyObjectResult><Error><Code>x</Code></Error></CopyObjectResult>" });
    const s = await ossCopyObject(options, "src", "a", "bucket", "b", null, null);
    expect(s.code).toBe(200);
  });
});

describe("getting an object", () => {
  test("puts the content in the place of what the list held", async () => {
    const { options, seen } = server();
    server().answer({ body: "123456789", headers: crcHeader(CRC_OF_DIGITS) });
    const content = buffers("old");
    const params = table({ "response-content-type": "a/b" });
    const s = await ossGetObjectToBuffer(options, "bucket", "key", null, params, content, null);
    expect(s.code).toBe(200);
    expect(textOf(content)).toBe("123456789");
    expect(seen[0]?.target).toBe("/bucket%2Fkey?response-content-type=a%2Fb");
  });

  test("tells of a CRC-64 that is not the server's, and hands over what came", async () => {
    const { options } = server();
    server().answer({ body: "damaged", headers: crcHeader(CRC_OF_DIGITS) });
    const content = buffers();
    const s = await ossGetObjectToBuffer(options, "bucket", "key", null, null, content, null);
    expect(s.code).toBe(AOSE_CRC_INCONSISTENT_ERROR);
    expect(textOf(content)).toBe("damaged");
  });

  test.each([
    ["a range", table({ range: "bytes=0-6" }), null],
    ["a processed object", null, table({ "x-oss-process": "image/info" })],
  ])("does not compare the CRC-64 of %s with that of the whole", async (_, headers, params) => {
    const { options } = server();
    server().answer({ status: 206, body: "1234567", headers: crcHeader(CRC_OF_DIGITS) });
    const s = await ossGetObjectToBuffer(options, "bucket", "key", headers, params, null, null);
    expect(s.code).toBe(206);
  });

  test.each([{}, crcHeader(CRC_OF_DIGITS)])(
    "is no success when the body was cut short, with the headers %j",
    async (headers) => {
      const { options } = server();
      server().answer({ body: "123456789", headers, cutAfter: 5 });
      const content = buffers();
      const s = await ossGetObjectToBuffer(options, "bucket", "key", null, null, content, null);
      expect(s).toMatchObject({ code: AOSE_CONNECTION_FAILED, errorCode: "HttpIoError" });
    },
  );

  test("that was refused tells the service's error though its document was cut short", async () => {
    const { options } = server();
    server().answer({ status: 404, body: ERROR_DOCUMENT, cutAfter: 40 });
    const s = await ossGetObjectToBuffer(options, "bucket", "key", null, null, null, null);
    expect(s).toMatchObject({ code: 404, errorCode: "UnknownError" });
  });

  test("stops at max_memory_size, and that is the error and not the CRC-64", async () => {
    const { options } = server();
    options.ctl.options.maxMemorySize = 4;
    server().answer({ body: "123456789", headers: crcHeader("1") });
    const s = await ossGetObjectToBuffer(options, "bucket", "key", null, null, buffers(), null);
    expect(s).toMatchObject({ code: AOSE_OVER_MEMORY, errorCode: "HttpIoError" });
  });

  test("tells its progress with the total that the answer names", async () => {
    const { options } = server();
    server().answer({ body: "123456789" });
    const told: [number, number][] = [];
    await ossDoGetObjectToBuffer(
      options,
      "bucket",
      "key",
      null,
      null,
      null,
      (got, total) => told.push([got, total]),
      null,
    );
    expect(told.at(-1)).toEqual([9, 9]);
  });
});

describe("what is asked of an object", () => {
  test("its headers, by HEAD, and few of them with objectMeta", async () => {
    const { options, seen } = server();
    server().answer({ headers: { ETag: '"1"', "Content-Length": "123" } });
    const respHeaders = out<AosTable>();
    await ossHeadObject(options, "bucket", "key", table({ "If-Match": '"1"' }), respHeaders);
    await ossGetObjectMeta(options, "bucket", "key", null);
    expect(respHeaders.value?.get("etag")).toBe('"1"');
    expect(respHeaders.value?.get("content-length")).toBe("123");
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "HEAD /bucket%2Fkey",
      "HEAD /bucket%2Fkey?objectMeta",
    ]);
    expect(seen[0]?.headers.get("if-match")).toBe('"1"');
  });

  test("its ACL, which is left as it is when there is no answer", async () => {
    const { options, seen } = server();
    const body =
      "<AccessControlPolicy><AccessControlList><Grant>private</Grant></AccessControlList></AccessControlPolicy>";
    server().answer({ body }, { status: 403 }, { body: "<AccessControlPolicy>" });
    const acl = aosString("before");
    await ossGetObjectAcl(options, "bucket", "key", acl, null);
    expect(acl.data).toBe("private");
    expect((await ossGetObjectAcl(options, "bucket", "key", acl, null)).code).toBe(403);
    const s = await ossGetObjectAcl(options, "bucket", "key", acl, null);
    expect(s.errorCode).toBe("ParseXmlError");
    expect(acl.data).toBe("private");
    expect(seen[0]?.target).toBe("/bucket%2Fkey?acl");
  });
});

describe("what is done with an object", () => {
  test("its ACL is sent as the service writes it", async () => {
    const { options, seen } = server();
    await ossPutObjectAcl(options, "bucket", "key", OSS_ACL_PUBLIC_READ, null);
    expect(seen[0]?.headers.get("x-oss-object-acl")).toBe("public-read");
  });

  test("it is copied from a source whose key is encoded; the caller's source is replaced", async () => {
    const { options, seen } = server();
    const headers = table({ "X-Oss-Copy-Source": "/else/where", "If-None-Match": '"1"' });
    await ossCopyObject(options, "source", "a/中 +?.txt", "bucket", "b.png", headers, null);
    const [request] = seen;
    expect(request?.headers.get("x-oss-copy-source")).toBe("/source/a%2F%E4%B8%AD%20%2B%3F.txt");
    expect(request?.headers.get("content-type")).toBe("image/png");
    expect(request?.headers.get("if-none-match")).toBe('"1"');
  });

  test("a link's target is percent-encoded, slashes aside", async () => {
    const { options, seen } = server();
    const target = "a b+c%d/中.txt\nx-oss-object-acl: public-read";
    await ossPutSymlink(options, "bucket", "link", target, null);
    await ossDoPutSymlink(options, "bucket", "link", "t", table({ "x-oss-a": "1" }), null);
    await ossGetSymlink(options, "bucket", "link", null);
    expect(seen[0]?.headers.get("x-oss-symlink-target")).toBe(
      "a%20b%2Bc%25d/%E4%B8%AD.txt%0Ax-oss-object-acl%3A%20public-read",
    );
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "PUT /bucket%2Flink?symlink",
      "PUT /bucket%2Flink?symlink",
      "GET /bucket%2Flink?symlink",
    ]);
  });

  test("it is restored, with a document that names days and speed", async () => {
    const { options, seen } = server();
    await ossRestoreObject(options, "bucket", "key.txt", null, null);
    await ossRestoreObjectWithTier(options, "bucket", "key", OSS_TIER_BULK, 3, null, null);
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "POST /bucket%2Fkey.txt?restore",
      "POST /bucket%2Fkey?restore",
    ]);
    expect(seen[0]?.body.length).toBe(0);
    expect(seen[1]?.body.toString()).toMatch(/<Days>3<\/Days>.*<Tier>Bulk<\/Tier>/s);
  });

  test("it is deleted", async () => {
    const { options, seen } = server();
    server().answer({ status: 204 });
    expect((await ossDeleteObject(options, "bucket", "key", null)).code).toBe(204);
    expect(seen[0]?.method).toBe("DELETE");
  });
});

describe("values that are none of their kind", () => {
  test("are refused, and nothing is sent", async () => {
    const { options, seen } = server();
    // A program in JavaScript, or one that computes its values, can hand over any number.
    const none = 9;
    const calls = [
      await Reflect.apply(ossPutObjectAcl, null, [options, "bucket", "key", none, null]),
      await Reflect.apply(ossRestoreObjectWithTier, null, [
        options,
        "bucket",
        "key",
        none,
        1,
        null,
        null,
      ]),
      await ossRestoreObjectWithTier(options, "bucket", "key", 0, Number.NaN, null, null),
    ];
    for (const s of calls) {
      expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: "ClientError" });
    }
    expect(seen).toEqual([]);
  });
});
