/** The documents of a bucket: CORS, lifecycle, website, referer, logging and storage capacity. */

import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

async function put(what: string, body: string): Promise<RawAnswer> {
  return await send(emulator(), { method: "PUT", target: `${bucket}?${what}`, body });
}

async function get(what: string): Promise<RawAnswer> {
  return await send(emulator(), { target: `${bucket}?${what}` });
}

/** A document on one line, without its declaration. */
function lineOf({ body }: RawAnswer): string {
  return String(body)
    .replace(/^<\?.*?\?>/, "")
    .replace(/\n */g, "");
}

const cors = (rule: string): string =>
  `<CORSConfiguration><CORSRule>${rule}</CORSRule></CORSConfiguration>`;
const corsRule = "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>";
const lifecycle = (rule: string): string =>
  `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>`;
const ruleWith = (actions: string): string =>
  `<ID>a</ID><Prefix>p</Prefix><Status>Enabled</Status>${actions}`;
const expiration = "<Expiration><Days>1</Days></Expiration>";
const website = (content: string): string =>
  `<WebsiteConfiguration>${content}</WebsiteConfiguration>`;
const index = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>";
const routing = (rule: string): string =>
  `<RoutingRules><RoutingRule>${rule}</RoutingRule></RoutingRules>`;
const ruleNumber = "<RuleNumber>1</RuleNumber>";
const redirect =
  "<Redirect><RedirectType>Mirror</RedirectType><MirrorHeaders><Pass>a</Pass><Pass>b</Pass></MirrorHeaders></Redirect>";
const referer = (list: string): string =>
  `<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer><RefererList>${list}</RefererList></RefererConfiguration>`;
const logging = (content: string): string =>
  `<BucketLoggingStatus>${content}</BucketLoggingStatus>`;
const capacity = (n: string): string =>
  `<BucketUserQos><StorageCapacity>${n}</StorageCapacity></BucketUserQos>`;

const documents = [
  [
    "cors",
    cors(
      `${corsRule}<AllowedHeader>x-*</AllowedHeader><ExposeHeader>a&amp;b</ExposeHeader><MaxAgeSeconds>9</MaxAgeSeconds>`,
    ),
    404,
    "NoSuchCORSConfiguration",
  ],
  [
    "lifecycle",
    lifecycle(
      `${ruleWith("<Tag><Key>k</Key><Value>v</Value></Tag>")}<Expiration><CreatedBeforeDate>2025-10-11T00:00:00.000Z</CreatedBeforeDate></Expiration><AbortMultipartUpload><Days>7</Days></AbortMultipartUpload>`,
    ),
    404,
    "NoSuchLifecycle",
  ],
  [
    "website",
    website(`${index}<ErrorDocument><Key>errors/错.html</Key></ErrorDocument>`),
    404,
    "NoSuchWebsiteConfiguration",
  ],
  [
    "logging",
    logging(
      `<LoggingEnabled><TargetBucket>${testAccount.bucket}</TargetBucket><TargetPrefix>log-</TargetPrefix></LoggingEnabled>`,
    ),
    200,
    "",
  ],
] as const;

describe("the document of a bucket", () => {
  test.each(documents)(
    "for %s is shown as it was put, and gone when it is deleted",
    async (what, document, status, code) => {
      expect((await put(what, document)).status).toBe(200);
      expect(lineOf(await get(what))).toBe(document);
      const remove = { method: "DELETE", target: `${bucket}?${what}` };
      expect((await send(emulator(), remove)).status).toBe(204);
      const gone = await get(what);
      expect([gone.status, gone.element("Code") ?? ""]).toEqual([status, code]);
      expect((await send(emulator(), remove)).status).toBe(204);
    },
  );

  test.each([
    ["referer", referer("<Referer>http://a?b&amp;c</Referer>")],
    ["qos", capacity("500")],
    ["qos", capacity("-1")],
    ["cors", cors(corsRule).replace("</CORSC", "<ResponseVary>true</ResponseVary></CORSC")],
    ["website", website("<ErrorDocument><Key>e.html</Key></ErrorDocument>")],
    ["website", website(`${index}${routing(ruleNumber + redirect)}`)],
    [
      "lifecycle",
      lifecycle(ruleWith("<Transition><Days>1</Days><StorageClass>IA</StorageClass></Transition>")),
    ],
  ])("for %s takes the place of the one before", async (what, document) => {
    await put(what, document);
    await put(what, document);
    expect(lineOf(await get(what))).toBe(document);
  });

  test("for cors has its allowed headers in lower case", async () => {
    const headers = "<AllowedHeader>X-Oss-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>";
    await put("cors", cors(`${corsRule}${headers}`));
    expect(lineOf(await get("cors"))).toBe(cors(`${corsRule}${headers.replace("X-Oss", "x-oss")}`));
  });

  test("for lifecycle has no time beside its actions, where clients of old repeat it", async () => {
    const rule = ruleWith(expiration);
    await put("lifecycle", lifecycle(`${rule}<Days>1</Days><Date>2020-02-18T00:00:00Z</Date>`));
    expect(lineOf(await get("lifecycle"))).toBe(lifecycle(rule));
  });

  test("that was never put is the service's default where there is one", async () => {
    expect(lineOf(await get("referer"))).toBe(referer("").replace("false", "true"));
    expect(lineOf(await get("logging"))).toBe(logging(""));
    expect(lineOf(await get("qos"))).toBe(capacity("-1"));
  });

  test("for logging without a target ends it", async () => {
    await put("logging", documents[3][1]);
    expect((await put("logging", logging(""))).status).toBe(200);
    expect(lineOf(await get("logging"))).toBe(logging(""));
  });

  test("is each its own", async () => {
    await put("cors", cors(corsRule));
    await put("website", website(index));
    await send(emulator(), { method: "DELETE", target: `${bucket}?cors` });
    expect(lineOf(await get("website"))).toBe(website(index));
  });

  test("with a rule without an id gives it one", async () => {
    const unnamed = ruleWith(expiration).replace("<ID>a</ID>", "");
    await put("lifecycle", lifecycle(unnamed));
    expect((await get("lifecycle")).element("ID")).not.toBe("");
    await put("lifecycle", lifecycle(`<ID></ID>${unnamed}`));
    expect((await get("lifecycle")).element("ID")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ["cors", cors("<AllowedMethod>GET</AllowedMethod>"), "MalformedXML"],
    ["cors", cors("<AllowedOrigin>*</AllowedOrigin>"), "MalformedXML"],
    ["cors", "<CORSConfiguration></CORSConfiguration>", "MalformedXML"],
    ["website", website(routing(redirect)), "MalformedXML"],
    ["website", website(routing(ruleNumber)), "MalformedXML"],
    ["website", website(routing(`<RuleNumber>0</RuleNumber>${redirect}`)), "InvalidArgument"],
    ["cors", cors(`${corsRule}<x/>`), "MalformedXML"],
    ["cors", cors(corsRule.replace("GET", "PATCH")), "InvalidArgument"],
    ["cors", cors(corsRule.replace("*", "*.*")), "InvalidArgument"],
    ["cors", cors(`${corsRule}<ExposeHeader>*</ExposeHeader>`), "InvalidArgument"],
    ["cors", cors(`${corsRule}<MaxAgeSeconds>-1</MaxAgeSeconds>`), "InvalidArgument"],
    ["cors", cors(`${corsRule}<MaxAgeSeconds>x</MaxAgeSeconds>`), "MalformedXML"],
    ["cors", `<CORSConfiguration>${"<CORSRule/>".repeat(21)}</CORSConfiguration>`, "MalformedXML"],
    ["lifecycle", lifecycle(ruleWith("")), "MalformedXML"],
    ["lifecycle", lifecycle(ruleWith("<Expiration/>")), "MalformedXML"],
    [
      "lifecycle",
      lifecycle(ruleWith(expiration.replace("<Days>", "<Date>x</Date><Days>"))),
      "InvalidArgument",
    ],
    [
      "lifecycle",
      lifecycle(
        ruleWith(expiration.replace("<Days>", "<Date>2025-10-11T00:00:00.000Z</Date><Days>")),
      ),
      "MalformedXML",
    ],
    [
      "lifecycle",
      lifecycle(ruleWith("<Expiration><Date>2025-10-11T01:00:00.000Z</Date></Expiration>")),
      "InvalidArgument",
    ],
    ["lifecycle", lifecycle(ruleWith(expiration.replace("1", "0"))), "InvalidArgument"],
    ["lifecycle", lifecycle(ruleWith(expiration).replace("Enabled", "")), "MalformedXML"],
    [
      "lifecycle",
      lifecycle(`${ruleWith(expiration)}</Rule><Rule>${ruleWith(expiration)}`),
      "InvalidArgument",
    ],
    ["website", website(""), "MalformedXML"],
    ["website", website(index.replace("index.html", "")), "InvalidArgument"],
    ["website", website(index.replace("index.html", "a/b")), "InvalidArgument"],
    ["referer", referer("<Other/>"), "MalformedXML"],
    ["referer", referer("").replace("false", "no"), "MalformedXML"],
    ["logging", logging("<LoggingEnabled/>"), "MalformedXML"],
    [
      "logging",
      logging("<LoggingEnabled><TargetBucket>nowhere</TargetBucket></LoggingEnabled>"),
      "InvalidTargetBucketForLogging",
    ],
    ["qos", capacity("-2"), "InvalidArgument"],
    ["qos", capacity(""), "MalformedXML"],
    ["qos", capacity("1").replace("1", "<x/>"), "MalformedXML"],
    ["qos", "", "MalformedXML"],
  ])("for %s is not %s", async (what, document, code) => {
    const refused = await put(what, document);
    expect([refused.status, refused.element("Code")]).toEqual([400, code]);
  });

  test.each(["cors", "lifecycle", "website", "referer", "logging", "qos"])(
    "for %s needs a bucket, and its owner",
    async (what) => {
      const target = `/no-such-bucket?${what}`;
      for (const method of ["GET", "PUT"]) {
        expect((await send(emulator(), { method, target })).element("Code")).toBe("NoSuchBucket");
      }
      const headers = { "x-oss-acl": "public-read-write" };
      await send(emulator(), { method: "PUT", target: `${bucket}?acl`, headers });
      const stranger = await send(emulator(), { target: `${bucket}?${what}`, signed: false });
      expect(stranger.element("Code")).toBe("AccessDenied");
    },
  );

  test("for referer or capacity can't be deleted", async () => {
    const refused = await send(emulator(), { method: "DELETE", target: `${bucket}?referer` });
    expect(refused.element("Code")).toBe("MethodNotAllowed");
  });
});
