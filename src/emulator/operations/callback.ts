/**
 * `x-oss-callback`: when an object was put, a URL is called, and its answer is the request's.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, bodyOf } from "../answer.js";
import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";
import { urlEncode } from "../wire/text.js";
import type { Call, Operation } from "./call.js";
import { type CallbackPost, postCallback } from "./callback_post.js";
import { readImage } from "./processed_object.js";

/** What a request wants to be called. */
interface Callback {
  readonly urls: readonly string[];
  readonly host: string;
  readonly body: string;
  readonly type: string;
  readonly variables: Readonly<Record<string, string>>;
}

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** Whether a request asks for a callback. */
export function asksForCallback(request: OssRequest): boolean {
  return encoded(request, "callback") !== undefined;
}

/** The operation with the callback behind it that the request asks for, if it does. */
export function withCallback(operation: Operation): Operation {
  return async (call) => {
    const callback = readCallback(call.request);
    const answer = await operation(call);
    return callback === null ? answer : await callBack(call, callback, answer);
  };
}

function encoded({ headers, query }: OssRequest, name: string): string | undefined {
  return headers.get(`x-oss-${name}`) ?? (query.has(name) ? query.get(name) : undefined);
}

function readCallback(request: OssRequest): Callback | null {
  const text = encoded(request, "callback");
  if (text === undefined) return null;
  const fields = readFields("callback", text);
  const {
    callbackUrl = "",
    callbackHost = "",
    callbackBody = "",
    callbackBodyType = FORM,
  } = fields;
  const known = callbackBodyType === FORM || callbackBodyType === JSON_TYPE;
  if (callbackUrl === "" || callbackBody === "" || !known) throw invalid("callback");
  const variables = encoded(request, "callback-var");
  return {
    urls: callbackUrl.split(";"),
    host: callbackHost,
    body: callbackBody,
    type: callbackBodyType,
    variables: variables === undefined ? {} : readFields("callback-var", variables),
  };
}

/** The texts of an object that is JSON in Base64. */
function readFields(name: string, base64: string): Readonly<Record<string, string>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
  } catch {
    throw invalid(name);
  }
  if (typeof value !== "object" || value === null) throw invalid(name);
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => {
      return typeof entry[1] === "string";
    }),
  );
}

function invalid(name: string): OssError {
  return new OssError("InvalidArgument", {
    message: "The callback configuration is not json format.",
    elements: { ArgumentName: name },
  });
}

async function callBack(call: Call, callback: Callback, answer: Answer): Promise<Answer> {
  const facts = { ...(await factsOf(call)), ...callback.variables };
  const post: CallbackPost = {
    body: filled(callback.body, callback.type, facts),
    headers: {
      "Content-Type": callback.type,
      "User-Agent": "aliyun-oss-callback",
      "x-oss-bucket": call.request.bucket,
      ...(callback.host === "" ? {} : { Host: callback.host }),
    },
  };
  await answer.body.close();
  const body = bodyOf(await postCallback(callback.urls, post));
  return { ...answer, headers: { ...answer.headers, "Content-Type": JSON_TYPE }, body };
}

/** What a callback's body may tell. Numbers are those that JSON shows without quotes. */
async function factsOf(call: Call): Promise<Readonly<Record<string, string | number>>> {
  const { request, store, requestId } = call;
  const object = store.object(store.bucket(request.bucket), request.key);
  const image = await readImage(store, object);
  return {
    bucket: request.bucket,
    object: object.key,
    etag: object.etag,
    size: object.size,
    mimeType: object.headers["content-type"] ?? "",
    crc64: object.crc64,
    contentMd5: object.contentMd5,
    operation: object.type === "Multipart" ? "CompleteMultipartUpload" : "PutObject",
    reqId: requestId,
    ...(image === null
      ? {}
      : {
          "imageInfo.format": image.format,
          "imageInfo.height": image.height,
          "imageInfo.width": image.width,
        }),
  };
}

/** The body with its variables; one that is not known is empty. */
function filled(
  body: string,
  type: string,
  facts: Readonly<Record<string, string | number>>,
): string {
  return body.replace(/\$\{([^}]*)\}/g, (_variable, name: string) => {
    const value = (Object.hasOwn(facts, name) ? facts[name] : undefined) ?? "";
    return type === FORM ? urlEncode(String(value)) : JSON.stringify(value);
  });
}
