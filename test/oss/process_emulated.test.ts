/** Callbacks and image processing through the API, in a service that does both. */

import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type AosBuf,
  aosList,
  aosPoolCreate,
  type OssRequestOptions,
  ossDoPutObjectFromBuffer,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, table, testOptions, textOf } from "../support/options.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);

let server: Server;
let status = 200;
let told = "";

beforeEach(async () => {
  status = 200;
  server = createServer((incoming, outgoing) => {
    told = "";
    incoming.on("data", (chunk: Buffer) => (told += chunk.toString()));
    incoming.on("end", () => outgoing.writeHead(status).end('{"Status":"OK"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function optionsFor(version: number): OssRequestOptions {
  const options = testOptions(pool, emulator().endpoint);
  options.config.signatureVersion = version;
  return options;
}

function callbackHeader(): string {
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const callback = {
    callbackUrl: `http://127.0.0.1:${port}/`,
    callbackBody: "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}",
    callbackBodyType: "application/x-www-form-urlencoded",
  };
  return Buffer.from(JSON.stringify(callback)).toString("base64");
}

describe.each([1, 4])("signed with version %i", (version) => {
  test("a put calls back, and brings the callback's answer", async () => {
    const headers = table({ "x-oss-callback": callbackHeader(), "Content-Type": "text/plain" });
    const body = aosList<AosBuf>();
    const options = optionsFor(version);
    const content = buffers("hello");
    const s = await ossDoPutObjectFromBuffer(
      options,
      bucket,
      "x",
      content,
      headers,
      null,
      null,
      null,
      body,
    );
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(textOf(body)).toBe('{"Status":"OK"}');
    expect(told).toBe("bucket=examplebucket&object=x&size=5&mimeType=text%2Fplain");
  });

  test("a put whose callback fails says so, and the object is there", async () => {
    status = 502;
    const headers = table({ "x-oss-callback": callbackHeader() });
    const options = optionsFor(version);
    const content = buffers("hello");
    const body = aosList<AosBuf>();
    const s = await ossDoPutObjectFromBuffer(
      options,
      bucket,
      "x",
      content,
      headers,
      null,
      null,
      null,
      body,
    );
    expect(s.code).toBe(203);
    expect(textOf(body)).toContain("<Code>CallbackFailed</Code>");
    expect((await ossHeadObject(options, bucket, "x", null, null)).code).toBe(200);
  });

  test("an image tells its size, and is answered as it stands for other processing", async () => {
    const options = optionsFor(version);
    const gif = Buffer.from("GIF89a\x02\x00\x03\x00", "latin1");
    await ossPutObjectFromBuffer(options, bucket, "x.gif", buffers(gif), null, null);
    const get = async (process: string): Promise<string> => {
      const content = buffers();
      const params = table({ "x-oss-process": process });
      const s = await ossGetObjectToBuffer(options, bucket, "x.gif", null, params, content, null);
      expect(s).toMatchObject({ code: 200, errorCode: "" });
      return textOf(content);
    };
    expect(JSON.parse(await get("image/info"))).toMatchObject({
      ImageWidth: { value: "2" },
      ImageHeight: { value: "3" },
      Format: { value: "gif" },
    });
    expect(await get("image/resize,m_fixed,w_100,h_100")).toBe(gif.toString());
  });
});
