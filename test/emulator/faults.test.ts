/** Every fault, seen from the client's side of a real connection. */

import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { parseFaultRule } from "../../src/emulator/fault_rule.js";
import type { OssFaultRule } from "../../src/emulator/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, type RawRequest, send, signedHeaders } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const getX: RawRequest = { target: `${bucket}/x` };
const putX: RawRequest = { method: "PUT", target: `${bucket}/x`, body: "new" };
const emulator = useEmulator();

async function get(): Promise<string> {
  return String((await send(emulator(), getX)).body);
}

/** What comes before a connection ends, and how it ends. */
async function received(raw: RawRequest): Promise<{ text: string; end: string }> {
  const socket = connect(emulator().port, emulator().host);
  const headers = { Host: "x", Connection: "close", ...signedHeaders(raw) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${raw.method ?? "GET"} ${raw.target} HTTP/1.1\r\n${lines.join("")}\r\n`);
  let text = "";
  return await new Promise((resolve) => {
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("end", () => {
      resolve({ text, end: "closed" });
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ text, end: error.code ?? "" });
    });
  });
}

function bodyOf(text: string): string {
  return text.slice(text.indexOf("\r\n\r\n") + 4);
}

describe("an error", () => {
  test("is answered in place of the operation", async () => {
    await put(emulator(), "x", "old");
    const rule = { fault: "error", status: 503, code: "ServiceUnavailable" } as const;
    emulator().faults.add({ operation: "PutObject", ...rule, message: "busy" });
    const refused = await send(emulator(), putX);
    expect(refused.status).toBe(503);
    expect(refused.element("Code")).toBe("ServiceUnavailable");
    expect(refused.element("Message")).toBe("busy");
    expect(await get()).toBe("old");
    expect(emulator().requests[1]).toMatchObject({ status: 503, code: "ServiceUnavailable" });
  });

  test("without a code has no body", async () => {
    emulator().faults.add({ fault: "error", status: 502 });
    const refused = await send(emulator(), getX);
    expect(refused.status).toBe(502);
    expect(refused.body).toHaveLength(0);
  });

  test("may come with status 200, after the operation was done", async () => {
    emulator().faults.add({ fault: "errorIn200", code: "InternalError", message: "late" });
    const answer = await send(emulator(), putX);
    expect(answer.status).toBe(200);
    expect(answer.element("Code")).toBe("InternalError");
    expect(answer.headers.etag).toBeUndefined();
    expect(await get()).toBe("new");
  });
});

describe("a connection", () => {
  const ten = "0123456789";

  test("is reset in the middle of the request, and nothing is done", async () => {
    await put(emulator(), "x", "old");
    emulator().faults.add({ fault: "resetRequest", afterBytes: 2 });
    await expect(send(emulator(), putX)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator().requests[1]).toMatchObject({ status: 0, bytes: 2 });
    expect(await get()).toBe("old");
  });

  test("is reset though the request has no body, or less of one", async () => {
    emulator().faults.add({ fault: "resetRequest", afterBytes: 100, times: 2 });
    await expect(send(emulator(), getX)).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(send(emulator(), putX)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await send(emulator(), getX)).status).toBe(404);
  });

  test("is reset in the middle of the answer", async () => {
    await put(emulator(), "x", ten);
    emulator().faults.add({ fault: "resetResponse", afterBytes: 4 });
    const { text, end } = await received(getX);
    expect(end).toBe("ECONNRESET");
    expect(text).toContain("Content-Length: 10\r\n");
    expect(emulator().requests.at(-1)).toMatchObject({ status: 200, bytesSent: 4 });
  });

  test("is closed in good order before the body is whole", async () => {
    await put(emulator(), "x", ten);
    emulator().faults.add({ fault: "truncate", afterBytes: 4 });
    const { text, end } = await received(getX);
    expect([bodyOf(text), end]).toEqual(["0123", "closed"]);
    expect(text).toContain("Content-Length: 10\r\n");
    emulator().faults.add({ fault: "truncate" });
    const none = await received(getX);
    expect([bodyOf(none.text), none.end]).toEqual(["", "closed"]);
    expect(none.text).toMatch(/^HTTP\/1.1 200 /);
  });

  test("is lost after the operation was done", async () => {
    emulator().faults.add({ fault: "lostAnswer" });
    await expect(send(emulator(), putX)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator().requests[0]).toMatchObject({ status: 0, bytes: 3 });
    expect(await get()).toBe("new");
  });

  test.each(["stallRequest", "stallResponse"] as const)(
    "that is stalled by %s is freed when the client goes, or the emulator stops",
    async (fault) => {
      await put(emulator(), "x", ten);
      emulator().faults.add({ fault, afterBytes: 2, times: 2 });
      const socket = connect(emulator().port, emulator().host);
      const lines = Object.entries(signedHeaders(getX)).map(([name, value]) => `${name}: ${value}`);
      socket.write(`GET ${getX.target} HTTP/1.1\r\nHost: x\r\n${lines.join("\r\n")}\r\n\r\n`);
      if (fault === "stallResponse") {
        await new Promise((resolve) => socket.once("data", resolve));
      } else {
        while (emulator().requests.length < 2) await new Promise((go) => setImmediate(go));
      }
      socket.destroy();
      const second = send(emulator(), getX);
      const refused = expect(second).rejects.toMatchObject({ code: "ECONNRESET" });
      while (emulator().requests.length < 3) await new Promise((go) => setImmediate(go));
      await emulator().close();
      await refused;
    },
  );
});

describe("a slow body", () => {
  test.each([
    ["dripRequest", putX],
    ["dripResponse", getX],
  ] as const)("of %s takes its time and is whole", async (fault, request) => {
    await put(emulator(), "x", "0123456789");
    emulator().faults.add({ fault, bytesPerSecond: 100 });
    const began = performance.now();
    const answer = await send(emulator(), { ...request, body: "0123456789" });
    expect(performance.now() - began).toBeGreaterThan(80);
    expect(answer.status).toBe(200);
    expect(await get()).toBe("0123456789");
  });

  test("is not needed to be late", async () => {
    emulator().faults.add({ fault: "delay", milliseconds: 60 });
    const began = performance.now();
    expect((await send(emulator(), putX)).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(50);
  });

  test("may wait for the test's leave", async () => {
    let leave = (): void => undefined;
    const until = new Promise<void>((resolve) => (leave = resolve));
    emulator().faults.add({ fault: "hold", until });
    const held = send(emulator(), putX);
    expect((await send(emulator(), getX)).status).toBe(404);
    leave();
    expect((await held).status).toBe(200);
    expect(await get()).toBe("new");
  });
});

describe("an answer", () => {
  const headersOf = async (rule: OssFaultRule): Promise<RawAnswer["headers"]> => {
    emulator().faults.add(rule);
    return (await send(emulator(), putX)).headers;
  };

  test("may tell a wrong CRC, or none, or no ETag", async () => {
    const right = (await send(emulator(), putX)).headers;
    const wrong = await headersOf({ fault: "wrongCrc" });
    expect(wrong["x-oss-hash-crc64ecma"]).toMatch(/^\d+$/);
    expect(wrong["x-oss-hash-crc64ecma"]).not.toBe(right["x-oss-hash-crc64ecma"]);
    expect((await headersOf({ fault: "missingCrc" }))["x-oss-hash-crc64ecma"]).toBeUndefined();
    const untagged = await headersOf({ fault: "missingEtag" });
    expect(untagged.etag).toBeUndefined();
    expect(untagged["x-oss-hash-crc64ecma"]).toBe(right["x-oss-hash-crc64ecma"]);
  });

  test("may have another byte in its body, whose CRC then is not the one it tells", async () => {
    await put(emulator(), "x", "hello");
    emulator().faults.add({ fault: "corruptBody" });
    const got = await send(emulator(), getX);
    expect(got.body).toHaveLength(5);
    expect(String(got.body.subarray(1))).toBe("ello");
    expect(got.body[0]).not.toBe("h".charCodeAt(0));
  });
});

describe("a rule", () => {
  const busy = { fault: "error", status: 503 } as const;
  const statuses = async (...requests: RawRequest[]): Promise<number[]> => {
    const found = [];
    for (const request of requests) found.push((await send(emulator(), request)).status);
    return found;
  };

  test("befalls the nth request that it matches, and as many as it says", async () => {
    emulator().faults.add({ operation: "PutObject", nth: 2, times: 2, ...busy });
    expect(await statuses(putX, getX, putX, getX, putX, putX)).toEqual([
      200, 200, 503, 200, 503, 200,
    ]);
  });

  test("matches by bucket, key, part and anything else", async () => {
    const { faults } = emulator();
    const y = { ...putX, target: `${bucket}/y` };
    faults.add({ key: "y", ...busy });
    faults.add({ bucket: "other", ...busy });
    faults.add({ partNumber: 2, ...busy });
    faults.add({
      when: ({ headers }) => headers.some(([name]) => name === "x-oss-meta-a"),
      ...busy,
    });
    const tagged = { ...putX, headers: { "x-oss-meta-a": "1" } };
    const part = { ...putX, target: `${bucket}/x?partNumber=2&uploadId=u` };
    expect(await statuses(putX, y, y, tagged, part)).toEqual([200, 503, 200, 503, 503]);
  });

  test("gives way to one that was added before it, and is forgotten on demand", async () => {
    emulator().faults.add({ fault: "error", status: 500, times: Infinity });
    emulator().faults.add({ ...busy, times: Infinity });
    expect(await statuses(putX, putX)).toEqual([500, 500]);
    emulator().faults.clear();
    expect(await statuses(putX)).toEqual([200]);
  });

  test.each([99, 600, 200.5])("is refused with status %d, which none can have", (status) => {
    expect(() => {
      emulator().faults.add({ fault: "error", status });
    }).toThrow(TypeError);
  });

  test.each([
    ['{"operation":"UploadPart","nth":3,"fault":"error","status":503,"code":"x"}'],
    ['{"key":"x","times":2,"fault":"truncate","afterBytes":3}'],
    ['{"fault":"dripResponse","bytesPerSecond":10}'],
    ['{"fault":"lostAnswer"}'],
  ])("is read from %s", (json) => {
    expect(parseFaultRule(json)).toEqual(JSON.parse(json));
  });

  test.each([
    ["{", /JSON/],
    ["3", /object/],
    ['{"fault":"x"}', /must be one of/],
    ['{"fault":"hold"}', /must be one of/],
    ['{"fault":"error"}', /status must be a number/],
    ['{"fault":"error","status":"x"}', /status must be a number/],
    ['{"fault":"delay","milliseconds":-1}', /milliseconds must be a number/],
    ['{"fault":"lostAnswer","key":1}', /key must be a text/],
    ['{"fault":"lostAnswer","operation":"x"}', /no operation x/],
    ['{"fault":"lostAnswer","afterBytes":1}', /no field afterBytes/],
  ])("is not read from %s", (json, message) => {
    expect(() => parseFaultRule(json)).toThrow(message);
    expect(() => parseFaultRule(json)).toThrow(TypeError);
  });
});
