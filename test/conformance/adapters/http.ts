/** Vectors of reading and writing bodies, header lines, and what libcurl's failures become. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AosBuf,
  aosBufPack,
  aosCreateFileBuf,
  aosOpenFileForRangeRead,
  aosOpenFileForRead,
  aosOpenFileForWrite,
  aosOpenFileForWriteNotrunc,
} from "../../../src/aos/buf.js";
import {
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosReadHttpBodyFile,
  aosReadHttpBodyMemory,
  aosWriteHttpBodyFile,
  aosWriteHttpBodyMemory,
} from "../../../src/aos/http_io.js";
import { type AosList, aosListAddTail } from "../../../src/aos/list.js";
import { aosTableMake } from "../../../src/aos/table.js";
import { failureOf, type Phase, type TransportError } from "../../../src/aos/transport/failure.js";
import { openSink } from "../../../src/aos/transport/sinks.js";
import { Watchdog } from "../../../src/aos/transport/watchdog.js";
import { aosCurlResponseHeadersParse } from "../../../src/aos/transport.js";
import { type Json, toBytes } from "../values.js";
import type { VectorAdapter } from "../vectors.js";

function list(input: Json | undefined): Json[] {
  return Array.isArray(input) ? input : [];
}

function contents(body: AosList<AosBuf>): Buffer[] {
  return [...body].map((b) => b.bytes);
}

/** Calls `use` with the path of a file of a directory that is removed afterwards. */
async function withFile<T>(
  content: Json | undefined,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "oss-c-sdk-"));
  try {
    const path = join(directory, "file");
    if (content != null) writeFileSync(path, toBytes(content));
    return await use(path);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const readMemory: VectorAdapter = (input) => {
  const req = aosHttpRequestCreate(null);
  for (const text of list(input["body"])) aosListAddTail(aosBufPack(null, toBytes(text)), req.body);
  const afterEach = list(input["reads"]).map((len) => {
    const buffer = Buffer.alloc(Number(len));
    const bytes = aosReadHttpBodyMemory(req, buffer, buffer.length);
    return { return: bytes, buffer: buffer.subarray(0, bytes), left: contents(req.body) };
  });
  return { after_each: afterEach };
};

const writeMemory: VectorAdapter = (input) => {
  const resp = aosHttpResponseCreate(null);
  const returns = list(input["writes"]).map((write) => {
    const bytes = toBytes(write);
    return aosWriteHttpBodyMemory(resp, bytes, bytes.length);
  });
  return { returns, body: contents(resp.body), body_len: resp.bodyLen };
};

const readFile: VectorAdapter = (input) =>
  withFile(input["file"], async (path) => {
    const req = aosHttpRequestCreate(null);
    const fb = aosCreateFileBuf(null);
    const [filePos, fileLast] = list(input["range"]).map(Number);
    const opened =
      filePos === undefined || fileLast === undefined
        ? await aosOpenFileForRead(null, path, fb)
        : await aosOpenFileForRangeRead(null, path, filePos, fileLast, fb);
    req.fileBuf = input["no_file_buf"] === true ? null : fb;
    const result = { open: opened, file_pos: fb.filePos, file_last: fb.fileLast, owner: fb.owner };
    const afterEach: unknown[] = [];
    for (const len of list(input["reads"])) {
      const buffer = Buffer.alloc(Number(len));
      const bytes = await aosReadHttpBodyFile(req, buffer, buffer.length);
      const read = bytes < 0 ? null : buffer.subarray(0, bytes);
      afterEach.push({ return: bytes, buffer: read, file_pos: fb.filePos });
    }
    await fb.file?.close();
    return { ...result, after_each: afterEach };
  });

const writeFile: VectorAdapter = (input) =>
  withFile(input["existing"], async (path) => {
    const resp = aosHttpResponseCreate(null);
    resp.filePath = path;
    let opened: number | null = null;
    if (input["open"] !== "none") {
      resp.fileBuf = aosCreateFileBuf(null);
      const open = input["open"] === "write" ? aosOpenFileForWrite : aosOpenFileForWriteNotrunc;
      opened = await open(null, path, resp.fileBuf);
    }
    const returns: number[] = [];
    for (const write of list(input["writes"])) {
      const bytes = toBytes(write);
      returns.push(await aosWriteHttpBodyFile(resp, bytes, bytes.length));
    }
    await resp.fileBuf?.file?.close();
    const file = existsSync(path) ? readFileSync(path) : null;
    const fileLast = resp.fileBuf?.fileLast ?? null;
    return { open: opened, returns, body_len: resp.bodyLen, file_last: fileLast, file };
  });

const parseHeaders: VectorAdapter = (input) => {
  const headers = aosTableMake(null, 5);
  for (const line of list(input["lines"])) {
    const bytes = toBytes(line);
    aosCurlResponseHeadersParse(null, headers, bytes, bytes.length);
  }
  return { headers };
};

/** What Node and undici say where libcurl has a code of its own. */
const COUNTERPARTS: Readonly<Record<number, readonly [phase: Phase, code: string]>> = {
  5: ["connecting", "ENOTFOUND"],
  6: ["connecting", "EAI_AGAIN"],
  7: ["connecting", "ECONNREFUSED"],
  18: ["answering", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"],
  27: ["asking", "ENOMEM"],
  35: ["connecting", "ERR_SSL_WRONG_VERSION_NUMBER"],
  52: ["asking", "UND_ERR_SOCKET"],
  55: ["asking", "EPIPE"],
  56: ["asking", "ECONNRESET"],
  60: ["connecting", "SELF_SIGNED_CERT_IN_CHAIN"],
};

const CURLE_WRITE_ERROR = 23;
const CURLE_OPERATION_TIMEDOUT = 28;

const codeToStatus: VectorAdapter = async (input) => {
  const curlCode = Number(input["code"]);
  if (curlCode === CURLE_WRITE_ERROR) return { return: shortWrite().code };
  if (curlCode === CURLE_OPERATION_TIMEDOUT) return { return: (await silence()).code };
  const [phase, code] = COUNTERPARTS[curlCode] ?? ["asking", "ERR_ANYTHING_ELSE"];
  return { return: failureOf(Object.assign(new Error(), { code }), phase).code };
};

/** A program's function that takes less than it was given. */
function shortWrite(): TransportError {
  const resp = aosHttpResponseCreate(null);
  resp.status = 200;
  resp.writeBody = () => 1;
  try {
    void openSink(resp, aosHttpRequestOptionsCreate(null), null).write(Buffer.from("ab"));
  } catch (error) {
    return failureOf(error, "answering");
  }
  throw new Error("a short write went through");
}

/** A connection on which nothing moves. */
function silence(): Promise<TransportError> {
  const options = { ...aosHttpRequestOptionsCreate(null), speedTime: 0.01 };
  return new Promise((resolve) => {
    new Watchdog(new Socket(), options, resolve).start();
  });
}

/** Key: name of the vector file without `.json`. */
export const httpAdapters: Record<string, VectorAdapter> = {
  aos_read_http_body_memory: readMemory,
  aos_write_http_body_memory: writeMemory,
  aos_read_http_body_file: readFile,
  aos_write_http_body_file: writeFile,
  aos_curl_response_headers_parse: parseHeaders,
  aos_curl_code_to_status: codeToStatus,
};
