/**
 * `oss_resumable.c`: downloading an object in parts, with and without a checkpoint.
 *
 * @packageDocumentation
 */

import {
  AOS_DEFAULT_PART_SIZE,
  AOS_TEMP_FILE_SUFFIX,
  AOSE_INTERNAL_ERROR,
} from "../../aos/define.js";
import { type Out, out } from "../../aos/out.js";
import {
  AOS_SERVER_ERROR_CODE,
  type AosStatus,
  aosStatusCreate,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosStringLike, aosString, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import { aosAtoui64 } from "../../aos/util/number.js";
import {
  OSS_CONTENT_LENGTH,
  OSS_HASH_CRC64_ECMA,
  OSS_MAX_PART_NUM,
  OSS_PROCESS,
  type OssRequestOptions,
  type OssResumableCltParams,
} from "../define.js";
import { isEnableCrc } from "../util/crc.js";
import { ossGetDownloadCheckpointPath } from "./checkpoint_file.js";
import type { ObjectFacts } from "./download_part.js";
import { DownloadRun } from "./download_run.js";
import { ossGetThreadNum } from "./parts.js";
import { CheckpointStore } from "./store.js";
import { ossCheckpointError, ossHead, ossTransfer, type Transfer } from "./transfer.js";

/**
 * Downloads an object in parts, several at a time, and puts the complete and verified file in the
 * place of `filepath`; until then, and after a failure, a file of that name stays as it was.
 *
 * With a checkpoint, `{filepath}.tmp` holds what has arrived and a file beside it (`{filepath}.dcp` if
 * the parameters name none) says what that is. Whatever ends the download, a failure or the end of the
 * process, the next call with the same arguments goes on with the parts that are missing; when the
 * download succeeds both are gone. The C SDK's checkpoints are taken up. A checkpoint that is damaged,
 * or of another object, bucket or endpoint, is not used, nor is one of an object that has changed
 * since: the download begins anew, and the log says so. What `{filepath}.tmp` holds is proved by its
 * CRC-64 before it is built upon.
 *
 * Each request is tried up to `maxAttempts` times. After a failure no more parts are begun.
 *
 * Unlike C: parts are tried again; every range is asked for with If-Match, so that parts of two
 * versions never meet, and a changed object is an `InconsistentError` instead of a success without
 * a file; a part that is cut short is an error; the caller's headers (Range aside) and parameters
 * go out with every request; progress is told once for each part; the checkpoint is written once
 * a second at most, and a journal beside it has what came since; two transfers never share a checkpoint;
 * `null` is taken for `cltParams` and `respHeaders`; without a checkpoint nothing is
 * left behind after a failure. Port of `oss_resumable_download_file`.
 *
 * @param filepath - the local file
 * @param headers - headers of every request, or `null`
 * @param params - query parameters of every request (`versionId`), or `null`
 * @param cltParams - how; `null` means one part of 1 MiB at a time and no checkpoint
 * @param progressCallback - is told how much is downloaded, once for each part
 * @param respHeaders - takes the object's headers
 * @returns the status of the request for the headers, or of the first failure. Of the library's own:
 *   `AOSE_CRC_INCONSISTENT_ERROR` (`InconsistentError`) when the CRC-64 differs or the object changed,
 *   `AOSE_OPEN_FILE_ERROR` (`OpenFileFail`), `AOSE_FILE_WRITE_ERROR` and others (`WriteFileFail`), the
 *   code 0 with `RenameFileFail` when the file can't be put in its place,
 *   `AOSE_INVALID_OPERATION` (`CheckpointInUse`) when another transfer uses the checkpoint,
 *   `AOSE_INTERNAL_ERROR` (`ServerError`) when the object's headers say too little,
 *   `AOSE_ABORT_CALLBACK` when the call was ended by its pool or signal
 */
export async function ossResumableDownloadFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filepath: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  cltParams: OssResumableCltParams | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const checkpointPath = aosString();
  ossGetDownloadCheckpointPath(cltParams, filepath, null, checkpointPath);
  return ossResumableDownloadFileInternal(
    options,
    bucket,
    object,
    filepath,
    headers,
    params,
    ossGetThreadNum(cltParams),
    cltParams?.partSize ?? 0,
    checkpointPath.data === "" ? null : checkpointPath,
    progressCallback,
    respHeaders,
    cltParams?.maxAttempts,
  );
}

/**
 * Downloads an object in parts; see {@link ossResumableDownloadFile}, which differs from C in the same
 * ways. Port of `oss_resumable_download_file_internal`.
 *
 * @param threadNum - how many parts are in flight at a time
 * @param partSize - in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`; not used when the checkpoint
 *   tells another
 * @param checkpointPath - the file of the checkpoint, which need not exist; `null` for none
 * @param maxAttempts - how often each request is tried; 3 by default
 */
export async function ossResumableDownloadFileInternal(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  filepath: AosStringLike,
  headers: AosTable | null,
  params: AosTable | null,
  threadNum: number,
  partSize: number,
  checkpointPath: AosStringLike | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
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
    checkpointPath === null
      ? downloadFile(transfer, params, partSize, null)
      : downloadWithCheckpoint(transfer, params, partSize, aosText(checkpointPath)),
  );
}

async function downloadWithCheckpoint(
  transfer: Transfer,
  params: AosTable | null,
  partSize: number,
  path: string,
): Promise<AosStatus> {
  const temporary = transfer.filepath + AOS_TEMP_FILE_SUFFIX;
  const store = await CheckpointStore.open(path, transfer.filepath, temporary);
  if (typeof store === "number") return ossCheckpointError(store, path);
  try {
    return await downloadFile(transfer, params, partSize, store);
  } finally {
    await store.close();
  }
}

async function downloadFile(
  transfer: Transfer,
  params: AosTable | null,
  partSize: number,
  store: CheckpointStore | null,
): Promise<AosStatus> {
  const respHeaders = transfer.respHeaders ?? out<AosTable>();
  const head = await ossHead(transfer, transfer.headers, params, respHeaders);
  if (!aosStatusIsOk(head)) return head;
  const facts = factsOf(transfer, params, respHeaders.value);
  if (facts === null) return unexpectedHeader(head);
  const run = new DownloadRun({ ...transfer, params, facts }, store);
  return run.run(head, downloadPartSize(facts.size, partSize));
}

/** What the headers tell of the object; `null` when they tell too little. */
function factsOf(
  { options }: Transfer,
  params: AosTable | null,
  headers: AosTable | null,
): ObjectFacts | null {
  const lastModified = headers?.get("Last-Modified") ?? "";
  const etag = headers?.get("ETag") ?? "";
  const size = Number(headers?.get(OSS_CONTENT_LENGTH) ?? "none");
  if (lastModified === "" || etag === "" || !Number.isSafeInteger(size)) return null;
  return { size, etag, lastModified, crc64: isEnableCrc(options) ? crcOf(params, headers) : null };
}

/** A processed object has not the CRC-64 that is told, which is that of the stored one. */
function crcOf(params: AosTable | null, headers: AosTable | null): bigint | null {
  const crc = headers?.get(OSS_HASH_CRC64_ECMA) ?? "";
  const isProcessed = (params?.get(OSS_PROCESS) ?? null) !== null;
  return crc === "" || isProcessed ? null : aosAtoui64(crc);
}

function unexpectedHeader({ reqId }: AosStatus): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, AOSE_INTERNAL_ERROR, AOS_SERVER_ERROR_CODE, "Unexpected response header");
  s.reqId = reqId;
  return s;
}

/** As in C, which here comes out one byte smaller than for uploads when the division is even. */
function downloadPartSize(objectSize: number, wanted: number): number {
  const partSize = wanted > 0 ? wanted : AOS_DEFAULT_PART_SIZE;
  const isEnough = objectSize <= partSize * OSS_MAX_PART_NUM;
  return isEnough ? partSize : Math.ceil(objectSize / OSS_MAX_PART_NUM);
}
