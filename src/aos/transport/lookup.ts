/**
 * Addresses of hosts, kept for `dnsCacheTimeout` seconds.
 *
 * @packageDocumentation
 */

import dns, { type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

interface Resolution {
  /** When the name was asked for, on the clock that never jumps. */
  readonly at: number;
  readonly addresses: Promise<LookupAddress[]>;
}

/** More hosts than this are not remembered. */
const MOST_HOSTS = 1000;

const resolutions = new Map<string, Resolution>();

/**
 * Makes a lookup for `net.connect` with `autoSelectFamily`. Lookups of one name that come at once
 * share the question.
 *
 * @param timeout - how long an answer counts, in seconds; 0 asks each time, below 0 it counts for ever
 */
export function cachedLookup(timeout: number): LookupFunction {
  return (hostname, _options, callback) => {
    resolve(hostname, timeout < 0 ? Number.POSITIVE_INFINITY : timeout * 1000).then(
      (addresses) => {
        callback(null, addresses);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
}

/** Forgets a host's addresses, since none of them could be reached. */
export function forgetAddresses(hostname: string): void {
  resolutions.delete(hostname);
}

function resolve(hostname: string, lifetime: number): Promise<LookupAddress[]> {
  const known = resolutions.get(hostname);
  const at = performance.now();
  if (known !== undefined && at - known.at < lifetime) return known.addresses;
  const addresses = ask(hostname);
  remember(hostname, { at, addresses });
  return addresses;
}

function remember(hostname: string, resolution: Resolution): void {
  resolutions.delete(hostname);
  resolutions.set(hostname, resolution);
  const [oldest] = resolutions.keys();
  if (resolutions.size > MOST_HOSTS && oldest !== undefined) resolutions.delete(oldest);
  resolution.addresses.catch(() => {
    if (resolutions.get(hostname) === resolution) resolutions.delete(hostname);
  });
}

function ask(hostname: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    // Not dns.promises: callers who replace dns.lookup expect it to be asked.
    dns.lookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });
}
