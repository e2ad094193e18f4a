/**
 * Requests to an emulator by node:http alone, signed by the shortest code that can: the caller says
 * what is to be signed.
 */

import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import type { OssEmulator } from "../../src/emulator/index.js";
import { testAccount } from "./account.js";

/** A request. */
export interface RawRequest {
  /** The method; GET by default. */
  readonly method?: string;
  /** The target; the bucket goes into the path: `/examplebucket/key?acl`. */
  readonly target: string;
  /** What V1 signs for it; the target by default. */
  readonly resource?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body; an empty one by default. */
  readonly body?: string | Uint8Array;
  /** false sends no Authorization. */
  readonly signed?: boolean;
  /** The secret to sign with. */
  readonly secret?: string;
  /** The time to sign with, in milliseconds. */
  readonly time?: number;
}

/** An answer. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The text of an element of the error document, in the body or in `x-oss-err`. */
  element(name: string): string | undefined;
}

/** The headers of a request with a V1 signature. */
export function signedHeaders(raw: RawRequest): Record<string, string> {
  const { method = "GET", target, resource = target, headers = {} } = raw;
  const date = new Date(raw.time ?? Date.now()).toUTCString();
  if (raw.signed === false) return { ...headers };
  const ossHeaders = Object.keys(headers)
    .filter((name) => name.startsWith("x-oss-"))
    .sort()
    .map((name) => `${name}:${headers[name] ?? ""}\n`)
    .join("");
  const [md5 = "", type = ""] = [headers["Content-MD5"], headers["Content-Type"]];
  const text = `${method}\n${md5}\n${type}\n${date}\n${ossHeaders}${resource}`;
  const secret = raw.secret ?? testAccount.accessKeySecret;
  const signature = createHmac("sha1", secret).update(text, "latin1").digest("base64");
  return {
    ...headers,
    Date: date,
    Authorization: `OSS ${testAccount.accessKeyId}:${signature}`,
  };
}

/** Sends a request; a connection that breaks rejects. */
export async function send(emulator: OssEmulator, raw: RawRequest): Promise<RawAnswer> {
  const { method = "GET", target, body = "" } = raw;
  const length = { "Content-Length": String(Buffer.byteLength(body)) };
  return await new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: emulator.host,
        port: emulator.port,
        method,
        path: target,
        headers: { ...length, ...signedHeaders(raw) },
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const { statusCode: status = 0, headers } = incoming;
          const bytes = Buffer.concat(chunks);
          const inHeader = Buffer.from(String(headers["x-oss-err"] ?? ""), "base64");
          const document = `${bytes.toString()}${inHeader.toString()}`;
          const element = (name: string): string | undefined =>
            new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1];
          resolve({ status, headers, body: bytes, element });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Puts an object and expects that to work. */
export async function put(
  emulator: OssEmulator,
  key: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const target = `/${testAccount.bucket}/${key}`;
  const answer = await send(emulator, { method: "PUT", target, body, headers });
  if (answer.status !== 200) throw new Error(`PUT ${key} answered ${answer.status}`);
  return answer;
}

/** Begins an upload and tells its id. */
export async function beginUpload(emulator: OssEmulator, key: string): Promise<string> {
  const target = `/${testAccount.bucket}/${key}?uploads`;
  const answer = await send(emulator, { method: "POST", target });
  return answer.element("UploadId") ?? "";
}

/** A URL that lets whoever has it do one thing with an object of the test bucket for an hour. */
export function signedUrl(endpoint: string, method: string, key: string): string {
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const resource = `/${testAccount.bucket}/${key}`;
  const signature = createHmac("sha1", testAccount.accessKeySecret)
    .update(`${method}\n\n\n${expires}\n${resource}`)
    .digest("base64");
  const query = new URLSearchParams({
    OSSAccessKeyId: testAccount.accessKeyId,
    Expires: String(expires),
    Signature: signature,
  });
  return `${endpoint}${resource}?${query.toString()}`;
}
