/**
 * SelectObject and CreateSelectObjectMeta on CSV.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Answer } from "../answer.js";
import { OssError } from "../error.js";
import { csvRows } from "../select/csv.js";
import { Frames } from "../select/frames.js";
import {
  readMetaRequest,
  readSelectRequest,
  type SelectRequest,
} from "../select/select_request.js";
import { type RowBatches, Selection, SPLIT_SIZE } from "../select/selection.js";
import type { OpenContent } from "../store/contents.js";
import type { CsvMeta, ObjectRecord } from "../store/records.js";
import type { Chunks } from "../store/vault.js";
import { type Call, readDocument } from "./call.js";
import { checkThawed } from "./frozen.js";
import { askedObject } from "./object.js";

const FRAME_SIZE = 64 * 1024;
const SILENCE = 4 * 1024 * 1024;

/** What is posted to an object with `x-oss-process`: only CSV is selected from and counted. */
export function processObject(call: Call): Promise<Answer> {
  const process = call.request.query.get("x-oss-process");
  if (process === "csv/select") return selectObject(call);
  if (process === "csv/meta") return createSelectObjectMeta(call);
  throw new OssError("NotImplemented", { elements: { Process: process } });
}

/** SelectObject. */
async function selectObject(call: Call): Promise<Answer> {
  const request = readSelectRequest(await readDocument(call));
  const object = readable(call);
  if (request.range !== null && object.csvMeta == null) {
    throw new OssError("InvalidArgument", {
      message: "A range can be selected when the object was counted by CreateSelectObjectMeta.",
      elements: { ArgumentName: "Range" },
    });
  }
  const opened = call.store.contents.open(object.segments, 0, object.size);
  try {
    const selection = await Selection.begin(
      request,
      csvRows(request.isGzip ? gunzipped(opened.chunks) : opened.chunks, request.csv),
    );
    return answerOf(request, selection, opened);
  } catch (error) {
    await opened.close();
    throw asOssError(error);
  }
}

function readable(call: Call): ObjectRecord {
  const { target } = askedObject(call);
  checkThawed(target, call.now);
  return target;
}

function gunzipped(chunks: Chunks): Chunks {
  const gunzip = createGunzip();
  // Whoever reads gets the error, if there is one.
  pipeline(Readable.from(chunks), gunzip, () => undefined);
  return gunzip;
}

/** What the object's content makes fail is the request's fault. */
function asOssError(error: unknown): OssError {
  if (error instanceof OssError) return error;
  return new OssError("BadRequest", { message: `The object can't be read: ${String(error)}` });
}

function answerOf(request: SelectRequest, selection: Selection, opened: OpenContent): Answer {
  const pieces = piecesOf(selection);
  return {
    status: 206,
    headers: {
      "Content-Type": "application/octet-stream",
      "x-oss-select-output-raw": String(request.isRaw),
    },
    body: {
      length: null,
      chunks: request.isRaw ? pieces : framed(selection, pieces, new Frames(request.hasCrc)),
      close: () => opened.close(),
    },
  };
}

/** The result in pieces of one size; an empty one when there was nothing for a while. */
async function* piecesOf(selection: Selection): AsyncGenerator<Buffer> {
  let text = "";
  let told = 0;
  for await (const more of selection.texts()) {
    text += more;
    const isLate = selection.scanned - told >= SILENCE;
    if (isLate && text.length < FRAME_SIZE) {
      yield Buffer.from(text, "latin1");
      text = "";
    }
    if (isLate || text.length >= FRAME_SIZE) told = selection.scanned;
    for (; text.length >= FRAME_SIZE; text = text.slice(FRAME_SIZE)) {
      yield Buffer.from(text.slice(0, FRAME_SIZE), "latin1");
    }
  }
  if (text !== "") yield Buffer.from(text, "latin1");
}

async function* framed(
  selection: Selection,
  pieces: AsyncIterable<Buffer>,
  frames: Frames,
): AsyncGenerator<Buffer> {
  try {
    for await (const piece of pieces) {
      const { scanned } = selection;
      yield piece.length === 0 ? frames.continuous(scanned) : frames.data(scanned, piece);
    }
    yield frames.end(selection.scanned, 200, "");
  } catch (error) {
    const { status, code, message } = asOssError(error);
    yield frames.end(selection.scanned, status, `${code}.${message}`);
  }
}

/** CreateSelectObjectMeta: counts splits, rows and columns, and remembers them. */
async function createSelectObjectMeta(call: Call): Promise<Answer> {
  const { request, store } = call;
  const { csv, overwrites } = readMetaRequest(await readDocument(call));
  const object = readable(call);
  let meta = overwrites ? null : (object.csvMeta ?? null);
  if (meta === null) {
    const opened = store.contents.open(object.segments, 0, object.size);
    meta = await count(object.size, csvRows(opened.chunks, csv)).finally(() => opened.close());
    const bucket = store.bucket(request.bucket);
    // Another object may have taken the place of this one while it was read.
    if (bucket.objects.get(object.key) === object) {
      await store.changeObject(bucket, object, { csvMeta: meta });
    }
  }
  const frame = new Frames(true).metaEnd(object.size, meta);
  return {
    status: 206,
    headers: { "Content-Type": "application/octet-stream" },
    body: { length: frame.length, chunks: [frame], close: () => Promise.resolve() },
  };
}

async function count(size: number, batches: RowBatches): Promise<CsvMeta> {
  let [rows, columns] = [0, 0];
  for await (const batch of batches) {
    if (rows === 0) columns = batch[0]?.fields.length ?? 0;
    rows += batch.length;
  }
  return { splits: Math.max(1, Math.ceil(size / SPLIT_SIZE)), rows, columns };
}
