/** A way to the service on which answers are lost, cut and changed: sockets that misbehave. */

import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { FaultList } from "../../../src/emulator/faults.js";
import type { OssEmulator } from "../../../src/emulator/index.js";
import { entryOf } from "../../../src/emulator/log.js";
import { routeOf } from "../../../src/emulator/router.js";
import { parseRequest } from "../../../src/emulator/wire/request.js";
import { type RawRequest, RawServer, type RequestReader } from "../../support/raw_server.js";
import type { AlteredFault, WireFault } from "./entry.js";

type Header = readonly [name: string, value: string];

/** An answer of the service. */
interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** A server that hands requests on to an emulator, and spoils what comes back as it is told to. */
export class Gateway {
  readonly #emulator: OssEmulator;
  readonly #elsewhere: string;
  /** The connections on which no request is under way. */
  readonly #idle = new Set<Socket>();
  /** What befalls which requests. */
  readonly faults: FaultList<WireFault> = new FaultList<WireFault>();

  /** Where it listens. */
  readonly server: RawServer;

  private constructor(emulator: OssEmulator, elsewhere: string, server: RawServer) {
    this.#emulator = emulator;
    this.#elsewhere = elsewhere;
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @param elsewhere - the host that answers name when they lead away
   */
  static async start(emulator: OssEmulator, elsewhere: string): Promise<Gateway> {
    const server = await RawServer.start((reader, socket) => gateway.#serve(reader, socket));
    const gateway = new Gateway(emulator, elsewhere, server);
    return gateway;
  }

  /** Ends the connections that are idle; rejects when the client does not let go of another. */
  async close(): Promise<void> {
    for (const socket of this.#idle) socket.end();
    await this.server.close();
  }

  async #serve(reader: RequestReader, socket: Socket): Promise<void> {
    socket.once("close", () => this.#idle.delete(socket));
    for (;;) {
      this.#idle.add(socket);
      const request = await reader.request();
      this.#idle.delete(socket);
      if (request === null) return;
      await this.#answer(request, socket);
    }
  }

  async #answer(request: RawRequest, socket: Socket): Promise<void> {
    const fault = this.faults.next(logged(request));
    if (fault?.fault === "answeredBy") {
      socket.write(fault.bytes.replaceAll("{elsewhere}", this.#elsewhere));
    } else if (fault?.fault !== "closedUnanswered") {
      const answer = await this.#carryOut(request);
      const isHead = request.line.startsWith("HEAD ");
      socket.write(bytesOf(fault?.fault === "altered" ? alter(answer, fault) : answer, isHead));
      if (fault?.fault === "altered" && fault.append !== undefined) socket.write(fault.append);
    }
    if (mustClose(fault)) socket.end();
  }

  /** Sends a request on; rejects when no answer comes. */
  async #carryOut({ line, headers, body }: RawRequest): Promise<Answer> {
    const { host, port } = this.#emulator;
    const [method = "", path = ""] = line.split(" ");
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const fields = Object.fromEntries(headers.map(pairOf));
      const options = { host, port, method, path, headers: fields, agent: false };
      httpRequest(options, resolve).on("error", reject).end(body);
    });
    const raw = incoming.rawHeaders;
    const names = raw.filter((_, i) => i % 2 === 0);
    return {
      status: incoming.statusCode ?? 0,
      headers: names.map((name, i): Header => [name, raw[2 * i + 1] ?? ""]).filter(isKept),
      body: await buffer(incoming),
    };
  }
}

function mustClose(fault: WireFault | null): boolean {
  return fault !== null && (fault.fault === "altered" ? fault.close === true : true);
}

/** A request as the emulator's rules know it. */
function logged({ line, headers }: RawRequest): ReturnType<typeof entryOf> {
  const [method = "", target = ""] = line.split(" ");
  const request = parseRequest(method, target, headers.map(pairOf), new Map());
  return { ...entryOf(request), operation: routeOf(request).name };
}

function pairOf(header: string): [name: string, value: string] {
  const colon = header.indexOf(":");
  return [header.slice(0, colon), header.slice(colon + 1).trim()];
}

/** The service's connection to this is not the client's. */
function isKept([name]: Header): boolean {
  return !/^(connection|keep-alive|transfer-encoding)$/i.test(name);
}

const IN_SECONDS = /\{now\+(\d+)\}/;

function dateIn(_: string, seconds: string): string {
  return new Date(Date.now() + Number(seconds) * 1000).toUTCString();
}

function alter(answer: Answer, { headers = {}, body, halve }: AlteredFault): Answer {
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  const content = body !== undefined ? Buffer.from(body) : halve === true ? half : answer.body;
  const changes = new Map(Object.entries(headers));
  if (content !== answer.body) changes.set("Content-Length", String(content.length));
  const kept = answer.headers.filter(
    ([name]) => ![...changes.keys()].some((other) => other.toLowerCase() === name.toLowerCase()),
  );
  const added = [...changes].flatMap(([name, value]): Header[] =>
    value === null ? [] : [[name, value.replace(IN_SECONDS, dateIn)]],
  );
  return { status: answer.status, headers: [...kept, ...added], body: content };
}

function bytesOf({ status, headers, body }: Answer, isHead: boolean): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = Buffer.from(`HTTP/1.1 ${status} Some words\r\n${lines}\r\n`, "latin1");
  return isHead ? head : Buffer.concat([head, body]);
}
