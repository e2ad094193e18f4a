/**
 * What an emulator remembers of the requests that it got.
 *
 * @packageDocumentation
 */

import type { OssOperationName } from "./router.js";
import type { OssRequest } from "./wire/request.js";

/** A request that an emulator got. */
export interface OssEmulatorRequest {
  /** The method. */
  readonly method: string;
  /** The target as it stood in the first line. */
  readonly target: string;
  /** The operation, "" for what is none. */
  readonly operation: OssOperationName | "";
  /** The bucket, "" for the service itself. */
  readonly bucket: string;
  /** The object's name, "" for none. */
  readonly key: string;
  /** The part's number, 0 for none. */
  readonly partNumber: number;
  /** The upload, "" for none. */
  readonly uploadId: string;
  /** The headers, names in lower case, values one character a byte. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The status of the answer; 0 while there is none, and when the connection broke before it. */
  readonly status: number;
  /** The code of the error that was answered, "" for none. */
  readonly code: string;
  /** How many bytes of the request's body were read. */
  readonly bytes: number;
  /** How many bytes of the answer's body were sent. */
  readonly bytesSent: number;
}

/** The same, while it is being written. */
export type LogEntry = { -readonly [K in keyof OssEmulatorRequest]: OssEmulatorRequest[K] };

/** The entry of a request that has just come. */
export function entryOf(request: OssRequest): LogEntry {
  return {
    method: request.method,
    target: request.target,
    operation: "",
    bucket: request.bucket,
    key: request.key,
    partNumber: Number(request.query.get("partNumber")) || 0,
    uploadId: request.query.get("uploadId"),
    headers: [...request.headers],
    status: 0,
    code: "",
    bytes: 0,
    bytesSent: 0,
  };
}
