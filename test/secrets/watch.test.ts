/** The search for secrets that follows every test hears and finds them. */

import { afterEach, describe, expect, test } from "vitest";
import {
  AOS_LOG_ALL,
  AOS_LOG_OFF,
  AOS_LOG_WARN,
  aosErrorLog,
  aosLogPrintDefault,
  aosLogSetLevel,
  aosLogSetPrint,
  aosTraceLog,
} from "../../src/aos/log.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import {
  AosStatus,
  aosStatusCreate,
  aosStatusDup,
  aosStatusParseFromBody,
  aosStatusSet,
} from "../../src/aos/status.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossSignRequest } from "../../src/oss/auth/sign.js";
import { ossConfigCreate } from "../../src/oss/util/config.js";
import { buffers } from "../support/options.js";
import { requestFor, signingConfig } from "../support/signing.js";
import { noteSaying, takeLeaks } from "./leaks.js";

const SECRET = "a-secret-of-these-tests";

afterEach(() => {
  aosLogSetPrint(aosLogPrintDefault);
  aosLogSetLevel(AOS_LOG_WARN);
});

/** What is found in a text. */
function foundIn(text: string): string[] {
  noteSaying("here", text);
  return takeLeaks();
}

describe("by its shape is found", () => {
  test.each([
    ["Authorization: OSS LTAI:ZmFrZXNpZ25hdHVyZWZha2VzaWd=", "a signature of version 1"],
    ["OSS4-HMAC-SHA256 Credential=", "a signature of version 4"],
    ["GET /key?Expires=1&Signature=", "a signed query"],
    ["x-oss-signature%3Dabc", "a signed query"],
    ["security-token=abc", "a token"],
    ["x-oss-security-token: abc", "a token"],
    ["Proxy-Authorization: Basic dXNlcjpwYXNz", "the password of a proxy"],
    ["no connection to http://user:pass@host/", "user info"],
    ["it signs GET\n\n\nFri, 27 Nov", "what is signed"],
  ])("%s", (text, what) => {
    // What is signed begins a line.
    expect(foundIn(text.replace("it signs ", ""))).toEqual([`here tells ${what}`]);
  });

  test("nothing in what says no secret", () => {
    expect(foundIn("GET b.example.com/key?... The signature does not match")).toEqual([]);
  });
});

describe("of a configuration is found", () => {
  test.each(["accessKeySecret", "stsToken", "proxyPasswd"] as const)("its %s", (field) => {
    const config = ossConfigCreate(null);
    aosStrSet(config[field], `${SECRET}-${field}`);
    aosStrSet(config[field], "another-secret-now");
    expect(foundIn(`said ${SECRET}-${field}.`)).toEqual(["here tells a known secret"]);
  });

  test.each([1, 4])("its signature of version %i alone", (version) => {
    const req = requestFor("bucket", "key");
    ossSignRequest(req, signingConfig(version));
    const authorization = req.headers.get("Authorization") ?? "";
    const signature = authorization.slice(version === 1 ? "OSS ak:".length : -64);
    expect(foundIn(signature)).toEqual(["here tells a known secret"]);
  });
});

describe("is heard", () => {
  test.each([AOS_LOG_OFF, AOS_LOG_WARN, AOS_LOG_ALL])("in the log at level %i", (level) => {
    const printed: string[] = [];
    aosLogSetPrint((line) => printed.push(line));
    aosLogSetLevel(level);
    aosTraceLog("%s", "Signature=");
    expect(printed).toHaveLength(level === AOS_LOG_ALL ? 1 : 0);
    expect(takeLeaks()).toEqual([
      expect.stringMatching(/^the log at watch\.test\.ts:\d+ tells a signed query$/),
    ]);
  });

  test("when a status is given it after it was made, however it was made", () => {
    const made = [
      aosStatusCreate(aosPoolCreate(null)),
      aosStatusDup(null, new AosStatus()),
      aosStatusParseFromBody(null, buffers("<Error/>"), 403, null),
    ];
    for (const [i, s] of made.entries()) aosStatusSet(s, 401 + i, "Refused", "Signature=");
    expect(takeLeaks()).toEqual([
      "a status 401 Refused tells a signed query",
      "a status 402 Refused tells a signed query",
      "a status 403 Refused tells a signed query",
    ]);
  });

  test("and is told once only", () => {
    aosErrorLog("Signature=");
    expect(takeLeaks()).toHaveLength(1);
    expect(takeLeaks()).toEqual([]);
  });
});
