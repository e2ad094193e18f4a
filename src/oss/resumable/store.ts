/**
 * How the state of a transfer is kept on disk while it runs.
 *
 * Beside the checkpoint (C's XML, always whole) lies a journal with a line for each part that was
 * completed since. Recording a part costs one short line; now and then, and whenever a transfer ends, the
 * journal is folded into the checkpoint, which C can read then. A line counts only if its checksum is
 * right, so a journal that was cut short, or that belongs to another transfer, does no harm. Nor do lines
 * that were folded: they go when the transfer ends.
 *
 * @packageDocumentation
 */

import { createHash } from "node:crypto";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
  AOS_TEMP_FILE_SUFFIX,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
} from "../../aos/define.js";
import { aosErrorLog, aosWarnLog } from "../../aos/log.js";
import type { OssCheckpoint, OssCheckpointPart } from "../define.js";
import { ossUpdateCheckpoint } from "./checkpoint.js";
import {
  OSS_CHECKPOINT_MODE,
  OSS_TO_APPEND,
  ossReadSmallFile,
  ossReplaceCheckpoint,
} from "./checkpoint_file.js";
import { CheckpointLock } from "./lock.js";

/**
 * The checkpoint is written anew after each 32nd share of its parts: that bounds what all the writing
 * costs to a constant for each part, and what C does not know after a crash to 3 % of the parts.
 */
const FOLDS = 32;
/**
 * And once a second at most: where parts are that fast, flushing would take a twentieth of the time, and
 * what a second brought is soon there again.
 */
const REST = 1000;

/** A checkpoint's file with its journal and its lock, held by one transfer. */
export class CheckpointStore {
  readonly #path: string;
  readonly #lock: CheckpointLock;
  /** To be flushed; `null` where the system does not open directories. */
  readonly #directory: FileHandle | null;
  #journal: FileHandle | null = null;
  #unfolded = 0;
  /** How many parts were recorded, or are about to be, and how many of them the checkpoint holds. */
  #recorded = 0;
  #folded = 0;
  #foldedAt = Number.NEGATIVE_INFINITY;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, lock: CheckpointLock, directory: FileHandle | null) {
    this.#path = path;
    this.#lock = lock;
    this.#directory = directory;
  }

  /**
   * Takes a checkpoint's file for a transfer; nobody else has it until it is closed.
   *
   * @param path - the checkpoint's file, which need not exist
   * @param others - files of the transfer that none of the store's must be
   * @returns a code on failure: `AOSE_INVALID_OPERATION` when another transfer holds it,
   *   `AOSE_OPEN_FILE_ERROR` when its directory can't be written, `AOSE_INVALID_ARGUMENT` when it is
   *   one of `others`
   */
  static async open(path: string, ...others: readonly string[]): Promise<CheckpointStore | number> {
    const own = new Set([path, ...besides(path)].map((name) => resolve(name)));
    if (others.some((name) => own.has(resolve(name)))) return AOSE_INVALID_ARGUMENT;
    try {
      if (await isDirectory(path)) return AOSE_OPEN_FILE_ERROR;
      const lock = await CheckpointLock.acquire(`${path}.lock`);
      if (lock === null) return AOSE_INVALID_OPERATION;
      const directory = await open(dirname(path), "r").catch(() => null);
      return new CheckpointStore(path, lock, directory);
    } catch (error) {
      aosErrorLog("The checkpoint %s can't be opened: %s", path, String(error));
      return AOSE_OPEN_FILE_ERROR;
    }
  }

  /** The checkpoint's file. */
  get path(): string {
    return this.#path;
  }

  /**
   * Completes a checkpoint that was read from the file by what the journal knows beyond it, and writes
   * it, since the journal may end in the middle of a line.
   */
  async replay(checkpoint: OssCheckpoint): Promise<void> {
    const content = await ossReadSmallFile(journalOf(this.#path));
    if (typeof content === "number" || content.length === 0) return;
    const identity = identityOf(checkpoint);
    for (const line of content.toString().split("\n")) applyLine(checkpoint, identity, line);
    await this.save(checkpoint);
  }

  /**
   * Writes the whole checkpoint, into which the journal is folded.
   *
   * @returns `AOSE_OK` or `AOSE_FILE_WRITE_ERROR`
   */
  save(checkpoint: OssCheckpoint): Promise<number> {
    return this.#inOrder(() => this.#foldAll(checkpoint));
  }

  /**
   * Records that a part is completed, as `checkpoint` says it is.
   *
   * @returns `AOSE_OK` or `AOSE_FILE_WRITE_ERROR`
   */
  record(checkpoint: OssCheckpoint, part: OssCheckpointPart): Promise<number> {
    const number = ++this.#recorded;
    return this.#inOrder(async () => {
      // It waited while a checkpoint was written that has it already.
      if (number <= this.#folded) return AOSE_OK;
      // Where the checkpoint can't be replaced, the journal may still take a line.
      if (this.#isDue(checkpoint) && (await this.#fold(checkpoint)) === AOSE_OK) return AOSE_OK;
      return this.#append(checkpoint, part);
    });
  }

  /** Writes what is only in the journal so far into the checkpoint, and removes the journal. */
  flush(checkpoint: OssCheckpoint): Promise<number> {
    return this.#inOrder(async () => {
      if (this.#unfolded > 0) return this.#foldAll(checkpoint);
      await this.#removeJournal();
      return AOSE_OK;
    });
  }

  /** Removes the checkpoint, which is of no more use. */
  discard(): Promise<void> {
    return this.#inOrder(async () => {
      // Before the journal: without that, a process that is killed in between leaves it with parts missing.
      await remove(this.#path);
      await this.#removeJournal();
    });
  }

  /** Closes the files and lets others have the checkpoint. */
  close(): Promise<void> {
    return this.#inOrder(async () => {
      await this.#closeJournal();
      await this.#directory?.close().catch(() => undefined);
      await remove(this.#path + AOS_TEMP_FILE_SUFFIX);
      await this.#lock.release();
    });
  }

  /** Parts end at any time; what is written for them is written one after the other. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  #isDue({ partNum }: OssCheckpoint): boolean {
    const isShare = (this.#unfolded + 1) * FOLDS >= partNum;
    return isShare && performance.now() - this.#foldedAt >= REST;
  }

  async #foldAll(checkpoint: OssCheckpoint): Promise<number> {
    const res = await this.#fold(checkpoint);
    if (res === AOSE_OK) await this.#removeJournal();
    return res;
  }

  /** Leaves the journal as it is: a part of a file's operations is what recording costs. */
  async #fold(checkpoint: OssCheckpoint): Promise<number> {
    const recorded = this.#recorded;
    const res = await ossReplaceCheckpoint(null, this.#path, checkpoint, this.#directory);
    if (res !== AOSE_OK) return res;
    this.#folded = recorded;
    this.#unfolded = 0;
    this.#foldedAt = performance.now();
    return AOSE_OK;
  }

  async #removeJournal(): Promise<void> {
    await this.#closeJournal();
    await remove(journalOf(this.#path));
  }

  async #append(checkpoint: OssCheckpoint, part: OssCheckpointPart): Promise<number> {
    try {
      this.#journal ??= await open(journalOf(this.#path), OSS_TO_APPEND, OSS_CHECKPOINT_MODE);
      const line = Buffer.from(journalLine(part, identityOf(checkpoint)));
      const { bytesWritten } = await this.#journal.write(line);
      if (bytesWritten < line.length) throw new Error("there was no room for a whole line");
      this.#unfolded++;
      return AOSE_OK;
    } catch (error) {
      aosErrorLog("The journal of %s can't be written: %s", this.#path, String(error));
      return AOSE_FILE_WRITE_ERROR;
    }
  }

  async #closeJournal(): Promise<void> {
    await this.#journal?.close().catch(() => undefined);
    this.#journal = null;
  }
}

/** What can't be removed is in nobody's way: it is logged. */
async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => {
    aosWarnLog("%s can't be removed: %s", path, String(error));
  });
}

function journalOf(path: string): string {
  return `${path}.journal`;
}

function besides(path: string): string[] {
  return [path + AOS_TEMP_FILE_SUFFIX, journalOf(path), `${path}.lock`, `${path}.lock.stale`];
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

/** What two checkpoints of the same transfer have in common, and no others. */
function identityOf(checkpoint: OssCheckpoint): string {
  const { cpType, fileSize, fileLastModified, objectSize, partSize } = checkpoint;
  const numbers = [cpType, fileSize, fileLastModified, objectSize, partSize].join(" ");
  return `${numbers} ${checkpoint.uploadId.data} ${checkpoint.objectEtag.data}`;
}

/**
 * `INDEX CRC64 CHECKSUM ETAG`: nothing but the ETag, which a header was, can hold a space. The line feed
 * is in front, so that what a killed process left unfinished does not spoil the line behind it.
 */
function journalLine({ index, crc64, etag }: OssCheckpointPart, identity: string): string {
  const sum = checksum(`${index} ${crc64} ${etag.data}`, identity);
  return `\n${index} ${crc64} ${sum} ${etag.data}`;
}

const JOURNAL_LINE = /^(\d{1,5}) (\d{1,20}) ([0-9a-f]{32}) (.*\S.*)$/;

function applyLine(checkpoint: OssCheckpoint, identity: string, line: string): void {
  const [, index = "", crc64 = "", sum = "", etag = ""] = JOURNAL_LINE.exec(line) ?? [];
  if (sum !== checksum(`${index} ${crc64} ${etag}`, identity)) return;
  if (Number(index) >= checkpoint.parts.length) return;
  ossUpdateCheckpoint(null, checkpoint, Number(index), etag, BigInt(crc64));
}

function checksum(content: string, identity: string): string {
  return createHash("md5").update(`${identity}\n${content}`).digest("hex");
}
