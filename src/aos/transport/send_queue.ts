/**
 * How much of what was handed to a socket has reached the other side. A socket takes megabytes at
 * once and then nothing for many seconds while they trickle away: whoever looks at what it takes
 * can't tell a slow link from a dead one.
 *
 * @packageDocumentation
 */

import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

/** Bytes that the operating system has taken from a socket so far. */
export function takenBytes(tcp: Socket): number {
  return tcp.bytesWritten - queuedInNode(tcp);
}

/** Node keeps this number for its own idle timer and has no public name for it. */
function queuedInNode(tcp: Socket): number {
  const handle: unknown = Reflect.get(tcp, "_handle");
  if (typeof handle !== "object" || handle === null) return 0;
  const size: unknown = Reflect.get(handle, "writeQueueSize");
  return typeof size === "number" ? size : 0;
}

/**
 * Bytes that the operating system has taken from a socket and the other side has not confirmed, or
 * `null` where it does not say. Linux does. Elsewhere sockets take bytes in small steps, so that
 * {@link takenBytes} alone is a fair measure.
 */
export async function unconfirmedBytes(tcp: Socket): Promise<number | null> {
  const table = tcp.remoteFamily === "IPv6" ? "tcp6" : "tcp";
  const ports = `:${hexPort(tcp.localPort)} [0-9A-F]+:${hexPort(tcp.remotePort)}`;
  const row = new RegExp(`^ *\\d+: [0-9A-F]+${ports} [0-9A-F]{2} ([0-9A-F]{8}):`, "gm");
  try {
    const found = [...(await readFile(`/proc/self/net/${table}`, "latin1")).matchAll(row)];
    // Two sockets with the same ports and other addresses are rare, and not told apart.
    return found.length === 1 ? Number.parseInt(found[0]?.[1] ?? "", 16) : null;
  } catch {
    return null;
  }
}

function hexPort(port: number | undefined): string {
  return (port ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
