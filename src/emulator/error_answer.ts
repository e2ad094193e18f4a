/**
 * How an error goes over the wire.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, emptyAnswer, xmlAnswer } from "./answer.js";
import { type XmlElement, xmlDocument } from "./xml_writer.js";

/** What an error's answer tells. */
export interface ErrorFacts {
  /** The HTTP status. */
  readonly status: number;
  /** The error's code. */
  readonly code: string;
  /** What it means. */
  readonly message: string;
  /** The number of the exact cause, "" for none. */
  readonly ec?: string;
  /** Further elements of the document. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Which request failed. */
export interface FailedRequest {
  /** Its method. */
  readonly method: string;
  /** Its host. */
  readonly host: string;
  /** Its id. */
  readonly requestId: string;
}

/** The error as a document, or in a header where the answer can't have a body. */
export function errorAnswer(error: ErrorFacts, request: FailedRequest): Answer {
  const { status, ec = "" } = error;
  const headers = { ...error.headers, ...(ec === "" ? {} : { "x-oss-ec": ec }) };
  if (status === 304) return emptyAnswer(status, headers);
  const document = errorDocument(error, request);
  if (request.method !== "HEAD") return xmlAnswer(document, headers, status);
  return emptyAnswer(status, {
    ...headers,
    "Content-Type": "application/xml",
    "x-oss-err": Buffer.from(document, "utf8").toString("base64"),
  });
}

/** The error's document. */
export function errorDocument(
  { code, message, ec = "", elements = {} }: ErrorFacts,
  { host, requestId }: FailedRequest,
): string {
  const more: XmlElement[] = Object.entries(elements);
  return xmlDocument("Error", [
    ["Code", code],
    ["Message", message],
    ["RequestId", requestId],
    ["HostId", host],
    ...more,
    ...(ec === "" ? [] : [["EC", ec] as const]),
  ]);
}
