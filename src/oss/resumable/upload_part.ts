/**
 * Sending the parts of a file, and asking the server which ones it has.
 *
 * @packageDocumentation
 */

import { type FileHandle, open } from "node:fs/promises";
import type { AprFinfo } from "../../aos/apr.js";
import {
  AOSE_OPEN_FILE_ERROR,
  AOSE_SERVICE_ERROR,
  AOSE_XML_PARSE_ERROR,
  HTTP_PUT,
} from "../../aos/define.js";
import { aosReadHttpBodyFile } from "../../aos/http_io.js";
import { aosErrorLog, aosInfoLog } from "../../aos/log.js";
import { type AosStatus, aosStatusIsOk, aosStatusParseFromBody } from "../../aos/status.js";
import { type AosString, aosStrSet } from "../../aos/string.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import { type AosHttpResponse, BODY_IN_FILE } from "../../aos/transport.js";
import { aosParseXmlBody } from "../../aos/xml.js";
import {
  OSS_PARTNUMBER,
  OSS_UPLOAD_ID,
  type OssCheckpointPart,
  type OssListPartContent,
  type OssRequestOptions,
} from "../define.js";
import { ossInitMultipartUpload, ossListUploadPart } from "../multipart.js";
import { ossAttempt } from "../request/attempts.js";
import { ossTableWith } from "../request/round_trip.js";
import { ossEndOf } from "../request/scope.js";
import { ossBeginRequest, ossProcessRequest } from "../request.js";
import { hasCrcInResponse, isEnableCrc, ossCheckCrcConsistent } from "../util/crc.js";
import { ossCreateListUploadPartParams } from "../util/create_params.js";
import { aosXmlErrorStatusSet } from "../util/status.js";
import { ossIsSameEtag } from "./checkpoint.js";
import { ossFileInfoOf } from "./checkpoint_file.js";
import { ossRangeDigest } from "./ranges.js";
import { ossFileError, ossInconsistentError, ossIsAnswerLost, type Transfer } from "./transfer.js";

/** An upload: the file is opened once and read at the position of each part. */
export interface Upload extends Transfer {
  /** The open file. */
  readonly file: FileHandle;
  /** How it was when the upload began. */
  readonly finfo: Readonly<AprFinfo>;
}

/**
 * Opens the file of an upload for as long as `work` takes.
 *
 * @param finfo - how the file was when the caller looked: another one is not uploaded
 */
export async function ossWithSource(
  transfer: Transfer,
  finfo: Readonly<AprFinfo>,
  work: (upload: Upload) => Promise<AosStatus>,
): Promise<AosStatus> {
  let file: FileHandle;
  try {
    file = await open(transfer.filepath, "r");
  } catch (error) {
    aosErrorLog("%s can't be opened: %s", transfer.filepath, String(error));
    return ossFileError(AOSE_OPEN_FILE_ERROR);
  }
  try {
    const upload = { ...transfer, file, finfo };
    return (await ossHasFileChanged(upload)) ? ossFileChangedError() : await work(upload);
  } finally {
    await file.close();
  }
}

/** Whether the file is not what it was when the upload began. */
export async function ossHasFileChanged({ file, finfo }: Upload): Promise<boolean> {
  const now = await ossFileInfoOf(file).catch(() => null);
  return now?.size !== finfo.size || now.mtime !== finfo.mtime;
}

/** What is answered when the file changed. */
export function ossFileChangedError(): AosStatus {
  return ossInconsistentError("the file changed during the upload");
}

/**
 * Begins an upload of the object with the caller's headers.
 *
 * @param uploadId - becomes its id; an answer without one is `AOSE_XML_PARSE_ERROR`, for parts of no
 *   upload must not be sent
 */
export async function ossBeginUpload(upload: Upload, uploadId: AosString): Promise<AosStatus> {
  const { bucket, object, headers, respHeaders } = upload;
  const s = await ossAttempt(upload.options, (options) =>
    ossInitMultipartUpload(options, bucket, object, uploadId, headers, respHeaders),
  );
  const isNameless = aosStatusIsOk(s) && uploadId.data === "";
  if (isNameless) aosXmlErrorStatusSet(s, AOSE_XML_PARSE_ERROR);
  return s;
}

/** What became of a part. */
export interface SentPart {
  /** The answer's status. */
  readonly s: AosStatus;
  /** The ETag that the server gave it. */
  readonly etag: string;
  /** Its CRC-64; 0 when checking is switched off. */
  readonly crc64: bigint;
}

/** A part that may be none of a checkpoint's: where it lies, and how large it is. */
export type PartRange = Pick<OssCheckpointPart, "index" | "offset" | "size">;

/** Says that the caller pays; without it the service refuses requests to some buckets. */
export const OSS_REQUESTER_PAYS = "x-oss-request-payer";
/** Headers that are meant for every request that carries content. */
const PART_HEADERS = new RegExp(
  `^(${OSS_REQUESTER_PAYS}|x-oss-traffic-limit|x-oss-server-side-encryption-customer-.*)$`,
  "i",
);

/** Those of the caller's headers that the service wants with each part. */
export function ossPartHeaders(headers: AosTable | null): AosTable {
  const own = aosTableMake(null);
  for (const { key, val } of headers ?? []) if (PART_HEADERS.test(key)) own.set(key, val);
  return own;
}

/**
 * Sends a part, with as many attempts as the upload allows. When the answer to the last one was lost
 * too, the server is asked whether it has the part.
 */
export async function ossSendPart(
  upload: Upload,
  uploadId: string,
  part: PartRange,
): Promise<SentPart> {
  const sent = { etag: "", crc64: 0n };
  const s = await ossAttempt(upload.options, async (options) => {
    const answer = await sendOnce(upload, uploadId, part, options);
    Object.assign(sent, answer);
    return answer.s;
  });
  if (!ossIsAnswerLost(s)) return { ...sent, s };
  const found = await findPart(upload, uploadId, part);
  return found ?? { ...sent, s: ossEndOf(upload.options) ?? s };
}

async function sendOnce(
  { bucket, object, filepath, file, headers }: Upload,
  uploadId: string,
  { index, offset, size }: PartRange,
  options: OssRequestOptions,
): Promise<SentPart> {
  const { req, resp } = ossBeginRequest(options, {
    method: HTTP_PUT,
    bucket,
    object,
    headers: ossPartHeaders(headers),
    queryParams: ossTableWith(null, [OSS_UPLOAD_ID, uploadId], [OSS_PARTNUMBER, index + 1]),
  });
  req.type = BODY_IN_FILE;
  req.readBody = aosReadHttpBodyFile;
  req.filePath = filepath;
  req.fileBuf = { file, filePos: offset, fileLast: offset + size, owner: false };
  req.bodyLen = size;
  const s = await ossProcessRequest(options, req, resp);
  const crc64 = isEnableCrc(options) ? req.crc64 : 0n;
  const etag = resp.headers.get("ETag") ?? "";
  if (!aosStatusIsOk(s)) return { s, etag, crc64 };
  if (etag === "") return { s: withoutEtag(resp, s), etag, crc64 };
  if (isEnableCrc(options) && hasCrcInResponse(resp)) ossCheckCrcConsistent(crc64, resp.headers, s);
  return { s, etag, crc64 };
}

/** An answer without an ETag is an error document in a success, or else a part that can't be used. */
function withoutEtag(resp: AosHttpResponse, s: AosStatus): AosStatus {
  if (aosParseXmlBody(resp.body)?.name !== "Error") {
    return ossInconsistentError("the answer to a part has no ETag", s.reqId);
  }
  return aosStatusParseFromBody(null, resp.body, AOSE_SERVICE_ERROR, s);
}

/** The part as the server has it, if what it has is what the file has; otherwise `null`. */
async function findPart(
  upload: Upload,
  uploadId: string,
  { index, offset, size }: PartRange,
): Promise<SentPart | null> {
  const options = { ...upload.options, retry: { maxAttempts: 1 } };
  const page = await listPage({ ...upload, options }, uploadId, String(index), 1);
  const found = page.parts.find(({ partNumber }) => Number(partNumber.data) === index + 1);
  if (found === undefined || Number(found.size.data) !== size) return null;
  const digest = await ossRangeDigest(upload.file, offset, size, upload.options.pool.signal);
  if (digest === null || !ossIsSameEtag(found.etag.data, digest.md5)) return null;
  aosInfoLog("Part %d had arrived though its answer was lost", index + 1);
  const crc64 = isEnableCrc(upload.options) ? digest.crc64 : 0n;
  return { s: page.s, etag: found.etag.data, crc64 };
}

/** The parts that a server has, or why it does not tell. */
export interface ListedParts {
  /** The status of the last page. */
  readonly s: AosStatus;
  /** The parts; empty when `s` is no success. */
  readonly parts: readonly OssListPartContent[];
}

/** Asks whether the server still has an upload: the answer is an error when it has not. */
export async function ossFindUpload(upload: Transfer, uploadId: string): Promise<AosStatus> {
  return (await listPage(upload, uploadId, "", 1)).s;
}

/** Lists all parts that an upload has, page by page. */
export async function ossListAllParts(upload: Transfer, uploadId: string): Promise<ListedParts> {
  const parts: OssListPartContent[] = [];
  for (let marker = ""; ; ) {
    const page = await listPage(upload, uploadId, marker, null);
    if (!aosStatusIsOk(page.s)) return { s: page.s, parts: [] };
    parts.push(...page.parts);
    // A page that leads nowhere is the last one, whatever it says.
    if (page.next === "" || page.next === marker) return { s: page.s, parts };
    marker = page.next;
  }
}

async function listPage(
  { options, bucket, object }: Transfer,
  uploadId: string,
  marker: string,
  maxRet: number | null,
): Promise<ListedParts & { readonly next: string }> {
  const params = ossCreateListUploadPartParams(null);
  aosStrSet(params.partNumberMarker, marker);
  params.maxRet = maxRet ?? params.maxRet;
  const s = await ossAttempt(options, (own) =>
    ossListUploadPart(own, bucket, object, uploadId, params, null),
  );
  const isMore = aosStatusIsOk(s) && Boolean(params.truncated);
  return { s, parts: [...params.partList], next: isMore ? params.nextPartNumberMarker.data : "" };
}
