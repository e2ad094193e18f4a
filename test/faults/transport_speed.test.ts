import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { AOSE_CONNECTION_FAILED, AOSE_OK } from "../../src/aos/define.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import type { AosHttpRequestOptions } from "../../src/aos/transport.js";
import { type Exchanged, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer, type RequestReader } from "../support/raw_server.js";
import { tlsIdentity } from "../support/tls.js";

/** Elsewhere nobody tells how much the other side has got. */
const isLinux = process.platform === "linux";

type Behaviour = (reader: RequestReader, socket: Socket) => Promise<void>;

/** The rule of these tests: 1000 bytes a second over one second. */
const RULE: Partial<AosHttpRequestOptions> = { speedLimit: 1000, speedTime: 1 };

/** What becomes of a request to a server that behaves so. */
async function against(
  behave: Behaviour,
  prepare?: Prepare,
  rule: Partial<AosHttpRequestOptions> = RULE,
): Promise<Exchanged> {
  await using server = await RawServer.start(behave);
  return await exchange(server.host, prepare, rule, aosPoolCreate(null));
}

/** Sends `piece` every `interval` ms, `count` times, as an answer of that length. */
function dripping(piece: Buffer, interval: number, count: number): Behaviour {
  return async (reader, socket) => {
    await reader.request();
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${piece.length * count}\r\n\r\n`);
    for (let i = 0; i < count && !socket.destroyed; i++) {
      await sleep(interval);
      socket.write(piece);
    }
  };
}

/** Reads a body at a steady rate, in bytes a second, and answers. */
function readingAt(rate: number): Behaviour {
  return async (reader, socket) => {
    const head = await reader.head();
    const length = Number(/content-length: (\d+)/.exec(head?.headers.join() ?? "")?.[1]);
    const began = performance.now();
    for (let read = 0; read < length; ) {
      const due = Math.floor(((performance.now() - began) / 1000) * rate) - read;
      const bytes = await reader.bytes(Math.min(Math.max(due, 1), length - read));
      if (bytes === null) return;
      read += bytes.length;
      await sleep(20);
    }
    socket.write(answerOf(200, "read"));
  };
}

describe.concurrent("a transfer that stands still is given up after speedTime", () => {
  // In milliseconds. A busy machine takes longer; test/aos/transport/watchdog_rule.test.ts counts ticks.
  const least = 900;

  test("when the server reads nothing of a large body", async () => {
    const { code, milliseconds, reason, req } = await against(
      async (reader) => {
        await reader.head();
      },
      putting(Buffer.alloc(64 << 20)),
    );
    expect(code).toBe(AOSE_CONNECTION_FAILED);
    expect(reason).toBe("sending was slower than 1000 bytes a second for 1 seconds");
    expect(req.consumedBytes).toBeLessThan(req.bodyLen);
    expect(milliseconds).toBeGreaterThan(least);
  });

  test.runIf(isLinux)(
    "when the operating system has taken the whole body and can't get rid of it",
    async () => {
      const { code, reason, req } = await against(
        async (reader) => {
          await reader.head();
        },
        putting(Buffer.alloc(1 << 20)),
      );
      expect([code, req.consumedBytes]).toEqual([AOSE_CONNECTION_FAILED, req.bodyLen]);
      expect(reason).toContain("sending");
    },
  );

  test("when the server stops in the middle of its answer", async () => {
    const { code, milliseconds, reason, resp } = await against(async (reader, socket) => {
      await reader.request();
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nsome");
    });
    expect([code, resp.status, resp.bodyLen]).toEqual([AOSE_CONNECTION_FAILED, 200, 4]);
    expect(reason).toBe("receiving was slower than 1000 bytes a second for 1 seconds");
    expect(milliseconds).toBeGreaterThan(least);
  });

  test("when it only drips", async () => {
    const { code } = await against(dripping(Buffer.alloc(10), 50, 1000));
    expect(code).toBe(AOSE_CONNECTION_FAILED);
  });
});

describe.concurrent("a steady transfer above the limit goes on, however slow", () => {
  test("when it is received in pieces that come seldom", async () => {
    const { code, resp } = await against(dripping(Buffer.alloc(1000), 500, 6));
    expect([code, resp.bodyLen]).toEqual([AOSE_OK, 6000]);
  });

  test("when it is received byte by byte", async () => {
    const { code, resp } = await against(dripping(Buffer.alloc(1), 10, 300), undefined, {
      speedLimit: 20,
      speedTime: 1,
    });
    expect([code, resp.bodyLen]).toEqual([AOSE_OK, 300]);
  });

  test("when it is sent, and the operating system takes megabytes at once", async () => {
    const { code, milliseconds, text } = await against(
      readingAt(1_300_000),
      putting(Buffer.alloc(8 << 20)),
    );
    expect([code, text]).toEqual([AOSE_OK, "read"]);
    // Otherwise it was not slow, and proves nothing.
    expect(milliseconds).toBeGreaterThan(5000);
  });

  test("when it is sent in TLS", async () => {
    await using server = await RawServer.start(readingAt(1_300_000), tlsIdentity("server"));
    const prepare: Prepare = (req, resp) => {
      putting(Buffer.alloc(8 << 20))(req, resp);
      req.proto = "https://";
    };
    const rule = { ...RULE, verifySsl: 0 } as const;
    const { code, text } = await exchange(server.host, prepare, rule, aosPoolCreate(null));
    expect([code, text]).toEqual([AOSE_OK, "read"]);
  });
});

describe.concurrent("P4: the wait for the answer has a deadline of its own", () => {
  const answeringAfter =
    (milliseconds: number): Behaviour =>
    async (reader, socket) => {
      await reader.request();
      await sleep(milliseconds);
      socket.write(answerOf(200, "late"));
    };

  test.each<[string, Prepare]>([
    ["a body", putting("body")],
    ["no body", () => undefined],
  ])("longer than speedTime, after %s", async (_, prepare) => {
    const { code, text } = await against(answeringAfter(2500), prepare);
    expect([code, text]).toEqual([AOSE_OK, "late"]);
  });

  test("which ends too", async () => {
    const { code, milliseconds, reason } = await against(async (reader) => {
      await reader.request();
    }, putting("body"));
    expect(code).toBe(AOSE_CONNECTION_FAILED);
    expect(reason).toMatch(/^no answer within [45] seconds$/);
    expect(milliseconds).toBeGreaterThan(3500);
  });

  test.each([
    ["speedTime", { speedLimit: 1000, speedTime: 0 }],
    ["speedLimit", { speedLimit: 0, speedTime: 0.1 }],
  ])("%s 0 switches all of it off", async (_, rule) => {
    const { code } = await against(answeringAfter(1500), undefined, rule);
    expect(code).toBe(AOSE_OK);
  });
});

describe.concurrent("what this side takes is not held against the other", () => {
  test("when the program is slow to take the answer", async () => {
    const { code } = await against(
      async (reader, socket) => {
        await reader.request();
        socket.write(answerOf(200, "answer"));
      },
      (_, resp) => {
        resp.writeBody = (__, ___, len) => sleep(2500, len);
      },
    );
    expect(code).toBe(AOSE_OK);
  });

  test("when the program is slow to give the body", async () => {
    const { code } = await against(
      async (reader, socket) => {
        await reader.request();
        socket.write(answerOf(200));
      },
      (req, resp) => {
        putting("body")(req, resp);
        req.readBody = (_, __, len) => sleep(2500, len);
      },
    );
    expect(code).toBe(AOSE_OK);
  });
});

test("a process that is busy with other things gives up nothing", async () => {
  const { code, text } = await against(async (reader, socket) => {
    await reader.request();
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    await sleep(50);
    const end = performance.now() + 2000;
    while (performance.now() < end);
    socket.write("half");
  });
  expect([code, text]).toEqual([AOSE_OK, "halfhalf"]);
});
