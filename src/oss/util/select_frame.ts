/**
 * `oss_util.c`: the frames in which select answers come, taken apart as they come in.
 *
 * A frame is version (1 byte), type (3), payload length (4), header checksum (4, not used), payload,
 * and the payload's CRC-32 (4); all numbers are big-endian. A payload begins with an offset (8 bytes).
 * Data frames hold the result; one end frame holds status and message.
 *
 * @packageDocumentation
 */

import { aosCrc32 } from "../../aos/crc64.js";
import { AOSE_INVALID_OPERATION, AOSE_OK, AOSE_SELECT_OBJECT_CRC_ERROR } from "../../aos/define.js";
import { aosWriteHttpBodyFile, aosWriteHttpBodyMemory } from "../../aos/http_io.js";
import type { AosPool } from "../../aos/pool.js";
import {
  AOS_CREATE_SELECT_OBJECT_META_ERROR,
  AOS_SELECT_OBJECT_ERROR,
  type AosStatus,
  aosHttpIsOk,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import {
  type AosHttpResponse,
  BODY_IN_CALLBACK,
  BODY_IN_FILE,
  BODY_IN_MEMORY,
} from "../../aos/transport.js";
import { OSS_SELECT_OBJECT_OUTPUT_RAW, type OssSelectObjectMetaParams } from "../define.js";

/**
 * Lets `resp` take a select answer: only the result goes to its body, a memory list or a file. An
 * answer that says it is raw is taken as it is. Unlike C, checksums of 0 can be compared as well, and
 * then a frame of unknown version or type, or one behind the end frame, is an error. Port of `oss_init_select_object_read_response_body`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param resp - one whose body goes through a callback of the program is left alone; may be `null`
 * @param hasPayloadCrc - whether the request asked for checksums: otherwise one of 0 says that none
 *   was computed, as it always does in C
 * @returns `AOSE_OK`
 */
export function ossInitSelectObjectReadResponseBody(
  _p: AosPool | null,
  resp: AosHttpResponse | null,
  hasPayloadCrc = false,
): number {
  return readFrames(resp, new SelectFrames(hasPayloadCrc, true));
}

/**
 * Completes the status of a select answer with what its end frame says. Unlike C, an answer without
 * an end frame is `AOSE_SELECT_OBJECT_CRC_ERROR`, also when its body is empty, and the message is
 * whole. Port of `oss_check_select_object_status`.
 *
 * @param resp - may be `null`, and then nothing happens
 * @param s - left alone when it is no success, and when the answer was raw; may be `null`
 */
export function ossCheckSelectObjectStatus(
  resp: AosHttpResponse | null,
  s: AosStatus | null,
): void {
  checkEnd(resp, s, AOS_SELECT_OBJECT_ERROR, MESSAGE_AT);
}

/**
 * Lets `resp` take the answer to {@link ossCreateSelectObjectMeta}; see
 * {@link ossInitSelectObjectReadResponseBody}. Port of
 * `oss_init_create_select_object_meta_read_response_body`.
 *
 * @returns `AOSE_OK`
 */
export function ossInitCreateSelectObjectMetaReadResponseBody(
  _p: AosPool | null,
  resp: AosHttpResponse | null,
): number {
  return readFrames(resp, new SelectFrames(false, false));
}

/**
 * Completes the status of a create-meta answer with what its end frame says, and fills `metaParams`
 * with the counts of splits, rows and columns. Unlike C, an answer without an end frame is
 * `AOSE_SELECT_OBJECT_CRC_ERROR`, and the message begins where it does. Port of
 * `oss_check_create_select_object_meta_status`.
 *
 * @param s - left alone when it is no success
 * @param metaParams - left alone on failure; may be `null`
 */
export function ossCheckCreateSelectObjectMetaStatus(
  resp: AosHttpResponse | null,
  s: AosStatus | null,
  metaParams: OssSelectObjectMetaParams | null,
): void {
  const end = checkEnd(resp, s, AOS_CREATE_SELECT_OBJECT_META_ERROR, META_MESSAGE_AT);
  if (end === null || metaParams === null) return;
  metaParams.splitsCount = end.readUInt32BE(12);
  metaParams.rowsCount = end.readBigUInt64BE(16);
  metaParams.columnsCount = end.readUInt32BE(24);
}

// An end frame holds the scanned size (8 bytes), the status (4), for create-meta the counts of splits
// (4), rows (8) and columns (4), and the message.
const STATUS_AT = 8;
const MESSAGE_AT = 12;
const META_MESSAGE_AT = 28;

/** Answers the end frame when it tells a success; otherwise sets `s` to what went wrong. */
function checkEnd(
  resp: AosHttpResponse | null,
  s: AosStatus | null,
  errorCode: string,
  messageAt: number,
): Buffer | null {
  if (resp === null || s === null || !aosStatusIsOk(s)) return null;
  const frames = resp.userData;
  if (!(frames instanceof SelectFrames) || frames.isRaw(resp)) return null;
  const { end } = frames;
  const code = end.length < MESSAGE_AT ? 0 : end.readUInt32BE(STATUS_AT);
  if (end.length < MESSAGE_AT || (aosHttpIsOk(code) && end.length < messageAt)) {
    aosStatusSet(s, AOSE_SELECT_OBJECT_CRC_ERROR, errorCode, "The answer has no whole end frame.");
    return null;
  }
  if (!aosHttpIsOk(code)) {
    aosStatusSet(s, code, errorCode, end.toString("utf8", messageAt));
    return null;
  }
  s.code = code;
  return end;
}

function readFrames(resp: AosHttpResponse | null, frames: SelectFrames): number {
  if (resp === null || resp.type === BODY_IN_CALLBACK) return AOSE_OK;
  resp.userData = frames;
  resp.writeBody = writeSelectObjectBody;
  return AOSE_OK;
}

async function writeSelectObjectBody(
  resp: AosHttpResponse,
  buffer: Uint8Array,
  len: number,
): Promise<number> {
  const frames = resp.userData;
  if (!(frames instanceof SelectFrames)) return AOSE_INVALID_OPERATION;
  if (frames.isRaw(resp)) return writeResult(resp, buffer, len);
  let rest = buffer.subarray(0, len);
  while (rest.length > 0) {
    const step = frames.take(rest);
    if (step === null) return AOSE_SELECT_OBJECT_CRC_ERROR;
    const { used, result } = step;
    const written = result === null ? 0 : await writeResult(resp, result, result.length);
    if (result !== null && written !== result.length) return written;
    rest = rest.subarray(used);
  }
  return len;
}

async function writeResult(
  resp: AosHttpResponse,
  buffer: Uint8Array,
  len: number,
): Promise<number> {
  if (resp.type === BODY_IN_FILE) return aosWriteHttpBodyFile(resp, buffer, len);
  if (resp.type === BODY_IN_MEMORY) return aosWriteHttpBodyMemory(resp, buffer, len);
  return AOSE_INVALID_OPERATION;
}

const VERSION = 1;
const DATA_FRAME = 0x800001;
const CONTINUOUS_FRAME = 0x800004;
const END_FRAMES: ReadonlySet<number> = new Set([0x800005, 0x800006]);

/** Version, type, length, header checksum, and the offset, which is part of the payload. */
const HEAD_SIZE = 20;
const OFFSET_AT = 12;
const TAIL_SIZE = 4;

/** As much of an end frame as is kept, in bytes: more than any message has. */
const END_LIMIT = 65_536;

/** How many bytes of the input a step used, and what of the result was in them. */
interface Step {
  readonly used: number;
  readonly result: Uint8Array | null;
}

/** Takes frames apart, however they are cut, in the memory of an end frame. */
class SelectFrames {
  /** The payload of the end frame without its offset; empty until it came whole. */
  end: Buffer = Buffer.alloc(0);
  readonly #hasPayloadCrc: boolean;
  readonly #canBeRaw: boolean;
  readonly #head = Buffer.alloc(HEAD_SIZE);
  readonly #tail = Buffer.alloc(TAIL_SIZE);
  #headLength = 0;
  #tailLength = 0;
  #payloadLeft = 0;
  #crc = 0;
  #unfinishedEnd = Buffer.alloc(0);

  constructor(hasPayloadCrc: boolean, canBeRaw: boolean) {
    this.#hasPayloadCrc = hasPayloadCrc;
    this.#canBeRaw = canBeRaw;
  }

  /** Whether an answer is not in frames. */
  isRaw({ headers }: AosHttpResponse): boolean {
    return this.#canBeRaw && /^true/i.test(headers.get(OSS_SELECT_OBJECT_OUTPUT_RAW) ?? "");
  }

  /** Takes the next piece off the beginning of `input`; `null` when it ends a damaged frame. */
  take(input: Uint8Array): Step | null {
    if (this.#headLength < HEAD_SIZE) return this.#takeHead(input);
    if (this.#payloadLeft > 0) return this.#takePayload(input);
    return this.#takeTail(input);
  }

  get #type(): number {
    return this.#head.readUIntBE(1, 3);
  }

  #takeHead(input: Uint8Array): Step | null {
    const piece = input.subarray(0, HEAD_SIZE - this.#headLength);
    this.#head.set(piece, this.#headLength);
    this.#headLength += piece.length;
    if (this.#headLength === HEAD_SIZE) {
      this.#payloadLeft = this.#head.readUInt32BE(4) - (HEAD_SIZE - OFFSET_AT);
      this.#crc = aosCrc32(0, this.#head.subarray(OFFSET_AT));
      if (!this.#isKnown()) return null;
    }
    return { used: piece.length, result: null };
  }

  /**
   * Checksums do not cover version and type: a damaged one, such as an end that is none, would hide a
   * part of the result. Who asked for checksums gets an error then; others get the rest, as in C.
   */
  #isKnown(): boolean {
    if (!this.#hasPayloadCrc) return true;
    if (this.end.length > 0 || this.#head[0] !== VERSION) return false;
    if (this.#type === CONTINUOUS_FRAME) return this.#payloadLeft === 0;
    return this.#type === DATA_FRAME || END_FRAMES.has(this.#type);
  }

  #takePayload(input: Uint8Array): Step {
    const piece = input.subarray(0, this.#payloadLeft);
    this.#payloadLeft -= piece.length;
    this.#crc = aosCrc32(this.#crc, piece);
    if (END_FRAMES.has(this.#type)) this.#keepEnd(piece);
    return { used: piece.length, result: this.#type === DATA_FRAME ? piece : null };
  }

  #keepEnd(piece: Uint8Array): void {
    this.#unfinishedEnd = Buffer.concat([this.#unfinishedEnd, piece]).subarray(0, END_LIMIT);
  }

  #takeTail(input: Uint8Array): Step | null {
    const piece = input.subarray(0, TAIL_SIZE - this.#tailLength);
    this.#tail.set(piece, this.#tailLength);
    this.#tailLength += piece.length;
    if (this.#tailLength === TAIL_SIZE) {
      if (this.#isDamaged()) return null;
      this.#finishFrame();
    }
    return { used: piece.length, result: null };
  }

  #finishFrame(): void {
    if (END_FRAMES.has(this.#type)) this.end = this.#unfinishedEnd;
    this.#unfinishedEnd = Buffer.alloc(0);
    this.#headLength = 0;
    this.#tailLength = 0;
  }

  #isDamaged(): boolean {
    const crc = this.#tail.readUInt32BE();
    const isComputed = crc !== 0 || this.#hasPayloadCrc;
    return isComputed && crc !== this.#crc;
  }
}
