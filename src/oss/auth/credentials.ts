/**
 * Credentials that a program's own function provides: kept as long as they are good, and asked for
 * anew ahead of their end.
 *
 * @packageDocumentation
 */

import { aosWarnLog } from "../../aos/log.js";
import { secretString } from "../../aos/redact.js";
import { aosString } from "../../aos/string.js";
import { codeOf } from "../../aos/transport/failure.js";
import type { OssConfig, OssCredentials, OssCredentialsProvider } from "../define.js";
import { ossServiceTime } from "./clock.js";

/** So long before they expire credentials are asked for anew, in milliseconds. */
const REFRESH_WINDOW = 300_000;

/** Credentials, and for how long they are good. */
interface Held {
  readonly credentials: Required<Omit<OssCredentials, "expiration">>;
  /** When new ones are asked for, in milliseconds since 1970. */
  readonly due: number;
  /** When they expire, in milliseconds since 1970. */
  readonly expires: number;
}

/** Why there are no credentials, in words that hold none. */
export class OssCredentialsError extends Error {}

/** A provider, and what it gave last. */
class CredentialsSource {
  readonly #provider: OssCredentialsProvider;
  #held: Held | null = null;
  #asked: Promise<Held> | null = null;

  constructor(provider: OssCredentialsProvider) {
    this.#provider = provider;
  }

  /** What the provider gave last, if it has not expired as this configuration has the time. */
  last(config: OssConfig): Held | null {
    return this.#held !== null && timeOf(config) < this.#held.expires ? this.#held : null;
  }

  /** @throws OssCredentialsError */
  async current(config: OssConfig): Promise<Held> {
    if (this.#held !== null && timeOf(config) < this.#held.due) return this.#held;
    // All who ask meanwhile wait for the same answer.
    this.#asked ??= this.#ask(timeOf(config)).finally(() => {
      this.#asked = null;
    });
    try {
      return await this.#asked;
    } catch (error) {
      const last = this.last(config);
      if (last === null) throw error;
      aosWarnLog("%s: the credentials that are there go on being used", String(error));
      return last;
    }
  }

  /** The service refused credentials: new ones are asked for, unless that was done already. */
  refuse(held: Held): void {
    if (this.#held === held) this.#held = null;
  }

  async #ask(began: number): Promise<Held> {
    try {
      const held = heldOf(await this.#provider(), began);
      this.#held = held;
      return held;
    } catch (error) {
      throw credentialsErrorOf(error);
    }
  }
}

/** What codes and names of errors look like. */
const NAME = /^(E[A-Z_]+|[A-Z]\w{0,39}(Error|Exception)|Error)$/;

/**
 * Why there are no credentials, for what a program's own function threw, or what it gave throws. What
 * that says is not repeated, since it may quote what was sent; nor is a name that looks like none.
 */
function credentialsErrorOf(error: unknown): OssCredentialsError {
  const failed = "the credentials provider failed";
  try {
    if (error instanceof OssCredentialsError) return error;
    if (!(error instanceof Error)) return new OssCredentialsError(`${failed} (${typeof error})`);
    const name = [codeOf(error), error.name].find((text) => NAME.test(text));
    return new OssCredentialsError(name === undefined ? failed : `${failed} (${name})`);
  } catch {
    return new OssCredentialsError(failed);
  }
}

/** Programs need not be written in TypeScript. */
function heldOf(provided: unknown, began: number): Held {
  const given: Partial<Record<keyof OssCredentials, unknown>> =
    typeof provided === "object" && provided !== null ? provided : {};
  const { accessKeyId, accessKeySecret, stsToken = "", expiration } = given;
  if (!isText(accessKeyId) || !isText(accessKeySecret) || typeof stsToken !== "string") {
    throw new OssCredentialsError("the credentials provider gave no access key");
  }
  const expires = expiresAt(expiration);
  // Credentials that live for a few minutes only are good for the first half of them.
  const window = Math.min(REFRESH_WINDOW, (expires - began) / 2);
  return {
    credentials: { accessKeyId, accessKeySecret, stsToken },
    due: expires === Number.POSITIVE_INFINITY ? expires : expires - window,
    expires,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function expiresAt(expiration: unknown): number {
  if (expiration === undefined) return Number.POSITIVE_INFINITY;
  const isDate = typeof expiration === "string" || expiration instanceof Date;
  const time = isDate ? new Date(expiration).getTime() : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new OssCredentialsError("the credentials provider gave an expiration that is no date");
}

/** By provider, as programs may have a configuration for each of their threads, or calls. */
const sources = new WeakMap<OssCredentialsProvider, CredentialsSource>();

function sourceOf({ credentialsProvider: provider }: OssConfig): CredentialsSource | null {
  if (provider === undefined) return null;
  const source = sources.get(provider) ?? new CredentialsSource(provider);
  sources.set(provider, source);
  return source;
}

/** The time that counts, in milliseconds since 1970. */
function timeOf(config: OssConfig): number {
  return ossServiceTime(config) / 1000;
}

/** Who signs a request. */
export interface OssSigner {
  /** The configuration, with the access key and the token to sign with. */
  readonly config: OssConfig;
  /** To be called when the service refuses them. */
  readonly refuse: () => void;
}

/**
 * Who signs the requests of a configuration with a provider, which is asked if that is due.
 *
 * @throws OssCredentialsError when it has no credentials to give
 */
export async function ossCurrentSigner(config: OssConfig): Promise<OssSigner> {
  const source = sourceOf(config);
  if (source === null) return { config, refuse: () => undefined };
  const held = await source.current(config);
  return {
    config: withCredentials(config, held),
    refuse: () => {
      source.refuse(held);
    },
  };
}

/**
 * The configuration to sign with for those who can't wait: with what its provider gave last, or `null`
 * when that has expired or there is none. A configuration without a provider is its own.
 */
export function ossLastSigner(config: OssConfig): OssConfig | null {
  const source = sourceOf(config);
  if (source === null) return config;
  const last = source.last(config);
  return last === null ? null : withCredentials(config, last);
}

function withCredentials(config: OssConfig, { credentials }: Held): OssConfig {
  const signer = {
    ...config,
    accessKeyId: aosString(credentials.accessKeyId),
    accessKeySecret: secretString(credentials.accessKeySecret),
    stsToken: secretString(credentials.stsToken),
  };
  delete signer.credentialsProvider;
  return signer;
}
