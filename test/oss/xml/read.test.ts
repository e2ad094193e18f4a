import { describe, expect, test } from "vitest";
import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { AOSE_OK, AOSE_XML_PARSE_ERROR, type AosBool } from "../../../src/aos/define.js";
import { AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { AosString, aosString } from "../../../src/aos/string.js";
import * as create from "../../../src/oss/util/create.js";
import * as createParams from "../../../src/oss/util/create_params.js";
import * as bucket from "../../../src/oss/xml/bucket.js";
import { ossLifecycleRulesParseFromBody } from "../../../src/oss/xml/lifecycle.js";
import * as live from "../../../src/oss/xml/live.js";
import * as multipart from "../../../src/oss/xml/multipart.js";
import * as object from "../../../src/oss/xml/object.js";
import { ossGetTaggingParseFromBody } from "../../../src/oss/xml/tagging.js";

function bodyOf(...contents: string[]): AosList<AosBuf> {
  const body = aosList<AosBuf>();
  for (const content of contents) aosListAddTail(aosBufPack(null, content), body);
  return body;
}

function isList(value: unknown): value is AosList<object> {
  return value instanceof AosList;
}

/** Everything that a function left, as plain values. */
function plain(value: unknown): unknown {
  if (value instanceof AosString) return value.data;
  if (typeof value === "bigint") return String(value);
  if (isList(value)) return [...value].map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

/** What is left beside the names by which a list goes on, which an answer without them clears. */
function withoutPage(values: unknown): unknown {
  const names = new Set(["marker", "nextMarker", "key", "id", "truncated"]);
  return Object.entries(values ?? {}).filter(([name]) => !names.has(name));
}

/** A function that reads an answer: a document of it, and what it fills, by name. */
interface Reader {
  readonly xml: string;
  /** Fresh targets, with something in them, and the call that fills them. */
  readonly make: () => {
    readonly targets: object;
    readonly read: (body: AosList<AosBuf>) => number;
  };
}

function listOf<T extends object>(entry: T): AosList<T> {
  const list = aosList<T>();
  aosListAddTail(entry, list);
  return list;
}

function stringReader(
  xml: string,
  parse: (p: null, body: AosList<AosBuf>, target: AosString) => number,
): Reader {
  return {
    xml,
    make: () => {
      const target = aosString("before");
      return { targets: { target }, read: (body) => parse(null, body, target) };
    },
  };
}

function structReader<T extends object>(
  xml: string,
  makeStruct: () => T,
  parse: (p: null, body: AosList<AosBuf>, struct: T) => number,
): Reader {
  return {
    xml,
    make: () => {
      const targets = makeStruct();
      return { targets, read: (body) => parse(null, body, targets) };
    },
  };
}

const URLS = "<PublishUrls><Url>p</Url></PublishUrls><PlayUrls><Url>q</Url></PlayUrls>";

const readers: Record<string, Reader> = {
  ossAclParseFromBody: stringReader(
    "<A><AccessControlList><Grant>private</Grant></AccessControlList></A>",
    bucket.ossAclParseFromBody,
  ),
  ossLocationParseFromBody: stringReader(
    "<LocationConstraint>oss-cn-hangzhou</LocationConstraint>",
    bucket.ossLocationParseFromBody,
  ),
  ossUploadIdParseFromBody: stringReader(
    "<I><UploadId>id</UploadId></I>",
    multipart.ossUploadIdParseFromBody,
  ),
  ossStorageCapacityParseFromBody: structReader(
    "<B><StorageCapacity>5</StorageCapacity></B>",
    () => out(-7),
    bucket.ossStorageCapacityParseFromBody,
  ),
  ossLoggingParseFromBody: structReader(
    "<B><LoggingEnabled><TargetBucket>b</TargetBucket></LoggingEnabled></B>",
    () => create.ossCreateLoggingRuleContent(null),
    bucket.ossLoggingParseFromBody,
  ),
  ossGetBucketInfoParseFromBody: structReader(
    "<B><Bucket><Location>l</Location><StorageClass>IA</StorageClass></Bucket></B>",
    () => create.ossCreateBucketInfo(null),
    bucket.ossGetBucketInfoParseFromBody,
  ),
  ossGetBucketStatParseFromBody: structReader(
    "<B><Storage>18446744073709551615</Storage></B>",
    () => ({ storageInBytes: 1n, objectCount: 2n, multipartUploadCount: 3n }),
    bucket.ossGetBucketStatParseFromBody,
  ),
  ossGetBucketWebsiteParseFromBody: structReader(
    "<W><IndexDocument><Suffix>index.html</Suffix></IndexDocument></W>",
    () => ({ suffixStr: aosString("before"), keyStr: aosString("before") }),
    bucket.ossGetBucketWebsiteParseFromBody,
  ),
  ossGetBucketRefererConfigParseFromBody: structReader(
    "<R><AllowEmptyReferer>true</AllowEmptyReferer><RefererList><Referer>r</Referer></RefererList></R>",
    () => ({ refererList: listOf({ referer: aosString("before") }), allowEmptyReferer: false }),
    bucket.ossGetBucketRefererConfigParseFromBody,
  ),
  ossGetBucketCorsParseFromBody: {
    xml: "<C><CORSRule><AllowedOrigin>*</AllowedOrigin></CORSRule></C>",
    make: () => {
      const p = aosPoolCreate(null);
      const list = listOf(create.ossCreateCorsRule(p));
      return {
        targets: { list },
        read: (body) => bucket.ossGetBucketCorsParseFromBody(p, body, list),
      };
    },
  },
  ossListBucketsParseFromBody: structReader(
    "<L><NextMarker>n</NextMarker><Buckets><Bucket><Name>b</Name></Bucket></Buckets></L>",
    () => createParams.ossCreateListBucketsParams(null),
    bucket.ossListBucketsParseFromBody,
  ),
  ossListObjectsParseFromBody: {
    xml: "<L><NextMarker>n</NextMarker><Contents><Key>k</Key></Contents></L>",
    make: () => {
      const list = listOf(create.ossCreateListObjectContent(null));
      const prefixes = listOf(create.ossCreateListObjectCommonPrefix(null));
      const [marker, truncated] = [aosString("before"), out<AosBool>(true)];
      return {
        targets: { list, prefixes, marker, truncated },
        read: (body) =>
          object.ossListObjectsParseFromBody(null, body, list, prefixes, marker, truncated),
      };
    },
  },
  ossDeleteObjectsParseFromBody: {
    xml: "<D><Deleted><Key>k</Key></Deleted></D>",
    make: () => {
      const list = listOf(create.ossCreateOssObjectKey(null));
      return {
        targets: { list },
        read: (body) => object.ossDeleteObjectsParseFromBody(null, body, list),
      };
    },
  },
  ossListPartsParseFromBody: {
    xml: "<L><Part><PartNumber>1</PartNumber></Part></L>",
    make: () => {
      const list = listOf(create.ossCreateListPartContent(null));
      const [marker, truncated] = [aosString("before"), out<AosBool>(true)];
      return {
        targets: { list, marker, truncated },
        read: (body) => multipart.ossListPartsParseFromBody(null, body, list, marker, truncated),
      };
    },
  },
  ossListMultipartUploadsParseFromBody: {
    xml: "<L><Upload><Key>k</Key></Upload></L>",
    make: () => {
      const list = listOf(create.ossCreateListMultipartUploadContent(null));
      const [key, id, truncated] = [aosString("key"), aosString("id"), out<AosBool>(true)];
      return {
        targets: { list, key, id, truncated },
        read: (body) =>
          multipart.ossListMultipartUploadsParseFromBody(null, body, list, key, id, truncated),
      };
    },
  },
  ossLifecycleRulesParseFromBody: {
    xml: "<L><Rule><ID>i</ID></Rule></L>",
    make: () => {
      const list = listOf(create.ossCreateLifecycleRuleContent(null));
      return {
        targets: { list },
        read: (body) => ossLifecycleRulesParseFromBody(null, body, list),
      };
    },
  },
  ossGetTaggingParseFromBody: {
    xml: "<T><TagSet><Tag><Key>k</Key></Tag></TagSet></T>",
    make: () => {
      const list = listOf(create.ossCreateTagContent(null));
      return { targets: { list }, read: (body) => ossGetTaggingParseFromBody(null, body, list) };
    },
  },
  ossCreateLiveChannelParseFromBody: {
    xml: `<C>${URLS}</C>`,
    make: () => {
      const publish = listOf(create.ossCreateLiveChannelPublishUrl(null));
      const play = listOf(create.ossCreateLiveChannelPlayUrl(null));
      return {
        targets: { publish, play },
        read: (body) => live.ossCreateLiveChannelParseFromBody(null, body, publish, play),
      };
    },
  },
  ossLiveChannelInfoParseFromBody: structReader(
    "<L><Target><FragCount>7</FragCount></Target></L>",
    () => create.ossCreateLiveChannelConfigurationContent(null),
    live.ossLiveChannelInfoParseFromBody,
  ),
  ossLiveChannelStatParseFromBody: structReader(
    "<L><Video><Width>1</Width></Video><Audio><Codec>AAC</Codec></Audio></L>",
    () => ({
      pushflowStatus: aosString("before"),
      connectedTime: aosString("before"),
      remoteAddr: aosString("before"),
      videoStat: { width: -1, height: -2, frameRate: -3, bandWidth: -4, codec: aosString("v") },
      audioStat: { bandWidth: -5, sampleRate: -6, codec: aosString("a") },
    }),
    live.ossLiveChannelStatParseFromBody,
  ),
  ossListLiveChannelParseFromBody: {
    xml: `<L><LiveChannel><Name>n</Name>${URLS}</LiveChannel></L>`,
    make: () => {
      const list = listOf(create.ossCreateListLiveChannelContent(null));
      const [marker, truncated] = [aosString("before"), out<AosBool>(true)];
      return {
        targets: { list, marker, truncated },
        read: (body) => live.ossListLiveChannelParseFromBody(null, body, list, marker, truncated),
      };
    },
  },
  ossLiveChannelHistoryParseFromBody: {
    xml: "<L><LiveRecord><StartTime>s</StartTime></LiveRecord></L>",
    make: () => {
      const list = listOf(create.ossCreateLiveRecordContent(null));
      return {
        targets: { list },
        read: (body) => live.ossLiveChannelHistoryParseFromBody(null, body, list),
      };
    },
  },
};

describe.each(Object.entries(readers))("%s", (_, { xml, make }) => {
  test("fills its targets and keeps the body", () => {
    const { targets, read } = make();
    const before = plain(targets);
    const body = bodyOf(xml.slice(0, 5), xml.slice(5));
    expect(read(body)).toBe(AOSE_OK);
    expect(plain(targets)).not.toEqual(before);
    expect([...body].join("")).toBe(xml);
  });

  test("touches nothing when the answer was cut, wherever it was", () => {
    const { targets, read } = make();
    const before = plain(targets);
    for (let length = 0; length < xml.length; length++) {
      expect(read(bodyOf(xml.slice(0, length)))).toBe(AOSE_XML_PARSE_ERROR);
    }
    expect(read(bodyOf())).toBe(AOSE_XML_PARSE_ERROR);
    expect(plain(targets)).toEqual(before);
  });

  test("takes no XML for an error, and another document for one that tells nothing", () => {
    const { targets, read } = make();
    const before = plain(targets);
    expect(read(bodyOf("Invalid"))).toBe(AOSE_XML_PARSE_ERROR);
    expect(plain(targets)).toEqual(before);
    expect(read(bodyOf('<?xml version = "1.0"?>\n<Invalid></Invalid>'))).toBe(AOSE_OK);
    expect(withoutPage(plain(targets))).toEqual(withoutPage(before));
  });

  test("adds to lists that have entries already", () => {
    const { targets, read } = make();
    const lists = Object.values(targets).filter(isList);
    const before = lists.map((list) => [...list]);
    expect(read(bodyOf(xml))).toBe(AOSE_OK);
    expect(read(bodyOf(xml))).toBe(AOSE_OK);
    for (const [i, list] of lists.entries()) {
      const entries = [...list];
      expect(entries.slice(0, before[i]?.length)).toEqual(before[i]);
      const added = entries.length - (before[i]?.length ?? 0);
      expect(added % 2).toBe(0);
    }
  });
});

function listObjects(xml: string): { code: number; found: unknown } {
  const [list, prefixes] = [
    aosList<ReturnType<typeof create.ossCreateListObjectContent>>(),
    aosList<ReturnType<typeof create.ossCreateListObjectCommonPrefix>>(),
  ];
  const [marker, truncated] = [aosString("before"), out<AosBool>()];
  const args = [list, prefixes, marker, truncated] as const;
  const code = object.ossListObjectsParseFromBody(null, bodyOf(xml), ...args);
  const keys = [...list].map(({ key }) => key.data);
  const groups = [...prefixes].map(({ prefix }) => prefix.data);
  return { code, found: { keys, groups, marker: marker.data, truncated: truncated.value } };
}

describe("a list of objects", () => {
  test.each([
    ["true", true],
    ["True", true],
    [" TRUE\n", true],
    ["false", false],
    ["1", false],
    ["yes", false],
    ["truer", false],
    ["", false],
  ])("goes on when IsTruncated is %j: %s", (text, truncated) => {
    const { found } = listObjects(`<L><IsTruncated>${text}</IsTruncated></L>`);
    expect(found).toMatchObject({ truncated });
    expect(listObjects("<L/>").found).toMatchObject({ truncated: false });
  });

  test("forgets the marker of the page before when the answer names none", () => {
    expect(listObjects("<L/>").found).toMatchObject({ marker: "" });
    expect(listObjects("<L><NextMarker/></L>").found).toMatchObject({ marker: "" });
    expect(listObjects("<L><NextMarker> a </NextMarker></L>").found).toMatchObject({
      marker: " a ",
    });
  });

  const page =
    "<NextMarker>a%2Fb+c</NextMarker><Contents><Key>%E4%B8%AD+%2B%25</Key></Contents>" +
    "<CommonPrefixes><Prefix>x%20y%2F</Prefix></CommonPrefixes>";

  test.each(["url", "URL", " url "])("is decoded when its EncodingType is %j", (type) => {
    expect(listObjects(`<L><EncodingType>${type}</EncodingType>${page}</L>`).found).toMatchObject({
      keys: ["中 +%"],
      groups: ["x y/"],
      marker: "a/b c",
    });
  });

  test.each(["", "<EncodingType/>", "<EncodingType>none</EncodingType>"])(
    "is as it was sent with %j",
    (encoding) => {
      expect(listObjects(`<L>${encoding}${page}</L>`).found).toMatchObject({
        keys: ["%E4%B8%AD+%2B%25"],
        groups: ["x%20y%2F"],
        marker: "a%2Fb+c",
      });
    },
  );

  test("keeps a key whole which is no URL encoding, though the answer says so", () => {
    const keys = ["100%", "%zz", "a%4"].map((key) => `<Contents><Key>${key}</Key></Contents>`);
    const xml = `<L><EncodingType>url</EncodingType>${keys.join("")}</L>`;
    expect(listObjects(xml).found).toMatchObject({ keys: ["100%", "%zz", "a%4"] });
  });

  test("is read by path: what stands deeper is of something else", () => {
    const xml =
      "<L><X><IsTruncated>true</IsTruncated><NextMarker>n</NextMarker><Contents/></X>" +
      "<Contents><Owner><Key>of the owner</Key></Owner></Contents></L>";
    expect(listObjects(xml).found).toEqual({
      keys: [""],
      groups: [],
      marker: "",
      truncated: false,
    });
  });
});

test("the keys of uploads are decoded when the answer says so, their ids are not", () => {
  const list = aosList<ReturnType<typeof create.ossCreateListMultipartUploadContent>>();
  const [key, id, truncated] = [aosString(), aosString(), out<AosBool>()];
  const xml =
    "<L><EncodingType>url</EncodingType><NextKeyMarker>a%2Fb</NextKeyMarker>" +
    "<NextUploadIdMarker>a%2Fb</NextUploadIdMarker>" +
    "<Upload><Key>c%2Fd</Key><UploadId>c%2Fd</UploadId></Upload></L>";
  multipart.ossListMultipartUploadsParseFromBody(null, bodyOf(xml), list, key, id, truncated);
  expect([key.data, id.data]).toEqual(["a/b", "a%2Fb"]);
  expect([...list].map((upload) => [upload.key.data, upload.uploadId.data])).toEqual([
    ["c/d", "c%2Fd"],
  ]);
});

test("a bucket's storage class is that of the answer, though it has none", () => {
  const info = create.ossCreateBucketInfo(null);
  info.storageClass.assign("IA");
  info.location.assign("before");
  expect(bucket.ossGetBucketInfoParseFromBody(null, bodyOf("<B><Bucket/></B>"), info)).toBe(
    AOSE_OK,
  );
  expect([info.storageClass.data, info.location.data]).toEqual(["", "before"]);
});

test("the deleted keys are decoded when the answer says that they are encoded", () => {
  const read = (encoding: string): string[] => {
    const list = aosList<ReturnType<typeof create.ossCreateOssObjectKey>>();
    const xml = `<D>${encoding}<Deleted><Key>a%2Fb</Key></Deleted></D>`;
    expect(object.ossDeleteObjectsParseFromBody(null, bodyOf(xml), list)).toBe(AOSE_OK);
    return [...list].map(({ key }) => key.data);
  };
  expect(read("<EncodingType>url</EncodingType>")).toEqual(["a/b"]);
  expect(read("")).toEqual(["a%2Fb"]);
});

test("a capacity beyond 2^53 is the nearest number that stands for an integer", () => {
  for (const [text, value] of [
    ["9007199254740993", Number.MAX_SAFE_INTEGER],
    ["99999999999999999999", Number.MAX_SAFE_INTEGER],
    ["-99999999999999999999", -Number.MAX_SAFE_INTEGER],
    ["-1", -1],
    ["x", 0],
  ] as const) {
    const capacity = out(7);
    const xml = `<B><StorageCapacity>${text}</StorageCapacity></B>`;
    bucket.ossStorageCapacityParseFromBody(null, bodyOf(xml), capacity);
    expect(capacity.value).toBe(value);
  }
});
