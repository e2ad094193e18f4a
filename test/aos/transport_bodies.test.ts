import { truncateSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import { AOSE_OK, AOSE_READ_BODY_ERROR, HTTP_POST, HTTP_PUT } from "../../src/aos/define.js";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";
import { type AosReadHttpBody, BODY_IN_CALLBACK } from "../../src/aos/transport.js";
import {
  expectProgress,
  isClosed,
  numberedBytes,
  opened,
  puttingFile,
  SIZES,
  watching,
} from "../support/http_bodies.js";
import { all, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";
import { tlsIdentity } from "../support/tls.js";

const temporary = useTempDir();

afterEach(() => {
  aosHttpIoDeinitialize();
});

describe("a body in memory", () => {
  test.each(SIZES)("of %i bytes arrives whole, is counted and summed", async (size) => {
    await using server = await RawServer.answering(answerOf(200));
    const bytes = numberedBytes(size);
    const told: [number, number][] = [];
    const pieces = [bytes.subarray(0, 10), Buffer.alloc(0), bytes.subarray(10)];
    const { code, req } = await exchange(server.host, all(putting(...pieces), watching(told)));
    expect(code).toBe(AOSE_OK);
    expect(server.request.body.equals(bytes)).toBe(true);
    expect([req.consumedBytes, req.crc64]).toEqual([size, aosCrc64(0n, bytes)]);
    expectProgress(told, size);
  });

  test("of no bytes is told as such, as in C", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const told: [number, number][] = [];
    await exchange(server.host, (req) => {
      req.method = HTTP_POST;
      req.progressCallback = (consumed, total) => told.push([consumed, total]);
    });
    expect(told).toEqual([[0, 0]]);
  });

  test("goes on from the checksum of what stands before it", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const { req } = await exchange(
      server.host,
      all(putting("456789"), (request) => {
        request.crc64 = aosCrc64(0n, Buffer.from("123"));
      }),
    );
    expect(req.crc64).toBe(0x995dc9bbdf1939fan);
  });

  test("has no checksum when enableCrc is off", async () => {
    await using server = await RawServer.answering(answerOf(200, "answer"));
    const { req, resp } = await exchange(server.host, putting("x"), { enableCrc: 0 });
    expect([req.crc64, resp.crc64]).toEqual([0n, 0n]);
  });

  test("longer than bodyLen is sent up to it, shorter is AOSE_READ_BODY_ERROR", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const ofLength = (bodyLen: number): Prepare =>
      all(putting("12345"), (req) => {
        req.bodyLen = bodyLen;
      });
    expect((await exchange(server.host, ofLength(3))).code).toBe(AOSE_OK);
    expect(server.request.body.toString()).toBe("123");
    expect((await exchange(server.host, ofLength(6))).code).toBe(AOSE_READ_BODY_ERROR);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a body in a file", () => {
  test.each(SIZES)(
    "of %i bytes in the middle arrives whole, and the file is closed",
    async (size) => {
      await using server = await RawServer.answering(answerOf(200));
      const bytes = numberedBytes(size + 30);
      writeFileSync(temporary("source"), bytes);
      const file = await opened(temporary("source"), "r");
      const told: [number, number][] = [];
      const range = { file, filePos: 10, fileLast: 10 + size, owner: true };
      const { code, req } = await exchange(server.host, all(puttingFile(range), watching(told)));
      expect(code).toBe(AOSE_OK);
      expect(server.request.body.equals(bytes.subarray(10, 10 + size))).toBe(true);
      expect(req.crc64).toBe(aosCrc64(0n, bytes.subarray(10, 10 + size)));
      expect([req.fileBuf, isClosed(file), range.filePos]).toEqual([null, true, 10 + size]);
      expectProgress(told, size);
    },
  );

  test.each([
    ["plain", null],
    ["TLS", tlsIdentity("server")],
  ])("is not mixed up when the server takes it in fits and starts, over %s", async (name, tls) => {
    const received: Buffer[] = [];
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.head();
      // Until the operating system takes no more, and slices have to wait.
      await sleep(200);
      for (let left = 9_000_000; left > 0; ) {
        const piece = await reader.bytes(Math.min(left, 1 + ((left * 7919) % 300_000)));
        if (piece === null) return;
        received.push(piece);
        left -= piece.length;
        await sleep(left % 5);
      }
      socket.write(answerOf(200));
    }, tls);
    const bytes = numberedBytes(9_000_000);
    writeFileSync(temporary("source"), bytes);
    const file = await opened(temporary("source"), "r");
    const range = { file, filePos: 0, fileLast: bytes.length, owner: true };
    const prepare = all(puttingFile(range), (req) => {
      if (name === "TLS") req.proto = "https://";
    });
    expect((await exchange(server.host, prepare, { verifySsl: 0 })).code).toBe(AOSE_OK);
    expect(bytes.equals(Buffer.concat(received))).toBe(true);
  });

  test("that another owns stays open, and serves several requests at once", async () => {
    await using server = await RawServer.answering(({ body }) => answerOf(200, body.toString()));
    writeFileSync(temporary("source"), "0123456789");
    const file = await opened(temporary("source"), "r");
    const ranges = [
      [0, 4],
      [2, 9],
      [5, 10],
    ] as const;
    const sent = await Promise.all(
      ranges.map(([filePos, fileLast]) =>
        exchange(server.host, puttingFile({ file, filePos, fileLast, owner: false })),
      ),
    );
    expect(sent.map(({ text }) => text)).toEqual(["0123", "2345678", "56789"]);
    expect(isClosed(file)).toBe(false);
  });

  test("is read no further ahead of the server than sockets hold", async () => {
    const [size, piece] = [256 * 1024 * 1024, 256 * 1024];
    writeFileSync(temporary("source"), "");
    truncateSync(temporary("source"), size);
    const file = await opened(temporary("source"), "r");
    const { mock } = vi.spyOn(file, "read");
    const read = (): number => {
      const calls: readonly (readonly unknown[])[] = mock.calls;
      return calls.reduce((sum, [, , length]) => sum + Number(length), 0);
    };
    const ahead: number[] = [];
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.head();
      for (let received = 0; received < size; received += piece) {
        ahead.push(read() - received);
        if ((await reader.bytes(piece)) === null) return;
      }
      socket.write(answerOf(200));
    });
    const range = { file, filePos: 0, fileLast: size, owner: true };
    expect((await exchange(server.host, puttingFile(range))).code).toBe(AOSE_OK);
    expect(read()).toBe(size);
    // Linux keeps up to 36 MiB in the two sockets.
    expect(Math.max(...ahead)).toBeLessThan(size / 4);
  });

  test("that is shorter than its range is AOSE_READ_BODY_ERROR", async () => {
    await using server = await RawServer.answering(answerOf(200));
    writeFileSync(temporary("source"), "12345");
    const file = await opened(temporary("source"), "r");
    const range = { file, filePos: 0, fileLast: 6, owner: true };
    const { code, reason } = await exchange(server.host, puttingFile(range));
    expect([code, isClosed(file)]).toEqual([AOSE_READ_BODY_ERROR, true]);
    expect(reason).toContain("ended before its length");
    expect(server.requests).toEqual([]);
  });

  test("that can't be read is AOSE_READ_BODY_ERROR", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const file = await opened(temporary(""), "r");
    const range = { file, filePos: 0, fileLast: 6, owner: true };
    const { code, reason } = await exchange(server.host, puttingFile(range));
    expect([code, isClosed(file)]).toEqual([AOSE_READ_BODY_ERROR, true]);
    expect(reason).toContain("EISDIR");
    const none = { file: null, filePos: 0, fileLast: 6, owner: true };
    expect((await exchange(server.host, puttingFile(none))).code).toBe(AOSE_READ_BODY_ERROR);
  });

  test("is closed even when nothing can be sent", async () => {
    writeFileSync(temporary("source"), "12345");
    const file = await opened(temporary("source"), "r");
    const range = { file, filePos: 0, fileLast: 5, owner: true };
    await exchange("", puttingFile(range));
    expect(isClosed(file)).toBe(true);
  });
});

describe("a body that the program reads", () => {
  function reading(readBody: AosReadHttpBody, bodyLen: number): Prepare {
    return (req) => {
      Object.assign(req, { method: HTTP_PUT, type: BODY_IN_CALLBACK, readBody, bodyLen });
    };
  }

  test("may come byte by byte, at once or later", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const bytes = numberedBytes(300);
    let at = 0;
    const { code, req } = await exchange(
      server.host,
      reading((_, buffer) => {
        buffer[0] = bytes[at] ?? 0;
        at++;
        return at % 2 === 0 ? 1 : Promise.resolve(1);
      }, bytes.length),
    );
    expect(code).toBe(AOSE_OK);
    expect(server.request.body.equals(bytes)).toBe(true);
    expect(req.crc64).toBe(aosCrc64(0n, bytes));
  });

  test("may come in the largest pieces asked for", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const bytes = numberedBytes(700_000);
    let at = 0;
    const { code } = await exchange(
      server.host,
      reading((_, buffer, len) => {
        buffer.set(bytes.subarray(at, at + len));
        at += len;
        return len;
      }, bytes.length),
    );
    expect([code, at]).toEqual([AOSE_OK, bytes.length]);
    expect(server.request.body.equals(bytes)).toBe(true);
  });

  const failing: [string, AosReadHttpBody][] = [
    ["answers a code", () => -1],
    ["ends too early", () => 0],
    ["answers more than it was asked for", (_, __, len) => len + 1],
    ["answers no number", () => Number.NaN],
    [
      "throws",
      () => {
        throw new Error("secret");
      },
    ],
    ["rejects", () => Promise.reject(new Error("secret"))],
  ];

  test.each(failing)("is AOSE_READ_BODY_ERROR when the function %s", async (_, readBody) => {
    await using server = await RawServer.answering(answerOf(200));
    const { code, reason } = await exchange(server.host, reading(readBody, 10));
    expect(code).toBe(AOSE_READ_BODY_ERROR);
    expect(reason).not.toContain("secret");
    expect(server.requests).toEqual([]);
  });
});
