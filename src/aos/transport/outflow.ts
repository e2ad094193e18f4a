/**
 * A request's body on its way out, in slices.
 *
 * @packageDocumentation
 */

import { crc64InThread } from "../crc64/thread.js";
import { aosCrc64 } from "../crc64.js";
import { AOSE_READ_BODY_ERROR } from "../define.js";
import type { AosHttpRequest, AosHttpRequestOptions } from "../transport.js";
import { TLS_MARK } from "./connect.js";
import { TransportError } from "./failure.js";
import { tellProgress } from "./progress.js";
import { type BodySource, type BodyStart, openSource } from "./sources.js";
import type { Watchdog } from "./watchdog.js";

/** The first slice, in bytes. */
const FIRST_SLICE = 65_536;
/** The largest slice, in bytes. */
const LARGEST_SLICE = 2_097_152;
/** How long a slice should take, in milliseconds, so that progress is seen on slow links. */
const SLICE_TIME = 100;
/** The CRC-64 of fewer bytes is computed sooner than another thread is asked for it. */
const WORTH_A_THREAD = 524_288;

/** What a connection has taken so far tells how large the first slice of the next body is. */
export interface Pace {
  /** The size of a slice, in bytes. */
  slice: number;
}

/** The pace of a connection that has taken nothing yet. */
export function firstPace(): Pace {
  return { slice: FIRST_SLICE };
}

/** Hands out a body slice by slice, and counts what it hands out. */
export class Outflow {
  readonly #req: AosHttpRequest;
  readonly #options: AosHttpRequestOptions;
  readonly #source: BodySource;
  readonly #watchdog: Watchdog;
  readonly #pace: Pace;
  readonly #told: number;
  #left: number;
  #isStopped = false;
  /** Waits for the CRC-64 of the last slice, while a thread may be computing it. */
  #lastSum: (() => bigint) | null = null;

  /** Begins the body anew; what was told of progress before is not told again. */
  constructor(
    req: AosHttpRequest,
    options: AosHttpRequestOptions,
    start: BodyStart,
    watchdog: Watchdog,
    pace: Pace,
  ) {
    this.#req = req;
    this.#options = options;
    this.#source = openSource(req, options, start);
    this.#watchdog = watchdog;
    this.#pace = pace;
    this.#left = start.length;
    this.#told = req.consumedBytes;
    req.consumedBytes = 0;
    req.crc64 = start.crc64;
    if (this.isWhole) watchdog.sent();
  }

  /** Whether the last byte was handed out; bodies without bytes are whole from the start. */
  get isWhole(): boolean {
    return this.#left === 0;
  }

  /** Puts the CRC-64 of all that was handed out into `req.crc64`, unless another attempt has begun. */
  settle(): void {
    const sum = this.#lastSum?.();
    if (sum !== undefined && !this.#isStopped) this.#req.crc64 = sum;
    this.#lastSum = null;
  }

  /** Hands out nothing more. */
  stop(): void {
    if (!this.#isStopped) this.#source.stop();
    this.#isStopped = true;
  }

  /** The body as undici takes it: one slice, slices, or `null` when there is nothing to send. */
  body(): Uint8Array | AsyncGenerator<Uint8Array, void, void> | null {
    if (this.isWhole) {
      tellProgress(this.#req.progressCallback, 0, 0);
      return null;
    }
    const slice = this.#left <= FIRST_SLICE ? this.#source.wholeAtOnce(this.#left) : null;
    if (slice === null) return this.#slices();
    this.#hand(slice);
    this.#watchdog.sent();
    return slice;
  }

  /**
   * The next slice has to be asked for when the socket has taken the last, for they lie in
   * the same memory.
   */
  async *#slices(): AsyncGenerator<Uint8Array, void, void> {
    const began = performance.now();
    const pace = this.#pace;
    while (this.#left > 0 && !this.#isStopped) {
      const slice = await this.#next(Math.min(pace.slice, this.#left));
      this.#hand(slice);
      yield slice;
      pace.slice = fittingSize(pace.slice, this.#req.consumedBytes, performance.now() - began);
    }
    this.settle();
    if (this.isWhole) this.#source.allSent();
    this.#watchdog.sent();
  }

  async #next(size: number): Promise<Uint8Array> {
    this.settle();
    this.#watchdog.pause();
    const slice = await this.#source.next(size);
    this.#watchdog.resume();
    if (slice.length > 0) return slice;
    throw new TransportError(AOSE_READ_BODY_ERROR, "the body ended before its length");
  }

  #hand(slice: Uint8Array): void {
    const req = this.#req;
    this.#left -= slice.length;
    req.consumedBytes += slice.length;
    if (this.#options.enableCrc) this.#sum(slice);
    if (req.consumedBytes > this.#told) {
      tellProgress(req.progressCallback, req.consumedBytes, req.bodyLen);
    }
  }

  #sum(slice: Uint8Array): void {
    const { crc64 } = this.#req;
    if (slice.length >= WORTH_A_THREAD) this.#lastSum = crc64InThread(crc64, slice);
    if (this.#lastSum === null) this.#req.crc64 = aosCrc64(crc64, slice);
  }
}

/** What the link has taken in `SLICE_TIME` on the whole, but not at once much more than the last. */
function fittingSize(size: number, bytes: number, milliseconds: number): number {
  const fitting = Math.ceil((bytes * SLICE_TIME) / Math.max(milliseconds, 1));
  return Math.max(TLS_MARK, Math.min(fitting, size * 2, LARGEST_SLICE));
}
