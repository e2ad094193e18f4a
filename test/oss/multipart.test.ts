import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OPEN_FILE_ERROR,
  AOSE_SERVICE_ERROR,
  AOSE_XML_PARSE_ERROR,
} from "../../src/aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import { aosString, aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import type { OssCompletePartContent } from "../../src/oss/define.js";
import {
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossDoCompleteMultipartUpload,
  ossGetSortedUploadedPart,
  ossInitMultipartUpload,
  ossListMultipartUpload,
  ossListUploadPart,
} from "../../src/oss/multipart.js";
import {
  ossDoUploadPartFromBuffer,
  ossUploadPartCopy,
  ossUploadPartFromBuffer,
  ossUploadPartFromFile,
} from "../../src/oss/upload_part.js";
import { ossCreateCompletePartContent, ossCreateUploadFile } from "../../src/oss/util/create.js";
import {
  ossCreateListMultipartUploadParams,
  ossCreateListUploadPartParams,
  ossCreateUploadPartCopyParams,
} from "../../src/oss/util/create_params.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const server = useAnswers();
const path = useTempDir();

function targets(): string[] {
  return server().seen.map(({ method, target }) => `${method} ${target}`);
}

function partList(
  ...parts: readonly (readonly [number, string])[]
): AosList<OssCompletePartContent> {
  const list = aosList<OssCompletePartContent>();
  for (const [number, etag] of parts) {
    const content = ossCreateCompletePartContent(null);
    aosStrSet(content.partNumber, String(number));
    aosStrSet(content.etag, etag);
    aosListAddTail(content, list);
  }
  return list;
}

describe("an upload in parts", () => {
  test("begins with an id, which is left alone when there is none", async () => {
    const { options, seen } = server();
    server().answer(
      {
        body: "<InitiateMultipartUploadResult><UploadId>ID1</UploadId></InitiateMultipartUploadResult>",
      },
      { status: 403 },
      { body: "<InitiateMultipartUploadResult><UploadId>" },
    );
    const uploadId = aosString();
    await ossInitMultipartUpload(options, "bucket", "a.jpg", uploadId, null, null);
    expect(uploadId.data).toBe("ID1");
    expect(targets()).toEqual(["POST /bucket%2Fa.jpg?uploads"]);
    expect(seen[0]?.headers.get("content-type")).toBe("image/jpeg");
    await ossInitMultipartUpload(options, "bucket", "a.jpg", uploadId, null, null);
    const s = await ossInitMultipartUpload(options, "bucket", "a.jpg", uploadId, null, null);
    expect(s.code).toBe(AOSE_XML_PARSE_ERROR);
    expect(uploadId.data).toBe("ID1");
  });

  test("takes parts from memory and from ranges of a file", async () => {
    const { options, seen } = server();
    server().answer({ headers: { ETag: '"1"' } });
    const respHeaders = out<AosTable>();
    const content = buffers("one");
    await ossUploadPartFromBuffer(options, "bucket", "k", "ID", 1, content, respHeaders);
    expect(respHeaders.value?.get("ETag")).toBe('"1"');
    writeFileSync(path("file"), "0123456789");
    const uploadFile = ossCreateUploadFile(null);
    aosStrSet(uploadFile.filename, path("file"));
    for (const [filePos, fileLast] of [
      [2, 5],
      [8, 20],
      [50, 60],
      [5, 2],
    ] as const) {
      Object.assign(uploadFile, { filePos, fileLast });
      await ossUploadPartFromFile(options, "bucket", "k", "ID", 2, uploadFile, null);
    }
    expect(seen.map(({ body }) => body.toString())).toEqual(["one", "234", "89", "", ""]);
    expect(targets()[0]).toBe("PUT /bucket%2Fk?uploadId=ID&partNumber=1");
    expect(seen[0]?.headers.get("content-type")).toBeUndefined();
    expect(textOf(content)).toBe("one");
  });

  test("sends headers, parameters and progress with a part, and hands over its answer", async () => {
    const { options, seen } = server();
    server().answer({ status: 400, body: "<Error><Code>InvalidDigest</Code></Error>" });
    const told: number[] = [];
    const respBody = buffers();
    const s = await ossDoUploadPartFromBuffer(
      options,
      "bucket",
      "k",
      "ID",
      3,
      buffers("abc"),
      (sent) => told.push(sent),
      table({ "Content-MD5": "x" }),
      table({ foo: "bar" }),
      null,
      respBody,
    );
    expect(s).toMatchObject({ code: 400, errorCode: "InvalidDigest" });
    expect(targets()).toEqual(["PUT /bucket%2Fk?foo=bar&uploadId=ID&partNumber=3"]);
    expect(seen[0]?.headers.get("content-md5")).toBe("x");
    expect(told.at(-1)).toBe(3);
    expect(textOf(respBody)).toContain("InvalidDigest");
  });

  test("compares the CRC-64 of each part", async () => {
    const { options } = server();
    const right = String(aosCrc64(0n, Buffer.from("abc")));
    for (const [crc, code] of [
      [right, 200],
      ["1", AOSE_CRC_INCONSISTENT_ERROR],
    ] as const) {
      server().answer({ headers: { "x-oss-hash-crc64ecma": crc } });
      const content = buffers("abc");
      const s = await ossUploadPartFromBuffer(options, "bucket", "k", "ID", 1, content, null);
      expect(s.code).toBe(code);
    }
  });

  test("is not begun with a file that is not there, nor with a number that is none", async () => {
    const { options, seen } = server();
    const uploadFile = ossCreateUploadFile(null);
    aosStrSet(uploadFile.filename, path("missing"));
    const missing = await ossUploadPartFromFile(options, "bucket", "k", "ID", 1, uploadFile, null);
    expect(missing.code).toBe(AOSE_OPEN_FILE_ERROR);
    const part = Number.NaN;
    const s = await ossUploadPartFromBuffer(options, "bucket", "k", "ID", part, buffers(), null);
    expect(s.code).toBe(AOSE_INVALID_ARGUMENT);
    expect(s.errorMsg).toContain("partNum");
    expect(seen).toEqual([]);
  });

  test("is aborted", async () => {
    const { options } = server();
    server().answer({ status: 204 });
    expect((await ossAbortMultipartUpload(options, "bucket", "k", "ID", null)).code).toBe(204);
    expect(targets()).toEqual(["DELETE /bucket%2Fk?uploadId=ID"]);
  });
});

describe("completing an upload", () => {
  const COMPLETE =
    '<?xml version="1.0" encoding="utf-8"?><CompleteMultipartUpload><Part><PartNumber>1</PartNumber>' +
    "<ETag>&quot;a&quot;</ETag></Part><Part><PartNumber>3</PartNumber><ETag>b</ETag></Part>" +
    "</CompleteMultipartUpload>\n";

  test("names the parts, and replaces the caller's content type", async () => {
    const { options, seen } = server();
    const parts = partList([1, '"a"'], [3, "b"]);
    const headers = table({ "content-type": "image/png", "x-oss-object-acl": "private" });
    await ossCompleteMultipartUpload(options, "bucket", "k", "ID", parts, headers, null);
    expect(targets()).toEqual(["POST /bucket%2Fk?uploadId=ID"]);
    expect(seen[0]?.body.toString()).toBe(COMPLETE);
    expect(seen[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(seen[0]?.headers.get("x-oss-object-acl")).toBe("private");
    expect(headers.get("content-type")).toBe("image/png");
    expect([...parts].length).toBe(2);
  });

  test("hands over the callback's answer", async () => {
    const { options } = server();
    server().answer({ body: '{"Status":"OK"}' });
    const respBody = buffers();
    await ossDoCompleteMultipartUpload(
      options,
      "bucket",
      "k",
      "ID",
      partList(),
      null,
      table({ a: "b" }),
      null,
      respBody,
    );
    expect(textOf(respBody)).toBe('{"Status":"OK"}');
    expect(targets()).toEqual(["POST /bucket%2Fk?a=b&uploadId=ID"]);
  });

  test("is an error when the service finds out late that it failed", async () => {
    const { options } = server();
    const error = "<Error><Code>InternalError</Code><Message>late</Message></Error>";
    server().answer({ body: error });
    const respBody = buffers();
    const s = await ossDoCompleteMultipartUpload(
      options,
      "bucket",
      "k",
      "ID",
      partList(),
      null,
      null,
      null,
      respBody,
    );
    expect(s).toMatchObject({ code: AOSE_SERVICE_ERROR, errorCode: "InternalError" });
    expect(textOf(respBody)).toBe(error);
  });
});

describe("copying a part", () => {
  test("names source and range; what the caller gives goes out in their place, once", async () => {
    const { options, seen } = server();
    const params = ossCreateUploadPartCopyParams(null);
    aosStrSet(params.sourceBucket, "source");
    aosStrSet(params.sourceObject, "a/中 .bin");
    aosStrSet(params.destBucket, "bucket");
    aosStrSet(params.destObject, "k");
    aosStrSet(params.uploadId, "ID");
    Object.assign(params, { partNum: 2, rangeStart: 0, rangeEnd: 99 });
    await ossUploadPartCopy(options, params, null, null);
    await ossUploadPartCopy(options, params, table({ "X-OSS-Copy-Source": "/mine/mine" }), null);
    expect(targets()[0]).toBe("PUT /bucket%2Fk?uploadId=ID&partNumber=2");
    expect(seen.map(({ headers }) => headers.get("x-oss-copy-source"))).toEqual([
      "/source/a%2F%E4%B8%AD%20.bin",
      "/mine/mine",
    ]);
    expect(seen[1]?.headerNames.filter((name) => name === "x-oss-copy-source").length).toBe(1);
    expect(seen[0]?.headers.get("x-oss-copy-source-range")).toBe("bytes=0-99");
    params.rangeEnd = Number.NaN;
    expect((await ossUploadPartCopy(options, params, null, null)).code).toBe(AOSE_INVALID_ARGUMENT);
    expect(seen.length).toBe(2);
  });
});

/** A page of ListParts; without `next` the last one. */
function partsPage(numbers: readonly number[], next?: string): string {
  const parts = numbers.map((n) => `<Part><PartNumber>${n}</PartNumber><ETag>e${n}</ETag></Part>`);
  const more = next === undefined ? "false" : "true";
  const marker = next ? `<NextPartNumberMarker>${next}</NextPartNumberMarker>` : "";
  return `<ListPartsResult><IsTruncated>${more}</IsTruncated>${marker}${parts.join("")}</ListPartsResult>`;
}

describe("asking what there is", () => {
  test("lists the parts of an upload", async () => {
    const { options } = server();
    server().answer({ body: partsPage([1, 2], "2") }, { status: 404 });
    const params = ossCreateListUploadPartParams(null);
    await ossListUploadPart(options, "bucket", "k", "ID", params, null);
    expect([...params.partList].map(({ etag }) => etag.data)).toEqual(["e1", "e2"]);
    expect(params.nextPartNumberMarker.data).toBe("2");
    expect(params.truncated).toBe(true);
    expect((await ossListUploadPart(options, "bucket", "k", "ID", params, null)).code).toBe(404);
    expect([...params.partList].length).toBe(2);
    expect(targets()[0]).toBe("GET /bucket%2Fk?uploadId=ID&max-parts=1000&part-number-marker");
  });

  test("lists the uploads of a bucket", async () => {
    const { options } = server();
    const upload = "<Upload><Key>k</Key><UploadId>ID</UploadId></Upload>";
    server().answer({
      body: `<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>ID</NextUploadIdMarker>${upload}</ListMultipartUploadsResult>`,
    });
    const params = ossCreateListMultipartUploadParams(null);
    aosStrSet(params.prefix, "p/");
    await ossListMultipartUpload(options, "bucket", params, null);
    expect([...params.uploadList].map(({ uploadId }) => uploadId.data)).toEqual(["ID"]);
    expect([params.nextKeyMarker.data, params.nextUploadIdMarker.data]).toEqual(["k", "ID"]);
    expect(targets()).toEqual([
      "GET /bucket?uploads&prefix=p%2F&delimiter&key-marker&upload-id-marker&max-uploads=1000",
    ]);
  });

  test("collects the parts of all pages in the order of their numbers", async () => {
    const { options } = server();
    server().answer(
      { body: partsPage([2, 10], "10") },
      { body: partsPage([11], "") },
      { body: partsPage([100, 3]) },
    );
    const list = partList();
    const count = out<number>();
    const s = await ossGetSortedUploadedPart(options, "bucket", "k", "ID", list, count);
    expect(s.code).toBe(200);
    expect([...list].map(({ partNumber }) => partNumber.data)).toEqual([
      "2",
      "3",
      "10",
      "11",
      "100",
    ]);
    expect(count.value).toBe(5);
    expect(targets().map((target) => /marker=?(.*)/.exec(target)?.[1])).toEqual(["", "10", "11"]);
  });

  test.each([
    [
      "a page that says it ends where it began",
      [{ body: partsPage([1], "1") }],
      AOSE_SERVICE_ERROR,
    ],
    ["an empty page that says there is more", [{ body: partsPage([], "") }], AOSE_SERVICE_ERROR],
    ["an error on the second page", [{ body: partsPage([1], "1") }, { status: 503 }], 503],
  ])("ends with an error at %s", async (_, answers, code) => {
    const { options } = server();
    server().answer(...answers);
    const list = partList();
    const count = out<number>();
    const s = await ossGetSortedUploadedPart(options, "bucket", "k", "ID", list, count);
    expect(s.code).toBe(code);
    expect([...list]).toEqual([]);
    expect(count.value).toBeNull();
  });
});
