/**
 * Whom TLS connections trust: what `verifySsl`, `caFile` and `caPath` say.
 *
 * @packageDocumentation
 */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import tls, { type SecureContext } from "node:tls";
import { AOSE_INTERNAL_ERROR } from "../define.js";
import type { AosHttpRequestOptions } from "../transport.js";
import { warnOnce } from "../util/warn_once.js";
import { codeOf, TransportError } from "./failure.js";

/** Said in any case, so that no default and no environment variable decides. */
const OLDEST_TLS = "TLSv1.2";

/** The options that say whom to trust. */
export type TrustOptions = Pick<AosHttpRequestOptions, "verifySsl" | "caFile" | "caPath">;

/** Reading and parsing certificates takes longer than a handshake, so it is done once. */
const contexts = new Map<string, Promise<SecureContext>>();

/**
 * The trusted certificates as a TLS context. `caFile` stands in place of Node's own certificates,
 * `caPath` beside them, as in curl. Unlike C, TLS 1.2 is the least, and `verifySsl` 0 is warned of once.
 */
export function secureContextFor({
  verifySsl,
  caFile,
  caPath,
}: TrustOptions): Promise<SecureContext> {
  if (!verifySsl) warnOnce("certificates are not verified: anybody can answer for the server");
  const [file, path] = verifySsl ? [caFile, caPath] : [null, null];
  const key = JSON.stringify([file, path]);
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const made = makeContext(file, path);
  contexts.set(key, made);
  made.catch(() => contexts.delete(key));
  return made;
}

/** Forgets the certificates that were read, so that changed files are read again. */
export function forgetTrust(): void {
  contexts.clear();
}

async function makeContext(file: string | null, path: string | null): Promise<SecureContext> {
  if (file === null && path === null) return tls.createSecureContext({ minVersion: OLDEST_TLS });
  try {
    const own = file === null ? [...tls.rootCertificates] : [await readFile(file, "utf8")];
    const beside = path === null ? [] : await certificatesIn(path);
    return tls.createSecureContext({ ca: [...own, ...beside], minVersion: OLDEST_TLS });
  } catch (error) {
    const why = codeOf(error) || "they are no certificates";
    throw new TransportError(
      AOSE_INTERNAL_ERROR,
      `the certificates of caFile or caPath can't be read (${why})`,
    );
  }
}

async function certificatesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const texts = await Promise.all(files.map(({ name }) => readFile(join(directory, name), "utf8")));
  return texts.filter((text) => text.includes("-----BEGIN CERTIFICATE-----"));
}
