/** What stands in for the network that the C SDK's tests were written for. */

import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { TlsFront } from "../support/tls.js";

/** The first byte of a TLS connection: a handshake follows. */
const TLS_HANDSHAKE = 22;

/** The server of the callbacks. */
export function startCallbackServer(): Promise<StandIn> {
  return StandIn.start(
    createHttpServer((incoming, outgoing) => {
      incoming.resume().on("end", () => outgoing.end('{"Status":"OK"}'));
    }),
  );
}

/** A proxy that takes connections and never says a word: beyond it nobody answers. */
export function startSilentProxy(): Promise<StandIn> {
  return StandIn.start(createServer((socket) => socket.resume()));
}

/** One port for HTTP and HTTPS, before a server that speaks HTTP at `port`. */
export async function startBothSchemes(port: number): Promise<StandIn> {
  const tls = await TlsFront.start(port);
  const tlsPort = Number(new URL(tls.endpoint).port);
  const server = createServer((client) => {
    client.once("data", (first) => {
      client.pause();
      client.unshift(first);
      join(client, connect(first[0] === TLS_HANDSHAKE ? tlsPort : port, "127.0.0.1"));
    });
  });
  return StandIn.start(server, tls);
}

function join(client: Socket, onward: Socket): void {
  for (const end of [client, onward]) {
    end.on("error", () => {
      client.destroy();
      onward.destroy();
    });
  }
  client.pipe(onward).pipe(client);
}

/** A server on a free port of the loopback interface. */
export class StandIn implements AsyncDisposable {
  readonly #server: Server;
  readonly #behind: AsyncDisposable | null;

  private constructor(server: Server, behind: AsyncDisposable | null) {
    this.#server = server;
    this.#behind = behind;
  }

  /** Starts it; what stands `behind` it ends with it. */
  static async start(server: Server, behind: AsyncDisposable | null = null): Promise<StandIn> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new StandIn(server, behind);
  }

  /** `http://127.0.0.1:PORT`. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Ends it. The program has ended before, and its connections with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    await once(this.#server, "close");
    await this.#behind?.[Symbol.asyncDispose]();
  }
}
