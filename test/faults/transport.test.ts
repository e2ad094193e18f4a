import dns from "node:dns";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_FAILED_CONNECT,
  AOSE_FAILED_VERIFICATION,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OK,
  AOSE_OUT_MEMORY,
  HTTP_HEAD,
  HTTP_POST,
} from "../../src/aos/define.js";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";
import { failureOf } from "../../src/aos/transport/failure.js";
import type { AosHttpRequest } from "../../src/aos/transport.js";
import { all, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer, type RequestReader } from "../support/raw_server.js";
import { stopTimers } from "../support/time.js";
import { tlsIdentity } from "../support/tls.js";
import { Gate } from "../support/transfers.js";

afterEach(() => {
  aosHttpIoDeinitialize();
  vi.restoreAllMocks();
});

const https: Prepare = (req) => {
  req.proto = "https://";
};

/** Ends a connection with a reset. */
function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

/** What becomes of a request to a server that does `misbehave` once the request has come. */
async function against(
  misbehave: (socket: Socket, reader: RequestReader) => void | Promise<void>,
  prepare?: Prepare,
): ReturnType<typeof exchange> {
  await using server = await RawServer.start(async (reader, socket) => {
    await reader.request();
    await misbehave(socket, reader);
  });
  const exchanged = await exchange(server.host, prepare);
  // Whatever happened, nothing was sent a second time: the connection was new.
  expect(server.connections).toBe(1);
  return exchanged;
}

describe("no connection", () => {
  test("to a name that does not exist is AOSE_NAME_LOOKUP_ERROR", async () => {
    const { code, reason, resp } = await exchange("no-such-host.invalid");
    expect([code, resp.status]).toEqual([AOSE_NAME_LOOKUP_ERROR, -1]);
    expect(reason).toMatch(/^the host name could not be resolved \((ENOTFOUND|EAI_AGAIN)\)$/);
  });

  test("to a name that no server of names answers for is AOSE_NAME_LOOKUP_ERROR", async () => {
    vi.spyOn(dns, "lookup").mockImplementation(((
      _: string,
      __: object,
      callback: (error: Error) => void,
    ) => {
      callback(Object.assign(new Error("getaddrinfo EAI_AGAIN"), { code: "EAI_AGAIN" }));
    }) as unknown as typeof dns.lookup);
    expect((await exchange("unanswered.example.com")).code).toBe(AOSE_NAME_LOOKUP_ERROR);
  });

  test("to a port where nobody listens is AOSE_FAILED_CONNECT", async () => {
    const { code, reason } = await exchange("127.0.0.1:1");
    expect([code, reason]).toEqual([
      AOSE_FAILED_CONNECT,
      "no connection could be made (ECONNREFUSED)",
    ]);
  });

  test("to a host whose addresses all refuse is AOSE_FAILED_CONNECT", async () => {
    vi.spyOn(dns, "lookup").mockImplementation(((
      _: string,
      __: object,
      callback: (error: null, addresses: object[]) => void,
    ) => {
      const addresses = ["127.0.0.2", "127.0.0.3"].map((address) => ({ address, family: 4 }));
      callback(null, addresses);
    }) as unknown as typeof dns.lookup);
    expect((await exchange("two-addresses.example.com:1")).code).toBe(AOSE_FAILED_CONNECT);
  });

  test("within connectTimeout is AOSE_FAILED_CONNECT", async () => {
    stopTimers();
    // The server takes the TCP connection and never says a word of TLS.
    const connection = new Gate();
    await using server = await RawServer.start(() => {
      connection.open();
      return connection.opened;
    });
    const ended = vi.fn();
    const exchanged = exchange(server.host, https, { connectTimeout: 1 }).finally(ended);
    await connection.opened;
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    const { code, reason } = await exchanged;
    expect([code, reason]).toEqual([AOSE_FAILED_CONNECT, "no connection within 1 seconds"]);
  });

  test("through a proxy within connectTimeout is AOSE_FAILED_CONNECT", async () => {
    await using proxy = await RawServer.start(() => Promise.resolve());
    const options = { connectTimeout: 1, proxyHost: proxy.host };
    expect((await exchange("bucket.example.com", https, options)).code).toBe(AOSE_FAILED_CONNECT);
  });

  test("through a proxy that closes, or talks nonsense, is AOSE_FAILED_CONNECT", async () => {
    for (const answer of ["", "SSH-2.0-OpenSSH_9.9\r\n"]) {
      await using proxy = await RawServer.start(async (reader, socket) => {
        await reader.request();
        socket.end(answer);
      });
      const options = { proxyHost: proxy.host };
      expect((await exchange("bucket.example.com", https, options)).code).toBe(AOSE_FAILED_CONNECT);
    }
  });

  test("that is reset within the handshake is AOSE_FAILED_CONNECT", async () => {
    await using server = await RawServer.start((_, socket) => {
      socket.once("data", () => {
        reset(socket);
      });
      return Promise.resolve();
    });
    expect((await exchange(server.host, https)).code).toBe(AOSE_FAILED_CONNECT);
  });

  test("with a certificate that nobody vouches for is AOSE_FAILED_VERIFICATION", async () => {
    await using server = await RawServer.answering(answerOf(200), tlsIdentity("server"));
    const { code, reason } = await exchange(server.host, https);
    expect(code).toBe(AOSE_FAILED_VERIFICATION);
    expect(reason).toBe(
      "the server's certificate could not be verified (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
    );
  });
});

describe("a connection that is lost before the answer is -996, as in C", () => {
  test.each<[string, (socket: Socket) => void]>([
    ["closed", (socket) => void socket.end()],
    ["reset", reset],
    ["closed within the head", (socket) => void socket.end("HTTP/1.1 200 OK\r\nContent-Le")],
  ])("when it is %s", async (_, misbehave) => {
    const { code, reason, resp } = await against(misbehave);
    expect([code, resp.status]).toEqual([AOSE_INTERNAL_ERROR, -1]);
    expect(reason).toMatch(/^the connection was lost \((UND_ERR_SOCKET|ECONNRESET)\)$/);
  });

  test("when it is reset while the body is sent", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.head();
      reset(socket);
    });
    const { code, req } = await exchange(server.host, putting(Buffer.alloc(64 << 20)));
    expect(code).toBe(AOSE_INTERNAL_ERROR);
    expect(req.consumedBytes).toBeLessThan(req.bodyLen);
    expect(server.connections).toBe(1);
  });
});

describe("S1: an answer that is cut short is AOSE_CONNECTION_FAILED", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n";
  const chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
  const cut: [string, string][] = [
    ["before its first byte", `${head}\r\n`],
    ["before its length", `${head}\r\n123456789`],
    [
      "before its length, where the connection is to end",
      `${head}Connection: close\r\n\r\n123456789`,
    ],
    ["before its last chunk", `${chunkedHead}\r\n3\r\nabc\r\n`],
    ["within a chunk", `${chunkedHead}\r\n3\r\na`],
    [
      "before its last chunk, where the connection is to end",
      `${chunkedHead}Connection: close\r\n\r\n3\r\nabc\r\n`,
    ],
  ];

  test.each(cut)("%s", async (_, bytes) => {
    const { code, resp } = await against((socket) => void socket.end(bytes));
    expect([code, resp.status]).toEqual([AOSE_CONNECTION_FAILED, 200]);
  });

  test.each(cut)("%s, while the program is busy with what came", async (_, bytes) => {
    const { code } = await against(
      (socket) => void socket.end(bytes),
      (__, resp) => {
        resp.writeBody = (___, ____, len) => new Promise((resolve) => setTimeout(resolve, 50, len));
      },
    );
    expect(code).toBe(AOSE_CONNECTION_FAILED);
  });

  test.each([
    ["with a length", `${head}\r\n12345`],
    ["in chunks", `${chunkedHead}\r\n3\r\nabc\r\n`],
    ["to the end of the connection", "HTTP/1.1 200 OK\r\n\r\n12345"],
  ])("by a reset, %s", async (_, bytes) => {
    const { code } = await against(async (socket) => {
      socket.write(bytes);
      // The reset would overtake what the client has not read.
      await new Promise((resolve) => setTimeout(resolve, 50));
      reset(socket);
    });
    expect(code).toBe(AOSE_CONNECTION_FAILED);
  });
});

describe("an answer", () => {
  test("that is longer than its length is taken up to it, and the rest is nobody's", async () => {
    await using server = await RawServer.start(async (reader, socket, number) => {
      await reader.request();
      const evil = answerOf(200, "evil");
      socket.write(number === 1 ? answerOf(200, "12345") + evil : answerOf(200, "next"));
    });
    expect((await exchange(server.host)).text).toBe("12345");
    expect((await exchange(server.host)).text).toBe("next");
    expect(server.connections).toBe(2);
  });

  test("to HEAD with a body after all is not mistaken for the next one", async () => {
    await using server = await RawServer.start(async (reader, socket, number) => {
      await reader.request();
      socket.write(number === 1 ? answerOf(200, answerOf(200, "evil")) : answerOf(200, "next"));
    });
    const head: Prepare = (req) => {
      req.method = HTTP_HEAD;
    };
    expect((await exchange(server.host, head)).resp.status).toBe(200);
    expect((await exchange(server.host)).text).toBe("next");
  });

  test.each([
    ["of another protocol", "SSH-2.0-OpenSSH_9.9\r\n"],
    ["with a line that is no header", "HTTP/1.1 200 OK\r\nno header\r\n\r\n"],
    ["with two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    ["with a head over 64 KiB", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(70_000)}\r\n\r\n`],
    [
      "that switches protocols unasked",
      "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    ],
  ])("%s is -996, as in C", async (_, bytes) => {
    const { code, reason } = await against((socket) => void socket.write(bytes));
    expect(code).toBe(AOSE_INTERNAL_ERROR);
    expect(reason).not.toBe("");
  });

  test("with broken chunks is a failure", async () => {
    const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n";
    const { code } = await against((socket) => void socket.write(chunked));
    expect(code).toBe(AOSE_INTERNAL_ERROR);
  });
});

describe("failureOf", () => {
  test("looks at causes and gathered errors, in rings too", () => {
    const ring = new Error("ring");
    ring.cause = new Error("inner", { cause: ring });
    expect(failureOf(ring, "asking").code).toBe(AOSE_INTERNAL_ERROR);
    const refused = Object.assign(new Error(), { code: "ENOTFOUND" });
    const gathered = new AggregateError([new Error("one"), new Error("two", { cause: refused })]);
    expect(failureOf(new Error("outer", { cause: gathered }), "asking").code).toBe(
      AOSE_NAME_LOOKUP_ERROR,
    );
  });

  test.each([
    ["ENOMEM", AOSE_OUT_MEMORY],
    ["UND_ERR_INVALID_ARG", AOSE_INVALID_ARGUMENT],
    ["CERT_HAS_EXPIRED", AOSE_FAILED_VERIFICATION],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", AOSE_FAILED_VERIFICATION],
    ["ERR_TLS_CERT_ALTNAME_INVALID", AOSE_FAILED_VERIFICATION],
    ["ETIMEDOUT", AOSE_CONNECTION_FAILED],
    ["EANYTHING", AOSE_INTERNAL_ERROR],
  ])("knows %s", (code, expected) => {
    const error = Object.assign(new Error("with a secret"), { code });
    const failure = failureOf(error, "answering");
    expect(failure.code).toBe(expected);
    expect(failure.message).toContain(code);
    expect(failure.message).not.toContain("secret");
  });

  test.each([["a text"], [null], [undefined], [{ code: "ENOTFOUND" }]])(
    "takes %j for a failure",
    (thrown) => {
      expect(failureOf(thrown, "asking").code).toBe(AOSE_INTERNAL_ERROR);
    },
  );
});

describe("P11: a connection that the server closes just as it is used again", () => {
  /** Closes each connection when its second request has come in part or whole. */
  async function twice(
    prepare: Prepare,
    lose: (reader: RequestReader, socket: Socket) => Promise<void>,
  ): Promise<{ second: Awaited<ReturnType<typeof exchange>>; connections: number }> {
    await using server = await RawServer.start(async (reader, socket) => {
      const first = await reader.request();
      socket.write(answerOf(200, first?.body.toString()));
      await lose(reader, socket);
    });
    await exchange(server.host);
    const second = await exchange(server.host, prepare);
    return { second, connections: server.connections };
  }

  const closed = async (reader: RequestReader, socket: Socket): Promise<void> => {
    await reader.request();
    socket.destroy();
  };
  const post: Prepare = (req: AosHttpRequest) => {
    req.method = HTTP_POST;
  };

  test.each<[string, Prepare, string]>([
    ["GET", () => undefined, ""],
    ["PUT", putting("body"), "body"],
    ["PUT of several buffers", putting("bo", "dy"), "body"],
  ])("costs nothing with %s: it is sent once more", async (_, prepare, text) => {
    const told: number[] = [];
    const watched = all(prepare, (req) => {
      req.progressCallback = (consumed) => told.push(consumed);
    });
    const { second, connections } = await twice(watched, closed);
    expect([second.code, second.text, connections]).toEqual([AOSE_OK, text, 2]);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(second.req.consumedBytes).toBe(text.length);
  });

  test("is a failure with POST, which might do a thing twice", async () => {
    const { second, connections } = await twice(all(putting("body"), post), closed);
    expect([second.code, connections]).toEqual([AOSE_INTERNAL_ERROR, 1]);
  });

  test("costs nothing with POST as long as the body was not sent whole", async () => {
    const { second, connections } = await twice(
      all(putting(Buffer.alloc(32 << 20)), post),
      async (reader, socket) => {
        await reader.head();
        socket.destroy();
      },
    );
    expect([second.code, second.text.length, connections]).toEqual([AOSE_OK, 32 << 20, 2]);
  });

  test("is a failure when the answer had begun", async () => {
    const { second, connections } = await twice(putting("body"), async (reader, socket) => {
      await reader.request();
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1");
    });
    expect([second.code, connections]).toEqual([AOSE_CONNECTION_FAILED, 1]);
  });

  test("is a failure when the program's own function has begun to read the body", async () => {
    const { second, connections } = await twice(
      all(putting("body"), (req) => {
        req.readBody = (_, buffer) => {
          buffer.set([1]);
          return 1;
        };
      }),
      closed,
    );
    expect([second.code, connections]).toEqual([AOSE_INTERNAL_ERROR, 1]);
  });

  test("is a failure when the new connection is lost as well", async () => {
    await using server = await RawServer.start(async (reader, socket, number) => {
      await reader.request();
      if (number === 1) socket.write(answerOf(200));
      if (number === 1) await reader.request();
      socket.destroy();
    });
    await exchange(server.host);
    expect((await exchange(server.host)).code).toBe(AOSE_INTERNAL_ERROR);
    expect(server.connections).toBe(2);
  });
});
