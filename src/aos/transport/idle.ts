/**
 * Connections between two requests: which request may have which, and where they wait.
 *
 * @packageDocumentation
 */

import type { AosHttpRequestOptions, AosHttpTransportOptions } from "../transport.js";
import type { RequestHead } from "./head.js";

/** What two requests must have in common to share a connection. */
export function connectionKey({ route }: RequestHead, options: AosHttpRequestOptions): string {
  const { secure, hostname, port, proxy } = route;
  const { verifySsl, caFile, caPath } = options;
  const address = `${hostname} ${port} ${numberOf(route.connectTo)}`;
  if (!secure && proxy === null) return address;
  const trust = secure ? [Boolean(verifySsl), caFile, caPath] : [];
  return `${address} ${JSON.stringify([proxy, trust])}`;
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A number for each function, as a key can't hold the function. */
function numberOf(connectTo: AosHttpTransportOptions["connectTo"]): number {
  if (connectTo === undefined) return 0;
  const number = numbers.get(connectTo) ?? ++lastNumber;
  numbers.set(connectTo, number);
  return number;
}

/** A connection that may wait for its next request. */
export interface IdleConnection {
  /** What it leads to. */
  readonly key: string;
  readonly isOpen: boolean;
  destroy(): void;
}

/**
 * The connections that no request uses. undici closes one that was idle for too long, and lets the
 * process end meanwhile.
 */
export class IdleConnections<T extends IdleConnection> {
  readonly #stacks = new Map<string, T[]>();
  #isClosed = false;

  /** The one that was used last, or `null`. */
  take(key: string): T | null {
    const connection = this.#stacks.get(key)?.pop() ?? null;
    return connection === null || connection.isOpen ? connection : this.take(key);
  }

  keep(connection: T): void {
    if (this.#isClosed) connection.destroy();
    if (!connection.isOpen) return;
    const stack = this.#stacks.get(connection.key) ?? [];
    this.#stacks.set(connection.key, stack);
    stack.push(connection);
  }

  forget(connection: T): void {
    const left = (this.#stacks.get(connection.key) ?? []).filter((other) => other !== connection);
    if (left.length > 0) this.#stacks.set(connection.key, left);
    else this.#stacks.delete(connection.key);
  }

  /** Closes all of them, and those that come back later. */
  close(): void {
    this.#isClosed = true;
    for (const connection of [...this.#stacks.values()].flat()) connection.destroy();
  }
}
