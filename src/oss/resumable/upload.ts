/**
 * `oss_resumable.c`: uploading a file in parts, with and without a checkpoint.
 *
 * @packageDocumentation
 */

import { rm } from "node:fs/promises";
import type { AprFinfo } from "../../aos/apr.js";
import type { AosBuf } from "../../aos/buf.js";
import { AOSE_OK } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import { type AosStringLike, aosString, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import type { OssRequestOptions, OssResumableCltParams } from "../define.js";
import { ossIsUploadCheckpointValid } from "./checkpoint.js";
import { ossDoesFileExist, ossGetFileInfo, ossGetUploadCheckpointPath } from "./checkpoint_file.js";
import { ossGetThreadNum, ossUploadPartSize } from "./parts.js";
import { ossReadCheckpoint } from "./resume.js";
import { CheckpointStore } from "./store.js";
import { ossCheckpointError, ossFileError, ossTransfer, type Transfer } from "./transfer.js";
import { ossWithSource } from "./upload_part.js";
import { UploadRun } from "./upload_run.js";

/**
 * Uploads a file in parts, several at a time, and makes the object of them.
 *
 * With a checkpoint, a file beside the local one (`{filepath}.cp` if the parameters name none) keeps
 * what has arrived. Whatever ends the upload, a failure or the end of the process, the next call with
 * the same arguments goes on with the parts that are missing; when the upload succeeds the file is
 * removed. The C SDK's checkpoints are taken up: if there is no `{filepath}.cp` but a `{filepath}.ucp`
 * that fits, as C leaves it, the upload goes on in that. A checkpoint that is damaged, or of another
 * file, object, bucket or endpoint, is not used: the upload begins anew, and the log says so.
 *
 * Each request is tried up to `maxAttempts` times. After a failure no more parts are begun. When the
 * answer to a request is lost, the server is asked what it has.
 *
 * Unlike C: the default checkpoint is `.cp`, as the documentation says; parts are tried again; the
 * checkpoint survives a failed completion; without a checkpoint a failed upload is aborted; the
 * CRC-64 of the whole object is compared; the file must not change meanwhile; the headers
 * `x-oss-traffic-limit`, `x-oss-request-payer` and those of SSE-C go out with the parts too;
 * request id, headers and body of the last answer are the caller's; progress is told once for each
 * part; the checkpoint is written once a second at most, and a journal beside it has what came since;
 * when an answer is lost, or is not the service's, what the server has decides; two transfers
 * never share a checkpoint; `null` is taken for `cltParams` and `respHeaders`; nothing is sent when the
 * file or the checkpoint can't be opened. Port of `oss_resumable_upload_file`.
 *
 * @param filepath - the local file
 * @param headers - what the object gets, or `null`; a callback in them is sent again with the
 *   completion
 * @param _params - not used, as in C
 * @param cltParams - how; `null` means one part of 1 MiB at a time and no checkpoint
 * @param progressCallback - is told how much is uploaded, once for each part
 * @param respHeaders - takes the headers of the last answer; of the first one when a part failed
 * @param respBody - takes the answer to the completion, which may be that of a callback, or the
 *   document of its error; nothing when the upload fails before
 * @returns the status of the completion or of the first failure. Of the library's own:
 *   `AOSE_OPEN_FILE_ERROR` (`OpenFileFail`) when the file or the checkpoint can't be opened,
 *   `AOSE_FILE_WRITE_ERROR` (`WriteFileFail`) when the checkpoint can't be written,
 *   `AOSE_INVALID_OPERATION` (`CheckpointInUse`) when another transfer uses it,
 *   `AOSE_CRC_INCONSISTENT_ERROR` (`InconsistentError`) when the CRC-64 differs or the file changed,
 *   `AOSE_ABORT_CALLBACK` when the call was ended by its pool or signal
 */
export async function ossResumableUploadFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filepath: AosStringLike,
  headers: AosTable | null,
  _params: AosTable | null,
  cltParams: OssResumableCltParams | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  const { partSize = 0, maxAttempts } = cltParams ?? {};
  const threadNum = ossGetThreadNum(cltParams);
  const given = {
    options,
    bucket,
    object,
    filepath,
    headers,
    threadNum,
    partSize,
    progress: progressCallback,
    respHeaders,
    maxAttempts,
  };
  return ossTransfer(given, async (transfer) => {
    const finfo = { size: 0, mtime: 0 };
    const res = await ossGetFileInfo(filepath, null, finfo);
    if (res !== AOSE_OK) return ossFileError(res);
    const path = await findCheckpoint(transfer, cltParams, finfo);
    return path === ""
      ? uploadFile(transfer, finfo, partSize, null, respBody)
      : uploadWithCheckpoint(transfer, finfo, partSize, path, respBody);
  });
}

/** The file of the checkpoint: C's own if there is one that fits and none of ours; "" for none. */
async function findCheckpoint(
  transfer: Transfer,
  cltParams: OssResumableCltParams | null,
  finfo: Readonly<AprFinfo>,
): Promise<string> {
  const path = aosString();
  ossGetUploadCheckpointPath(cltParams, transfer.filepath, null, path);
  const isUsual = path.data !== "" && cltParams?.checkpointPath.data === "";
  if (!isUsual || (await ossDoesFileExist(path, null))) return path.data;
  const old = `${transfer.filepath}.ucp`;
  if (!(await ossDoesFileExist(old, null))) return path.data;
  const found = await ossReadCheckpoint(old, transfer, (checkpoint) =>
    ossIsUploadCheckpointValid(null, checkpoint, finfo),
  );
  if (found !== null) return old;
  // As in C, a checkpoint that does not fit the file is no use to anyone.
  await rm(old, { force: true }).catch(() => undefined);
  return path.data;
}

/**
 * Uploads a file in parts without a checkpoint; see {@link ossResumableUploadFile}, which differs from
 * C in the same ways. Port of `oss_resumable_upload_file_without_cp`.
 *
 * @param threadNum - how many parts are in flight at a time
 * @param partSize - in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`
 * @param finfo - size and last change of the file; when it is not so any more nothing is sent
 * @param maxAttempts - how often each request is tried; 3 by default
 */
export async function ossResumableUploadFileWithoutCp(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filepath: AosStringLike,
  headers: AosTable | null,
  _params: AosTable | null,
  threadNum: number,
  partSize: number,
  finfo: Readonly<AprFinfo>,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
  maxAttempts?: number,
): Promise<AosStatus> {
  const given = {
    options,
    bucket,
    object,
    filepath,
    headers,
    threadNum,
    partSize,
    progress: progressCallback,
    respHeaders,
    maxAttempts,
  };
  return ossTransfer(given, (transfer) => uploadFile(transfer, finfo, partSize, null, respBody));
}

/**
 * Uploads a file in parts with a checkpoint; see {@link ossResumableUploadFile}, which differs from C
 * in the same ways. Port of `oss_resumable_upload_file_with_cp`.
 *
 * @param threadNum - how many parts are in flight at a time
 * @param partSize - in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`; not used when the checkpoint
 *   tells another
 * @param checkpointPath - the file of the checkpoint, which need not exist
 * @param finfo - size and last change of the file; when it is not so any more nothing is sent
 * @param maxAttempts - how often each request is tried; 3 by default
 */
export async function ossResumableUploadFileWithCp(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filepath: AosStringLike,
  headers: AosTable | null,
  _params: AosTable | null,
  threadNum: number,
  partSize: number,
  checkpointPath: AosStringLike,
  finfo: Readonly<AprFinfo>,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
  respBody: AosList<AosBuf> | null,
  maxAttempts?: number,
): Promise<AosStatus> {
  const given = {
    options,
    bucket,
    object,
    filepath,
    headers,
    threadNum,
    partSize,
    progress: progressCallback,
    respHeaders,
    maxAttempts,
  };
  return ossTransfer(given, (transfer) =>
    uploadWithCheckpoint(transfer, finfo, partSize, aosText(checkpointPath), respBody),
  );
}

async function uploadWithCheckpoint(
  transfer: Transfer,
  finfo: Readonly<AprFinfo>,
  partSize: number,
  path: string,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  const store = await CheckpointStore.open(path, transfer.filepath);
  if (typeof store === "number") return ossCheckpointError(store, path);
  try {
    return await uploadFile(transfer, finfo, partSize, store, respBody);
  } finally {
    await store.close();
  }
}

async function uploadFile(
  transfer: Transfer,
  finfo: Readonly<AprFinfo>,
  partSize: number,
  store: CheckpointStore | null,
  respBody: AosList<AosBuf> | null,
): Promise<AosStatus> {
  return ossWithSource(transfer, finfo, (upload) =>
    new UploadRun(upload, store, respBody).run(ossUploadPartSize(finfo.size, partSize)),
  );
}
