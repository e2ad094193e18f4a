/**
 * Carrying out an upload: taking up what was begun, sending what is missing, completing it.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_INTERNAL_ERROR, AOSE_OK } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import { aosWarnLog } from "../../aos/log.js";
import { type AosStatus, aosStatusIsOk } from "../../aos/status.js";
import { aosString } from "../../aos/string.js";
import type { OssCheckpoint, OssCheckpointPart, OssListPartContent } from "../define.js";
import { ossClientError } from "../request.js";
import { ossCreateCheckpointContent } from "../util/create.js";
import {
  ossBuildUploadCheckpoint,
  ossIsSameEtag,
  ossIsUploadCheckpointValid,
  ossUpdateCheckpoint,
} from "./checkpoint.js";
import { ossArePartsSound, ossDonePartsSize, ossForgetPart } from "./parts.js";
import { ossResume, ossTargetOf } from "./resume.js";
import type { CheckpointStore } from "./store.js";
import { ossWorkOff, ossWriteError } from "./transfer.js";
import {
  OSS_NO_SUCH_UPLOAD,
  ossAbandonUpload,
  ossCompletionHeaders,
  ossConfirmUpload,
  ossEndEmptyUpload,
  ossEndUpload,
  type UploadEnd,
} from "./upload_end.js";
import {
  ossBeginUpload,
  ossFileChangedError,
  ossHasFileChanged,
  ossListAllParts,
  ossSendPart,
  type Upload,
} from "./upload_part.js";

/** The error code of a completion that names parts which the server does not have. */
const INVALID_PART = "InvalidPart";

/** An upload from its begin, or from its checkpoint, to its end. */
export class UploadRun {
  readonly #upload: Upload;
  readonly #store: CheckpointStore | null;
  readonly #respBody: AosList<AosBuf> | null;
  #checkpoint: OssCheckpoint = ossCreateCheckpointContent(null);

  /**
   * @param store - where the state is kept; `null` for an upload without a checkpoint
   * @param respBody - takes the body of the answer to the completion
   */
  constructor(upload: Upload, store: CheckpointStore | null, respBody: AosList<AosBuf> | null) {
    this.#upload = upload;
    this.#store = store;
    this.#respBody = respBody;
  }

  /** Uploads the file, in parts of `partSize` bytes unless the checkpoint says otherwise. */
  async run(partSize: number): Promise<AosStatus> {
    if (await this.#takeUp()) {
      const end = await this.#goOn();
      if (!isGone(end.s)) return this.#leave(end);
      aosWarnLog("The upload %s can't be continued: a new one begins", this.#uploadId);
      if (end.s.errorCode === INVALID_PART) await ossAbandonUpload(this.#upload, this.#uploadId);
      await this.#store?.discard();
    }
    const s = await this.#begin(partSize);
    return aosStatusIsOk(s) ? this.#leave(await this.#finish()) : s;
  }

  get #uploadId(): string {
    return this.#checkpoint.uploadId.data;
  }

  async #takeUp(): Promise<boolean> {
    if (this.#store === null) return false;
    const found = await ossResume(this.#store, this.#upload, (checkpoint) =>
      ossIsUploadCheckpointValid(null, checkpoint, this.#upload.finfo),
    );
    this.#checkpoint = found ?? this.#checkpoint;
    return found !== null;
  }

  /** Finishes an upload that was taken up; parts that the server does not have are sent again. */
  async #goOn(): Promise<UploadEnd> {
    const end = await this.#finish();
    if (end.s.errorCode !== INVALID_PART) return end;
    const { s, parts } = await ossListAllParts(this.#upload, this.#uploadId);
    if (s.errorCode === OSS_NO_SUCH_UPLOAD) {
      return ossConfirmUpload(this.#upload, this.#checkpoint.parts, s);
    }
    if (!aosStatusIsOk(s)) return { s, isOver: false };
    return this.#forgetForeignParts(parts) ? this.#finish() : end;
  }

  async #begin(partSize: number): Promise<AosStatus> {
    const { filepath, finfo } = this.#upload;
    const uploadId = aosString();
    const s = await ossBeginUpload(this.#upload, uploadId);
    if (!aosStatusIsOk(s)) return s;
    this.#checkpoint = ossCreateCheckpointContent(null);
    this.#checkpoint.target = ossTargetOf(this.#upload);
    ossBuildUploadCheckpoint(null, this.#checkpoint, filepath, finfo, uploadId, partSize);
    const res = (await this.#store?.save(this.#checkpoint)) ?? AOSE_OK;
    if (res === AOSE_OK) return s;
    await ossAbandonUpload(this.#upload, this.#uploadId);
    return ossWriteError(res);
  }

  async #finish(): Promise<UploadEnd> {
    const { parts } = this.#checkpoint;
    const failure = await this.#sendParts();
    if (await ossHasFileChanged(this.#upload)) {
      await ossAbandonUpload(this.#upload, this.#uploadId);
      return { s: ossFileChangedError(), isOver: true };
    }
    if (failure?.errorCode === OSS_NO_SUCH_UPLOAD) {
      return ossConfirmUpload(this.#upload, parts, failure);
    }
    if (failure !== null) return { s: failure, isOver: false };
    // From here on the journal is empty, so that a completed upload leaves at most one file behind.
    await this.#store?.flush(this.#checkpoint);
    return this.#complete();
  }

  async #complete(): Promise<UploadEnd> {
    const { parts, partSize } = this.#checkpoint;
    const { finfo } = this.#upload;
    const headers = ossCompletionHeaders(this.#upload.headers);
    if (parts.length === 0) {
      return ossEndEmptyUpload(this.#upload, this.#uploadId, headers, this.#respBody);
    }
    const areSent = parts.every(({ completed, etag }) => completed && etag.data !== "");
    if (!areSent || !ossArePartsSound(finfo.size, partSize, parts)) {
      return { s: ossClientError(AOSE_INTERNAL_ERROR, "a part is missing"), isOver: false };
    }
    return ossEndUpload(this.#upload, this.#uploadId, parts, headers, this.#respBody);
  }

  async #sendParts(): Promise<AosStatus | null> {
    const { parts } = this.#checkpoint;
    const { finfo, progress, threadNum } = this.#upload;
    let consumed = ossDonePartsSize(parts);
    const todo = parts.filter(({ completed }) => !completed);
    const send = async (part: OssCheckpointPart): Promise<AosStatus> => {
      const { s, etag, crc64 } = await ossSendPart(this.#upload, this.#uploadId, part);
      if (aosStatusIsOk(s)) ossUpdateCheckpoint(null, this.#checkpoint, part.index, etag, crc64);
      return s;
    };
    return ossWorkOff(todo, threadNum, send, async (part, s) => {
      const res = (await this.#store?.record(this.#checkpoint, part)) ?? AOSE_OK;
      consumed += part.size;
      progress(consumed, finfo.size);
      return res === AOSE_OK ? s : ossWriteError(res);
    });
  }

  /** Whether parts were recorded that the server has not, or has otherwise. */
  #forgetForeignParts(listed: readonly OssListPartContent[]): boolean {
    const byNumber = new Map(listed.map((part) => [Number(part.partNumber.data), part]));
    const foreign = this.#checkpoint.parts.filter(({ index, size, etag }) => {
      const found = byNumber.get(index + 1);
      const isSame = found !== undefined && ossIsSameEtag(found.etag.data, etag.data);
      return !isSame || Number(found.size.data) !== size;
    });
    for (const part of foreign) ossForgetPart(part);
    return foreign.length > 0;
  }

  /** What remains of the upload: a checkpoint as long as it can be continued, otherwise nothing. */
  async #leave({ s, isOver }: UploadEnd): Promise<AosStatus> {
    if (isOver) await this.#store?.discard();
    else if (this.#store !== null) await this.#store.flush(this.#checkpoint);
    else if (s.errorCode !== OSS_NO_SUCH_UPLOAD) {
      await ossAbandonUpload(this.#upload, this.#uploadId);
    }
    return s;
  }
}

/** Whether only a new upload can help. */
function isGone(s: AosStatus): boolean {
  return s.errorCode === OSS_NO_SUCH_UPLOAD || s.errorCode === INVALID_PART;
}
