/** Requests that nobody means: each is answered as the service would, and the emulator goes on. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

const METHODS = ["GET", "PUT", "POST", "HEAD", "DELETE", "OPTIONS", "PATCH"];
const PLACES = ["/", bucket, `${bucket}/x`, "/no-such-bucket", `${bucket}/none`];

/** Sub-resources that choose something which the emulator does. */
const DONE = [
  ...["acl", "append", "bucketInfo", "callback", "cors", "delete", "lifecycle", "live", "location"],
  ...["logging", "objectMeta", "partNumber", "qos", "referer", "restore", "stat", "symlink"],
  ...["tagging", "uploadId", "uploads", "vod", "website", "x-oss-process"],
];

/** Sub-resources of the service that choose something which the emulator does not do. */
const NOT_DONE = [
  ...["accessPoint", "accessmonitor", "asyncFetch", "cname", "cleanRestoredObject", "encryption"],
  ...["httpsConfig", "img", "inventory", "metaQuery", "policy", "publicAccessBlock", "qosInfo"],
  ...["redundancyTransition", "replication", "requestPayment", "resourceGroup", "rtc", "style"],
  ...["transferAcceleration", "userDefinedLogFieldsConfig", "versionId", "versioning", "versions"],
  ...["worm", "x-oss-async-process"],
];

/** Parameters that say more of an operation, those first that V1 signs. */
const SIGNED = ["comp", "endTime", "position", "response-expires", "startTime", "status"];
const UNSIGNED = ["encoding-type", "list-type", "marker", "max-keys", "prefix", "x"];

const VALUES = ["", "0", "-1", "1", "1e9", "9".repeat(30), "x", "image/info", "csv/select", "\r\n"];

const HEADERS: readonly (readonly [string, string])[] = [
  ["Content-MD5", "x"],
  ["Range", "bytes=9-1"],
  ["Content-Type", "\u00ff"],
  ["If-Modified-Since", "yesterday"],
  ["x-oss-copy-source", "%"],
  ["x-oss-copy-source", `${bucket}/x`],
  ["x-oss-copy-source-range", "bytes=-"],
  ["x-oss-callback", "e30="],
  ["x-oss-meta-", ""],
  ["x-oss-object-acl", ""],
  ["x-oss-symlink-target", "%ff"],
  ["x-oss-tagging", "=&=&%"],
  ["x-oss-traffic-limit", "NaN"],
];

const BODIES = [
  "",
  "<",
  "<?xml",
  "<a/>",
  "<Delete><Object/></Delete>",
  "<Tagging></Tagging>",
  "<CORSConfiguration><CORSRule/></CORSConfiguration>",
  "<LifecycleConfiguration><Rule><Days/></Rule></LifecycleConfiguration>",
  "<WebsiteConfiguration><RoutingRules><RoutingRule/></RoutingRules></WebsiteConfiguration>",
  "<SelectRequest><Expression>eA==</Expression></SelectRequest>",
  "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
  "<LiveChannelConfiguration><Target/></LiveChannelConfiguration>",
  `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`,
  `<a>${"<b>".repeat(5000)}`,
  "\u0000\u00ff",
];

interface Odd {
  readonly method: string;
  readonly place: string;
  readonly parameters?: readonly (readonly [name: string, value: string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask({ method, place, parameters = [], ...more }: Odd): Promise<RawAnswer> {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const signed = parameters
    .filter(([name]) => !UNSIGNED.includes(name))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .sort();
  return await send(emulator(), {
    ...{ method, ...more },
    target: query.length === 0 ? place : `${place}?${query.join("&")}`,
    resource: signed.length === 0 ? place : `${place}?${signed.join("&")}`,
  });
}

/** What the answer of a request that was refused must be. */
function expectRefusal(answer: RawAnswer): void {
  expect(answer.element("Code")).toMatch(/^[A-Z]\w+$/);
  expect(answer.element("Code")).not.toBe("InternalError");
  expect(answer.element("RequestId")).toBe(answer.headers["x-oss-request-id"]);
}

describe("an operation of the service that is not done here", () => {
  test.each(NOT_DONE)("such as %s is told not to be done", async (name) => {
    await put(emulator(), "x", "hello");
    for (const method of ["GET", "PUT", "POST", "HEAD", "DELETE"]) {
      for (const place of PLACES) {
        const answer = await ask({ method, place, parameters: [[name, ""]] });
        expect([answer.status, answer.element("Code")]).toEqual([501, "NotImplemented"]);
      }
    }
  });

  test.each([
    ["POST", bucket, []],
    ["GET", `${bucket}/x`, [["vod", ""]]],
    ["OPTIONS", `${bucket}/x`, []],
  ] as [string, string, [string, string][]][])(
    "such as %s %s %j is told not to be done",
    async (method, place, parameters) => {
      const answer = await ask({ method, place, parameters });
      expect([answer.status, answer.element("Code")]).toEqual([501, "NotImplemented"]);
    },
  );
});

describe("a sub-resource", () => {
  test.each(DONE)("such as %s is done or refused, wherever it stands", async (name) => {
    await put(emulator(), "x", "hello");
    for (const method of METHODS) {
      for (const place of PLACES) {
        for (const value of ["", "1"]) {
          const answer = await ask({ method, place, parameters: [[name, value]] });
          if (answer.status >= 400) expectRefusal(answer);
          else expect(answer.element("Code")).toBeUndefined();
        }
      }
    }
  });
});

test("whatever is sent is done or refused, and the emulator goes on", {
  timeout: 120_000,
}, async () => {
  await put(emulator(), "x", "hello");
  const odd: fc.Arbitrary<Odd> = fc.record({
    method: fc.constantFrom(...METHODS),
    place: fc.constantFrom(...PLACES),
    parameters: fc.array(
      fc.tuple(
        fc.constantFrom(...DONE, ...NOT_DONE, ...SIGNED, ...UNSIGNED),
        fc.constantFrom(...VALUES),
      ),
      { maxLength: 3 },
    ),
    headers: fc
      .array(fc.constantFrom(...HEADERS), { maxLength: 3 })
      .map(Object.fromEntries<string>),
    body: fc.constantFrom(...BODIES),
  });
  await fc.assert(
    fc.asyncProperty(odd, async (request) => {
      const answer = await ask(request);
      if (answer.status >= 400) expectRefusal(answer);
    }),
    { numRuns: 1000 },
  );
  expect((await send(emulator(), { target: "/" })).status).toBe(200);
});
