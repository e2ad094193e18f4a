/**
 * What went wrong, as an `AOSE_*` code: the one place where failures of Node and undici become ours.
 * Port of `aos_curl_code_to_status`.
 *
 * @packageDocumentation
 */

import {
  AOSE_ABORT_CALLBACK,
  AOSE_CONNECTION_FAILED,
  AOSE_FAILED_CONNECT,
  AOSE_FAILED_VERIFICATION,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OUT_MEMORY,
  type AosErrorCode,
} from "../define.js";

/** A failure that has its code already. The message is shown to users: it never holds a secret. */
export class TransportError extends Error {
  /** What the request answers. */
  readonly code: AosErrorCode;

  constructor(code: AosErrorCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** How far the exchange was: before the connection stood, before the answer's head, or behind it. */
export type Phase = "connecting" | "asking" | "answering";

/** A row of the table: what a failure means in each phase. */
interface Meaning {
  readonly codes: RegExp;
  readonly text: string;
  readonly connecting: AosErrorCode;
  readonly asking: AosErrorCode;
  readonly answering: AosErrorCode;
}

function always(code: AosErrorCode): Pick<Meaning, Phase> {
  return { connecting: code, asking: code, answering: code };
}

/** The first row that knows one of the error's codes counts. */
const MEANINGS: readonly Meaning[] = [
  {
    codes: /^(ENOTFOUND|EAI_\w+)$/,
    text: "the host name could not be resolved",
    ...always(AOSE_NAME_LOOKUP_ERROR),
  },
  {
    codes:
      /^(ERR_TLS_CERT_\w+|CERT_\w+|CRL_\w+|UNABLE_TO_\w+|(DEPTH_ZERO_)?SELF_SIGNED_CERT\w*|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)$/,
    text: "the server's certificate could not be verified",
    ...always(AOSE_FAILED_VERIFICATION),
  },
  {
    codes: /^(ERR_SSL_\w+|ERR_TLS_\w+|ERR_OSSL_\w+|EPROTO)$/,
    text: "the server does not speak TLS as this client does",
    ...always(AOSE_INTERNAL_ERROR),
  },
  {
    // A connection that is lost before the answer is -996 in C, and the records hold us to that.
    codes: /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|E(HOST|NET)UNREACH|ENETDOWN)$/,
    text: "the connection was lost",
    connecting: AOSE_FAILED_CONNECT,
    asking: AOSE_INTERNAL_ERROR,
    answering: AOSE_CONNECTION_FAILED,
  },
  {
    codes: /^(ENOMEM|ERR_MEMORY_ALLOCATION_FAILED)$/,
    text: "memory ran out",
    ...always(AOSE_OUT_MEMORY),
  },
  {
    codes: /^(UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/,
    text: "the answer does not have the length that it names",
    connecting: AOSE_FAILED_CONNECT,
    asking: AOSE_INTERNAL_ERROR,
    answering: AOSE_CONNECTION_FAILED,
  },
  {
    codes: /^(HPE_\w+|UND_ERR_HEADERS_OVERFLOW)$/,
    text: "the answer is not HTTP",
    connecting: AOSE_FAILED_CONNECT,
    asking: AOSE_INTERNAL_ERROR,
    answering: AOSE_INTERNAL_ERROR,
  },
  {
    codes: /^(UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED)$/,
    text: "the request can't be sent",
    ...always(AOSE_INVALID_ARGUMENT),
  },
  {
    codes: /^(UND_ERR_ABORTED|ABORT_ERR)$/,
    text: "the request was ended",
    ...always(AOSE_ABORT_CALLBACK),
  },
];

/** What a failure means that no other row knows, as `ECONNREFUSED` or a full table of files. */
const UNKNOWN: Meaning = {
  codes: /^/,
  text: "the exchange failed",
  connecting: AOSE_FAILED_CONNECT,
  asking: AOSE_INTERNAL_ERROR,
  answering: AOSE_INTERNAL_ERROR,
};

/**
 * What an error means. Looks at the error, at its causes and at the errors that it gathers. Foreign
 * messages are not repeated, since they may quote what was sent; their codes are.
 */
export function failureOf(error: unknown, phase: Phase): TransportError {
  const errors = withCauses(error);
  const own = errors.find((e) => e instanceof TransportError);
  if (own !== undefined) return own;
  const codes = errors.map(codeOf).filter((code) => code !== "");
  const meaning = MEANINGS.find((m) => codes.some((code) => m.codes.test(code))) ?? UNKNOWN;
  const text = meaning[phase] === AOSE_FAILED_CONNECT ? NO_CONNECTION : meaning.text;
  const shown = codes.find((code) => meaning.codes.test(code)) ?? nameOf(error);
  return new TransportError(meaning[phase], `${text} (${shown})`);
}

const NO_CONNECTION = "no connection could be made";

/** Whether the connection broke, which happens to one that was idle for too long. */
export function isConnectionLost(error: unknown): boolean {
  return withCauses(error).some((e) => /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(codeOf(e)));
}

function withCauses(error: unknown): unknown[] {
  const errors: unknown[] = [];
  const left = [error];
  // A chain of causes may be a ring.
  while (left.length > 0 && errors.length < MOST_CAUSES) {
    const next = left.shift();
    errors.push(next);
    if (next instanceof AggregateError) left.push(...gathered(next));
    if (next instanceof Error && next.cause !== undefined) left.push(next.cause);
  }
  return errors;
}

/** The type of the list says nothing of what is in it. */
function gathered({ errors }: { errors: readonly unknown[] }): readonly unknown[] {
  return errors;
}

const MOST_CAUSES = 20;

/** The code of a system error, as `ECONNREFUSED`; "" for other things. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  // undici forgets the code of what its parser finds; its words are left.
  if (error.name !== "HTTPParserError") return "";
  return error.message.includes("Invalid EOF state") ? "HPE_INVALID_EOF_STATE" : "HPE_INVALID";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
