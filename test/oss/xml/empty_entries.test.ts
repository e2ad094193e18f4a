/** Entries of lists that have none of their elements. */

import { expect, test } from "vitest";
import { aosBufPack } from "../../../src/aos/buf.js";
import { AOSE_OK } from "../../../src/aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { AosString, aosString } from "../../../src/aos/string.js";
import * as create from "../../../src/oss/util/create.js";
import * as createParams from "../../../src/oss/util/create_params.js";
import * as bucket from "../../../src/oss/xml/bucket.js";
import * as lifecycle from "../../../src/oss/xml/lifecycle.js";
import * as live from "../../../src/oss/xml/live.js";
import * as multipart from "../../../src/oss/xml/multipart.js";
import * as object from "../../../src/oss/xml/object.js";
import * as tagging from "../../../src/oss/xml/tagging.js";

type Body = Parameters<typeof bucket.ossAclParseFromBody>[1];

function bodyOf(xml: string): Body {
  const body: Body = aosList();
  aosListAddTail(aosBufPack(null, `<?xml version = "1.0" encoding = "UTF-8"?>\n${xml}`), body);
  return body;
}

const cases: Record<string, [xml: string, read: (body: Body) => [number, AosList<object>]]> = {
  "a list of buckets": [
    "<L><Buckets><Bucket></Bucket></Buckets></L>",
    (body) => {
      const params = createParams.ossCreateListBucketsParams(null);
      return [bucket.ossListBucketsParseFromBody(null, body, params), params.bucketList];
    },
  ],
  "a list of objects": [
    "<L><Contents></Contents></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateListObjectContent>>();
      const [none, marker] = [aosList<never>(), aosString()];
      return [object.ossListObjectsParseFromBody(null, body, list, none, marker, out(false)), list];
    },
  ],
  "a list of common prefixes": [
    "<L><CommonPrefixes></CommonPrefixes></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateListObjectCommonPrefix>>();
      const [none, marker] = [aosList<never>(), aosString()];
      return [object.ossListObjectsParseFromBody(null, body, none, list, marker, out(false)), list];
    },
  ],
  "a list of parts": [
    "<L><Part></Part></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateListPartContent>>();
      return [multipart.ossListPartsParseFromBody(null, body, list, aosString(), out(false)), list];
    },
  ],
  "a list of uploads": [
    "<L><Upload></Upload></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateListMultipartUploadContent>>();
      const [key, id] = [aosString(), aosString()];
      return [
        multipart.ossListMultipartUploadsParseFromBody(null, body, list, key, id, out(false)),
        list,
      ];
    },
  ],
  "CORS rules": [
    "<C><CORSRule></CORSRule></C>",
    (body) => {
      const list = aosList<NonNullable<ReturnType<typeof create.ossCreateCorsRule>>>();
      return [bucket.ossGetBucketCorsParseFromBody(aosPoolCreate(null), body, list), list];
    },
  ],
  "lifecycle rules": [
    "<L><Rule></Rule></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateLifecycleRuleContent>>();
      return [lifecycle.ossLifecycleRulesParseFromBody(null, body, list), list];
    },
  ],
  "what was deleted": [
    "<D><Deleted></Deleted></D>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateOssObjectKey>>();
      return [object.ossDeleteObjectsParseFromBody(null, body, list), list];
    },
  ],
  tags: [
    "<T><TagSet><Tag></Tag></TagSet></T>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateTagContent>>();
      return [tagging.ossGetTaggingParseFromBody(null, body, list), list];
    },
  ],
  "live records": [
    "<L><LiveRecord></LiveRecord></L>",
    (body) => {
      const list = aosList<ReturnType<typeof create.ossCreateLiveRecordContent>>();
      return [live.ossLiveChannelHistoryParseFromBody(null, body, list), list];
    },
  ],
};

test.each(Object.entries(cases))("in %s have empty texts", (_, [xml, read]) => {
  const [code, list] = read(bodyOf(xml));
  expect(code).toBe(AOSE_OK);
  expect([...list]).toHaveLength(1);
  const texts = Object.values(list.first ?? {}).filter((value) => value instanceof AosString);
  expect(texts.map(({ data }) => data).join("")).toBe("");
});
