import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import {
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OPEN_FILE_ERROR,
} from "../../src/aos/define.js";
import {
  ossAppendObjectFromBuffer,
  ossAppendObjectFromFile,
  ossDoAppendObjectFromBuffer,
  ossDoAppendObjectFromFile,
} from "../../src/oss/api/append.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const server = useAnswers();
const path = useTempDir();
const crcOf = (text: string): bigint => aosCrc64(0n, Buffer.from(text));
const answerCrc = (crc: bigint): void => {
  server().answer({ headers: { "x-oss-hash-crc64ecma": String(crc) } });
};

describe("appending", () => {
  test("says where, and what from memory", async () => {
    const { options, seen } = server();
    const content = buffers("56", "789");
    const headers = table({ "x-oss-meta-a": "1" });
    const s = await ossAppendObjectFromBuffer(
      options,
      "bucket",
      "a.txt",
      4,
      content,
      headers,
      null,
    );
    expect(s.code).toBe(200);
    const [request] = seen;
    expect(`${request?.method} ${request?.target}`).toBe("POST /bucket%2Fa.txt?append&position=4");
    expect(request?.body.toString()).toBe("56789");
    expect(request?.headers.get("content-type")).toBe("text/plain");
    expect(request?.headers.get("x-oss-meta-a")).toBe("1");
    expect(textOf(content)).toBe("56789");
  });

  test("says where, and what from a file", async () => {
    const { options, seen } = server();
    writeFileSync(path("a.png"), "56789");
    await ossAppendObjectFromFile(options, "bucket", "a.txt", 4, path("a.png"), null, null);
    expect(seen[0]?.body.toString()).toBe("56789");
    expect(seen[0]?.headers.get("content-type")).toBe("image/png");
  });

  test("puts its own parameters behind the caller's", async () => {
    const { options, seen } = server();
    const params = table({ "x-oss-process": "a" });
    await ossDoAppendObjectFromBuffer(
      options,
      "bucket",
      "k",
      0,
      0n,
      buffers("x"),
      null,
      params,
      null,
      null,
      null,
    );
    expect(seen[0]?.target).toBe("/bucket%2Fk?x-oss-process=a&append&position=0");
    expect(params.length).toBe(1);
  });

  test("takes a position beyond 2^53 as bigint, and refuses a number that is not exact", async () => {
    const { options, seen } = server();
    const big = 9007199254740993n;
    const content = buffers("x");
    await ossAppendObjectFromBuffer(options, "bucket", "k", big, content, null, null);
    expect(seen[0]?.target).toContain("position=9007199254740993");
    for (const position of [2 ** 53, 0.5, Number.NaN]) {
      const s = await ossAppendObjectFromBuffer(
        options,
        "bucket",
        "k",
        position,
        content,
        null,
        null,
      );
      expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: "ClientError" });
      expect(s.errorMsg).toContain("position");
    }
    expect(seen.length).toBe(1);
  });

  test("compares the CRC-64 of the whole object only when it is given that of the beginning", async () => {
    const { options } = server();
    writeFileSync(path("end"), "56789");
    answerCrc(crcOf("123456789"));
    const plain = [
      await ossAppendObjectFromBuffer(options, "bucket", "k", 4, buffers("56789"), null, null),
      await ossAppendObjectFromFile(options, "bucket", "k", 4, path("end"), null, null),
    ];
    expect(plain.map(({ code }) => code)).toEqual([200, 200]);
    for (const [initCrc, code] of [
      [crcOf("1234"), 200],
      [0n, AOSE_CRC_INCONSISTENT_ERROR],
    ] as const) {
      const fromBuffer = await ossDoAppendObjectFromBuffer(
        options,
        "bucket",
        "k",
        4,
        initCrc,
        buffers("56789"),
        null,
        null,
        null,
        null,
        null,
      );
      const fromFile = await ossDoAppendObjectFromFile(
        options,
        "bucket",
        "k",
        4,
        initCrc,
        path("end"),
        null,
        null,
        null,
        null,
        null,
      );
      expect([fromBuffer.code, fromFile.code]).toEqual([code, code]);
    }
  });

  test("a file that is not there is an error and nothing is sent", async () => {
    const { options, seen } = server();
    const missing = path("missing");
    const calls = [
      await ossAppendObjectFromFile(options, "bucket", "k", 0, missing, null, null),
      await ossDoAppendObjectFromFile(
        options,
        "bucket",
        "k",
        0,
        0n,
        missing,
        null,
        null,
        null,
        null,
        null,
      ),
    ];
    expect(calls.map(({ code }) => code)).toEqual([AOSE_OPEN_FILE_ERROR, AOSE_OPEN_FILE_ERROR]);
    expect(seen).toEqual([]);
  });
});
