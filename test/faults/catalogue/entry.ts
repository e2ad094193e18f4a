/**
 * The form of the catalogue's entries. Each file `test/faults/*.json` is a list of {@link Entry}, in
 * which everything with a default may be left out; `schema.ts` refuses what does not keep to it.
 */

import type { OssFaultMatch, OssFaultRule } from "../../../src/emulator/index.js";
import type { OssRetryPolicy } from "../../../src/index.js";
import type { Action } from "./actions.js";
import type { Argument, Keys } from "./call.js";

/** A fault, a call, and what comes of it. */
export interface Entry extends Step {
  /** Its name, `theme.what-happens`. */
  readonly id: string;
  /** The function of `oss_api.h` that is called; `operations/*.ts` say with which arguments. */
  readonly operation: string;
  /** What is not as usual before the call. */
  readonly given: Given;
  /** The same call again, with other faults or none. */
  readonly then: readonly Step[];
  /** Where the fault can be made; everywhere by default. */
  readonly on: "linux" | "posix" | "everywhere";
  /** Why that is to come of it, in one line. */
  readonly why: string;
}

/** What is not as usual before the call. All of it has defaults. */
export interface Given {
  /** Arguments in the place of the usual ones, by the names in `operations/*.ts`. */
  readonly args: Readonly<Record<string, Argument>>;
  /** Fields of the configuration. */
  readonly config: Fields;
  /** Fields of the controller's options. */
  readonly options: Fields;
  /** How the call is made again when it fails; left out: it is not. */
  readonly retry?: OssRetryPolicy | undefined;
  /** What a provider gives in turn, and in the end for ever; without any there is no provider. */
  readonly provider: readonly Keys[];
  /** Bytes of the file `source`; 250 by default. */
  readonly sourceSize: number;
  /** Bytes of the object `key`; 250 by default. */
  readonly objectSize: number;
  /** Whether it is signed with an STS token, which expires in a minute. */
  readonly token: boolean;
  /** Whether another request has used the connection before. */
  readonly warm: boolean;
}

/** Fields of an object of options. */
export type Fields = Readonly<Record<string, string | number | boolean>>;

/** One call, and what comes of it. */
export interface Step {
  /** What is wrong; nothing by default. */
  readonly faults: readonly Fault[];
  /** What the caller sees. */
  readonly sees: Sees;
  /** What became of the files in the directory, by their names. */
  readonly disk: Fates;
  /** What became of what the service keeps, by names: `bucket NAME`, `object KEY`, `upload KEY`. */
  readonly server: Fates;
  /** The client's requests that reached the service, as `UploadPart 2`; left out: not looked at. */
  readonly requests?: readonly string[] | undefined;
  /** What the caller in another process sees, if there is one. */
  readonly other?: Pick<Sees, "code" | "errorCode"> | undefined;
}

/** What the caller sees. */
export interface Sees {
  /**
   * The status's code, a number or a name as `AOSE_INTERNAL_ERROR`; of a function that returns a text,
   * `text` or `null`.
   */
  readonly code: number | "text" | "null";
  /** The status's error code; "" by default. */
  readonly errorCode: string;
  /** What `respHeaders` holds; filled by default. */
  readonly headers: "untouched" | "empty" | "filled";
  /**
   * What became of the other out-parameters, `none` by default for a function that has none. `object`
   * and `source`: just the bytes of the object, or of the file.
   */
  readonly out: "none" | "untouched" | "filled" | "object" | "source";
  /** How long it waits for that at least, in milliseconds; 0 by default. */
  readonly after: number;
}

/**
 * What became of things: all are as they were before the call (`unchanged`, the default); all are what
 * the same call makes of them when nothing goes wrong (`done`); or some are something else, and all
 * others as they were.
 */
export type Fates = "unchanged" | "done" | Readonly<Record<string, Fate>>;

/**
 * What became of a file, or of something that the service keeps:
 * - `before`: it is as it was before the call
 * - `done`: it is what the same call makes of it when nothing goes wrong
 * - `none`: it is not there; `any`: it is there
 * - `source`, `object`, `other`: it has the bytes of the file `source`, of the object `key` as they were
 *   before the call, or those that somebody else wrote
 * - `[1, 2]`: it is a checkpoint with these parts
 * - `[[1, 2]]`: uploads of that name are under way, with these parts
 */
export type Fate =
  | "before"
  | "done"
  | "none"
  | "any"
  | "source"
  | "object"
  | "other"
  | readonly number[]
  | readonly (readonly number[])[];

/** A fault: of the emulator's own, on the wire, or standing before the call. */
export type Fault = EmulatorFault | MeanwhileFault | WireFault | StandingFault;

/** A rule of the emulator, written as `src/emulator/faults.ts` has it. */
export interface EmulatorFault {
  readonly fault: "emulator";
  readonly rule: OssFaultRule;
}

/** Which requests a fault befalls, as with the emulator's rules. */
export type Match = Pick<OssFaultMatch, "operation" | "partNumber" | "nth" | "times">;

/** Somebody does something while a request waits, which then is carried out. */
export interface MeanwhileFault extends Match {
  readonly fault: "meanwhile";
  readonly does: Action;
}

/** Something happens on the way between the client and a service that is well. */
export type WireFault = ClosedFault | AnsweredByFault | AlteredFault;

/**
 * The connection is closed in good order:
 * - `closedUnanswered`: when the request has come whole; it is not carried out
 * - `closedAfterAnswer`: behind the answer, which does not tell that it will be
 */
export interface ClosedFault extends Match {
  readonly fault: "closedUnanswered" | "closedAfterAnswer";
}

/** The request is not carried out; some bytes are the answer, and then the connection is closed. */
export interface AnsweredByFault extends Match {
  readonly fault: "answeredBy";
  /** The bytes; `{elsewhere}` in them is a host that nothing must be sent to. */
  readonly bytes: string;
}

/** The request is carried out, and the answer is changed on its way. */
export interface AlteredFault extends Match {
  readonly fault: "altered";
  /** Headers to set, or with `null` to take out; `{now+2}` is a date in two seconds. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Another body; Content-Length tells its length. */
  readonly body?: string;
  /** Only half of the body, of which Content-Length tells the length. */
  readonly halve?: boolean;
  /** More bytes than Content-Length tells. */
  readonly append?: string;
  /** Whether the connection is closed behind the answer. */
  readonly close?: boolean;
}

/** Something is wrong before the call begins. */
export type StandingFault =
  | EndpointFault
  | ClockFault
  | FileFault
  | PathFault
  | LinkFault
  | FileLimitFault
  | EarlierFault;

/**
 * Where the service should be
 * - `refused`: nobody listens
 * - `reset`: each connection is reset when the first byte comes
 * - `silent`: connections stand, but nothing is ever said, not even of TLS
 * - `untrusted`: TLS is spoken with a certificate that nobody vouches for
 */
export interface EndpointFault {
  readonly fault: "refused" | "reset" | "silent" | "untrusted";
}

/** The service's clock is ahead. */
export interface ClockFault {
  readonly fault: "clock";
  /** By so much; negative when it is behind. */
  readonly seconds: number;
}

/** There is a file. */
export interface FileFault {
  readonly fault: "file";
  readonly path: string;
  readonly text: string;
}

/**
 * Something is wrong with a file:
 * - `directory`: a directory has its name
 * - `missing`: it is not there
 * - `damaged`: a byte in its middle is another
 */
export interface PathFault {
  readonly fault: "directory" | "missing" | "damaged";
  readonly path: string;
}

/** A file is a link; one to `/dev/full` is a disk without room. */
export interface LinkFault {
  readonly fault: "link";
  readonly path: string;
  readonly to: string;
}

/** The caller is a process that can't make a file larger than so many blocks of 512 bytes. */
export interface FileLimitFault {
  readonly fault: "fileLimit";
  readonly blocks: number;
}

/** Somebody did something before the call. */
export interface EarlierFault {
  readonly fault: "earlier";
  readonly does: Action;
}
