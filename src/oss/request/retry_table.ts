/**
 * What may be repeated: which failures, and of which calls.
 *
 * @packageDocumentation
 */

import {
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FAILED_CONNECT,
  AOSE_INTERNAL_ERROR,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_REQUEST_TIMEOUT,
  AOSE_SELECT_OBJECT_CRC_ERROR,
  AOSE_SERVICE_ERROR,
  HTTP_DELETE,
  HTTP_POST,
  HTTP_PUT,
  type HttpMethod,
} from "../../aos/define.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosTable } from "../../aos/table.js";
import {
  OSS_APPEND,
  OSS_DELETE,
  OSS_LIVE_CHANNEL_VOD,
  OSS_PROCESS,
  OSS_RESTORE,
  OSS_UPLOAD_ID,
  OSS_UPLOADS,
} from "../define.js";

/** What a failed request has done: certainly nothing, or perhaps all that it should. */
export type OssEffect = "nothing" | "unknown";

/**
 * The failures that say nothing of the next attempt. Every other one stands: it would come again, as
 * 403 `AccessDenied`, or is the program's own wish, as `AOSE_ABORT_CALLBACK`.
 */
const PASSING: readonly (readonly [failure: number | string, effect: OssEffect])[] = [
  // The service never got the request, or not the whole of it.
  [AOSE_NAME_LOOKUP_ERROR, "nothing"],
  [AOSE_FAILED_CONNECT, "nothing"],
  [408, "nothing"],
  ["RequestTimeout", "nothing"],
  // It turned the request away.
  [429, "nothing"],
  ["QpsLimitExceeded", "nothing"],
  ["TotalQpsLimitExceeded", "nothing"],
  ["UploadTrafficRateLimitExceeded", "nothing"],
  ["DownloadTrafficRateLimitExceeded", "nothing"],
  // It, or somebody on the way to it, was in trouble.
  [500, "unknown"],
  [502, "unknown"],
  [503, "unknown"],
  [504, "unknown"],
  [AOSE_SERVICE_ERROR, "unknown"],
  // No answer came, or half of one.
  [AOSE_CONNECTION_FAILED, "unknown"],
  [AOSE_INTERNAL_ERROR, "unknown"],
  [AOSE_REQUEST_TIMEOUT, "unknown"],
  // Something was damaged on the way.
  [AOSE_CRC_INCONSISTENT_ERROR, "unknown"],
  [AOSE_SELECT_OBJECT_CRC_ERROR, "unknown"],
];

const effects: ReadonlyMap<number | string, OssEffect> = new Map(PASSING);

/** What a request has done that failed so; `null` when another attempt would fail as well. */
export function ossEffectOf(s: AosStatus): OssEffect | null {
  return effects.get(s.errorCode) ?? effects.get(s.code) ?? null;
}

/** How a call bears being made twice. */
export interface OssRepetition {
  /** Whether it may be made again though it may have been carried out. */
  readonly isHarmless: boolean;
  /**
   * What the service says to the second of two that were both carried out. After an attempt of unknown
   * effect this answer tells nothing new, and the earlier failure stands.
   */
  readonly echo: string;
}

/** A call that does no more when it is made twice, and can't be told from one that is made once. */
export const OSS_HARMLESS: OssRepetition = { isHarmless: true, echo: "" };

/** How calls bear being made twice; the first row that fits counts. "" stands for any parameters. */
const CALLS: readonly (readonly [method: HttpMethod, param: string, repetition: OssRepetition])[] =
  [
    // The service would refuse it at the same position, but nobody knows whose append that was.
    [HTTP_POST, OSS_APPEND, { isHarmless: false, echo: "PositionNotEqualToLength" }],
    [HTTP_POST, OSS_UPLOAD_ID, { isHarmless: true, echo: "NoSuchUpload" }],
    // At worst an upload stays behind that has no parts.
    [HTTP_POST, OSS_UPLOADS, OSS_HARMLESS],
    [HTTP_POST, OSS_DELETE, OSS_HARMLESS],
    [HTTP_POST, OSS_PROCESS, OSS_HARMLESS],
    [HTTP_POST, OSS_RESTORE, { isHarmless: true, echo: "RestoreAlreadyInProgress" }],
    [HTTP_POST, OSS_LIVE_CHANNEL_VOD, OSS_HARMLESS],
    [HTTP_POST, "", { isHarmless: false, echo: "" }],
    [HTTP_DELETE, OSS_UPLOAD_ID, { isHarmless: true, echo: "NoSuchUpload" }],
    [HTTP_DELETE, "", { isHarmless: true, echo: "NoSuchBucket" }],
    // With x-oss-forbid-overwrite.
    [HTTP_PUT, "", { isHarmless: true, echo: "FileAlreadyExists" }],
  ];

/** How a call bears being made twice. */
export function ossRepetitionOf(call: {
  readonly method: HttpMethod;
  readonly queryParams?: AosTable | null;
}): OssRepetition {
  const row = CALLS.find(
    ([method, param]) =>
      method === call.method && (param === "" || (call.queryParams?.get(param) ?? null) !== null),
  );
  return row?.[2] ?? OSS_HARMLESS;
}

/** Whether a call that failed so may be made again. */
export function ossMayRepeat(s: AosStatus, { isHarmless }: OssRepetition): boolean {
  const effect = ossEffectOf(s);
  return effect === "nothing" || (effect === "unknown" && isHarmless);
}
