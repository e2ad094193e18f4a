/**
 * `oss_resumable.c`: checkpoints, which say how far a transfer is.
 *
 * @packageDocumentation
 */

import type { AprFinfo } from "../../aos/apr.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosStringLike, aosStrSet } from "../../aos/string.js";
import { OSS_CP_DOWNLOAD, OSS_CP_UPLOAD, OSS_MAX_PART_NUM, type OssCheckpoint } from "../define.js";
import { ossBuildCheckpointXml, ossSealCheckpointXml } from "../xml/checkpoint.js";
import { ossArePartsSound, ossBuildParts } from "./parts.js";

/**
 * Whether a checkpoint's checksum is that of its content; one without a checksum, as C writes them,
 * passes. Unlike C, where everything passes. Port of `oss_verify_checkpoint_md5`.
 *
 * @param pool - not needed for plain data; may be `null`
 */
export function ossVerifyCheckpointMd5(pool: AosPool | null, checkpoint: OssCheckpoint): boolean {
  if (checkpoint.md5.data.trim() === "") return true;
  const xml = ossBuildCheckpointXml(pool, checkpoint);
  return ossSealCheckpointXml(xml) === xml;
}

/**
 * Fills a checkpoint for an upload that was begun just now. Port of `oss_build_upload_checkpoint`.
 *
 * @param _pool - not needed for plain data; may be `null`
 * @param filePath - the local file
 * @param finfo - its size and last change
 * @param partSize - in bytes
 */
export function ossBuildUploadCheckpoint(
  _pool: AosPool | null,
  checkpoint: OssCheckpoint,
  filePath: AosStringLike,
  finfo: Readonly<AprFinfo>,
  uploadId: AosStringLike,
  partSize: number,
): void {
  checkpoint.cpType = OSS_CP_UPLOAD;
  aosStrSet(checkpoint.filePath, filePath);
  checkpoint.fileSize = finfo.size;
  checkpoint.fileLastModified = finfo.mtime;
  aosStrSet(checkpoint.uploadId, uploadId);
  buildParts(checkpoint, finfo.size, partSize);
}

/**
 * Fills a checkpoint for a download that was begun just now. Unlike C, no CRC of an earlier transfer
 * is left in it. Port of `oss_build_download_checkpoint`.
 *
 * @param _pool - not needed for plain data; may be `null`
 * @param filePath - the local file
 * @param objectName - the object's name
 * @param objectSize - in bytes
 * @param objectLastModified - the object's Last-Modified header
 * @param objectEtag - the object's ETag header
 * @param partSize - in bytes
 */
export function ossBuildDownloadCheckpoint(
  _pool: AosPool | null,
  checkpoint: OssCheckpoint,
  filePath: AosStringLike,
  objectName: string,
  objectSize: number,
  objectLastModified: string,
  objectEtag: string,
  partSize: number,
): void {
  checkpoint.cpType = OSS_CP_DOWNLOAD;
  checkpoint.thefile = null;
  aosStrSet(checkpoint.filePath, filePath);
  aosStrSet(checkpoint.objectName, objectName);
  checkpoint.objectSize = objectSize;
  aosStrSet(checkpoint.objectLastModified, objectLastModified);
  aosStrSet(checkpoint.objectEtag, objectEtag);
  buildParts(checkpoint, objectSize, partSize);
}

function buildParts(checkpoint: OssCheckpoint, size: number, partSize: number): void {
  aosStrSet(checkpoint.md5, "");
  checkpoint.parts = [];
  ossBuildParts(size, partSize, checkpoint.parts);
  checkpoint.partSize = partSize;
  checkpoint.partNum = checkpoint.parts.length;
}

/**
 * Whether a checkpoint belongs to an upload of a file with this size and last change, and can be
 * continued. Unlike C, which trusts the rest, its checksum and its parts must be right too. Port of
 * `oss_is_upload_checkpoint_valid`.
 *
 * @param pool - not needed for plain data; may be `null`
 * @param finfo - size and last change of the file now
 */
export function ossIsUploadCheckpointValid(
  pool: AosPool | null,
  checkpoint: OssCheckpoint,
  finfo: Readonly<AprFinfo>,
): boolean {
  return (
    ossVerifyCheckpointMd5(pool, checkpoint) &&
    checkpoint.cpType === OSS_CP_UPLOAD &&
    checkpoint.fileSize === finfo.size &&
    checkpoint.fileLastModified === finfo.mtime &&
    checkpoint.uploadId.data !== "" &&
    hasSoundParts(checkpoint, finfo.size) &&
    checkpoint.parts.every(({ completed, etag }) => !completed || etag.data.trim() !== "")
  );
}

/**
 * Whether a checkpoint belongs to a download of an object with these properties, and can be continued.
 * Unlike C, which compares neither the name nor the rest, the object must have the same name, and the
 * checksum and the parts must be right. ETags are compared without case. Port of
 * `oss_is_download_checkpoint_valid`.
 *
 * @param pool - not needed for plain data; may be `null`
 * @param objectName - the object's name
 * @param objectSize - in bytes
 * @param objectLastModified - the object's Last-Modified header
 * @param objectEtag - the object's ETag header
 */
export function ossIsDownloadCheckpointValid(
  pool: AosPool | null,
  checkpoint: OssCheckpoint,
  objectName: string,
  objectSize: number,
  objectLastModified: string,
  objectEtag: string,
): boolean {
  return (
    ossVerifyCheckpointMd5(pool, checkpoint) &&
    checkpoint.cpType === OSS_CP_DOWNLOAD &&
    checkpoint.objectName.data === objectName &&
    checkpoint.objectSize === objectSize &&
    checkpoint.objectLastModified.data === objectLastModified &&
    ossIsSameEtag(checkpoint.objectEtag.data, objectEtag) &&
    hasSoundParts(checkpoint, objectSize)
  );
}

function hasSoundParts({ partNum, partSize, parts }: OssCheckpoint, size: number): boolean {
  const isPossible = partNum === parts.length && partNum <= OSS_MAX_PART_NUM;
  return isPossible && ossArePartsSound(size, partSize, parts);
}

/** Whether two ETags are the same, with or without their quotes; hexadecimal digits have no case. */
export function ossIsSameEtag(a: string, b: string): boolean {
  return bareEtag(a) === bareEtag(b);
}

function bareEtag(etag: string): string {
  return etag.replace(/^"|"$/g, "").toLowerCase();
}

/**
 * Notes in a checkpoint that a part is completed. Unlike C, `NULL` for the ETag is "". Port of
 * `oss_update_checkpoint`.
 *
 * @param _pool - not needed for plain data; may be `null`
 * @param partIndex - from 0
 * @param etag - of the part, for uploads
 * @param crc64 - of the part; 0 when it is not known
 * @throws TypeError when there is no part of that index; C writes outside its memory
 */
export function ossUpdateCheckpoint(
  _pool: AosPool | null,
  checkpoint: OssCheckpoint,
  partIndex: number,
  etag: AosStringLike | null,
  crc64: bigint,
): void {
  const part = checkpoint.parts[partIndex];
  if (part === undefined) throw new TypeError(`the checkpoint has no part ${partIndex}`);
  aosStrSet(checkpoint.md5, "");
  part.completed = true;
  aosStrSet(part.etag, etag);
  part.crc64 = crc64;
}
