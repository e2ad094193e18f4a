import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AOSE_OK, AOSE_XML_PARSE_ERROR } from "../../../src/aos/define.js";
import { AosString, aosString } from "../../../src/aos/string.js";
import {
  OSS_CP_UPLOAD,
  OSS_MAX_PART_NUM,
  type OssCheckpoint,
  type OssCheckpointPart,
} from "../../../src/oss/define.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import {
  ossBuildCheckpointXml,
  ossCheckpointParseFromBody,
  ossSealCheckpointXml,
} from "../../../src/oss/xml/checkpoint.js";
import { readXml, textAt, type XmlElement } from "../../conformance/xml.js";

function partOf(index: number, etag = "", crc64 = 0n): OssCheckpointPart {
  return {
    index,
    offset: index * 100,
    size: 100,
    completed: etag !== "",
    etag: aosString(etag),
    crc64,
  };
}

function uploadOf(parts: OssCheckpointPart[]): OssCheckpoint {
  const checkpoint = ossCreateCheckpointContent(null);
  checkpoint.cpType = OSS_CP_UPLOAD;
  checkpoint.filePath.data = "/data/中文 & <file>.bin";
  checkpoint.fileSize = 1234;
  checkpoint.fileLastModified = 1_760_000_000_123_456;
  checkpoint.uploadId.data = "0004B9894A22E5B1888A1E29F8236E2D";
  checkpoint.partNum = parts.length;
  checkpoint.partSize = 100;
  checkpoint.parts = parts;
  checkpoint.target = { endpoint: "https://oss.example", bucket: "b", key: "<k> 中" };
  return checkpoint;
}

const upload = uploadOf([partOf(0, '"A"', 18446744073709551615n), partOf(1), partOf(2, "e'2", 7n)]);

function plain(value: unknown): unknown {
  if (value instanceof AosString) return value.data;
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

function parsed(xml: string | Uint8Array): { code: number; checkpoint: OssCheckpoint } {
  const checkpoint = ossCreateCheckpointContent(null);
  return { code: ossCheckpointParseFromBody(null, xml, checkpoint), checkpoint };
}

/** The first element of that name anywhere below, in the document's order: mxmlFindElement. */
function anywhere(element: XmlElement | null, name: string): XmlElement | null {
  for (const child of element?.children ?? []) {
    const found = child.name === name ? child : anywhere(child, name);
    if (found !== null) return found;
  }
  return null;
}

describe("a checkpoint's XML", () => {
  test("is read as what was written, with what binds it", () => {
    const { code, checkpoint } = parsed(ossBuildCheckpointXml(null, upload));
    expect(code).toBe(AOSE_OK);
    expect(plain(checkpoint)).toEqual(plain(upload));
  });

  test("is what C writes when nothing binds it", () => {
    const { target, ...unbound } = upload;
    expect(target).toBeDefined();
    expect(ossBuildCheckpointXml(null, { ...unbound, parts: [], partNum: 0 })).toBe(
      '<?xml version="1.0" encoding="utf-8"?><Checkpoint><MD5></MD5><Type>1</Type><LocalFile>' +
        "<Path>/data/中文 &amp; &lt;file&gt;.bin</Path><Size>1234</Size>" +
        "<LastModified>1760000000123456</LastModified><MD5></MD5></LocalFile><Object><Key></Key>" +
        "<Size>0</Size><LastModified></LastModified><ETag></ETag></Object>" +
        "<UploadId>0004B9894A22E5B1888A1E29F8236E2D</UploadId><CPParts><Number>0</Number>" +
        "<Size>100</Size><Parts /></CPParts></Checkpoint>\n",
    );
  });

  test("is still taken by C's reader, which looks for elements at any depth", () => {
    const root = readXml(ossSealCheckpointXml(ossBuildCheckpointXml(null, upload)));
    const text = (from: XmlElement | null, name: string): string | undefined =>
      anywhere(from, name)?.text;
    const [file, object, parts] = ["LocalFile", "Object", "CPParts"].map((name) =>
      anywhere(root, name),
    );
    expect(text(root, "Type")).toBe("1");
    expect(text(file ?? null, "Path")).toBe(upload.filePath.data);
    expect(text(file ?? null, "Size")).toBe("1234");
    expect(text(object ?? null, "Key")).toBe("");
    expect(text(object ?? null, "ETag")).toBe("");
    expect(text(root, "UploadId")).toBe(upload.uploadId.data);
    expect(text(parts ?? null, "Number")).toBe("3");
    expect(text(parts ?? null, "Size")).toBe("100");
    const found = anywhere(parts ?? null, "Parts")?.children ?? [];
    expect(found.map((part) => [part.name, textAt(part, "Part/ETag")])).toEqual([
      ["Part", '"A"'],
      ["Part", ""],
      ["Part", "e'2"],
    ]);
    // What is added stands behind everything that C looks for.
    expect(root?.children.at(-1)?.name).toBe("Target");
  });

  test("leaves the fields of elements that are missing or empty", () => {
    const checkpoint = uploadOf([partOf(0)]);
    const before = plain(checkpoint);
    const xml = "<Checkpoint><Type/><LocalFile><Path></Path></LocalFile><Object/></Checkpoint>";
    expect(ossCheckpointParseFromBody(null, xml, checkpoint)).toBe(AOSE_OK);
    expect(plain(checkpoint)).toEqual(before);
  });

  test("binds to nothing that its target leaves out, and keeps the size of parts if it tells none", () => {
    const checkpoint = uploadOf([]);
    const xml =
      "<Checkpoint><Target/><CPParts><Number>0</Number><Parts></Parts></CPParts></Checkpoint>";
    expect(ossCheckpointParseFromBody(null, xml, checkpoint)).toBe(AOSE_OK);
    expect(checkpoint.target).toEqual({ endpoint: "", bucket: "", key: "" });
    expect(checkpoint.partSize).toBe(100);
  });

  test("takes parts in any order, and puts each at its own place", () => {
    const shuffled = uploadOf([partOf(2, "c"), partOf(0, "a"), partOf(1, "b")]);
    const { code, checkpoint } = parsed(ossBuildCheckpointXml(null, shuffled));
    expect(code).toBe(AOSE_OK);
    expect(checkpoint.parts.map(({ index, etag }) => [index, etag.data])).toEqual([
      [0, "a"],
      [1, "b"],
      [2, "c"],
    ]);
  });

  test("of as many parts as an upload may have is read", () => {
    const parts = Array.from({ length: OSS_MAX_PART_NUM }, (_, i) => partOf(i, '"e"', BigInt(i)));
    const { code, checkpoint } = parsed(ossBuildCheckpointXml(null, uploadOf(parts)));
    expect(code).toBe(AOSE_OK);
    expect(checkpoint.parts.length).toBe(OSS_MAX_PART_NUM);
    expect(checkpoint.parts.at(-1)?.crc64).toBe(9999n);
    const more = uploadOf([...parts, partOf(OSS_MAX_PART_NUM)]);
    expect(parsed(ossBuildCheckpointXml(null, more)).code).toBe(AOSE_XML_PARSE_ERROR);
  });
});

describe("a checkpoint is refused, and nothing is touched,", () => {
  function expectRefused(xml: string | Uint8Array): void {
    const checkpoint = uploadOf([partOf(0, "kept")]);
    const before = plain(checkpoint);
    expect(ossCheckpointParseFromBody(null, xml, checkpoint)).toBe(AOSE_XML_PARSE_ERROR);
    expect(plain(checkpoint)).toEqual(before);
  }

  function withParts(number: string, ...indexes: string[]): string {
    const parts = indexes.map((index) => `<Part><Index>${index}</Index></Part>`);
    return (
      "<Checkpoint><Type>2</Type><CPParts>" +
      `<Number>${number}</Number><Parts>${parts.join("")}</Parts></CPParts></Checkpoint>`
    );
  }

  test.each([
    ["fewer parts than it says", withParts("2", "0")],
    ["more parts than it says", withParts("1", "0", "1")],
    ["none of the parts that it says", withParts("3")],
    ["no number of parts", withParts("", "0")],
    ["a negative number", withParts("-1")],
    ["a huge number", withParts("2000000000", "0")],
    ["a number that wraps", withParts("4294967297", "0", "0")],
    ["no number at all", withParts("NaN", "0")],
    ["a part twice", withParts("2", "0", "0")],
    ["a gap", withParts("2", "0", "2")],
    ["a negative index", withParts("1", "-1")],
    ["a huge index", withParts("2", "0", "2000000000")],
    ["an index that wraps", withParts("2", "0", "9223372036854775808")],
    ["a part without an index", withParts("2", "1", "")],
    ["no parts where C has them", "<C><CPParts><Number>1</Number></CPParts></C>"],
    ["nothing", ""],
    ["no XML", "not a checkpoint"],
    ["bytes that are no text", Buffer.from([0, 255, 1, 128])],
  ])("for %s", (_, xml) => {
    expectRefused(xml);
  });

  test("wherever the file was cut", () => {
    const xml = Buffer.from(ossSealCheckpointXml(ossBuildCheckpointXml(null, upload)));
    // Without its last line feed it is whole.
    for (let length = 0; length < xml.length - 1; length++) expectRefused(xml.subarray(0, length));
  });

  test("and no damage to the file throws, or makes parts that are not there", () => {
    const xml = Buffer.from(ossBuildCheckpointXml(null, upload));
    fc.assert(
      fc.property(fc.nat(xml.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(xml);
        damaged[at] = byte;
        const { code, checkpoint } = parsed(damaged);
        if (code !== AOSE_OK) return;
        expect(checkpoint.partNum).toBe(checkpoint.parts.length);
        expect(checkpoint.parts.map(({ index }) => index)).toEqual(
          checkpoint.parts.map((_, i) => i),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a sealed checkpoint", () => {
  const sealed = ossSealCheckpointXml(ossBuildCheckpointXml(null, upload));

  test("has the MD5 of the text whose MD5 is empty", () => {
    const md5 = createHash("md5").update(ossBuildCheckpointXml(null, upload)).digest("hex");
    expect(parsed(sealed).checkpoint.md5.data).toBe(md5);
    expect(sealed).toBe(
      ossBuildCheckpointXml(null, upload).replace("<MD5></MD5>", `<MD5>${md5}</MD5>`),
    );
  });

  test("stays the same when it is sealed again, also after it was read and written", () => {
    expect(ossSealCheckpointXml(sealed)).toBe(sealed);
    const { checkpoint } = parsed(sealed);
    expect(ossSealCheckpointXml(ossBuildCheckpointXml(null, checkpoint))).toBe(sealed);
  });

  test("shows each change of a field", () => {
    const changes: ((checkpoint: OssCheckpoint) => void)[] = [
      (c) => (c.cpType = 2),
      (c) => (c.filePath.data += "x"),
      (c) => (c.fileMd5.data = "x"),
      (c) => c.fileSize++,
      (c) => c.fileLastModified++,
      (c) => (c.objectName.data = "k"),
      (c) => (c.uploadId.data = "another"),
      (c) => c.partSize++,
      (c) => c.parts[1]?.etag.assign("forged"),
      (c) => (c.target = { endpoint: "e", bucket: "another", key: "k" }),
      (c) => delete c.target,
    ];
    for (const change of changes) {
      const { checkpoint } = parsed(sealed);
      change(checkpoint);
      const xml = ossBuildCheckpointXml(null, checkpoint);
      expect(ossSealCheckpointXml(xml)).not.toBe(xml);
    }
  });
});
