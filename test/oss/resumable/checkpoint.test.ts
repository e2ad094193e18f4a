/** Checkpoint files: always whole, readable for C, and never believed. */

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  AOSE_OVER_MEMORY,
} from "../../../src/aos/define.js";
import { aosString } from "../../../src/aos/string.js";
import { OSS_CP_DOWNLOAD, OSS_CP_UPLOAD, type OssCheckpoint } from "../../../src/oss/define.js";
import {
  ossBuildDownloadCheckpoint,
  ossBuildUploadCheckpoint,
  ossIsDownloadCheckpointValid,
  ossIsUploadCheckpointValid,
  ossUpdateCheckpoint,
  ossVerifyCheckpointMd5,
} from "../../../src/oss/resumable/checkpoint.js";
import {
  ossDoesFileExist,
  ossDumpCheckpoint,
  ossGetFileInfo,
  ossLoadCheckpoint,
  ossOpenCheckpointFile,
  ossReplaceCheckpoint,
} from "../../../src/oss/resumable/checkpoint_file.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import { elementsAt, readXml } from "../../conformance/xml.js";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "oss-checkpoint-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const finfo = { size: 250, mtime: 1_760_000_000_123_456 };

function built(): OssCheckpoint {
  const checkpoint = ossCreateCheckpointContent(null);
  ossBuildUploadCheckpoint(null, checkpoint, "a & <b> 中.bin", finfo, "0004B9", 100);
  checkpoint.target = { endpoint: "https://e", bucket: "b", key: 'k"&' };
  ossUpdateCheckpoint(null, checkpoint, 1, '"E&T"', 18446744073709551615n);
  return checkpoint;
}

async function written(): Promise<string> {
  const path = join(directory, "cp");
  expect(await ossReplaceCheckpoint(null, path, built())).toBe(AOSE_OK);
  return path;
}

async function loaded(path: string): Promise<[number, OssCheckpoint]> {
  const checkpoint = ossCreateCheckpointContent(null);
  return [await ossLoadCheckpoint(null, path, checkpoint), checkpoint];
}

describe("a checkpoint's file", () => {
  test("says what was written, under a checksum", async () => {
    const [code, checkpoint] = await loaded(await written());
    expect(code).toBe(AOSE_OK);
    expect(checkpoint.md5.data).toMatch(/^[0-9a-f]{32}$/);
    const unsealed = { ...checkpoint, md5: aosString() };
    expect(JSON.stringify(unsealed, bigints)).toBe(JSON.stringify(built(), bigints));
    expect(ossVerifyCheckpointMd5(null, checkpoint)).toBe(true);
    expect(ossIsUploadCheckpointValid(null, checkpoint, finfo)).toBe(true);
  });

  test("has C's elements in C's order, and ours behind them", async () => {
    const root = readXml(readFileSync(await written(), "utf8"));
    expect(root?.children.map(({ name }) => name)).toEqual([
      "MD5",
      "Type",
      "LocalFile",
      "Object",
      "UploadId",
      "CPParts",
      "Target",
    ]);
    expect(elementsAt(root, "Checkpoint/Object/Key")[0]?.text).toBe("");
  });

  test("is only for its owner to write, and its group to read", async () => {
    const mode = statSync(await written()).mode & 0o777;
    // Whatever the process takes away, nobody else gets anything.
    expect(mode & ~0o640).toBe(0);
    expect(mode & 0o600).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["cp"]);
  });

  test("is replaced as a whole: who has the old one open reads that", async () => {
    const path = await written();
    const before = readFileSync(path, "utf8");
    const reader = await open(path, "r");
    const changed = built();
    ossUpdateCheckpoint(null, changed, 0, '"0"', 1n);
    expect(await ossReplaceCheckpoint(null, path, changed)).toBe(AOSE_OK);
    expect((await reader.readFile()).toString()).toBe(before);
    await reader.close();
    expect(readFileSync(path, "utf8")).not.toBe(before);
  });

  test("with any byte changed is refused, or says the same", async () => {
    const path = await written();
    const content = readFileSync(path);
    const [, original] = await loaded(path);
    for (let at = 0; at < content.length; at++) {
      const damaged = Buffer.from(content);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(path, damaged);
      const [code, checkpoint] = await loaded(path);
      const isTaken = code === AOSE_OK && ossIsUploadCheckpointValid(null, checkpoint, finfo);
      const isSame = JSON.stringify(checkpoint, bigints) === JSON.stringify(original, bigints);
      expect([at, isTaken && !isSame]).toEqual([at, false]);
    }
  });

  test("that was cut anywhere is refused", async () => {
    const path = await written();
    const content = readFileSync(path);
    for (let length = 0; length < content.length - 1; length += 7) {
      writeFileSync(path, content.subarray(0, length));
      expect([length, (await loaded(path))[0] < 0]).toEqual([length, true]);
    }
  });

  test("that is missing, a directory or huge is refused", async () => {
    expect((await loaded(join(directory, "none")))[0]).toBe(AOSE_OPEN_FILE_ERROR);
    expect((await loaded(directory))[0]).toBeLessThan(0);
    const huge = join(directory, "huge");
    const file = await open(huge, "w");
    await file.truncate(17 * 1024 * 1024);
    await file.close();
    expect((await loaded(huge))[0]).toBe(AOSE_OVER_MEMORY);
  });
});

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

describe("C's way of opening, dumping and updating", () => {
  test("writes the file whole each time", async () => {
    const path = join(directory, "cp");
    const checkpoint = built();
    expect(await ossOpenCheckpointFile(null, path, checkpoint)).toBe(AOSE_OK);
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_OK);
    ossUpdateCheckpoint(null, checkpoint, 0, null, 0n);
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_OK);
    await checkpoint.thefile?.close();
    const [, found] = await loaded(path);
    expect(found.parts.map(({ completed }) => completed)).toEqual([true, true, false]);
    expect(ossVerifyCheckpointMd5(null, found)).toBe(true);
  });

  test("keeps the file that is there when it can't be replaced", async () => {
    const path = join(directory, "cp");
    const checkpoint = built();
    await ossOpenCheckpointFile(null, path, checkpoint);
    await ossDumpCheckpoint(null, checkpoint);
    const before = readFileSync(path, "utf8");
    // A directory is in the way of the temporary file.
    mkdirSync(`${path}.tmp`);
    ossUpdateCheckpoint(null, checkpoint, 0, null, 0n);
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_FILE_WRITE_ERROR);
    await checkpoint.thefile?.close();
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("says when nothing is open, or the file can't be", async () => {
    const checkpoint = built();
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_INVALID_ARGUMENT);
    const path = join(directory, "no/dir");
    expect(await ossOpenCheckpointFile(null, path, checkpoint)).toBe(AOSE_OPEN_FILE_ERROR);
    expect(checkpoint.thefile).toBeNull();
  });

  test("writes through no other handle, and says when the file can't be replaced", async () => {
    const path = join(directory, "sub", "cp");
    mkdirSync(join(directory, "sub"));
    const checkpoint = built();
    expect(await ossOpenCheckpointFile(null, path, checkpoint)).toBe(AOSE_OK);
    rmSync(join(directory, "sub"), { recursive: true });
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_FILE_WRITE_ERROR);
    await checkpoint.thefile?.close();
    writeFileSync(join(directory, "read"), "as it was");
    checkpoint.thefile = await open(join(directory, "read"), "r");
    expect(await ossDumpCheckpoint(null, checkpoint)).toBe(AOSE_INVALID_ARGUMENT);
    await checkpoint.thefile.close();
    expect(readFileSync(join(directory, "read"), "utf8")).toBe("as it was");
  });

  test("knows no part outside the checkpoint", () => {
    expect(() => {
      ossUpdateCheckpoint(null, built(), 3, "", 0n);
    }).toThrow(TypeError);
    expect(() => {
      ossUpdateCheckpoint(null, built(), -1, "", 0n);
    }).toThrow(TypeError);
  });
});

describe("a download's checkpoint", () => {
  const as = { type: OSS_CP_DOWNLOAD, size: 100, changed: "last modified", etag: "etag" };

  test.each([
    ["that is of the object", as, true],
    ["of an upload", { ...as, type: OSS_CP_UPLOAD }, false],
    ["of another size", { ...as, size: 101 }, false],
    ["of no time", { ...as, changed: "" }, false],
    ["of no ETag", { ...as, etag: "" }, false],
  ])("%s is valid as C says", (_, { type, size, changed, etag }, valid) => {
    const checkpoint = ossCreateCheckpointContent(null);
    ossBuildDownloadCheckpoint(null, checkpoint, "file", "key", size, changed, etag, 10);
    checkpoint.cpType = type;
    const found = ossIsDownloadCheckpointValid(null, checkpoint, "key", 100, as.changed, as.etag);
    expect(found).toBe(valid);
  });
});

describe("a local file", () => {
  test("has its size and its time to the microsecond", async () => {
    const path = join(directory, "file");
    writeFileSync(path, "12345");
    const found = { size: 0, mtime: 0 };
    expect(await ossGetFileInfo(path, null, found)).toBe(AOSE_OK);
    const { mtimeNs } = statSync(path, { bigint: true });
    expect(found).toEqual({ size: 5, mtime: Number(mtimeNs / 1000n) });
    expect(await ossDoesFileExist(path, null)).toBe(true);
    writeFileSync(path, "");
    expect(await ossGetFileInfo(path, null, found)).toBe(AOSE_OK);
    expect(found.size).toBe(0);
  });

  test("that is missing or a directory is AOSE_OPEN_FILE_ERROR, and tells nothing", async () => {
    const found = { size: 7, mtime: 7 };
    for (const path of ["", directory, join(directory, "none"), "a\0b"]) {
      expect(await ossGetFileInfo(path, null, found)).toBe(AOSE_OPEN_FILE_ERROR);
    }
    expect(found).toEqual({ size: 7, mtime: 7 });
    for (const path of ["", join(directory, "none")]) {
      expect(await ossDoesFileExist(path, null)).toBe(false);
    }
  });
});
