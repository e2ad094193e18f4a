import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AOSE_SERVICE_ERROR, AOSE_XML_PARSE_ERROR } from "../../src/aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../../src/aos/list.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossDeleteObjects, ossDeleteObjectsByPrefix } from "../../src/oss/api/delete_objects.js";
import type { OssObjectKey } from "../../src/oss/define.js";
import { ossCreateOssObjectKey } from "../../src/oss/util/create.js";
import { useAnswers } from "../support/answers.js";

const server = useAnswers();

function keys(...names: readonly string[]): AosList<OssObjectKey> {
  const list = aosList<OssObjectKey>();
  for (const name of names) {
    const objectKey = ossCreateOssObjectKey(null);
    aosStrSet(objectKey.key, name);
    aosListAddTail(objectKey, list);
  }
  return list;
}

function namesIn(list: Iterable<OssObjectKey>): string[] {
  return [...list].map(({ key }) => key.data);
}

describe("deleting many objects", () => {
  test("sends their names with the right Content-MD5", async () => {
    const { options, seen } = server();
    const list = keys("a", "b & <c>");
    const s = await ossDeleteObjects(options, "bucket", list, true, null, null);
    expect(s.code).toBe(200);
    const [request] = seen;
    expect(`${request?.method} ${request?.target}`).toBe("POST /bucket?delete");
    expect(request?.body.toString()).toBe(
      '<?xml version="1.0" encoding="utf-8"?><Delete><Quiet>true</Quiet><Object><Key>a</Key></Object>' +
        "<Object><Key>b &amp; &lt;c&gt;</Key></Object></Delete>\n",
    );
    const md5 = createHash("md5")
      .update(request?.body ?? "")
      .digest("base64");
    expect(request?.headers.get("content-md5")).toBe(md5);
    expect(namesIn(list)).toEqual(["a", "b & <c>"]);
  });

  test("tells what was deleted, behind what the list holds", async () => {
    const { options } = server();
    const body =
      "<DeleteResult><Deleted><Key>a%2F</Key></Deleted><Error><Key>b</Key></Error></DeleteResult>";
    server().answer({ body });
    const deleted = keys("before");
    const s = await ossDeleteObjects(options, "bucket", keys("a%2F", "b"), false, null, deleted);
    expect(s.code).toBe(200);
    expect(namesIn(deleted)).toEqual(["before", "a%2F"]);
  });

  test("reads no answer when it should be quiet, and needs a whole one otherwise", async () => {
    const { options } = server();
    server().answer({ body: "<DeleteResult>" });
    const deleted = keys();
    expect((await ossDeleteObjects(options, "bucket", keys("a"), true, null, deleted)).code).toBe(
      200,
    );
    const s = await ossDeleteObjects(options, "bucket", keys("a"), false, null, deleted);
    expect(s.code).toBe(AOSE_XML_PARSE_ERROR);
    expect(namesIn(deleted)).toEqual([]);
  });
});

function page(names: readonly string[], isTruncated: boolean, next?: string): string {
  const contents = names.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
  const marker = next === undefined ? "" : `<NextMarker>${next}</NextMarker>`;
  return `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${marker}${contents}</ListBucketResult>`;
}

const refusal = (key: string, code: string): string =>
  `<DeleteResult><Error><Key>${key}</Key><Code>${code}</Code><Message>no</Message></Error></DeleteResult>`;

/** What was asked for, in short: the marker of a list, the keys of a deletion. */
function asked(): string[] {
  return server().seen.map(({ method, target, body }) =>
    method === "GET"
      ? `list ${/marker=?([^&]*)/.exec(target)?.[1] ?? ""}`
      : `delete ${[...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key).join()}`,
  );
}

describe("deleting by prefix", () => {
  test("goes on page by page, also over an empty one and without a NextMarker", async () => {
    const { options, seen } = server();
    server().answer(
      { body: page(["p/1", "p/2"], true, "p/2") },
      {},
      { body: page([], true, "p/5") },
      { body: page(["p/6"], true) },
      {},
      { body: page(["p/7"], false) },
      {},
    );
    const s = await ossDeleteObjectsByPrefix(options, "bucket", "p/");
    expect(s).toMatchObject({ code: 200, reqId: "68E778C0003A1B2C3031400000" });
    expect(asked()).toEqual([
      "list ",
      "delete p/1,p/2",
      "list p%2F2",
      "list p%2F5",
      "delete p/6",
      "list p%2F6",
      "delete p/7",
    ]);
    expect(seen[0]?.target).toContain("prefix=p%2F&");
  });

  test("answers the list's status when there is nothing", async () => {
    const { options } = server();
    server().answer({ body: page([], false) });
    expect((await ossDeleteObjectsByPrefix(options, "bucket", null)).code).toBe(200);
    expect(asked()).toEqual(["list "]);
  });

  test("deletes what it can, and names the first object that was refused", async () => {
    const { options } = server();
    server().answer(
      { body: page(["a", "b"], true, "b") },
      { body: refusal("b", "AccessDenied") },
      { body: page(["c"], false) },
      { body: refusal("c", "Other") },
    );
    const s = await ossDeleteObjectsByPrefix(options, "bucket", "");
    expect(s).toMatchObject({
      code: AOSE_SERVICE_ERROR,
      errorCode: "AccessDenied",
      errorMsg: "b: no",
      reqId: "68E778C0003A1B2C3031400000",
    });
    expect(asked()).toEqual(["list ", "delete a,b", "list b", "delete c"]);
  });

  test("tells of a refusal what the service tells of it", async () => {
    const { options } = server();
    const refused = "<DeleteResult><Error></Error></DeleteResult>";
    server().answer({ body: page(["a"], false) }, { body: refused });
    expect(await ossDeleteObjectsByPrefix(options, "bucket", "")).toMatchObject({
      code: AOSE_SERVICE_ERROR,
      errorCode: "",
      errorMsg: ": it was not deleted",
    });
  });

  test.each([
    ["the first list", [{ status: 403 }], 403, 1],
    ["a deletion", [{ body: page(["a"], true, "a") }, { status: 403 }], 403, 2],
    ["a later list", [{ body: page(["a"], true, "a") }, {}, { status: 503 }], 503, 3],
    ["a list that can't be read", [{ body: "<List" }], AOSE_XML_PARSE_ERROR, 1],
  ])("ends when %s fails", async (_, answers, code, requests) => {
    const { options, seen } = server();
    server().answer(...answers);
    expect((await ossDeleteObjectsByPrefix(options, "bucket", "")).code).toBe(code);
    expect(seen.length).toBe(requests);
  });

  test.each([
    ["the same NextMarker again", page(["a"], true, "a")],
    ["an earlier NextMarker", page(["b"], true, "A")],
    ["neither keys nor a NextMarker", page([], true)],
  ])("ends with an error at %s, instead of asking for ever", async (_, again) => {
    const { options, seen } = server();
    server().answer({ body: page(["a"], true, "a") }, {}, { body: again }, {}, { body: again });
    const s = await ossDeleteObjectsByPrefix(options, "bucket", "");
    expect(s).toMatchObject({ code: AOSE_SERVICE_ERROR, errorCode: "ServerError" });
    expect(seen.length).toBeLessThan(5);
  });
});
