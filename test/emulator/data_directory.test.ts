/** What a data directory keeps, and what it does not. */

import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OssEmulator, startOssEmulator } from "../../src/emulator/index.js";
import { testAccount } from "../support/emulator.js";
import { beginUpload, put, send, signedHeaders } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
let directory = "";
let emulator: OssEmulator;

async function start(): Promise<OssEmulator> {
  const { bucket: name, ...account } = testAccount;
  return await startOssEmulator({ ...account, buckets: [name], dataDirectory: directory });
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "oss-emulator-"));
  emulator = await start();
});

afterEach(async () => {
  await emulator.close();
  await rm(directory, { recursive: true });
});

async function restart(): Promise<void> {
  await emulator.close();
  emulator = await start();
}

async function get(key: string): Promise<string> {
  return String((await send(emulator, { target: `${bucket}/${key}` })).body);
}

async function remove(key: string): Promise<void> {
  await send(emulator, { method: "DELETE", target: `${bucket}/${key}` });
}

async function blobs(): Promise<string[]> {
  return await readdir(join(directory, "blobs"));
}

describe("over a restart", () => {
  test("objects keep their bytes and everything that was said of them", async () => {
    await put(emulator, "x", "hello", { "x-oss-meta-a": "1", "Content-Type": "text/x-test" });
    const before = await send(emulator, { target: `${bucket}/x` });
    await restart();
    const after = await send(emulator, { target: `${bucket}/x` });
    expect(String(after.body)).toBe("hello");
    for (const name of ["etag", "last-modified", "x-oss-hash-crc64ecma", "x-oss-meta-a"]) {
      expect(after.headers[name]).toBe(before.headers[name]);
    }
  });

  test.each(["a/../../b", "..", "x".repeat(1023), "dir/", "a:b*c?".replace("?", "~")])(
    "an object may be called %s",
    async (key) => {
      await put(emulator, key, "hello");
      await restart();
      expect(await get(key)).toBe("hello");
    },
  );

  test("buckets keep their ACL, and deleted ones stay away", async () => {
    const headers = { "x-oss-acl": "public-read" };
    await send(emulator, { method: "PUT", target: "/public-bucket", headers });
    await send(emulator, { method: "PUT", target: "/deleted-bucket" });
    await send(emulator, { method: "DELETE", target: "/deleted-bucket" });
    await restart();
    expect((await send(emulator, { target: "/public-bucket", signed: false })).status).toBe(200);
    expect((await send(emulator, { target: "/deleted-bucket" })).status).toBe(404);
  });

  test("buckets keep their documents and live channels, and objects what was said of them", async () => {
    const documents: readonly (readonly [target: string, body: string])[] = [
      ["?qos", "<BucketUserQos><StorageCapacity>7</StorageCapacity></BucketUserQos>"],
      [
        "/channel?live",
        "<LiveChannelConfiguration><Target><Type>HLS</Type></Target></LiveChannelConfiguration>",
      ],
      ["/x?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"],
    ];
    await put(emulator, "x", "a,b\n", { "x-oss-storage-class": "Archive" });
    for (const [target, body] of documents) {
      const answer = await send(emulator, { method: "PUT", target: `${bucket}${target}`, body });
      expect(answer.status).toBe(200);
    }
    const link = { "x-oss-symlink-target": "x" };
    await send(emulator, { method: "PUT", target: `${bucket}/link?symlink`, headers: link });
    await send(emulator, { method: "POST", target: `${bucket}/x?restore` });
    await restart();
    const element = async (target: string, name: string): Promise<string | undefined> =>
      (await send(emulator, { target: `${bucket}${target}` })).element(name);
    expect(await element("?qos", "StorageCapacity")).toBe("7");
    expect(await element("/channel?live", "Status")).toBe("enabled");
    expect(await element("/x?tagging", "Value")).toBe("b");
    const shown = await send(emulator, { target: `${bucket}/link?symlink` });
    expect(shown.headers["x-oss-symlink-target"]).toBe("x");
    const again = await send(emulator, { method: "POST", target: `${bucket}/x?restore` });
    expect([200, 409]).toContain(again.status);
  });

  test("appending goes on", async () => {
    const log = { method: "POST", target: `${bucket}/log?append&position=0`, body: "one " };
    await send(emulator, log);
    await restart();
    await send(emulator, { ...log, target: `${bucket}/log?append&position=4`, body: "two" });
    await restart();
    expect(await get("log")).toBe("one two");
  });

  test("uploads go on", async () => {
    const uploadId = await beginUpload(emulator, "x");
    const target = (number: number): string =>
      `${bucket}/x?partNumber=${number}&uploadId=${uploadId}`;
    await send(emulator, { method: "PUT", target: target(1), body: "old" });
    await send(emulator, { method: "PUT", target: target(1), body: "a" });
    await restart();
    await send(emulator, { method: "PUT", target: target(2), body: "b" });
    const headers = { "x-oss-complete-all": "yes" };
    const complete = { method: "POST", target: `${bucket}/x?uploadId=${uploadId}`, headers };
    expect((await send(emulator, complete)).status).toBe(200);
    await restart();
    expect(await get("x")).toBe("ab");
    expect((await send(emulator, { target: `${bucket}/x?uploadId=${uploadId}` })).status).toBe(404);
  });

  test("the last of many puts at once is the one that was seen before", async () => {
    const bodies = Array.from({ length: 20 }, (_, i) => `body ${i}`);
    await Promise.all(bodies.map((body) => put(emulator, "x", body)));
    const seen = await get("x");
    await restart();
    expect(await get("x")).toBe(seen);
    expect(await blobs()).toHaveLength(1);
  });
});

describe("the directory", () => {
  test("holds one blob for each body, however often it is copied, and none that nobody needs", async () => {
    await put(emulator, "x", "one");
    await put(emulator, "x", "two");
    const headers = { "x-oss-copy-source": `${bucket}/x` };
    await send(emulator, { method: "PUT", target: `${bucket}/copy`, headers });
    expect(await blobs()).toHaveLength(1);
    await remove("x");
    expect(await get("copy")).toBe("two");
    await remove("copy");
    const uploadId = await beginUpload(emulator, "x");
    const upload = `${bucket}/x?uploadId=${uploadId}`;
    const part = `${bucket}/x?partNumber=1&uploadId=${uploadId}`;
    await send(emulator, { method: "PUT", target: part, body: "a" });
    await send(emulator, { method: "DELETE", target: upload });
    const md5 = createHash("md5").update("other").digest("base64");
    const wrong = { "Content-MD5": md5 };
    await send(emulator, { method: "PUT", target: `${bucket}/y`, body: "y", headers: wrong });
    expect(await blobs()).toEqual([]);
  });

  test("keeps what is being read until it was", async () => {
    await put(emulator, "x", "old body");
    emulator.faults.add({ operation: "GetObject", fault: "dripResponse", bytesPerSecond: 100 });
    const reading = get("x");
    while (emulator.requests.at(-1)?.operation !== "GetObject") {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await put(emulator, "x", "new body");
    expect(await reading).toBe("old body");
    expect(await get("x")).toBe("new body");
    expect(await blobs()).toHaveLength(1);
  });

  test.each(["resetRequest", "lostAnswer", "resetResponse", "truncate"] as const)(
    "holds nothing for an answer that is lost: %s",
    async (fault) => {
      await put(emulator, "x", "hello");
      emulator.faults.add({ operation: "GetObject", fault });
      await expect(get("x")).rejects.toThrow();
      await remove("x");
      await expect.poll(blobs).toEqual([]);
    },
  );

  test.each([5, 500_000])("holds nothing of %i bytes whose turn never came", async (size) => {
    await put(emulator, "x", Buffer.alloc(size));
    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => (open = resolve));
    emulator.faults.add({ operation: "GetObject", fault: "hold", until });
    const target = `${bucket}/x`;
    const headers = Object.entries({ Host: "x", ...signedHeaders({ target }) });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const socket = connect(emulator.port, emulator.host);
    socket.write(`GET ${target} HTTP/1.1\r\n${lines}\r\n`.repeat(2));
    await expect.poll(() => emulator.requests.at(2)?.status).toBe(200);
    socket.destroy();
    await remove("x");
    open();
    await expect.poll(blobs).toEqual([]);
  });

  test("is rid of what a killed process left half-done", async () => {
    await put(emulator, "x", "hello");
    await emulator.close();
    await writeFile(join(directory, "blobs", "half.tmp"), "hel");
    await writeFile(join(directory, "blobs", "orphan"), "hello");
    emulator = await start();
    expect(await blobs()).toHaveLength(1);
    expect(await get("x")).toBe("hello");
  });

  test("holds nothing of a part whose upload was aborted while it came in", async () => {
    const uploadId = await beginUpload(emulator, "x");
    const upload = `${bucket}/x?uploadId=${uploadId}`;
    const target = `${bucket}/x?partNumber=1&uploadId=${uploadId}`;
    emulator.faults.add({ operation: "UploadPart", fault: "dripRequest", bytesPerSecond: 100 });
    const sending = send(emulator, { method: "PUT", target, body: "0123456789" });
    while (emulator.requests.at(-1)?.bytes === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await send(emulator, { method: "DELETE", target: upload });
    expect((await sending).element("Code")).toBe("NoSuchUpload");
    expect(await blobs()).toEqual([]);
  });

  test("holds nothing of what was appended too late", async () => {
    const late = { method: "POST", target: `${bucket}/log?append&position=0`, body: "0123456789" };
    emulator.faults.add({ operation: "AppendObject", fault: "dripRequest", bytesPerSecond: 100 });
    const sending = send(emulator, late);
    while ((emulator.requests.at(-1)?.bytes ?? 0) === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await send(emulator, { ...late, body: "first" });
    expect((await sending).element("Code")).toBe("PositionNotEqualToLength");
    expect(await get("log")).toBe("first");
    expect(await blobs()).toHaveLength(1);
  });

  test("holds nothing of a request that breaks off", async () => {
    emulator.faults.add({ operation: "PutObject", fault: "resetRequest", afterBytes: 2 });
    await expect(put(emulator, "x", "hello")).rejects.toThrow();
    await emulator.close();
    expect(await blobs()).toEqual([]);
  });
});
