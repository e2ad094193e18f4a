/**
 * What an operation gets, and what it is.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Answer } from "../answer.js";
import { OssError } from "../error.js";
import type { Content } from "../store/contents.js";
import type { Store } from "../store/store.js";
import type { OssRequest } from "../wire/request.js";

/** What does not change from request to request. */
export interface Settings {
  /** The region, such as `cn-hangzhou`. */
  readonly region: string;
  /** The size below which a part that is not the last makes completing fail, in bytes. */
  readonly minimumPartSize: number;
  /** How long it takes to thaw a frozen object, in milliseconds. */
  readonly restoreTime: number;
}

/** One request that is being answered. */
export interface Call {
  /** The request. */
  readonly request: OssRequest;
  /** What the emulator keeps. */
  readonly store: Store;
  /** How the emulator is set up. */
  readonly settings: Settings;
  /** Whether nobody signed it: then only what everybody may see is seen. */
  readonly isAnonymous: boolean;
  /** The time, in milliseconds since 1970. */
  readonly now: number;
  /** The id of the request. */
  readonly requestId: string;
  /** The request's body; it can be read once. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Answers a call; errors are thrown as {@link OssError}. */
export type Operation = (call: Call) => Answer | Promise<Answer>;

const LONGEST_DOCUMENT = 5 * 1024 * 1024;
const LARGEST_BODY = 5 * 1024 * 1024 * 1024;

/** Takes the body in as an object's or a part's content, and checks its Content-MD5. */
export async function takeBody({ request, store, body }: Call): Promise<Content> {
  const { headers } = request;
  const length = headers.get("content-length");
  if (length === undefined && !isChunked(request)) throw new OssError("MissingContentLength");
  if (Number(length) > LARGEST_BODY) {
    throw new OssError("EntityTooLarge", { elements: { MaxSizeAllowed: String(LARGEST_BODY) } });
  }
  const given = headers.get("content-md5");
  const expected = given === undefined ? undefined : Buffer.from(given, "base64");
  if (expected !== undefined && expected.length !== 16) throw new OssError("InvalidDigest");
  const content = await store.contents.take(body);
  if (expected === undefined || expected.toString("hex").toUpperCase() === content.md5) {
    return content;
  }
  await store.contents.release(content.segments);
  throw new OssError("InvalidDigest", {
    message: "The Content-MD5 you specified did not match what we received.",
    elements: {
      ExpectedDigest: given ?? "",
      CalculatedDigest: Buffer.from(content.md5, "hex").toString("base64"),
    },
  });
}

function isChunked({ headers }: OssRequest): boolean {
  return (headers.get("transfer-encoding") ?? "").toLowerCase().includes("chunked");
}

/** Reads the body as a document, and checks its Content-MD5. */
export async function readDocument({ request, body }: Call): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LONGEST_DOCUMENT) throw new OssError("MalformedXML");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const given = request.headers.get("content-md5");
  if (given !== undefined) {
    // The C SDK sends four bytes too many behind the digest, and the service lets it pass.
    const digest = createHash("md5").update(bytes).digest();
    if (!Buffer.from(given, "base64").subarray(0, 16).equals(digest)) {
      throw new OssError("InvalidDigest");
    }
  }
  return bytes.toString("utf8");
}

/** A whole number of the query between two bounds, or `otherwise` when it is missing or empty. */
export function queryNumber(
  { query }: OssRequest,
  name: string,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  const text = query.get(name);
  if (text === "") return otherwise;
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= least && value <= most) return value;
  throw new OssError("InvalidArgument", {
    message: `Argument ${name} must be an integer between ${least} and ${most}.`,
    elements: { ArgumentName: name, ArgumentValue: text },
  });
}

/** A time as documents show it. */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, ".000Z");
}
