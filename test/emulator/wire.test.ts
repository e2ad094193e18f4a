/** What only a bare socket can send. */

import { connect, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { type RawRequest, send, signedHeaders } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

/** The head of a request, with exactly these headers besides the signature's. */
function head(raw: RawRequest, more: Readonly<Record<string, string>>): string {
  const headers = { Host: "127.0.0.1", ...signedHeaders(raw), ...more };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${raw.method ?? "GET"} ${raw.target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** Everything that comes back until `enough` says so or the connection ends. */
async function answerOf(
  socket: Socket,
  enough: (text: string) => boolean = () => false,
): Promise<string> {
  let text = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (enough(text)) break;
  }
  return text;
}

async function connected<T>(talk: (socket: Socket) => Promise<T>): Promise<T> {
  const socket = connect(emulator().port, emulator().host);
  try {
    return await talk(socket);
  } finally {
    socket.destroy();
  }
}

const putX: RawRequest = { method: "PUT", target: `${bucket}/x` };
const close = { Connection: "close" };

describe("a header", () => {
  test("that comes twice is signed with both values, a comma between", async () => {
    const answer = await connected(async (socket) => {
      const signed = { ...putX, headers: { "x-oss-meta-a": "1,2" } };
      const once = head(signed, { ...close, "Content-Length": "0" });
      socket.write(once.replace("x-oss-meta-a: 1,2", "x-oss-meta-a: 1\r\nX-Oss-Meta-A: 2"));
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("an Authorization", () => {
  test("that comes twice, as the C SDK sends it with headers used again, is refused", async () => {
    const answer = await connected(async (socket) => {
      const signed = head({ target: `${bucket}/x` }, close);
      const [line = ""] = /Authorization: .*\r\n/.exec(signed) ?? [];
      socket.write(signed.replace(line, line + line));
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain("<Code>InvalidArgument</Code>");
  });
});

describe("a body", () => {
  test("comes in chunks though a length is told too, as libcurl sends it for the C SDK", async () => {
    const answer = await connected(async (socket) => {
      socket.write(head(putX, { ...close, "Transfer-Encoding": "chunked", "Content-Length": "5" }));
      socket.write("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("hello");
  });

  test("must tell its length", async () => {
    const answer = await connected(async (socket) => {
      socket.write(head(putX, close));
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 411 /);
    expect(answer).toContain("<Code>MissingContentLength</Code>");
  });

  test("must not be larger than 5 GiB", async () => {
    const answer = await connected(async (socket) => {
      socket.write(head(putX, { Expect: "100-continue", "Content-Length": "5368709121" }));
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain("<Code>EntityTooLarge</Code>");
  });

  test("is asked for when the client waits for leave to send it", async () => {
    const answer = await connected(async (socket) => {
      socket.write(head(putX, { ...close, Expect: "100-continue", "Content-Length": "5" }));
      const leave = await answerOf(socket, (text) => text.endsWith("\r\n\r\n"));
      expect(leave).toBe("HTTP/1.1 100 Continue\r\n\r\n");
      socket.write("hello");
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  test("is not asked for when the request is refused, and the connection ends", async () => {
    const wrong = { ...putX, secret: "wrong" };
    const answer = await connected(async (socket) => {
      socket.write(head(wrong, { Expect: "100-continue", "Content-Length": "5" }));
      return await answerOf(socket);
    });
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
  });

  test("of a refused request is passed over, and the connection goes on", async () => {
    const answer = await connected(async (socket) => {
      const wrong = { ...putX, secret: "wrong" };
      socket.write(`${head(wrong, { "Content-Length": "100000" })}${"x".repeat(100_000)}`);
      socket.write(head({ target: `${bucket}/none` }, close));
      return await answerOf(socket);
    });
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 403", "HTTP/1.1 404"]);
  });

  test("that breaks off leaves the old object", async () => {
    await send(emulator(), { ...putX, body: "old" });
    await connected(async (socket) => {
      socket.write(`${head(putX, { "Content-Length": "10" })}hel`);
      await until(() => emulator().requests[1]?.bytes === 3);
    });
    expect(String((await send(emulator(), { target: `${bucket}/x` })).body)).toBe("old");
  });
});

/** Turns of the event loop until something is so. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
