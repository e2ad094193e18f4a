/** What is answered to requests that are wrong before any operation begins. */

import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const hour = 3_600_000;

describe("a request", () => {
  const emulator = useEmulator();
  const refusals: [what: string, request: RawRequest, status: number, code: string][] = [
    ["without a signature", { target: `${bucket}/x`, signed: false }, 403, "AccessDenied"],
    ["for the buckets without one", { target: "/", signed: false }, 403, "AccessDenied"],
    ["with a wrong secret", { target: `${bucket}/x`, secret: "x" }, 403, "SignatureDoesNotMatch"],
    [
      "of an hour ago",
      { target: `${bucket}/x`, time: Date.now() - hour },
      403,
      "RequestTimeTooSkewed",
    ],
    ["in an hour", { target: `${bucket}/x`, time: Date.now() + hour }, 403, "RequestTimeTooSkewed"],
    [
      "with a token that nobody asked for",
      { target: `${bucket}/x`, headers: { "x-oss-security-token": "x" } },
      403,
      "InvalidSecurityToken",
    ],
    ["for no bucket that is there", { target: "/nobucket/x" }, 404, "NoSuchBucket"],
    ["for no object that is there", { target: `${bucket}/x` }, 404, "NoSuchKey"],
    ["for a bucket of a wrong name", { target: "/No_Bucket/x" }, 400, "InvalidBucketName"],
    [
      "to make an object of a wrong name",
      { method: "PUT", target: `${bucket}/%2Fx`, resource: `${bucket}//x` },
      400,
      "InvalidObjectName",
    ],
    [
      "for an object of a name that none can have",
      { target: `${bucket}/%2Fx`, resource: `${bucket}//x` },
      404,
      "NoSuchKey",
    ],
    [
      "for an object whose name is no UTF-8",
      { target: `${bucket}/%FF`, resource: `${bucket}/\u00ff` },
      400,
      "InvalidObjectName",
    ],
    [
      "for a name of 1024 bytes",
      { target: `${bucket}/${"x".repeat(1024)}` },
      400,
      "InvalidObjectName",
    ],
    ["of an unknown method", { method: "PATCH", target: `${bucket}/x` }, 405, "MethodNotAllowed"],
    [
      "of a method that is for others",
      { method: "POST", target: `${bucket}/x` },
      405,
      "MethodNotAllowed",
    ],
    ["for something not done here", { target: `${bucket}?rtc` }, 501, "NotImplemented"],
    [
      "to make something else of an object",
      { method: "PUT", target: `${bucket}/x?worm` },
      501,
      "NotImplemented",
    ],
    [
      "with a callback where none is made",
      {
        method: "PUT",
        target: `${bucket}/x?symlink`,
        headers: { "x-oss-callback": "x", "x-oss-symlink-target": "y" },
      },
      501,
      "NotImplemented",
    ],
    [
      "with an ACL that is none",
      { method: "PUT", target: `${bucket}/x`, headers: { "x-oss-object-acl": "x" } },
      400,
      "InvalidArgument",
    ],
    [
      "with a storage class that is none",
      { method: "PUT", target: `${bucket}/x`, headers: { "x-oss-storage-class": "x" } },
      400,
      "InvalidArgument",
    ],
  ];

  test.each(refusals)("%s is refused", async (_what, request, status, code) => {
    const refused = await send(emulator(), request);
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
    expect(refused.element("Message")).not.toBe("");
    expect(refused.element("HostId")).toBe("127.0.0.1");
    expect(refused.element("RequestId")).toBe(refused.headers["x-oss-request-id"]);
    expect(refused.headers["x-oss-ec"]).toBe(refused.element("EC"));
    expect(refused.headers["content-type"]).toBe("application/xml");
    expect(emulator().requests.at(-1)).toMatchObject({ status, code });
  });

  test("by HEAD is told why in a header", async () => {
    const refused = await send(emulator(), { method: "HEAD", target: `${bucket}/x` });
    expect(refused.status).toBe(404);
    expect(refused.element("Code")).toBe("NoSuchKey");
    expect(refused.body).toHaveLength(0);
  });

  test("signed wrong is told what should have been signed", async () => {
    const request = { target: `${bucket}/x`, headers: { "x-oss-meta-a": "1" }, secret: "wrong" };
    const refused = await send(emulator(), request);
    const text = refused.element("StringToSign") ?? "";
    expect(text).toMatch(
      /^GET&#xa;&#xa;&#xa;[^\n]* GMT&#xa;x-oss-meta-a:1&#xa;\/examplebucket\/x$/,
    );
    expect(refused.element("OSSAccessKeyId")).toBe(testAccount.accessKeyId);
    expect(refused.element("StringToSignBytes")).toMatch(/^47 45 54 0A 0A 0A /);
  });

  test.each([
    ["OSS nonsense", 400, "InvalidArgument"],
    ["Basic eDp5", 400, "InvalidArgument"],
    ["OSS nobody:signature", 403, "InvalidAccessKeyId"],
    [`OSS ${testAccount.accessKeyId}:signature`, 403, "AccessDenied"],
    ["OSS4-HMAC-SHA256 Credential=x,Signature=y", 400, "InvalidArgument"],
  ])("with the Authorization %s is refused", async (Authorization, status, code) => {
    const headers = { Authorization };
    const request = { target: `${bucket}/x`, signed: false, headers };
    const refused = await send(emulator(), request);
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
  });
});

describe("a signed URL", () => {
  const emulator = useEmulator({ clock: () => 1_760_000_000_000 });

  function signedUrl(expires: number | string, resource = `${bucket}/x`): string {
    const text = `GET\n\n\n${expires}\n${resource}`;
    const hmac = createHmac("sha1", testAccount.accessKeySecret).update(text);
    const signature = encodeURIComponent(hmac.digest("base64"));
    const id = testAccount.accessKeyId;
    return `${bucket}/x?OSSAccessKeyId=${id}&Expires=${expires}&Signature=${signature}`;
  }

  test.each([
    [signedUrl(1_760_000_001), 404, "NoSuchKey"],
    [signedUrl(1_760_000_000), 404, "NoSuchKey"],
    [signedUrl(1_759_999_999), 403, "AccessDenied"],
    [signedUrl("x"), 403, "AccessDenied"],
    [signedUrl(1_760_000_001, `${bucket}/y`), 403, "SignatureDoesNotMatch"],
    [
      signedUrl(1_760_000_001).replace("OSSAccessKeyId=L", "OSSAccessKeyId=M"),
      403,
      "InvalidAccessKeyId",
    ],
    [signedUrl(1_760_000_001).replace("Expires=", "Expired="), 403, "AccessDenied"],
    [`${bucket}/x?Signature=x`, 403, "AccessDenied"],
  ])("%s answers %i %s", async (target, status, code) => {
    const answer = await send(emulator(), { target, signed: false });
    expect([answer.status, answer.element("Code")]).toEqual([status, code]);
  });
});

describe("a URL signed by V4", () => {
  const emulator = useEmulator({ clock: () => 1_760_000_000_000 });
  const begin = "20251009T085320Z";

  function signedUrl(changes: Record<string, string> = {}): string {
    const query = Object.entries({
      "x-oss-credential": `${testAccount.accessKeyId}/20251009/cn-hangzhou/oss/aliyun_v4_request`,
      "x-oss-date": begin,
      "x-oss-expires": "60",
      "x-oss-signature": "0".repeat(64),
      "x-oss-signature-version": "OSS4-HMAC-SHA256",
      ...changes,
    });
    return `${bucket}/x?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
  }

  const credential = (scope: string): Record<string, string> => ({
    "x-oss-credential": `${testAccount.accessKeyId}/${scope}`,
  });

  test.each([
    [{}, 403, "SignatureDoesNotMatch", undefined],
    [{ "x-oss-date": "20251009T075320Z" }, 403, "AccessDenied", undefined],
    [{ "x-oss-date": "20251009T095320Z" }, 403, "AccessDenied", undefined],
    [{ "x-oss-date": "Thu, 09 Oct 2025 08:53:20 GMT" }, 403, "AccessDenied", "0002-00000502"],
    [{ "x-oss-date": "" }, 403, "AccessDenied", "0002-00000503"],
    [{ "x-oss-expires": "0" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-expires": "604801" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-expires": "x" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-signature-version": "OSS2" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-additional-headers": "" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-additional-headers": "b;a" }, 400, "InvalidArgument", undefined],
    [{ "x-oss-additional-headers": "Host" }, 400, "InvalidArgument", undefined],
    [
      credential("20251009/cn-beijing/oss/aliyun_v4_request"),
      400,
      "InvalidArgument",
      "0002-00000226",
    ],
    [credential("20251008/cn-hangzhou/oss/aliyun_v4_request"), 400, "InvalidArgument", undefined],
    [credential("20251009/cn-hangzhou/s3/aliyun_v4_request"), 400, "InvalidArgument", undefined],
    [credential("20251009/cn-hangzhou/oss"), 400, "InvalidArgument", undefined],
    [
      credential("20251009/x/oss-cloudbox/aliyun_v4_request"),
      400,
      "InvalidArgument",
      "0002-00000226",
    ],
    [
      { "x-oss-credential": "nobody/20251009/cn-hangzhou/oss/aliyun_v4_request" },
      403,
      "InvalidAccessKeyId",
      "0002-00000902",
    ],
  ])("changed by %o answers %i %s", async (changes, status, code, ec) => {
    const answer = await send(emulator(), { target: signedUrl(changes), signed: false });
    expect([answer.status, answer.element("Code")]).toEqual([status, code]);
    if (ec !== undefined) expect(answer.element("EC")).toBe(ec);
  });
});

describe("a token that expired", () => {
  const emulator = useEmulator({ securityToken: "t", securityTokenExpires: Date.now() - 1 });

  test("is refused", async () => {
    const headers = { "x-oss-security-token": "t" };
    const refused = await send(emulator(), { target: `${bucket}/x`, headers });
    expect([refused.status, refused.element("Code")]).toEqual([403, "SecurityTokenExpired"]);
  });
});

describe("where a request goes", () => {
  const emulator = useEmulator({ cnames: { "static.example.com": testAccount.bucket } });

  test.each([
    ["127.0.0.1", `${bucket}/a/b`, "a/b"],
    ["localhost:8080", `${bucket}/a/b`, "a/b"],
    ["[::1]:8080", `${bucket}/a/b`, "a/b"],
    ["127.0.0.1", `${bucket}%2Fa%2Fb`, "a/b"],
    ["examplebucket.localhost", "/a/b", "a/b"],
    ["examplebucket.oss-cn-hangzhou.aliyuncs.com", "/a%2Fb", "a/b"],
    ["ExampleBucket.OSS-cn-hangzhou.aliyuncs.com:80", "/a%2Fb", "a/b"],
    ["examplebucket.oss.internal", "/a/b", "a/b"],
    ["static.example.com", "/a/b", "a/b"],
    ["static.example.com", "/%E4%B8%AD", "中"],
  ])("is told by the host %s and the path %s", async (Host, target, key) => {
    await send(emulator(), { target, headers: { Host }, signed: false });
    expect(emulator().requests.at(-1)).toMatchObject({ bucket: testAccount.bucket, key });
  });

  test("may be the service itself", async () => {
    const headers = { Host: "oss-cn-hangzhou.aliyuncs.com" };
    const listed = await send(emulator(), { target: "/", headers });
    expect(listed.element("Name")).toBe(testAccount.bucket);
  });

  test("keeps a plus in a path and makes a space of one in a query", async () => {
    await put(emulator(), "a+b", "");
    const listed = await send(emulator(), {
      target: `${bucket}?prefix=a%2B`,
      resource: bucket,
    });
    expect(listed.element("Key")).toBe("a+b");
    const spaces = await send(emulator(), { target: `${bucket}?prefix=a+`, resource: bucket });
    expect(spaces.element("Prefix")).toBe("a ");
  });
});
