/** Rules for the vectors of oss_resumable.h. */

import { createHash } from "node:crypto";
import { isObject, type Json, type JsonObject, toText } from "../values.js";
import type { VectorRule } from "../vectors.js";

/** The default checkpoint of an upload is NAME.cp. */
const m17: VectorRule = {
  row: "M17",
  functions: ["oss_get_upload_checkpoint_path"],
  applies: (input, { out }) =>
    isObject(out) && toText(out["checkpoint_path"]) === `${toText(input["filepath"])}.ucp`,
  expected: (input) => {
    const path = `${toText(input["filepath"])}.cp`;
    return { checkpoint_path: path, len: Buffer.byteLength(path) };
  },
};

/** A file that can't be opened is told by the library's code instead of the system's number. */
const m13: VectorRule = {
  row: "M13",
  functions: ["oss_load_checkpoint"],
  applies: (_, { out }) => isObject(out) && Number(out["oss_get_file_info"]) > 0,
  expected: (_, { out }) => (isObject(out) ? { ...out, oss_get_file_info: -985 } : out),
};

/** A checkpoint belongs to one object, and one that has impossible parts to none. */
const m6: VectorRule = {
  row: "M6",
  functions: ["oss_is_upload_checkpoint_valid", "oss_is_download_checkpoint_valid"],
  applies: (input, { out }) =>
    isObject(out) && out["return"] === 1 && !(isOfObject(input) && hasPossibleParts(input)),
  expected: () => ({ return: 0 }),
};

function isOfObject({ checkpoint, object_name: name }: JsonObject): boolean {
  if (!isObject(checkpoint) || checkpoint["cp_type"] === 1) return true;
  return toText(checkpoint["object_name"]) === toText(name);
}

function hasPossibleParts({ checkpoint }: JsonObject): boolean {
  const { parts, part_num: count, part_size: size } = isObject(checkpoint) ? checkpoint : {};
  const whole = isObject(checkpoint) && checkpoint["cp_type"] === 1 ? "file_size" : "object_size";
  const total = Number(isObject(checkpoint) ? checkpoint[whole] : 0);
  if (!Array.isArray(parts)) return total === 0 && Number(size ?? 0) > 0;
  const isPossible = parts.every(
    (part, i) =>
      isObject(part) &&
      part["index"] === i &&
      Number(part["offset"]) === i * Number(size) &&
      Number(part["size"]) === Math.min(Number(size), total - i * Number(size)),
  );
  return isPossible && parts.length === count && parts.length * Number(size) >= total;
}

/** Checkpoints are sealed with a checksum, and a string that was never set is empty. */
const m18: VectorRule = {
  row: "M18",
  functions: ["oss_dump_checkpoint"],
  applies: (_, { out }) => isObject(out) && Array.isArray(out["files_after_each"]),
  expected: (_, { out }) => {
    if (!isObject(out) || !Array.isArray(out["files_after_each"])) return out;
    const files = out["files_after_each"].map((file) => sealed(toText(file)));
    const md5 = out["load"] === 0 ? seal(files.at(-1) ?? "") : "";
    const loaded = isObject(out["loaded"]) ? withoutNull({ ...out["loaded"], md5 }) : null;
    return { ...out, files_after_each: files, loaded };
  },
};

function sealed(file: string): string {
  const open = file.replaceAll(">(null)<", "><").replace(/<MD5>[^<]*/, "<MD5>");
  return open.replace("<MD5>", `<MD5>${createHash("md5").update(open).digest("hex")}`);
}

function seal(file: string): string {
  return /<MD5>([^<]*)/.exec(file)?.[1] ?? "";
}

/** C reads back the text (null) that it wrote. */
function withoutNull(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isObject(value)) return value === "(null)" ? "" : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withoutNull(field)]),
  );
}

/** The rules of these vectors. */
export const resumableRules: readonly VectorRule[] = [m17, m13, m6, m18];
