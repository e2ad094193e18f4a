import { describe, expect, test } from "vitest";
import {
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_OVER_MEMORY,
  HTTP_DELETE,
  HTTP_GET,
  HTTP_HEAD,
  HTTP_POST,
  HTTP_PUT,
  type HttpMethod,
} from "../../src/aos/define.js";
import {
  aosHttpControllerCreate,
  aosHttpRequestCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
} from "../../src/aos/http_io.js";
import type { AosHttpRequest } from "../../src/aos/transport.js";
import { all, exchange, type Prepare, putting, testPool } from "../support/http_exchange.js";
import { answerOf, type RawRequest, RawServer } from "../support/raw_server.js";

/** What stands on the wire when a request is sent that `prepare` has changed. */
async function onWire(prepare: Prepare): Promise<RawRequest> {
  await using server = await RawServer.answering(answerOf(200));
  const { code, reason } = await exchange(server.host, prepare);
  expect([code, reason]).toEqual([AOSE_OK, ""]);
  return server.request;
}

function headerNames({ headers }: RawRequest): string[] {
  return headers.map((header) => header.slice(0, header.indexOf(":")).toLowerCase());
}

function withHeader(name: string, value: string): Prepare {
  return (req) => {
    req.headers.add(name, value);
  };
}

describe("the request line", () => {
  test.each<[HttpMethod, string]>([
    [HTTP_GET, "GET"],
    [HTTP_HEAD, "HEAD"],
    [HTTP_PUT, "PUT"],
    [HTTP_POST, "POST"],
    [HTTP_DELETE, "DELETE"],
  ])("names method %i as %s", async (method, name) => {
    const { line } = await onWire((req) => {
      req.method = method;
    });
    expect(line).toBe(`${name} / HTTP/1.1`);
  });

  test("encodes the path, slashes too, and the query in its order", async () => {
    const { line } = await onWire((req) => {
      req.uri = "目录/a b+c%2F..";
      req.queryParams.add("prefix", "x/y&z=");
      req.queryParams.add("acl", "");
      req.queryParams.add("ACL", "Ä");
    });
    expect(line).toBe(
      "GET /%E7%9B%AE%E5%BD%95%2Fa%20b%2Bc%252F..?prefix=x%2Fy%26z%3D&acl&ACL=%C3%84 HTTP/1.1",
    );
  });

  test("begins behind a host that a program put its beginning behind", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const { code } = await exchange(`${server.host}/dir`, (req) => {
      req.uri = "key";
    });
    expect(code).toBe(AOSE_OK);
    expect(server.request.line).toBe("GET /dir/key HTTP/1.1");
    expect(server.request.headers).toContain(`host: ${server.host}`);
  });

  test("leaves a signed URL as it is, dots, escapes and bytes beyond ASCII", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const { code } = await exchange("unused.invalid", (req) => {
      req.signedUrl = `http://user:secret@${server.host}/a/../b%2f+é?Signature=x%2By/=&q={"}#part`;
      req.uri = "not/this";
      req.queryParams.add("nor", "this");
    });
    expect(code).toBe(AOSE_OK);
    const target = Buffer.from('/a/../b%2f+é?Signature=x%2By/=&q={"}').toString("latin1");
    expect(server.request.line).toBe(`GET ${target} HTTP/1.1`);
    expect(server.request.headers).toContain(`host: ${server.host}`);
    expect(server.request.headers.join()).not.toContain("secret");
  });

  test.each([
    ["has no scheme", (host: string) => `${host}/key?x`, "/key?x"],
    ["has a scheme in capitals", (host: string) => `HTTP://${host}/key`, "/key"],
    ["has no path", (host: string) => `http://${host}?x`, "/?x"],
  ])("goes to a signed URL that %s", async (_, urlOf, target) => {
    await using server = await RawServer.answering(answerOf(200));
    await exchange("unused.invalid", (req) => {
      req.signedUrl = urlOf(server.host);
    });
    expect(server.request.line).toBe(`GET ${target} HTTP/1.1`);
  });
});

describe("the headers of a request", () => {
  test("are Host, Connection, User-Agent and the caller's in their order and spelling", async () => {
    const { headers } = await onWire(all(withHeader("x-B", "2"), withHeader("X-a", "1")));
    const [host, connection, userAgent, ...others] = headers;
    expect(host).toMatch(/^host: 127\.0\.0\.1:\d+$/);
    expect(connection).toBe("connection: keep-alive");
    expect(userAgent).toMatch(/^User-Agent: oss-c-sdk\//);
    expect(others).toEqual(["x-B: 2", "X-a: 1"]);
  });

  test("W1: are never Accept, Expect or Transfer-Encoding unless the caller says Accept", async () => {
    const request = await onWire(
      all(
        putting("body"),
        withHeader("Expect", ""),
        withHeader("expect", "100-continue"),
        withHeader("Transfer-Encoding", "chunked"),
      ),
    );
    expect(headerNames(request)).toEqual(["host", "connection", "user-agent", "content-length"]);
    expect(headerNames(await onWire(withHeader("Accept", "text/*")))).toContain("accept");
  });

  test("W5: keep a value that is empty", async () => {
    expect((await onWire(withHeader("x-oss-meta-empty", ""))).headers).toContain(
      "x-oss-meta-empty: ",
    );
  });

  test("take the caller's Host and User-Agent instead of their own", async () => {
    const { headers } = await onWire(
      all(withHeader("host", "bucket.example.com"), withHeader("user-agent", "own/1")),
    );
    expect(headers).toContain("host: bucket.example.com");
    expect(headers).toContain("User-Agent: own/1");
    expect(headers.filter((header) => /^(host|user-agent):/i.test(header))).toHaveLength(2);
  });

  test("carry text beyond ASCII as UTF-8", async () => {
    const { headers } = await onWire(withHeader("x-oss-meta-name", "Grüße 世界"));
    const utf8 = Buffer.from("Grüße 世界").toString("latin1");
    expect(headers).toContain(`x-oss-meta-name: ${utf8}`);
  });

  test("keep duplicates", async () => {
    const { headers } = await onWire(all(withHeader("x-a", "1"), withHeader("x-a", "2")));
    expect(headers.filter((header) => header.startsWith("x-a"))).toEqual(["x-a: 1", "x-a: 2"]);
  });

  test.each<[string, HttpMethod, string[]]>([
    ["PUT", HTTP_PUT, ["content-length: 0"]],
    ["POST", HTTP_POST, ["content-length: 0"]],
    ["GET", HTTP_GET, []],
    ["HEAD", HTTP_HEAD, []],
    ["DELETE", HTTP_DELETE, []],
  ])("hold the Content-Length of an empty body with %s: %#", async (_, method, expected) => {
    const { headers } = await onWire((req) => {
      req.method = method;
    });
    expect(headers.filter((header) => /^content-length/i.test(header))).toEqual(expected);
  });

  test("hold the body's length, whatever the caller says", async () => {
    const request = await onWire(all(putting("12345"), withHeader("Content-Length", "99")));
    expect(request.headers).toContain("content-length: 5");
    expect(request.body.toString()).toBe("12345");
  });
});

describe("W10: what can't be sent", () => {
  const unfit: [string, Prepare][] = [
    ["a line break in a value", withHeader("x-a", "1\r\nx-evil: 2")],
    ["a line feed in a value", withHeader("x-a", "1\nx-evil: 2")],
    ["a NUL in a value", withHeader("x-a", "1\0")],
    ["a DEL in a value", withHeader("x-a", "1\x7f")],
    ["a line break in a name", withHeader("x-a\r\nx-evil", "2")],
    ["a space in a name", withHeader("x a", "2")],
    ["an empty name", withHeader("", "2")],
    ["a line break in the User-Agent", withHeader("User-Agent", "a\nb")],
    ["a header that belongs to the connection", withHeader("Upgrade", "h2c")],
    [
      "a negative length",
      (req): void => void Object.assign(req, { method: HTTP_PUT, bodyLen: -1 }),
    ],
    ["half a byte", (req): void => void Object.assign(req, { method: HTTP_PUT, bodyLen: 0.5 })],
    [
      "no length",
      (req): void => void Object.assign(req, { method: HTTP_PUT, bodyLen: Number.NaN }),
    ],
    ["an unknown method", (req): void => void Object.assign(req, { method: 9 })],
    ["no host", (req): void => void Object.assign(req, { host: "" })],
    ["a port too high", (req): void => void Object.assign(req, { host: "127.0.0.1:65536" })],
    ["a path in the host", (req): void => void Object.assign(req, { host: "127.0.0.1\\x" })],
    ["two @ before the host", (req): void => void Object.assign(req, { host: "a@b:@c" })],
    ["a line break in the host", (req): void => void Object.assign(req, { host: "a\r\nb" })],
    [
      "a space in a signed URL",
      (req): void => void Object.assign(req, { signedUrl: "http://h/a b" }),
    ],
  ];

  test.each(unfit)("is AOSE_INVALID_ARGUMENT: %s", async (_, prepare) => {
    await using server = await RawServer.answering(answerOf(200));
    const { code, reason, resp } = await exchange(server.host, all(addressedTo(server), prepare));
    expect(code).toBe(AOSE_INVALID_ARGUMENT);
    expect(reason).not.toBe("");
    expect(reason).not.toContain("evil");
    expect(resp.status).toBe(-1);
    expect(server.requests).toEqual([]);
  });

  function addressedTo(server: RawServer): Prepare {
    return (req) => {
      req.host = server.host;
    };
  }

  test("a scheme that is neither http nor https is -996, as in C", async () => {
    const { code } = await exchange("", (req) => {
      req.signedUrl = "ftp://127.0.0.1/key";
    });
    expect(code).toBe(AOSE_INTERNAL_ERROR);
  });
});

/** What comes of an answer, byte by byte as given. */
async function answered(answer: string | Buffer, prepare?: Prepare): ReturnType<typeof exchange> {
  await using server = await RawServer.answering(answer);
  return await exchange(server.host, prepare);
}

describe("an answer", () => {
  test("has its headers in order, spelling and number, without the space around values", async () => {
    const { headers, resp } = await answered(
      answerOf(200, "ok", 'ETag:  "A" \t\r\nx-oss-meta-a: 1\r\nX-OSS-Meta-A: 2\r\nempty:\r\n'),
    );
    expect(headers).toEqual([
      ["ETag", '"A"'],
      ["x-oss-meta-a", "1"],
      ["X-OSS-Meta-A", "2"],
      ["empty", ""],
      ["Content-Length", "2"],
    ]);
    expect(resp.headers.get("etag")).toBe('"A"');
  });

  test("has headers in UTF-8", async () => {
    const { resp } = await answered(Buffer.from(answerOf(200, "", "x-oss-meta-a: é 世界\r\n")));
    expect(resp.headers.get("x-oss-meta-a")).toBe("é 世界");
  });

  test("has its status, its length and its body, and the controller the times", async () => {
    const { code, ctl, reason, resp, text } = await answered(answerOf(206, "content"));
    expect([code, reason, text]).toEqual([AOSE_OK, "", "content"]);
    expect(resp).toMatchObject({ status: 206, contentLength: 7, bodyLen: 7 });
    expect(ctl.startTime).toBeGreaterThan(0);
    expect(ctl.firstByteTime).toBeGreaterThanOrEqual(ctl.startTime);
    expect(ctl.finishTime).toBeGreaterThanOrEqual(ctl.firstByteTime);
  });

  test("may come in chunks without a length", async () => {
    const { resp, text } = await answered(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    );
    expect([text, resp.contentLength]).toEqual(["abcde", 0]);
  });

  test("may end with its connection, and go to a slow function", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.end("HTTP/1.1 200 OK\r\n\r\nto the end");
    });
    const pieces: string[] = [];
    const { code } = await exchange(server.host, (_, resp) => {
      resp.writeBody = async (__, buffer, len) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return pieces.push(Buffer.from(buffer).toString()) > 0 ? len : 0;
      };
    });
    expect([code, pieces.join("")]).toEqual([AOSE_OK, "to the end"]);
  });

  test("to HEAD has no body, whatever its length says, and keeps the connection", async () => {
    await using server = await RawServer.answering(
      "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
    );
    const head: Prepare = (req) => {
      req.method = HTTP_HEAD;
    };
    const { code, resp, text } = await exchange(server.host, head);
    await exchange(server.host, head);
    expect([code, resp.contentLength, text]).toEqual([AOSE_OK, 5000, ""]);
    expect(server.connections).toBe(1);
  });

  test("is announced by informational answers, which don't count", async () => {
    const { resp, text } = await answered(
      `HTTP/1.1 102 Processing\r\nx-early: 1\r\n\r\n${answerOf(200, "ok")}`,
    );
    expect([resp.status, text, resp.headers.get("x-early")]).toEqual([200, "ok", null]);
  });

  test("A8: that redirects is not followed", async () => {
    await using other = await RawServer.answering(answerOf(200));
    const { code, resp } = await answered(answerOf(302, "", `Location: http://${other.host}/\r\n`));
    expect([code, resp.status]).toEqual([AOSE_OK, 302]);
    expect(other.connections).toBe(0);
  });

  test("may come before the whole body was sent", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.head();
      socket.write(answerOf(403, "denied"));
    });
    const { code, resp, text } = await exchange(server.host, putting(Buffer.alloc(64 << 20)));
    expect([code, resp.status, text]).toEqual([AOSE_OK, 403, "denied"]);
  });
});

describe("an error answer", () => {
  test("goes to memory where a success would go to a function, uncounted and unchecked", async () => {
    const { code, req, resp, text } = await answered(
      answerOf(404, "<Error/>"),
      (request, response) => {
        response.writeBody = () => {
          throw new Error("not for errors");
        };
        response.progressCallback = (): void => {
          request.userData = "told";
        };
      },
    );
    expect([code, resp.status, text]).toEqual([AOSE_OK, 404, "<Error/>"]);
    expect([resp.bodyLen, resp.crc64, req.userData]).toEqual([8, 0n, null]);
  });

  test("that never ends is cut at one MiB and is still that error", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.write("HTTP/1.1 500 Broken\r\n\r\n");
      const pour = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, "e")));
      };
      socket.on("drain", pour);
      pour();
    });
    const { code, resp, text } = await exchange(server.host);
    expect([code, resp.status, text.length]).toEqual([AOSE_OK, 500, 1 << 20]);
  });

  test("whose body breaks off is still that error", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n<Err");
    });
    const { code, resp, text } = await exchange(server.host);
    expect([code, resp.status, text]).toEqual([AOSE_OK, 404, "<Err"]);
  });
});

describe("maxMemorySize", () => {
  test.each([
    [10, "0123456789", AOSE_OK],
    [9, "0123456789", AOSE_OVER_MEMORY],
    [0, "0", AOSE_OVER_MEMORY],
    [0, "", AOSE_OK],
  ])("%i bytes for an answer of %j give %i", async (maxMemorySize, body, expected) => {
    await using server = await RawServer.answering(answerOf(200, body));
    const { code, reason } = await exchange(server.host, undefined, { maxMemorySize });
    expect(code).toBe(expected);
    expect(reason === "").toBe(expected === AOSE_OK);
  });

  test("does not limit errors", async () => {
    await using server = await RawServer.answering(answerOf(404, "<Error/>"));
    const { code, text } = await exchange(server.host, undefined, { maxMemorySize: 1 });
    expect([code, text]).toEqual([AOSE_OK, "<Error/>"]);
  });
});

test("O4: a failure does not spoil the controller's next request", async () => {
  await using server = await RawServer.answering(answerOf(200, "ok"));
  const p = testPool();
  const ctl = aosHttpControllerCreate(p, 0);
  const send = async (host: string): Promise<[number, AosHttpRequest]> => {
    const req = aosHttpRequestCreate(p);
    req.host = host;
    return [await aosHttpSendRequest(ctl, req, aosHttpResponseCreate(p)), req];
  };
  expect((await send(""))[0]).toBe(AOSE_INVALID_ARGUMENT);
  expect(ctl).toMatchObject({ errorCode: AOSE_INVALID_ARGUMENT, reason: "the host is invalid" });
  expect((await send(server.host))[0]).toBe(AOSE_OK);
  expect(ctl).toMatchObject({ errorCode: AOSE_OK, reason: "" });
});

test("O1: the caller's headers, parameters and buffers stay as they were", async () => {
  await using server = await RawServer.answering(answerOf(200));
  const prepare = all(putting("ab", "", "cd"), withHeader("x-a", "1"), (req) => {
    req.queryParams.add("acl", "");
  });
  const { req } = await exchange(server.host, prepare);
  expect([...req.headers]).toEqual([{ key: "x-a", val: "1" }]);
  expect([...req.queryParams]).toEqual([{ key: "acl", val: "" }]);
  expect([...req.body].map(String)).toEqual(["ab", "", "cd"]);
  expect(server.request.body.toString()).toBe("abcd");
});
