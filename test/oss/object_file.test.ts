import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OPEN_FILE_ERROR,
} from "../../src/aos/define.js";
import { out } from "../../src/aos/out.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import {
  ossDoGetObjectToFile,
  ossDoPutObjectFromFile,
  ossGetObjectToFile,
  ossPutObjectFromFile,
} from "../../src/oss/api/object_file.js";
import { type Answer, useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const server = useAnswers();
const path = useTempDir();
const CRC_OF_DIGITS = { "x-oss-hash-crc64ecma": String(0x995dc9bbdf1939fan) };

/** The names in the directory of the test. */
function names(): string[] {
  return readdirSync(dirname(path("x"))).sort();
}

describe("putting a file", () => {
  test("sends its content, with the content type of its own name", async () => {
    const { options, seen } = server();
    writeFileSync(path("a.png"), "123456789");
    server().answer({ headers: CRC_OF_DIGITS, body: "{}" });
    const respBody = buffers();
    const told: number[] = [];
    const s = await ossDoPutObjectFromFile(
      options,
      "bucket",
      "key.txt",
      path("a.png"),
      null,
      table({ a: "b" }),
      (sent) => told.push(sent),
      null,
      respBody,
    );
    expect(s.code).toBe(200);
    expect(seen[0]?.body.toString()).toBe("123456789");
    expect(seen[0]?.headers.get("content-type")).toBe("image/png");
    expect(seen[0]?.headers.get("content-length")).toBe("9");
    expect(told.at(-1)).toBe(9);
    expect(textOf(respBody)).toBe("{}");
  });

  test("sends an empty file", async () => {
    const { options, seen } = server();
    writeFileSync(path("a"), "");
    server().answer({ headers: { "x-oss-hash-crc64ecma": "0" } });
    const s = await ossPutObjectFromFile(options, "bucket", "key", path("a"), null, null);
    expect(s.code).toBe(200);
    expect(seen[0]?.headers.get("content-length")).toBe("0");
  });

  test("a file that is not there, or a directory, is an error and nothing is sent", async () => {
    const { options, seen } = server();
    await mkdir(path("directory"));
    const headers = table({ "x-oss-meta-a": "1" });
    for (const name of [path("missing"), path("directory"), ""]) {
      const respHeaders = out<AosTable>();
      const s = await ossPutObjectFromFile(options, "bucket", "key", name, headers, respHeaders);
      expect(s).toMatchObject({ code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" });
      expect(respHeaders.value).toBeNull();
    }
    expect(headers.length).toBe(1);
    expect(seen).toEqual([]);
  });

  test.runIf(process.platform === "linux")("closes the file though nothing was sent", async () => {
    const { options } = server();
    writeFileSync(path("a"), "123456789");
    aosStrSet(options.config.region, "");
    options.config.signatureVersion = 4;
    const s = await ossPutObjectFromFile(options, "bucket", "key", path("a"), null, null);
    expect(s.code).toBe(AOSE_INVALID_ARGUMENT);
    expect(openFiles()).not.toContain(path("a"));
  });
});

/** The files that this process has open. */
function openFiles(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

describe("getting an object to a file", () => {
  test("replaces the file by the content, readable as C makes it", async () => {
    const { options } = server();
    writeFileSync(path("a"), "a longer content that was there before");
    server().answer({ body: "123456789", headers: CRC_OF_DIGITS });
    const told: [number, number][] = [];
    const s = await ossDoGetObjectToFile(
      options,
      "bucket",
      "key",
      null,
      null,
      path("a"),
      (got, total) => told.push([got, total]),
      null,
    );
    expect(s.code).toBe(200);
    expect(readFileSync(path("a"), "utf8")).toBe("123456789");
    expect(told.at(-1)).toEqual([9, 9]);
    expect(names()).toEqual(["a"]);
    if (process.platform !== "win32") expect(statSync(path("a")).mode & 0o777).toBe(0o640);
  });

  test.each<[string, Answer, number]>([
    ["an error of the service", { status: 404, body: "<Error/>" }, 404],
    ["a wrong CRC-64", { body: "damaged", headers: CRC_OF_DIGITS }, AOSE_CRC_INCONSISTENT_ERROR],
    ["a body that was cut short", { body: "123456789", cutAfter: 4 }, AOSE_CONNECTION_FAILED],
    ["an unmodified object", { status: 304 }, 304],
  ])("leaves the old file as it was after %s", async (_, answer, code) => {
    const { options } = server();
    writeFileSync(path("a"), "precious");
    server().answer(answer);
    const s = await ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null);
    expect(s.code).toBe(code);
    expect(readFileSync(path("a"), "utf8")).toBe("precious");
    expect(names()).toEqual(["a"]);
  });

  test("makes no file where there was none after a lost connection", async () => {
    const { options } = server();
    server().answer((_, response) => {
      response.destroy();
    });
    const s = await ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null);
    expect(s.errorCode).toBe("HttpIoError");
    expect(names()).toEqual([]);
  });

  test("leaves a file alone that has the temporary one's name", async () => {
    const { options } = server();
    writeFileSync(path("a.tmp"), "somebody else's");
    server().answer({ body: "123456789" });
    const s = await ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null);
    expect(s.code).toBe(200);
    expect(readFileSync(path("a"), "utf8")).toBe("123456789");
    expect(readFileSync(path("a.tmp"), "utf8")).toBe("somebody else's");
    expect(names()).toEqual(["a", "a.tmp"]);
  });

  test("lets several downloads to one file run at once, and the file is one of them whole", async () => {
    const { options } = server();
    const contents = Array.from({ length: 4 }, (_, i) => Buffer.alloc(200_000, String(i)));
    server().answer(...contents.map((body): Answer => ({ body })));
    const calls = contents.map(() =>
      ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null),
    );
    expect((await Promise.all(calls)).map(({ code }) => code)).toEqual([200, 200, 200, 200]);
    const kept = readFileSync(path("a"));
    expect(contents.some((content) => content.equals(kept))).toBe(true);
    expect(names()).toEqual(["a"]);
  });

  test("writes only what was asked for into the file", async () => {
    const { options, seen } = server();
    server().answer({ status: 206, body: "345", headers: CRC_OF_DIGITS });
    const range = table({ Range: "bytes=2-4" });
    const s = await ossGetObjectToFile(options, "bucket", "key", range, null, path("a"), null);
    expect(s.code).toBe(206);
    expect(seen[0]?.headers.get("range")).toBe("bytes=2-4");
    expect(readFileSync(path("a"), "utf8")).toBe("345");
  });

  test("tells that a directory can't be replaced, and leaves nothing behind", async () => {
    const { options } = server();
    await mkdir(path("a"));
    writeFileSync(path("a/inside"), "precious");
    server().answer({ body: "123456789" });
    const s = await ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null);
    expect(s).toMatchObject({ code: AOSE_FILE_WRITE_ERROR, errorCode: "RenameFileFail" });
    expect(s.errorMsg).toContain(basename(path("a")));
    expect(s.reqId).not.toBe("");
    expect(readFileSync(path("a/inside"), "utf8")).toBe("precious");
    expect(names()).toEqual(["a"]);
  });

  test("that is ended while it begins leaves nothing behind", async () => {
    const { options, seen } = server();
    const pool = aosPoolCreate(null);
    const call = ossGetObjectToFile(
      { ...options, pool },
      "bucket",
      "key",
      null,
      null,
      path("a"),
      null,
    );
    aosPoolDestroy(pool);
    expect((await call).code).toBe(AOSE_ABORT_CALLBACK);
    expect(names()).toEqual([]);
    expect(seen).toEqual([]);
  });

  test("asks for nothing when there is no directory to write to", async () => {
    const { options, seen } = server();
    const respHeaders = out<AosTable>();
    const target = path("missing/a");
    const s = await ossGetObjectToFile(options, "bucket", "key", null, null, target, respHeaders);
    expect(s).toMatchObject({ code: AOSE_OPEN_FILE_ERROR, errorCode: "OpenFileFail" });
    expect(respHeaders.value).toBeNull();
    expect(seen).toEqual([]);
  });

  test.runIf(process.platform === "linux")("leaves no file open", async () => {
    const { options } = server();
    server().answer({ body: "123456789" }, { status: 500 });
    for (let i = 0; i < 2; i++) {
      await ossGetObjectToFile(options, "bucket", "key", null, null, path("a"), null);
    }
    expect(openFiles().filter((file) => file.startsWith(path("a")))).toEqual([]);
  });
});
