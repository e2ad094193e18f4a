/** Adapters of the vectors of oss_resumable.h. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AprFinfo } from "../../../src/aos/apr.js";
import { out } from "../../../src/aos/out.js";
import { type AosString, aosString, aosText } from "../../../src/aos/string.js";
import type {
  OssCheckpoint,
  OssCheckpointPart,
  OssResumableCltParams,
} from "../../../src/oss/define.js";
import {
  ossBuildDownloadCheckpoint,
  ossBuildUploadCheckpoint,
  ossIsDownloadCheckpointValid,
  ossIsUploadCheckpointValid,
  ossUpdateCheckpoint,
} from "../../../src/oss/resumable/checkpoint.js";
import {
  ossDoesFileExist,
  ossDumpCheckpoint,
  ossGetDownloadCheckpointPath,
  ossGetFileInfo,
  ossGetUploadCheckpointPath,
  ossLoadCheckpoint,
  ossOpenCheckpointFile,
} from "../../../src/oss/resumable/checkpoint_file.js";
import {
  ossBuildParts,
  ossGetCheckpointTodoParts,
  ossGetPartNum,
  ossGetThreadNum,
} from "../../../src/oss/resumable/parts.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import { ossCreateResumableCltParamsContent } from "../../../src/oss/util/create_params.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { checkpointOf } from "./xml_checkpoint.js";

/** Key: name of the vector file without `.json`. */
export const resumableAdapters: Record<string, VectorAdapter> = {
  oss_get_thread_num: (input) => ({ return: ossGetThreadNum(paramsOf(input["clt_params"])) }),
  oss_get_part_num: (input) => ({
    return: ossGetPartNum(numberAt(input, "file_size"), numberAt(input, "part_size")),
  }),
  oss_build_parts: (input, { out: expected }) => {
    const parts: OssCheckpointPart[] = [];
    ossBuildParts(numberAt(input, "file_size"), numberAt(input, "part_size"), parts);
    return { parts: withRoom(parts, expected) };
  },
  oss_get_upload_checkpoint_path: (input) => path(input, ossGetUploadCheckpointPath),
  oss_get_download_checkpoint_path: (input) => path(input, ossGetDownloadCheckpointPath),
  oss_build_upload_checkpoint: (input) => {
    const checkpoint = given(input);
    ossBuildUploadCheckpoint(
      null,
      checkpoint,
      toText(input["file_path"]),
      finfoOf(input),
      toText(input["upload_id"]),
      numberAt(input, "part_size"),
    );
    return { checkpoint };
  },
  oss_build_download_checkpoint: (input) => {
    const checkpoint = given(input);
    ossBuildDownloadCheckpoint(
      null,
      checkpoint,
      toText(input["file_path"]),
      toText(input["object_name"]),
      numberAt(input, "object_size"),
      toText(input["object_last_modified"]),
      toText(input["object_etag"]),
      numberAt(input, "part_size"),
    );
    return { checkpoint };
  },
  oss_is_upload_checkpoint_valid: (input) => ({
    return: ossIsUploadCheckpointValid(null, given(input), finfoOf(input)),
  }),
  oss_is_download_checkpoint_valid: (input) => ({
    return: ossIsDownloadCheckpointValid(
      null,
      given(input),
      toText(input["object_name"]),
      numberAt(input, "object_size"),
      toText(input["object_last_modified"]),
      toText(input["object_etag"]),
    ),
  }),
  oss_update_checkpoint: (input) => {
    const checkpoint = given(input);
    const crc64 = BigInt(toText(input["crc64"]));
    const index = numberAt(input, "part_index");
    ossUpdateCheckpoint(null, checkpoint, index, toText(input["etag"]), crc64);
    return { checkpoint };
  },
  oss_get_checkpoint_todo_parts: (input) => {
    const partNum = out<number>();
    const parts: OssCheckpointPart[] = [];
    ossGetCheckpointTodoParts(given(input), partNum, parts);
    return { partNum: partNum.value, parts };
  },
  oss_load_checkpoint: (input) =>
    inDirectory(async (file) => {
      if (input["file"] !== null) writeFileSync(file, toBytes(input["file"]));
      const checkpoint = ossCreateCheckpointContent(null);
      const finfo = { size: 0, mtime: 0 };
      return {
        return: await ossLoadCheckpoint(null, file, checkpoint),
        checkpoint,
        ossGetFileInfo: await ossGetFileInfo(file, null, finfo),
        size: finfo.size,
        ossDoesFileExist: await ossDoesFileExist(file, null),
      };
    }),
  oss_dump_checkpoint: (input) => inDirectory((file) => dump(input, file)),
};

function numberAt(input: JsonObject, name: string): number {
  return Number(toText(input[name]));
}

function finfoOf(input: JsonObject): AprFinfo {
  return { size: numberAt(input, "finfo_size"), mtime: numberAt(input, "finfo_mtime") };
}

function given(input: JsonObject): OssCheckpoint {
  return checkpointOf(input["checkpoint"]);
}

function paramsOf(value: Json | undefined): OssResumableCltParams | null {
  if (!isObject(value)) return null;
  const params = ossCreateResumableCltParamsContent(
    null,
    Number(value["part_size"] ?? 0),
    Number(value["thread_num"] ?? 1),
    true,
    toText(value["checkpoint_path"]),
  );
  params.enableCheckpoint = Number(value["enable_checkpoint"] ?? 0) !== 0;
  return params;
}

/** C's caller has room for parts that are not written, and the vector shows it. */
function withRoom(parts: readonly object[], expected: Json): object[] {
  const shown = isObject(expected) && Array.isArray(expected["parts"]) ? expected["parts"] : [];
  return [...parts, ...shown.slice(parts.length).map(() => ({}))];
}

const UNTOUCHED = "what was there before";

function path(
  input: JsonObject,
  ask: (
    params: OssResumableCltParams | null,
    filepath: string,
    pool: null,
    path: AosString | null,
  ) => void,
): object {
  const found = input["checkpoint_path"] === false ? null : aosString(UNTOUCHED);
  ask(paramsOf(input["clt_params"]), toText(input["filepath"]), null, found);
  return found === null || found.data === UNTOUCHED
    ? { checkpoint_path_untouched: true }
    : { checkpoint_path: found.data, len: found.len };
}

async function inDirectory(work: (file: string) => Promise<object>): Promise<object> {
  const directory = mkdtempSync(join(tmpdir(), "oss-vectors-"));
  try {
    return await work(join(directory, "checkpoint"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function dump(input: JsonObject, file: string): Promise<object> {
  if (input["existing"] !== undefined) writeFileSync(file, toBytes(input["existing"]));
  const first = given(input);
  const open = await ossOpenCheckpointFile(null, file, first);
  const next =
    input["then_checkpoint"] === undefined ? first : checkpointOf(input["then_checkpoint"]);
  const returns: number[] = [];
  const files: string[] = [];
  let current = first;
  for (let i = 0; i < Number(input["times"] ?? 1); i++) {
    if (i > 0 && current !== next) {
      next.thefile = current.thefile;
      current = next;
    }
    returns.push(await ossDumpCheckpoint(null, current));
    files.push(readFileSync(file, "utf8"));
  }
  await current.thefile?.close();
  if (input["overwrite"] !== undefined) writeFileSync(file, toBytes(input["overwrite"]));
  const loaded = ossCreateCheckpointContent(null);
  const load = await ossLoadCheckpoint(null, aosText(file), loaded);
  return { open, returns, files_after_each: files, load, loaded };
}
