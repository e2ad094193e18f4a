/**
 * Taking up a transfer from its checkpoint, if that is one of this transfer at all.
 *
 * @packageDocumentation
 */

import { isAbsolute, normalize, resolve, sep } from "node:path";
import { AOSE_OK, AOSE_OPEN_FILE_ERROR } from "../../aos/define.js";
import { aosInfoLog, aosWarnLog } from "../../aos/log.js";
import type { OssCheckpoint, OssCheckpointTarget } from "../define.js";
import { ossCreateCheckpointContent } from "../util/create.js";
import { ossLoadCheckpoint } from "./checkpoint_file.js";
import { ossDonePartsSize } from "./parts.js";
import type { CheckpointStore } from "./store.js";
import type { Transfer } from "./transfer.js";

/** What a transfer names in its checkpoint. */
export type TransferTarget = Pick<Transfer, "options" | "bucket" | "object" | "filepath">;

/** What a checkpoint of this transfer is bound to. User info in an endpoint is a secret, and left out. */
export function ossTargetOf({ options, bucket, object }: TransferTarget): OssCheckpointTarget {
  const endpoint = options.config.endpoint.data.replace(/^([a-z]+:\/\/)?[^/]*@/i, "$1");
  return { endpoint, bucket, key: object };
}

/**
 * Reads the checkpoint of a transfer.
 *
 * @param isValid - whether a checkpoint fits what the transfer is of
 * @returns `null`, and a warning in the log, when the file is damaged or belongs to something else;
 *   `null` also when there is none
 */
export async function ossReadCheckpoint(
  path: string,
  target: TransferTarget,
  isValid: (checkpoint: OssCheckpoint) => boolean,
): Promise<OssCheckpoint | null> {
  const checkpoint = ossCreateCheckpointContent(null);
  const res = await ossLoadCheckpoint(null, path, checkpoint);
  if (res === AOSE_OPEN_FILE_ERROR) return null;
  if (res === AOSE_OK && isValid(checkpoint) && isBoundTo(checkpoint, target)) return checkpoint;
  aosWarnLog("The checkpoint %s is damaged or not of this transfer: it is not used", path);
  return null;
}

/** Reads the checkpoint that a transfer holds, with what its journal knows beyond it. */
export async function ossResume(
  store: CheckpointStore,
  target: TransferTarget,
  isValid: (checkpoint: OssCheckpoint) => boolean,
): Promise<OssCheckpoint | null> {
  const checkpoint = await ossReadCheckpoint(store.path, target, isValid);
  if (checkpoint === null) return null;
  await store.replay(checkpoint);
  const done = ossDonePartsSize(checkpoint.parts);
  aosInfoLog("The checkpoint %s has %s bytes done", store.path, String(done));
  return checkpoint;
}

/** C's checkpoints name neither bucket nor endpoint: what they don't say is not compared. */
function isBoundTo({ target, filePath }: OssCheckpoint, transfer: TransferTarget): boolean {
  const own = ossTargetOf(transfer);
  const isTarget =
    target === undefined ||
    (target.bucket === own.bucket &&
      target.key === own.key &&
      hostOf(target.endpoint) === hostOf(own.endpoint));
  return isTarget && isSamePath(filePath.data, transfer.filepath);
}

/** The same bucket is reached with and without TLS. */
function hostOf(endpoint: string): string {
  return endpoint
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/+$/, "");
}

/** A relative path may have been written by a process that worked in another directory. */
function isSamePath(recorded: string, path: string): boolean {
  const full = resolve(path);
  if (resolve(recorded) === full) return true;
  return !isAbsolute(recorded) && full.endsWith(sep + normalize(recorded));
}
