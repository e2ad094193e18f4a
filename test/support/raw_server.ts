/**
 * Servers for the transport's tests: they work on sockets, so that they can misbehave, and their end
 * waits until the client has let go of every connection. A connection left open is a failed test.
 */

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";

/** The bytes of an answer with a Content-Length. */
export function answerOf(status: number, body = "", headers = ""): string {
  return `HTTP/1.1 ${status} Some words\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A request as it stood on the wire. */
export interface RawRequest {
  /** The request line. */
  readonly line: string;
  /** The header lines, as latin1 text of their bytes. */
  readonly headers: readonly string[];
  /** The body, by Content-Length. */
  readonly body: Buffer;
}

/** Reads requests off a connection. */
export class RequestReader {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** The head of the next request with a body still to come, or `null` when the client has gone. */
  async head(): Promise<Pick<RawRequest, "line" | "headers"> | null> {
    let end = this.#bytes.indexOf("\r\n\r\n");
    while (end < 0) {
      if (!(await this.#more())) return null;
      end = this.#bytes.indexOf("\r\n\r\n");
    }
    const [line = "", ...headers] = this.#bytes.toString("latin1", 0, end).split("\r\n");
    this.#bytes = this.#bytes.subarray(end + 4);
    return { line, headers };
  }

  /** The next request, or `null` when the client has gone. */
  async request(): Promise<RawRequest | null> {
    const head = await this.head();
    if (head === null) return null;
    const length = Number(/^content-length: *(\d+)$/im.exec(head.headers.join("\n"))?.[1] ?? 0);
    const body = await this.bytes(length);
    return body === null ? null : { ...head, body };
  }

  /** The next bytes, or `null` when the client has gone before. */
  async bytes(length: number): Promise<Buffer | null> {
    const chunks = [this.#bytes];
    let size = this.#bytes.length;
    while (size < length) {
      this.#bytes = Buffer.alloc(0);
      if (!(await this.#more())) return null;
      chunks.push(this.#bytes);
      size += this.#bytes.length;
    }
    const all = Buffer.concat(chunks);
    this.#bytes = all.subarray(length);
    return all.subarray(0, length);
  }

  /** Waits for bytes and adds them; false at the end. */
  async #more(): Promise<boolean> {
    for (;;) {
      const chunk: unknown = this.#socket.read();
      if (chunk instanceof Buffer) {
        this.#bytes = Buffer.concat([this.#bytes, chunk]);
        return true;
      }
      if (this.#socket.readableEnded || this.#socket.destroyed) return false;
      await nextOf(this.#socket, ["readable", "end", "close"]);
    }
  }
}

function nextOf(socket: Socket, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const listener = (): void => {
      for (const event of events) socket.off(event, listener);
      resolve();
    };
    for (const event of events) socket.on(event, listener);
  });
}

/** Serves one connection; `number` counts from 1. What it throws ends the connection. */
export type Serve = (reader: RequestReader, socket: Socket, number: number) => Promise<void>;

/** A server on a free port of the loopback interface. */
export class RawServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** How many connections were made so far. */
  connections = 0;
  /** The requests that {@link answering} has answered. */
  readonly requests: RawRequest[] = [];

  private constructor(serve: Serve, tls: TlsOptions | null) {
    const accept = (socket: Socket): void => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      // Clients that go away in the middle are what is tested.
      socket.on("error", () => socket.destroy());
      serve(new RequestReader(socket), socket, this.connections).catch(() => socket.destroy());
    };
    this.#server = tls === null ? createServer(accept) : createTlsServer(tls, accept);
  }

  /** Starts a server; with `tls` it speaks TLS. */
  static async start(serve: Serve, tls: TlsOptions | null = null): Promise<RawServer> {
    const server = new RawServer(serve, tls);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  /** Starts a server that answers each request with these bytes, or with what a function makes. */
  static async answering(
    answer: string | Buffer | ((request: RawRequest) => string | Buffer),
    tls: TlsOptions | null = null,
  ): Promise<RawServer> {
    const server: RawServer = await RawServer.start(async (reader, socket) => {
      for (let r = await reader.request(); r !== null; r = await reader.request()) {
        server.requests.push(r);
        socket.write(typeof answer === "function" ? answer(r) : answer);
      }
    }, tls);
    return server;
  }

  /** The one request that was answered. */
  get request(): RawRequest {
    const [request, ...others] = this.requests;
    if (request === undefined || others.length > 0) {
      throw new Error(`${this.requests.length} requests came instead of one`);
    }
    return request;
  }

  /** The port. */
  get port(): number {
    const address = this.#server.address() as AddressInfo;
    return address.port;
  }

  /** `host:port`. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Ends the server once the client has closed its connections; idle ones are closed first. */
  async [Symbol.asyncDispose](): Promise<void> {
    aosHttpIoDeinitialize();
    await this.close();
  }

  /** Ends the server likewise, while other servers still have their idle connections. */
  async close(): Promise<void> {
    let leftOpen = 0;
    const deadline = setTimeout(() => {
      leftOpen = this.#sockets.size;
      for (const socket of this.#sockets) socket.destroy();
    }, LET_GO_TIME);
    this.#server.close();
    // A connection that nobody reads does not notice its end.
    for (const socket of this.#sockets) socket.resume();
    await once(this.#server, "close");
    clearTimeout(deadline);
    if (leftOpen > 0) throw new Error(`${leftOpen} connections were left open`);
  }
}

/** How long a client may take to let go of its connections, in milliseconds. */
const LET_GO_TIME = 2000;
