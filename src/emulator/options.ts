/**
 * How an emulator is started, and what is got.
 *
 * @packageDocumentation
 */

import type { OssFaultRule, OssFaults } from "./faults.js";
import type { OssEmulatorRequest } from "./log.js";

/** How an emulator is started. */
export interface OssEmulatorOptions {
  /** The access key id that requests must name. */
  readonly accessKeyId: string;
  /** The secret that requests must be signed with. */
  readonly accessKeySecret: string;
  /** The STS token that requests must bring along; none by default. */
  readonly securityToken?: string;
  /** When the token expires, in milliseconds since 1970; never by default. */
  readonly securityTokenExpires?: number;
  /** The port to listen on; 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to listen on; `127.0.0.1` by default. */
  readonly host?: string;
  /** The region that V4 signatures must name; `cn-hangzhou` by default. */
  readonly region?: string;
  /** The cloud box whose V4 signatures are taken too; none by default. */
  readonly cloudBoxId?: string;
  /** Buckets that are there from the start. */
  readonly buckets?: readonly string[];
  /** Hosts that stand for a bucket: `{ "static.example.com": "examplebucket" }`. */
  readonly cnames?: Readonly<Record<string, string>>;
  /** The directory that keeps everything; in memory by default. */
  readonly dataDirectory?: string;
  /** The time in milliseconds since 1970; `Date.now` by default. */
  readonly clock?: () => number;
  /** How far the clock of a signed request may be off, in milliseconds; 15 minutes by default. */
  readonly maxSkew?: number;
  /**
   * The size below which a part that is not the last makes completing fail, in bytes. The service
   * has 102400; 0, the default, lets tests use tiny parts.
   */
  readonly minimumPartSize?: number;
  /**
   * How long it takes to thaw an object of an Archive class, in milliseconds; 1000 by default,
   * where the service takes a minute or hours.
   */
  readonly restoreTime?: number;
  /** Faults from the start. */
  readonly faults?: readonly OssFaultRule[];
  /** Whether {@link OssEmulator.requests} is filled; true by default. */
  readonly keepRequests?: boolean;
  /** Called when a request was answered, or its connection was lost. */
  readonly onRequest?: (request: OssEmulatorRequest) => void;
}

/** An emulator that runs. */
export interface OssEmulator {
  /** Its address, such as `http://127.0.0.1:49152`. */
  readonly endpoint: string;
  /** The address that it listens on. */
  readonly host: string;
  /** The port that it listens on. */
  readonly port: number;
  /** The requests that it got, in the order in which they came. May be emptied. */
  readonly requests: OssEmulatorRequest[];
  /** The faults that it makes. */
  readonly faults: OssFaults;
  /** Breaks all connections and stops. */
  close(): Promise<void>;
}
