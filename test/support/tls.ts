/** The certificates of test/fixtures/tls. */

import { readFileSync } from "node:fs";
import type { TlsOptions } from "node:tls";

/** The path of a file of test/fixtures/tls. */
export function tlsPath(name: string): string {
  return new URL(`../fixtures/tls/${name}`, import.meta.url).pathname;
}

/** What a server shows: `server`, `elsewhere` or `expired`. */
export function tlsIdentity(name: "server" | "elsewhere" | "expired"): TlsOptions {
  return { cert: readFileSync(tlsPath(`${name}.pem`)), key: readFileSync(tlsPath(`${name}.key`)) };
}
