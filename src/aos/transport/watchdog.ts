/**
 * The rule of `speedLimit` and `speedTime`: gives up a transfer that is too slow, and only that.
 *
 * @packageDocumentation
 */

import type { Socket } from "node:net";
import { AOSE_CONNECTION_FAILED } from "../define.js";
import type { AosHttpRequestOptions } from "../transport.js";
import { failureOf, TransportError } from "./failure.js";
import { takenBytes, unconfirmedBytes } from "./send_queue.js";

/** No silence is longer than this many times `speedTime`, and the answer may take so long. */
const LONGEST_SILENCE = 4;
/**
 * The other side confirms what it got in steps, of 64 KiB where it is on the same machine. It gets
 * the time for a step that it took for so many bytes before.
 */
const STEP = 65_536;
/** Bytes that the other side may have confirmed and not looked at. It gets time for them likewise. */
const READ_BEHIND = 1_048_576;

/**
 * Watches one exchange.
 *
 * It has a credit of `speedLimit` times `speedTime` bytes. Time spends `speedLimit` bytes of it a
 * second, and each byte transferred earns one, up to the credit's first height. So a transfer at the
 * limit or above goes on for ever, one that stands still ends after `speedTime`, and one of half the
 * limit after twice that. Time is counted in ticks of a timer: while the process was too busy to
 * look, it was not the other side that was slow.
 */
export class Watchdog {
  readonly #tcp: Socket;
  readonly #giveUp: (failure: TransportError) => void;
  readonly #limit: number;
  readonly #time: number;
  readonly #interval: number;
  readonly #perTick: number;
  #credit: number;
  #state: "sending" | "waiting" | "receiving" = "sending";
  #timer: NodeJS.Timeout | null = null;
  #pauses = 0;
  #isSent = false;
  #taken: number;
  readonly #takenBefore: number;
  #unconfirmed: number | null = null;
  #sendingTicks = 0;
  #ticksToWait = 0;
  #waitedTicks = 0;
  #received = 0;

  /**
   * @param tcp - the TCP connection of the exchange
   * @param giveUp - is called at most once
   */
  constructor(
    tcp: Socket,
    { speedLimit, speedTime }: AosHttpRequestOptions,
    giveUp: (failure: TransportError) => void,
  ) {
    this.#tcp = tcp;
    this.#giveUp = giveUp;
    this.#limit = speedLimit;
    this.#time = speedTime;
    this.#interval = Math.min(1000, speedTime * 125);
    this.#perTick = (speedLimit * this.#interval) / 1000;
    this.#credit = speedLimit * speedTime;
    // Nothing is queued yet.
    this.#taken = tcp.bytesWritten;
    this.#takenBefore = this.#taken;
  }

  /** Begins to watch, unless `speedLimit` or `speedTime` switches the rule off. */
  start(): void {
    if (this.#limit > 0 && this.#time > 0) this.#timer = setTimeout(this.#tick, this.#interval);
  }

  /** Ends watching. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Stops the clock, as it is this side that holds the transfer up. */
  pause(): void {
    this.#pauses++;
  }

  /** Lets the clock go on. */
  resume(): void {
    this.#pauses--;
  }

  /** The whole body was handed to the socket. */
  sent(): void {
    this.#isSent = true;
  }

  /** The head of the answer came. */
  answered(): void {
    this.#credit = this.#limit * this.#time;
    this.#state = "receiving";
  }

  /** Bytes of the answer's body came. */
  received(bytes: number): void {
    this.#received += bytes;
  }

  readonly #tick = (): void => {
    this.#look().catch((error: unknown) => {
      this.#giveUp(failureOf(error, "asking"));
    });
  };

  async #look(): Promise<void> {
    const reason = this.#pauses > 0 ? "" : await this.#judge();
    // It was stopped while it looked.
    if (this.#timer === null) return;
    if (reason === "") this.#timer = setTimeout(this.#tick, this.#interval);
    else this.#giveUp(new TransportError(AOSE_CONNECTION_FAILED, reason));
  }

  /** Why the exchange is given up; "" when it goes on. */
  #judge(): Promise<string> | string {
    if (this.#state === "sending") return this.#whileSending();
    return this.#state === "waiting" ? this.#whileWaiting() : this.#whileReceiving();
  }

  async #whileSending(): Promise<string> {
    this.#sendingTicks++;
    const confirmed = await this.#newlyConfirmed();
    if (this.#state !== "sending") return "";
    if (!this.#isSent || (this.#unconfirmed ?? 0) > 0) {
      return this.#spend(confirmed, "sending", this.#limit * this.#allowedSilence());
    }
    const seconds = LONGEST_SILENCE * this.#time + this.#timeFor(READ_BEHIND);
    this.#ticksToWait = Math.ceil((seconds * 1000) / this.#interval);
    this.#state = "waiting";
    return "";
  }

  /** How long nothing needs to be seen after the credit is spent, in seconds. */
  #allowedSilence(): number {
    const longest = (LONGEST_SILENCE - 1) * this.#time;
    return this.#unconfirmed === null ? longest : Math.min(this.#timeFor(STEP), longest);
  }

  /** How long so many bytes would take at the mean speed; at most a few times what all took. */
  #timeFor(bytes: number): number {
    const confirmed = this.#taken - this.#takenBefore - (this.#unconfirmed ?? 0);
    const share = Math.min(bytes / Math.max(confirmed, 1), LONGEST_SILENCE);
    return (this.#sendingTicks * this.#interval * share) / 1000;
  }

  #whileWaiting(): string {
    this.#waitedTicks++;
    if (this.#waitedTicks < this.#ticksToWait) return "";
    return `no answer within ${Math.round((this.#waitedTicks * this.#interval) / 1000)} seconds`;
  }

  /**
   * Looks closer only when the socket took too little, or has taken all: that costs reading a file.
   */
  async #newlyConfirmed(): Promise<number> {
    const taken = takenBytes(this.#tcp);
    const newlyTaken = taken - this.#taken;
    this.#taken = taken;
    if (newlyTaken >= this.#perTick && !this.#isSent) {
      this.#unconfirmed = null;
      return newlyTaken;
    }
    const before = this.#unconfirmed;
    this.#unconfirmed = await unconfirmedBytes(this.#tcp);
    if (this.#unconfirmed === null) return newlyTaken;
    // The first look tells nothing yet.
    if (before === null) return this.#perTick;
    // More may have been taken during the look; the next one counts it.
    return Math.max(newlyTaken + before - this.#unconfirmed, 0);
  }

  #whileReceiving(): string {
    // A server may take the rest of a body while it answers already.
    const taken = takenBytes(this.#tcp);
    const transferred = this.#received + taken - this.#taken;
    this.#received = 0;
    this.#taken = taken;
    return this.#spend(transferred, "receiving", 0);
  }

  /** @param overdraft - how far below nothing the credit may be */
  #spend(transferred: number, what: string, overdraft: number): string {
    const credit = Math.min(this.#credit + transferred, this.#limit * this.#time);
    this.#credit = credit - this.#perTick;
    return this.#credit + overdraft > 0
      ? ""
      : `${what} was slower than ${this.#limit} bytes a second for ${this.#time} seconds`;
  }
}
