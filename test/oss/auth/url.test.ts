import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_INVALID_ARGUMENT, AOSE_OK, HTTP_PUT } from "../../../src/aos/define.js";
import { aosString } from "../../../src/aos/string.js";
import type { AosHttpRequest } from "../../../src/aos/transport.js";
import { getOssRtmpRequestSignature, ossGetRtmpSignedUrl } from "../../../src/oss/auth/rtmp.js";
import { getOssRequestSignature, ossGetSignedUrl } from "../../../src/oss/auth/url.js";
import type { OssConfig } from "../../../src/oss/define.js";
import { signV1 } from "../../conformance/reference/signing.js";
import { aliOssUrlSignatureV1 } from "../../support/ali_oss.js";
import { table } from "../../support/options.js";
import { pairsOf, requestFor, signingConfig, signingOptions } from "../../support/signing.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(1_760_000_000_000);
});

afterEach(() => {
  vi.useRealTimers();
});

/** The signed URL of a request, as it is written. */
function signedText(req: AosHttpRequest, config: OssConfig, expires = "1760003600"): string {
  const url = aosString();
  expect(ossGetSignedUrl(signingOptions(config), req, expires, url)).toBe(AOSE_OK);
  return url.data;
}

/** The signed URL of a request, as a browser reads it. */
function signedUrl(req: AosHttpRequest, config: OssConfig, expires?: string): URL {
  return new URL(signedText(req, config, expires));
}

/** The object that a URL names; a browser's reading would drop an object named "." or "..". */
function objectIn(url: string): string {
  return decodeURIComponent(url.replace(/^https?:\/\/[^/]+\//, "").replace(/\?.*$/, ""));
}

const published = {
  "x-oss-head1": "value",
  abc: "value",
  ZAbc: "value",
  XYZ: "value",
  "content-type": "application/octet-stream",
};
const parameters = {
  param1: "value1",
  "+param1": "value3",
  "|param1": "value4",
  "+param2": "",
  "|param2": "",
  param2: "",
};

describe("published signatures", () => {
  test("the example of version 1: GET /oss-example/oss-api.pdf", () => {
    const config = signingConfig(1, {
      accessKeyId: "44CF9590006BF252F707",
      accessKeySecret: "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV",
    });
    const url = signedUrl(requestFor("oss-example", "oss-api.pdf"), config, "1141889120");
    expect(url.searchParams.get("Signature")).toBe("EwaNTn1erJGkimiJ9WmXgwnANLc=");
    expect(url.searchParams.get("Expires")).toBe("1141889120");
    expect(url.searchParams.get("OSSAccessKeyId")).toBe("44CF9590006BF252F707");
  });

  test.each([
    [1702781677, "", "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe"],
    [1702785388, "token", "3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5"],
  ])("that all SDKs of the service hold to for version 4, at %i", (time, stsToken, signature) => {
    vi.setSystemTime(time * 1000);
    const req = requestFor("bucket", "1234+-/123/1.txt", {
      method: HTTP_PUT,
      headers: table(published),
      queryParams: table(parameters),
    });
    const url = signedUrl(req, signingConfig(4, { stsToken }), String(time + 599));
    expect(url.searchParams.get("x-oss-signature")).toBe(signature);
    expect(url.searchParams.get("x-oss-expires")).toBe("599");
    expect(url.searchParams.get("x-oss-security-token")).toBe(stsToken || null);
    expect(url.pathname).toBe("/1234%2B-%2F123%2F1.txt");
  });
});

test("ali-oss signs URLs of version 1 the same, whatever the object and the parameters", () => {
  const object = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(object, value, value, (key, process, secret) => {
      const asked = { headers: {}, queries: { "x-oss-process": process } };
      const resource = `/b-1/${key}`;
      const expected = aliOssUrlSignatureV1(secret, "GET", resource, asked, "1760003600");
      const req = requestFor("b-1", key, { queryParams: table({ "x-oss-process": process }) });
      const url = signedText(req, signingConfig(1, { accessKeySecret: secret }));
      expect(new URL(url).searchParams.get("Signature")).toBe(expected);
      expect(objectIn(url)).toBe(key);
    }),
  );
});

describe.each([1, 4])("a URL of version %i", (version) => {
  test("leaves the request's tables as they were, and can be made again", () => {
    const headers = table({ "Content-Type": "text/plain", "X-OSS-Meta-A": "1" });
    const queryParams = table({ "x-oss-process": "image/info" });
    const req = requestFor("b-1", "o", { headers, queryParams });
    const before = [pairsOf(headers), pairsOf(queryParams)];
    const first = signedUrl(req, signingConfig(version, { stsToken: "t" })).href;
    expect([pairsOf(req.headers), pairsOf(req.queryParams)]).toEqual(before);
    expect(signedUrl(req, signingConfig(version, { stsToken: "t" })).href).toBe(first);
  });

  test("holds no token when the token is empty", () => {
    const url = signedUrl(requestFor("b-1", "o"), signingConfig(version, { stsToken: "" }));
    expect([...url.searchParams.keys()].join()).not.toContain("token");
  });

  test("is not made for an illegal host, nor without an expiry; the target stays as it was", () => {
    const options = signingOptions(signingConfig(version));
    const url = aosString("before");
    const req = requestFor("b-1", "o");
    expect(ossGetSignedUrl(options, req, "", url)).toBe(AOSE_INVALID_ARGUMENT);
    req.host = "b-1.evil.com/path";
    expect(ossGetSignedUrl(options, req, "1760003600", url)).toBe(AOSE_INVALID_ARGUMENT);
    expect(url.data).toBe("before");
  });

  test("keeps the slashes of the key when normalizeUrl says so", () => {
    const req = requestFor("b-1", "a/b c");
    req.normalizeUrl = 1;
    expect(signedUrl(req, signingConfig(version)).pathname).toBe("/a/b%20c");
  });

  test("of a long key with long parameters is whole", () => {
    const queryParams = table({ "x-oss-process": "ü".repeat(3000) });
    const req = requestFor("b-1", "k".repeat(3000), { queryParams });
    const url = signedUrl(req, signingConfig(version));
    expect(url.pathname).toHaveLength(3001);
    expect(url.searchParams.get("x-oss-process")).toHaveLength(3000);
  });
});

test("the expiry of version 1 is signed, also beside an x-oss-date header", () => {
  const config = signingConfig(1);
  const date = "Sun, 22 Nov 2026 06:07:08 GMT";
  const req = requestFor("b-1", "o", { headers: table({ "x-oss-date": date }) });
  const url = signedUrl(req, config, "1760003600");
  const text = `GET\n\n\n1760003600\nx-oss-date:${date}\n/b-1/o`;
  expect(url.searchParams.get("Signature")).toBe(signV1("sk", text));
});

test("version 4 is not signed without a region", () => {
  const options = signingOptions(signingConfig(4, { region: "" }));
  const url = aosString();
  const res = ossGetSignedUrl(options, requestFor("b-1", "o"), "1760003600", url);
  expect([res, url.data]).toEqual([AOSE_INVALID_ARGUMENT, ""]);
});

test("a signature alone needs an expiry, and leaves its target alone without one", () => {
  const signature = aosString("before");
  const options = signingOptions(signingConfig(1));
  const res = getOssRequestSignature(options, requestFor("b-1", "o"), "", signature);
  expect([res, signature.data]).toEqual([AOSE_INVALID_ARGUMENT, "before"]);
});

test("a signature alone is not made of credentials that a provider has not given yet", () => {
  const options = signingOptions(signingConfig(1));
  options.config.credentialsProvider = async () => {
    throw new Error("it is not asked");
  };
  for (const sign of [getOssRequestSignature, getOssRtmpRequestSignature]) {
    const signature = aosString("before");
    const res = sign(options, requestFor("b-1", "o"), "1760003600", signature);
    expect([res, signature.data]).toEqual([AOSE_INVALID_ARGUMENT, "before"]);
  }
});

describe("the URL of a live channel", () => {
  function rtmpUrl(config: OssConfig, req: AosHttpRequest): URL {
    const url = aosString();
    const params = table({ b: "2", Z: " 1 ", a10: "x", a9: "y" });
    const options = signingOptions(config);
    const res = ossGetRtmpSignedUrl(options, req, "1760003600", "list.m3u8", params, url);
    expect(res).toBe(AOSE_OK);
    return new URL(url.data);
  }

  function channel(): AosHttpRequest {
    const req = requestFor("b-1", "ch 1", { queryParams: table({ b: "1" }) });
    return Object.assign(req, { proto: "rtmp://", uri: "live/ch 1" });
  }

  test.each([1, 4])("signs every parameter by version 1, whatever the version: %i", (version) => {
    const url = rtmpUrl(signingConfig(version), channel());
    const lines = "Z:1\na10:x\na9:y\nb:2\nplaylistName:list.m3u8\n";
    const expected = signV1("sk", `1760003600\n${lines}/b-1/ch 1`);
    expect(url.searchParams.get("Signature")).toBe(expected);
    expect(url.protocol).toBe("rtmp:");
    expect(url.pathname).toBe("/live%2Fch%201");
  });

  test("holds and signs the token of temporary credentials", () => {
    const url = rtmpUrl(signingConfig(1, { stsToken: "tok+/=" }), channel());
    const lines = "Z:1\na10:x\na9:y\nb:2\nplaylistName:list.m3u8\nsecurity-token:tok+/=\n";
    expect(url.searchParams.get("security-token")).toBe("tok+/=");
    const expected = signV1("sk", `1760003600\n${lines}/b-1/ch 1`);
    expect(url.searchParams.get("Signature")).toBe(expected);
  });

  test("of a long name with long parameters is whole", () => {
    const queryParams = table({ "x-oss-process": "0".repeat(1024) });
    const req = Object.assign(channel(), { queryParams, uri: `live/${"c".repeat(3000)}` });
    const url = rtmpUrl(signingConfig(1), req);
    expect(url.pathname).toHaveLength("/live%2F".length + 3000);
    expect(url.searchParams.get("x-oss-process")).toHaveLength(1024);
  });

  test("leaves the request's parameters as they were", () => {
    const req = channel();
    rtmpUrl(signingConfig(1), req);
    expect(pairsOf(req.queryParams)).toEqual([["b", "1"]]);
  });

  test("is not made for an illegal host", () => {
    const req = Object.assign(channel(), { host: "b-1.ex ample.com" });
    const url = aosString("before");
    const options = signingOptions(signingConfig(1));
    const res = ossGetRtmpSignedUrl(options, req, "1760003600", "l", null, url);
    expect([res, url.data]).toEqual([AOSE_INVALID_ARGUMENT, "before"]);
  });
});
