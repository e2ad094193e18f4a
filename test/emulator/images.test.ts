/** What is answered of images. */

import { describe, expect, test } from "vitest";
import { imageFacts } from "../../src/emulator/image/size.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000190000001", "hex");
const PNG = Buffer.concat([png, Buffer.from("0b0806", "hex")]);
const GIF = Buffer.from("474946383761900100010000", "hex");
const bmpHead = Buffer.from("424d00000000000000003600000028000000", "hex");
const BMP = Buffer.concat([bmpHead, Buffer.from("90010000f5feffff", "hex")]);
// An APP0 segment, a filler byte, a table of Huffman codes, and the frame header.
const JPEG = Buffer.from("ffd8ffe000044a46ffffc4000401ffffc20011080100019003", "hex");

async function process(key: string, what: string): Promise<RawAnswer> {
  return await send(emulator(), {
    target: `${bucket}/${key}?x-oss-process=${encodeURIComponent(what)}`,
    resource: `${bucket}/${key}?x-oss-process=${what}`,
  });
}

describe("an image", () => {
  test.each([
    ["png", PNG, 400, 267],
    ["gif", GIF, 400, 256],
    ["bmp", BMP, 400, 267],
    ["jpg", JPEG, 400, 256],
  ])("in %s tells its size", async (format, bytes, width, height) => {
    expect(imageFacts(bytes)).toEqual({ format, width, height });
    await put(emulator(), "x", bytes);
    const got = await process("x", "image/info");
    expect(got.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(String(got.body))).toEqual({
      FileSize: { value: String(bytes.length) },
      Format: { value: format },
      ImageHeight: { value: String(height) },
      ImageWidth: { value: String(width) },
    });
  });

  test.each([PNG, GIF, BMP, JPEG])("that is cut short tells nothing", (bytes) => {
    for (let length = 0; length < bytes.length - 3; length++) {
      expect(imageFacts(bytes.subarray(0, length))).toBeNull();
    }
  });

  test("is answered as it stands for any other processing", async () => {
    await put(emulator(), "x", PNG);
    for (const what of ["image/resize,w_100", "style/small"]) {
      const got = await process("x", what);
      expect([got.status, got.body.equals(PNG)]).toEqual([200, true]);
    }
  });

  test("is what can be read as one, and what is there", async () => {
    await put(emulator(), "x", "hello");
    expect((await process("x", "image/info")).element("Code")).toBe("BadRequest");
    expect((await process("y", "image/info")).element("Code")).toBe("NoSuchKey");
    expect((await process("x", "video/snapshot")).element("Code")).toBe("NotImplemented");
    await put(emulator(), "z", PNG, { "x-oss-storage-class": "Archive" });
    expect((await process("z", "image/info")).element("Code")).toBe("InvalidObjectState");
  });
});
