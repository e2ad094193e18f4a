/** Callbacks and image processing through the API, in a service that does both. */

import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AosBuf,
  type AosTable,
  aosList,
  aosListAddTail,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssCompletePartContent,
  type OssRequestOptions,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossCreateResumableCltParamsContent,
  ossDoCompleteMultipartUpload,
  ossDoPutObjectFromBuffer,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossPutObjectFromBuffer,
  ossPutObjectFromFile,
  ossResumableUploadFile,
  ossUploadPartFromBuffer,
  out,
} from "../../src/index.js";
import { useCallbackServer } from "../support/callback_server.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table, textOf } from "../support/options.js";
import { succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const callback = useCallbackServer();
const path = useTempDir();
const pool = aosPoolCreate(null);
/** The beginning of a JPEG of 400 to 267 pixels, up to its frame header. */
const JPEG = Buffer.from("ffd8ffe000044a46ffc000110801" + "0b0190030122", "hex");

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

describe.each([1, 4])("signed with version %i", (version) => {
  test("a put calls back, and brings the callback's answer", async () => {
    const headers = table({ "x-oss-callback": callback().header, "Content-Type": "text/plain" });
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
    expect(callback().told).toEqual(["bucket=examplebucket&object=x&size=5&mimeType=text%2Fplain"]);
  });

  test("a put whose callback fails says so, and the object is there", async () => {
    callback().status = 502;
    const headers = table({ "x-oss-callback": callback().header });
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

  test("an upload in parts calls back when it is completed", async () => {
    const options = optionsFor(version);
    const id = aosString();
    const args = [options, bucket, "x.ts", id] as const;
    await succeeds(ossInitMultipartUpload(options, bucket, "x.ts", id, null, null), 200);
    await succeeds(ossUploadPartFromBuffer(...args, 1, buffers("12"), null), 200);
    await succeeds(ossUploadPartFromBuffer(...args, 2, buffers("x".repeat(200)), null), 200);
    expect(callback().told).toEqual([]);
    const params = ossCreateListUploadPartParams(pool);
    params.maxRet = 1;
    await succeeds(ossListUploadPart(...args, params, null), 200);
    const parts = aosList<OssCompletePartContent>();
    for (const { partNumber, etag } of params.partList) {
      const part = ossCreateCompletePartContent(pool);
      aosStrSet(part.partNumber, partNumber);
      aosStrSet(part.etag, etag);
      aosListAddTail(part, parts);
    }
    const headers = table({ "x-oss-callback": callback().header });
    const body = aosList<AosBuf>();
    await succeeds(ossDoCompleteMultipartUpload(...args, parts, headers, null, null, body), 200);
    expect(textOf(body)).toBe('{"Status":"OK"}');
    expect(callback().told).toEqual([expect.stringContaining("object=x.ts&size=2&")]);
  });

  test.each([false, true])(
    "a resumable upload calls back once, at its end (checkpoint: %s)",
    async (checkpoint) => {
      const options = optionsFor(version);
      writeFileSync(path("file"), Buffer.alloc(350));
      const variables = Buffer.from('{"x:var1":"value1","x:var2":"value2"}').toString("base64");
      const headers = table({
        "x-oss-callback": callback().header,
        "x-oss-callback-var": variables,
      });
      const params = ossCreateResumableCltParamsContent(pool, 100, 3, checkpoint, null);
      const body = aosList<AosBuf>();
      const args = [options, bucket, "x.jpg", path("file"), headers, null, params] as const;
      await succeeds(ossResumableUploadFile(...args, null, null, body), 200);
      expect(textOf(body)).toBe('{"Status":"OK"}');
      expect(callback().told).toEqual([expect.stringContaining("object=x.jpg&size=350&")]);
      const respHeaders = out<AosTable>();
      await succeeds(ossHeadObject(options, bucket, "x.jpg", null, respHeaders), 200);
      expect(respHeaders.value?.get("Content-Length")).toBe("350");
    },
  );

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

  test.each([
    "image/resize,m_fixed,w_100,h_100",
    "image/crop,w_100,h_100,x_100,y_100,r_1",
    "image/rotate,90",
    "image/sharpen,100",
    "image/watermark,text_SGVsbG8g5Zu-54mH5pyN5YqhIQ",
    "image/format,png",
  ])("%s is asked for, and what was answered is an image to put again", async (process) => {
    const options = optionsFor(version);
    writeFileSync(path("example.jpg"), JPEG);
    const file = path("example.jpg");
    await succeeds(ossPutObjectFromFile(options, bucket, "example.jpg", file, null, null), 200);
    const headers = out<AosTable>();
    await succeeds(ossHeadObject(options, bucket, "example.jpg", null, headers), 200);
    expect(headers.value?.get("Content-Type")).toBe("image/jpeg");
    const image = buffers();
    const params = table({ "x-oss-process": process });
    const args = [options, bucket, "example.jpg", null, params, image, null] as const;
    await succeeds(ossGetObjectToBuffer(...args), 200);
    expect(emulator().requests.at(-1)?.target).toContain(
      `?x-oss-process=${encodeURIComponent(process)}`,
    );
    await succeeds(
      ossPutObjectFromBuffer(options, bucket, "processed.jpg", image, null, null),
      200,
    );
    const info = buffers();
    const asked = table({ "x-oss-process": "image/info" });
    const again = [options, bucket, "processed.jpg", null, asked, info, null] as const;
    await succeeds(ossGetObjectToBuffer(...again), 200);
    expect(JSON.parse(textOf(info))).toMatchObject({
      ImageWidth: { value: "400" },
      ImageHeight: { value: "267" },
      Format: { value: "jpg" },
    });
  });
});
