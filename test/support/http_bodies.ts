/** Bodies for the transport's tests: files, progress, and sizes that matter. */

import { type FileHandle, open } from "node:fs/promises";
import { expect, onTestFinished } from "vitest";
import type { AosFileBuf } from "../../src/aos/buf.js";
import { HTTP_PUT } from "../../src/aos/define.js";
import { aosReadHttpBodyFile, aosWriteHttpBodyFile } from "../../src/aos/http_io.js";
import { BODY_IN_FILE } from "../../src/aos/transport.js";
import type { Prepare } from "./http_exchange.js";

/** Sizes around what the transport gathers and slices by. */
export const SIZES: readonly number[] = [
  1,
  1023,
  65_535,
  65_536,
  65_537,
  (1 << 20) - 1,
  1 << 20,
  (1 << 20) + 1,
  5_000_001,
];

/** Bytes of which no four are like four others, so that nothing can stand in a wrong place unseen. */
export function numberedBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size + 4);
  for (let at = 0; at < size; at += 4) bytes.writeUInt32BE(at + 1, at);
  return bytes.subarray(0, size);
}

/** A file that stays open until the test is over. */
export async function opened(path: string, flags: string): Promise<FileHandle> {
  const file = await open(path, flags);
  onTestFinished(() => file.close().catch(() => undefined));
  return file;
}

export function isClosed(file: FileHandle): boolean {
  return file.fd === -1;
}

/** Sends a part of a file. */
export function puttingFile(fileBuf: AosFileBuf): Prepare {
  return (req) => {
    req.method = HTTP_PUT;
    req.type = BODY_IN_FILE;
    req.readBody = aosReadHttpBodyFile;
    req.fileBuf = fileBuf;
    req.bodyLen = fileBuf.fileLast - fileBuf.filePos;
  };
}

/** Writes the answer to a file. */
export function gettingFile(fileBuf: AosFileBuf): Prepare {
  return (_, resp) => {
    resp.type = BODY_IN_FILE;
    resp.writeBody = aosWriteHttpBodyFile;
    resp.fileBuf = fileBuf;
  };
}

/** Collects what a progress callback is told. */
export function watching(told: [number, number][]): Prepare {
  return (req, resp) => {
    const tell = (consumed: number, total: number): void => {
      told.push([consumed, total]);
    };
    if (req.bodyLen > 0) req.progressCallback = tell;
    else resp.progressCallback = tell;
  };
}

export function expectProgress(told: readonly [number, number][], total: number): void {
  const consumed = told.map(([bytes]) => bytes);
  expect(consumed).toEqual([...new Set(consumed)].sort((a, b) => a - b));
  expect(told.every(([, all]) => all === total)).toBe(true);
  expect(consumed.at(-1)).toBe(total);
}
