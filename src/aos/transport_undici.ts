/**
 * The one door to undici: sends a request and takes its answer. Port of `aos_transport.c`.
 *
 * Connections are made by `transport/connect.ts` and handed to undici one by one, so that a request
 * has its own and can end it. undici speaks HTTP on them; its timeouts are off, as
 * `transport/watchdog.ts` knows better what is slow.
 *
 * @packageDocumentation
 */

import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { Client, type Dispatcher } from "undici";
import { aprTimeNow } from "./apr.js";
import type { AosFileBuf } from "./buf.js";
import { endCrc64Thread } from "./crc64/thread.js";
import { AOSE_OK, HTTP_HEAD, HTTP_POST } from "./define.js";
import { aosDebugLog, aosErrorLog, aosWarnLog } from "./log.js";
import { withoutSpace } from "./string.js";
import { connect, type Wire } from "./transport/connect.js";
import {
  failureOf,
  isConnectionLost,
  type Phase,
  type TransportError,
} from "./transport/failure.js";
import { fieldTexts } from "./transport/fields.js";
import { type RequestHead, requestHead } from "./transport/head.js";
import { connectionKey, type IdleConnection, IdleConnections } from "./transport/idle.js";
import { type Holdable, Inflow } from "./transport/inflow.js";
import { firstPace, Outflow, type Pace } from "./transport/outflow.js";
import type { ReadMemory } from "./transport/read_memory.js";
import { Scope } from "./transport/scope.js";
import { type BodySink, openSink } from "./transport/sinks.js";
import { forgetSlabs } from "./transport/slabs.js";
import { type BodyStart, isReplayable } from "./transport/sources.js";
import { forgetTrust } from "./transport/trust.js";
import { Watchdog } from "./transport/watchdog.js";
import type {
  AosHttpController,
  AosHttpControllerEx,
  AosHttpOutcome,
  AosHttpRequest,
  AosHttpRequestOptions,
  AosHttpResponse,
  AosHttpTransportOptions,
} from "./transport.js";
import { aosAtoi64 } from "./util/number.js";

/** How long a connection may be idle, in milliseconds, unless the server names a time. */
const IDLE_TIME = 4000;
/** The longest head of an answer, in bytes. */
const LONGEST_HEAD = 65_536;

/** A connection with the undici client that speaks HTTP on it. */
class Connection implements Holdable, IdleConnection {
  /** What it leads to. */
  readonly key: string;
  readonly tcp: Socket;
  readonly client: Client;
  readonly memory: ReadMemory | null;
  readonly pace: Pace = firstPace();
  readonly #stream: Socket;
  readonly #home: IdleConnections<Connection>;
  #isHeld = false;
  #error: Error | null = null;

  constructor({ tcp, stream, memory }: Wire, key: string, home: IdleConnections<Connection>) {
    this.key = key;
    this.tcp = tcp;
    this.client = clientOn(stream);
    this.memory = memory;
    this.#stream = stream;
    this.#home = home;
    // undici can pause an answer too, but fails an assertion when the connection ends meanwhile, and
    // takes a whole answer for a broken one. So it finds nothing to read instead.
    const read = stream.read.bind(stream);
    stream.read = (size?: number): unknown => (this.#isHeld ? null : read(size));
    stream.once("close", () => {
      home.forget(this);
    });
    stream.once("error", (error) => {
      this.#error = error;
    });
  }

  /** What broke the connection, or `null`. */
  get error(): Error | null {
    return this.#error;
  }

  get isOpen(): boolean {
    return !this.#stream.destroyed && this.#stream.writable;
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#stream.emit("readable");
  }

  /** Leaves the connection to the next request. */
  giveBack(): void {
    this.#home.keep(this);
  }

  destroy(): void {
    this.#stream.destroy();
  }
}

/** A client that has this one connection and makes no other. */
function clientOn(stream: Socket): Client {
  let isTaken = false;
  return new Client("http://connection", {
    connect: (_options, callback) => {
      // Later, since a client overlooks a connection that is there while it still asks.
      queueMicrotask(() => {
        if (isTaken) callback(Object.assign(new Error("gone"), { code: "ECONNRESET" }), null);
        else callback(null, stream);
        isTaken = true;
      });
    },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_TIME,
    maxHeaderSize: LONGEST_HEAD,
    pipelining: 1,
  });
}

let idleConnections = new IdleConnections<Connection>();

/** Closes the connections that no request uses at once, and the others when their request is over. */
export function closeConnections(): void {
  idleConnections.close();
  idleConnections = new IdleConnections<Connection>();
  endCrc64Thread();
  forgetTrust();
  forgetSlabs();
}

/** A request with all that it takes to send it. */
interface Job {
  readonly options: AosHttpRequestOptions;
  readonly ctl: AosHttpController;
  readonly req: AosHttpRequest;
  readonly resp: AosHttpResponse;
  readonly head: RequestHead;
  readonly start: BodyStart;
  readonly scope: Scope;
}

/**
 * One attempt at a request, on one connection. Its methods from `onConnect` on are undici's handler in the
 * form of undici 6, which gives the fields of an answer as they came: the newer form makes objects of them
 * first, which costs a small request a twentieth of its time.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #job: Job;
  readonly #connection: Connection;
  readonly #watchdog: Watchdog;
  readonly #outflow: Outflow;
  #phase: Phase = "asking";
  #isBegun = false;
  #isOver = false;
  #isLost = false;
  #sink: BodySink | null = null;
  #inflow: Inflow | null = null;
  #resolve: () => void = () => undefined;
  #reject: (failure: TransportError) => void = () => undefined;

  constructor(job: Job, connection: Connection) {
    this.#job = job;
    this.#connection = connection;
    this.#watchdog = new Watchdog(connection.tcp, job.options, this.#finish);
    const { req, options, start } = job;
    this.#outflow = new Outflow(req, options, start, this.#watchdog, connection.pace);
  }

  /**
   * Whether another attempt does no harm after this one failed: the connection was lost before a
   * byte of the answer came, the body can be read again, and the server hasn't got a whole POST,
   * the one method that might do a thing twice.
   */
  get mayBeRepeated(): boolean {
    const { req, scope } = this.#job;
    const isLost = this.#isLost && this.#phase === "asking" && !scope.isOver;
    const isReadable = isReplayable(req) || req.consumedBytes === 0;
    return (
      isLost && isReadable && !(req.method === HTTP_POST && this.#isBegun && this.#outflow.isWhole)
    );
  }

  /**
   * Sends the request and takes the answer. An error answer is an answer even if its body breaks off.
   *
   * @throws TransportError
   */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#job.scope.tell(this.#finish);
      if (!this.#isOver) this.#dispatch();
    });
  }

  #dispatch(): void {
    const { head, req } = this.#job;
    const hasBody = head.contentLength !== null;
    this.#watchdog.start();
    this.#connection.client.dispatch(
      {
        method: head.method,
        path: head.target,
        headers: head.headers,
        // undici takes any iterable; its types know streams only, which cost much more.
        body: hasBody ? (this.#outflow.body() as Readable | Uint8Array | null) : null,
        // undici would close the connection after a HEAD.
        ...(req.method === HTTP_HEAD ? { reset: false } : {}),
      },
      this,
    );
  }

  readonly #finish = (failure: unknown): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watchdog.stop();
    if (failure === null) this.#outflow.settle();
    this.#outflow.stop();
    if (failure === null) {
      this.#connection.giveBack();
      this.#resolve();
    } else void this.#fail(failure);
  };

  async #fail(failure: unknown): Promise<void> {
    const { resp, scope } = this.#job;
    this.#isLost = isConnectionLost(failure);
    this.#connection.destroy();
    await this.#sink?.abandon();
    if (resp.status < 300 || scope.isOver) this.#reject(failureOf(failure, this.#phase));
    else this.#resolve();
  }

  onConnect(): void {
    this.#isBegun = true;
  }

  onHeaders(status: number, fields: readonly Buffer[]): boolean {
    // One below 200 only announces the answer.
    if (this.#isOver || status < 200) return true;
    const { ctl, options, resp } = this.#job;
    this.#phase = "answering";
    this.#watchdog.answered();
    ctl.firstByteTime = aprTimeNow();
    resp.status = status;
    this.#keepHeaders(fields);
    this.#sink = openSink(resp, options, this.#connection.memory);
    this.#inflow = new Inflow(this.#sink, this.#connection, this.#watchdog, this.#finish);
    return true;
  }

  #keepHeaders(fields: readonly Buffer[]): void {
    const { resp } = this.#job;
    const texts = fieldTexts(fields);
    for (let i = 0; i + 1 < texts.length; i += 2) {
      resp.headers.add(texts[i] ?? "", withoutSpace(texts[i + 1] ?? ""));
    }
    const length = resp.headers.get("Content-Length");
    if (length !== null) resp.contentLength = Number(aosAtoi64(length));
  }

  onData(chunk: Buffer): boolean {
    if (!this.#isOver) this.#inflow?.push(chunk);
    return true;
  }

  onComplete(): void {
    // undici takes a reset for the end of a body that has no length.
    if (this.#connection.error !== null) this.#finish(this.#connection.error);
    else if (!this.#isOver) this.#inflow?.end();
  }

  onError(error: Error): void {
    this.#finish(error);
  }
}

/**
 * Sends a request and takes its answer; see `aosHttpSendRequest`.
 *
 * @throws TypeError when a pool was destroyed before
 */
export async function performRequest(
  ctl: AosHttpControllerEx,
  req: AosHttpRequest,
  resp: AosHttpResponse,
  transportOptions: AosHttpTransportOptions,
): Promise<AosHttpOutcome> {
  let outcome: AosHttpOutcome = { code: AOSE_OK, reason: "" };
  let scope: Scope | null = null;
  try {
    scope = new Scope(req.pool, ctl.pool);
    begin(ctl);
    const { options } = ctl;
    const head = requestHead(req, options, transportOptions);
    const start = {
      length: head.contentLength ?? 0,
      filePos: req.fileBuf?.filePos ?? 0,
      crc64: req.crc64,
    };
    req.consumedBytes = 0;
    await perform({ options, ctl, req, resp, head, start, scope });
  } catch (error) {
    if (scope === null) throw error;
    const { code, message: reason } = failureOf(error, "asking");
    aosErrorLog("transport failure, code:%d, reason:%s", code, reason);
    outcome = { code, reason };
  } finally {
    scope?.close();
    if (req.fileBuf?.owner) await closeOwned(req);
    if (resp.fileBuf?.owner) await closeOwned(resp);
  }
  ctl.finishTime = aprTimeNow();
  ctl.errorCode = outcome.code;
  ctl.reason = outcome.reason;
  return outcome;
}

function begin(ctl: AosHttpControllerEx): void {
  ctl.errorCode = AOSE_OK;
  ctl.reason = "";
  ctl.startTime = aprTimeNow();
  ctl.firstByteTime = 0;
}

/**
 * Sends a request on a connection that is there, or on a new one. The server may have closed an idle
 * connection just then: what can be repeated goes out once more, on a new one.
 */
async function perform(job: Job): Promise<void> {
  const { head, options, scope } = job;
  const key = connectionKey(head, options);
  const home = idleConnections;
  aosDebugLog("%s %s%s", head.method, head.route.hostname, head.target.replace(/\?.*/s, "?..."));
  const idle = home.take(key);
  if (idle !== null) {
    const exchange = new Exchange(job, idle);
    try {
      await exchange.run();
      return;
    } catch (error) {
      if (!exchange.mayBeRepeated) throw error;
    }
  }
  const ending = new AbortController();
  scope.tell((failure) => {
    ending.abort(failure);
  });
  const wire = await connect(head.route, options, ending.signal);
  const connection = new Connection(wire, key, home);
  await new Exchange(job, connection).run();
}

async function closeOwned(holder: { fileBuf: AosFileBuf | null }): Promise<void> {
  const { fileBuf } = holder;
  holder.fileBuf = null;
  try {
    await fileBuf?.file?.close();
  } catch (error) {
    aosWarnLog("closing the body's file failed, %s", String(error));
  }
}
