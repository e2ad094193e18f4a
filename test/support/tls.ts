/** The certificates of test/fixtures/tls, and servers that show them. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";

/** The path of a file of test/fixtures/tls. */
export function tlsPath(name: string): string {
  return new URL(`../fixtures/tls/${name}`, import.meta.url).pathname;
}

/** What a server shows: `server`, `elsewhere`, `expired` or `self-signed`. */
export function tlsIdentity(name: "server" | "elsewhere" | "expired" | "self-signed"): TlsOptions {
  return { cert: readFileSync(tlsPath(`${name}.pem`)), key: readFileSync(tlsPath(`${name}.key`)) };
}

/** Speaks TLS, as `server` of the fixtures, for a server that speaks none: an emulator. */
export class TlsFront implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts it on a free port of the loopback interface, in front of another port. */
  static async start(port: number): Promise<TlsFront> {
    const server = createServer(tlsIdentity("server"), (socket) => {
      const onward = connect(port, "127.0.0.1");
      for (const end of [socket, onward]) {
        end.on("error", () => {
          socket.destroy();
          onward.destroy();
        });
      }
      socket.pipe(onward).pipe(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TlsFront(server);
  }

  /** `https://127.0.0.1:PORT`. */
  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `https://127.0.0.1:${port}`;
  }

  /** Ends it once the client has closed its connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    aosHttpIoDeinitialize();
    this.#server.close();
    await once(this.#server, "close");
  }
}
