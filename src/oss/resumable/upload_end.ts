/**
 * The end of an upload: completing it, and finding out what the server has when that is in doubt.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_XML_PARSE_ERROR } from "../../aos/define.js";
import { type AosList, aosList, aosListAddTail, aosListInit } from "../../aos/list.js";
import { aosInfoLog, aosWarnLog } from "../../aos/log.js";
import { out } from "../../aos/out.js";
import { type AosStatus, aosStatusIsOk } from "../../aos/status.js";
import { aosString, aosStrSet } from "../../aos/string.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import { aosAtoui64 } from "../../aos/util/number.js";
import { aosXmlRootName } from "../../aos/xml.js";
import {
  OSS_CALLBACK,
  OSS_CALLBACK_VAR,
  OSS_CONTENT_LENGTH,
  OSS_HASH_CRC64_ECMA,
  OSS_OBJECT_TYPE,
  type OssCheckpointPart,
  type OssCompletePartContent,
} from "../define.js";
import { ossAbortMultipartUpload, ossDoCompleteMultipartUpload } from "../multipart.js";
import { ossAttempt } from "../request/attempts.js";
import { ossEffectOf } from "../request/retry_table.js";
import { ossEndOf } from "../request/scope.js";
import { isEnableCrc, ossCheckCrcConsistent } from "../util/crc.js";
import { ossCreateCompletePartContent } from "../util/create.js";
import { aosXmlErrorStatusSet } from "../util/status.js";
import { ossCombinedCrc64 } from "./parts.js";
import { ossRangeCrc64 } from "./ranges.js";
import { ossHead, ossIsAnswerLost } from "./transfer.js";
import {
  OSS_REQUESTER_PAYS,
  ossFindUpload,
  ossPartHeaders,
  ossSendPart,
  type Upload,
} from "./upload_part.js";

/** The error code of an upload that was completed or aborted, or never was. */
export const OSS_NO_SUCH_UPLOAD = "NoSuchUpload";

/** How an upload ended. */
export interface UploadEnd {
  /** The status that the caller gets. */
  readonly s: AosStatus;
  /** Whether the upload is over, so that nothing can be continued any more. */
  readonly isOver: boolean;
}

/** What completing an upload needs to know of a part. */
export type CompletedPart = Pick<OssCheckpointPart, "index" | "size" | "crc64" | "etag">;

/**
 * Completes an upload, compares the CRC-64 of the whole, and looks at what the server has when no
 * answer of its came or the upload is not there any more.
 *
 * @param headers - the caller's, or `null`: what goes out with the request
 * @param respBody - takes the body of the answer
 */
export async function ossEndUpload(
  upload: Upload,
  uploadId: string,
  parts: readonly CompletedPart[],
  headers: AosTable | null,
  respBody: AosList<AosBuf> | null,
): Promise<UploadEnd> {
  const respHeaders = upload.respHeaders ?? out<AosTable>();
  const body = respBody ?? aosList<AosBuf>();
  const s = await ossAttempt(upload.options, (options) =>
    ossDoCompleteMultipartUpload(
      options,
      upload.bucket,
      upload.object,
      uploadId,
      partList(parts),
      headers,
      null,
      respHeaders,
      body,
    ),
  );
  if (aosStatusIsOk(s) && !isTheServices(headers, respHeaders.value, body)) {
    aosXmlErrorStatusSet(s, AOSE_XML_PARSE_ERROR);
  }
  if (!aosStatusIsOk(s)) {
    const end = await settle(upload, uploadId, parts, s);
    // Of an answer that was lost there is no body, and that of the failure is not it.
    if (end.isOver) aosListInit(body);
    return end;
  }
  const crc = ossCombinedCrc64(parts);
  if (crc !== null && isEnableCrc(upload.options)) ossCheckCrcConsistent(crc, respHeaders.value, s);
  return { s, isOver: true };
}

/**
 * Whether a successful answer is the service's: anybody on the way may say 200, and then nothing was
 * completed. The body of a callback's answer may be anything.
 */
function isTheServices(
  headers: AosTable | null,
  respHeaders: AosTable | null,
  body: AosList<AosBuf>,
): boolean {
  const hasCrc = (respHeaders?.get(OSS_HASH_CRC64_ECMA) ?? null) !== null;
  const isCallbacks = (headers?.get(OSS_CALLBACK) ?? null) !== null;
  return hasCrc || isCallbacks || aosXmlRootName(body) === "CompleteMultipartUploadResult";
}

function partList(parts: readonly CompletedPart[]): AosList<OssCompletePartContent> {
  const list = aosList<OssCompletePartContent>();
  for (const { index, etag } of parts) {
    const content = ossCreateCompletePartContent(null);
    aosStrSet(content.partNumber, String(index + 1));
    aosStrSet(content.etag, etag);
    aosListAddTail(content, list);
  }
  return list;
}

/** What becomes of an upload whose completion failed: the server decides. */
async function settle(
  upload: Upload,
  uploadId: string,
  parts: readonly CompletedPart[],
  s: AosStatus,
): Promise<UploadEnd> {
  const isUnanswered = ossIsAnswerLost(s) || s.code === AOSE_XML_PARSE_ERROR;
  const told = isUnanswered ? await ossFindUpload(upload, uploadId) : s;
  return told.errorCode === OSS_NO_SUCH_UPLOAD
    ? ossConfirmUpload(upload, parts, told)
    : { s: ossEndOf(upload.options) ?? s, isOver: false };
}

/**
 * What becomes of an upload that the server does not know any more: if the object is what the file is,
 * and was made of parts, the upload was completed, by a request whose answer did not arrive or by a
 * process that was killed before it could note it. The headers of the object take the place of the
 * answer's. While nobody can tell, the failure to find out is answered.
 *
 * @param parts - completed ones with a known CRC-64 save reading the file
 * @param s - what is answered when the object is another one
 */
export async function ossConfirmUpload(
  upload: Upload,
  parts: readonly CompletedPart[],
  s: AosStatus,
): Promise<UploadEnd> {
  const respHeaders = out<AosTable>();
  const head = await ossHead(upload, ossPartHeaders(upload.headers), null, respHeaders);
  if (ossEffectOf(head) !== null) return { s: head, isOver: false };
  const isSame =
    aosStatusIsOk(head) && (await isMadeOf(respHeaders.value ?? aosTableMake(null), upload, parts));
  if (!isSame) return { s: ossEndOf(upload.options) ?? s, isOver: false };
  aosInfoLog("The upload to %s was completed already", upload.object);
  if (upload.respHeaders !== null) upload.respHeaders.value = respHeaders.value;
  return { s: head, isOver: true };
}

/** Whether an object is what an upload makes of these parts. */
async function isMadeOf(
  headers: AosTable,
  upload: Upload,
  parts: readonly CompletedPart[],
): Promise<boolean> {
  // The same content may have been stored at once before: then it has not the headers of this upload.
  const type = headers.get(OSS_OBJECT_TYPE) ?? MADE_OF_PARTS;
  const size = Number(headers.get(OSS_CONTENT_LENGTH) ?? "none");
  const crc = headers.get(OSS_HASH_CRC64_ECMA) ?? "";
  if (type !== MADE_OF_PARTS || size !== upload.finfo.size || crc === "") return false;
  return aosAtoui64(crc) === (await fileCrc64(upload, parts));
}

/** The type of an object that a multipart upload made. */
const MADE_OF_PARTS = "Multipart";

async function fileCrc64(
  { file, finfo, options }: Upload,
  parts: readonly CompletedPart[],
): Promise<bigint | null> {
  const isWhole = parts.reduce((sum, { size }) => sum + size, 0) === finfo.size;
  const combined = isWhole ? ossCombinedCrc64(parts) : null;
  return combined ?? ossRangeCrc64(file, 0, finfo.size, options.pool.signal);
}

/** What of the caller's headers goes out when an upload is completed: the callback, and who pays. */
export function ossCompletionHeaders(headers: AosTable | null): AosTable {
  const own = aosTableMake(null);
  const callback = headers?.get(OSS_CALLBACK) ?? null;
  const names = callback === null ? [OSS_REQUESTER_PAYS] : [...CALLBACK, OSS_REQUESTER_PAYS];
  for (const name of names) {
    const value = headers?.get(name) ?? null;
    if (value !== null) own.set(name, value);
  }
  return own;
}

const CALLBACK = [OSS_CALLBACK, OSS_CALLBACK_VAR];

/**
 * Completes the upload of an empty file, which has no parts. Where the service refuses that, as some
 * do, one empty part is sent.
 */
export async function ossEndEmptyUpload(
  upload: Upload,
  uploadId: string,
  headers: AosTable | null,
  respBody: AosList<AosBuf> | null,
): Promise<UploadEnd> {
  const end = await ossEndUpload(upload, uploadId, [], headers, respBody);
  if (end.s.code !== 400) return end;
  const part = { index: 0, offset: 0, size: 0 };
  const { s, etag, crc64 } = await ossSendPart(upload, uploadId, part);
  if (!aosStatusIsOk(s)) return { s, isOver: false };
  const parts = [{ ...part, crc64, etag: aosString(etag) }];
  return ossEndUpload(upload, uploadId, parts, headers, respBody);
}

/** Throws away what an upload has sent, as nothing will continue it. */
export async function ossAbandonUpload(upload: Upload, uploadId: string): Promise<void> {
  const { bucket, object } = upload;
  const s = await ossAttempt(upload.options, (options) =>
    ossAbortMultipartUpload(options, bucket, object, uploadId, null),
  );
  if (aosStatusIsOk(s) || s.errorCode === OSS_NO_SUCH_UPLOAD) return;
  aosWarnLog("The upload %s of %s was not aborted: %d %s", uploadId, object, s.code, s.errorCode);
}
