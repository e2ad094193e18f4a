/** Rules for the vectors of the portable runtime. */

import { isUtf8 } from "node:buffer";
import { createHmac } from "node:crypto";
import { difference, isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorRule } from "../vectors.js";
import { readXml, textAt } from "../xml.js";

/** A query parameter is as long as the service takes it. */
const w8: VectorRule = {
  row: "W8",
  functions: ["aos_query_params_to_string"],
  applies: (_, { out }) => isObject(out) && out["return"] === -994,
  expected: ({ query_params: params }) => ({
    return: 0,
    querystr: `?${(Array.isArray(params) ? params : []).map(queryPair).join("&")}`,
  }),
};

function queryPair(pair: Json): string {
  const [key, value] = Array.isArray(pair) ? pair : [];
  const encoded = [key, value].filter((text) => toText(text) !== "");
  return encoded.map((text) => encode(toText(text))).join("=");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A key over 64 bytes is hashed. */
function w16(name: string, algorithm: string): VectorRule {
  return {
    row: "W16",
    functions: [name],
    applies: ({ key }) => toBytes(key).length > 64,
    expected: ({ key, message }) => ({
      hmac: createHmac(algorithm, toBytes(key)).update(toBytes(message)).digest("hex"),
    }),
  };
}

/** The id of the request is kept. */
const m2: VectorRule = {
  row: "M2",
  functions: ["aos_status_dup"],
  applies: ({ src }) => isObject(src) && src["req_id"] != null,
  expected: ({ src }) => ({ status: src ?? null }),
};

/** The document is read by path, its text whole. */
const a2: VectorRule = {
  row: "A2",
  functions: ["aos_status_parse_from_body"],
  applies: (input, { out }) =>
    isWellFormed(input) && difference(out, readByPath(input)) !== null && isRead(input),
  expected: readByPath,
};

/** What is not well-formed is not read. */
const a5: VectorRule = {
  row: "A5",
  functions: ["aos_status_parse_from_body"],
  applies: (input, { out }) =>
    !isWellFormed(input) && isRead(input) && difference(out, unread(input)) !== null,
  expected: unread,
};

/** The body of a success is not looked at. */
function isRead({ bc, code }: JsonObject): boolean {
  return Array.isArray(bc) && Math.trunc(Number(code) / 100) !== 2;
}

const UNKNOWN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const NO_CHARACTER = /[^\t\n\r -\uffff]/;

function isWellFormed({ bc }: JsonObject): boolean {
  const text = toText(bc);
  const isText = isUtf8(toBytes(bc)) && !NO_CHARACTER.test(text);
  // Like mini-XML, the library takes no white space at the front.
  const isMarkup = /^\ufeff?</.test(text) && !UNKNOWN_ENTITY.test(text);
  return isText && isMarkup && readXml(text) !== null;
}

function readByPath(input: JsonObject): Json {
  const root = readXml(toText(input["bc"]));
  if (root?.name !== "Error") return unread(input);
  const code = textAt(root, "Error/Code");
  const message = textAt(root, "Error/Message");
  return withStatus(input, {
    ...(code === "" ? {} : { error_code: code }),
    ...(message === "" ? {} : { error_msg: message }),
  });
}

function unread(input: JsonObject): Json {
  return withStatus(input, { error_code: "UnknownError" });
}

/** The status that was given, or an empty one, with what a body changes in it. */
function withStatus({ s, code }: JsonObject, changes: JsonObject): Json {
  const empty = { error_code: null, error_msg: null, req_id: null };
  return { status: { ...empty, ...(isObject(s) ? s : {}), code: code ?? null, ...changes } };
}

/** The rules of the portable runtime. */
export const aosRules: readonly VectorRule[] = [
  w8,
  w16("HMAC_SHA1", "sha1"),
  w16("aos_HMAC_SHA256", "sha256"),
  m2,
  a2,
  a5,
];
