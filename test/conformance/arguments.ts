/** Builds the arguments of a recorded call from their C types, and keeps them for the comparison. */

import {
  type AosBuf,
  AosList,
  type AosPool,
  AosString,
  AosTable,
  aosBufPack,
  aosListAddTail,
  aosString,
  aosStrNull,
  aosStrSet,
  type OssBucketStat,
  type OssLiveChannelStat,
  type OssProgressCallback,
  type OssReferer,
  type OssRefererConfig,
  type OssSubCorsRule,
  type OssWebsiteConfig,
  out,
} from "../../src/index.js";
import type { RecordArgument } from "./record.js";
import { callSdk, sdkConstant } from "./sdk.js";
import { camelCase, isObject, type Json, type JsonObject, toBytes } from "./values.js";

/** What a call is made with. */
export interface CallArguments {
  /** In the prototype's order, without `options`. */
  readonly values: readonly unknown[];
  /** The same by name. */
  readonly byName: ReadonlyMap<string, unknown>;
  /** What the progress callback was told. */
  readonly progress: readonly [number, number][];
}

/** Builds the arguments of a call. */
export function buildArguments(pool: AosPool, args: readonly RecordArgument[]): CallArguments {
  const progress: [number, number][] = [];
  const onProgress: OssProgressCallback = (consumed, total) => progress.push([consumed, total]);
  const byName = new Map(args.map((arg) => [arg.name, build(pool, arg, onProgress)]));
  return { values: [...byName.values()], byName, progress };
}

function build(pool: AosPool, arg: RecordArgument, onProgress: OssProgressCallback): unknown {
  const value = arg.value ?? null;
  switch (arg.type) {
    case "aos_string_t":
      return buildString(arg, value);
    case "aos_table_t**":
      return arg.out === true ? out<AosTable>() : null;
    case "aos_table_t":
      return Array.isArray(value) ? buildTable(value, arg.op) : null;
    case "aos_http_request_t":
      return buildRequest(pool, value);
    case "oss_progress_callback":
      return value ? onProgress : null;
    case "uint64_t":
      return exactInteger(value);
    default:
      return isScalar(arg.type) ? buildScalar(arg, value) : buildAggregate(pool, arg, value);
  }
}

/** A text goes in as such; what is written, and a string without data, is an AosString. */
function buildString(arg: RecordArgument, value: Json): unknown {
  const given = arg.out === true ? (value ?? arg.initial ?? null) : value;
  if (arg.out !== true && given !== null) return text(given);
  const string = aosString();
  setString(string, given);
  return string;
}

function setString(string: AosString, value: Json): void {
  if (value === null) aosStrNull(string);
  else aosStrSet(string, text(value));
}

function isScalar(type: string): boolean {
  return type.endsWith("_e") || /^(int|int32_t|int64_t|long)\*?$/.test(type);
}

function buildScalar(arg: RecordArgument, value: Json): unknown {
  if (arg.type.endsWith("*")) {
    const before = value ?? arg.initial ?? null;
    return out(before === null ? null : integer(before));
  }
  const isName = arg.type.endsWith("_e") && typeof value === "string";
  return isName ? sdkConstant(value) : integer(value);
}

/** A list or a struct; NULL where an argument has no value. */
function buildAggregate(pool: AosPool, arg: RecordArgument, value: Json): unknown {
  if (value === null && arg.out !== true) return null;
  const item = /^aos_list_t<(\w+)>$/.exec(arg.type)?.[1];
  if (item !== undefined) return buildList(pool, item, Array.isArray(value) ? value : []);
  const given = value ?? arg.initial;
  return buildStruct(pool, arg.type, isObject(given) ? given : {});
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A C integer; one that no JavaScript number holds exactly is a bigint. */
function integer(value: Json): number | bigint {
  const exact = exactInteger(value);
  return BigInt.asIntN(54, exact) === exact ? Number(exact) : exact;
}

function exactInteger(value: Json): bigint {
  if (typeof value !== "number" && typeof value !== "string") throw new Error("not an integer");
  return BigInt(value);
}

function buildTable(pairs: readonly Json[], op: string | undefined): AosTable {
  const table = new AosTable();
  for (const pair of pairs) {
    const [key, value, how] = Array.isArray(pair) ? pair : [];
    if (op === "add" || how === "add") table.add(text(key), text(value));
    else table.set(text(key), text(value));
  }
  return table;
}

function buildList(pool: AosPool, item: string, values: readonly Json[]): AosList<object> {
  const list = new AosList<object>();
  for (const value of values) {
    const entry =
      item === "aos_buf_t"
        ? buildBuffer(value)
        : buildStruct(pool, item, isObject(value) ? value : {});
    aosListAddTail(entry, list);
  }
  return list;
}

function buildBuffer(value: Json): AosBuf {
  return aosBufPack(null, toBytes(value));
}

function buildRequest(pool: AosPool, value: Json): object {
  const request = callSdk("aos_http_request_create", pool);
  const fields = isObject(value) ? value : {};
  if (typeof request !== "object" || request === null) throw new Error("no request was made");
  Reflect.set(request, "method", sdkConstant(text(fields["method"])));
  for (const name of ["headers", "query_params"]) {
    const pairs = fields[name];
    Reflect.set(request, camelCase(name), buildTable(Array.isArray(pairs) ? pairs : [], undefined));
  }
  Reflect.set(request, "normalizeUrl", fields["normalize_url"] ?? 0);
  return request;
}

/** The functions of the library that make a struct; the others are written as literals. */
const CREATORS: Record<string, string> = {
  oss_bucket_info_t: "oss_create_bucket_info",
  oss_checkpoint_t: "oss_create_checkpoint_content",
  oss_complete_part_content_t: "oss_create_complete_part_content",
  oss_cors_rule_t: "oss_create_cors_rule",
  oss_lifecycle_rule_content_t: "oss_create_lifecycle_rule_content",
  oss_list_bucket_content_t: "oss_create_list_bucket_content",
  oss_list_buckets_params_t: "oss_create_list_buckets_params",
  oss_list_live_channel_params_t: "oss_create_list_live_channel_params",
  oss_list_multipart_upload_content_t: "oss_create_list_multipart_upload_content",
  oss_list_multipart_upload_params_t: "oss_create_list_multipart_upload_params",
  oss_list_object_common_prefix_t: "oss_create_list_object_common_prefix",
  oss_list_object_content_t: "oss_create_list_object_content",
  oss_list_object_params_t: "oss_create_list_object_params",
  oss_list_part_content_t: "oss_create_list_part_content",
  oss_list_upload_part_params_t: "oss_create_list_upload_part_params",
  oss_live_channel_configuration_t: "oss_create_live_channel_configuration_content",
  oss_live_channel_content_t: "oss_create_list_live_channel_content",
  oss_live_channel_play_url_t: "oss_create_live_channel_play_url",
  oss_live_channel_publish_url_t: "oss_create_live_channel_publish_url",
  oss_live_record_content_t: "oss_create_live_record_content",
  oss_logging_config_content_t: "oss_create_logging_rule_content",
  oss_object_key_t: "oss_create_oss_object_key",
  oss_select_object_meta_params_t: "oss_create_select_object_meta_params",
  oss_select_object_params_t: "oss_create_select_object_params",
  oss_tag_content_t: "oss_create_tag_content",
  oss_upload_file_t: "oss_create_upload_file",
  oss_upload_part_copy_params_t: "oss_create_upload_part_copy_params",
};

/** Structs that a C program declares itself, because the SDK has no function that makes them. */
const LITERALS: Record<string, () => object> = {
  oss_bucket_stat_t: (): OssBucketStat => ({
    storageInBytes: 0n,
    objectCount: 0n,
    multipartUploadCount: 0n,
  }),
  oss_live_channel_stat_t: (): OssLiveChannelStat => ({
    pushflowStatus: aosString(),
    connectedTime: aosString(),
    remoteAddr: aosString(),
    videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
    audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
  }),
  oss_referer_config_t: (): OssRefererConfig => ({
    refererList: new AosList(),
    allowEmptyReferer: 0,
  }),
  oss_referer_t: (): OssReferer => ({ referer: aosString() }),
  oss_sub_cors_rule_t: (): OssSubCorsRule => ({ rule: aosString() }),
  oss_website_config_t: (): OssWebsiteConfig => ({ suffixStr: aosString(), keyStr: aosString() }),
};

/** What the lists in structs hold, by the name of the field. */
const LIST_ITEMS: Record<string, string> = {
  allowed_head_list: "oss_sub_cors_rule_t",
  allowed_method_list: "oss_sub_cors_rule_t",
  allowed_origin_list: "oss_sub_cors_rule_t",
  bucket_list: "oss_list_bucket_content_t",
  common_prefix_list: "oss_list_object_common_prefix_t",
  expose_head_list: "oss_sub_cors_rule_t",
  live_channel_list: "oss_live_channel_content_t",
  object_list: "oss_list_object_content_t",
  part_list: "oss_list_part_content_t",
  play_url_list: "oss_live_channel_play_url_t",
  publish_url_list: "oss_live_channel_publish_url_t",
  referer_list: "oss_referer_t",
  tag_list: "oss_tag_content_t",
  upload_list: "oss_list_multipart_upload_content_t",
};

function buildStruct(pool: AosPool, type: string, fields: JsonObject): object {
  const made = makeStruct(pool, type, fields);
  if (typeof made !== "object" || made === null) throw new Error(`no ${type} was made`);
  fillStruct(pool, made, fields);
  return made;
}

function makeStruct(pool: AosPool, type: string, fields: JsonObject): unknown {
  if (type === "oss_resumable_clt_params_t") return makeResumableParams(pool, fields);
  const literal = LITERALS[type];
  if (literal !== undefined) return literal();
  const creator = CREATORS[type];
  if (creator === undefined) throw new Error(`the runner can't build a ${type}`);
  return callSdk(creator, pool);
}

function makeResumableParams(pool: AosPool, fields: JsonObject): unknown {
  const params = callSdk(
    "oss_create_resumable_clt_params_content",
    pool,
    integer(fields["part_size"] ?? 0),
    integer(fields["thread_num"] ?? 1),
    fields["enable_checkpoint"] ?? 0,
    fields["checkpoint_path"] ?? null,
  );
  // M19: C tries each part once, and the records hold what C did.
  if (typeof params === "object" && params !== null) Reflect.set(params, "maxAttempts", 1);
  return params;
}

function fillStruct(pool: AosPool, struct: object, fields: JsonObject): void {
  for (const [cName, value] of Object.entries(fields)) {
    const name = camelCase(cName);
    if (!(name in struct)) throw new Error(`the struct has no field ${name}`);
    fillField(pool, struct, name, cName, value);
  }
}

function fillField(pool: AosPool, struct: object, name: string, cName: string, value: Json): void {
  const current: unknown = Reflect.get(struct, name);
  if (current instanceof AosString) {
    setString(current, value);
  } else if (isList(current)) {
    const entries = buildList(pool, LIST_ITEMS[cName] ?? cName, Array.isArray(value) ? value : []);
    for (const entry of entries) aosListAddTail(entry, current);
  } else if (typeof current === "object" && current !== null && isObject(value)) {
    fillStruct(pool, current, value);
  } else if (typeof current === "bigint") {
    Reflect.set(struct, name, exactInteger(value));
  } else {
    Reflect.set(struct, name, typeof current === "string" ? text(value) : value);
  }
}

function isList(value: unknown): value is AosList<object> {
  return value instanceof AosList;
}
