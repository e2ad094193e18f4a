/**
 * `oss_resumable.c`: the files that checkpoints are kept in.
 *
 * @packageDocumentation
 */

import { constants } from "node:fs";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { AprFinfo } from "../../aos/apr.js";
import {
  AOS_TEMP_FILE_SUFFIX,
  AOSE_FILE_INFO_ERROR,
  AOSE_FILE_READ_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  AOSE_OVER_MEMORY,
} from "../../aos/define.js";
import { aosErrorLog } from "../../aos/log.js";
import type { AosPool } from "../../aos/pool.js";
import {
  type AosString,
  type AosStringLike,
  aosString,
  aosStrSet,
  aosText,
} from "../../aos/string.js";
import { type OssCheckpoint, type OssResumableCltParams } from "../define.js";
import {
  ossBuildCheckpointXml,
  ossCheckpointParseFromBody,
  ossSealCheckpointXml,
} from "../xml/checkpoint.js";

/** For the owner to read and write, for the group to read: as C makes its files. */
export const OSS_CHECKPOINT_MODE = 0o640;

/**
 * How the files of checkpoints are opened: nobody waits for the other end of a pipe that has one of
 * their names. Not every system has the flag.
 */
const { O_RDONLY, O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_NONBLOCK } = constants;
export const OSS_TO_READ: number = O_RDONLY | O_NONBLOCK;
const OSS_TO_REPLACE: number = O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK;
export const OSS_TO_APPEND: number = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK;

/** A checkpoint of 10000 parts has 3 MiB; what is much larger is none. */
const MAX_CHECKPOINT_SIZE = 16 * 1024 * 1024;

/**
 * Sets `checkpointPath` to the file that an upload's checkpoint is kept in: the one that the
 * parameters name, otherwise the local file's name with `.cp` behind it. Does nothing when checkpoints
 * are not enabled. Unlike C, which writes `.ucp`, the suffix is the one that the documentation
 * promises; see {@link ossResumableUploadFile}. Port of `oss_get_upload_checkpoint_path`.
 *
 * @param filepath - the local file
 * @param _pool - not needed for plain data; may be `null`
 */
export function ossGetUploadCheckpointPath(
  cltParams: OssResumableCltParams | null,
  filepath: AosStringLike,
  _pool: AosPool | null,
  checkpointPath: AosString | null,
): void {
  setCheckpointPath(cltParams, `${aosText(filepath)}.cp`, checkpointPath);
}

/**
 * Sets `checkpointPath` to the file that a download's checkpoint is kept in: the one that the
 * parameters name, otherwise the local file's name with `.dcp` behind it. Does nothing when
 * checkpoints are not enabled. Port of `oss_get_download_checkpoint_path`.
 *
 * @param cltParams - what the caller wishes; may be `null`
 * @param filepath - the local file
 * @param _pool - not needed for plain data; may be `null`
 */
export function ossGetDownloadCheckpointPath(
  cltParams: OssResumableCltParams | null,
  filepath: AosStringLike,
  _pool: AosPool | null,
  checkpointPath: AosString | null,
): void {
  setCheckpointPath(cltParams, `${aosText(filepath)}.dcp`, checkpointPath);
}

function setCheckpointPath(
  cltParams: OssResumableCltParams | null,
  usual: string,
  checkpointPath: AosString | null,
): void {
  if (checkpointPath === null || !cltParams?.enableCheckpoint) return;
  aosStrSet(checkpointPath, cltParams.checkpointPath.data || usual);
}

/**
 * Asks for the size and the last change of a regular file that can be read.
 *
 * Unlike C, which answers the operating system's number, a file that is missing, can't be read or is a
 * directory is `AOSE_OPEN_FILE_ERROR`. Port of `oss_get_file_info`.
 *
 * @param filepath - the local file
 * @param _pool - not needed; may be `null`
 * @param finfo - filled in place; untouched on failure
 * @returns `AOSE_OK` or `AOSE_OPEN_FILE_ERROR`
 */
export async function ossGetFileInfo(
  filepath: AosStringLike,
  _pool: AosPool | null,
  finfo: AprFinfo,
): Promise<number> {
  try {
    // Asked before it is opened: opening a pipe would wait for its other end.
    if (!(await stat(aosText(filepath))).isFile()) return AOSE_OPEN_FILE_ERROR;
    const file = await open(aosText(filepath), "r");
    Object.assign(finfo, await ossFileInfoOf(file).finally(() => file.close()));
    return AOSE_OK;
  } catch (error) {
    aosErrorLog("%s can't be opened: %s", aosText(filepath), String(error));
    return AOSE_OPEN_FILE_ERROR;
  }
}

/** Size and last change of an open file. */
export async function ossFileInfoOf(file: FileHandle): Promise<AprFinfo> {
  const { size, mtimeNs } = await file.stat({ bigint: true });
  return { size: Number(size), mtime: Number(mtimeNs / 1000n) };
}

/**
 * Whether there is a file that can be read. Port of `oss_does_file_exist`.
 *
 * @param filepath - the local file
 * @param _pool - not needed; may be `null`
 */
export async function ossDoesFileExist(
  filepath: AosStringLike,
  _pool: AosPool | null,
): Promise<boolean> {
  try {
    await (await open(aosText(filepath), OSS_TO_READ)).close();
    return true;
  } catch {
    return false;
  }
}

/** Where each checkpoint that {@link ossOpenCheckpointFile} opened lies: a handle does not say. */
const checkpointPaths = new WeakMap<FileHandle, string>();

/**
 * Opens a checkpoint's file for {@link ossDumpCheckpoint}, making an empty one if there is none, and
 * sets `checkpoint.thefile`, which the caller closes.
 *
 * @param _pool - not needed; may be `null`
 * @param checkpointPath - the checkpoint's file
 * @returns `AOSE_OK`; unlike C, which answers the operating system's number, `AOSE_OPEN_FILE_ERROR`
 *   when the file can't be opened, and then `checkpoint` is untouched
 *
 * Port of `oss_open_checkpoint_file`.
 */
export async function ossOpenCheckpointFile(
  _pool: AosPool | null,
  checkpointPath: AosStringLike,
  checkpoint: OssCheckpoint,
): Promise<number> {
  const path = aosText(checkpointPath);
  try {
    checkpoint.thefile = await open(path, "a", OSS_CHECKPOINT_MODE);
  } catch (error) {
    aosErrorLog("The checkpoint %s can't be opened: %s", path, String(error));
    return AOSE_OPEN_FILE_ERROR;
  }
  checkpointPaths.set(checkpoint.thefile, path);
  return AOSE_OK;
}

/**
 * Replaces the content of a checkpoint's file, sealed with a checksum.
 *
 * Unlike C, which empties the file and writes it anew, the file is replaced as a whole: whoever reads
 * it, and whenever the process ends, it is either the old one or the new one. `checkpoint.thefile` is
 * the new file afterwards. Port of `oss_dump_checkpoint`.
 *
 * @param pool - not needed for plain data; may be `null`
 * @param checkpoint - `thefile` must come from {@link ossOpenCheckpointFile}
 * @returns `AOSE_OK`, `AOSE_FILE_WRITE_ERROR`, or `AOSE_INVALID_ARGUMENT` when no file is open
 */
export async function ossDumpCheckpoint(
  pool: AosPool | null,
  checkpoint: OssCheckpoint,
): Promise<number> {
  const old = checkpoint.thefile;
  const path = old === null ? undefined : checkpointPaths.get(old);
  if (old === null || path === undefined) return AOSE_INVALID_ARGUMENT;
  const res = await ossReplaceCheckpoint(pool, path, checkpoint);
  if (res !== AOSE_OK) return res;
  await old.close().catch(() => undefined);
  return ossOpenCheckpointFile(pool, path, checkpoint);
}

/**
 * Writes a checkpoint, sealed with a checksum, in the place of the file at `path`: to a temporary
 * file, which is flushed and renamed.
 *
 * @param directory - where it lies, if that is open
 * @returns `AOSE_OK` or `AOSE_FILE_WRITE_ERROR`; then the old file is still there
 */
export async function ossReplaceCheckpoint(
  pool: AosPool | null,
  path: string,
  checkpoint: OssCheckpoint,
  directory: FileHandle | null = null,
): Promise<number> {
  const xml = ossBuildCheckpointXml(pool, { ...checkpoint, md5: aosString() });
  const temporary = path + AOS_TEMP_FILE_SUFFIX;
  try {
    await writeAndFlush(temporary, ossSealCheckpointXml(xml));
    await rename(temporary, path);
    if (directory === null) await ossFlushDirectory(dirname(path));
    else await directory.sync().catch(() => undefined);
    return AOSE_OK;
  } catch (error) {
    aosErrorLog("The checkpoint %s can't be written: %s", path, String(error));
    return AOSE_FILE_WRITE_ERROR;
  }
}

async function writeAndFlush(path: string, text: string): Promise<void> {
  const file = await open(path, OSS_TO_REPLACE, OSS_CHECKPOINT_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Lets a rename in a directory outlive a power failure, where the system can do that. */
export async function ossFlushDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, "r");
    await directory.sync().finally(() => directory.close());
  } catch {
    // Windows can't open a directory, and does not need to.
  }
}

/**
 * Reads a checkpoint's file. What it says is not checked against any transfer; see
 * {@link ossIsUploadCheckpointValid}. Port of `oss_load_checkpoint`.
 *
 * @param pool - not needed for plain data; may be `null`
 * @param filepath - the checkpoint's file
 * @param checkpoint - filled in place; untouched on failure
 * @returns `AOSE_OK`, `AOSE_OPEN_FILE_ERROR`, `AOSE_FILE_INFO_ERROR`, `AOSE_FILE_READ_ERROR`,
 *   `AOSE_XML_PARSE_ERROR`; unlike in C also `AOSE_OVER_MEMORY`, for more than 16 MiB
 */
export async function ossLoadCheckpoint(
  pool: AosPool | null,
  filepath: AosStringLike,
  checkpoint: OssCheckpoint,
): Promise<number> {
  const content = await ossReadSmallFile(aosText(filepath));
  if (typeof content === "number") return content;
  return ossCheckpointParseFromBody(pool, content, checkpoint);
}

/** The content of a file of at most 16 MiB, or an `AOSE_*` code. */
export async function ossReadSmallFile(path: string): Promise<Buffer | number> {
  let file: FileHandle;
  try {
    file = await open(path, OSS_TO_READ);
  } catch {
    return AOSE_OPEN_FILE_ERROR;
  }
  try {
    const { size } = await ossFileInfoOf(file);
    return size > MAX_CHECKPOINT_SIZE ? AOSE_OVER_MEMORY : await readContent(file);
  } catch {
    return AOSE_FILE_INFO_ERROR;
  } finally {
    await file.close();
  }
}

async function readContent(file: FileHandle): Promise<Buffer | number> {
  try {
    return await file.readFile();
  } catch {
    return AOSE_FILE_READ_ERROR;
  }
}
