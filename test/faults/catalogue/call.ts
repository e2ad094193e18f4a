/** What an operation of the catalogue is called with, and what it leaves with its caller. */

import { createHash } from "node:crypto";
import { resolve } from "node:path";
import {
  AosBuf,
  AosList,
  type AosPool,
  AosString,
  type AosTable,
  aosStrSet,
  type OssCredentialsProvider,
  type OssRequestOptions,
  type OssRetryPolicy,
  type Out,
  ossConfigResolve,
  out,
} from "../../../src/index.js";
import { testAccount } from "../../support/account.js";
import { table, testOptions } from "../../support/options.js";

/** All that a call is made of; plain data, so that another process can make it too. */
export interface Setting {
  /** The function's name. */
  readonly operation: string;
  /** Where the service is. */
  readonly endpoint: string;
  /** Where the files are that the call names. */
  readonly directory: string;
  /** The upload that is under way for the object `big`. */
  readonly uploadId: string;
  /** Arguments in the place of the usual ones, by their names. */
  readonly args: Readonly<Record<string, Argument>>;
  /** Fields of the configuration. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Fields of the controller's options. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** How the call is made again when it fails, if at all. */
  readonly retry?: OssRetryPolicy | undefined;
  /** What a provider gives in turn; without any there is no provider. */
  readonly provider: readonly Keys[];
}

/**
 * What a provider of credentials gives:
 * - `good`: the account's key
 * - `unknown`: a key that the service does not know
 * - `none`: nothing, it throws
 */
export const KEYS = ["good", "unknown", "none"] as const;

/** What a provider of credentials gives. */
export type Keys = (typeof KEYS)[number];

/** An argument as an entry says it. */
export type Argument = string | number | boolean | Readonly<Record<string, string>>;

/** What an operation is: it makes the call. */
export type Operation = (call: Call) => Promise<{ readonly code: number }> | string | null;

/** The arguments of one call. */
export class Call {
  readonly #setting: Setting;
  readonly #before: string[] = [];
  readonly #outs: unknown[] = [];
  /** Configuration, controller and pool. */
  readonly options: OssRequestOptions;
  /** Takes the headers of the answer. */
  readonly headers: Out<AosTable> = out<AosTable>();
  /** What the progress callback was told. */
  readonly told: number[] = [];

  constructor(setting: Setting, pool: AosPool) {
    this.#setting = setting;
    this.options = testOptions(pool, setting.endpoint);
    for (const [name, value] of Object.entries(setting.config))
      assign(this.options.config, name, value);
    Object.assign(this.options.ctl.options, setting.options);
    if (setting.retry !== undefined) this.options.retry = setting.retry;
    if (setting.provider.length > 0) {
      this.options.config.credentialsProvider = providerOf(setting.provider);
    }
    ossConfigResolve(pool, this.options.config, this.options.ctl);
  }

  /** Where the service is. */
  get endpoint(): string {
    return this.#setting.endpoint;
  }

  /** The bucket. */
  get bucket(): string {
    return this.text("bucket", testAccount.bucket);
  }

  /** The object. */
  get object(): string {
    return this.text("object", "key");
  }

  /** The upload that is under way. */
  get uploadId(): string {
    return this.text("uploadId", this.#setting.uploadId);
  }

  /** The request's headers. */
  get requestHeaders(): AosTable | null {
    return this.table("headers");
  }

  /** The request's parameters. */
  get params(): AosTable | null {
    return this.table("params");
  }

  /** A text, the usual one unless the entry names another. */
  text(name: string, usual: string): string {
    const given = this.#setting.args[name] ?? usual;
    return typeof given === "object" ? JSON.stringify(given) : String(given);
  }

  /** A number likewise. */
  number(name: string, usual: number): number {
    return Number(this.#setting.args[name] ?? usual);
  }

  /** A truth value likewise. */
  flag(name: string, usual: boolean): boolean {
    return Boolean(this.#setting.args[name] ?? usual);
  }

  /** The path of a file likewise. */
  path(name: string, usual: string): string {
    return resolve(this.#setting.directory, this.text(name, usual));
  }

  /** A table, `null` unless the entry gives one. */
  table(name: string): AosTable | null {
    const entries = this.#setting.args[name];
    return typeof entries === "object" ? table(entries) : null;
  }

  /** Says that a value is an out-parameter: what it is now, and what it becomes, will be compared. */
  out<T>(value: T): T {
    this.#outs.push(value);
    this.#before.push(JSON.stringify(plain(value)));
    return value;
  }

  /** What became of the out-parameters. */
  get outs(): "none" | "untouched" | "filled" {
    if (this.#outs.length === 0) return "none";
    const isSame = this.#outs.every((value, i) => JSON.stringify(plain(value)) === this.#before[i]);
    return isSame ? "untouched" : "filled";
  }

  /** SHA-256 of the bytes that came to memory, "" when none did. */
  get content(): string {
    for (const value of this.#outs) {
      if (!(value instanceof AosList) || value.first === null) continue;
      const entries: unknown[] = [...value];
      if (areBuffers(entries)) return digestOf(entries);
    }
    return "";
  }

  /** Is told how far the call is. */
  readonly progress = (consumed: number): void => {
    this.told.push(consumed);
  };
}

function providerOf(given: readonly Keys[]): OssCredentialsProvider {
  let asked = 0;
  return () => {
    const keys = given[asked] ?? given.at(-1);
    asked++;
    if (keys === "none") throw new Error("nobody is there");
    const { accessKeyId, accessKeySecret } = testAccount;
    return { accessKeyId: keys === "good" ? accessKeyId : "unknown", accessKeySecret };
  };
}

function assign(fields: object, name: string, value: unknown): void {
  const field: unknown = Reflect.get(fields, name);
  if (field instanceof AosString) aosStrSet(field, String(value));
  else Reflect.set(fields, name, value);
}

/** A value as data that JSON can show. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof AosString) return value.data;
  if (value instanceof AosList) return plainList([...value]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

function areBuffers(entries: readonly unknown[]): entries is readonly AosBuf[] {
  return entries.every((entry) => entry instanceof AosBuf);
}

/** SHA-256 of what buffers hold together. */
function digestOf(entries: Iterable<AosBuf>): string {
  const digest = createHash("sha256");
  for (const { bytes } of entries) digest.update(bytes);
  return digest.digest("hex");
}

function plainList(entries: readonly unknown[]): unknown {
  if (!areBuffers(entries)) return entries.map(plain);
  return entries.length === 0 ? "" : digestOf(entries);
}
