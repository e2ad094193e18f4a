/**
 * Connections: TCP, a proxy's tunnel, TLS.
 *
 * @packageDocumentation
 */

import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import net, { isIP, type OnReadOpts, type Socket } from "node:net";
import tls from "node:tls";
import { AOSE_FAILED_CONNECT } from "../define.js";
import type { AosHttpRequestOptions, AosHttpTransportOptions } from "../transport.js";
import { untilAborted } from "../util/until_aborted.js";
import { failureOf, TransportError } from "./failure.js";
import { cachedLookup, forgetAddresses } from "./lookup.js";
import { ReadMemory } from "./read_memory.js";
import { secureContextFor } from "./trust.js";

/** A host and a port. */
export interface Endpoint {
  /** A name or an address; an IPv6 address without brackets. */
  readonly hostname: string;
  /** The port. */
  readonly port: number;
}

/** An HTTP proxy. */
export interface Proxy extends Endpoint {
  /** The Proxy-Authorization header, or `null`. */
  readonly authorization: string | null;
}

/** Where a connection leads, and how. */
export interface Route extends Endpoint {
  /** Whether TLS is spoken. */
  readonly secure: boolean;
  /** The proxy on the way, or `null`. */
  readonly proxy: Proxy | null;
  /** See `AosHttpTransportOptions.connectTo`. */
  readonly connectTo: AosHttpTransportOptions["connectTo"];
}

/** A connection. */
export interface Wire {
  /** The TCP connection. */
  readonly tcp: Socket;
  /** What HTTP is spoken on: the same, or TLS on it. */
  readonly stream: Socket;
  /** What is read into; TLS has memory of its own. */
  readonly memory: ReadMemory | null;
}

/** curl's default, in seconds, when `connectTimeout` is 0. */
const LONGEST_CONNECT = 300;
/** Node tries one address after the other; this is how long each but the last gets, in ms. */
const ADDRESS_ATTEMPT = 1000;
/** How much is read ahead, in bytes: what Node reads at once. */
const READ_AHEAD = 65_536;
/**
 * A socket takes the next slice only when it has less than this many bytes left, so that a slice is
 * handed over when the one before it is on its way. TLS sockets know one mark for both directions.
 */
const WRITE_MARK = 1;
/** The mark of TLS sockets. No slice within a body is shorter, so that none is kept behind another. */
export const TLS_MARK = 1024;

/**
 * Makes a connection within `connectTimeout` seconds: name lookup, TCP, tunnel and TLS together.
 *
 * @param signal - ends the attempt at once; its reason is thrown
 * @throws TransportError
 */
export async function connect(
  route: Route,
  options: AosHttpRequestOptions,
  signal: AbortSignal,
): Promise<Wire> {
  const seconds = options.connectTimeout > 0 ? options.connectTimeout : LONGEST_CONNECT;
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(
      new TransportError(AOSE_FAILED_CONNECT, `no connection within ${seconds} seconds`),
    );
  }, seconds * 1000);
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    return await open(route, options, either);
  } catch (error) {
    throw failureOf(either.aborted ? either.reason : error, "connecting");
  } finally {
    clearTimeout(timer);
  }
}

async function open(
  route: Route,
  options: AosHttpRequestOptions,
  signal: AbortSignal,
): Promise<Wire> {
  const memory = route.secure ? null : new ReadMemory();
  const tcp = await connectTcp(route, options, memory, signal);
  try {
    if (!route.secure) return { tcp, stream: tcp, memory };
    if (route.proxy !== null) await openTunnel(tcp, route, route.proxy, signal);
    return { tcp, stream: await startTls(tcp, route, options, signal), memory };
  } catch (error) {
    tcp.destroy();
    throw error;
  }
}

async function connectTcp(
  route: Route,
  options: AosHttpRequestOptions,
  memory: ReadMemory | null,
  signal: AbortSignal,
): Promise<Socket> {
  const { hostname, port } = route.proxy ?? route;
  const to = route.connectTo?.(hostname, port) ?? { host: hostname, port };
  const socketOptions = {
    host: to.host,
    port: to.port,
    noDelay: true,
    keepAlive: true,
    lookup: cachedLookup(options.dnsCacheTimeout),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT,
    readableHighWaterMark: READ_AHEAD,
    writableHighWaterMark: WRITE_MARK,
    ...(memory === null ? {} : { onread: readingInto(memory, () => tcp) }),
  };
  const tcp: Socket = net.connect(socketOptions);
  // An error that nobody waits for, as that of an idle connection, must not end the process.
  tcp.on("error", () => undefined);
  try {
    await once(tcp, "connect", { signal });
    return tcp;
  } catch (error) {
    tcp.destroy();
    forgetAddresses(to.host);
    throw error;
  }
}

/** Lets a socket read into `memory`, and hand on what it read as sockets do. */
function readingInto(memory: ReadMemory, socket: () => Socket): OnReadOpts {
  return {
    buffer: () => memory.next(),
    callback: (length, buffer) => socket().push(memory.chunk(buffer, length)),
  };
}

/** Asks the proxy for a tunnel to the server, within which TLS is spoken. */
async function openTunnel(
  tcp: Socket,
  { hostname, port }: Endpoint,
  { authorization }: Proxy,
  signal: AbortSignal,
): Promise<void> {
  const authority = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`;
  const asked = request({
    method: "CONNECT",
    path: authority,
    setHost: false,
    headers: {
      Host: authority,
      ...(authorization === null ? {} : { "Proxy-Authorization": authorization }),
    },
    createConnection: () => tcp,
    signal,
  });
  const { statusCode = 0 } = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("connect", resolve).once("error", reject).end();
  });
  if (statusCode < 200 || statusCode > 299) {
    throw new TransportError(AOSE_FAILED_CONNECT, `the proxy answered ${statusCode}`);
  }
}

async function startTls(
  tcp: Socket,
  { hostname }: Endpoint,
  options: AosHttpRequestOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const secureContext = await untilAborted(signal, secureContextFor(options));
  const tlsOptions = {
    socket: tcp,
    host: hostname,
    // TLS knows no server names that are addresses.
    servername: isIP(hostname) === 0 ? hostname : "",
    secureContext,
    // Said in any case, so that no environment variable decides.
    rejectUnauthorized: Boolean(options.verifySsl),
    ALPNProtocols: ["http/1.1"],
    highWaterMark: TLS_MARK,
  };
  const stream = tls.connect(tlsOptions);
  stream.on("error", () => undefined);
  await once(stream, "secureConnect", { signal });
  return stream;
}
