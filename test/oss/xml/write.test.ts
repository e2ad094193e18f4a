import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { type AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import { aosString } from "../../../src/aos/string.js";
import {
  OSS_STORAGE_CLASS_BUTT,
  OSS_STORAGE_CLASS_IA,
  OSS_TIER_BULK,
  type OssTierType,
} from "../../../src/oss/define.js";
import * as create from "../../../src/oss/util/create.js";
import * as createParams from "../../../src/oss/util/create_params.js";
import { buildBucketStorageClass, buildCorsRuleBody } from "../../../src/oss/xml/bucket.js";
import { buildLifecycleXml } from "../../../src/oss/xml/lifecycle.js";
import { buildCompleteMultipartUploadBody } from "../../../src/oss/xml/multipart.js";
import { buildDeleteObjectsBody, ossBuildRestoreObjectBody } from "../../../src/oss/xml/object.js";
import {
  ossBuildCreateSelectObjectMetaBody,
  ossBuildSelectObjectBody,
} from "../../../src/oss/xml/select.js";
import { buildObjectTaggingBody } from "../../../src/oss/xml/tagging.js";
import { elementsAt, readXml, textAt } from "../../conformance/xml.js";

/** A body with something in it, which a writer must replace. */
function usedBody(): AosList<AosBuf> {
  const body = aosList<AosBuf>();
  aosListAddTail(aosBufPack(null, "of the last request"), body);
  return body;
}

function listOf<T extends object>(...entries: T[]): AosList<T> {
  const list = aosList<T>();
  for (const entry of entries) aosListAddTail(entry, list);
  return list;
}

/** Texts of every character that XML has; a carriage return would be a line feed for other readers. */
const text = fc
  .oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant("x".repeat(3000)))
  .map((s) => s.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/gu, "?"));

describe("what is written", () => {
  test("replaces what the body held", () => {
    const body = usedBody();
    buildObjectTaggingBody(null, aosList(), body);
    expect([...body].join("|")).toBe(
      '<?xml version="1.0" encoding="utf-8"?><Tagging><TagSet /></Tagging>\n',
    );
  });

  test("is left alone when there is nothing to write", () => {
    const body = usedBody();
    buildBucketStorageClass(null, OSS_STORAGE_CLASS_BUTT, body);
    const unknown: { tier: OssTierType } = { tier: OSS_TIER_BULK };
    Reflect.set(unknown, "tier", 9);
    ossBuildRestoreObjectBody(null, unknown.tier, 1, body);
    expect([...body].join("|")).toBe("of the last request");
    buildBucketStorageClass(null, OSS_STORAGE_CLASS_IA, body);
    expect([...body].join("|")).toContain("<StorageClass>IA</StorageClass>");
  });

  test("holds each text whole, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (pairs) => {
        const body = usedBody();
        const tags = pairs.map(([key, value]) => ({
          key: aosString(key),
          value: aosString(value),
        }));
        buildObjectTaggingBody(null, listOf(...tags), body);
        const root = readXml([...body].join(""));
        const read = elementsAt(root, "Tagging/TagSet/Tag").map((tag) => [
          textAt(tag, "Tag/Key"),
          textAt(tag, "Tag/Value"),
        ]);
        expect(read).toEqual(pairs);
      }),
    );
  });

  test("has carriage returns as references", () => {
    const body = usedBody();
    buildObjectTaggingBody(null, listOf({ key: aosString("a\r\n"), value: aosString("") }), body);
    expect([...body].join("")).toContain("<Key>a&#13;\n</Key>");
  });

  test("names every object to delete and every part to join, in their order", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.boolean(), (keys, isQuiet) => {
        const body = usedBody();
        buildDeleteObjectsBody(
          null,
          listOf(...keys.map((key) => ({ key: aosString(key) }))),
          isQuiet,
          body,
        );
        const root = readXml([...body].join(""));
        expect(textAt(root, "Delete/Quiet")).toBe(String(isQuiet));
        expect(elementsAt(root, "Delete/Object").map((o) => textAt(o, "Object/Key"))).toEqual(keys);

        const parts = keys.map((etag, i) => ({
          partNumber: aosString(String(i + 1)),
          etag: aosString(etag),
        }));
        buildCompleteMultipartUploadBody(null, listOf(...parts), body);
        const complete = readXml([...body].join(""));
        const etags = elementsAt(complete, "CompleteMultipartUpload/Part").map((part) => [
          textAt(part, "Part/PartNumber"),
          textAt(part, "Part/ETag"),
        ]);
        expect(etags).toEqual(keys.map((etag, i) => [String(i + 1), etag]));
      }),
    );
  });

  test("has a long SQL expression whole", () => {
    const expression = `select ${"很长".repeat(2000)} from ossobject`;
    const body = usedBody();
    ossBuildSelectObjectBody(
      null,
      expression,
      createParams.ossCreateSelectObjectParams(null),
      body,
    );
    const encoded = textAt(readXml([...body].join("")), "SelectRequest/Expression");
    expect(Buffer.from(encoded, "base64").toString()).toBe(expression);
  });

  test("is nothing when the parameters of a select are NULL", () => {
    const params = createParams.ossCreateSelectObjectParams(null);
    const writers = [
      (body: AosList<AosBuf>): void => {
        ossBuildSelectObjectBody(null, "select", null, body);
      },
      (body: AosList<AosBuf>): void => {
        ossBuildSelectObjectBody(null, null, params, body);
      },
      (body: AosList<AosBuf>): void => {
        ossBuildCreateSelectObjectMetaBody(null, null, body);
      },
    ];
    for (const write of writers) {
      const body = usedBody();
      write(body);
      expect([...body]).toEqual([]);
    }
  });

  test("leaves out what a rule does not set", () => {
    const rule = create.ossCreateLifecycleRuleContent(null);
    rule.date.data = "2026-01-01T00:00:00.000Z";
    rule.createdBeforeDate.data = "2025-01-01T00:00:00.000Z";
    const expiration = (): string | undefined =>
      /<Expiration.*?<Tag|<Expiration.*<\/Rule>/.exec(buildLifecycleXml(null, listOf(rule)))?.[0];
    expect(expiration()).toBe(
      "<Expiration><Date>2026-01-01T00:00:00.000Z</Date></Expiration></Rule>",
    );
    rule.days = 3;
    expect(expiration()).toBe("<Expiration><Days>3</Days></Expiration></Rule>");
    rule.abortMultipartUploadDt.days = 1;
    expect(expiration()).toBe(
      "<Expiration><Days>3</Days></Expiration>" +
        "<AbortMultipartUpload><Days>1</Days></AbortMultipartUpload></Rule>",
    );
  });

  test("does not change what the caller gave", () => {
    const rule = {
      allowedOriginList: listOf({ rule: aosString("*") }),
      allowedMethodList: listOf({ rule: aosString("GET") }),
      allowedHeadList: aosList<{ rule: ReturnType<typeof aosString> }>(),
      exposeHeadList: aosList<{ rule: ReturnType<typeof aosString> }>(),
      maxAgeSeconds: 5,
    };
    const rules = listOf(rule);
    const [first, second] = [usedBody(), usedBody()];
    buildCorsRuleBody(null, rules, first);
    buildCorsRuleBody(null, rules, second);
    expect([...first].join("")).toBe([...second].join(""));
    expect([...first].join("")).toContain(
      "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>5<",
    );
  });
});
