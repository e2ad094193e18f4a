/**
 * What uploads and downloads in parts have in common: who takes part, how requests are tried again,
 * and how the parts are worked off.
 *
 * @packageDocumentation
 */

import { setTimeout } from "node:timers/promises";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OPEN_FILE_ERROR,
  AOSE_REQUEST_TIMEOUT,
  HTTP_HEAD,
} from "../../aos/define.js";
import { aosHttpControllerCreate } from "../../aos/http_io.js";
import { aosWarnLog } from "../../aos/log.js";
import type { Out } from "../../aos/out.js";
import { aosPoolAssertAlive, aosPoolCreate, aosPoolDestroy } from "../../aos/pool.js";
import {
  AOS_HTTP_IO_ERROR_CODE,
  AOS_INCONSISTENT_ERROR_CODE,
  AOS_WRITE_FILE_ERROR_CODE,
  type AosStatus,
  aosShouldRetry,
  aosStatusCreate,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { tellProgress } from "../../aos/transport/progress.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import type { OssCheckpointPart, OssRequestOptions } from "../define.js";
import { ossIntegerError, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossClientError } from "../request.js";
import {
  ossGetBucketNameInvalidError,
  ossGetObjectNameInvalidError,
  ossIsValidBucketName,
  ossIsValidObjectName,
} from "../util/names.js";
import { aosFileErrorStatusSet } from "../util/status.js";

/** One transfer: what goes where, and how. */
export interface Transfer {
  /** Configuration and controller; the transfer ends when their pool does. */
  readonly options: OssRequestOptions;
  /** The bucket. */
  readonly bucket: string;
  /** The object's name. */
  readonly object: string;
  /** The local file. */
  readonly filepath: string;
  /** The caller's headers. */
  readonly headers: AosTable | null;
  /** How many parts are in flight at a time. */
  readonly threadNum: number;
  /** How often a request is tried. */
  readonly maxAttempts: number;
  /** Is told how far the transfer is, once for each part; never told less than before. */
  readonly progress: OssProgressCallback;
  /** Takes the headers of an answer. */
  readonly respHeaders: Out<AosTable> | null;
}

/** How often a request is tried when the parameters do not say. */
const MAX_ATTEMPTS = 3;
/** The first pause is up to so many milliseconds; the next ones up to twice the one before. */
const FIRST_PAUSE = 200;
/** No pause is longer than so many milliseconds. */
const LONGEST_PAUSE = 20_000;

/** What a caller says of a transfer. */
export interface TransferArguments
  extends Pick<Transfer, "options" | "headers" | "threadNum" | "respHeaders"> {
  /** The bucket. */
  readonly bucket: AosStringLike;
  /** The object's name. */
  readonly object: AosStringLike;
  /** The local file. */
  readonly filepath: AosStringLike;
  /** The size of the parts in bytes; it is only looked at whether it is an integer. */
  readonly partSize: number;
  /** The caller's callback. */
  readonly progress: OssProgressCallback | null;
  /** How often a request is tried, if the caller says so. */
  readonly maxAttempts: number | undefined;
}

/**
 * Makes a transfer of a caller's arguments.
 *
 * @returns a status instead when they are not valid
 * @throws TypeError when the pool of the options or of the controller was destroyed
 */
export function ossMakeTransfer(given: TransferArguments): Transfer | AosStatus {
  aosPoolAssertAlive(given.options.pool);
  aosPoolAssertAlive(given.options.ctl.pool);
  if (!ossIsValidBucketName(given.bucket)) return ossGetBucketNameInvalidError();
  if (!ossIsValidObjectName(given.object)) return ossGetObjectNameInvalidError();
  if (aosText(given.filepath) === "") return ossFileError(AOSE_OPEN_FILE_ERROR);
  const { partSize, threadNum, maxAttempts = MAX_ATTEMPTS } = given;
  const refused = ossIntegerError({ partSize, threadNum, maxAttempts });
  if (refused !== null) return refused;
  return {
    options: given.options,
    bucket: aosText(given.bucket),
    object: aosText(given.object),
    filepath: aosText(given.filepath),
    headers: given.headers,
    threadNum: Math.max(threadNum, 1),
    maxAttempts: Math.max(maxAttempts, 1),
    progress: steadyProgress(given.progress),
    respHeaders: given.respHeaders,
  };
}

/** A progress callback that is never told less than before, also when parts have to be sent again. */
function steadyProgress(progress: OssProgressCallback | null): OssProgressCallback {
  let furthest = 0;
  return (consumed, total) => {
    if (consumed <= furthest) return;
    furthest = consumed;
    tellProgress(progress, consumed, total);
  };
}

/**
 * Sends a request, and again after a pause of random length when it failed and may succeed yet.
 *
 * @param send - sends the request once, with options of its own: parts that are in flight together
 *   need a controller each, and credentials that the program renews are used from the next try on
 * @returns the last status; `AOSE_ABORT_CALLBACK` once the pool of the options was destroyed
 */
export async function ossAttempt(
  { options, maxAttempts }: Pick<Transfer, "options" | "maxAttempts">,
  send: (options: OssRequestOptions) => Promise<AosStatus>,
): Promise<AosStatus> {
  for (let attempt = 1; ; attempt++) {
    const s = await sendOnce(options, send);
    if (aosStatusIsOk(s)) return s;
    const { code, errorCode, errorMsg } = s;
    aosWarnLog("Attempt %d of %d: %d %s %s", attempt, maxAttempts, code, errorCode, errorMsg);
    if (attempt >= maxAttempts || !maySucceedYet(s)) return s;
    const longest = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE);
    const { signal } = options.pool;
    // The end of the pool ends the pause, and sendOnce tells of it.
    await setTimeout(Math.random() * longest, undefined, { signal }).catch(() => undefined);
  }
}

async function sendOnce(
  { config, ctl, pool }: OssRequestOptions,
  send: (options: OssRequestOptions) => Promise<AosStatus>,
): Promise<AosStatus> {
  if (pool.signal.aborted || ctl.pool.signal.aborted) return abortedStatus();
  const own = aosPoolCreate(pool);
  const withdraw = ctl.pool.onDestroy(() => {
    aosPoolDestroy(own);
  });
  const controller = aosHttpControllerCreate(own, 0);
  controller.options = ctl.options;
  try {
    return await send({ config, ctl: controller, pool: own });
  } finally {
    withdraw();
    aosPoolDestroy(own);
  }
}

function abortedStatus(): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, AOSE_ABORT_CALLBACK, AOS_HTTP_IO_ERROR_CODE, "the pool was destroyed");
  return s;
}

/** Beyond what C's `aos_should_retry` names: failures that say nothing of the next try. */
const PASSING: ReadonlySet<number> = new Set([
  408,
  429,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INTERNAL_ERROR,
  AOSE_NAME_LOOKUP_ERROR,
]);

function maySucceedYet(s: AosStatus): boolean {
  return aosShouldRetry(s) || PASSING.has(s.code) || s.errorCode === "RequestTimeout";
}

const UNANSWERED: ReadonlySet<number> = new Set([
  AOSE_CONNECTION_FAILED,
  AOSE_INTERNAL_ERROR,
  AOSE_REQUEST_TIMEOUT,
]);

/** Whether a request may have been carried out though no answer to it came. */
export function ossIsAnswerLost(s: AosStatus): boolean {
  return UNANSWERED.has(s.code);
}

/**
 * Works off parts in their order, at most `threadNum` at a time. After a failure no more are begun;
 * those in flight are brought to their end.
 *
 * @returns the first failure, or `null`
 */
export async function ossWorkOff(
  parts: readonly OssCheckpointPart[],
  threadNum: number,
  work: (part: OssCheckpointPart) => Promise<AosStatus>,
): Promise<AosStatus | null> {
  const queue = [...parts];
  let failure: AosStatus | null = null;
  const worker = async (): Promise<void> => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      const s = await work(part);
      if (aosStatusIsOk(s)) continue;
      failure ??= s;
      queue.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(threadNum, parts.length) }, worker));
  return failure;
}

/** Asks for the headers of the transfer's object. */
export async function ossHead(
  transfer: Transfer,
  headers: AosTable | null,
  params: AosTable | null,
  respHeaders: Out<AosTable>,
): Promise<AosStatus> {
  const { bucket, object } = transfer;
  return ossAttempt(transfer, (options) =>
    ossRoundTrip(options, {
      method: HTTP_HEAD,
      bucket,
      object,
      headers: ossTableWith(headers),
      queryParams: ossTableWith(params),
      respHeaders,
    }),
  );
}

/** What is answered when the two sides of a transfer do not fit together. */
export function ossInconsistentError(reason: string, reqId = ""): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, AOSE_CRC_INCONSISTENT_ERROR, AOS_INCONSISTENT_ERROR_CODE, reason);
  s.reqId = reqId;
  return s;
}

/** What is answered when a file of the transfer can't be used. */
export function ossFileError(res: number): AosStatus {
  const s = aosStatusCreate(null);
  aosFileErrorStatusSet(s, res);
  return s;
}

/** What is answered when a checkpoint can't be written. */
export function ossWriteError(res: number): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, res, AOS_WRITE_FILE_ERROR_CODE, "");
  return s;
}

/** The error code of a checkpoint that another transfer uses. */
const CHECKPOINT_IN_USE = "CheckpointInUse";

/** What is answered when a checkpoint can't be used. */
export function ossCheckpointError(res: number, path: string): AosStatus {
  if (res === AOSE_INVALID_ARGUMENT) {
    return ossClientError(res, `The checkpoint ${path} is a file of the transfer itself.`);
  }
  if (res !== AOSE_INVALID_OPERATION) return ossFileError(res);
  const s = aosStatusCreate(null);
  const reason = `The checkpoint ${path} is in use by another transfer.`;
  aosStatusSet(s, res, CHECKPOINT_IN_USE, reason);
  return s;
}
