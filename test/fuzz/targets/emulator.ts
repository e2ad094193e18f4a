/**
 * The emulator: its parsers, and hostile requests to one that runs. Whatever comes, it answers what
 * the service could answer, or ends the connection; it never fails inside.
 */

import { Buffer } from "node:buffer";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { OssError } from "../../../src/emulator/error.js";
import { type OssEmulator, startOssEmulator } from "../../../src/emulator/index.js";
import { holds } from "../../../src/emulator/select/sql_evaluate.js";
import { parseSql } from "../../../src/emulator/select/sql_parser.js";
import { parseRequest } from "../../../src/emulator/wire/request.js";
import { readXml } from "../../../src/emulator/xml.js";
import { testAccount } from "../../support/emulator.js";
import { send } from "../../support/raw_oss.js";
import { contentOf, type Shape } from "../answer.js";
import { applyEdits, edits } from "../edits.js";
import { type FuzzTarget, fuzzTarget, mustEqual, mustHold } from "../target.js";
import { damaged, xmlDocuments } from "../xml_inputs.js";

/** Lets the emulator's own refusals pass. */
function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof OssError)) throw error;
  }
}

function checkXml(bytes: Uint8Array): void {
  unlessRefused(() => {
    readXml(Buffer.from(bytes).toString(), "a");
  });
}

export const emulatorXml: FuzzTarget = fuzzTarget("emulator-xml", 40, xmlDocuments, checkXml);

const words =
  "select * from ossobject where limit and or not in like between is null escape as count sum avg";
const sqlWords = [
  ...words.split(" "),
  ...[
    "_1",
    "_99999999999",
    "a.b",
    "'x'",
    "'%_x'",
    "1",
    "-1.5e9",
    "1e999",
    "(",
    ")",
    ",",
    "=",
    "<>",
  ],
  ...["<=", ";", "'", '"', "cast(", "as int", "--", "\0", "é", "((((((((", "not not not", "||"],
];
const sql = fc.oneof(
  fc.array(fc.constantFrom(...sqlWords), { maxLength: 20 }).map((all) => all.join(" ")),
  fc
    .array(fc.constantFrom(...sqlWords), { maxLength: 12 })
    .map((all) => `select _1 from ossobject where ${all.join(" ")}`),
  fc.tuple(fc.constantFrom("(", "not ", "-", "_1 = "), fc.nat(1200)).map(([word, count]) => {
    return `select _1 from ossobject where ${word.repeat(count)}`;
  }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

function checkSql(text: string): void {
  unlessRefused(() => {
    const { where } = parseSql(Buffer.from(text).toString("latin1"));
    if (where !== null) holds(where, (name) => (name === "_1" ? "1e3%_x" : null));
  });
}

export const emulatorSql: FuzzTarget = fuzzTarget("emulator-sql", 50, sql, checkSql);

const texts = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "binary", maxLength: 4 }));
const subresources =
  "acl append bucketInfo cors delete lifecycle live location logging qos referer restore stat symlink tagging uploads uploadId partNumber position website vod comp x-oss-process prefix marker max-keys delimiter encoding-type list-type continuation-token response-content-type max-parts part-number-marker startTime endTime security-token Signature x-oss-signature";
const query = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...subresources.split(" ")) }, texts),
      fc.oneof(
        fc.constantFrom(
          "",
          "1",
          "-1",
          "99999999999999999999",
          "NaN",
          "url",
          "csv/select",
          "csv/meta",
        ),
        fc.constantFrom("image/resize,w_1", "image/info", "status", "%", "%00", "%ff", "a\r\nb"),
        texts,
      ),
    ),
    { maxLength: 3 },
  )
  .map((all) => all.map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join("&"));
const keys = fc.constantFrom(
  "",
  "key",
  "../x",
  "..%2f..%2fetc",
  "%00",
  "%ff%fe",
  "a//b",
  "中",
  "a".repeat(1100),
);

interface EmulatorRequest {
  readonly method: string;
  readonly key: string;
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

const documents: Readonly<Record<string, Shape>> = {
  CORSConfiguration: {
    CORSRule: [{ AllowedOrigin: ["text"], AllowedMethod: ["text"], MaxAgeSeconds: "int" }],
  },
  LifecycleConfiguration: {
    Rule: [{ ID: "text", Prefix: "text", Status: "text", Expiration: { Days: "int" } }],
  },
  Delete: { Quiet: "truth", Object: [{ Key: "text" }] },
  CompleteMultipartUpload: { Part: [{ PartNumber: "int", ETag: "text" }] },
  Tagging: { TagSet: { Tag: [{ Key: "text", Value: "text" }] } },
  WebsiteConfiguration: { IndexDocument: { Suffix: "text" }, ErrorDocument: { Key: "text" } },
  RestoreRequest: { Days: "int", JobParameters: { Tier: "text" } },
  SelectRequest: {
    Expression: "text",
    InputSerialization: {
      CompressionType: "text",
      CSV: {
        FileHeaderInfo: "text",
        RecordDelimiter: "text",
        FieldDelimiter: "text",
        Range: "text",
      },
    },
    OutputSerialization: { OutputRawData: "truth", EnablePayloadCrc: "truth" },
  },
  LiveChannelConfiguration: {
    Description: "text",
    Status: "text",
    Target: { Type: "text", FragDuration: "int" },
  },
};
const bodies = fc.oneof(
  fc.constant(new Uint8Array()),
  fc.uint8Array({ maxLength: 40 }),
  ...Object.entries(documents).map(([root, shape]) =>
    damaged(
      contentOf(shape).map((content) => `<${root}>${content}</${root}>`),
      200,
    ),
  ),
);

const requests: fc.Arbitrary<EmulatorRequest> = fc.record({
  method: fc.constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"),
  key: keys,
  query,
  headers: fc.array(
    fc.tuple(
      fc.constantFrom(
        "Range",
        "x-oss-copy-source",
        "x-oss-callback",
        "x-oss-tagging",
        "Content-MD5",
        "If-Match",
        "x-oss-object-acl",
        "x-oss-meta-a",
        "x-oss-date",
        "x-oss-traffic-limit",
        "x-oss-symlink-target",
        "x-oss-copy-source-range",
        "If-Modified-Since",
        "x-oss-storage-class",
      ),
      fc.oneof(
        fc.constantFrom(
          "bytes=0-",
          "bytes=5-1",
          "bytes=-0",
          "bytes=0-1,2-3",
          "/examplebucket/key",
          "e30=",
          "{",
          "a=b&a=b",
          "x",
          "9".repeat(30),
          "private",
        ),
        fc.stringMatching(/^[ -~]{0,12}$/),
      ),
    ),
    { maxLength: 3 },
  ),
  body: bodies,
});

const outside = mkdtempSync(join(tmpdir(), "oss-fuzz-emulator-"));
const within = join(outside, "a", "b");
const dataDirectory = join(within, "data");
process.once("exit", () => {
  rmSync(outside, { recursive: true, force: true });
});

/** What is beside and in the emulator's directory, whatever names requests have. */
const PLACES: readonly (readonly [path: string, names: readonly string[]])[] = [
  [outside, ["a"]],
  [join(outside, "a"), ["b"]],
  [within, ["data"]],
  [dataDirectory, ["blobs", "records"]],
  [join(dataDirectory, "records"), ["buckets"]],
];

let started: Promise<OssEmulator> | null = null;

/** The emulator of this thread, with an object to ask for. */
function emulator(): Promise<OssEmulator> {
  started ??= (async () => {
    const { bucket, ...account } = testAccount;
    const running = await startOssEmulator({
      ...account,
      buckets: [bucket],
      dataDirectory,
      keepRequests: false,
    });
    await send(running, { method: "PUT", target: `/${bucket}/key`, body: "a,b\n1,2\n" });
    return running;
  })();
  return started;
}

/** What of a request can stand in its first line. */
function targetOf({ key, query: text }: EmulatorRequest): string {
  const raw = `/${testAccount.bucket}/${key}${text === "" ? "" : `?${text}`}`;
  return raw.replace(/[^!-~]/gu, encodeURIComponent);
}

async function checkRequest(request: EmulatorRequest): Promise<void> {
  if (/\p{Surrogate}/u.test(request.query)) return;
  const { method, headers, body } = request;
  const target = targetOf(request);
  const { address } = parseRequest(method, target, [], new Map());
  const asked = {
    method,
    target,
    resource: address.resource,
    headers: Object.fromEntries(headers),
    body,
  };
  const answer = await send(await emulator(), asked).catch(() => null);
  const cause = answer?.element("Cause");
  mustHold(cause === undefined, `InternalError because of ${String(cause)}`);
  for (const [path, names] of PLACES) mustEqual(readdirSync(path), names, `what is in ${path}`);
}

export const emulatorRequests: FuzzTarget = fuzzTarget(
  "emulator-requests",
  15,
  requests,
  checkRequest,
);

const HEAD =
  "PUT /examplebucket/key?acl HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nDate: x\r\n\r\nabc";

/** Damaged bytes on a connection: it is answered or closed, and the emulator still answers others. */
async function checkBytes(bytes: Uint8Array): Promise<void> {
  const running = await emulator();
  const socket = connect(running.port, running.host);
  socket.on("error", () => undefined);
  socket.resume();
  socket.end(bytes);
  await once(socket, "close");
  const { status } = await send(running, { target: "/examplebucket/key" });
  mustHold(status === 200 || status === 404, `the emulator then answers ${status}`);
}

const damagedHeads = edits(HEAD.length).map((changes) => applyEdits(Buffer.from(HEAD), changes));

export const emulatorBytes: FuzzTarget = fuzzTarget("emulator-bytes", 5, damagedHeads, checkBytes);
