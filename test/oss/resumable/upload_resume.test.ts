/** What goes on after an upload was broken off, and what begins anew. */

import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosPoolDestroy } from "../../../src/aos/pool.js";
import { aosStrSet } from "../../../src/aos/string.js";
import { testAccount } from "../../support/emulator.js";
import { beginUpload, send } from "../../support/raw_oss.js";
import { stopTimers } from "../../support/time.js";
import { useScene } from "../../support/transfers.js";

const scene = useScene();

/** Lets the n-th part fail, without a chance to try again. */
function failPart(partNumber: number, times = 1): void {
  const error = { fault: "error", status: 500, code: "InternalError", message: "oops" } as const;
  scene().emulator.faults.add({ operation: "UploadPart", partNumber, times, ...error });
}

/** The numbers of the parts that were sent. */
function partsSent(): number[] {
  return scene()
    .emulator.requests.filter(({ operation }) => operation === "UploadPart")
    .map(({ partNumber }) => partNumber);
}

/** Changes the checkpoint as one who knows its checksum could. */
function rewrite(pattern: RegExp, replacement: string): void {
  const text = scene().text("file.cp").replace(pattern, replacement);
  expect(text).not.toBe(scene().text("file.cp"));
  writeFileSync(scene().path("file.cp"), text.replace(/<MD5>[0-9a-f]+/, "<MD5>"));
}

/** A file of which parts 1 and 2 of 3 are uploaded. */
async function interrupted(wish = {}): Promise<string> {
  const file = scene().file("file", 250);
  failPart(3);
  const { s } = await scene().upload(file, wish);
  expect(s.code).toBe(500);
  scene().emulator.faults.clear();
  scene().emulator.requests.length = 0;
  return file;
}

async function expectObject(file: string, key = "key"): Promise<void> {
  expect(await scene().object(key)).toEqual(readFileSync(file));
}

describe("an upload that was broken off", () => {
  test("goes on with the parts that are missing, and tells progress from there", async () => {
    const file = await interrupted();
    expect(scene().files).toEqual(["file", "file.cp"]);
    const { s, progress } = await scene().upload(file);
    expect(s.code).toBe(200);
    expect(scene().operations).toEqual(["UploadPart 3", "CompleteMultipartUpload"]);
    expect(progress).toEqual([[250, 250]]);
    await expectObject(file);
    expect(scene().files).toEqual(["file"]);
  });

  test("keeps the part size it began with", async () => {
    const file = await interrupted();
    expect((await scene().upload(file, { partSize: 7, threadNum: 3 })).s.code).toBe(200);
    expect(scene().operations).toEqual(["UploadPart 3", "CompleteMultipartUpload"]);
    await expectObject(file);
  });

  test("begins no part after a failure, and keeps those that were in flight", async () => {
    const file = scene().file("file", 1000);
    failPart(1);
    const { s } = await scene().upload(file, { threadNum: 3 });
    expect(s).toMatchObject({ code: 500, errorCode: "InternalError", errorMsg: "oops" });
    const sent = partsSent();
    expect(sent.length).toBeLessThanOrEqual(5);
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file, { threadNum: 3 })).s.code).toBe(200);
    // What was sent and recorded is not sent again.
    expect(partsSent().filter((n) => n !== 1 && sent.includes(n))).toEqual([]);
    await expectObject(file);
  });

  test("goes on when the very first part failed", async () => {
    const file = scene().file("file", 250);
    failPart(1);
    expect((await scene().upload(file)).s.code).toBe(500);
    scene().emulator.requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations[0]).toBe("UploadPart 1");
    expect(await scene().uploads()).toBe(0);
  });

  test("without a checkpoint is aborted, so that the server keeps nothing", async () => {
    const file = scene().file("file", 250);
    failPart(2);
    expect((await scene().upload(file, { checkpoint: false })).s.code).toBe(500);
    expect(scene().operations.at(-1)).toBe("AbortMultipartUpload");
    expect(await scene().uploads()).toBe(0);
    expect(scene().files).toEqual(["file"]);
  });

  test("by the end of its pool answers AOSE_ABORT_CALLBACK at once and sends no more", async () => {
    stopTimers();
    const file = scene().file("file", 1000);
    const options = scene().mortalOptions();
    const never = new Promise(() => undefined);
    const { faults, requests } = scene().emulator;
    faults.add({ operation: "UploadPart", nth: 3, times: Infinity, fault: "hold", until: never });
    const upload = scene().upload(file, { options, threadNum: 2, maxAttempts: 3 });
    await expect.poll(() => partsSent().length).toBe(4);
    const count = requests.length;
    aosPoolDestroy(options.pool);
    expect((await upload).s.code).toBe(-997);
    expect(requests).toHaveLength(count);
    faults.clear();
    requests.length = 0;
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(partsSent()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    await expectObject(file);
  });
});

describe("a checkpoint that does not fit begins the upload anew, and the log says so", () => {
  async function expectFreshStart(
    file: string,
    { bucket = testAccount.bucket, object = "key" }: { bucket?: string; object?: string } = {},
  ): Promise<void> {
    const { s } = await scene().upload(file, { bucket, object });
    expect(s.code).toBe(200);
    expect(scene().operations[0]).toBe("InitiateMultipartUpload");
    expect(partsSent()).toEqual([1, 2, 3]);
    expect(scene().log.join("")).toContain("file.cp");
    expect(await scene().object(object, bucket)).toEqual(readFileSync(file));
    expect(scene().files).toEqual(["file"]);
  }

  test("another object", async () => {
    await expectFreshStart(await interrupted(), { object: "other" });
  });

  test("another bucket", async () => {
    await expectFreshStart(await interrupted(), { bucket: "other" });
  });

  test("another endpoint", async () => {
    const file = await interrupted();
    rewrite(/<Endpoint>[^<]*/, "<Endpoint>https://oss-cn-beijing.aliyuncs.com");
    await expectFreshStart(file);
  });

  test("a file that changed", async () => {
    const file = await interrupted();
    writeFileSync(file, "x".repeat(250));
    await expectFreshStart(file);
  });

  test("another file of the same size and time", async () => {
    const checkpointPath = scene().path("my.cp");
    const time = new Date(1_760_000_000_000);
    const [file, other] = [scene().file("file", 250), scene().file("other", 250)];
    for (const path of [file, other]) utimesSync(path, time, time);
    failPart(3);
    expect((await scene().upload(file, { checkpointPath })).s.code).toBe(500);
    scene().emulator.requests.length = 0;
    expect((await scene().upload(other, { checkpointPath })).s.code).toBe(200);
    expect(partsSent()).toEqual([1, 2, 3]);
    await expectObject(other);
  });

  test("but not the same file by another name of its path", async () => {
    const file = await interrupted();
    rewrite(/<Path>[^<]*/, "<Path>file");
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(partsSent()).toEqual([3]);
  });

  test.each([
    ["nothing", ""],
    ["text", "garbage"],
    ["half of itself", null],
    ["a DOCTYPE", '<!DOCTYPE x [<!ENTITY a "b">]><Checkpoint>&a;</Checkpoint>'],
  ])("%s", async (_, content) => {
    const file = await interrupted();
    const half = scene().text("file.cp").slice(0, 400);
    writeFileSync(scene().path("file.cp"), content ?? half);
    await expectFreshStart(file);
  });

  test.each([
    ["a changed upload id", /<UploadId>[^<]*/, "<UploadId>0123456789ABCDEF"],
    ["a changed ETag", /<ETag>&quot;[^<]*/, "<ETag>&quot;0&quot;"],
    ["a part too many", /<Number>3/, "<Number>4"],
    ["an impossible index", /<Index>2/, "<Index>20000000"],
    ["an impossible size", /<Size>50</, "<Size>51<"],
    ["the type of a download", /<Type>1/, "<Type>2"],
  ])("%s", async (_, pattern, replacement) => {
    const file = await interrupted();
    const changed = scene().text("file.cp").replace(pattern, replacement);
    expect(changed).not.toBe(scene().text("file.cp"));
    writeFileSync(scene().path("file.cp"), changed);
    await expectFreshStart(file);
  });
});

describe("C's checkpoint", () => {
  /** As C writes it: without a checksum, a target and the CRC of parts. */
  function asC(text: string): string {
    return text
      .replace(/<MD5>[0-9a-f]+/, "<MD5>")
      .replace(/<Target>.*<\/Target>/, "")
      .replace(/<Crc64>\d+/g, "<Crc64>0");
  }

  async function leftByC(): Promise<string> {
    const file = await interrupted();
    writeFileSync(scene().path("file.ucp"), asC(scene().text("file.cp")));
    writeFileSync(scene().path("file.cp"), "");
    return file;
  }

  test("NAME.ucp is taken up when there is no NAME.cp", async () => {
    const file = await leftByC();
    rmSync(scene().path("file.cp"));
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual(["UploadPart 3", "CompleteMultipartUpload"]);
    await expectObject(file);
    expect(scene().files).toEqual(["file"]);
  });

  test("NAME.ucp is continued in place", async () => {
    const file = await leftByC();
    rmSync(scene().path("file.cp"));
    failPart(3);
    expect((await scene().upload(file)).s.code).toBe(500);
    expect(scene().files).toEqual(["file", "file.ucp"]);
  });

  test("NAME.ucp is left alone when there is a NAME.cp", async () => {
    const file = await leftByC();
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations[0]).toBe("InitiateMultipartUpload");
    expect(scene().files).toEqual(["file", "file.ucp"]);
  });

  test("NAME.ucp that does not fit is removed, as C does", async () => {
    const file = scene().file("file", 250);
    writeFileSync(scene().path("file.ucp"), "garbage");
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().files).toEqual(["file"]);
  });

  test("is taken up at the path that the caller names", async () => {
    const file = await leftByC();
    const checkpointPath = scene().path("file.ucp");
    expect((await scene().upload(file, { checkpointPath })).s.code).toBe(200);
    expect(scene().operations).toEqual(["UploadPart 3", "CompleteMultipartUpload"]);
  });
});

describe("an upload that the server does not know as the checkpoint does", () => {
  test("was aborted: a new one begins", async () => {
    const file = await interrupted();
    await abort();
    const { s, progress } = await scene().upload(file);
    expect(s.code).toBe(200);
    expect(scene().operations).toEqual([
      "UploadPart 3",
      "HeadObject",
      "InitiateMultipartUpload",
      "UploadPart 1",
      "UploadPart 2",
      "UploadPart 3",
      "CompleteMultipartUpload",
    ]);
    expect(progress.map(([consumed]) => consumed)).toEqual([100, 200, 250]);
    await expectObject(file);
  });

  test("was aborted, and an object of the same size is another: a new one begins", async () => {
    const file = await interrupted();
    await scene().put("key", Buffer.alloc(250, "x"));
    await abort();
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(partsSent()).toEqual([3, 1, 2, 3]);
    await expectObject(file);
  });

  test("was aborted, and nobody tells the CRC-64 of the object: a new one begins", async () => {
    const file = await interrupted();
    await scene().put("key", readFileSync(file));
    await abort();
    scene().emulator.faults.add({ operation: "HeadObject", fault: "missingCrc" });
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(partsSent()).toEqual([3, 1, 2, 3]);
  });

  test("is found out at its end: a new one begins, and progress never falls", async () => {
    const file = await interrupted();
    const gone = { fault: "error", status: 404, code: "NoSuchUpload" } as const;
    scene().emulator.faults.add({ operation: "CompleteMultipartUpload", ...gone });
    const { s, progress } = await scene().upload(file);
    expect(s.code).toBe(200);
    expect(partsSent()).toEqual([3, 1, 2, 3]);
    expect(progress).toEqual([[250, 250]]);
    await expectObject(file);
  });

  test("lacks a part: that one is sent again", async () => {
    const file = await interrupted();
    rewrite(/<ETag>&quot;[^<]*/, "<ETag>&quot;00000000000000000000000000000000&quot;");
    expect((await scene().upload(file)).s.code).toBe(200);
    expect(scene().operations).toEqual([
      "UploadPart 3",
      "CompleteMultipartUpload",
      "ListParts",
      "UploadPart 1",
      "CompleteMultipartUpload",
    ]);
    await expectObject(file);
  });

  test.each([
    ["another object", "other"],
    ["the same object", "key"],
  ])("is another one of %s, forged well: no byte of it is in the object", async (_, key) => {
    const file = await interrupted();
    const { emulator } = scene();
    const id = await beginUpload(emulator, key);
    const at = `/${testAccount.bucket}/${key}?`;
    for (const number of [1, 2]) {
      const target = `${at}partNumber=${number}&uploadId=${id}`;
      const sent = await send(emulator, { method: "PUT", target, body: Buffer.alloc(100, "x") });
      expect(sent.status).toBe(200);
    }
    rewrite(/<UploadId>[^<]*/, `<UploadId>${id}`);
    expect((await scene().upload(file)).s.code).toBe(200);
    await expectObject(file);
    const { status, body } = await send(emulator, { target: `${at}uploadId=${id}` });
    if (key === "key") expect(status).toBe(404);
    else
      expect(body.toString().match(/<PartNumber>./g)).toEqual(["<PartNumber>1", "<PartNumber>2"]);
  });

  async function abort(): Promise<void> {
    const id = /<UploadId>([^<]*)/.exec(scene().text("file.cp"))?.[1] ?? "";
    const target = `/${testAccount.bucket}/key?uploadId=${id}`;
    expect((await send(scene().emulator, { method: "DELETE", target })).status).toBe(204);
    scene().emulator.requests.length = 0;
  }
});

test("a checkpoint holds no secret", async () => {
  const { endpoint } = scene().options.config;
  aosStrSet(endpoint, endpoint.data.replace("http://", "http://user:password@"));
  await interrupted();
  expect(scene().text("file.cp")).toContain("<Endpoint>http://127.0.0.1:");
  expect(scene().text("file.cp")).not.toContain(testAccount.accessKeySecret);
  expect(scene().text("file.cp")).not.toContain(testAccount.accessKeyId);
});
