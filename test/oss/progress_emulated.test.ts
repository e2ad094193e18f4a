/** Progress and checksums of bodies that go both ways, in a service that checks them. */

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AosString,
  type AosTable,
  aosAtoi64,
  aosAtoui64,
  aosList,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssCompletePartContent,
  type OssRequestOptions,
  ossCompleteMultipartUpload,
  ossCreateUploadFile,
  ossDeleteObject,
  ossDoAppendObjectFromBuffer,
  ossDoAppendObjectFromFile,
  ossDoGetObjectToBuffer,
  ossDoGetObjectToFile,
  ossDoPutObjectFromBuffer,
  ossDoPutObjectFromFile,
  ossDoUploadPartFromBuffer,
  ossDoUploadPartFromFile,
  ossGetObjectToBuffer,
  ossInitMultipartUpload,
  ossPutObjectFromBuffer,
  out,
} from "../../src/index.js";
import { ossGetSortedUploadedPart } from "../../src/oss/multipart.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, textOf } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

type Progress = (consumed: number, total: number) => void;

/** A callback, and the expectation that it was told of every byte of `size`, and never less. */
function watch(size: number): [Progress, () => void] {
  const told: (readonly [number, number])[] = [];
  return [
    (consumed, total) => told.push([consumed, total]),
    () => {
      expect(told.at(-1)).toEqual([size, size]);
      const consumed = told.map(([bytes]) => bytes);
      expect(consumed).toEqual([...consumed].sort((a, b) => a - b));
    },
  ];
}

describe.each([1, 4])("signed with version %i, progress is told to the last byte", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test.each([1024 * 16 * 10, 0])("of an object of %i bytes in memory, both ways", async (size) => {
    const options = optionsFor();
    const content = Buffer.alloc(size, "A");
    const args = [options, bucket, "x"] as const;
    const [up, expectSent] = watch(size);
    const sent = [...args, buffers(content), null, null, up, null, null] as const;
    await succeeds(ossDoPutObjectFromBuffer(...sent), 200);
    expectSent();
    const [down, expectGot] = watch(size);
    const got = buffers();
    await succeeds(ossDoGetObjectToBuffer(...args, null, null, got, down, null), 200);
    if (size > 0) expectGot();
    expect(textOf(got) === content.toString()).toBe(true);
  });

  test("of an object in a file, both ways", async () => {
    const options = optionsFor();
    const content = randomBytes(1024 * 16 * 10);
    writeFileSync(path("file"), content);
    const args = [options, bucket, "x"] as const;
    const [up, expectSent] = watch(content.length);
    const sent = [...args, path("file"), null, null, up, null, null] as const;
    await succeeds(ossDoPutObjectFromFile(...sent), 200);
    expectSent();
    const [down, expectGot] = watch(content.length);
    await succeeds(ossDoGetObjectToFile(...args, null, null, path("copy"), down, null), 200);
    expectGot();
    expect(readFileSync(path("copy")).equals(content)).toBe(true);
  });

  test("of what is appended, from memory and then from a file", async () => {
    const options = optionsFor();
    const size = 1024 * 16 * 20;
    writeFileSync(path("file"), randomBytes(size));
    const args = [options, bucket, "log"] as const;
    const headers = out<AosTable>();
    const [first, expectFirst] = watch(size);
    const content = buffers(Buffer.alloc(size, "A"));
    const begun = [...args, 0, 0n, content, null, null, first, headers, null] as const;
    await succeeds(ossDoAppendObjectFromBuffer(...begun), 200);
    expectFirst();
    const crc = aosAtoui64(headers.value?.get("x-oss-hash-crc64ecma") ?? "");
    const [second, expectSecond] = watch(size);
    const more = [...args, size, crc, path("file"), null, null, second, null, null] as const;
    await succeeds(ossDoAppendObjectFromFile(...more), 200);
    expectSecond();
  });

  test.each(["memory", "a file"])("of parts from %s", async (source) => {
    const options = optionsFor();
    const content = randomBytes(1024 * 16 * 10);
    writeFileSync(path("file"), content);
    const id = aosString();
    await succeeds(ossInitMultipartUpload(options, bucket, "x", id, null, null), 200);
    const half = content.length / 2;
    for (const n of [1, 2]) {
      const [progress, expectAll] = watch(half);
      const range = [(n - 1) * half, n * half] as const;
      if (source === "memory") await partOfMemory(options, id, n, content, range, progress);
      else await partOfFile(options, id, n, range, progress);
      expectAll();
    }
    const parts = aosList<OssCompletePartContent>();
    await succeeds(ossGetSortedUploadedPart(options, bucket, "x", id, parts, out<number>()), 200);
    await succeeds(ossCompleteMultipartUpload(options, bucket, "x", id, parts, null, null), 200);
  });
});

type Range = readonly [number, number];

async function partOfMemory(
  options: OssRequestOptions,
  id: AosString,
  n: number,
  content: Buffer,
  range: Range,
  progress: Progress,
): Promise<void> {
  const args = [options, bucket, "x", id, n, buffers(content.subarray(...range))] as const;
  await succeeds(ossDoUploadPartFromBuffer(...args, progress, null, null, null, null), 200);
}

async function partOfFile(
  options: OssRequestOptions,
  id: AosString,
  n: number,
  [filePos, fileLast]: Range,
  progress: Progress,
): Promise<void> {
  const part = ossCreateUploadFile(pool);
  aosStrSet(part.filename, path("file"));
  Object.assign(part, { filePos, fileLast });
  const args = [options, bucket, "x", id, n, part] as const;
  await succeeds(ossDoUploadPartFromFile(...args, progress, null, null, null, null), 200);
}

describe.each([1, 4])("signed with version %i, the CRC-64", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test.each(["memory", "a file"])(
    "of an object that grows from %s is told by each answer, for the next append",
    async (source) => {
      const options = optionsFor();
      const piece = "Time is a bird for ever on the wing.";
      writeFileSync(path("file"), piece);
      let [position, crc] = [0n, 0n];
      for (let n = 0; n < 2; n++) {
        const headers = out<AosTable>();
        const rest = [null, null, null, headers, null] as const;
        const args = [options, bucket, "log", position, crc] as const;
        await succeeds(
          source === "memory"
            ? ossDoAppendObjectFromBuffer(...args, buffers(piece), ...rest)
            : ossDoAppendObjectFromFile(...args, path("file"), ...rest),
          200,
        );
        position = aosAtoi64(headers.value?.get("x-oss-next-append-position") ?? "");
        crc = aosAtoui64(headers.value?.get("x-oss-hash-crc64ecma") ?? "");
      }
      expect(position).toBe(BigInt(2 * piece.length));
      await succeeds(ossDeleteObject(options, bucket, "log", null), 204);
    },
  );

  test("of another beginning does not fit what was appended, which is there all the same", async () => {
    const options = optionsFor();
    writeFileSync(path("file"), randomBytes(1024));
    const args = [options, bucket, "log", 0, 1n, path("file"), null, null, null] as const;
    await fails(ossDoAppendObjectFromFile(...args, null, null), -978, "InconsistentError");
    await succeeds(ossDeleteObject(options, bucket, "log", null), 204);
  });

  test("may be left out, both ways", async () => {
    const options = optionsFor();
    options.ctl.options.enableCrc = false;
    const content = buffers("Sow nothing, reap nothing.");
    await succeeds(ossPutObjectFromBuffer(options, bucket, "x", content, null, null), 200);
    const got = buffers();
    await succeeds(ossGetObjectToBuffer(options, bucket, "x", null, null, got, null), 200);
    expect(textOf(got)).toBe("Sow nothing, reap nothing.");
  });
});
