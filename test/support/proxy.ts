/** A small HTTP proxy: forwards requests that name a whole URL, and tunnels. */

import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";

/** The proxy, on a free port of the loopback interface. It knows every host by one address. */
export class TestProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #authorization: string | null;
  /** What it wants as `user:password`, or `null`. */
  readonly credentials: string | null;
  /** The request lines that came, as `CONNECT host:443`. */
  readonly asked: string[] = [];
  /** The connections that were made to the proxy. */
  connections = 0;

  private constructor(credentials: string | null) {
    const basic = Buffer.from(credentials ?? "").toString("base64");
    this.credentials = credentials;
    this.#authorization = credentials === null ? null : `Basic ${basic}`;
    this.#server = createServer((request, response) => {
      this.#forward(request, response);
    });
    this.#server.on("connect", (request: IncomingMessage, socket: Duplex) => {
      this.#tunnel(request, socket);
    });
    this.#server.on("connection", () => this.connections++);
  }

  /** Starts it; with `credentials` it wants them as `user:password`. */
  static async start(credentials: string | null = null): Promise<TestProxy> {
    const proxy = new TestProxy(credentials);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** `host:port`. */
  get host(): string {
    const address = this.#server.address() as AddressInfo;
    return `127.0.0.1:${address.port}`;
  }

  #admits(request: IncomingMessage): boolean {
    this.asked.push(`${request.method} ${request.url}`);
    const given = request.headers["proxy-authorization"] ?? null;
    return this.#authorization === given;
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#admits(request)) {
      response.writeHead(407, { "Content-Length": 0 }).end();
      return;
    }
    const { pathname, port, search } = new URL(request.url ?? "");
    const headers = { ...request.headers };
    delete headers["proxy-authorization"];
    const target = { host: "127.0.0.1", port, path: `${pathname}${search}` };
    const onward = httpRequest({ ...target, method: request.method, headers, agent: false });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }

  #tunnel(request: IncomingMessage, socket: Duplex): void {
    socket.on("error", () => socket.destroy());
    if (!this.#admits(request)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const port = Number(request.url?.split(":").pop());
    const onward: Socket = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
  }

  /** Ends it once the client has closed its connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    aosHttpIoDeinitialize();
    this.#server.close();
    await once(this.#server, "close");
  }
}
