/**
 * The server: listens, takes requests in, and stops.
 *
 * @packageDocumentation
 */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { ConnectionLost, Exchange } from "./exchange.js";
import { FaultList } from "./faults.js";
import { entryOf, type OssEmulatorRequest } from "./log.js";
import type { OssEmulator, OssEmulatorOptions } from "./options.js";
import { Service } from "./service.js";
import { DirectoryVault } from "./store/directory_vault.js";
import { MemoryVault } from "./store/memory_vault.js";
import { newBucket } from "./store/records.js";
import { Store } from "./store/store.js";
import type { Pair } from "./wire/pairs.js";
import { parseRequest } from "./wire/request.js";

const LONGEST_HEADERS = 64 * 1024;
const A_SECOND = 1000;
const QUARTER_OF_AN_HOUR = 15 * 60 * 1000;

/**
 * Starts an OSS-compatible server for this machine. It checks signatures of version 1 and 4 with
 * code of its own and answers as the service does; what it does not know it answers with
 * NotImplemented.
 *
 * @param options - how; only the access key must be given
 */
export async function startOssEmulator(options: OssEmulatorOptions): Promise<OssEmulator> {
  const { host = "127.0.0.1" } = options;
  const faults = new FaultList();
  for (const rule of options.faults ?? []) faults.add(rule);
  const running = new Running(serviceOf(options, await openStore(options), faults), options);
  const server = createServer({
    maxHeaderSize: LONGEST_HEADERS,
    // The C SDK sends both Content-Length and Transfer-Encoding, which Node refuses otherwise.
    insecureHTTPParser: true,
    keepAliveTimeout: 60_000,
    requestTimeout: 0,
  });
  server.on("request", running.handle);
  server.on("checkContinue", running.handle);
  const port = await listen(server, options.port ?? 0, host);
  return {
    endpoint: `http://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    host,
    port,
    requests: running.requests,
    faults,
    close: () => running.stop(server),
  };
}

/** Opens the store, and makes the buckets that are to be there. */
async function openStore(options: OssEmulatorOptions): Promise<Store> {
  const { dataDirectory, clock = Date.now } = options;
  const store = await Store.open(
    dataDirectory === undefined ? new MemoryVault() : await DirectoryVault.open(dataDirectory),
  );
  for (const name of options.buckets ?? []) {
    if (store.buckets.get(name) !== undefined) continue;
    await store.saveBucket(newBucket(name, clock()));
  }
  return store;
}

/** Begins to listen, and tells the port. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function serviceOf(options: OssEmulatorOptions, store: Store, faults: FaultList): Service {
  const { accessKeyId, accessKeySecret, region = "cn-hangzhou" } = options;
  return new Service({
    store,
    faults,
    clock: options.clock ?? Date.now,
    settings: {
      region,
      minimumPartSize: options.minimumPartSize ?? 0,
      restoreTime: options.restoreTime ?? A_SECOND,
    },
    auth: {
      credentials: {
        accessKeyId,
        accessKeySecret,
        securityToken: options.securityToken ?? "",
        securityTokenExpires: options.securityTokenExpires ?? Infinity,
      },
      region,
      cloudBoxId: options.cloudBoxId ?? "",
      maxSkew: options.maxSkew ?? QUARTER_OF_AN_HOUR,
    },
  });
}

/** The requests that are under way. */
class Running {
  readonly requests: OssEmulatorRequest[] = [];
  readonly #service: Service;
  readonly #options: OssEmulatorOptions;
  readonly #cnames: ReadonlyMap<string, string>;
  readonly #active = new Set<Promise<void>>();

  constructor(service: Service, options: OssEmulatorOptions) {
    this.#service = service;
    this.#options = options;
    this.#cnames = new Map(Object.entries(options.cnames ?? {}));
  }

  /** Whatever befalls a request, the connection ends and the server goes on. */
  readonly handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const done = this.#serve(incoming, outgoing)
      .catch((error: unknown) => {
        incoming.socket.destroy();
        if (!(error instanceof ConnectionLost)) process.emitWarning(String(error));
      })
      .finally(() => this.#active.delete(done));
    this.#active.add(done);
  };

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "", url = "" } = incoming;
    const request = parseRequest(method, url, pairsOf(incoming.rawHeaders), this.#cnames);
    const entry = entryOf(request);
    if (this.#options.keepRequests ?? true) this.requests.push(entry);
    try {
      await this.#service.serve(request, new Exchange(incoming, outgoing, entry), entry);
    } finally {
      this.#options.onRequest?.(entry);
    }
  }

  /** Breaks the connections, and waits for what they began. */
  async stop(server: Server): Promise<void> {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
    await Promise.allSettled(this.#active);
  }
}

function pairsOf(rawHeaders: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
  }
  return pairs;
}
