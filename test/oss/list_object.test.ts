import { describe, expect, test } from "vitest";
import { AOSE_SERVICE_ERROR, AOSE_XML_PARSE_ERROR } from "../../src/aos/define.js";
import { aosListInit } from "../../src/aos/list.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossListBucket, ossListObject } from "../../src/oss/api/list.js";
import type { OssListObjectParams } from "../../src/oss/define.js";
import {
  ossCreateListBucketsParams,
  ossCreateListObjectParams,
} from "../../src/oss/util/create_params.js";
import { useAnswers } from "../support/answers.js";

const server = useAnswers();

function page(keys: readonly string[], next: string | null, rest = ""): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
  const marker = next === null ? "" : `<NextMarker>${next}</NextMarker>`;
  const truncated = `<IsTruncated>${next !== null}</IsTruncated>`;
  return `<ListBucketResult>${marker}${truncated}${contents.join("")}${rest}</ListBucketResult>`;
}

function keysOf(params: OssListObjectParams): string[] {
  return [...params.objectList].map(({ key }) => key.data);
}

describe("listing objects", () => {
  test("asks for what the parameters say, encoded, and for 1000 by default", async () => {
    const { options, seen } = server();
    server().answer({ body: page([], null) });
    const params = ossCreateListObjectParams(null);
    await ossListObject(options, "bucket", params, null);
    aosStrSet(params.prefix, "中 /");
    aosStrSet(params.delimiter, "/");
    aosStrSet(params.marker, "a&b");
    params.maxRet = 7;
    await ossListObject(options, "bucket", params, null);
    expect(seen.map(({ target }) => target)).toEqual([
      "/bucket?prefix&delimiter&marker&max-keys=1000",
      "/bucket?prefix=%E4%B8%AD%20%2F&delimiter=%2F&marker=a%26b&max-keys=7",
    ]);
  });

  test("can be read to the end page by page, as C programs do", async () => {
    const { options, seen } = server();
    server().answer(
      { body: page(["a", "b"], "b") },
      { body: page([], "m") },
      { body: page(["x"], null, "<CommonPrefixes><Prefix>y/</Prefix></CommonPrefixes>") },
    );
    const params = ossCreateListObjectParams(null);
    const keys: string[] = [];
    while (params.truncated) {
      aosListInit(params.objectList);
      expect((await ossListObject(options, "bucket", params, null)).code).toBe(200);
      keys.push(...keysOf(params));
      aosStrSet(params.marker, params.nextMarker);
    }
    expect(keys).toEqual(["a", "b", "x"]);
    expect([...params.commonPrefixList].map(({ prefix }) => prefix.data)).toEqual(["y/"]);
    expect(params.nextMarker.data).toBe("");
    expect(seen.map(({ target }) => /marker=?([^&]*)/.exec(target)?.[1])).toEqual(["", "b", "m"]);
  });

  test("puts a page behind what the list holds already", async () => {
    const { options } = server();
    server().answer({ body: page(["a"], null) });
    const params = ossCreateListObjectParams(null);
    await ossListObject(options, "bucket", params, null);
    await ossListObject(options, "bucket", params, null);
    expect(keysOf(params)).toEqual(["a", "a"]);
  });

  test("decodes keys when the answer says that they are encoded", async () => {
    const { options } = server();
    const encoded = page(["a%2Fb%20c"], "a%2Fb", "<EncodingType>url</EncodingType>");
    server().answer({ body: encoded }, { body: page(["a%2Fb"], null) });
    const params = ossCreateListObjectParams(null);
    await ossListObject(options, "bucket", params, null);
    expect(params.nextMarker.data).toBe("a/b");
    await ossListObject(options, "bucket", params, null);
    expect(keysOf(params)).toEqual(["a/b c", "a%2Fb"]);
  });

  test.each([
    ["an error of the service", { status: 404 }, 404],
    ["XML that was cut short", { body: "<ListBucketResult><Contents>" }, AOSE_XML_PARSE_ERROR],
    ["an empty answer", {}, AOSE_XML_PARSE_ERROR],
    ["an Error document in a 200", { body: "<Error><Code>x</Code></Error>" }, AOSE_SERVICE_ERROR],
  ])("leaves the parameters as they were after %s", async (_, answer, code) => {
    const { options } = server();
    server().answer({ body: page(["a"], "a") }, answer);
    const params = ossCreateListObjectParams(null);
    await ossListObject(options, "bucket", params, null);
    expect((await ossListObject(options, "bucket", params, null)).code).toBe(code);
    expect(keysOf(params)).toEqual(["a"]);
    expect(params.truncated).toBe(true);
    expect(params.nextMarker.data).toBe("a");
  });
});

describe("listing buckets", () => {
  test("asks the service itself, and only for what the parameters say", async () => {
    const { options, seen } = server();
    const bucket = "<Bucket><Name>b1</Name><Location>oss-cn-hangzhou</Location></Bucket>";
    server().answer({
      body: `<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets>${bucket}</Buckets></ListAllMyBucketsResult>`,
    });
    const params = ossCreateListBucketsParams(null);
    await ossListBucket(options, params, null);
    expect([...params.bucketList].map(({ name }) => name.data)).toEqual(["b1"]);
    expect(params.ownerId.data).toBe("1");
    aosStrSet(params.prefix, "b");
    aosStrSet(params.marker, "b0");
    params.maxKeys = 3;
    await ossListBucket(options, params, null);
    expect(seen.map(({ target }) => target)).toEqual(["/", "/?prefix=b&marker=b0&max-keys=3"]);
  });
});
