/**
 * What the functions that read answers are to make of a document, found by path with the tests' own
 * reader: the answer that the rules for vectors expect where C's is another.
 */

import type { Json, JsonObject } from "../values.js";
import { elementsAt, textAt, type XmlElement } from "../xml.js";

/** What one function makes of an answer. */
export interface Reading {
  /** What it leaves when the document is not well-formed, without `return`. */
  readonly before: JsonObject;
  /** What it leaves after reading a document, without `return`. */
  read(root: XmlElement): JsonObject;
}

const UNTOUCHED = { untouched: true };
const NO_NUMBER = 2147483647;

/** The text at a path below an element. */
function at(element: XmlElement, path: string): string {
  return textAt(element, `${element.name}/${path}`);
}

function all(element: XmlElement, path: string): XmlElement[] {
  return elementsAt(element, `${element.name}/${path}`);
}

/** Fields by the paths of their texts; what has no text is as it was before. */
function texts(
  element: XmlElement,
  paths: Record<string, string>,
  before: Json = null,
): JsonObject {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]): [string, Json] => [
      name,
      at(element, path) || before,
    ]),
  );
}

/** Where the next page begins, "" when nothing says it, and whether there is one. */
function page(root: XmlElement, markers: Record<string, string>): JsonObject {
  const truncated = /^\s*true\s*$/i.test(at(root, "IsTruncated"));
  return { ...texts(root, markers), truncated: truncated ? 1 : 0 };
}

/** A number as C's atoi reads it. */
function int(text: string, before: number): number {
  const digits = /^\s*([+-]?\d+)/.exec(text)?.[1] ?? "0";
  const limit = 2n ** 63n;
  const exact = BigInt(digits.replace("+", ""));
  const long = exact >= limit ? limit - 1n : exact < -limit ? -limit : exact;
  return text === "" ? before : Number(BigInt.asIntN(32, long));
}

function ints(
  element: XmlElement,
  paths: Record<string, string>,
  before: Record<string, number> = {},
): JsonObject {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, int(at(element, path), before[name] ?? 0)]),
  );
}

/** A number as aos_atoui64 reads it. */
function unsigned(text: string): string {
  const [, sign, digits = "0"] = /^\s*([+-]?)(\d+)/.exec(text) ?? [];
  const value = BigInt(digits);
  if (value >= 2n ** 64n) return String(2n ** 64n - 1n);
  return String(BigInt.asUintN(64, sign === "-" ? -value : value));
}

/** Keys, as the answer says that they are encoded. */
function key(root: XmlElement, text: string): string {
  const isEncoded = /^\s*url\s*$/i.test(at(root, "EncodingType"));
  if (!isEncoded) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return text;
  }
}

function urls(element: XmlElement): JsonObject {
  return {
    publish_url_list: all(element, "PublishUrls/Url").map(({ text }) => text),
    play_url_list: all(element, "PlayUrls/Url").map(({ text }) => text),
  };
}

function tags(element: XmlElement, path: string): Json[] {
  return all(element, path).map((tag) => texts(tag, { key: "Key", value: "Value" }));
}

const NO_PAGE = { truncated: -7 };
const NO_STAT = {
  pushflow_status: null,
  connected_time: null,
  remote_addr: null,
  video_stat: { width: 0, height: 0, frame_rate: 0, band_width: 0, codec: null },
  audio_stat: { band_width: 0, sample_rate: 0, codec: null },
};
const NO_INFO = {
  name: "",
  description: "",
  status: "enabled",
  target: { type: "HLS", frag_duration: 5, frag_count: 3, play_list_name: "playlist.m3u8" },
};
const BUCKET_INFO = {
  created_date: "Bucket/CreationDate",
  extranet_endpoint: "Bucket/ExtranetEndpoint",
  intranet_endpoint: "Bucket/IntranetEndpoint",
  location: "Bucket/Location",
  owner_id: "Bucket/Owner/ID",
  owner_name: "Bucket/Owner/DisplayName",
  acl: "Bucket/AccessControlList/Grant",
  storage_class: "Bucket/StorageClass",
};

/** The functions by the names of their vector files. */
export const readings: Record<string, Reading> = {
  oss_acl_parse_from_body: {
    before: { oss_acl: UNTOUCHED },
    read: (root) => texts(root, { oss_acl: "AccessControlList/Grant" }, UNTOUCHED),
  },
  oss_location_parse_from_body: {
    before: { oss_location: UNTOUCHED },
    read: (root) => ({ oss_location: textAt(root, "LocationConstraint") || UNTOUCHED }),
  },
  oss_upload_id_parse_from_body: {
    before: { upload_id: UNTOUCHED },
    read: (root) => texts(root, { upload_id: "UploadId" }, UNTOUCHED),
  },
  oss_storage_capacity_parse_from_body: {
    before: { storage_capacity: "-7" },
    read: (root) => {
      const text = at(root, "StorageCapacity");
      const long = BigInt(/^\s*([+-]?\d+)/.exec(text)?.[1]?.replace("+", "") ?? 0);
      return { storage_capacity: text === "" ? "-7" : String(nearestSafe(long)) };
    },
  },
  oss_logging_parse_from_body: {
    before: { logging_content: { target_bucket: "", prefix: "", logging_enabled: 0 } },
    read: (root) => ({
      logging_content: {
        ...texts(root, {
          target_bucket: "LoggingEnabled/TargetBucket",
          prefix: "LoggingEnabled/TargetPrefix",
        }),
        logging_enabled: all(root, "LoggingEnabled").length > 0 ? 1 : 0,
      },
    }),
  },
  oss_get_bucket_info_parse_from_body: {
    before: { bucket_info: Object.fromEntries(Object.keys(BUCKET_INFO).map((k) => [k, null])) },
    read: (root) => ({ bucket_info: texts(root, BUCKET_INFO) }),
  },
  oss_get_bucket_stat_parse_from_body: {
    before: {
      bucket_stat: { storage_in_bytes: "0", object_count: "0", multipart_upload_count: "0" },
    },
    read: (root) => ({
      bucket_stat: {
        storage_in_bytes: unsigned(at(root, "Storage")),
        object_count: unsigned(at(root, "ObjectCount")),
        multipart_upload_count: unsigned(at(root, "MultipartUploadCount")),
      },
    }),
  },
  oss_get_bucket_website_parse_from_body: {
    before: { suffix_str: UNTOUCHED, key_str: UNTOUCHED },
    read: (root) =>
      texts(root, { suffix_str: "IndexDocument/Suffix", key_str: "ErrorDocument/Key" }, UNTOUCHED),
  },
  oss_get_bucket_referer_config_parse_from_body: {
    before: { allow_empty_referer: -7, referer_list: [] },
    read: (root) => {
      const allow = at(root, "AllowEmptyReferer");
      const referers = all(root, "RefererList/Referer").map(({ text }) => text);
      return {
        allow_empty_referer: allow === "" ? -7 : Number(allow.startsWith("true")),
        referer_list: referers.filter((text) => text !== ""),
      };
    },
  },
  oss_get_bucket_cors_parse_from_body: {
    before: { rule_list: [] },
    read: (root) => ({
      rule_list: all(root, "CORSRule").map((rule) => {
        const list = (name: string): string[] =>
          all(rule, name)
            .map(({ text }) => text)
            .filter((text) => text !== "");
        return {
          allowed_origin_list: list("AllowedOrigin"),
          allowed_method_list: list("AllowedMethod"),
          allowed_head_list: list("AllowedHeader"),
          expose_head_list: list("ExposeHeader"),
          max_age_seconds: int(at(rule, "MaxAgeSeconds"), NO_NUMBER),
        };
      }),
    }),
  },
  oss_list_buckets_parse_from_body: {
    before: { truncated: 0, next_marker: "", owner_id: "", owner_name: "", bucket_list: [] },
    read: (root) => ({
      ...page(root, { next_marker: "NextMarker" }),
      ...texts(root, { owner_id: "Owner/ID", owner_name: "Owner/DisplayName" }),
      bucket_list: all(root, "Buckets/Bucket").map((bucket) =>
        texts(bucket, {
          create_date: "CreationDate",
          extranet_endpoint: "ExtranetEndpoint",
          intranet_endpoint: "IntranetEndpoint",
          location: "Location",
          name: "Name",
          storage_class: "StorageClass",
        }),
      ),
    }),
  },
  oss_list_objects_parse_from_body: {
    before: { ...NO_PAGE, marker: UNTOUCHED, object_list: [], common_prefix_list: [] },
    read: (root) => ({
      ...page(root, {}),
      marker: key(root, at(root, "NextMarker")),
      object_list: all(root, "Contents").map((object) => ({
        ...texts(object, {
          last_modified: "LastModified",
          etag: "ETag",
          size: "Size",
          owner_id: "Owner/ID",
          owner_display_name: "Owner/DisplayName",
          storage_class: "StorageClass",
          type: "Type",
        }),
        key: key(root, at(object, "Key")),
      })),
      common_prefix_list: all(root, "CommonPrefixes").map((group) => ({
        prefix: key(root, at(group, "Prefix")),
      })),
    }),
  },
  oss_delete_objects_parse_from_body: {
    before: { object_list: [] },
    read: (root) => ({
      object_list: all(root, "Deleted").map((object) => ({ key: key(root, at(object, "Key")) })),
    }),
  },
  oss_list_parts_parse_from_body: {
    before: { ...NO_PAGE, part_number_marker: UNTOUCHED, part_list: [] },
    read: (root) => ({
      ...page(root, { part_number_marker: "NextPartNumberMarker" }),
      part_list: all(root, "Part").map((part) =>
        texts(part, {
          part_number: "PartNumber",
          size: "Size",
          etag: "ETag",
          last_modified: "LastModified",
        }),
      ),
    }),
  },
  oss_list_multipart_uploads_parse_from_body: {
    before: { ...NO_PAGE, key_marker: UNTOUCHED, upload_id_marker: UNTOUCHED, upload_list: [] },
    read: (root) => ({
      ...page(root, { upload_id_marker: "NextUploadIdMarker" }),
      key_marker: key(root, at(root, "NextKeyMarker")),
      upload_list: all(root, "Upload").map((upload) => ({
        ...texts(upload, { upload_id: "UploadId", initiated: "Initiated" }),
        key: key(root, at(upload, "Key")),
      })),
    }),
  },
  oss_lifecycle_rules_parse_from_body: {
    before: { lifecycle_rule_list: [] },
    read: (root) => ({
      lifecycle_rule_list: all(root, "Rule").map((rule) => ({
        ...texts(rule, {
          id: "ID",
          prefix: "Prefix",
          status: "Status",
          date: "Expiration/Date",
          created_before_date: "Expiration/CreatedBeforeDate",
        }),
        days: int(at(rule, "Expiration/Days"), NO_NUMBER),
        abort_multipart_upload_dt: {
          days: int(at(rule, "AbortMultipartUpload/Days"), NO_NUMBER),
          created_before_date: at(rule, "AbortMultipartUpload/CreatedBeforeDate"),
        },
        tag_list: tags(rule, "Tag"),
      })),
    }),
  },
  oss_get_tagging_parse_from_body: {
    before: { tag_list: [] },
    read: (root) => ({ tag_list: tags(root, "TagSet/Tag") }),
  },
  oss_create_live_channel_parse_from_body: {
    before: { publish_url_list: [], play_url_list: [] },
    read: urls,
  },
  oss_live_channel_info_parse_from_body: {
    before: { info: NO_INFO },
    read: (root) => {
      const { target } = NO_INFO;
      return {
        info: {
          name: "",
          description: at(root, "Description"),
          status: at(root, "Status") || NO_INFO.status,
          target: {
            type: at(root, "Target/Type") || target.type,
            frag_duration: int(at(root, "Target/FragDuration"), target.frag_duration),
            frag_count: int(at(root, "Target/FragCount"), target.frag_count),
            play_list_name: at(root, "Target/PlaylistName") || target.play_list_name,
          },
        },
      };
    },
  },
  oss_live_channel_stat_parse_from_body: {
    before: { stat: NO_STAT },
    read: (root) => ({
      stat: {
        ...texts(root, {
          pushflow_status: "Status",
          connected_time: "ConnectedTime",
          remote_addr: "RemoteAddr",
        }),
        video_stat: {
          ...ints(root, {
            width: "Video/Width",
            height: "Video/Height",
            frame_rate: "Video/FrameRate",
            band_width: "Video/Bandwidth",
          }),
          codec: at(root, "Video/Codec"),
        },
        audio_stat: {
          ...ints(root, { band_width: "Audio/Bandwidth", sample_rate: "Audio/SampleRate" }),
          codec: at(root, "Audio/Codec"),
        },
      },
    }),
  },
  oss_list_live_channel_parse_from_body: {
    before: { ...NO_PAGE, next_marker: UNTOUCHED, live_channel_list: [] },
    read: (root) => ({
      ...page(root, { next_marker: "NextMarker" }),
      live_channel_list: all(root, "LiveChannel").map((channel) => ({
        ...texts(channel, {
          name: "Name",
          description: "Description",
          status: "Status",
          last_modified: "LastModified",
        }),
        ...urls(channel),
      })),
    }),
  },
  oss_live_channel_history_parse_from_body: {
    before: { live_record_list: [] },
    read: (root) => ({
      live_record_list: all(root, "LiveRecord").map((record) =>
        texts(record, {
          start_time: "StartTime",
          end_time: "EndTime",
          remote_addr: "RemoteAddr",
        }),
      ),
    }),
  },
};

const EMPTY_PART = { index: 0, offset: "0", size: "0", completed: 0, etag: null, crc64: "0" };

/**
 * What oss_checkpoint_parse_from_body makes of a document, into a fresh checkpoint and with so many
 * parts shown as the case shows of C's; `null` when its parts are not those from 0 to their number.
 */
export function readCheckpoint(root: XmlElement, shown: number): JsonObject | null {
  const parts = all(root, "CPParts/Parts/Part").map((part) => ({
    index: int(at(part, "Index"), -1),
    ...texts(part, { offset: "Offset", size: "Size", crc64: "Crc64" }, "0"),
    completed: int(at(part, "Completed"), 0),
    etag: at(part, "ETag"),
  }));
  const number = int(at(root, "CPParts/Number"), 0);
  const indexes = parts.map(({ index }) => index).sort((a, b) => a - b);
  if (number !== parts.length || indexes.some((index, i) => index !== i)) return null;
  const rest = Array.from({ length: Math.max(shown - number, 0) }, () => EMPTY_PART);
  return {
    ...texts(root, {
      md5: "MD5",
      file_path: "LocalFile/Path",
      file_md5: "LocalFile/MD5",
      object_name: "Object/Key",
      object_last_modified: "Object/LastModified",
      object_etag: "Object/ETag",
      upload_id: "UploadId",
    }),
    cp_type: int(at(root, "Type"), 0),
    part_num: number,
    parts: [...parts, ...rest],
  };
}

/** The number nearest to an integer of C that stands for integers exactly. */
export function nearestSafe(value: bigint): bigint {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return value > limit ? limit : value < -limit ? -limit : value;
}
