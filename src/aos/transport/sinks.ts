/**
 * Where an answer's body goes.
 *
 * @packageDocumentation
 */

import { aosBufPack } from "../buf.js";
import { aosCrc64 } from "../crc64.js";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_OVER_MEMORY,
  AOSE_SELECT_OBJECT_CRC_ERROR,
  AOSE_WRITE_BODY_ERROR,
} from "../define.js";
import { aosListAddTail } from "../list.js";
import { AOS_SELECT_OBJECT_CRC_ERROR } from "../status.js";
import { type AosHttpRequestOptions, type AosHttpResponse, BODY_IN_MEMORY } from "../transport.js";
import { aosWriteHttpBodyFile, aosWriteHttpBodyMemory, writePieces } from "./bodies.js";
import { TransportError } from "./failure.js";
import { tellProgress } from "./progress.js";
import type { ReadMemory } from "./read_memory.js";

/** Takes a body chunk by chunk. */
export abstract class BodySink {
  /** Takes a chunk. A promise means that no other may come before it is fulfilled. */
  abstract write(chunk: Buffer): Promise<void> | undefined;

  /** All was taken. A promise is fulfilled when it is where it goes; without one it is there. */
  flush(): Promise<void> | undefined {
    return undefined;
  }

  /** Takes no more. Is fulfilled when nothing is being written any more. */
  abandon(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * Chooses where the body of an answer goes, by its status and `resp.writeBody`.
 *
 * @param memory - what the chunks lie in, if they may be given back
 */
export function openSink(
  resp: AosHttpResponse,
  options: AosHttpRequestOptions,
  memory: ReadMemory | null,
): BodySink {
  if (resp.status < 200 || resp.status > 299) return new ErrorSink(resp);
  if (resp.writeBody === aosWriteHttpBodyMemory) return new MemorySink(resp, options);
  if (resp.writeBody === aosWriteHttpBodyFile) return new FileSink(resp, options, memory);
  return new CallbackSink(resp, options);
}

/** A chunk is not lent, and nobody else's: it is kept as it is. */
function keep(resp: AosHttpResponse, chunk: Buffer): void {
  aosListAddTail(aosBufPack(resp.pool, chunk), resp.body);
  resp.bodyLen += chunk.length;
}

/** Takes content: keeps to `maxMemorySize`, tells progress and computes the checksum. */
abstract class ContentSink extends BodySink {
  protected readonly resp: AosHttpResponse;
  readonly #options: AosHttpRequestOptions;

  constructor(resp: AosHttpResponse, options: AosHttpRequestOptions) {
    super();
    this.resp = resp;
    this.#options = options;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    this.#checkMemory(this.resp.bodyLen + 1);
    return this.take(chunk);
  }

  protected abstract take(chunk: Buffer): Promise<void> | undefined;

  /** To be called with what was taken. */
  protected count(bytes: Uint8Array): void {
    const { resp } = this;
    this.#checkMemory(resp.bodyLen);
    tellProgress(resp.progressCallback, resp.bodyLen, resp.contentLength);
    if (this.#options.enableCrc) resp.crc64 = aosCrc64(resp.crc64, bytes);
  }

  #checkMemory(size: number): void {
    const { maxMemorySize } = this.#options;
    if (this.resp.type !== BODY_IN_MEMORY || size <= maxMemorySize) return;
    const sizes = `current body size: ${this.resp.bodyLen}, max memory size: ${maxMemorySize}`;
    throw new TransportError(AOSE_OVER_MEMORY, `receive body too big, ${sizes}`);
  }
}

class MemorySink extends ContentSink {
  protected take(chunk: Buffer): undefined {
    keep(this.resp, chunk);
    this.count(chunk);
  }
}

/** How much of an error's body is read, in bytes; the documents of the service are far shorter. */
const ERROR_LIMIT = 1_048_576;

/** The body of an error tells what is wrong: it is no content, and neither counted nor checked. */
class ErrorSink extends BodySink {
  readonly #resp: AosHttpResponse;

  constructor(resp: AosHttpResponse) {
    super();
    this.#resp = resp;
  }

  write(chunk: Buffer): undefined {
    keep(this.#resp, chunk.subarray(0, ERROR_LIMIT - this.#resp.bodyLen));
    if (this.#resp.bodyLen === ERROR_LIMIT) {
      throw new TransportError(AOSE_OVER_MEMORY, "the error's body is too long");
    }
  }
}

/** How much is gathered before it is written, in bytes: each call costs the same for a few as for many. */
const BATCH = 1_048_576;
/** How many pieces are gathered at most: tiny ones take more memory than they hold. */
const MOST_PIECES = 512;

/** Has at most one batch in the making while another is written. */
class FileSink extends ContentSink {
  #gathered: Buffer[] = [];
  #size = 0;
  #writing: Promise<void> = Promise.resolve();
  #isAbandoned = false;
  readonly #memory: ReadMemory | null;

  constructor(resp: AosHttpResponse, options: AosHttpRequestOptions, memory: ReadMemory | null) {
    super(resp, options);
    this.#memory = memory;
    memory?.lend();
  }

  protected take(chunk: Buffer): Promise<void> | undefined {
    this.#gathered.push(chunk);
    this.#size += chunk.length;
    this.resp.bodyLen += chunk.length;
    this.count(chunk);
    if (this.#size < BATCH && this.#gathered.length < MOST_PIECES) return undefined;
    const before = this.#writing;
    this.#writeBatch();
    return before;
  }

  override flush(): Promise<void> {
    this.#memory?.endLoan();
    this.#writeBatch();
    return this.#writing;
  }

  override async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await this.#writing.catch(() => undefined);
  }

  #writeBatch(): void {
    const pieces = this.#gathered;
    this.#gathered = [];
    this.#size = 0;
    this.#writing = this.#writing.then(async () => {
      if (this.#isAbandoned) return;
      const res = await writePieces(this.resp, pieces);
      if (res < 0) throw new TransportError(AOSE_WRITE_BODY_ERROR, "write body failure.");
      for (const piece of pieces) this.#memory?.giveBack(piece);
    });
    // Whoever asks next is told; until then nobody has to listen.
    this.#writing.catch(() => undefined);
  }
}

/** Hands chunks to the program's own function, which counts in `resp.bodyLen` what it keeps. */
class CallbackSink extends ContentSink {
  protected take(chunk: Buffer): Promise<void> | undefined {
    const result = this.#hand(chunk);
    if (typeof result !== "number") return this.#wait(chunk, result);
    this.#took(chunk, result);
    return undefined;
  }

  async #wait(chunk: Buffer, result: Promise<number>): Promise<void> {
    this.#took(chunk, await result.catch(rejectThrown));
  }

  #hand(chunk: Buffer): number | Promise<number> {
    try {
      return this.resp.writeBody(this.resp, chunk, chunk.length);
    } catch {
      return rejectThrown();
    }
  }

  #took(chunk: Buffer, bytes: number): void {
    if (bytes === AOSE_SELECT_OBJECT_CRC_ERROR) {
      throw new TransportError(AOSE_SELECT_OBJECT_CRC_ERROR, AOS_SELECT_OBJECT_CRC_ERROR);
    }
    if (bytes < 0) throw new TransportError(AOSE_WRITE_BODY_ERROR, `write body failure, ${bytes}`);
    this.count(chunk.subarray(0, bytes));
    // Taking less ends the transfer, with the code that libcurl's rule gives in C.
    if (bytes !== chunk.length) {
      throw new TransportError(AOSE_CONNECTION_FAILED, "the answer's body was not taken whole");
    }
  }
}

function rejectThrown(): never {
  throw new TransportError(AOSE_WRITE_BODY_ERROR, "writeBody threw an error");
}
