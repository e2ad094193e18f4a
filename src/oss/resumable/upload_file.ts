/**
 * `oss_multipart.c`: uploading a file in parts, one after the other, with an upload that is the
 * caller's.
 *
 * @packageDocumentation
 */

import { AOSE_OK } from "../../aos/define.js";
import { type AosStatus, aosStatusIsOk } from "../../aos/status.js";
import { type AosString, type AosStringLike, aosString, aosStrSet } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssCheckpointPart, OssListPartContent, OssRequestOptions } from "../define.js";
import { ossGetFileInfo } from "./checkpoint_file.js";
import { ossBuildParts, ossUploadPartSize } from "./parts.js";
import { ossFileError, ossTransfer, ossWorkOff } from "./transfer.js";
import { ossEndUpload } from "./upload_end.js";
import {
  ossBeginUpload,
  ossListAllParts,
  ossSendPart,
  ossWithSource,
  type Upload,
} from "./upload_part.js";

/**
 * Uploads a file in parts, one after the other, and makes the object of them. Each request is sent
 * once, unless `options.retry` says otherwise.
 *
 * Unlike C: an upload that is given goes on with the parts that it lacks or has in another size, on
 * however many pages they are listed, and with none if it has all of them; a part without an ETag
 * is an `InconsistentError`; the CRC-64 of the whole object is compared when all parts were sent; when
 * the answer to the completion is lost, or is not the service's, what the server has decides; nothing
 * is sent when the file can't be opened. Port of `oss_upload_file`.
 *
 * @param uploadId - the upload to go on with, in parts of the same size; when it is empty an upload is
 *   begun, and this becomes its id. It stays valid after a failure: the next call goes on with it
 * @param filename - the local file
 * @param partSize - in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`
 * @param headers - headers of the completion, or `null`
 * @returns the status of the completion or of the first failure; `AOSE_OPEN_FILE_ERROR` when the file
 *   can't be opened, `AOSE_CRC_INCONSISTENT_ERROR` when the CRC-64 differs
 */
export async function ossUploadFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  uploadId: AosString,
  filename: AosStringLike,
  partSize: number,
  headers: AosTable | null,
): Promise<AosStatus> {
  const given = {
    options,
    bucket,
    object,
    filepath: filename,
    headers: null,
    threadNum: 1,
    partSize,
    progress: null,
    respHeaders: null,
    maxAttempts: options.retry?.maxAttempts ?? 1,
  };
  return ossTransfer(given, async (transfer) => {
    const finfo = { size: 0, mtime: 0 };
    const res = await ossGetFileInfo(filename, null, finfo);
    if (res !== AOSE_OK) return ossFileError(res);
    return ossWithSource(transfer, finfo, async (upload) => {
      const parts = cut(finfo.size, ossUploadPartSize(finfo.size, partSize));
      const failure =
        (await begin(upload, uploadId, parts)) ?? (await send(upload, uploadId, parts));
      if (failure !== null) return failure;
      return (await ossEndUpload(upload, uploadId.data, parts, headers, null)).s;
    });
  });
}

/** As in C, an empty file is one empty part. */
function cut(size: number, partSize: number): OssCheckpointPart[] {
  const parts: OssCheckpointPart[] = [];
  ossBuildParts(size, partSize, parts);
  const empty = { index: 0, offset: 0, size: 0, completed: false, etag: aosString(), crc64: 0n };
  return parts.length === 0 ? [empty] : parts;
}

/** Begins an upload, or notes which parts the given one has; answers a failure, or `null`. */
async function begin(
  upload: Upload,
  uploadId: AosString,
  parts: readonly OssCheckpointPart[],
): Promise<AosStatus | null> {
  if (uploadId.data === "") {
    const s = await ossBeginUpload(upload, uploadId);
    return aosStatusIsOk(s) ? null : s;
  }
  const listed = await ossListAllParts(upload, uploadId.data);
  if (!aosStatusIsOk(listed.s)) return listed.s;
  for (const part of parts) noteListed(part, listed.parts);
  return null;
}

function noteListed(part: OssCheckpointPart, listed: readonly OssListPartContent[]): void {
  const found = listed.find(({ partNumber }) => Number(partNumber.data) === part.index + 1);
  if (found === undefined || Number(found.size.data) !== part.size) return;
  part.completed = true;
  aosStrSet(part.etag, found.etag);
}

async function send(
  upload: Upload,
  uploadId: AosString,
  parts: readonly OssCheckpointPart[],
): Promise<AosStatus | null> {
  const todo = parts.filter(({ completed }) => !completed);
  return ossWorkOff(todo, 1, async (part) => {
    const { s, etag, crc64 } = await ossSendPart(upload, uploadId.data, part);
    if (!aosStatusIsOk(s)) return s;
    part.completed = true;
    part.crc64 = crc64;
    aosStrSet(part.etag, etag);
    return s;
  });
}
