/**
 * Faults that can be asked for: which requests they befall, and what happens to these.
 *
 * @packageDocumentation
 */

import type { OssEmulatorRequest } from "./log.js";
import type { OssOperationName } from "./router.js";

/** What happens to a request. */
export type OssFault =
  | OssErrorFault
  | OssErrorIn200Fault
  | OssCutFault
  | OssDripFault
  | OssDelayFault
  | OssHoldFault
  | OssCorruptFault
  | OssPlainFault;

/** The request is answered by an error and not carried out. */
export interface OssErrorFault {
  /** What it is. */
  readonly fault: "error";
  /** The HTTP status, such as 503. */
  readonly status: number;
  /** The error's code, such as `ServiceUnavailable`; an empty body by default. */
  readonly code?: string;
  /** The error's message. */
  readonly message?: string;
}

/** The request is carried out, and answered by an error document with status 200. */
export interface OssErrorIn200Fault {
  /** What it is. */
  readonly fault: "errorIn200";
  /** The error's code; `InternalError` by default. */
  readonly code?: string;
  /** The error's message. */
  readonly message?: string;
}

/**
 * Something ends after a number of bytes of a body:
 * - `resetRequest`: the connection is reset when that much of the request's body was read
 * - `stallRequest`: the rest of the request's body is never read, and nothing answered
 * - `resetResponse`: the connection is reset when that much of the answer's body was sent
 * - `stallResponse`: nothing comes after that much of the answer's body
 * - `truncate`: the connection is closed in good order after that much of the answer's body,
 *   though the headers told of more
 */
export interface OssCutFault {
  /** What it is. */
  readonly fault: "resetRequest" | "stallRequest" | "resetResponse" | "stallResponse" | "truncate";
  /** How many bytes of the body go through before; 0 by default. */
  readonly afterBytes?: number;
}

/** A body goes through slowly: the request's or the answer's. */
export interface OssDripFault {
  /** What it is. */
  readonly fault: "dripRequest" | "dripResponse";
  /** How many bytes a second. */
  readonly bytesPerSecond: number;
}

/** The request is carried out after a while. */
export interface OssDelayFault {
  /** What it is. */
  readonly fault: "delay";
  /** How long it waits. */
  readonly milliseconds: number;
}

/** The request is carried out when a promise is settled. In process only. */
export interface OssHoldFault {
  /** What it is. */
  readonly fault: "hold";
  /** What it waits for; a function begins that when the request has come. */
  readonly until: Promise<unknown> | (() => Promise<unknown>);
}

/** A byte of the answer's body is another. */
export interface OssCorruptFault {
  /** What it is. */
  readonly fault: "corruptBody";
  /** How many bytes before it are as they should be; 0 by default. */
  readonly afterBytes?: number;
}

/**
 * Faults that need no more words:
 * - `lostAnswer`: the request is carried out, then the connection is reset without an answer
 * - `wrongCrc`: the answer's `x-oss-hash-crc64ecma` is another
 * - `missingCrc`: the answer has no `x-oss-hash-crc64ecma`
 * - `missingEtag`: the answer has no ETag
 */
export interface OssPlainFault {
  /** What it is. */
  readonly fault: "lostAnswer" | "wrongCrc" | "missingCrc" | "missingEtag";
}

/** Which requests a fault befalls. Whatever is left out matches every request. */
export interface OssFaultMatch {
  /** The operation. */
  readonly operation?: OssOperationName;
  /** The bucket. */
  readonly bucket?: string;
  /** The object's name. */
  readonly key?: string;
  /** The part. */
  readonly partNumber?: number;
  /** Anything else. In process only. */
  readonly when?: (request: OssEmulatorRequest) => boolean;
  /** The first of the matching requests that it befalls, counted from 1; 1 by default. */
  readonly nth?: number;
  /** How many matching requests it befalls from there; 1 by default, Infinity for all. */
  readonly times?: number;
}

/** A fault and the requests that it befalls. */
export type OssFaultRule = OssFaultMatch & OssFault;

/** The faults of an emulator. */
export interface OssFaults {
  /** Adds a rule; a bad one throws a `TypeError`. When several befall one request, the one that was added first does. */
  add(rule: OssFaultRule): void;
  /** Forgets all rules. */
  clear(): void;
}

/** Rules, and how often each has matched. */
export class FaultList<Rule extends OssFaultMatch = OssFaultRule> {
  readonly #rules: { readonly rule: Rule; seen: number }[] = [];

  /** Adds a rule. */
  add(rule: Rule): void {
    if (!hasPossibleStatus(rule)) {
      throw new TypeError("The fault's status must be a whole number from 200 to 599.");
    }
    this.#rules.push({ rule, seen: 0 });
  }

  /** Forgets all rules. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** Counts a request, and tells the fault that befalls it. */
  next(request: OssEmulatorRequest): Rule | null {
    let fault: Rule | null = null;
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!matches(rule, request)) continue;
      entry.seen += 1;
      const { nth = 1, times = 1 } = rule;
      if (entry.seen >= nth && entry.seen < nth + times) fault ??= rule;
    }
    return fault;
  }
}

/** Node ends the process when it is told to answer with a status that there is not. */
function hasPossibleStatus(rule: object): boolean {
  if (!("fault" in rule && rule.fault === "error" && "status" in rule)) return true;
  const status = Number(rule.status);
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

function matches(rule: OssFaultMatch, request: OssEmulatorRequest): boolean {
  const { operation, bucket, key, partNumber, when } = rule;
  return (
    (operation ?? request.operation) === request.operation &&
    (bucket ?? request.bucket) === request.bucket &&
    (key ?? request.key) === request.key &&
    (partNumber ?? request.partNumber) === request.partNumber &&
    (when?.(request) ?? true)
  );
}
