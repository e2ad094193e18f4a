/** Rules for the row of quirks on select's answers (S8), from frames that are read here. */

import { AOSE_SELECT_OBJECT_CRC_ERROR } from "../../../src/index.js";
import {
  bodyBytes,
  headerOf,
  type OracleRecord,
  type RecordedFile,
  type RecordRule,
  requestId,
  textArgument,
} from "../record.js";
import { withResult, withStatus } from "./change.js";

/** One frame of a framed answer. */
interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

/** Length of version, type, payload length and header checksum. */
const FRAME_HEADER = 12;
const SELECT_END = 0x800005;
const META_ENDS = [0x800006, 0x800007];

function framesOf(body: Buffer): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at + FRAME_HEADER + 4 <= body.length) {
    const end = at + FRAME_HEADER + body.readUInt32BE(at + 4);
    if (end + 4 > body.length) break;
    frames.push({
      type: body.readUIntBE(at + 1, 3),
      payload: body.subarray(at + FRAME_HEADER, end),
    });
    at = end + 4;
  }
  return frames;
}

/** The frames of the answer, when it is a success in frames. */
function framedAnswer(record: OracleRecord): Frame[] | null {
  const response = record.exchanges[0]?.response;
  if (!record.function.includes("select_object") || response === undefined) return null;
  const isMeta = record.function.endsWith("_meta");
  const raw = headerOf(response.headers, "x-oss-select-output-raw")?.toLowerCase();
  const isRaw = raw === "true" && !isMeta;
  const isWhole = response.drop !== true && response.cut_after === undefined;
  if (isRaw || !isWhole || response.status >= 300) return null;
  return framesOf(bodyBytes(response));
}

function endFrame(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ type }) => type === SELECT_END || META_ENDS.includes(type));
}

/** An answer without an end frame is no success. */
const withoutEnd: RecordRule = {
  row: "S8",
  expected(record) {
    const frames = framedAnswer(record);
    const response = record.exchanges[0]?.response;
    if (frames === null || response === undefined || endFrame(frames) !== undefined) return record;
    const isMeta = record.function.endsWith("_meta");
    const failed = withStatus(record, {
      code: AOSE_SELECT_OBJECT_CRC_ERROR,
      error_code: isMeta ? "CreateSelectObjectMetaError" : "SelectObjectError",
      req_id: requestId(response),
    });
    const files = record.result.files?.map((file) => before(record, file));
    return files === undefined ? failed : withResult(failed, { files });
  },
};

/** The target as it was before the call. */
function before(record: OracleRecord, file: RecordedFile): RecordedFile {
  if (file.path !== textArgument(record, "filename")) return file;
  return record.files.find(({ path }) => path === file.path) ?? { path: file.path, absent: true };
}

/** The message of an end frame is told whole, from where it begins. */
const wholeMessage: RecordRule = {
  row: "S8",
  expected(record) {
    const end = endFrame(framedAnswer(record) ?? []);
    const status = record.result.status;
    if (end === undefined || status === undefined || end.payload.readUInt32BE(16) < 300)
      return record;
    const message = end.payload.subarray(MESSAGE_AT.get(end.type)).toString();
    return message === status.error_msg
      ? record
      : withStatus(record, { ...status, error_msg: message });
  },
};

/** Behind offset, scanned bytes and status; in a meta frame also behind the counters. */
const MESSAGE_AT = new Map([
  [SELECT_END, 20],
  [0x800006, 36],
  [0x800007, 32],
]);

/** The rules, in the order in which they are applied. */
export const selectRules: readonly RecordRule[] = [withoutEnd, wholeMessage];
