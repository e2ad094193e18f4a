/** Callbacks: what is called, with what, and what the request is answered then. */

import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { beginUpload, type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

let server: Server;
let calls: { headers: IncomingMessage["headers"]; body: string; url: string }[] = [];
let answer = { status: 200, body: '{"Status":"OK"}' };

beforeEach(async () => {
  calls = [];
  answer = { status: 200, body: '{"Status":"OK"}' };
  server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      calls.push({ headers: incoming.headers, body, url: incoming.url ?? "" });
      outgoing.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function url(): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}/called?a=b`;
}

function base64(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");
}

async function put(callback: unknown, variables?: unknown): Promise<RawAnswer> {
  const headers: Record<string, string> = {
    "Content-Type": "text/x-a b",
    "x-oss-callback": base64(callback),
  };
  if (variables !== undefined) headers["x-oss-callback-var"] = base64(variables);
  return await send(emulator(), { method: "PUT", target: `${bucket}/x`, body: "hello", headers });
}

const callbackBody =
  "bucket=${bucket}&object=${object}&size=${size}&type=${mimeType}&v=${x:v}&no=${x}";

describe("a callback", () => {
  test("tells of the object in a form, and its answer is the request's", async () => {
    const got = await put(
      { callbackUrl: url(), callbackHost: "oss.example.com", callbackBody },
      { "x:v": "ä&" },
    );
    expect([got.status, String(got.body)]).toEqual([200, '{"Status":"OK"}']);
    expect(got.headers).toMatchObject({ "content-length": "15" });
    expect(got.headers.etag).not.toBeUndefined();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      url: "/called?a=b",
      body: "bucket=examplebucket&object=x&size=5&type=text%2Fx-a%20b&v=%C3%A4%26&no=",
      headers: {
        host: "oss.example.com",
        "content-type": "application/x-www-form-urlencoded",
        "x-oss-bucket": "examplebucket",
      },
    });
  });

  test("tells of the object in JSON", async () => {
    const gif = Buffer.from("GIF89a\x02\x00\x03\x00", "latin1");
    const callback = {
      callbackUrl: url(),
      callbackBody:
        '{"o":${object},"s":${size},"w":${imageInfo.width},"c":${crc64},"e":${etag},"m":${contentMd5},"p":${operation}}',
      callbackBodyType: "application/json",
    };
    const headers = { "x-oss-callback": base64(callback) };
    const put = { method: "PUT", target: `${bucket}/a"b`, body: gif, headers };
    const got = await send(emulator(), { ...put, target: `${bucket}/a%22b`, resource: put.target });
    expect(got.status).toBe(200);
    const told: unknown = JSON.parse(calls[0]?.body ?? "");
    expect(told).toEqual({
      o: 'a"b',
      s: 10,
      w: 2,
      c: got.headers["x-oss-hash-crc64ecma"],
      e: got.headers.etag?.replaceAll('"', ""),
      m: got.headers["content-md5"],
      p: "PutObject",
    });
  });

  test("is made when a multipart upload is completed, and not before", async () => {
    const uploadId = await beginUpload(emulator(), "big");
    const part = `${bucket}/big?partNumber=1&uploadId=${uploadId}`;
    await send(emulator(), { method: "PUT", target: part, body: "part" });
    expect(calls).toEqual([]);
    const again = { "x-oss-callback": base64({ callbackUrl: url(), callbackBody: "x" }) };
    const second = { method: "POST", target: `${bucket}/second?uploads`, headers: again };
    expect((await send(emulator(), second)).status).toBe(200);
    expect(calls).toEqual([]);
    const headers = {
      "x-oss-complete-all": "yes",
      "x-oss-callback": base64({ callbackUrl: url(), callbackBody: "${operation} ${size}" }),
    };
    const target = `${bucket}/big?uploadId=${uploadId}`;
    const got = await send(emulator(), { method: "POST", target, headers });
    expect([got.status, String(got.body)]).toEqual([200, '{"Status":"OK"}']);
    expect(calls[0]?.body).toBe("CompleteMultipartUpload 4");
  });

  test("may stand in the query, as it does in a signed URL", async () => {
    const callback = base64({ callbackUrl: url(), callbackBody: "${object}" });
    const got = await send(emulator(), {
      method: "PUT",
      target: `${bucket}/x?callback=${encodeURIComponent(callback)}`,
      resource: `${bucket}/x?callback=${callback}`,
    });
    expect([got.status, String(got.body)]).toEqual([200, '{"Status":"OK"}']);
  });

  test("goes to the next URL when one fails", async () => {
    const callback = { callbackUrl: `http://127.0.0.1:1/;${url()}`, callbackBody: "x" };
    expect((await put(callback)).status).toBe(200);
    expect(calls).toHaveLength(1);
  });

  test.each([
    [{ status: 502, body: "{}" }, "Error status : 502."],
    [{ status: 200, body: "no JSON" }, "Response body is not valid json format."],
  ])("that is answered with %o fails with 203, and the object stays", async (bad, message) => {
    answer = bad;
    const got = await put({ callbackUrl: url(), callbackBody: "x" });
    expect([got.status, got.element("Code"), got.element("Message")]).toEqual([
      203,
      "CallbackFailed",
      message,
    ]);
    const object = await send(emulator(), { target: `${bucket}/x` });
    expect(String(object.body)).toBe("hello");
  });

  test.each([
    "http://192.0.2.1/",
    "http://example.com/",
    "https://127.0.0.1/",
    "http://127.0.0.1.example.com/",
    "http://127.0.0.1:1/",
    "nothing",
  ])("to %s fails", async (callbackUrl) => {
    const got = await put({ callbackUrl, callbackBody: "x" });
    expect([got.status, got.element("Code")]).toEqual([203, "CallbackFailed"]);
  });

  test.each([
    ["no JSON"],
    ["null"],
    [{}],
    [{ callbackUrl: "http://127.0.0.1/" }],
    [{ callbackUrl: "http://127.0.0.1/", callbackBody: "x", callbackBodyType: "text/plain" }],
    [{ callbackUrl: "http://127.0.0.1/", callbackBody: "x" }, "no JSON"],
  ])("of %o is refused before anything is kept", async (callback, variables?: string) => {
    const got = await put(callback, variables);
    expect([got.status, got.element("Code")]).toEqual([400, "InvalidArgument"]);
    expect((await send(emulator(), { target: `${bucket}/x` })).status).toBe(404);
  });
});
