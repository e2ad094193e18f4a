import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { aosCrc64 } from "../../src/aos/crc64.js";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_OK,
  AOSE_OVER_MEMORY,
  AOSE_SELECT_OBJECT_CRC_ERROR,
  AOSE_WRITE_BODY_ERROR,
} from "../../src/aos/define.js";
import { aosHttpIoDeinitialize, aosWriteHttpBodyFile } from "../../src/aos/http_io.js";
import { type AosWriteHttpBody, BODY_IN_CALLBACK, BODY_IN_FILE } from "../../src/aos/transport.js";
import {
  expectProgress,
  gettingFile,
  isClosed,
  numberedBytes,
  opened,
  SIZES,
  watching,
} from "../support/http_bodies.js";
import { all, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";

const temporary = useTempDir();

afterEach(() => {
  aosHttpIoDeinitialize();
});

/** An answer with bytes for its body. */
function answerWith(body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

describe("an answer to memory", () => {
  test.each([0, ...SIZES])("of %i bytes comes whole, is counted and summed", async (size) => {
    const bytes = numberedBytes(size);
    await using server = await RawServer.answering(answerWith(bytes));
    const told: [number, number][] = [];
    const { code, resp } = await exchange(server.host, watching(told));
    expect(code).toBe(AOSE_OK);
    expect(Buffer.concat([...resp.body].map((b) => b.bytes)).equals(bytes)).toBe(true);
    expect([resp.bodyLen, resp.crc64]).toEqual([size, aosCrc64(0n, bytes)]);
    if (size > 0) expectProgress(told, size);
  });
});

describe("an answer to a file", () => {
  test.each([0, ...SIZES])(
    "of %i bytes lies where it should, and the file is closed",
    async (size) => {
      const bytes = numberedBytes(size);
      await using server = await RawServer.answering(answerWith(bytes));
      writeFileSync(temporary("target"), Buffer.alloc(size + 10, "-"));
      const file = await opened(temporary("target"), "r+");
      const told: [number, number][] = [];
      const range = { file, filePos: 5, fileLast: 0, owner: true };
      const { code, resp } = await exchange(server.host, all(gettingFile(range), watching(told)));
      expect(code).toBe(AOSE_OK);
      const expected = Buffer.concat([Buffer.from("-----"), bytes, Buffer.from("-----")]);
      expect(readFileSync(temporary("target")).equals(expected)).toBe(true);
      expect([resp.bodyLen, resp.crc64]).toEqual([size, aosCrc64(0n, bytes)]);
      expect([range.filePos, range.fileLast, isClosed(file)]).toEqual([5 + size, size, true]);
      expect(resp.fileBuf).toBeNull();
      if (size > 0) expectProgress(told, size);
    },
  );

  test("opens and empties the file that only has a name", async () => {
    await using server = await RawServer.answering(answerOf(200, "new"));
    writeFileSync(temporary("target"), "much older content");
    const { code, resp } = await exchange(server.host, (_, response) => {
      response.writeBody = aosWriteHttpBodyFile;
      response.type = BODY_IN_FILE;
      response.filePath = temporary("target");
    });
    expect([code, resp.fileBuf]).toEqual([AOSE_OK, null]);
    expect(readFileSync(temporary("target"), "utf8")).toBe("new");
  });

  test("that is an error leaves the file alone", async () => {
    await using server = await RawServer.answering(answerOf(404, "<Error/>"));
    writeFileSync(temporary("target"), "content");
    const file = await opened(temporary("target"), "r+");
    const { text } = await exchange(
      server.host,
      gettingFile({ file, filePos: 0, fileLast: 0, owner: true }),
    );
    expect([text, isClosed(file)]).toEqual(["<Error/>", true]);
    expect(readFileSync(temporary("target"), "utf8")).toBe("content");
  });

  test.each([
    ["at the end", 100],
    ["on the way", 5 << 20],
  ])("that can't be written is AOSE_WRITE_BODY_ERROR, found %s", async (_, size) => {
    await using server = await RawServer.answering(answerWith(Buffer.alloc(size)));
    writeFileSync(temporary("target"), "");
    const file = await opened(temporary("target"), "r");
    const range = { file, filePos: 0, fileLast: 0, owner: true };
    const { code } = await exchange(server.host, gettingFile(range));
    expect([code, isClosed(file)]).toEqual([AOSE_WRITE_BODY_ERROR, true]);
  });

  test("without a file and a name is AOSE_WRITE_BODY_ERROR", async () => {
    await using server = await RawServer.answering(answerOf(200, "content"));
    const { code } = await exchange(server.host, (_, resp) => {
      resp.writeBody = aosWriteHttpBodyFile;
      resp.type = BODY_IN_FILE;
    });
    expect(code).toBe(AOSE_WRITE_BODY_ERROR);
  });
});

describe("an answer that the program writes", () => {
  const writing =
    (writeBody: AosWriteHttpBody): Prepare =>
    (_, resp) => {
      resp.type = BODY_IN_CALLBACK;
      resp.writeBody = writeBody;
    };

  test.each([
    ["at once", 0],
    ["later", 1],
  ])("is handed over in order, one piece at a time: %s", async (_, delay) => {
    const bytes = numberedBytes(3_000_000);
    await using server = await RawServer.answering(answerWith(bytes));
    const pieces: Buffer[] = [];
    let inFlight = 0;
    const { code, resp } = await exchange(
      server.host,
      writing((response, buffer, len) => {
        pieces.push(Buffer.from(buffer.subarray(0, len)));
        response.bodyLen += len;
        expect(inFlight++).toBe(0);
        const done = (): number => {
          inFlight--;
          return len;
        };
        return delay === 0
          ? done()
          : new Promise((resolve) =>
              setTimeout(() => {
                resolve(done());
              }, delay),
            );
      }),
    );
    expect(code).toBe(AOSE_OK);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect([resp.bodyLen, resp.crc64]).toEqual([bytes.length, aosCrc64(0n, bytes)]);
  });

  test("in a chunk each, and slowly, comes whole", async () => {
    const chunks = Array.from({ length: 50 }, (_, i) => `2\r\n${String(i).padStart(2, "0")}\r\n`);
    await using server = await RawServer.answering(
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks.join("")}0\r\n\r\n`,
    );
    const pieces: string[] = [];
    const { code } = await exchange(
      server.host,
      writing(async (_, buffer, len) => {
        await new Promise((resolve) => setImmediate(resolve));
        pieces.push(Buffer.from(buffer).toString());
        return len;
      }),
    );
    expect(code).toBe(AOSE_OK);
    expect(pieces.join("")).toBe(chunks.map((chunk) => chunk.slice(3, 5)).join(""));
  });

  test("keeps the server waiting while the program is slow", async () => {
    const total = 64 << 20;
    let sent = 0;
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
      for (; sent < total && !socket.destroyed; sent += 1 << 16) {
        if (!socket.write(Buffer.alloc(1 << 16))) {
          await new Promise((resolve) => socket.once("drain", resolve).once("close", resolve));
        }
      }
    });
    let release: (len: number) => void = () => undefined;
    const answer = exchange(
      server.host,
      writing((_, __, len) => (sent < total ? new Promise((resolve) => (release = resolve)) : len)),
    );
    let before = -1;
    while (sent !== before || sent === 0) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sent).toBeLessThan(total / 2);
    release(-1);
    expect((await answer).code).toBe(AOSE_WRITE_BODY_ERROR);
  });

  const failing: [string, AosWriteHttpBody, number][] = [
    ["answers a code", () => -1, AOSE_WRITE_BODY_ERROR],
    ["answers a code later", () => Promise.resolve(-1), AOSE_WRITE_BODY_ERROR],
    ["finds a wrong checksum", () => AOSE_SELECT_OBJECT_CRC_ERROR, AOSE_SELECT_OBJECT_CRC_ERROR],
    ["takes less than it was given, as in C", () => 3, AOSE_CONNECTION_FAILED],
    [
      "throws",
      () => {
        throw new Error("secret");
      },
      AOSE_WRITE_BODY_ERROR,
    ],
    ["rejects", () => Promise.reject(new Error("secret")), AOSE_WRITE_BODY_ERROR],
  ];

  test.each(failing)("ends when the function %s", async (_, writeBody, expected) => {
    await using server = await RawServer.answering(answerOf(200, "content"));
    const { code, reason } = await exchange(server.host, writing(writeBody));
    expect(code).toBe(expected);
    expect(reason).not.toContain("secret");
  });

  test("to memory keeps to maxMemorySize by what it counts", async () => {
    await using server = await RawServer.answering(answerOf(200, "content"));
    const { code } = await exchange(
      server.host,
      (_, resp) => {
        resp.writeBody = (response, __, len) => {
          response.bodyLen += len;
          return len;
        };
      },
      { maxMemorySize: 6 },
    );
    expect(code).toBe(AOSE_OVER_MEMORY);
  });
});

test.each<[string, () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("progress");
    },
  ],
  ["rejects", () => Promise.reject(new Error("progress"))],
])("a progress callback that %s disturbs nothing", async (_, callback) => {
  await using server = await RawServer.answering(answerOf(200, "content"));
  let calls = 0;
  const told = (): unknown => {
    calls++;
    return callback();
  };
  const { code, text } = await exchange(server.host, (req, resp) => {
    putting("body")(req, resp);
    req.progressCallback = told;
    resp.progressCallback = told;
  });
  expect([code, text, calls]).toEqual([AOSE_OK, "content", 2]);
});

test("200 MB up and down keep to a small memory", async () => {
  await using server = await RawServer.start(async (reader, socket) => {
    for (let head = await reader.head(); head !== null; head = await reader.head()) {
      const length = Number(/content-length: (\d+)/.exec(head.headers.join())?.[1] ?? 0);
      for (let left = length; left > 0; left -= 1 << 20)
        await reader.bytes(Math.min(left, 1 << 20));
      const size = Number(/^GET \/(\d+)/.exec(head.line)?.[1] ?? 0);
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
      for (let left = size; left > 0; left -= 1 << 20) {
        if (!socket.write(Buffer.alloc(Math.min(left, 1 << 20)))) await once(socket, "drain");
      }
    }
  });
  const program = new URL("../fixtures/much_data.ts", import.meta.url).pathname;
  const args = ["--import", "tsx", program, server.host, String(200 << 20), temporary("")];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { before, after } = JSON.parse(stdout) as { before: number; after: number };
  expect(after - before).toBeLessThan(50);
});
