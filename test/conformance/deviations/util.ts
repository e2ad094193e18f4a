/** Rules for the vectors of oss_util.h. */

import { readFileSync } from "node:fs";
import { addressOf } from "../reference/address.js";
import { endFrame } from "../reference/select.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorRule } from "../vectors.js";

function fieldOf(json: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), json);
}

function endpointOf(input: JsonObject): string {
  return toText(fieldOf(input, "config", "endpoint"));
}

function isCname(input: JsonObject): boolean {
  return Boolean(fieldOf(input, "config", "is_cname"));
}

/** C's answer with other fields in its request. */
function withRequest(out: Json, change: (req: JsonObject) => JsonObject): Json {
  const req = fieldOf(out, "req");
  return isObject(out) && isObject(req) ? { ...out, req: { ...req, ...change(req) } } : out;
}

const hasRequest = (out: Json): boolean => isObject(fieldOf(out, "req"));

/** A scheme counts only when it is there as a whole. */
const w19StartsWith: VectorRule = {
  row: "W19",
  functions: ["starts_with"],
  applies: ({ str, prefix }) =>
    toText(str).length < toText(prefix).length && toText(prefix).startsWith(toText(str)),
  expected: () => ({ return: 0 }),
};

/** User info stays in front of the bucket. */
const w19UserInfo: VectorRule = {
  row: "W19",
  functions: ["oss_get_object_uri", "oss_get_bucket_uri"],
  applies: (input, { out }) =>
    toText(fieldOf(out, "req", "host")).startsWith(`${toText(input["bucket"])}.`) &&
    toText(fieldOf(out, "req", "host")).includes("@"),
  expected: (input, { out }) =>
    withRequest(out, ({ host }) => {
      const bucket = toText(input["bucket"]);
      const authority = toText(host).slice(bucket.length + 1);
      return { host: authority.replace("@", `@${bucket}.`) };
    }),
};

/** With a CNAME the bucket is not in the path. */
const w11: VectorRule = {
  row: "W11",
  functions: ["oss_get_bucket_uri"],
  applies: (input, { out }) => isCname(input) && hasRequest(out),
  expected: (input, { out }) =>
    withRequest(out, () => ({ uri: "", resource: `${toText(input["bucket"])}/` })),
};

/** Any scheme of an endpoint is cut off, and nothing else. */
const w19Rtmp: VectorRule = {
  row: "W19",
  functions: ["oss_get_rtmp_uri"],
  applies: (input) => !/^(http|rtmp):\/\/[^@]*$/i.test(endpointOf(input)),
  expected: (input) => {
    const [bucket, channel] = [toText(input["bucket"]), toText(input["live_channel_id"])];
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;
    const { host, path } = addressOf(endpointOf(input), isCname(input), bucket, scheme);
    const [uri, resource] = [`${path}live/${channel}`, `${bucket}/${channel}`];
    return { req: { proto: "rtmp://", host, uri, resource } };
  },
};

/** A string ends where its length says, also where C looks for the NUL. */
const p8Length: VectorRule = {
  row: "P8",
  functions: ["oss_get_object_uri"],
  applies: ({ object }) => isObject(object) && object["len"] !== undefined,
  expected: ({ object }, { out }) =>
    withRequest(out, ({ uri }) => {
      const whole = toText(fieldOf(object, "text"));
      return { uri: toText(uri).replace(whole, toText(object)) };
    }),
};

/** NULL is an empty text, not the word (null). */
const p8Null: VectorRule = {
  row: "P8",
  functions: ["oss_get_object_uri", "oss_get_bucket_uri", "oss_get_service_uri"],
  applies: (input, { out }) => fieldOf(input, "config", "endpoint") === null && hasRequest(out),
  expected: (_, { out }) =>
    withRequest(out, ({ host }) => ({ host: toText(host).replace("(null)", "") })),
};

/** Sizes are safe integers: C's 64-bit numbers overflow here. */
const p9: VectorRule = {
  row: "P9",
  functions: ["oss_get_part_size"],
  applies: (input) =>
    [input["filesize"], input["part_size"]].some((size) => !Number.isSafeInteger(Number(size))),
  expected: () => ({ undefined: true }),
};

const o6: VectorRule = {
  row: "O6",
  functions: ["invalid_errors"],
  applies: () => true,
  expected: (_, { out }) => (isObject(out) ? { ...out, same_object_each_time: false } : out),
};

const w14: VectorRule = {
  row: "W14",
  functions: ["get_content_type", "get_content_type_by_suffix", "set_content_type"],
  applies: (input) => /^doc ?$/i.test(suffixOf(input)),
  expected: (input, { out }) => {
    const isDoc = !suffixOf(input).endsWith(" ");
    const type = isDoc ? "application/msword" : "application/octet-stream";
    return isObject(out) && "return" in out
      ? { return: type }
      : { headers: [["Content-Type", type]] };
  },
};

/** What stands behind the last dot; nothing when a table has a type already. */
function suffixOf(input: JsonObject): string {
  if (Array.isArray(input["headers"]) && input["headers"].length > 0) return "";
  const name = input["suffix"] ?? input["name"] ?? input["filename"] ?? input["key"];
  return toText(name).split(".").at(-1) ?? "";
}

const isSuccess = (status: unknown): boolean => Math.trunc(Number(status) / 100) === 2;

/** Without a whole end frame there is no success; messages begin where they do and are whole. */
const s8: VectorRule = {
  row: "S8",
  functions: ["select_object_frames", "oss_init_select_object_read_response_body"],
  applies: (input) => {
    const headers = JSON.stringify(input["headers"] ?? []);
    const isRaw = input["create_meta"] !== true && /"x-oss-select-output-raw","true/i.test(headers);
    if (isRaw || input["type"] === 2 || !isSuccess(input["status"] ?? 200)) return false;
    const end = endFrame(toBytes(input["chunks"]));
    return end === null || end.length < 12 || !isSuccess(end.readUInt32BE(8));
  },
  expected: (input, { out }) => {
    const isMeta = input["create_meta"] === true;
    const errorCode = isMeta ? "CreateSelectObjectMetaError" : "SelectObjectError";
    const end = endFrame(toBytes(input["chunks"]));
    const status =
      end === null || end.length < 12
        ? { code: -975, error_code: errorCode }
        : {
            code: end.readUInt32BE(8),
            error_code: errorCode,
            error_msg: end.toString("utf8", isMeta ? 28 : 12),
          };
    return isObject(out) ? { ...out, status } : out;
  },
};

/** The User-Agent names this package. */
const p1: VectorRule = {
  row: "P1",
  functions: ["create_defaults"],
  applies: (_, { out }) => isObject(out) && "user_agent" in out,
  expected: (_, { out }) => {
    const { version } = JSON.parse(
      readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
    ) as { version: string };
    const name = toText(fieldOf(out, "user_agent"));
    const userAgent = name.replace(/^aliyun-sdk-c\/[0-9.]+/, `oss-c-sdk/${version}`);
    return isObject(out) ? { ...out, user_agent: userAgent } : out;
  },
};

/** Rules for vectors of oss_util.h. */
export const utilRules: readonly VectorRule[] = [
  w19StartsWith,
  w19UserInfo,
  w11,
  w19Rtmp,
  p8Length,
  p8Null,
  p9,
  o6,
  w14,
  s8,
  p1,
];
