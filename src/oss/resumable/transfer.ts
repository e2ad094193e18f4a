/**
 * What uploads and downloads in parts have in common: who takes part, and how the parts are worked off.
 *
 * @packageDocumentation
 */

import {
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_INVALID_OPERATION,
  AOSE_OPEN_FILE_ERROR,
  AOSE_REQUEST_TIMEOUT,
  HTTP_HEAD,
} from "../../aos/define.js";
import type { Out } from "../../aos/out.js";
import {
  AOS_INCONSISTENT_ERROR_CODE,
  AOS_WRITE_FILE_ERROR_CODE,
  type AosStatus,
  aosStatusCreate,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosStringLike, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import type { OssCheckpointPart, OssRequestOptions } from "../define.js";
import { OSS_MAX_ATTEMPTS, ossAttempt, ossSteadyProgress } from "../request/attempts.js";
import { ossIntegerError, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossScoped } from "../request/scope.js";
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
  /** Configuration, controller, how requests are tried again; the transfer ends when their pool does. */
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
  /** Is told how far the transfer is, once for each part; never told less than before. */
  readonly progress: OssProgressCallback;
  /** Takes the headers of an answer. */
  readonly respHeaders: Out<AosTable> | null;
}

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
  /** How often a request is tried, if the caller says so beyond what the options do. */
  readonly maxAttempts: number | undefined;
}

/**
 * Carries out a transfer of a caller's arguments. Everything that is opened for it ends with it.
 *
 * @returns what `work` does, or why the arguments are not valid
 * @throws TypeError when the pool of the options or of the controller was destroyed
 */
export async function ossTransfer(
  given: TransferArguments,
  work: (transfer: Transfer) => Promise<AosStatus>,
): Promise<AosStatus> {
  return ossScoped(given.options, async (own) => {
    const { partSize, threadNum, maxAttempts = own.retry?.maxAttempts ?? OSS_MAX_ATTEMPTS } = given;
    const refused = argumentError(given) ?? ossIntegerError({ partSize, threadNum, maxAttempts });
    if (refused !== null) return refused;
    return work({
      options: { ...own, retry: { ...own.retry, maxAttempts } },
      bucket: aosText(given.bucket),
      object: aosText(given.object),
      filepath: aosText(given.filepath),
      headers: given.headers,
      threadNum: Math.max(threadNum, 1),
      progress: ossSteadyProgress(given.progress),
      respHeaders: given.respHeaders,
    });
  });
}

function argumentError({ bucket, object, filepath }: TransferArguments): AosStatus | null {
  if (!ossIsValidBucketName(bucket)) return ossGetBucketNameInvalidError();
  if (!ossIsValidObjectName(object)) return ossGetObjectNameInvalidError();
  return aosText(filepath) === "" ? ossFileError(AOSE_OPEN_FILE_ERROR) : null;
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
 * @param record - notes that a part was worked off; while the next one is, unless one at a time is asked for
 * @returns the first failure, or `null`
 */
export async function ossWorkOff(
  parts: readonly OssCheckpointPart[],
  threadNum: number,
  work: (part: OssCheckpointPart) => Promise<AosStatus>,
  record?: (part: OssCheckpointPart, s: AosStatus) => Promise<AosStatus>,
): Promise<AosStatus | null> {
  const queue = [...parts];
  let failure: AosStatus | null = null;
  const look = (s: AosStatus | undefined): void => {
    if (s === undefined || aosStatusIsOk(s)) return;
    failure ??= s;
    queue.length = 0;
  };
  const worker = async (): Promise<void> => {
    let recording: Promise<AosStatus> | undefined;
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      const s = await work(part);
      look(s);
      look(await recording);
      recording = aosStatusIsOk(s) ? record?.(part, s) : undefined;
      // What it throws is for whoever waits for it, which is later.
      recording?.catch(() => undefined);
      if (threadNum === 1) look(await recording);
    }
    look(await recording);
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
  return ossAttempt(transfer.options, (options) =>
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
