import { constants, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type AosBuf,
  type AosFileBuf,
  aosBufAppendString,
  aosBufListContent,
  aosBufListLen,
  aosBufPack,
  aosBufSize,
  aosCreateBuf,
  aosCreateFileBuf,
  aosOpenFileForAllRead,
  aosOpenFileForRangeRead,
  aosOpenFileForRead,
  aosOpenFileForWrite,
  aosOpenFileForWriteNotrunc,
} from "../../src/aos/buf.js";
import { AOSE_ABORT_CALLBACK, AOSE_OK, AOSE_OPEN_FILE_ERROR } from "../../src/aos/define.js";
import { aosList, aosListAddTail } from "../../src/aos/list.js";
import { aosLogPrintDefault, aosLogSetPrint } from "../../src/aos/log.js";
import { aosPcalloc, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";

describe("AosBuf", () => {
  test("is a view of the bytes that are packed", () => {
    const bytes = Uint8Array.from([1, 2, 3, 4]);
    const b = aosBufPack(null, bytes.subarray(1), 2);
    bytes[1] = 9;
    expect([...b.bytes]).toEqual([9, 3]);
    expect([aosBufSize(b), b.end]).toEqual([2, 2]);
  });

  test("packs no more than there is, and nothing of a negative size or of NULL", () => {
    expect(aosBufSize(aosBufPack(null, "abc", 9))).toBe(3);
    expect(aosBufSize(aosBufPack(null, "abc", -1))).toBe(0);
    expect(aosBufSize(aosBufPack(null, null, 3))).toBe(0);
  });

  test("does not write into the memory that it was packed over when it grows", () => {
    const bytes = Buffer.from("abcdef");
    const b = aosBufPack(null, bytes, 3);
    aosBufAppendString(null, b, "XYZ", 3);
    expect([b.toString(), bytes.toString()]).toEqual(["abcXYZ", "abcdef"]);
  });

  test("holds what was appended, whatever its sizes", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.array(fc.uint8Array({ maxLength: 300 })), (size, pieces) => {
        const b = aosCreateBuf(null, size);
        for (const piece of pieces) aosBufAppendString(null, b, piece, piece.length);
        expect(b.bytes.equals(Buffer.concat(pieces))).toBe(true);
        expect(b.end).toBe(b.memory.length);
      }),
    );
  });

  test("of a negative size is a TypeError, as memory is", () => {
    expect(() => aosCreateBuf(null, -100)).toThrow(TypeError);
    expect(() => aosPcalloc(null, -1)).toThrow("there is no memory of -1 bytes");
  });

  test("takes nothing of a negative length", () => {
    const b = aosBufPack(null, "abc");
    aosBufAppendString(null, b, "def", -1);
    expect(b.toString()).toBe("abc");
  });

  test("in a list is counted and copied together", () => {
    const list = aosList<AosBuf>();
    const first = aosBufPack(null, "xa");
    first.pos++;
    for (const b of [first, aosBufPack(null, ""), aosBufPack(null, "中")]) aosListAddTail(b, list);
    expect(aosBufListLen(list)).toBe(4);
    const content = aosBufListContent(null, list);
    expect(content.toString()).toBe("a中");
    content.fill(0);
    expect(first.toString()).toBe("a");
  });
});

describe("files as bodies", () => {
  let directory: string;
  let path: string;
  let fb: AosFileBuf;
  const printed: string[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "aos-buf-"));
    path = join(directory, "part.bin");
    await writeFile(path, "0123456789");
    fb = aosCreateFileBuf(null);
    printed.length = 0;
    aosLogSetPrint((line) => printed.push(line));
  });

  afterEach(async () => {
    aosLogSetPrint(aosLogPrintDefault);
    await fb.file?.close();
    await rm(directory, { recursive: true });
  });

  test("a file is opened with its whole range, and belongs to the buffer", async () => {
    expect(await aosOpenFileForRead(null, path, fb)).toBe(AOSE_OK);
    expect(fb).toMatchObject({ filePos: 0, fileLast: 10, owner: true });
    expect(await fb.file?.readFile("utf8")).toBe("0123456789");
  });

  test("aosOpenFileForAllRead is the same", async () => {
    expect(await aosOpenFileForAllRead(null, path, fb)).toBe(AOSE_OK);
    expect(fb.fileLast).toBe(10);
  });

  test.each([
    [2, 5, 2, 5],
    [0, 10, 0, 10],
    [-3, 5, 0, 5],
    [8, 99, 8, 10],
    [99, 200, 10, 10],
    [5, 2, 5, 2],
    [5, -1, 5, -1],
  ])("of the range %d to %d the file has %d to %d", async (pos, last, from, to) => {
    expect(await aosOpenFileForRangeRead(null, path, pos, last, fb)).toBe(AOSE_OK);
    expect([fb.filePos, fb.fileLast]).toEqual([from, to]);
    expect(printed.length).toBe(pos > 10 ? 1 : 0);
  });

  test.each([
    ["a missing file", "missing"],
    ["a directory", "."],
    ["a path through a file", "part.bin/x"],
    ["a device", "../../dev/null"],
    ["a name with a NUL", "a\0b"],
  ])("%s can't be opened, which is logged, and the buffer stays as it was", async (_, name) => {
    const before = { ...fb };
    expect(await aosOpenFileForRead(null, join(directory, name), fb)).toBe(AOSE_OPEN_FILE_ERROR);
    expect(fb).toEqual(before);
    expect(printed).toHaveLength(1);
  });

  test.each([
    ["NULL", null],
    ["the empty name", ""],
  ])("%s is no file", async (_, name) => {
    expect(await aosOpenFileForRead(null, name, fb)).toBe(AOSE_OPEN_FILE_ERROR);
    expect(await aosOpenFileForWrite(null, name, fb)).toBe(AOSE_OPEN_FILE_ERROR);
    expect(await aosOpenFileForWriteNotrunc(null, name, fb)).toBe(AOSE_OPEN_FILE_ERROR);
    expect(await aosOpenFileForRangeRead(null, name, 0, 1, fb)).toBe(AOSE_OPEN_FILE_ERROR);
  });

  test("writing makes a file for its user alone to write, and empties one that is there", async () => {
    const made = join(directory, "new.bin");
    expect(await aosOpenFileForWrite(null, made, fb)).toBe(AOSE_OK);
    expect((await stat(made)).mode & 0o777).toBe(0o640);
    await fb.file?.close();
    expect(await aosOpenFileForWrite(null, path, fb)).toBe(AOSE_OK);
    expect(await readFile(path, "utf8")).toBe("");
  });

  test("writing without truncation keeps what is there", async () => {
    fb.filePos = 4;
    expect(await aosOpenFileForWriteNotrunc(null, path, fb)).toBe(AOSE_OK);
    await fb.file?.write("ab", fb.filePos);
    expect(await readFile(path, "utf8")).toBe("0123ab6789");
    expect(fb).toMatchObject({ filePos: 4, owner: true });
  });

  test("a directory and a place that is not there can't be written", async () => {
    await mkdir(join(directory, "sub"));
    for (const name of ["sub", "no/such/place"]) {
      for (const openFile of [aosOpenFileForWrite, aosOpenFileForWriteNotrunc]) {
        const s = await openFile(null, join(directory, name), fb);
        expect([s, fb.file]).toEqual([AOSE_OPEN_FILE_ERROR, null]);
      }
    }
  });

  test("a pool's end closes the files that were opened under it", async () => {
    const p = aosPoolCreate(null);
    await aosOpenFileForRead(p, path, fb);
    aosPoolDestroy(p);
    await expect.poll(() => fb.file?.fd).toBe(-1);
  });

  test("a file that was closed before is no longer the pool's", async () => {
    const p = aosPoolCreate(null);
    await aosOpenFileForRead(p, path, fb);
    if (fb.file === null) throw new Error("not open");
    const close = vi.spyOn(fb.file, "close");
    await fb.file.close();
    aosPoolDestroy(p);
    expect(close).toHaveBeenCalledOnce();
  });

  test("a pool that ends while a file is being opened leaves nothing open", async () => {
    const p = aosPoolCreate(null);
    const opening = aosOpenFileForWriteNotrunc(p, path, fb);
    aosPoolDestroy(p);
    expect(await opening).toBe(AOSE_ABORT_CALLBACK);
    expect(fb.file).toBeNull();
  });

  test("a destroyed pool is a TypeError, and no file is made", async () => {
    const p = aosPoolCreate(null);
    aosPoolDestroy(p);
    const made = join(directory, "new.bin");
    await expect(aosOpenFileForWrite(p, made, fb)).rejects.toThrow(TypeError);
    await expect(readFile(made)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("opening for reading gives no right to write", async () => {
    await aosOpenFileForRead(null, path, fb);
    await expect(fb.file?.write("x")).rejects.toThrow();
    expect((await stat(path)).mode & constants.S_IWUSR).not.toBe(0);
  });
});
