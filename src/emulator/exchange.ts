/**
 * The bytes of one request and its answer on a connection, and the faults that befall them.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { finished, pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, AnswerBody } from "./answer.js";
import type { OssFault, OssHoldFault } from "./faults.js";
import type { LogEntry } from "./log.js";
import type { Chunks } from "./store/vault.js";

/** The connection is gone; there is nobody to answer. */
export class ConnectionLost extends Error {}

type Side = "Request" | "Response";

const DRIPS_PER_SECOND = 20;
const MILLISECONDS_TO_READ = 20;

/** One request and its answer. */
export class Exchange {
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #entry: LogEntry;
  readonly #gone = new AbortController();
  readonly #closed: Promise<void>;
  /** What befalls the exchange. */
  fault: OssFault | null = null;

  /** An exchange that begins; `entry` counts its bytes. */
  constructor(incoming: IncomingMessage, outgoing: ServerResponse, entry: LogEntry) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#entry = entry;
    const { socket } = incoming;
    this.#closed = new Promise((resolve) => {
      const end = (): void => {
        socket.off("close", end);
        this.#gone.abort();
        resolve();
      };
      outgoing.once("close", end);
      // An answer that still waits for the one before it is not told when the connection closes.
      socket.once("close", end);
    });
  }

  /** The request's body. A client that waits for leave to send it gets it now. */
  async *body(): AsyncGenerator<Uint8Array> {
    if (this.#incoming.headers.expect !== undefined) this.#outgoing.writeContinue();
    for await (const piece of this.#shaped(this.#received(), "Request")) {
      this.#entry.bytes += piece.length;
      yield piece;
    }
    await this.endOfRequest();
  }

  async *#received(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#incoming.iterator({ destroyOnReturn: false })) {
        if (chunk instanceof Uint8Array) yield chunk;
      }
    } catch (error) {
      throw lost(error);
    }
  }

  /** Where a fault of the request strikes: as much of its body was read as ever will be. */
  async endOfRequest(): Promise<void> {
    if (this.fault?.fault === "resetRequest") await this.reset();
    if (this.fault?.fault === "stallRequest") await this.#stall();
  }

  /** Sends an answer. */
  async send(answer: Answer, headers: Readonly<Record<string, string>>): Promise<void> {
    const outgoing = this.#outgoing;
    outgoing.sendDate = false;
    outgoing.writeHead(answer.status, {
      ...(answer.body.length === null ? {} : { "Content-Length": String(answer.body.length) }),
      ...headers,
      ...answer.headers,
    });
    try {
      if (this.#incoming.method !== "HEAD") {
        await this.#whileHere(pipeline(this.#sent(answer.body), outgoing, { end: false }));
      }
      await this.#endOfAnswer();
      outgoing.end();
      await Promise.race([finished(outgoing), this.#closed]);
    } catch (error) {
      throw lost(error);
    } finally {
      await answer.body.close();
    }
  }

  async *#sent(body: AnswerBody): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#shaped(body.chunks, "Response")) {
      this.#entry.bytesSent += piece.length;
      yield piece;
    }
  }

  /** Where a fault of the answer strikes. */
  async #endOfAnswer(): Promise<void> {
    const { socket } = this.#incoming;
    switch (this.fault?.fault) {
      case "stallResponse":
        this.#outgoing.flushHeaders();
        return await this.#stall();
      case "truncate":
        this.#outgoing.flushHeaders();
        socket.destroySoon();
        return await this.#stall();
      case "resetResponse":
        this.#outgoing.flushHeaders();
        // Data and reset that come together are a plain end to some clients, Node among them.
        await this.wait(MILLISECONDS_TO_READ);
        return await this.reset();
      default:
    }
  }

  /** A body cut or slowed down by the fault, if it is one of this side. */
  async *#shaped(source: Chunks, side: Side): AsyncGenerator<Uint8Array> {
    const rate = bytesPerSecond(this.fault, side);
    const step = Math.max(1, Math.round(rate / DRIPS_PER_SECOND));
    let left = bytesBefore(this.fault, side);
    for await (const chunk of source) {
      const piece = chunk.subarray(0, Math.min(left, chunk.length));
      for (let start = 0; start < piece.length; start += step) {
        if (rate !== Infinity) await this.wait((step / rate) * 1000);
        yield piece.subarray(start, start + step);
      }
      left -= piece.length;
      if (left === 0) return;
    }
  }

  /** Waits for work that does not notice when the connection goes meanwhile; throws then. */
  async #whileHere(work: Promise<void>): Promise<void> {
    const gone = this.#closed.then(() => {
      throw lost(undefined);
    });
    await Promise.race([work, gone]);
  }

  /** Waits; throws when the connection goes meanwhile. */
  async wait(milliseconds: number): Promise<void> {
    try {
      await sleep(milliseconds, undefined, { signal: this.#gone.signal });
    } catch (error) {
      throw lost(error);
    }
  }

  /** Waits for a promise to be settled, or for the connection to go. */
  async hold(until: OssHoldFault["until"]): Promise<void> {
    const held = typeof until === "function" ? until() : until;
    await Promise.race([held.catch(() => undefined), this.#closed]);
  }

  /** Resets the connection. */
  async reset(): Promise<never> {
    this.#incoming.socket.resetAndDestroy();
    return await this.#stall();
  }

  /** Does nothing more until the connection is gone. */
  async #stall(): Promise<never> {
    await this.#closed;
    throw lost(undefined);
  }
}

function lost(cause: unknown): ConnectionLost {
  return new ConnectionLost("The connection is gone.", { cause });
}

/** How many bytes of a body go through before the fault. */
function bytesBefore(fault: OssFault | null, side: Side): number {
  switch (fault?.fault) {
    case "resetRequest":
    case "stallRequest":
      return side === "Request" ? (fault.afterBytes ?? 0) : Infinity;
    case "resetResponse":
    case "stallResponse":
    case "truncate":
      return side === "Response" ? (fault.afterBytes ?? 0) : Infinity;
    default:
      return Infinity;
  }
}

/** How fast a body goes through. */
function bytesPerSecond(fault: OssFault | null, side: Side): number {
  switch (fault?.fault) {
    case "dripRequest":
      return side === "Request" ? fault.bytesPerSecond : Infinity;
    case "dripResponse":
      return side === "Response" ? fault.bytesPerSecond : Infinity;
    default:
      return Infinity;
  }
}

/** The same body with the byte at a place changed, if it is that long. */
export function corrupted(body: AnswerBody, place: number): AnswerBody {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let left = place;
    for await (const chunk of body.chunks) {
      const piece = Buffer.from(chunk);
      if (left >= 0 && left < piece.length) piece[left] = (piece[left] ?? 0) ^ 0xff;
      left -= piece.length;
      yield piece;
    }
  }
  return { length: body.length, chunks: chunks(), close: () => body.close() };
}
