/** What a bucket tells of itself: ACL, location, info and stat. */

import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { beginUpload, put, type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

async function get(target: string): Promise<RawAnswer> {
  return await send(emulator(), { target });
}

describe("a bucket", () => {
  test("shows and changes its ACL", async () => {
    expect((await get(`${bucket}?acl`)).element("Grant")).toBe("private");
    for (const acl of ["public-read", "public-read-write", "private"]) {
      const headers = { "x-oss-acl": acl };
      const changed = { method: "PUT", target: `${bucket}?acl`, headers };
      expect((await send(emulator(), changed)).status).toBe(200);
      expect((await get(`${bucket}?acl`)).element("Grant")).toBe(acl);
    }
  });

  test.each(["x", "default"])("does not change its ACL to %s", async (acl) => {
    const headers = { "x-oss-acl": acl };
    const refused = await send(emulator(), { method: "PUT", target: `${bucket}?acl`, headers });
    expect([refused.status, refused.element("Code")]).toEqual([400, "InvalidArgument"]);
  });

  test("keeps its ACL when the header is missing", async () => {
    const headers = { "x-oss-acl": "public-read" };
    const target = `${bucket}?acl`;
    await send(emulator(), { method: "PUT", target, headers });
    expect((await send(emulator(), { method: "PUT", target })).status).toBe(200);
    expect((await get(target)).element("Grant")).toBe("public-read");
  });

  test("is made by its ACL when there is none", async () => {
    const headers = { "x-oss-acl": "public-read" };
    const target = "/another-bucket?acl";
    const made = await send(emulator(), { method: "PUT", target, headers });
    expect([made.status, made.headers.location]).toEqual([200, "/another-bucket"]);
    expect((await get(target)).element("Grant")).toBe("public-read");
  });

  test("tells where it is and what it is", async () => {
    const location = String((await get(`${bucket}?location`)).body);
    expect(location).toContain("<LocationConstraint>oss-cn-hangzhou</LocationConstraint>");
    const headers = { "x-oss-acl": "public-read", "x-oss-storage-class": "IA" };
    await send(emulator(), { method: "PUT", target: "/another-bucket", headers });
    const info = await get("/another-bucket?bucketInfo");
    const names = ["Name", "StorageClass", "Grant", "Location", "ExtranetEndpoint"];
    expect(names.map((name) => info.element(name))).toEqual([
      "another-bucket",
      "IA",
      "public-read",
      "oss-cn-hangzhou",
      "oss-cn-hangzhou.aliyuncs.com",
    ]);
    expect(info.element("CreationDate")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  test("counts what is in it", async () => {
    await put(emulator(), "a", "hello");
    await put(emulator(), "b", "hi");
    await beginUpload(emulator(), "c");
    const stat = await get(`${bucket}?stat`);
    const names = ["Storage", "ObjectCount", "MultipartUploadCount", "LiveChannelCount"];
    expect(names.map((name) => stat.element(name))).toEqual(["7", "2", "1", "0"]);
  });

  test.each(["acl", "location", "bucketInfo", "stat"])(
    "that is not there does not answer %s",
    async (what) => {
      const refused = await get(`/no-such-bucket?${what}`);
      expect([refused.status, refused.element("Code")]).toEqual([404, "NoSuchBucket"]);
    },
  );
});
