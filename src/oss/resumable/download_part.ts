/**
 * Fetching the parts of an object.
 *
 * @packageDocumentation
 */

import type { FileHandle } from "node:fs/promises";
import { AOSE_CONNECTION_FAILED, HTTP_GET } from "../../aos/define.js";
import { out } from "../../aos/out.js";
import { aosPoolDestroy } from "../../aos/pool.js";
import {
  AOS_HTTP_IO_ERROR_CODE,
  type AosStatus,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosTable, aosTableMake } from "../../aos/table.js";
import type { AosHttpResponse } from "../../aos/transport.js";
import type { OssCheckpointPart, OssRequestOptions } from "../define.js";
import { ossAttempt } from "../request/attempts.js";
import { ossInitReadResponseBodyToFb } from "../request/bodies.js";
import { ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { isEnableCrc } from "../util/crc.js";
import { ossHeadersAddRange } from "../util/headers.js";
import { ossIsSameEtag } from "./checkpoint.js";
import { ossInconsistentError, type Transfer } from "./transfer.js";

/** What is known of the object that is downloaded. */
export interface ObjectFacts {
  /** Size in bytes. */
  readonly size: number;
  /** Its ETag header: each part must be of the object that has it. */
  readonly etag: string;
  /** Its Last-Modified header. */
  readonly lastModified: string;
  /** Its CRC-64; `null` when the server does not tell, or checking is switched off. */
  readonly crc64: bigint | null;
}

/** A download: the answer to each part is written at its position in one file. */
export interface Download extends Transfer {
  /** The caller's query parameters. */
  readonly params: AosTable | null;
  /** What the object was when the download began. */
  readonly facts: ObjectFacts;
}

/** What became of a part. */
export interface FetchedPart {
  /** The answer's status, or what is wrong with it. */
  readonly s: AosStatus;
  /** The ETag that came with it. */
  readonly etag: string;
  /** Its CRC-64; 0 when checking is switched off. */
  readonly crc64: bigint;
  /** Whether more came than was asked for, so that other parts may be overwritten. */
  readonly isTooLong: boolean;
}

const TOO_LONG = "the answer holds more than was asked for";

/** Fetches a part into `file`, with as many attempts as the download allows. */
export async function ossFetchPart(
  download: Download,
  file: FileHandle,
  part: OssCheckpointPart,
): Promise<FetchedPart> {
  const answer = { headers: aosTableMake(null), crc64: 0n, isTooLong: false };
  const s = await ossAttempt(download.options, (options) =>
    fetchOnce(download, file, part, options, answer),
  );
  const etag = answer.headers.get("ETag") ?? "";
  const crc64 = isEnableCrc(download.options) ? answer.crc64 : 0n;
  const reason = answer.isTooLong ? TOO_LONG : mismatch(download.facts, part, s, answer.headers);
  const judged = reason === null ? s : ossInconsistentError(reason, s.reqId);
  return { s: judged, etag, crc64, isTooLong: answer.isTooLong };
}

/** What the last answer was like. */
interface PartAnswer {
  headers: AosTable;
  crc64: bigint;
  isTooLong: boolean;
}

async function fetchOnce(
  { bucket, object, filepath, headers, params, facts }: Download,
  file: FileHandle,
  { offset, size }: OssCheckpointPart,
  options: OssRequestOptions,
  answer: PartAnswer,
): Promise<AosStatus> {
  const own = ossTableWith(headers, ["If-Match", facts.etag]);
  ossHeadersAddRange(null, own, offset, size);
  const fb = { file, filePos: offset, fileLast: offset, owner: false };
  const resp = out<AosHttpResponse>();
  const s = await ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object,
    headers: own,
    queryParams: ossTableWith(params),
    progress: (consumed, total) => {
      if (Math.max(consumed, total) <= size) return;
      // What is too long would overwrite other parts: the request ends with its pool.
      answer.isTooLong = true;
      aosPoolDestroy(options.pool);
    },
    arrange: (response) => {
      resp.value = response;
      ossInitReadResponseBodyToFb(fb, filepath, response);
    },
    content: null,
    respHeaders: null,
  });
  answer.headers = resp.value?.headers ?? answer.headers;
  answer.crc64 = resp.value?.crc64 ?? 0n;
  if (aosStatusIsOk(s) && resp.value?.bodyLen !== size) {
    aosStatusSet(s, AOSE_CONNECTION_FAILED, AOS_HTTP_IO_ERROR_CODE, "the answer was cut short");
  }
  return s;
}

/** Why an answer is not of the object that the download began with, or `null`. */
function mismatch(
  { etag, size }: ObjectFacts,
  part: OssCheckpointPart,
  s: AosStatus,
  headers: AosTable,
): string | null {
  if (s.code === 412) return "the object changed during the download";
  if (!aosStatusIsOk(s)) return null;
  const own = headers.get("ETag");
  if (own === null) return "the answer to a part has no ETag";
  if (!ossIsSameEtag(own, etag)) return "the object changed during the download";
  const isWhole = part.offset === 0 && part.size === size;
  const range = headers.get("Content-Range") ?? "";
  const isRange = range.startsWith(`bytes ${part.offset}-${part.offset + part.size - 1}/`);
  return isWhole || isRange ? null : "the answer is not of the range that was asked for";
}
