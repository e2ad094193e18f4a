import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aosHttpRequestCreate } from "../../../src/aos/http_io.js";
import { aosString, aosStrSet } from "../../../src/aos/string.js";
import type { AosHttpRequest } from "../../../src/aos/transport.js";
import {
  isValidIp,
  ossGetBucketUri,
  ossGetHostFromAuthority,
  ossGetObjectUri,
  ossGetRtmpUri,
  ossGetServiceUri,
  ossIsValidHost,
  ossPreprocessEndpoint,
  startsWith,
} from "../../../src/oss/util/endpoint.js";
import { isLegalHost } from "../../conformance/reference/address.js";
import { signingConfig, signingOptions } from "../../support/signing.js";

type Address = Pick<AosHttpRequest, "proto" | "host" | "uri" | "resource">;

/** Where requests to an object, to its bucket, to the service and to a live channel go. */
function addresses(endpoint: string, isCname = false): Record<string, Address> {
  const config = signingConfig(1);
  aosStrSet(config.endpoint, endpoint);
  config.isCname = isCname;
  const options = signingOptions(config);
  const made = {
    object: aosHttpRequestCreate(null),
    bucket: aosHttpRequestCreate(null),
    service: aosHttpRequestCreate(null),
    rtmp: aosHttpRequestCreate(null),
  };
  ossGetObjectUri(options, "b-1", "dir/o", made.object);
  ossGetBucketUri(options, "b-1", made.bucket);
  ossGetServiceUri(options, made.service);
  ossGetRtmpUri(options, "b-1", "ch", made.rtmp);
  return made;
}

describe("an endpoint", () => {
  test("that is a name gets the bucket into the host, behind user info", () => {
    const { object, bucket, service, rtmp } = addresses("https://me:pw@oss.example.com:8443/x?y");
    const host = "me:pw@b-1.oss.example.com:8443";
    expect(object).toMatchObject({ proto: "https://", host, uri: "dir/o", resource: "b-1/dir/o" });
    expect(bucket).toMatchObject({ proto: "https://", host, uri: "", resource: "b-1/" });
    expect(service).toMatchObject({ host: "me:pw@oss.example.com:8443", uri: "", resource: "" });
    expect(rtmp).toMatchObject({ proto: "rtmp://", host, uri: "live/ch", resource: "b-1/ch" });
  });

  test("that is an address gets the bucket into the path", () => {
    const { object, bucket, service, rtmp } = addresses("127.0.0.1:8080");
    const host = "127.0.0.1:8080";
    expect(object).toMatchObject({ proto: "", host, uri: "b-1/dir/o", resource: "b-1/dir/o" });
    expect(bucket).toMatchObject({ host, uri: "b-1", resource: "b-1" });
    expect(service).toMatchObject({ host, uri: "" });
    expect(rtmp).toMatchObject({ host, uri: "b-1/live/ch", resource: "b-1/ch" });
  });

  test("that is a CNAME stands for the bucket, which is only signed", () => {
    const { object, bucket, rtmp } = addresses("https://static.example.com", true);
    const host = "static.example.com";
    expect(object).toMatchObject({ host, uri: "dir/o", resource: "b-1/dir/o" });
    expect(bucket).toMatchObject({ host, uri: "", resource: "b-1/" });
    expect(rtmp).toMatchObject({ host, uri: "live/ch", resource: "b-1/ch" });
  });

  test.each(["h", "ht", "http:", "https:/", "http"])("%s is a host, not a scheme", (endpoint) => {
    expect(addresses(endpoint)["service"]?.proto).toBe("");
    expect(startsWith(endpoint, "http://")).toBe(false);
  });

  test.each([
    ["oss.example.com", "b-1.oss.example.com"],
    ["https://oss.example.com", "b-1.oss.example.com"],
    ["RTMP://oss.example.com:1935", "b-1.oss.example.com:1935"],
    ["127.0.0.1", "127.0.0.1"],
  ])("%s of a live channel loses its scheme and nothing else", (endpoint, host) => {
    expect(addresses(endpoint)["rtmp"]?.host).toBe(host);
  });
});

describe("isValidIp", () => {
  test("knows every address that is written with four numbers, but for the two at the ends", () => {
    const byte = fc.nat({ max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
        const sum = bytes[0] + bytes[1] + bytes[2] + bytes[3];
        expect(isValidIp(bytes.join("."))).toBe(sum > 0 && sum < 4 * 255);
        const hex = bytes.map((n) => `0x${n.toString(16)}`);
        const octal = bytes.map((n) => `0${n.toString(8)}`);
        expect(isValidIp(hex.join("."))).toBe(isValidIp(bytes.join(".")));
        expect(isValidIp(octal.join("."))).toBe(isValidIp(bytes.join(".")));
      }),
    );
  });

  test.each([
    "",
    "0x",
    "0x.1",
    "1..2",
    ".1",
    "1.",
    "09.1.1.1",
    "1.2.65536",
    "1.16777216",
    "1e3",
    "+1",
  ])("does not take %s for an address", (text) => {
    expect(isValidIp(text)).toBe(false);
  });
});

test.each([
  ["www.test.com", ["/abc", "/abc?test=1", "/abc?test=1#segment", "?test=1#segment", "#abc", ""]],
  ["192.168.1.1:8080", ["/abc", "/abc?test=1", "?test=1#segment", ""]],
  ["192.168.1.1", ["/abc", "/abc?test=1", "?test=1#segment", ""]],
  ["", ["/abc", ""]],
])("ossPreprocessEndpoint leaves %j of what has more behind it", (host, endings) => {
  for (const ending of endings) {
    const endpoint = aosString(host + ending);
    ossPreprocessEndpoint(endpoint);
    expect([endpoint.data, endpoint.len]).toEqual([host, host.length]);
  }
});

test.each(["www.test.com", "192.168.1.1"])("the host of an authority is %s alone", (host) => {
  for (const authority of [host, `${host}:8192`, `test:test@${host}`, `test:test@${host}:80`]) {
    expect(ossGetHostFromAuthority(null, authority)).toBe(host);
    expect(ossIsValidHost(authority)).toBe(true);
  }
  for (const authority of ["", aosString()]) {
    expect(ossGetHostFromAuthority(null, authority)).toBe("");
  }
});

test.each([
  ...["www.test.com#www.test.cn:8192", "test:test@www.test.com#www.test.cn:8192"],
  ...["www.test.com#www.test.cn", "www.test.com\\www.test.cn", "", ":", "@:", null],
])("%j is no host", (host) => {
  expect(ossIsValidHost(host)).toBe(false);
});

test.each(["www.test-inc_CN.com", "a"])("%j is a host", (host) => {
  expect(ossIsValidHost(host)).toBe(true);
});

test("ossIsValidHost says what a reference says, of any text", () => {
  const host = fc.string({
    unit: fc.constantFrom("a", "Z", "9", ".", "-", "_", "@", ":", "/", "é", "\n"),
  });
  fc.assert(
    fc.property(host, (text) => {
      expect(ossIsValidHost(text)).toBe(isLegalHost(text));
    }),
  );
});
