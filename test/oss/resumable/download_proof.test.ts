/** What a download believes of its checkpoint, its file and the object's headers, and what it proves. */

import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../../src/aos/crc64.js";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INTERNAL_ERROR,
} from "../../../src/aos/define.js";
import { AOS_LOG_INFO, aosLogSetLevel, aosLogSetOutput } from "../../../src/aos/log.js";
import { aosPoolDestroy } from "../../../src/aos/pool.js";
import { aosStrSet } from "../../../src/aos/string.js";
import { downloadsOf } from "../../support/downloads.js";
import { useScene } from "../../support/transfers.js";

const scene = useScene();
const { rangesGot, interrupted, expectCopy } = downloadsOf(scene);

const allRanges = ["bytes=0-99", "bytes=100-199", "bytes=200-249"];

/** Changes a byte of the second part, of which the checkpoint says that it arrived. */
function damage(name: string): void {
  const bytes = readFileSync(scene().path(name));
  bytes[150] = (bytes[150] ?? 0) ^ 1;
  writeFileSync(scene().path(name), bytes);
}

describe("a download that was killed between the rename and its last note", () => {
  function completed(part: Buffer): string {
    return `<Completed>1</Completed><ETag>x</ETag><Crc64>${aosCrc64(0n, part).toString()}`;
  }

  /** All is as it is after the rename, and before the checkpoint is removed. */
  async function killed(): Promise<Buffer> {
    const content = await interrupted();
    const done = scene()
      .text("copy.dcp")
      .replace(/<MD5>[0-9a-f]+/, "<MD5>")
      .replace(/<Completed>0<\/Completed><ETag><\/ETag><Crc64>0/, completed(content.subarray(200)));
    writeFileSync(scene().path("copy.dcp"), done);
    rmSync(scene().path("copy.tmp"));
    writeFileSync(scene().path("copy"), content);
    return content;
  }

  test("has everything in its place, and asks for no more", async () => {
    const content = await killed();
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(scene().operations).toEqual(["HeadObject"]);
    expectCopy(content);
  });

  test.each([
    ["is gone", null],
    ["has another size", 249],
    ["has another byte", 250],
  ])("begins anew when the file %s meanwhile", async (_, size) => {
    const content = await killed();
    if (size === null) rmSync(scene().path("copy"));
    else writeFileSync(scene().path("copy"), Buffer.alloc(size, content));
    if (size === 250) damage("copy");
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toEqual(allRanges);
    expectCopy(content);
  });
});

describe("parts that arrived while CRC-64 was switched off", () => {
  async function withoutCrc(): Promise<Buffer> {
    scene().options.ctl.options.enableCrc = 0;
    return interrupted();
  }

  test("are not read again as long as it is off", async () => {
    const content = await withoutCrc();
    damage("copy.tmp");
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toEqual(["bytes=200-249"]);
    content[150] = (content[150] ?? 0) ^ 1;
    expectCopy(content);
  });

  test("are built upon when it is on again", async () => {
    const content = await withoutCrc();
    scene().options.ctl.options.enableCrc = 1;
    expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
    expect(rangesGot()).toEqual(["bytes=200-249"]);
    expectCopy(content);
  });

  test("are proved by the whole when it is on again: a damaged one leaves nothing", async () => {
    await withoutCrc();
    damage("copy.tmp");
    scene().options.ctl.options.enableCrc = 1;
    const { s } = await scene().download(scene().path("copy"));
    expect(s).toMatchObject({ code: AOSE_CRC_INCONSISTENT_ERROR, errorCode: "InconsistentError" });
    expect(scene().files).toEqual([]);
  });
});

test("a pool that ends while the parts are proved takes nothing back of what arrived", async () => {
  const content = await interrupted();
  const options = scene().mortalOptions();
  // It is said just before the file is read.
  aosLogSetOutput({
    write: (line) => {
      if (line.includes("bytes done")) aosPoolDestroy(options.pool);
    },
  });
  aosLogSetLevel(AOS_LOG_INFO);
  const { s } = await scene().download(scene().path("copy"), { options });
  expect(s).toMatchObject({ code: AOSE_ABORT_CALLBACK, errorCode: "HttpIoError" });
  expect(scene().operations).toEqual(["HeadObject"]);
  expect((await scene().download(scene().path("copy"))).s.code).toBe(200);
  expect(rangesGot()).toEqual(["bytes=200-249"]);
  expectCopy(content);
});

test("a checkpoint that can't be written is WriteFileFail, before anything is fetched", async () => {
  await scene().put("key", Buffer.alloc(250));
  // Where its new content would be written first.
  mkdirSync(scene().path("copy.dcp.tmp"));
  const { s } = await scene().download(scene().path("copy"));
  expect(s).toMatchObject({ code: AOSE_FILE_WRITE_ERROR, errorCode: "WriteFileFail" });
  expect(scene().operations).toEqual(["HeadObject"]);
  rmSync(scene().path("copy.dcp.tmp"), { recursive: true });
});

describe("the object's headers", () => {
  const headers = {
    ETag: '"E"',
    "Last-Modified": "Wed, 08 Oct 2025 02:03:04 GMT",
    "Content-Length": "30000",
  };

  /** Downloads from a server that answers HEAD with these headers, and nothing else. */
  async function downloaded(
    told: Readonly<Record<string, string>>,
  ): Promise<{ code: number; errorCode: string; ranges: (string | undefined)[] }> {
    const ranges: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      if (request.method === "HEAD") response.writeHead(200, told).end();
      else {
        ranges.push(request.headers.range);
        response.writeHead(403).end();
      }
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    aosStrSet(scene().options.config.endpoint, `http://127.0.0.1:${port}`);
    const { s } = await scene().download(scene().path("copy"), { partSize: 1, checkpoint: false });
    server.closeAllConnections();
    server.close();
    return { code: s.code, errorCode: s.errorCode, ranges };
  }

  test.each(Object.keys(headers))("without %s are ServerError, as in C", async (name) => {
    const told = Object.entries(headers).filter(([key]) => key !== name);
    const answer = await downloaded(Object.fromEntries(told));
    expect(answer).toEqual({ code: AOSE_INTERNAL_ERROR, errorCode: "ServerError", ranges: [] });
    expect(scene().files).toEqual([]);
  });

  test("that tell of more than 10000 parts make the parts larger", async () => {
    expect(await downloaded(headers)).toMatchObject({ code: 403, ranges: ["bytes=0-2"] });
  });
});
