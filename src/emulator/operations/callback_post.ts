/**
 * The request that a callback is.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { request } from "node:http";
import { OssError } from "../error.js";

/** What is posted. */
export interface CallbackPost {
  /** The body. */
  readonly body: string;
  /** The headers. */
  readonly headers: Readonly<Record<string, string>>;
}

const MOST_MILLISECONDS = 5000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Posts to the first URL that answers with 200 and a JSON document.
 *
 * @returns the document; when no URL answers one, CallbackFailed is thrown for the last of them
 */
export async function postCallback(urls: readonly string[], post: CallbackPost): Promise<string> {
  let failure = new OssError("CallbackFailed");
  for (const url of urls) {
    try {
      return await postOnce(url, post);
    } catch (error) {
      if (!(error instanceof OssError)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function postOnce(address: string, post: CallbackPost): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== "http:" || !LOOPBACK.test(url.hostname)) {
    throw failed("This server calls back http URLs of loopback addresses only.");
  }
  const { status, body } = await exchange(url, post).catch((error: unknown) => {
    throw failed(`Error status : -1. ${String(error)}`);
  });
  if (status !== 200) throw failed(`Error status : ${status}.`);
  try {
    JSON.parse(body);
  } catch {
    throw failed("Response body is not valid json format.");
  }
  return body;
}

function failed(message: string): OssError {
  return new OssError("CallbackFailed", { message });
}

async function exchange(url: URL, post: CallbackPost): Promise<{ status: number; body: string }> {
  const length = { "Content-Length": String(Buffer.byteLength(post.body)) };
  return await new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: "POST",
        headers: { ...post.headers, ...length },
        agent: false,
        signal: AbortSignal.timeout(MOST_MILLISECONDS),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(post.body);
  });
}
