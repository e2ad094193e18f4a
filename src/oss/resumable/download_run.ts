/**
 * Carrying out a download: taking up what was begun, fetching what is missing, checking the whole and
 * putting it in its place.
 *
 * @packageDocumentation
 */

import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import {
  AOS_TEMP_FILE_SUFFIX,
  AOSE_FILE_FLUSH_ERROR,
  AOSE_FILE_TRUNC_ERROR,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
} from "../../aos/define.js";
import { aosErrorLog, aosInfoLog, aosWarnLog } from "../../aos/log.js";
import {
  AOS_RENAME_FILE_ERROR_CODE,
  type AosStatus,
  aosStatusDup,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { aosString } from "../../aos/string.js";
import type { OssCheckpoint, OssCheckpointPart } from "../define.js";
import { isEnableCrc } from "../util/crc.js";
import { ossCreateCheckpointContent } from "../util/create.js";
import { ossGetTemporaryFileName } from "../util/files.js";
import {
  ossBuildDownloadCheckpoint,
  ossIsDownloadCheckpointValid,
  ossUpdateCheckpoint,
} from "./checkpoint.js";
import {
  OSS_CHECKPOINT_MODE,
  ossDoesFileExist,
  ossFileInfoOf,
  ossFlushDirectory,
} from "./checkpoint_file.js";
import { type Download, ossFetchPart } from "./download_part.js";
import { ossCombinedCrc64, ossDonePartsSize, ossForgetPart } from "./parts.js";
import { ossRangeCrc64 } from "./ranges.js";
import { ossResume, ossTargetOf } from "./resume.js";
import type { CheckpointStore } from "./store.js";
import { ossFileError, ossInconsistentError, ossWorkOff, ossWriteError } from "./transfer.js";

/** A download from its begin, or from its checkpoint, to its end. */
export class DownloadRun {
  readonly #download: Download;
  readonly #store: CheckpointStore | null;
  readonly #checkpoint: OssCheckpoint = ossCreateCheckpointContent(null);
  #temporary: string;
  #isSpoilt = false;

  /** @param store - where the state is kept; `null` for a download without a checkpoint */
  constructor(download: Download, store: CheckpointStore | null) {
    const temporary = aosString();
    ossGetTemporaryFileName(null, download.filepath, temporary);
    this.#download = download;
    this.#store = store;
    this.#temporary = temporary.data;
  }

  /**
   * Downloads the object, in parts of `partSize` bytes unless the checkpoint says otherwise.
   *
   * @param head - what is answered when that succeeds
   */
  async run(head: AosStatus, partSize: number): Promise<AosStatus> {
    const isTakenUp = await this.#takeUp();
    if (isTakenUp && (await this.#isInPlace())) return this.#leave(head);
    const file = await this.#openTemporary();
    if (file === null) return ossFileError(AOSE_OPEN_FILE_ERROR);
    const s = await this.#fill(file, isTakenUp, partSize, head).finally(() => file.close());
    return this.#leave(aosStatusIsOk(s) ? await this.#putInPlace(s) : s);
  }

  async #takeUp(): Promise<boolean> {
    if (this.#store === null) return false;
    const { object, facts } = this.#download;
    const found = await ossResume(this.#store, this.#download, (checkpoint) =>
      ossIsDownloadCheckpointValid(
        null,
        checkpoint,
        object,
        facts.size,
        facts.lastModified,
        facts.etag,
      ),
    );
    if (found !== null) Object.assign(this.#checkpoint, found);
    return found !== null;
  }

  /** Whether a process that did everything was killed between the rename and its last note of it. */
  async #isInPlace(): Promise<boolean> {
    const { parts } = this.#checkpoint;
    const isDone = parts.every(({ completed, crc64 }) => completed && crc64 !== 0n);
    if (!isDone || !this.#isCrcEnabled || (await ossDoesFileExist(this.#temporary, null))) {
      return false;
    }
    const file = await open(this.#download.filepath, "r").catch(() => null);
    if (file === null) return false;
    try {
      return await this.#holdsAll(file);
    } finally {
      await file.close();
    }
  }

  async #holdsAll(file: FileHandle): Promise<boolean> {
    if ((await ossFileInfoOf(file)).size !== this.#download.facts.size) return false;
    for (const part of this.#checkpoint.parts) {
      if ((await this.#crcOf(file, part)) !== part.crc64) return false;
    }
    aosInfoLog("%s was downloaded completely before", this.#download.filepath);
    return true;
  }

  async #openTemporary(): Promise<FileHandle | null> {
    try {
      return this.#store === null
        ? await this.#createTemporary()
        : await open(this.#temporary, constants.O_RDWR | constants.O_CREAT, OSS_CHECKPOINT_MODE);
    } catch (error) {
      aosErrorLog("%s can't be opened: %s", this.#temporary, String(error));
      return null;
    }
  }

  /** Without a checkpoint nobody has a claim on the name: what is there already is left alone. */
  async #createTemporary(): Promise<FileHandle> {
    if (await ossDoesFileExist(this.#temporary, null)) {
      this.#temporary = `${this.#download.filepath}.${randomUUID()}${AOS_TEMP_FILE_SUFFIX}`;
    }
    return open(this.#temporary, "wx+", OSS_CHECKPOINT_MODE);
  }

  async #fill(
    file: FileHandle,
    isTakenUp: boolean,
    partSize: number,
    head: AosStatus,
  ): Promise<AosStatus> {
    const { facts, filepath } = this.#download;
    if (isTakenUp && (await ossFileInfoOf(file)).size === facts.size) {
      await this.#forgetDamagedParts(file);
    } else {
      const res = await this.#begin(file, partSize);
      // Nothing was begun that could be gone on with.
      this.#isSpoilt = res !== AOSE_OK;
      if (res !== AOSE_OK) return ossWriteError(res);
    }
    const failure = await this.#fetchParts(file);
    if (failure !== null) return failure;
    if (facts.crc64 !== null && ossCombinedCrc64(this.#checkpoint.parts) !== facts.crc64) {
      this.#isSpoilt = true;
      return ossInconsistentError("", head.reqId);
    }
    try {
      await file.sync();
      return head;
    } catch (error) {
      aosErrorLog("%s can't be written: %s", filepath, String(error));
      return ossWriteError(AOSE_FILE_FLUSH_ERROR);
    }
  }

  async #begin(file: FileHandle, partSize: number): Promise<number> {
    const { filepath, object, facts } = this.#download;
    ossBuildDownloadCheckpoint(
      null,
      this.#checkpoint,
      filepath,
      object,
      facts.size,
      facts.lastModified,
      facts.etag,
      partSize,
    );
    this.#checkpoint.target = ossTargetOf(this.#download);
    try {
      await file.truncate(facts.size);
    } catch (error) {
      aosErrorLog("%s can't have %s bytes: %s", filepath, String(facts.size), String(error));
      return AOSE_FILE_TRUNC_ERROR;
    }
    return (await this.#store?.save(this.#checkpoint)) ?? AOSE_OK;
  }

  /**
   * Proves what the checkpoint says: after a power failure the disk may have less, and anyone may have
   * written to the file.
   */
  async #forgetDamagedParts(file: FileHandle): Promise<void> {
    if (!this.#isCrcEnabled) return;
    for (const part of this.#checkpoint.parts) {
      if (!part.completed) continue;
      const crc64 = await this.#crcOf(file, part);
      if (this.#download.options.pool.signal.aborted) return;
      const isKnown = part.crc64 !== 0n;
      if (crc64 !== null && !isKnown) part.crc64 = crc64;
      if (crc64 === part.crc64) continue;
      aosWarnLog("Part %d is not what was received: it is fetched again", part.index + 1);
      ossForgetPart(part);
    }
  }

  async #crcOf(file: FileHandle, { offset, size }: OssCheckpointPart): Promise<bigint | null> {
    return ossRangeCrc64(file, offset, size, this.#download.options.pool.signal);
  }

  get #isCrcEnabled(): boolean {
    return isEnableCrc(this.#download.options);
  }

  async #fetchParts(file: FileHandle): Promise<AosStatus | null> {
    const { parts } = this.#checkpoint;
    const { facts, progress, threadNum } = this.#download;
    let consumed = ossDonePartsSize(parts);
    const todo = parts.filter(({ completed }) => !completed);
    const fetch = async (part: OssCheckpointPart): Promise<AosStatus> => {
      const { s, etag, crc64, isTooLong } = await ossFetchPart(this.#download, file, part);
      this.#isSpoilt ||= isTooLong;
      if (aosStatusIsOk(s)) ossUpdateCheckpoint(null, this.#checkpoint, part.index, etag, crc64);
      return s;
    };
    return ossWorkOff(todo, threadNum, fetch, async (part, s) => {
      // As in C, a download goes on though its checkpoint can't be written, which is logged.
      await this.#store?.record(this.#checkpoint, part);
      consumed += part.size;
      progress(consumed, facts.size);
      return s;
    });
  }

  async #putInPlace(s: AosStatus): Promise<AosStatus> {
    const { filepath } = this.#download;
    try {
      await rename(this.#temporary, filepath);
      await ossFlushDirectory(dirname(filepath));
      return s;
    } catch (error) {
      aosErrorLog("%s can't be replaced: %s", filepath, String(error));
      const failed = aosStatusDup(null, s);
      // The code is C's.
      aosStatusSet(failed, AOSE_OK, AOS_RENAME_FILE_ERROR_CODE, "");
      return failed;
    }
  }

  /** What remains: a checkpoint and its file as long as they can be continued, otherwise nothing. */
  async #leave(s: AosStatus): Promise<AosStatus> {
    if (this.#store !== null && !aosStatusIsOk(s) && !this.#isSpoilt) {
      await this.#store.flush(this.#checkpoint);
      return s;
    }
    await this.#store?.discard();
    if (!aosStatusIsOk(s)) await rm(this.#temporary, { force: true }).catch(() => undefined);
    return s;
  }
}
