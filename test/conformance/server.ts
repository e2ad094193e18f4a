/**
 * A server that plays a record's answers byte by byte and keeps the requests as they stood on the
 * wire. It works on sockets, because an HTTP library would mend what the records break on purpose.
 */

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { bodyBytes, type Exchange, headerOf, type Pair, type RecordedResponse } from "./record.js";

/** A request as it arrived; names and values are latin1 text of its bytes. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Pair[];
  readonly body: Buffer;
}

/** A request with the exchange that answered it; `null` when the script had none left. */
export interface ServedRequest {
  readonly request: WireRequest;
  readonly exchange: Exchange | null;
}

/** Holds back an error that is under way beside other requests until those are answered. */
const CONCURRENT_ERROR_DELAY_MS = 50;

/** The scripted server; one is used for many records, one after the other. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #left: Exchange[] = [];
  #unordered = false;
  #dropped: Exchange | null = null;
  #served: ServedRequest[] = [];

  private constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => this.#sockets.delete(socket));
      // A client that goes away in the middle is part of what is played.
      socket.on("error", () => socket.destroy());
      void this.#serve(socket);
    });
  }

  /** Starts a server on a free port of the loopback interface. */
  static async start(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    scripted.#server.listen(0, "127.0.0.1");
    await once(scripted.#server, "listening");
    return scripted;
  }

  /** The port that it listens on. */
  get port(): number {
    const address = this.#server.address() as AddressInfo;
    return address.port;
  }

  /** The exchanges of the script that no request has asked for. */
  get left(): readonly Exchange[] {
    return this.#left;
  }

  /** The requests that came since the script was set. */
  get served(): readonly ServedRequest[] {
    return this.#served;
  }

  /** Sets the answers to play; with `unordered`, each request looks for its own. */
  play(exchanges: readonly Exchange[], unordered: boolean): void {
    this.#left = [...exchanges];
    this.#unordered = unordered;
    this.#dropped = null;
    this.#served = [];
  }

  /** Ends every connection and the server. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(socket: Socket): Promise<void> {
    try {
      for await (const request of requestsOf(socket)) {
        if (this.#isSentAgain(request)) {
          socket.destroy();
          continue;
        }
        const exchange = this.#take(request);
        this.#served.push({ request, exchange });
        if (this.#unordered && (exchange?.response.status ?? 0) >= 400) {
          await new Promise((resolve) => setTimeout(resolve, CONCURRENT_ERROR_DELAY_MS));
        }
        answer(socket, request, exchange?.response ?? UNEXPECTED);
      }
    } catch {
      socket.destroy();
    }
  }

  /**
   * Whether this is the request whose connection was closed without an answer: on a connection that
   * was used before, it is sent once more on a new one, as libcurl does, and gets as little there.
   */
  #isSentAgain(request: WireRequest): boolean {
    const dropped = this.#dropped;
    this.#dropped = null;
    const [next] = this.#left;
    const isNext = next !== undefined && isSameRequest(next, request);
    return dropped !== null && isSameRequest(dropped, request) && !isNext;
  }

  #take(request: WireRequest): Exchange | null {
    const own = this.#unordered
      ? this.#left.findIndex((exchange) => isSameRequest(exchange, request))
      : 0;
    const [exchange = null] = this.#left.splice(Math.max(own, 0), 1);
    if (exchange?.response.drop === true) this.#dropped = exchange;
    return exchange;
  }
}

/** What a request gets that the record does not know. */
const UNEXPECTED: RecordedResponse = { status: 500, headers: [["Content-Length", "0"]] };

function isSameRequest({ request: expected }: Exchange, request: WireRequest): boolean {
  return (
    expected.method === request.method &&
    expected.target === request.target &&
    headerOf(expected.headers, "Range") === headerOf(request.headers, "Range")
  );
}

async function* requestsOf(socket: Socket): AsyncGenerator<WireRequest> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk]);
    for (let parsed = parseRequest(bytes); parsed !== null; parsed = parseRequest(bytes)) {
      bytes = bytes.subarray(parsed.length);
      yield parsed.request;
    }
  }
}

/** The first request in `bytes` with its length, or `null` while it is not complete. */
function parseRequest(bytes: Buffer): { request: WireRequest; length: number } | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [line = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const headers = lines.map((header): Pair => {
    const colon = header.indexOf(":");
    return [header.slice(0, colon), header.slice(colon + 1).replace(/^ /, "")];
  });
  const bodyLength = Number(headerOf(headers, "Content-Length") ?? 0);
  const length = end + 4 + bodyLength;
  if (bytes.length < length) return null;
  const body = Buffer.from(bytes.subarray(end + 4, length));
  return { request: { method, target, headers, body }, length };
}

/** Sends `response` as it was recorded, or closes the connection where the record says so. */
function answer(socket: Socket, request: WireRequest, response: RecordedResponse): void {
  if (response.drop === true) {
    socket.destroy();
    return;
  }
  const lines = response.headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${response.status} Recorded\r\n${lines.join("")}\r\n`;
  socket.write(Buffer.from(head, isLatin1(head) ? "latin1" : "utf8"));
  const body = request.method === "HEAD" ? Buffer.alloc(0) : bodyBytes(response);
  const chunked = headerOf(response.headers, "Transfer-Encoding")?.toLowerCase() === "chunked";
  const sent = body.subarray(0, response.cut_after);
  socket.write(chunked ? chunks(sent, response.chunk_sizes ?? [], isCut(response)) : sent);
  if (isCut(response)) socket.end();
}

function isCut(response: RecordedResponse): boolean {
  return response.truncated === true || response.cut_after !== undefined;
}

function isLatin1(text: string): boolean {
  return Buffer.from(text, "latin1").toString("latin1") === text;
}

/** `body` in chunks of the sizes given, the rest in one; without the last chunk when it is cut. */
function chunks(body: Buffer, sizes: readonly number[], cut: boolean): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const data = body.subarray(at, at + size);
    if (data.length > 0) {
      pieces.push(Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n"));
    }
    at += data.length;
  }
  if (!cut) pieces.push(Buffer.from("0\r\n\r\n"));
  return Buffer.concat(pieces);
}
