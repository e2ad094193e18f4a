/**
 * What an operation answers, before it goes over the wire.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import type { OpenContent } from "./store/contents.js";

/** An answer's body. */
export interface AnswerBody extends OpenContent {
  /** How many bytes it has; null when that is not known before they are sent. */
  readonly length: number | null;
}

/** An answer. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** Its own headers; those that every answer has are added when it is sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its body. */
  readonly body: AnswerBody;
}

/** An answer without a body. */
export function emptyAnswer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: bodyOf("") };
}

/** An answer whose body is an XML document. */
export function xmlAnswer(
  document: string,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Answer {
  return {
    status,
    headers: { "Content-Type": "application/xml", ...headers },
    body: bodyOf(document),
  };
}

/** A body that is a text. */
export function bodyOf(text: string): AnswerBody {
  const bytes = Buffer.from(text, "utf8");
  return { length: bytes.length, chunks: [bytes], close: () => Promise.resolve() };
}
