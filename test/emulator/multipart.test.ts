/** Multipart uploads over plain HTTP. */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { beginUpload, put, type RawAnswer, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

function part(uploadId: string, partNumber: number | string, body: string): RawRequest {
  const target = `${bucket}/x?partNumber=${partNumber}&uploadId=${uploadId}`;
  return { method: "PUT", target, body };
}

function etagOf(body: string): string {
  return createHash("md5").update(body).digest("hex").toUpperCase();
}

type Named = readonly [partNumber: number | string, etag: string];

function complete(uploadId: string, ...parts: readonly Named[]): RawRequest {
  const list = parts.map(
    ([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`;
  return { method: "POST", target: `${bucket}/x?uploadId=${uploadId}`, body };
}

/** An upload with parts of these bodies, numbered from 1. */
async function uploaded(...bodies: readonly string[]): Promise<string> {
  const uploadId = await beginUpload(emulator(), "x");
  for (const [i, body] of bodies.entries()) {
    const answer = await send(emulator(), part(uploadId, i + 1, body));
    expect(answer.status).toBe(200);
  }
  return uploadId;
}

async function refusal(request: RawRequest): Promise<(number | string | undefined)[]> {
  const answer: RawAnswer = await send(emulator(), request);
  return [answer.status, answer.element("Code")];
}

describe("an upload", () => {
  test("becomes an object of its parts", async () => {
    const uploadId = await beginUpload(emulator(), "x");
    for (const [number, body] of [
      [5, "lo"],
      [1, "h"],
      [2, "el"],
    ] as const) {
      const sent = await send(emulator(), part(uploadId, number, body));
      expect(sent.headers).toMatchObject({
        etag: `"${etagOf(body)}"`,
        "x-oss-hash-crc64ecma": String(aosCrc64(0n, Buffer.from(body))),
      });
    }
    const named = [
      [1, `"${etagOf("h")}"`],
      [2, etagOf("el").toLowerCase()],
      [5, `&quot;${etagOf("lo")}&quot;`],
    ] as const;
    const done = await send(emulator(), complete(uploadId, ...named));
    const md5s = Buffer.from(`${etagOf("h")}${etagOf("el")}${etagOf("lo")}`, "hex");
    const etag = `"${createHash("md5").update(md5s).digest("hex").toUpperCase()}-3"`;
    expect(done.headers).toMatchObject({
      etag,
      "x-oss-hash-crc64ecma": String(aosCrc64(0n, Buffer.from("hello"))),
    });
    expect(done.element("Key")).toBe("x");
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(String(got.body)).toBe("hello");
    expect(got.headers).toMatchObject({ etag, "x-oss-object-type": "Multipart" });
    const across = { target: `${bucket}/x`, headers: { Range: "bytes=1-3" } };
    expect(String((await send(emulator(), across)).body)).toBe("ell");
    expect(await refusal(complete(uploadId, ...named))).toEqual([404, "NoSuchUpload"]);
  });

  test("takes the traits of the request that began it", async () => {
    const headers = { "Content-Type": "text/x-test", "x-oss-meta-a": "1" };
    const target = `${bucket}/x?uploads`;
    const begun = await send(emulator(), { method: "POST", target, headers });
    const uploadId = begun.element("UploadId") ?? "";
    await send(emulator(), part(uploadId, 1, "a"));
    await send(emulator(), complete(uploadId, [1, etagOf("a")]));
    const got = await send(emulator(), { method: "HEAD", target: `${bucket}/x` });
    expect(got.headers).toMatchObject({ "content-type": "text/x-test", "x-oss-meta-a": "1" });
  });

  test("keeps the last part of each number, and only the parts that are named", async () => {
    const uploadId = await uploaded("a", "b", "c");
    await send(emulator(), part(uploadId, 2, "B"));
    await send(emulator(), complete(uploadId, [2, etagOf("B")], [3, etagOf("c")]));
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("Bc");
  });

  test("takes all parts on demand", async () => {
    const uploadId = await uploaded("a", "b");
    const request = complete(uploadId);
    const headers = { "x-oss-complete-all": "yes" };
    expect(await refusal({ ...request, headers })).toEqual([400, "InvalidArgument"]);
    const done = await send(emulator(), { ...request, headers, body: "" });
    expect(done.status).toBe(200);
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("ab");
  });

  test("without parts becomes an empty object", async () => {
    const uploadId = await beginUpload(emulator(), "x");
    const done = await send(emulator(), complete(uploadId));
    expect([done.status, done.headers["x-oss-hash-crc64ecma"]]).toEqual([200, "0"]);
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect([got.status, String(got.body)]).toEqual([200, ""]);
  });

  test("is gone when it is aborted", async () => {
    const uploadId = await uploaded("a");
    const request = { method: "DELETE", target: `${bucket}/x?uploadId=${uploadId}` };
    expect((await send(emulator(), request)).status).toBe(204);
    expect(await refusal(request)).toEqual([404, "NoSuchUpload"]);
    expect(await refusal(part(uploadId, 1, "a"))).toEqual([404, "NoSuchUpload"]);
  });

  test("does not take a part whose bytes come in while it is aborted", async () => {
    const uploadId = await uploaded();
    emulator().faults.add({ operation: "UploadPart", fault: "dripRequest", bytesPerSecond: 40 });
    const slow = refusal(part(uploadId, 1, "aaaaaaaaaa"));
    while (emulator().requests.at(-1)?.bytes !== 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await send(emulator(), { method: "DELETE", target: `${bucket}/x?uploadId=${uploadId}` });
    expect(await slow).toEqual([404, "NoSuchUpload"]);
  });

  test.each([
    ["another ETag", [[1, etagOf("b")]], "InvalidPart"],
    ["no ETag", [[1, ""]], "InvalidPart"],
    [
      "a part that is not there",
      [
        [1, etagOf("a")],
        [3, etagOf("c")],
      ],
      "InvalidPart",
    ],
    [
      "parts in disorder",
      [
        [2, etagOf("b")],
        [1, etagOf("a")],
      ],
      "InvalidPartOrder",
    ],
    [
      "a part twice",
      [
        [1, etagOf("a")],
        [1, etagOf("a")],
      ],
      "InvalidPartOrder",
    ],
    ["no part", [], "MalformedXML"],
    ["a part without a number", [["x", etagOf("a")]], "MalformedXML"],
  ] as [string, Named[], string][])("is not completed with %s", async (_what, parts, code) => {
    const uploadId = await uploaded("a", "b");
    expect(await refusal(complete(uploadId, ...parts))).toEqual([400, code]);
    const right = complete(uploadId, [1, etagOf("a")], [2, etagOf("b")]);
    expect((await send(emulator(), right)).status).toBe(200);
  });

  test("may be forbidden to replace an object", async () => {
    const uploadId = await uploaded("a");
    await put(emulator(), "x", "old");
    const headers = { "x-oss-forbid-overwrite": "true" };
    const request = { ...complete(uploadId, [1, etagOf("a")]), headers };
    expect(await refusal(request)).toEqual([409, "FileAlreadyExists"]);
    const begin = { method: "POST", target: `${bucket}/x?uploads`, headers };
    expect(await refusal(begin)).toEqual([409, "FileAlreadyExists"]);
  });

  test("is of one object and not of another", async () => {
    const uploadId = await uploaded("a");
    const target = `${bucket}/y?uploadId=${uploadId}`;
    expect(await refusal({ target })).toEqual([404, "NoSuchUpload"]);
  });

  test.each(["0", "10001", "-1", "1.5", "x"])("has no part number %s", async (number) => {
    const uploadId = await uploaded();
    expect(await refusal(part(uploadId, number, "a"))).toEqual([400, "InvalidArgument"]);
  });

  test("keeps its bucket from being deleted", async () => {
    await uploaded();
    expect(await refusal({ method: "DELETE", target: bucket })).toEqual([409, "BucketNotEmpty"]);
  });

  test("copies stretches of objects as parts", async () => {
    await put(emulator(), "from", "0123456789");
    const uploadId = await uploaded();
    const copy = (number: number, range?: string): RawRequest => ({
      ...part(uploadId, number, ""),
      headers: {
        "x-oss-copy-source": `${bucket}/from`,
        ...(range === undefined ? {} : { "x-oss-copy-source-range": range }),
      },
    });
    const first = await send(emulator(), copy(1, "bytes=2-4"));
    expect(first.element("ETag")).toBe(`&quot;${etagOf("234")}&quot;`);
    await send(emulator(), copy(2));
    for (const range of ["bytes=5-10", "bytes=5-4", "bytes=5-", "x"]) {
      expect(await refusal(copy(3, range))).toEqual([416, "InvalidRange"]);
    }
    const parts = [
      [1, etagOf("234")],
      [2, etagOf("0123456789")],
    ] as const;
    await send(emulator(), complete(uploadId, ...parts));
    const got = await send(emulator(), { target: `${bucket}/x` });
    expect(String(got.body)).toBe("2340123456789");
  });
});

describe("an upload with a least part size", () => {
  const strict = useEmulator({ minimumPartSize: 3 });

  test("is not completed with a smaller part that is not the last", async () => {
    const uploadId = await beginUpload(strict(), "x");
    await send(strict(), part(uploadId, 1, "aa"));
    await send(strict(), part(uploadId, 2, "bb"));
    const both = complete(uploadId, [1, etagOf("aa")], [2, etagOf("bb")]);
    const refused = await send(strict(), both);
    expect(refused.element("Code")).toBe("EntityTooSmall");
    await send(strict(), part(uploadId, 1, "aaa"));
    const done = complete(uploadId, [1, etagOf("aaa")], [2, etagOf("bb")]);
    expect((await send(strict(), done)).status).toBe(200);
  });
});

describe("the list of an upload's parts", () => {
  async function list(uploadId: string, query: string): Promise<RawAnswer> {
    const signed = `${bucket}/x?uploadId=${uploadId}`;
    return await send(emulator(), { target: `${signed}${query}`, resource: signed });
  }

  test("comes by pages, in order", async () => {
    const uploadId = await beginUpload(emulator(), "x");
    for (const number of [10, 2, 1]) await send(emulator(), part(uploadId, number, "abc"));
    const first = await list(uploadId, "&max-parts=2");
    expect(String(first.body).match(/<PartNumber>\d+/g)).toEqual([
      "<PartNumber>1",
      "<PartNumber>2",
    ]);
    expect(first.element("NextPartNumberMarker")).toBe("2");
    expect(first.element("IsTruncated")).toBe("true");
    expect(first.element("HashCrc64ecma")).toBe(String(aosCrc64(0n, Buffer.from("abc"))));
    expect(first.element("Size")).toBe("3");
    const second = await list(uploadId, "&max-parts=2&part-number-marker=2");
    expect(second.element("PartNumber")).toBe("10");
    expect(second.element("IsTruncated")).toBe("false");
  });

  test("has no next marker when it is empty", async () => {
    const empty = await list(await beginUpload(emulator(), "x"), "");
    expect(empty.element("NextPartNumberMarker")).toBe("");
  });

  test.each(["&max-parts=0", "&max-parts=1001", "&part-number-marker=x"])(
    "is refused with %s",
    async (query) => {
      const answer = await list(await uploaded(), query);
      expect(answer.element("Code")).toBe("InvalidArgument");
    },
  );
});

describe("the list of uploads", () => {
  async function list(query: string): Promise<RawAnswer> {
    const signed = `${bucket}?uploads`;
    return await send(emulator(), { target: `${signed}&${query}`, resource: signed });
  }

  const keys = (answer: RawAnswer): string[] =>
    [...String(answer.body).matchAll(/<Key>([^<]*)/g)].map(([, key = ""]) => key);

  test("comes by pages, sorted by key and id, with common prefixes", async () => {
    const ids = [];
    for (const key of ["b", "a/1", "a/2", "b", "c"]) ids.push(await beginUpload(emulator(), key));
    expect(keys(await list(""))).toEqual(["a/1", "a/2", "b", "b", "c"]);
    const first = await list("max-uploads=3");
    expect(keys(first)).toEqual(["a/1", "a/2", "b"]);
    expect(first.element("NextKeyMarker")).toBe("b");
    const next = first.element("NextUploadIdMarker") ?? "";
    const second = await list(`key-marker=b&upload-id-marker=${next}`);
    expect(keys(second)).toEqual(["b", "c"]);
    expect(keys(await list("key-marker=b"))).toEqual(["c"]);
    const grouped = await list("delimiter=%2F&max-uploads=1");
    expect(grouped.element("IsTruncated")).toBe("true");
    expect(grouped.element("NextKeyMarker")).toBe("a/");
    expect(String(grouped.body)).toMatch(/<CommonPrefixes>\s*<Prefix>a\/</);
    expect(keys(await list("delimiter=%2F&key-marker=a%2F"))).toEqual(["b", "b", "c"]);
    expect(keys(await list("prefix=a%2F&encoding-type=url"))).toEqual(["a%2F1", "a%2F2"]);
  });
});
