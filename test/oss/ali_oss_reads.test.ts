/** What this library writes an independent client reads, and the other way round. */

import { readFile, writeFile } from "node:fs/promises";
import OSS from "ali-oss";
import { describe, expect, test } from "vitest";
import { type AosBuf, aosBufListContent } from "../../src/aos/buf.js";
import { aosList } from "../../src/aos/list.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { type AosStatus, aosStatusIsOk } from "../../src/aos/status.js";
import { ossAppendObjectFromBuffer } from "../../src/oss/api/append.js";
import { ossListObject } from "../../src/oss/api/list.js";
import { ossGetObjectToBuffer, ossPutObjectFromBuffer } from "../../src/oss/api/object.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import {
  ossCreateListObjectParams,
  ossCreateResumableCltParamsContent,
} from "../../src/oss/util/create_params.js";
import { patternBytes } from "../conformance/values.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, testOptions } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const NAMES = ["plain.txt", "dir/in it/ä+&%?#=~'.txt", "中文/🙂.bin"];
const CONTENT = patternBytes(250_000, 3);
const PART_SIZE = 102_400;

describe.each([
  ["V1", 1],
  ["V4", 4],
])("with signatures of %s", (_, signatureVersion) => {
  const emulator = useEmulator();
  const tempPath = useTempDir();

  function clients(): { options: OssRequestOptions; oss: OSS } {
    const { endpoint } = emulator();
    const options = testOptions(aosPoolCreate(null), endpoint);
    options.config.signatureVersion = signatureVersion;
    const { accessKeyId, accessKeySecret, region } = testAccount;
    const oss = new OSS({
      ...{ accessKeyId, accessKeySecret, bucket, endpoint, region: `oss-${region}` },
      authorizationV4: signatureVersion === 4,
    });
    return { options, oss };
  }

  function expectOk(s: AosStatus): void {
    expect([aosStatusIsOk(s), s.errorCode, s.errorMsg]).toEqual([true, "", ""]);
  }

  test.each(NAMES)("ali-oss gets what was put, and lists it: %s", async (name) => {
    const { options, oss } = clients();
    expectOk(await ossPutObjectFromBuffer(options, bucket, name, buffers(CONTENT), null, null));
    expect(CONTENT.equals(bytesOf((await oss.get(name)).content))).toBe(true);
    const { objects } = await oss.list({ "max-keys": 10 }, {});
    expect(objects.map((object) => [object.name, object.size])).toEqual([[name, CONTENT.length]]);
  });

  test.each(NAMES)("what ali-oss put is got, and listed: %s", async (name) => {
    const { options, oss } = clients();
    await oss.put(name, CONTENT);
    const content = aosList<AosBuf>();
    expectOk(await ossGetObjectToBuffer(options, bucket, name, null, null, content, null));
    expect(CONTENT.equals(aosBufListContent(null, content))).toBe(true);
    const params = ossCreateListObjectParams(null);
    expectOk(await ossListObject(options, bucket, params, null));
    const listed = [...params.objectList].map(({ key, size }) => [key.data, size.data]);
    expect(listed).toEqual([[name, String(CONTENT.length)]]);
  });

  test("ali-oss gets what was uploaded in parts, and what was appended", async () => {
    const { options, oss } = clients();
    const file = tempPath("file");
    await writeFile(file, CONTENT);
    const params = ossCreateResumableCltParamsContent(null, PART_SIZE, 3, true, null);
    const call = [options, bucket, "parts", file, null, null, params, null, null, null] as const;
    expectOk(await ossResumableUploadFile(...call));
    expect(CONTENT.equals(bytesOf((await oss.get("parts")).content))).toBe(true);
    for (const [position, text] of [
      [0, "one "],
      [4, "two"],
    ] as const) {
      const args = [options, bucket, "log", position, buffers(text), null, null] as const;
      expectOk(await ossAppendObjectFromBuffer(...args));
    }
    expect(bytesOf((await oss.get("log")).content).toString()).toBe("one two");
  });

  test("what ali-oss uploaded in parts is downloaded in others", async () => {
    const { options, oss } = clients();
    await oss.multipartUpload("parts", CONTENT, { partSize: PART_SIZE });
    const file = tempPath("file");
    const params = ossCreateResumableCltParamsContent(null, PART_SIZE + 1, 3, true, null);
    const call = [options, bucket, "parts", file, null, null, params, null, null] as const;
    expectOk(await ossResumableDownloadFile(...call));
    expect(CONTENT.equals(await readFile(file))).toBe(true);
  });
});

function bytesOf(content: unknown): Buffer {
  if (content instanceof Uint8Array) return Buffer.from(content);
  throw new TypeError("ali-oss gave no bytes");
}
