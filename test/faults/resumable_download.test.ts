/** Downloads in parts over a network and from a server that fail in every way. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { AOSE_CONNECTION_FAILED, AOSE_CRC_INCONSISTENT_ERROR } from "../../src/aos/define.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { useScene } from "../support/transfers.js";

const scene = useScene();

async function object(size: number): Promise<Buffer> {
  const content = randomBytes(size);
  await scene().put("key", content);
  return content;
}

function expectCopy(content: Buffer): void {
  expect(readFileSync(scene().path("copy"))).toEqual(content);
  expect(scene().files).toEqual(["copy"]);
}

describe("a range", () => {
  const passing: [string, OssFaultRule][] = [
    ["is answered 500", { fault: "error", status: 500, code: "InternalError" }],
    ["is answered 503", { fault: "error", status: 503 }],
    ["is answered 429", { fault: "error", status: 429 }],
    ["gets no answer", { fault: "lostAnswer" }],
    ["loses its connection in its middle", { fault: "resetResponse", afterBytes: 30 }],
    ["is cut short", { fault: "truncate", afterBytes: 30 }],
  ];

  test.each(passing)("that %s is asked for again", async (_, rule) => {
    const content = await object(250);
    scene().emulator.faults.add({ ...rule, operation: "GetObject", nth: 2 });
    const { s, progress } = await scene().download(scene().path("copy"), { maxAttempts: 3 });
    expect(s.code).toBe(200);
    expect(scene().operations).toHaveLength(5);
    expect(progress.map(([consumed]) => consumed)).toEqual([100, 200, 250]);
    expectCopy(content);
  });

  test("that is always cut short is a failure and no file", async () => {
    await object(250);
    const rule = { fault: "truncate", afterBytes: 30, times: Infinity } as const;
    scene().emulator.faults.add({ operation: "GetObject", nth: 2, ...rule });
    const { s } = await scene().download(scene().path("copy"), { maxAttempts: 2 });
    expect(s).toMatchObject({ code: AOSE_CONNECTION_FAILED, errorCode: "HttpIoError" });
    expect(scene().files).toEqual(["copy.dcp", "copy.tmp"]);
  });

  test("that is refused is not asked for again", async () => {
    await object(250);
    const refusal = { fault: "error", status: 403, code: "AccessDenied" } as const;
    scene().emulator.faults.add({ operation: "GetObject", nth: 2, ...refusal });
    const { s } = await scene().download(scene().path("copy"), { maxAttempts: 3 });
    expect(s).toMatchObject({ code: 403, errorCode: "AccessDenied" });
    expect(scene().operations).toHaveLength(3);
  });

  test("without an ETag is InconsistentError: nobody knows of which object it is", async () => {
    await object(250);
    scene().emulator.faults.add({ operation: "GetObject", nth: 2, fault: "missingEtag" });
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
  });
});

describe("the request for the headers", () => {
  test("is tried again", async () => {
    const content = await object(250);
    scene().emulator.faults.add({ operation: "HeadObject", fault: "error", status: 503 });
    expect((await scene().download(scene().path("copy"), { maxAttempts: 2 })).s.code).toBe(200);
    expectCopy(content);
  });

  test("that tells no ETag is ServerError, as in C", async () => {
    await object(250);
    scene().emulator.faults.add({ operation: "HeadObject", fault: "missingEtag" });
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({
      code: -996,
      errorCode: "ServerError",
      errorMsg: "Unexpected response header",
    });
    expect(scene().files).toEqual([]);
  });
});

describe("a server that does not keep to what it was asked", () => {
  const content = randomBytes(3000);
  const headers = { ETag: '"E"', "Last-Modified": "Wed, 08 Oct 2025 02:03:04 GMT" };

  async function served(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<{ code: number; errorCode: string }> {
    const server = createServer((request, response) => {
      if (request.method !== "HEAD") {
        answer(request, response);
        return;
      }
      response.writeHead(200, { ...headers, "Content-Length": content.length }).end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    aosStrSet(scene().options.config.endpoint, `http://127.0.0.1:${port}`);
    const wish = { partSize: 1000, maxAttempts: 2 };
    const { s } = await scene().download(scene().path("copy"), wish);
    server.closeAllConnections();
    server.close();
    return s;
  }

  const inconsistent = { code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" };

  test("and sends the whole object for a range: nothing of it is kept", async () => {
    const s = await served((_, response) => {
      response.writeHead(200, { ...headers, "Content-Length": content.length }).end(content);
    });
    expect(s).toMatchObject(inconsistent);
    expect(scene().files).toEqual([]);
  });

  test("and sends without end: it is stopped", async () => {
    const s = await served((_, response) => {
      response.writeHead(206, headers);
      const more = (): void => {
        while (!response.destroyed && response.write(content));
      };
      response.on("drain", more);
      more();
    });
    expect(s).toMatchObject(inconsistent);
    expect(scene().files).toEqual([]);
  });

  test("and sends another range", async () => {
    const s = await served((_, response) => {
      const range = { "Content-Range": `bytes 1-1000/${content.length}` };
      response.writeHead(206, { ...headers, ...range }).end(content.subarray(1, 1001));
    });
    expect(s).toMatchObject(inconsistent);
    expect(scene().files).not.toContain("copy");
  });

  test("and sends less than it says in Content-Range", async () => {
    const s = await served((_, response) => {
      const range = { "Content-Range": `bytes 0-999/${content.length}` };
      response.writeHead(206, { ...headers, ...range }).end(content.subarray(0, 500));
    });
    expect(s).toMatchObject({ code: AOSE_CONNECTION_FAILED, errorCode: "HttpIoError" });
    expect(scene().files).not.toContain("copy");
  });
});
