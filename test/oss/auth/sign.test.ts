import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_INVALID_ARGUMENT, AOSE_OK, HTTP_PUT } from "../../../src/aos/define.js";
import { AOS_LOG_ALL, AOS_LOG_WARN, aosLogSetLevel, aosLogSetPrint } from "../../../src/aos/log.js";
import { aosString, aosStrSet } from "../../../src/aos/string.js";
import { AosTable } from "../../../src/aos/table.js";
import { ossSignProblem, ossSignRequest } from "../../../src/oss/auth/sign.js";
import { ossGetSignedHeaders, ossGetStringToSign } from "../../../src/oss/auth/v1.js";
import { aliOssAuthorizationV1, aliOssAuthorizationV4 } from "../../support/ali_oss.js";
import { table } from "../../support/options.js";
import { pairsOf, requestFor, signingConfig } from "../../support/signing.js";

const parameters = {
  param1: "value1",
  "+param1": "value3",
  "|param1": "value4",
  "+param2": "",
  "|param2": "",
  param2: "",
};

function atSecond(seconds: number): void {
  vi.setSystemTime(seconds * 1000);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("published signatures", () => {
  test("the example of the documentation of version 1", () => {
    const headers = table({
      "Content-Md5": "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
      "Content-Type": "text/html",
      "X-OSS-Meta-Author": "foo@bar.com",
      "X-OSS-Magic": "abracadabra",
    });
    atSecond(Date.UTC(2005, 10, 17, 18, 49, 58) / 1000);
    const config = signingConfig(1, {
      accessKeyId: "44CF9590006BF252F707",
      accessKeySecret: "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV",
    });
    const req = requestFor("oss-example", "nelson", { method: HTTP_PUT, headers });
    expect(ossSignRequest(req, config)).toBe(AOSE_OK);
    const expected = "OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=";
    expect(req.headers.get("Authorization")).toBe(expected);
  });

  test.each([
    [
      1702743657,
      "",
      "20231216/cn-hangzhou/oss/aliyun_v4_request",
      "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
    ],
    [
      1702784856,
      "token",
      "20231217/cn-hangzhou/oss/aliyun_v4_request",
      "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
    ],
  ])(
    "that all SDKs of the service hold to for version 4, at %i",
    (time, token, scope, signature) => {
      const headers = table({
        "x-oss-head1": "value",
        abc: "value",
        ZAbc: "value",
        XYZ: "value",
        "content-type": "text/plain",
      });
      if (token !== "") headers.set("x-oss-security-token", token);
      atSecond(time);
      const queryParams = table(parameters);
      const req = requestFor("bucket", "1234+-/123/1.txt", {
        method: HTTP_PUT,
        headers,
        queryParams,
      });
      expect(ossSignRequest(req, signingConfig(4))).toBe(AOSE_OK);
      const expected = `OSS4-HMAC-SHA256 Credential=ak/${scope},Signature=${signature}`;
      expect(req.headers.get("Authorization")).toBe(expected);
    },
  );
});

describe("ali-oss signs the same", () => {
  const name = fc.stringMatching(/^[a-z]{1,12}$/);
  const value = fc.stringMatching(
    /^[A-Za-z0-9中文/+=._~-]([ A-Za-z0-9中文/+=._~-]{0,30}[A-Za-z0-9])?$/,
  );
  const object = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  const request = fc.record({
    method: fc.constantFrom("GET", "HEAD", "PUT", "POST", "DELETE"),
    object,
    secret: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 100 }),
    meta: fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
    type: fc.option(value),
    time: fc.integer({ min: 0, max: 4_102_444_800 }),
  });
  const methods = new Map([
    ["GET", 0],
    ["HEAD", 1],
    ["PUT", 2],
    ["POST", 3],
    ["DELETE", 4],
  ] as const);

  function headersOf(meta: Record<string, string>, type: string | null): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const [key, text] of Object.entries(meta)) headers[`x-oss-meta-${key}`] = text;
    return type === null ? headers : { ...headers, "Content-Type": type };
  }

  test("with version 1, whatever the object, headers and sub-resources", () => {
    const subResource = fc.constantFrom(
      "acl",
      "uploads",
      "uploadId",
      "partNumber",
      "x-oss-process",
    );
    const queries = fc.dictionary(subResource, fc.option(value), { noNullPrototype: true });
    fc.assert(
      fc.property(request, queries, (r, params) => {
        const date = "Sun, 22 Nov 2026 06:07:08 GMT";
        const headers = { ...headersOf(r.meta, r.type), "x-oss-date": date };
        const resource = `/examplebucket/${r.object}`;
        const asked = { headers, queries: params };
        const expected = aliOssAuthorizationV1("ak", r.secret, r.method, resource, asked);
        const req = requestFor("examplebucket", r.object, {
          method: methods.get(r.method) ?? 0,
          headers: table(headers),
        });
        for (const [key, text] of Object.entries(params)) req.queryParams.add(key, text ?? "");
        expect(ossSignRequest(req, signingConfig(1, { accessKeySecret: r.secret }))).toBe(AOSE_OK);
        expect(req.headers.get("Authorization")).toBe(expected);
      }),
    );
  });

  test("with version 4, whatever the object, headers and parameters", () => {
    const queries = fc.dictionary(name, fc.option(value), { noNullPrototype: true });
    fc.assert(
      fc.property(request, queries, (r, params) => {
        const date = new Date(r.time * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
        const headers = {
          ...headersOf(r.meta, r.type),
          "x-oss-date": date,
          "x-oss-content-sha256": "UNSIGNED-PAYLOAD",
        };
        const asked = { headers, queries: params };
        const region = "cn-hangzhou";
        const { method } = r;
        const expected = aliOssAuthorizationV4(
          "ak",
          r.secret,
          region,
          method,
          asked,
          "b-1",
          r.object,
        );
        atSecond(r.time);
        const req = requestFor("b-1", r.object, {
          method: methods.get(method) ?? 0,
          headers: table(headersOf(r.meta, r.type)),
        });
        for (const [key, text] of Object.entries(params)) req.queryParams.add(key, text ?? "");
        expect(ossSignRequest(req, signingConfig(4, { accessKeySecret: r.secret }))).toBe(AOSE_OK);
        expect(req.headers.get("Authorization")).toBe(expected);
      }),
    );
  });
});

describe("what can't be signed is refused, and said", () => {
  test.each([
    ["version 4 without a region", 4, { region: "" }, {}, /config\.region/],
    [
      "CR and LF in a header's value",
      1,
      {},
      { "x-oss-meta-a": "b\r\nHost: evil" },
      /"x-oss-meta-a".*CR/,
    ],
    ["LF in a header's value, with version 4", 4, {}, { "x-oss-meta-a": "b\nc" }, /"x-oss-meta-a"/],
    ["NUL in a header's name", 1, {}, { "x-oss-\0": "v" }, /NUL/],
    ["an empty date", 1, {}, { "x-oss-date": "" }, /x-oss-date/],
  ])("%s", (_, version, config, headers, problem) => {
    const given = table(headers);
    const req = requestFor("b-1", "o", { headers: given.copy() });
    expect(ossSignRequest(req, signingConfig(version, config))).toBe(AOSE_INVALID_ARGUMENT);
    expect(ossSignProblem(req, signingConfig(version, config))).toMatch(problem);
    expect(pairsOf(req.headers)).toEqual(pairsOf(given));
  });

  test("a request without a date, with version 1 by hand", () => {
    const req = requestFor("b-1", "o", {});
    const signed = ossGetSignedHeaders(null, "id", "secret", "/b-1/o", req);
    expect(signed).toBe(AOSE_INVALID_ARGUMENT);
    expect(pairsOf(req.headers)).toEqual([]);
  });

  test("a cloud box stands for the region", () => {
    const req = requestFor("b-1", "o");
    const config = signingConfig(4, { region: "", cloudboxId: "cb-1" });
    expect(ossSignProblem(req, config)).toBe("");
    expect(ossSignRequest(req, config)).toBe(AOSE_OK);
    expect(req.headers.get("Authorization")).toContain("/cb-1/oss-cloudbox/aliyun_v4_request");
  });
});

describe("nothing is taken for another", () => {
  const signatureOf = (config: ReturnType<typeof signingConfig>): string | null => {
    const req = requestFor("b-1", "o");
    ossSignRequest(req, config);
    return req.headers.get("Authorization");
  };

  test("a key that was derived once serves no other secret, day, region or product", () => {
    const variants = (): (string | null)[] => [
      signatureOf(signingConfig(4)),
      signatureOf(signingConfig(4, { accessKeySecret: "sk2" })),
      signatureOf(signingConfig(4, { region: "cn-beijing" })),
      signatureOf(signingConfig(4, { cloudboxId: "cn-hangzhou" })),
    ];
    atSecond(1_760_000_000);
    const today = variants();
    atSecond(1_760_000_000 + 86_400);
    const tomorrow = variants();
    expect(new Set([...today, ...tomorrow]).size).toBe(8);
    atSecond(1_760_000_000);
    expect(variants()).toEqual(today);
  });

  test("more secrets than keys are held at a time do no harm", () => {
    atSecond(1_760_000_000);
    const signatures = (): (string | null)[] =>
      Array.from({ length: 20 }, (_, i) =>
        signatureOf(signingConfig(4, { accessKeySecret: `sk${i}` })),
      );
    const first = signatures();
    expect(new Set(first).size).toBe(20);
    expect(signatures()).toEqual(first);
  });

  test("a secret that changes in place is used from then on", () => {
    atSecond(1_760_000_000);
    const config = signingConfig(4);
    const before = signatureOf(config);
    aosStrSet(config.accessKeySecret, "another");
    expect(signatureOf(config)).not.toBe(before);
  });

  test("each of several headers or parameters of one name is signed with its own value", () => {
    const headers = table({ Date: "d" });
    const params = new AosTable();
    for (const value of ["1", "2"]) {
      headers.add("x-oss-meta-a", value);
      params.add("partNumber", value);
    }
    const signstr = aosString();
    ossGetStringToSign(null, HTTP_PUT, "/b/o", headers, params, signstr);
    expect(signstr.data).toBe(
      "PUT\n\n\nd\nx-oss-meta-a:1\nx-oss-meta-a:2\n/b/o?partNumber=1&partNumber=2",
    );
  });

  test("names are in the order of their bytes, which is not that of JavaScript", () => {
    const headers = table({ Date: "d", "x-oss-meta-\u{1F600}": "2", "x-oss-meta-\uFFFD": "1" });
    const signstr = aosString();
    ossGetStringToSign(null, HTTP_PUT, "/b/o", headers, null, signstr);
    expect(signstr.data).toBe("PUT\n\n\nd\nx-oss-meta-\uFFFD:1\nx-oss-meta-\u{1F600}:2\n/b/o");
  });

  test("names of any case and length are signed whole, and left as they were", () => {
    const headers = new AosTable();
    headers.add("Date", "d");
    headers.add("X-OSS-META-Zed", "v".repeat(20_000));
    headers.add("x-oss-meta-10", "ten");
    headers.add("x-oss-meta-9", " nine\t");
    const signstr = aosString();
    const params = table({ "x-oss-process": "p".repeat(5000) });
    expect(ossGetStringToSign(null, HTTP_PUT, "/b/o", headers, params, signstr)).toBe(AOSE_OK);
    expect(signstr.data).toBe(
      "PUT\n\n\nd\nx-oss-meta-10:ten\nx-oss-meta-9:nine\n" +
        `x-oss-meta-zed:${"v".repeat(20_000)}\n/b/o?x-oss-process=${"p".repeat(5000)}`,
    );
    expect([...headers].map(({ key }) => key)).toContain("X-OSS-META-Zed");
  });
});

describe("the log", () => {
  let lines: string[] = [];

  beforeEach(() => {
    lines = [];
    vi.resetModules();
  });

  /** The library as a process that has just begun has it, logging to `lines`. */
  async function freshSign(level: number): Promise<typeof ossSignRequest> {
    const log = await import("../../../src/aos/log.js");
    log.aosLogSetLevel(level);
    log.aosLogSetPrint((line) => lines.push(line));
    const sign = await import("../../../src/oss/auth/sign.js");
    return sign.ossSignRequest;
  }

  test("warns once of plain http and once of version 1", async () => {
    const sign = await freshSign(AOS_LOG_WARN);
    for (let i = 0; i < 3; i++) {
      const req = requestFor("b-1", "o");
      req.proto = i === 1 ? "" : "http://";
      sign(req, signingConfig(1));
    }
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/plain http.*https:\/\//);
    expect(lines[1]).toMatch(/version 1.*signatureVersion/);
  });

  test.each(["127.0.0.1:9000", "b-1.localhost", "localhost:80", "user@127.1.2.3"])(
    "does not warn of plain http within the machine: %s",
    async (host) => {
      const sign = await freshSign(AOS_LOG_WARN);
      sign(Object.assign(requestFor("b-1", "o"), { proto: "http://", host }), signingConfig(4));
      expect(lines).toEqual([]);
    },
  );

  test.each(["127.0.0.1.oss.test", "localhost.oss.test", "notlocalhost", "127.0.0.1@oss.test"])(
    "warns of plain http to a host that only looks like that: %s",
    async (host) => {
      const sign = await freshSign(AOS_LOG_WARN);
      sign(Object.assign(requestFor("b-1", "o"), { proto: "http://", host }), signingConfig(4));
      expect(lines).toEqual([expect.stringMatching(/plain http/)]);
    },
  );

  test("does not warn of https with version 4", async () => {
    const sign = await freshSign(AOS_LOG_WARN);
    sign(requestFor("b-1", "o"), signingConfig(4));
    expect(lines).toEqual([]);
  });

  test("never holds secrets, tokens, signatures or what is signed", async () => {
    const sign = await freshSign(AOS_LOG_ALL);
    const secrets = { accessKeySecret: "TheSecret", stsToken: "TheToken" };
    const headers = table({ "x-oss-security-token": "TheToken", "x-oss-meta-a": "TheValue" });
    for (const version of [1, 4]) {
      const req = requestFor("b-1", "o", { headers: headers.copy() });
      expect(sign(req, signingConfig(version, secrets))).toBe(AOSE_OK);
      const broken = requestFor("b-1", "o", { headers: headers.copy() });
      broken.headers.add("x-oss-meta-b", "TheValue\n");
      expect(sign(broken, signingConfig(version, secrets))).toBe(AOSE_INVALID_ARGUMENT);
    }
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("")).not.toMatch(/TheSecret|TheToken|TheValue|Signature=|OSS ak:/);
  });

  afterEach(() => {
    aosLogSetLevel(AOS_LOG_WARN);
    aosLogSetPrint(() => undefined);
  });
});
