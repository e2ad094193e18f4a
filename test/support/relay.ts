/**
 * A relay between a client and the emulator that knows each step of a request and its answer, and can
 * break the connection at any of them.
 */

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { RequestReader } from "./raw_server.js";

/** The steps: what has come to the relay and is not passed on, or, of an answer, how much is. */
export type WireStep =
  | "request head"
  | "request body"
  | "answer"
  | "answer begun"
  | "half of the answer"
  | "answered";

/** How much of a body is a step of its own, in bytes. */
const SLICE = 32 * 1024;

/** Is told of each step before it is taken; answers whether the connection breaks instead. */
export type Intercept = (step: WireStep) => boolean | Promise<boolean>;

class Broken extends Error {}

/** Relays connections. */
export class Relay {
  readonly #server: Server;
  readonly #to: number;
  readonly #open = new Set<Promise<void>>();
  readonly #clients = new Set<Socket>();
  readonly #intercept: Intercept;

  private constructor(to: number, intercept: Intercept) {
    this.#to = to;
    this.#intercept = intercept;
    this.#server = createServer((client) => {
      const done = this.#relay(client).finally(() => this.#open.delete(done));
      this.#open.add(done);
    });
  }

  /** Listens, and relays to a port of this machine. */
  static async listen(to: number, intercept: Intercept): Promise<Relay> {
    const relay = new Relay(to, intercept);
    relay.#server.listen(0, "127.0.0.1");
    await once(relay.#server, "listening");
    return relay;
  }

  /** The address of the relay. */
  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Waits until all connections are closed. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  /** Listens no more, and closes the connections. */
  async close(): Promise<void> {
    const end = once(this.#server, "close");
    this.#server.close();
    for (const client of this.#clients) client.destroy();
    await Promise.all([end, this.idle()]);
  }

  async #relay(client: Socket): Promise<void> {
    this.#clients.add(client);
    const server = connect({ host: "127.0.0.1", port: this.#to, noDelay: true });
    client.setNoDelay();
    // A killed client resets its connections; the readers see the end.
    for (const socket of [client, server]) socket.on("error", () => undefined);
    const requests = new RequestReader(client);
    const answers = new RequestReader(server);
    try {
      while (await this.#exchange(requests, server, answers, client));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
    } finally {
      await Promise.all([client, server].map(closed));
      this.#clients.delete(client);
    }
  }

  /** Passes on a request and its answer; false when one side has gone. */
  async #exchange(
    requests: RequestReader,
    server: Socket,
    answers: RequestReader,
    client: Socket,
  ): Promise<boolean> {
    const head = await requests.head();
    if (head === null) return false;
    await this.#step("request head");
    server.write(textOf(head), "latin1");
    for (let left = lengthOf(head); left > 0; left -= SLICE) {
      const piece = await requests.bytes(Math.min(left, SLICE));
      if (piece === null) return false;
      await this.#step("request body");
      server.write(piece);
    }
    const answer = await answers.head();
    if (answer === null) return false;
    const body = await answers.bytes(head.line.startsWith("HEAD ") ? 0 : lengthOf(answer));
    if (body === null) return false;
    await this.#step("answer");
    const bytes = Buffer.concat([Buffer.from(textOf(answer), "latin1"), body]);
    const half = bytes.length >> 1;
    client.write(bytes.subarray(0, 1));
    await this.#step("answer begun");
    client.write(bytes.subarray(1, half));
    await this.#step("half of the answer");
    client.write(bytes.subarray(half));
    await this.#step("answered");
    return true;
  }

  async #step(name: WireStep): Promise<void> {
    if (await this.#intercept(name)) throw new Broken();
  }
}

type Head = Pick<Awaited<ReturnType<RequestReader["head"]>> & object, "line" | "headers">;

function textOf({ line, headers }: Head): string {
  return `${[line, ...headers].join("\r\n")}\r\n\r\n`;
}

function lengthOf({ headers }: Head): number {
  return Number(/^content-length: *(\d+)$/im.exec(headers.join("\n"))?.[1] ?? 0);
}

async function closed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const close = once(socket, "close");
  socket.destroy();
  await close;
}
