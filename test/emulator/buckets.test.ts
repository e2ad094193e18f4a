/** Buckets and the lists of what is in them. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PageQuery, pageOf } from "../../src/emulator/operations/page.js";
import { compareUtf8, SortedMap } from "../../src/emulator/store/sorted_map.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

function all(answer: RawAnswer, name: string): string[] {
  return [...String(answer.body).matchAll(new RegExp(`<${name}>([^<]*)`, "g"))].map(
    ([, text = ""]) => text,
  );
}

describe("a bucket", () => {
  const make = (more: Partial<RawRequest> = {}): RawRequest => ({
    method: "PUT",
    target: "/another-bucket",
    ...more,
  });
  const configuration = (storageClass: string): string =>
    `<?xml version="1.0"?><CreateBucketConfiguration><StorageClass>${storageClass}</StorageClass></CreateBucketConfiguration>`;

  test("is made, told of, listed and deleted", async () => {
    const made = await send(emulator(), make({ headers: { "x-oss-acl": "public-read" } }));
    expect([made.status, made.headers.location]).toEqual([200, "/another-bucket"]);
    const head = await send(emulator(), { method: "HEAD", target: "/another-bucket" });
    expect(head.headers["x-oss-bucket-region"]).toBe("cn-hangzhou");
    const listed = await send(emulator(), { target: "/" });
    expect(all(listed, "Name")).toEqual(["another-bucket", testAccount.bucket]);
    const gone = { method: "DELETE", target: "/another-bucket" };
    expect((await send(emulator(), gone)).status).toBe(204);
    expect((await send(emulator(), gone)).element("Code")).toBe("NoSuchBucket");
    expect((await send(emulator(), { ...gone, method: "HEAD" })).status).toBe(404);
  });

  test("may be made again by its owner, but not of another storage class", async () => {
    await send(emulator(), make({ body: configuration("IA") }));
    expect((await send(emulator(), make())).status).toBe(200);
    expect((await send(emulator(), make({ body: configuration("IA") }))).status).toBe(200);
    const other = await send(emulator(), make({ body: configuration("Archive") }));
    expect([other.status, other.element("Code")]).toEqual([409, "BucketAlreadyExists"]);
  });

  test.each([
    [{ body: configuration("x") }, 400, "InvalidArgument"],
    [{ body: "<x/>" }, 400, "MalformedXML"],
    [{ headers: { "x-oss-acl": "x" } }, 400, "InvalidArgument"],
    [{ target: "/no_bucket" }, 400, "InvalidBucketName"],
    [{ target: "/ab" }, 400, "InvalidBucketName"],
  ])("is not made of %o", async (more, status, code) => {
    const refused = await send(emulator(), make(more));
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
  });

  test("that is not empty is not deleted", async () => {
    await put(emulator(), "x", "");
    const refused = await send(emulator(), { method: "DELETE", target: bucket });
    expect([refused.status, refused.element("Code")]).toEqual([409, "BucketNotEmpty"]);
  });

  test("that is public is read by everybody, and written by everybody if it says so", async () => {
    const target = "/another-bucket/x";
    for (const [acl, write, list] of [
      ["private", 403, 403],
      ["public-read", 403, 200],
      ["public-read-write", 200, 200],
    ] as const) {
      await send(emulator(), make({ headers: { "x-oss-acl": acl } }));
      const put = await send(emulator(), { method: "PUT", target, body: "", signed: false });
      expect(put.status).toBe(write);
      const listed = await send(emulator(), { target: "/another-bucket", signed: false });
      expect(listed.status).toBe(list);
    }
  });
});

describe("the list of buckets", () => {
  test("comes by pages", async () => {
    for (const name of ["b-1", "b-2", "c-1"]) {
      await send(emulator(), { method: "PUT", target: `/${name}xx` });
    }
    const list = (query: string): Promise<RawAnswer> =>
      send(emulator(), { target: `/?${query}`, resource: "/" });
    const first = await list("max-keys=2");
    expect(all(first, "Name")).toEqual(["b-1xx", "b-2xx"]);
    expect(first.element("IsTruncated")).toBe("true");
    expect(first.element("NextMarker")).toBe("b-2xx");
    expect(all(await list("marker=b-2xx"), "Name")).toEqual(["c-1xx", testAccount.bucket]);
    expect(all(await list("prefix=b-"), "Name")).toEqual(["b-1xx", "b-2xx"]);
    for (const query of ["max-keys=0", "prefix=Upper", `prefix=${"x".repeat(64)}`]) {
      expect((await list(query)).element("Code")).toBe("InvalidArgument");
    }
  });
});

describe("the list of objects", () => {
  async function list(query: string): Promise<RawAnswer> {
    return await send(emulator(), { target: `${bucket}?${query}`, resource: bucket });
  }

  test("tells what is known of each", async () => {
    await put(emulator(), "x", "hello", { "x-oss-storage-class": "IA" });
    const listed = await list("prefix&delimiter&marker&max-keys=1000");
    const element = (name: string): string | undefined => listed.element(name);
    expect(["Key", "Size", "Type", "StorageClass", "ETag"].map(element)).toEqual([
      "x",
      "5",
      "Normal",
      "IA",
      "&quot;5D41402ABC4B2A76B9719D911017C592&quot;",
    ]);
    expect(element("LastModified")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  test.each(["max-keys=0", "max-keys=1001", "max-keys=x", "encoding-type=x", "list-type=3"])(
    "is refused with %s",
    async (query) => {
      expect((await list(query)).element("Code")).toBe("InvalidArgument");
    },
  );

  test("of version 2 begins behind a name, and tells owners on demand", async () => {
    for (const key of ["a", "b", "c"]) await put(emulator(), key, "");
    const listed = await list("list-type=2&start-after=a&max-keys=1");
    expect(all(listed, "Key")).toEqual(["b"]);
    expect(listed.element("Owner")).toBeUndefined();
    expect(String((await list("list-type=2&fetch-owner=true")).body)).toContain("<Owner>");
  });
});

describe("a page", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "b", "/", "é", "\uffee", "🙂"),
    maxLength: 6,
  });

  test("comparing by UTF-8 is what Buffer does", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareUtf8(a, b))).toBe(expected);
      }),
    );
  });

  /** What the pages together must tell. */
  function expectedOf(keys: readonly string[], prefix: string, delimiter: string): string[] {
    const shown = keys
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((key) => {
        const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
        return at < 0 ? key : `${key.slice(0, at + delimiter.length)} …`;
      });
    return [...new Set(shown)];
  }

  test("after page tells everything once, in order", () => {
    const keysOf = fc.uniqueArray(
      text.filter((key) => key !== ""),
      { maxLength: 30 },
    );
    const delimiters = fc.constantFrom("", "/", "b/");
    fc.assert(
      fc.property(
        keysOf,
        text,
        delimiters,
        fc.integer({ min: 1, max: 4 }),
        (keys, prefix, delimiter, most) => {
          const map = new SortedMap<string>();
          for (const key of keys) map.set(key, key);
          const found: string[] = [];
          let query: PageQuery = { prefix, delimiter, marker: "", most };
          for (;;) {
            const page = pageOf(map, query);
            expect(page.entries.length + page.prefixes.length).toBeLessThanOrEqual(most);
            found.push(...page.entries, ...page.prefixes.map((group) => `${group} …`));
            if (!page.truncated) break;
            query = { ...query, marker: page.next };
          }
          const expected = expectedOf(keys, prefix, delimiter);
          expect([...found].sort()).toEqual([...expected].sort());
        },
      ),
    );
  });
});
