/** A server that gives the answers that a test tells it, and keeps what it was asked. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { type AosPool, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { testOptions } from "./options.js";

/** A request as it came. */
interface SeenRequest {
  readonly method: string;
  /** Path and query as they stood on the wire. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Names as they came, with duplicates. */
  readonly headerNames: readonly string[];
  readonly body: Buffer;
}

/** What a request is answered; a function answers by itself. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
      /** Send only so many bytes of the body, and close. */
      readonly cutAfter?: number;
    }
  | ((request: SeenRequest, response: ServerResponse) => void);

/** An `Error` document of the service. */
export function errorOf(code: string): string {
  return `<Error><Code>${code}</Code><Message>no</Message></Error>`;
}

/** The server of a running test. */
export interface AnswersServer {
  /** Request options with the server as endpoint, V1 and CRC on; their pool ends with the test. */
  readonly options: OssRequestOptions;
  /** The requests that came. */
  readonly seen: readonly SeenRequest[];
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Sets what the next requests are answered, in order; further ones are answered as the last. */
  answer(...answers: readonly Answer[]): void;
}

/** Gives each test of a file a server of its own. It answers 200 without a body until it is told. */
export function useAnswers(): () => AnswersServer {
  let current: RunningServer | null = null;
  beforeEach(async () => {
    current = await RunningServer.start();
  });
  afterEach(async () => {
    await current?.stop();
    current = null;
  });
  return () => {
    if (current === null) throw new Error("the server runs only within a test");
    return current;
  };
}

class RunningServer implements AnswersServer {
  readonly seen: SeenRequest[] = [];
  readonly endpoint: string;
  readonly options: OssRequestOptions;
  readonly #server: Server;
  readonly #pool: AosPool = aosPoolCreate(null);
  #answers: Answer[] = [{}];

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.endpoint = `http://127.0.0.1:${port}`;
    this.options = testOptions(this.#pool, this.endpoint);
    server.on("request", (request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(): Promise<RunningServer> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new RunningServer(server);
  }

  answer(...answers: readonly Answer[]): void {
    this.#answers = [...answers];
  }

  async stop(): Promise<void> {
    aosPoolDestroy(this.#pool);
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const seen = {
      method: request.method ?? "",
      target: request.url ?? "",
      headers: new Map(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
      headerNames: request.rawHeaders
        .filter((_, i) => i % 2 === 0)
        .map((name) => name.toLowerCase()),
      body: Buffer.concat(chunks),
    };
    this.seen.push(seen);
    const [answer = {}, ...rest] = this.#answers;
    if (rest.length > 0) this.#answers = rest;
    if (typeof answer === "function") answer(seen, response);
    else give(answer, seen, response);
  }
}

function give(
  answer: Exclude<Answer, (...args: never[]) => unknown>,
  { method }: SeenRequest,
  response: ServerResponse,
): void {
  const body = Buffer.from(answer.body ?? "");
  response.writeHead(answer.status ?? 200, {
    "x-oss-request-id": "68E778C0003A1B2C3031400000",
    ...(method === "HEAD" ? {} : { "Content-Length": String(body.length) }),
    ...answer.headers,
  });
  if (answer.cutAfter === undefined) response.end(body);
  else response.write(body.subarray(0, answer.cutAfter), () => response.destroy());
}
