/** Transfers both ways, with and without a checkpoint, in parts of every size and in every number. */

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AOSE_OPEN_FILE_ERROR } from "../../../src/aos/define.js";
import { out } from "../../../src/aos/out.js";
import type { AosTable } from "../../../src/aos/table.js";
import { ossHeadObject } from "../../../src/oss/api/object.js";
import type { OssCheckpoint } from "../../../src/oss/define.js";
import {
  ossBuildDownloadCheckpoint,
  ossBuildUploadCheckpoint,
} from "../../../src/oss/resumable/checkpoint.js";
import {
  ossDumpCheckpoint,
  ossGetFileInfo,
  ossOpenCheckpointFile,
} from "../../../src/oss/resumable/checkpoint_file.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import { testAccount } from "../../support/emulator.js";
import { table } from "../../support/options.js";
import { useScene } from "../../support/transfers.js";

const scene = useScene();
const SIZE = 2500;

/** How a transfer is cut, as the C suite cuts its own. */
const shapes = [
  ["one part, larger than the file", 10_000, 3],
  ["parts by one thread", 100, 1],
  ["parts by three threads", 100, 3],
  ["parts by five threads", 200, 5],
  ["parts by ten threads", 100, 10],
  ["small parts by sixteen threads", 7, 16],
] as const;

async function headOf(key: string): Promise<AosTable | null> {
  const headers = out<AosTable>();
  const s = await ossHeadObject(scene().options, testAccount.bucket, key, null, headers);
  expect(s.code).toBe(200);
  return headers.value;
}

describe.each([false, true])("with a checkpoint: %s", (checkpoint) => {
  test.each(shapes)("a file is uploaded in %s", async (_, partSize, threadNum) => {
    const file = scene().file("file", SIZE);
    const { s, progress } = await scene().upload(file, { checkpoint, partSize, threadNum });
    expect(s.code).toBe(200);
    expect(progress.at(-1)).toEqual([SIZE, SIZE]);
    expect(progress).toHaveLength(Math.ceil(SIZE / partSize));
    expect(await scene().object("key")).toEqual(readFileSync(file));
    expect(scene().files).toEqual(["file"]);
  });

  test.each(shapes)("an object is downloaded in %s", async (_, partSize, threadNum) => {
    const content = randomBytes(SIZE);
    await scene().put("key", content);
    const wish = { checkpoint, partSize, threadNum };
    const { s, progress } = await scene().download(scene().path("copy"), wish);
    expect(s.code).toBe(200);
    expect(progress.at(-1)).toEqual([SIZE, SIZE]);
    expect(progress).toHaveLength(Math.ceil(SIZE / partSize));
    expect(readFileSync(scene().path("copy"))).toEqual(content);
    expect(scene().files).toEqual(["copy"]);
  });

  test("what is uploaded is of the type that the object's name tells", async () => {
    const file = scene().file("file", SIZE);
    expect((await scene().upload(file, { checkpoint, object: "x.ts" })).s.code).toBe(200);
    expect((await headOf("x.ts"))?.get("Content-Type")).toBe("video/MP2T");
  });

  test("an upload has the tags that come with its first request", async () => {
    const headers = table({ "x-oss-tagging": "key1=value1&key2=value2" });
    const file = scene().file("file", SIZE);
    expect((await scene().upload(file, { checkpoint, headers })).s.code).toBe(200);
    expect((await headOf("key"))?.get("x-oss-tagging-count")).toBe("2");
  });

  test("a download to a directory that is not there is AOSE_OPEN_FILE_ERROR", async () => {
    await scene().put("key", randomBytes(SIZE));
    const nowhere = scene().path("a/b/c/~!@#$%^&*()");
    const { s } = await scene().download(nowhere, { checkpoint });
    expect(s).toMatchObject({ code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" });
    expect(scene().files).toEqual([]);
  });

  test("a download of an object that is not there is 404", async () => {
    const { s } = await scene().download(scene().path("copy"), { checkpoint });
    expect(s.code).toBe(404);
    expect(scene().files).toEqual([]);
  });

  test("a download that fails again and again is whole in the end", async () => {
    const content = randomBytes(SIZE);
    await scene().put("key", content);
    const error = { fault: "error", status: 500, code: "InternalError", message: "oops" } as const;
    for (const nth of [4, 2, 3]) {
      scene().emulator.faults.add({ operation: "GetObject", nth, ...error });
      const wish = { checkpoint, threadNum: 3 };
      const { s } = await scene().download(scene().path("copy"), wish);
      expect(s).toMatchObject({ code: 500, errorMsg: "oops" });
      scene().emulator.faults.clear();
    }
    const { s } = await scene().download(scene().path("copy"), { checkpoint, threadNum: 3 });
    expect(s.code).toBe(200);
    expect(readFileSync(scene().path("copy"))).toEqual(content);
  });
});

test("parts that would be too many are larger", async () => {
  const content = randomBytes(10_001);
  await scene().put("key", content);
  const wish = { checkpoint: false, partSize: 1, threadNum: 16 };
  expect((await scene().download(scene().path("copy"), wish)).s.code).toBe(200);
  const ranges = scene().operations.filter((operation) => operation === "GetObject");
  expect(ranges).toHaveLength(5001);
  expect(readFileSync(scene().path("copy"))).toEqual(content);
});

describe("a checkpoint that C's functions made", () => {
  /** Writes a checkpoint as a C program can. */
  async function dump(checkpoint: OssCheckpoint, name: string): Promise<void> {
    expect(await ossOpenCheckpointFile(null, scene().path(name), checkpoint)).toBe(0);
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(0);
    await checkpoint.thefile?.close();
  }

  async function dumpDownload(size: number, partSize: number): Promise<void> {
    const head = await headOf("key");
    const [changed, etag] = [head?.get("Last-Modified") ?? "", head?.get("ETag") ?? ""];
    const checkpoint = ossCreateCheckpointContent(null);
    const file = scene().path("copy");
    ossBuildDownloadCheckpoint(null, checkpoint, file, "key", size, changed, etag, partSize);
    await dump(checkpoint, "copy.dcp");
  }

  test.each([
    ["fits, and so does NAME.tmp", 100, SIZE],
    ["has parts of another size", 99, SIZE],
    ["fits, but NAME.tmp is not there", 100, null],
    ["fits, but NAME.tmp is longer", 100, SIZE + 1],
  ])("of a download that %s ends in the whole file", async (_, partSize, temporary) => {
    const content = randomBytes(SIZE);
    await scene().put("key", content);
    await dumpDownload(SIZE, partSize);
    if (temporary !== null) scene().file("copy.tmp", temporary);
    const { s } = await scene().download(scene().path("copy"), { threadNum: 3 });
    expect(s.code).toBe(200);
    expect(readFileSync(scene().path("copy"))).toEqual(content);
    expect(scene().files).toEqual(["copy"]);
  });

  test("is no checkpoint when it says HiOSS: the download begins anew", async () => {
    const content = randomBytes(SIZE);
    await scene().put("key", content);
    writeFileSync(scene().path("copy.dcp"), "HiOSS");
    scene().file("copy.tmp", SIZE);
    expect((await scene().download(scene().path("copy"), { threadNum: 3 })).s.code).toBe(200);
    expect(readFileSync(scene().path("copy"))).toEqual(content);
    expect(scene().files).toEqual(["copy"]);
  });

  test.each([
    ["of a file of another size", "750FBF7EB9104D4F8DDB74F0432A821F", 0],
    ["of an upload that the server does not know", "F5F901B64DF34BEDA60C9B2B0984B", SIZE],
  ])("of an upload, %s, begins it anew", async (_, uploadId, size) => {
    const file = scene().file("file", SIZE);
    const finfo = { size: 0, mtime: 0 };
    await ossGetFileInfo(file, null, finfo);
    const checkpoint = ossCreateCheckpointContent(null);
    const info = { ...finfo, size };
    ossBuildUploadCheckpoint(null, checkpoint, file, info, uploadId, 100);
    await dump(checkpoint, "file.ucp");
    expect((await scene().upload(file, { threadNum: 3 })).s.code).toBe(200);
    expect(await scene().object("key")).toEqual(readFileSync(file));
    expect(scene().files).toEqual(["file"]);
  });
});
