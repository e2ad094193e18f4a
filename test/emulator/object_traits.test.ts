/** What is kept with an object: ACL, tags, storage class and its thawing; and symbol links. */

import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { beginUpload, put, type RawAnswer, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
let now = Date.now();
const emulator = useEmulator({ clock: () => now, maxSkew: Infinity, restoreTime: 60_000 });

async function answer(
  method: string,
  target: string,
  more: Partial<RawRequest> = {},
): Promise<RawAnswer> {
  return await send(emulator(), { method, target: `${bucket}/${target}`, ...more });
}

function outcome(got: RawAnswer): unknown[] {
  return [got.status, got.element("Code")];
}

describe("the ACL of an object", () => {
  test("is shown, changed, and holds", async () => {
    await put(emulator(), "x", "hello");
    expect((await answer("GET", "x?acl")).element("Grant")).toBe("default");
    const headers = { "x-oss-object-acl": "public-read" };
    expect((await answer("PUT", "x?acl", { headers })).status).toBe(200);
    expect((await answer("GET", "x?acl")).element("Grant")).toBe("public-read");
    const got = await answer("GET", "x", { signed: false });
    expect([got.status, String(got.body)]).toEqual([200, "hello"]);
  });

  test("is refused when it is none, or there is no object", async () => {
    expect(outcome(await answer("GET", "x?acl"))).toEqual([404, "NoSuchKey"]);
    await put(emulator(), "x", "");
    expect(outcome(await answer("PUT", "x?acl"))).toEqual([400, "MissingArgument"]);
    const headers = { "x-oss-object-acl": "x" };
    expect(outcome(await answer("PUT", "x?acl", { headers }))).toEqual([400, "InvalidArgument"]);
  });
});

describe("somebody without a signature", () => {
  const secret = { "x-oss-object-acl": "private" };

  beforeEach(async () => {
    const headers = { "x-oss-acl": "public-read-write" };
    await send(emulator(), { method: "PUT", target: `${bucket}?acl`, headers });
    await put(emulator(), "secret", "hello", secret);
  });

  test("does not read through a symbol link what is private", async () => {
    await answer("PUT", "link?symlink", { headers: { "x-oss-symlink-target": "secret" } });
    for (const method of ["GET", "HEAD"]) {
      const read = await answer(method, "link", { signed: false });
      expect(outcome(read)).toEqual([403, "AccessDenied"]);
    }
    const link = await answer("GET", "link?symlink", { signed: false });
    expect(link.headers["x-oss-symlink-target"]).toBe("secret");
  });

  test("does not copy what is private", async () => {
    const headers = { "x-oss-copy-source": `${bucket}/secret` };
    const copied = await answer("PUT", "copy", { headers, signed: false });
    expect(outcome(copied)).toEqual([403, "AccessDenied"]);
    const uploadId = await beginUpload(emulator(), "copy");
    const target = `copy?partNumber=1&uploadId=${uploadId}`;
    const part = await answer("PUT", target, { headers, signed: false });
    expect(outcome(part)).toEqual([403, "AccessDenied"]);
  });

  test("does not delete what is private", async () => {
    const one = await answer("DELETE", "secret", { signed: false });
    expect(outcome(one)).toEqual([403, "AccessDenied"]);
    await put(emulator(), "open", "hello");
    const body = `<Delete><Object><Key>open</Key></Object><Object><Key>secret</Key></Object></Delete>`;
    const request = { method: "POST", target: `${bucket}?delete`, body, signed: false };
    expect(outcome(await send(emulator(), request))).toEqual([403, "AccessDenied"]);
    expect((await answer("GET", "open")).status).toBe(200);
    expect((await answer("GET", "secret")).status).toBe(200);
  });
});

describe("the encryption of an object", () => {
  const name = "x-oss-server-side-encryption";

  test("is answered by all that make it or show it", async () => {
    const headers = { [name]: "AES256" };
    const begun = await answer("POST", "big?uploads", { headers });
    const uploadId = begun.element("UploadId") ?? "";
    const all = { "x-oss-complete-all": "yes" };
    const source = { ...headers, "x-oss-copy-source": `${bucket}/x` };
    const answers = [
      begun,
      await answer("PUT", `big?partNumber=1&uploadId=${uploadId}`, { body: "part" }),
      await answer("POST", `big?uploadId=${uploadId}`, { headers: all }),
      await answer("HEAD", "big"),
      await put(emulator(), "x", "hello", headers),
      await answer("PUT", "copy", { headers: source }),
      await answer("GET", "copy"),
      await answer("POST", "log?append&position=0", { body: "a", headers }),
      await answer("POST", "log?append&position=1", { body: "b" }),
    ];
    expect(answers.map((one) => one.headers[name])).toEqual(answers.map(() => "AES256"));
  });

  test("is refused when it is none", async () => {
    const refused = await answer("PUT", "x", { headers: { [name]: "ROT13" } });
    expect(outcome(refused)).toEqual([400, "InvalidEncryptionAlgorithmError"]);
  });
});

describe("a symbol link", () => {
  const link = (target: string, more: Readonly<Record<string, string>> = {}): Promise<RawAnswer> =>
    answer("PUT", "link?symlink", { headers: { "x-oss-symlink-target": target, ...more } });

  test("shows its target, and the target's content", async () => {
    await answer("PUT", "dir/%E7%9B%AE%E6%A0%87", {
      resource: `${bucket}/${Buffer.from("dir/目标").toString("latin1")}`,
      body: "hello",
      headers: { "x-oss-meta-a": "target", "x-oss-storage-class": "IA" },
    });
    const made = await link("dir/%E7%9B%AE%E6%A0%87", { "x-oss-meta-a": "link" });
    expect(made.status).toBe(200);
    const shown = await answer("GET", "link?symlink");
    expect(shown.headers["x-oss-symlink-target"]).toBe("dir/%E7%9B%AE%E6%A0%87");
    const got = await answer("GET", "link");
    expect(String(got.body)).toBe("hello");
    expect(got.headers).toMatchObject({
      "x-oss-meta-a": "link",
      "x-oss-object-type": "Symlink",
      "x-oss-storage-class": "IA",
      etag: `"${createHash("md5").update("hello").digest("hex").toUpperCase()}"`,
    });
    expect((await answer("HEAD", "link")).headers["content-length"]).toBe("5");
    expect((await answer("HEAD", "link?objectMeta")).headers["content-length"]).toBe("0");
    const listed = await send(emulator(), { target: `${bucket}?prefix=link`, resource: bucket });
    expect(listed.element("Type")).toBe("Symlink");
  });

  test("may point to what is not there, until it is read", async () => {
    expect((await link("nowhere")).status).toBe(200);
    expect(outcome(await answer("GET", "link"))).toEqual([404, "NoSuchSymlinkTarget"]);
    expect(outcome(await answer("HEAD", "link"))).toEqual([404, "NoSuchSymlinkTarget"]);
  });

  test("does not lead to another one", async () => {
    await link("link");
    expect(outcome(await answer("GET", "link"))).toEqual([400, "InvalidTargetType"]);
  });

  test("is refused without a target, and in the place of an object that is to stay", async () => {
    expect(outcome(await link(""))).toEqual([400, "InvalidArgument"]);
    await put(emulator(), "link", "");
    const forbidden = { "x-oss-forbid-overwrite": "true" };
    expect(outcome(await link("x", forbidden))).toEqual([409, "FileAlreadyExists"]);
    expect(outcome(await answer("GET", "link?symlink"))).toEqual([400, "NotSymlink"]);
    expect(outcome(await answer("GET", "other?symlink"))).toEqual([404, "NoSuchKey"]);
  });
});

describe("the tags of an object", () => {
  const tagging = (tags: string): string => `<Tagging><TagSet>${tags}</TagSet></Tagging>`;
  const tag = (key: string, value: string): string =>
    `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`;
  const shown = async (key = "x"): Promise<string> =>
    String((await answer("GET", `${key}?tagging`)).body).replace(/<\?.*?\?>|\n */g, "");

  test("are put, shown, counted and deleted", async () => {
    await put(emulator(), "x", "hello");
    expect(await shown()).toBe(tagging(""));
    const body = tagging(tag("键 1", "v+-=._:/") + tag("b", ""));
    expect((await answer("PUT", "x?tagging", { body })).status).toBe(200);
    expect(await shown()).toBe(body);
    expect((await answer("HEAD", "x")).headers["x-oss-tagging-count"]).toBe("2");
    expect((await answer("DELETE", "x?tagging")).status).toBe(204);
    expect(await shown()).toBe(tagging(""));
    expect((await answer("HEAD", "x")).headers["x-oss-tagging-count"]).toBeUndefined();
    expect(String((await answer("GET", "x")).body)).toBe("hello");
  });

  const headers = { "x-oss-tagging": "k1=v%201&k2" };
  const expected = tagging(tag("k1", "v 1") + tag("k2", ""));

  test("come with put, append, a symbol link and a multipart upload", async () => {
    await put(emulator(), "x", "", headers);
    await answer("POST", "log?append&position=0", { body: "a", headers });
    await answer("PUT", "link?symlink", { headers: { ...headers, "x-oss-symlink-target": "x" } });
    const begun = await answer("POST", "big?uploads", { headers });
    const uploadId = begun.element("UploadId") ?? "";
    await answer("PUT", `big?partNumber=1&uploadId=${uploadId}`, { body: "part" });
    const all = { "x-oss-complete-all": "yes" };
    const completed = await answer("POST", `big?uploadId=${uploadId}`, { headers: all });
    expect(completed.status).toBe(200);
    for (const key of ["x", "log", "link", "big"]) expect(await shown(key)).toBe(expected);
  });

  test("go along with a copy unless it brings its own", async () => {
    await put(emulator(), "x", "", headers);
    const source = { "x-oss-copy-source": `${bucket}/x` };
    await answer("PUT", "same", { headers: source });
    expect(await shown("same")).toBe(expected);
    const other = { "x-oss-tagging": "a=b", "x-oss-tagging-directive": "Replace" };
    await answer("PUT", "other", { headers: { ...source, ...other } });
    expect(await shown("other")).toBe(tagging(tag("a", "b")));
  });

  test.each([
    [tagging(Array.from({ length: 11 }, (_, i) => tag(`k${i}`, "")).join("")), "InvalidTag"],
    [tagging(tag("a", "1") + tag("a", "2")), "InvalidTag"],
    [tagging(tag("", "1")), "InvalidTag"],
    [tagging(tag("a", "x".repeat(257))), "InvalidTag"],
    [tagging(tag("a".repeat(129), "")), "InvalidTag"],
    [tagging(tag("a?", "")), "InvalidTag"],
    [tagging("<Tag><Value>1</Value></Tag>"), "MalformedXML"],
    [tagging("<Other/>"), "MalformedXML"],
    ["<Tagging></Tagging>", "MalformedXML"],
    ["", "MalformedXML"],
  ])("are not %s", async (body, code) => {
    await put(emulator(), "x", "");
    expect(outcome(await answer("PUT", "x?tagging", { body }))).toEqual([400, code]);
  });

  test("are refused in a header, and need an object", async () => {
    const bad = { "x-oss-tagging": "a=1&a=2" };
    expect(outcome(await answer("PUT", "x", { headers: bad }))).toEqual([400, "InvalidTag"]);
    for (const method of ["GET", "DELETE"]) {
      expect(outcome(await answer(method, "x?tagging"))).toEqual([404, "NoSuchKey"]);
    }
    const body = tagging("");
    expect(outcome(await answer("PUT", "x?tagging", { body }))).toEqual([404, "NoSuchKey"]);
  });
});

describe("a frozen object", () => {
  const frozen = { "x-oss-storage-class": "ColdArchive" };
  const restore = (body = ""): Promise<RawAnswer> => answer("POST", "x?restore", { body });
  const request = (days: number, tier = "Bulk"): string =>
    `<RestoreRequest><Days>${days}</Days><JobParameters><Tier>${tier}</Tier></JobParameters></RestoreRequest>`;

  test("can't be read or copied, but headed", async () => {
    await put(emulator(), "x", "hello", frozen);
    const refused = await answer("GET", "x");
    expect(outcome(refused)).toEqual([403, "InvalidObjectState"]);
    expect(refused.headers["x-oss-hash-crc64ecma"]).not.toBeUndefined();
    const headers = { "x-oss-copy-source": `${bucket}/x` };
    expect(outcome(await answer("PUT", "y", { headers }))).toEqual([403, "InvalidObjectState"]);
    const uploadId = await beginUpload(emulator(), "y");
    const part = await answer("PUT", `y?partNumber=1&uploadId=${uploadId}`, { headers });
    expect(outcome(part)).toEqual([403, "InvalidObjectState"]);
    const head = await answer("HEAD", "x");
    expect([head.status, head.headers["x-oss-restore"]]).toEqual([200, undefined]);
    await answer("PUT", "link?symlink", { headers: { "x-oss-symlink-target": "x" } });
    expect(outcome(await answer("GET", "link"))).toEqual([403, "InvalidObjectState"]);
  });

  test("thaws for some days, and freezes again", async () => {
    await put(emulator(), "x", "hello", frozen);
    const begun = await restore(request(2));
    expect([begun.status, begun.headers["x-oss-object-restore-priority"]]).toEqual([202, "Bulk"]);
    expect(outcome(await restore(request(2)))).toEqual([409, "RestoreAlreadyInProgress"]);
    expect((await answer("HEAD", "x")).headers["x-oss-restore"]).toBe('ongoing-request="true"');
    expect((await answer("GET", "x")).status).toBe(403);
    now += 60_000;
    const got = await answer("GET", "x");
    const expires = new Date(now + 2 * 86_400_000).toUTCString();
    expect(String(got.body)).toBe("hello");
    expect(got.headers["x-oss-restore"]).toBe(`ongoing-request="false", expiry-date="${expires}"`);
    now += 86_400_000;
    expect((await restore(request(2))).status).toBe(200);
    now += 2 * 86_400_000 - 1;
    expect((await answer("GET", "x")).status).toBe(200);
    now += 1;
    expect(outcome(await answer("GET", "x"))).toEqual([403, "InvalidObjectState"]);
    expect((await restore()).status).toBe(202);
  });

  test("is listed with how far it is", async () => {
    const listed = async (): Promise<(string | undefined)[]> => {
      const lists = [bucket, `${bucket}?list-type=2`];
      const answers = lists.map((target) => send(emulator(), { target, resource: bucket }));
      return (await Promise.all(answers)).map((list) => list.element("RestoreInfo"));
    };
    await put(emulator(), "x", "hello", frozen);
    expect(await listed()).toEqual([undefined, undefined]);
    await restore(request(1));
    const thawing = "ongoing-request=&quot;true&quot;";
    expect(await listed()).toEqual([thawing, thawing]);
    now += 60_000;
    const expires = new Date(now + 86_400_000).toUTCString();
    const thawed = `ongoing-request=&quot;false&quot;, expiry-date=&quot;${expires}&quot;`;
    expect(await listed()).toEqual([thawed, thawed]);
  });

  test("that is copied when it is thawed is as frozen as its storage class", async () => {
    await put(emulator(), "x", "hello", frozen);
    await restore();
    now += 60_000;
    const source = { "x-oss-copy-source": `${bucket}/x` };
    await answer("PUT", "thawed", { headers: source });
    await answer("PUT", "frozen", { headers: { ...source, ...frozen } });
    expect((await answer("GET", "thawed")).status).toBe(200);
    expect((await answer("GET", "frozen")).status).toBe(403);
  });

  test("of class Archive thaws for seven days at most, and has no tiers", async () => {
    await put(emulator(), "x", "hello", { "x-oss-storage-class": "Archive" });
    const plain = (days: number): string => `<RestoreRequest><Days>${days}</Days></RestoreRequest>`;
    expect(outcome(await restore(plain(8)))).toEqual([400, "InvalidArgument"]);
    expect(outcome(await restore(request(7)))).toEqual([400, "MalformedXML"]);
    const begun = await restore(plain(7));
    expect([begun.status, begun.headers["x-oss-object-restore-priority"]]).toEqual([
      202,
      undefined,
    ]);
  });

  test.each([
    [request(1, "Fast"), "MalformedXML"],
    [request(0), "InvalidArgument"],
    ["<RestoreRequest/>", "MalformedXML"],
    ["<Other/>", "MalformedXML"],
  ])("does not thaw by %s", async (body, code) => {
    await put(emulator(), "x", "hello", frozen);
    expect(outcome(await restore(body))).toEqual([400, code]);
  });

  test("is not one of another class, nor one that is not there", async () => {
    expect(outcome(await restore())).toEqual([404, "NoSuchKey"]);
    await put(emulator(), "x", "hello", { "x-oss-storage-class": "IA" });
    expect(outcome(await restore())).toEqual([400, "OperationNotSupported"]);
  });

  test("is every new one of a bucket of that class", async () => {
    const headers = { "x-oss-storage-class": "Archive" };
    await send(emulator(), { method: "PUT", target: "/archive-bucket", headers });
    const target = "/archive-bucket/x";
    await send(emulator(), { method: "PUT", target, body: "hello" });
    expect(outcome(await send(emulator(), { target }))).toEqual([403, "InvalidObjectState"]);
  });
});

describe("a traffic limit", () => {
  test("is accepted between its bounds, in a header and in the query", async () => {
    await put(emulator(), "x", "hello", { "x-oss-traffic-limit": "819200" });
    expect((await answer("GET", "x?x-oss-traffic-limit=838860800")).status).toBe(200);
    for (const limit of ["819199", "838860801", "x"]) {
      const headers = { "x-oss-traffic-limit": limit };
      expect(outcome(await answer("GET", "x", { headers }))).toEqual([400, "InvalidArgument"]);
    }
    expect(outcome(await answer("GET", "x?x-oss-traffic-limit"))).toEqual([400, "InvalidArgument"]);
  });
});
