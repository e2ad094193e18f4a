/**
 * `oss_define.h` and `oss_resumable.h`: the structures of resumable transfers.
 *
 * @packageDocumentation
 */

import type { FileHandle } from "node:fs/promises";
import type { AosBool } from "../../aos/define.js";
import type { AosString } from "../../aos/string.js";

/** How a resumable transfer is done. Port of `oss_resumable_clt_params_t`. */
export interface OssResumableCltParams {
  /** Size of each part but the last, in bytes; 0 or less means `AOS_DEFAULT_PART_SIZE`. */
  partSize: number;
  /** How many parts are in flight at a time; 1 by default. */
  threadNum: number;
  /** Whether the progress is kept in a file, so that a transfer that was broken off goes on. */
  enableCheckpoint: AosBool;
  /** Path of that file; "" means `{path}.cp` for an upload and `{path}.dcp` for a download. */
  readonly checkpointPath: AosString;
  /**
   * How often each request of the transfer is tried before the transfer fails; 3 when it is absent, and
   * 1 is C's behaviour. An extra of this library.
   */
  maxAttempts?: number;
}

/** Type of a checkpoint: an upload. */
export const OSS_CP_UPLOAD = 1;
/** Type of a checkpoint: a download. */
export const OSS_CP_DOWNLOAD = 2;

/** A part of a transfer. Port of `oss_checkpoint_part_t`. */
export interface OssCheckpointPart {
  /** Its place among the parts, from 0. */
  index: number;
  /** Offset of its first byte. */
  offset: number;
  /** Its size in bytes. */
  size: number;
  /** Whether it is done. */
  completed: AosBool;
  /** ETag of the part, of an upload; "" while it is not done. */
  readonly etag: AosString;
  /** CRC-64 of its bytes; 0 when it is not known. */
  crc64: bigint;
}

/**
 * What a checkpoint belongs to. An extra of this library: C's checkpoints of uploads name no object.
 * In the XML it is the last element of the root, where C's reader does not look:
 * `<Target><Endpoint>…</Endpoint><Bucket>…</Bucket><Key>…</Key></Target>`.
 */
export interface OssCheckpointTarget {
  /** The endpoint, as it is in the configuration. */
  endpoint: string;
  /** The bucket. */
  bucket: string;
  /** The object's name. */
  key: string;
}

/** How far a transfer has come. Port of `oss_checkpoint_t`. */
export interface OssCheckpoint {
  /** Checksum of the checkpoint's XML, in hexadecimal digits; "" in a checkpoint that C wrote. */
  readonly md5: AosString;
  /** {@link OSS_CP_UPLOAD} or {@link OSS_CP_DOWNLOAD}. */
  cpType: number;
  /** The file that the checkpoint is written to; `null` while none is open. */
  thefile: FileHandle | null;
  /** Path of the local file. */
  readonly filePath: AosString;
  /** Size of the local file in bytes, of an upload. */
  fileSize: number;
  /** When the local file was changed, in microseconds since 1970, of an upload. */
  fileLastModified: number;
  /** Meant for the local file's MD5; not used, as in C. */
  readonly fileMd5: AosString;
  /** The object's name, of a download. */
  readonly objectName: AosString;
  /** Size of the object in bytes, of a download. */
  objectSize: number;
  /** Last-Modified of the object, of a download. */
  readonly objectLastModified: AosString;
  /** ETag of the object, of a download. */
  readonly objectEtag: AosString;
  /** Id of the multipart upload, of an upload. */
  readonly uploadId: AosString;
  /** Number of parts. */
  partNum: number;
  /** Size of each part but the last, in bytes. */
  partSize: number;
  /** The parts, each at its own index. */
  parts: OssCheckpointPart[];
  /** What the transfer belongs to; absent in a checkpoint that C wrote. */
  target?: OssCheckpointTarget;
}
