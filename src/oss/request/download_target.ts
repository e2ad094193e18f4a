/**
 * The file that an object is downloaded to, by way of a temporary one beside it.
 *
 * @packageDocumentation
 */

import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { getSystemErrorName } from "node:util";
import { type AosFileBuf, aosCreateFileBuf } from "../../aos/buf.js";
import {
  AOS_TEMP_FILE_SUFFIX,
  AOSE_FILE_FLUSH_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_OPEN_FILE_ERROR,
} from "../../aos/define.js";
import { aosErrorLog } from "../../aos/log.js";
import {
  AOS_RENAME_FILE_ERROR_CODE,
  AOS_WRITE_FILE_ERROR_CODE,
  type AosStatus,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { aosString } from "../../aos/string.js";
import type { AosHttpResponse } from "../../aos/transport.js";
import { ossGetTemporaryFileName, ossTempFileRename } from "../util/files.js";
import { ossInitReadResponseBodyToFb } from "./bodies.js";

/** For the owner to read and write, for the group to read: as C makes its files. */
const MODE = 0o640;

/**
 * A file that a download replaces once its content is complete. Until then the content is in
 * `{name}.tmp`. A file of that name that is there already may be another download's, or none of
 * ours: it is left alone, and the content is in `{name}.{random}.tmp`.
 */
export class OssDownloadTarget {
  readonly #filename: string;
  readonly #fb: AosFileBuf = aosCreateFileBuf(null);
  #temporary = "";

  constructor(filename: string) {
    this.#filename = filename;
  }

  /**
   * Makes the temporary file and lets the body of a successful answer go there.
   *
   * @returns `AOSE_OK` or `AOSE_OPEN_FILE_ERROR`
   */
  async open(resp: AosHttpResponse): Promise<number> {
    try {
      this.#fb.file = await this.#create();
    } catch (error) {
      aosErrorLog("Open write file fail, filename:%s, %s", this.#filename, String(error));
      return AOSE_OPEN_FILE_ERROR;
    }
    return ossInitReadResponseBodyToFb(this.#fb, this.#temporary, resp);
  }

  async #create(): Promise<FileHandle> {
    const usual = aosString();
    ossGetTemporaryFileName(null, this.#filename, usual);
    this.#temporary = usual.data;
    try {
      return await open(this.#temporary, "wx", MODE);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      this.#temporary = `${this.#filename}.${randomUUID()}${AOS_TEMP_FILE_SUFFIX}`;
      return open(this.#temporary, "wx", MODE);
    }
  }

  /**
   * Puts the temporary file in the target's place if `s` is a success, and removes it otherwise. If
   * that fails, `s` becomes `WriteFileFail` or `RenameFileFail`, and the target is as it was.
   */
  async finish(s: AosStatus): Promise<void> {
    await this.#close(s);
    const res = await ossTempFileRename(s, this.#temporary, this.#filename, null);
    if (res === 0 || !aosStatusIsOk(s)) return;
    const reason = `${getSystemErrorName(-res)}: ${this.#filename} can't be replaced`;
    aosStatusSet(s, AOSE_FILE_WRITE_ERROR, AOS_RENAME_FILE_ERROR_CODE, reason);
    await rm(this.#temporary, { force: true });
  }

  /** Also sees to it that a success outlives a power failure. */
  async #close(s: AosStatus): Promise<void> {
    try {
      if (aosStatusIsOk(s)) await this.#fb.file?.sync();
      await this.#fb.file?.close();
    } catch (error) {
      if (aosStatusIsOk(s)) {
        aosStatusSet(s, AOSE_FILE_FLUSH_ERROR, AOS_WRITE_FILE_ERROR_CODE, String(error));
      }
    }
  }
}
