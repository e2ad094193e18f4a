/** What uploading a file in parts promises, against the emulator. */

import { mkdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_OPEN_FILE_ERROR,
} from "../../../src/aos/define.js";
import { aosPoolDestroy } from "../../../src/aos/pool.js";
import type { AosStatus } from "../../../src/aos/status.js";
import { ossGetFileInfo } from "../../../src/oss/resumable/checkpoint_file.js";
import {
  ossResumableUploadFile,
  ossResumableUploadFileWithCp,
  ossResumableUploadFileWithoutCp,
} from "../../../src/oss/resumable/upload.js";
import { testAccount } from "../../support/emulator.js";
import { table } from "../../support/options.js";
import { Gate, useScene } from "../../support/transfers.js";

const scene = useScene();

/** The numbers of the parts that were sent. */
function partsSent(): number[] {
  return scene()
    .emulator.requests.filter(({ operation }) => operation === "UploadPart")
    .map(({ partNumber }) => partNumber);
}

async function expectObject(file: string, key = "key"): Promise<void> {
  expect(await scene().object(key)).toEqual(readFileSync(file));
}

describe("a new upload", () => {
  test("becomes the object, in C's order of requests, and leaves nothing behind", async () => {
    const file = scene().file("file", 250);
    const { s, progress, headers, body } = await scene().upload(file);
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(s.reqId).not.toBe("");
    expect(scene().operations).toEqual([
      "InitiateMultipartUpload",
      "UploadPart 1",
      "UploadPart 2",
      "UploadPart 3",
      "CompleteMultipartUpload",
    ]);
    expect(progress).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
    expect(headers?.get("ETag")).toMatch(/-3"$/);
    expect(body).toContain("CompleteMultipartUploadResult");
    await expectObject(file);
    expect(scene().files).toEqual(["file"]);
    expect(scene().log).toEqual([]);
  });

  test.each([1, 99, 100, 101, 200, 201])("of %d bytes has every byte", async (size) => {
    const file = scene().file("file", size);
    const { s } = await scene().upload(file, { threadNum: 3 });
    expect(s.code).toBe(200);
    expect(partsSent()).toHaveLength(Math.ceil(size / 100));
    await expectObject(file);
  });

  test.each([true, false])(
    "of an empty file makes an empty object (checkpoint: %s)",
    async (checkpoint) => {
      const file = scene().file("file", 0);
      const { s } = await scene().upload(file, { checkpoint });
      expect(s.code).toBe(200);
      await expectObject(file);
      expect(scene().files).toEqual(["file"]);
    },
  );

  test("has as many parts in flight as it may, and not one more", async () => {
    const file = scene().file("file", 1000);
    const gate = new Gate();
    const { faults, requests } = scene().emulator;
    faults.add({ operation: "UploadPart", times: Infinity, fault: "hold", until: gate.opened });
    const upload = scene().upload(file, { threadNum: 4 });
    await expect.poll(() => partsSent().length).toBe(4);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Which connection is made first is left to the system.
    expect(partsSent().toSorted()).toEqual([1, 2, 3, 4]);
    expect(
      requests.every(({ operation, status }) => operation !== "UploadPart" || status === 0),
    ).toBe(true);
    gate.open();
    expect((await upload).s.code).toBe(200);
    expect(partsSent()).toHaveLength(10);
  });

  test.each([
    ["0", 0],
    ["a negative one", -5],
  ])("takes 1 MiB for a part size of %s", async (_, partSize) => {
    const file = scene().file("file", 1024 * 1024 + 1);
    expect((await scene().upload(file, { partSize })).s.code).toBe(200);
    expect(partsSent()).toEqual([1, 2]);
  });

  test("without parameters has no checkpoint and works", async () => {
    const file = scene().file("file", 10);
    const args = [scene().options, testAccount.bucket, "key", file] as const;
    const s = await ossResumableUploadFile(...args, null, null, null, null, null, null);
    expect(s.code).toBe(200);
    await expectObject(file);
  });

  test("can be made by the functions with and without a checkpoint", async () => {
    const file = scene().file("file", 250);
    const finfo = { size: 0, mtime: 0 };
    expect(await ossGetFileInfo(file, null, finfo)).toBe(0);
    const args = [scene().options, testAccount.bucket, "key", file, null, null, 2, 100] as const;
    const rest = [finfo, null, null, null] as const;
    expect((await ossResumableUploadFileWithoutCp(...args, ...rest)).code).toBe(200);
    const cp = scene().path("my.cp");
    expect((await ossResumableUploadFileWithCp(...args, cp, ...rest)).code).toBe(200);
    expect(partsSent()).toHaveLength(6);
  });

  test("is refused by the functions with and without a checkpoint as by the usual one", async () => {
    const file = scene().file("file", 250);
    const args = [scene().options, "NoBucket", "key", file, null, null, 2, 100] as const;
    const rest = [{ size: 250, mtime: 0 }, null, null, null] as const;
    const refused = { code: AOSE_INVALID_ARGUMENT, errorCode: "BucketNameInvalidError" };
    expect(await ossResumableUploadFileWithoutCp(...args, ...rest)).toMatchObject(refused);
    const cp = scene().path("my.cp");
    expect(await ossResumableUploadFileWithCp(...args, cp, ...rest)).toMatchObject(refused);
    expect(scene().operations).toEqual([]);
    expect(scene().files).toEqual(["file"]);
  });

  test("of a file that is not as it was said to be sends nothing", async () => {
    const file = scene().file("file", 250);
    const upload = async (path: string): Promise<AosStatus> =>
      ossResumableUploadFileWithoutCp(
        ...([scene().options, testAccount.bucket, "key", path, null, null, 2, 100] as const),
        ...([{ size: 250, mtime: 0 }, null, null, null] as const),
      );
    const changed = { code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" };
    expect(await upload(file)).toMatchObject(changed);
    const gone = { code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" };
    expect(await upload(scene().path("gone"))).toMatchObject(gone);
    expect(scene().operations).toEqual([]);
  });
});

describe("headers", () => {
  function sentWith(operation: string): ReadonlyMap<string, string>[] {
    return scene()
      .emulator.requests.filter((request) => request.operation === operation)
      .map(({ headers }) => new Map(headers));
  }

  test("go out with the first request; those for content with each part; who pays with all", async () => {
    const headers = table({
      "x-oss-meta-a": "1",
      "x-oss-traffic-limit": "819200",
      "x-oss-request-payer": "requester",
      "x-oss-server-side-encryption-customer-algorithm": "AES256",
    });
    const file = scene().file("file", 150);
    expect((await scene().upload(file, { headers })).s.code).toBe(200);
    expect([...headers]).toHaveLength(4);
    const [begin] = sentWith("InitiateMultipartUpload");
    expect(begin?.get("x-oss-meta-a")).toBe("1");
    expect(sentWith("UploadPart")).toHaveLength(2);
    for (const part of sentWith("UploadPart")) {
      expect(part.get("x-oss-traffic-limit")).toBe("819200");
      expect(part.get("x-oss-request-payer")).toBe("requester");
      expect(part.get("x-oss-server-side-encryption-customer-algorithm")).toBe("AES256");
      expect(part.has("x-oss-meta-a")).toBe(false);
    }
    const [end] = sentWith("CompleteMultipartUpload");
    expect(end?.get("x-oss-request-payer")).toBe("requester");
    expect(end?.has("x-oss-traffic-limit")).toBe(false);
    expect(end?.has("x-oss-meta-a")).toBe(false);
  });
});

describe("what can't be uploaded sends nothing", () => {
  async function expectRefused(
    filepath: string,
    code: number,
    errorCode: string,
    wish = {},
  ): Promise<void> {
    const before = scene().files;
    const { s } = await scene().upload(filepath, wish);
    expect(s).toMatchObject({ code, errorCode });
    expect(scene().operations).toEqual([]);
    expect(scene().files).toEqual(before);
  }

  test.each([true, false])("a missing file (checkpoint: %s)", async (checkpoint) => {
    await expectRefused(scene().path("none"), AOSE_OPEN_FILE_ERROR, "OpenFileFail", { checkpoint });
  });

  test("a directory", async () => {
    await expectRefused(scene().directory, AOSE_OPEN_FILE_ERROR, "OpenFileFail");
  });

  test("no file name, and one with a NUL", async () => {
    await expectRefused("", AOSE_OPEN_FILE_ERROR, "OpenFileFail");
    await expectRefused("a\0b", AOSE_OPEN_FILE_ERROR, "OpenFileFail");
  });

  test("a checkpoint in a directory that does not exist", async () => {
    const checkpointPath = scene().path("no/dir/my.cp");
    const file = scene().file("file", 10);
    await expectRefused(file, AOSE_OPEN_FILE_ERROR, "OpenFileFail", { checkpointPath });
  });

  test("a checkpoint that is a directory", async () => {
    mkdirSync(scene().path("dir"));
    const checkpointPath = scene().path("dir");
    const file = scene().file("file", 10);
    await expectRefused(file, AOSE_OPEN_FILE_ERROR, "OpenFileFail", { checkpointPath });
  });

  test.each(["", ".lock", ".journal", ".tmp"])(
    "a file that is the checkpoint's own (%s)",
    async (suffix) => {
      const file = scene().file(`file${suffix}`, 10);
      const before = readFileSync(file);
      const checkpointPath = scene().path("file");
      await expectRefused(file, AOSE_INVALID_ARGUMENT, "ClientError", { checkpointPath });
      expect(readFileSync(file)).toEqual(before);
    },
  );

  test("a part size that is no integer", async () => {
    const file = scene().file("file", 10);
    for (const partSize of [Number.NaN, 1.5, Infinity]) {
      await expectRefused(file, AOSE_INVALID_ARGUMENT, "ClientError", { partSize });
    }
  });

  test("names of buckets and objects that are not valid", async () => {
    const file = scene().file("file", 10);
    const code = AOSE_INVALID_ARGUMENT;
    await expectRefused(file, code, "BucketNameInvalidError", { bucket: "A_b" });
    await expectRefused(file, code, "ObjectNameInvalidError", { object: "" });
  });

  test("a destroyed pool, which is a TypeError", async () => {
    const options = scene().mortalOptions();
    aosPoolDestroy(options.pool);
    await expect(scene().upload(scene().file("file", 10), { options })).rejects.toThrow(TypeError);
    expect(scene().files).toEqual(["file"]);
  });
});

describe("two uploads", () => {
  /** Does `work` while an upload is under way. */
  async function meanwhile(work: () => Promise<unknown>): Promise<void> {
    const gate = new Gate();
    const { faults } = scene().emulator;
    faults.add({ operation: "UploadPart", fault: "hold", until: gate.opened });
    const first = scene().upload(scene().file("file", 250));
    await expect.poll(() => partsSent().length).toBe(1);
    await work();
    gate.open();
    expect((await first).s.code).toBe(200);
  }

  test("never share a checkpoint: the second one is refused while the first one runs", async () => {
    await meanwhile(async () => {
      const { s } = await scene().upload(scene().path("file"));
      expect(s).toMatchObject({ code: AOSE_INVALID_OPERATION, errorCode: "CheckpointInUse" });
    });
    expect(scene().files).toEqual(["file"]);
    await expectObject(scene().path("file"));
  });

  test("of different files run side by side", async () => {
    await meanwhile(async () => {
      const other = scene().file("other", 250);
      expect((await scene().upload(other, { object: "other" })).s.code).toBe(200);
      await expectObject(other, "other");
    });
  });
});

describe("progress", () => {
  test("is told once for each part, and what its callback throws ends nothing", async () => {
    const { s, progress } = await scene().upload(scene().file("file", 1000), {
      threadNum: 3,
      progress: () => {
        throw new Error("not my day");
      },
    });
    expect(s.code).toBe(200);
    expect(progress).toEqual(Array.from({ length: 10 }, (_, i) => [(i + 1) * 100, 1000]));
  });
});
