/**
 * Where a request's body comes from.
 *
 * @packageDocumentation
 */

import type { FileHandle } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { AosBuf, AosFileBuf } from "../buf.js";
import { AOSE_READ_BODY_ERROR } from "../define.js";
import type { AosHttpRequest, AosHttpRequestOptions } from "../transport.js";
import { aosReadHttpBodyFile, aosReadHttpBodyMemory } from "./bodies.js";
import { TLS_MARK } from "./connect.js";
import { codeOf, TransportError } from "./failure.js";
import { fileSlabs, type Slabs, sharedFileSlabs } from "./slabs.js";

/** Where the body begins, for the first attempt and for a second one. */
export interface BodyStart {
  /** Where the range of `req.fileBuf` begins. */
  readonly filePos: number;
  /** CRC-64 of what stands before the body. */
  readonly crc64: bigint;
  /** Length of the body in bytes. */
  readonly length: number;
}

/** Gives a body piece by piece. */
export abstract class BodySource {
  /** The next piece, of about `size` bytes; empty at the end. To be asked when the last one is sent. */
  abstract next(size: number): Uint8Array | Promise<Uint8Array>;

  /** All pieces were sent: what they lay in may be used for others. */
  allSent(): void {
    // Most sources own no memory.
  }

  /** Nothing more will be asked for. */
  stop(): void {
    // Most sources hold nothing.
  }

  /** The whole body, if it lies in one piece in memory and nothing was read yet; else `null`. */
  wholeAtOnce(_length: number): Uint8Array | null {
    return null;
  }
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Whether the body can be read once more from its start. */
export function isReplayable(req: AosHttpRequest): boolean {
  return req.readBody === aosReadHttpBodyMemory || req.readBody === aosReadHttpBodyFile;
}

/** Opens the body of a request from its start. */
export function openSource(
  req: AosHttpRequest,
  options: AosHttpRequestOptions,
  start: BodyStart,
): BodySource {
  if (req.readBody === aosReadHttpBodyMemory) return new MemorySource(req.body);
  if (req.readBody === aosReadHttpBodyFile) return new FileSource(req.fileBuf, options, start);
  return new CallbackSource(req);
}

/** Leaves the caller's list and its buffers as they are. */
class MemorySource extends BodySource {
  readonly #bufs: Iterator<AosBuf>;
  #bytes = NOTHING;

  constructor(bufs: Iterable<AosBuf>) {
    super();
    this.#bufs = bufs[Symbol.iterator]();
  }

  next(size: number): Uint8Array {
    this.#skipEmpty();
    const piece = this.#bytes.subarray(0, size);
    this.#bytes = this.#bytes.subarray(size);
    return piece;
  }

  override wholeAtOnce(length: number): Uint8Array | null {
    this.#skipEmpty();
    if (this.#bytes.length === length) return this.#bytes;
    return this.#bytes.length > length ? this.#bytes.subarray(0, length) : null;
  }

  #skipEmpty(): void {
    while (this.#bytes.length === 0) {
      const entry = this.#bufs.next();
      if (entry.done === true) break;
      this.#bytes = entry.value.bytes;
    }
  }
}

/** What a body takes a window from memory of its own for, in bytes; longer ones take a slab. */
const SHORT = 16_384;

/** How many bodies are on their way out of files. */
let fileSources = 0;

/** What sending and reading keep busy. */
const BUSY_PROCESSORS = 2;

/** Whether the CRC-64 of a file's body, one more than are on their way, has a thread of its own. */
function hasCrc64Thread({ enableCrc, crc64Thread }: AosHttpRequestOptions): boolean {
  if (!enableCrc) return false;
  return crc64Thread ?? (fileSources > 0 && availableParallelism() > BUSY_PROCESSORS);
}

/**
 * Reads at positions, so that several requests can share an open file. A body that is alone on its way
 * is read ahead: while one window is being sent the next one is read. Otherwise the others are sent
 * meanwhile, with half of the memory.
 */
class FileSource extends BodySource {
  readonly #fb: AosFileBuf | null;
  readonly #end: number;
  readonly #slabs: Slabs;
  /** Where the next read begins. */
  #position: number;
  /** What is being sent, and what of it was not asked for yet. */
  #window: Buffer = NOTHING;
  #bytes: Buffer = NOTHING;
  /** The window that is read ahead, with what is read into it. */
  #spare: Buffer = NOTHING;
  #ahead: Promise<Buffer> | null = null;

  constructor(
    fb: AosFileBuf | null,
    options: AosHttpRequestOptions,
    { filePos, length }: BodyStart,
  ) {
    super();
    this.#fb = fb;
    this.#position = filePos;
    this.#end = Math.min(fb?.fileLast ?? 0, filePos + length);
    this.#slabs = hasCrc64Thread(options) ? sharedFileSlabs : fileSlabs;
    fileSources++;
  }

  next(size: number): Uint8Array | Promise<Uint8Array> {
    if (this.#bytes.length > 0) return this.#take(size);
    return this.#turn().then(() => this.#take(size));
  }

  override allSent(): void {
    for (const window of [this.#window, this.#spare]) {
      if (window.length === this.#slabs.size) this.#slabs.give(window);
    }
  }

  override stop(): void {
    fileSources--;
  }

  #take(size: number): Uint8Array {
    // A short rest goes along: the socket might keep it back while the window is filled again.
    const taken = this.#bytes.length - size < TLS_MARK ? this.#bytes.length : size;
    const piece = this.#bytes.subarray(0, taken);
    this.#bytes = this.#bytes.subarray(taken);
    if (this.#fb !== null) this.#fb.filePos += taken;
    return piece;
  }

  /** Goes on with the window that was read ahead, or fills the one that was sent again. */
  async #turn(): Promise<void> {
    if (this.#ahead === null) {
      if (this.#window.length === 0) this.#window = this.#newWindow();
      this.#bytes = await this.#fill(this.#window);
    } else {
      this.#bytes = await this.#ahead;
      [this.#window, this.#spare] = [this.#spare, this.#window];
    }
    this.#ahead = null;
    if (fileSources === 1 && this.#position < this.#end) this.#readAhead();
  }

  #readAhead(): void {
    if (this.#spare.length === 0) this.#spare = this.#newWindow();
    this.#ahead = this.#fill(this.#spare);
    // If the body is asked for no more, nobody listens.
    this.#ahead.catch(() => undefined);
  }

  #newWindow(): Buffer {
    const left = Math.max(this.#end - this.#position, 0);
    return left < SHORT ? Buffer.allocUnsafeSlow(left) : this.#slabs.take();
  }

  /** Reads the next bytes into a window. */
  async #fill(window: Buffer): Promise<Buffer> {
    const file = this.#fb?.file;
    if (file == null) throw new TransportError(AOSE_READ_BODY_ERROR, "the body's file is not open");
    const wanted = window.subarray(0, Math.max(this.#end - this.#position, 0));
    const start = this.#position;
    this.#position += wanted.length;
    return wanted.subarray(0, await readFully(file, wanted, start));
  }
}

/** Reads until the window is full or the file is at its end. */
async function readFully(file: FileHandle, window: Buffer, position: number): Promise<number> {
  let filled = 0;
  try {
    while (filled < window.length) {
      const left = window.length - filled;
      const { bytesRead } = await file.read(window, filled, left, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  } catch (error) {
    throw new TransportError(AOSE_READ_BODY_ERROR, `reading the body failed (${codeOf(error)})`);
  }
}

/** The most that a program's own function is asked for at once, in bytes. */
const CALLBACK_PIECE = 65_536;

class CallbackSource extends BodySource {
  readonly #req: AosHttpRequest;

  constructor(req: AosHttpRequest) {
    super();
    this.#req = req;
  }

  async next(size: number): Promise<Uint8Array> {
    // Not used again, as nobody knows what the program does with it. Zeroed, so that a wrong count
    // sends nothing that lay in the memory before.
    const buffer = Buffer.alloc(Math.min(size, CALLBACK_PIECE));
    const count = await this.#read(buffer);
    if (Number.isInteger(count) && count >= 0 && count <= buffer.length) {
      return buffer.subarray(0, count);
    }
    throw new TransportError(AOSE_READ_BODY_ERROR, `read body failure, ${count}`);
  }

  async #read(buffer: Buffer): Promise<number> {
    try {
      return await this.#req.readBody(this.#req, buffer, buffer.length);
    } catch {
      throw new TransportError(AOSE_READ_BODY_ERROR, "readBody threw an error");
    }
  }
}
