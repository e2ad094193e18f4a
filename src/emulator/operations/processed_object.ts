/**
 * GetObject with `x-oss-process`: what an image is like, or the object as it stands.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, bodyOf } from "../answer.js";
import { OssError } from "../error.js";
import { type ImageFacts, imageFacts } from "../image/size.js";
import type { ObjectRecord } from "../store/records.js";
import type { Store } from "../store/store.js";
import type { Call } from "./call.js";
import { checkConditions } from "./conditions.js";
import { checkThawed } from "./frozen.js";
import { askedObject, getObject } from "./object.js";

/** An EXIF segment may stand in front of the size, but not a longer one. */
const LONGEST_HEADER = 1024 * 1024;

/**
 * GetObject of an image that is to be processed. `image/info` is answered; of all other image
 * processing and styles the answer is the image as it stands.
 */
export function getProcessedObject(call: Call): Answer | Promise<Answer> {
  const process = call.request.query.get("x-oss-process");
  if (process === "image/info") return getImageInfo(call);
  if (/^(?:image|style)\//.test(process)) return getObject(call);
  throw new OssError("NotImplemented", { elements: { Process: process } });
}

async function getImageInfo(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const { shown, target } = askedObject(call);
  checkThawed(target, now);
  checkConditions(request.headers, shown);
  const facts = await readImage(store, target);
  if (facts === null) {
    throw new OssError("BadRequest", { message: "This image format is not supported." });
  }
  const info = {
    FileSize: { value: String(target.size) },
    Format: { value: facts.format },
    ImageHeight: { value: String(facts.height) },
    ImageWidth: { value: String(facts.width) },
  };
  const headers = { "Content-Type": "application/json" };
  return { status: 200, headers, body: bodyOf(JSON.stringify(info)) };
}

/** Reads format and size of an object, null for what is no image. */
export async function readImage(store: Store, object: ObjectRecord): Promise<ImageFacts | null> {
  const length = Math.min(object.size, LONGEST_HEADER);
  const opened = store.contents.open(object.segments, 0, length);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.chunks) chunks.push(chunk);
    return imageFacts(Buffer.concat(chunks));
  } finally {
    await opened.close();
  }
}
