/** Rules for the rows of quirks on checkpoint files (M18). */

import { crc64 } from "../crc64.js";
import { fileBytes, type RecordedFile, type RecordRule, textArgument } from "../record.js";
import { ifChanged, withResult } from "./change.js";

/** Checkpoints hold more than C's, so that they are compared by C's elements; C's empty ones say nothing. */
const m18: RecordRule = {
  row: "M18",
  expected(record) {
    const files = record.result.files;
    if (files === undefined || !record.function.startsWith("oss_resumable_")) return record;
    const local = record.files.find(({ path }) => path === textArgument(record, "filepath"));
    const bytes = local === undefined ? null : fileBytes(local);
    return ifChanged(
      record,
      withResult(record, { files: files.map((f) => asCheckpoint(f, bytes)) }),
    );
  },
};

function asCheckpoint(file: RecordedFile, local: Buffer | null): RecordedFile {
  const { path, mode } = file;
  const isXml = file.text?.includes("<Checkpoint>") === true;
  const isEmpty = file.size === 0 && /\.[ud]?cp$/.test(path);
  if (!isXml && !isEmpty) return file;
  const checkpoint = isXml ? withCrcs(file.text ?? "", local) : "";
  return mode === undefined ? { path, checkpoint } : { path, mode, checkpoint };
}

/** C's checkpoints of uploads leave the CRC of each part 0; ours know it. */
function withCrcs(checkpoint: string, local: Buffer | null): string {
  if (local === null || !checkpoint.includes("<Type>1</Type>")) return checkpoint;
  return checkpoint.replace(SENT_PART, (_, start: string, offset: string, size: string) => {
    const part = local.subarray(Number(offset), Number(offset) + Number(size));
    return `${start}<Crc64>${crc64(part)}</Crc64>`;
  });
}

const SENT_PART =
  /(<Offset>(\d+)<\/Offset><Size>(\d+)<\/Size><Completed>1<\/Completed><ETag>[^<]*<\/ETag>)<Crc64>0<\/Crc64>/g;

/** The rules, in the order in which they are applied. */
export const checkpointRules: readonly RecordRule[] = [m18];
