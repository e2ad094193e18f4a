import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aosHttpResponseCreate } from "../../../src/aos/http_io.js";
import { aosList } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { type AosStatus, aosStatusCreate } from "../../../src/aos/status.js";
import { aosString, aosText } from "../../../src/aos/string.js";
import type { AosHttpResponse } from "../../../src/aos/transport.js";
import type { OssRefererConfig, OssUploadPart } from "../../../src/oss/define.js";
import { ossConfigResolve } from "../../../src/oss/util/config.js";
import {
  getContentType,
  getContentTypeBySuffix,
  setContentType,
} from "../../../src/oss/util/content_type.js";
import { hasCrcInResponse, isEnableCrc, ossCheckCrcConsistent } from "../../../src/oss/util/crc.js";
import { ossCreateAndAddRefer } from "../../../src/oss/util/create.js";
import { ossCreateSelectObjectMetaParams } from "../../../src/oss/util/create_params.js";
import {
  isValidIp,
  ossGetBucketUri,
  ossGetHostFromAuthority,
  ossGetObjectUri,
  ossGetRtmpUri,
  ossGetServiceUri,
  ossIsValidHost,
  ossPreprocessEndpoint,
  startsWith,
} from "../../../src/oss/util/endpoint.js";
import {
  getOssAclStr,
  getOssStorageClassStr,
  getOssTierTypeStr,
} from "../../../src/oss/util/enums.js";
import { ossGetTemporaryFileName, ossTempFileRename } from "../../../src/oss/util/files.js";
import {
  aosTableCreateIfNull,
  hasRangeOrProcessInRequest,
  ossHeadersAddRange,
} from "../../../src/oss/util/headers.js";
import {
  isVerifyObjectStrict,
  ossGetBucketNameInvalidError,
  ossGetObjectNameInvalidError,
  ossIsValidBucketName,
  ossIsValidObjectName,
  ossIsValidObjectNameEx,
} from "../../../src/oss/util/names.js";
import { ossGetPartSize, partSortCmp } from "../../../src/oss/util/parts.js";
import {
  ossCheckCreateSelectObjectMetaStatus,
  ossCheckSelectObjectStatus,
  ossInitCreateSelectObjectMetaReadResponseBody,
  ossInitSelectObjectReadResponseBody,
} from "../../../src/oss/util/select_frame.js";
import {
  aosFileErrorStatusSet,
  aosInconsistentErrorStatusSet,
  aosXmlErrorStatusSet,
} from "../../../src/oss/util/status.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter, VectorCase } from "../vectors.js";
import { optionsOf, requestOf, stringOf, tableOf } from "./build.js";

const nullableText = (input: Json | undefined): string | null =>
  input === null || input === undefined ? null : toText(input);

/** An enumeration takes any number here, as in C. */
const ofEnumeration =
  (str: (value: never) => string, field: string): VectorAdapter =>
  (input) => ({ return: Reflect.apply(str, undefined, [input[field]]) as unknown });

/** Where a request goes that `address` addresses. */
const addressing =
  (
    address: (
      options: ReturnType<typeof optionsOf>,
      input: JsonObject,
      req: ReturnType<typeof requestOf>,
    ) => void,
  ): VectorAdapter =>
  (input) => {
    const req = requestOf({});
    address(optionsOf(input["config"]), input, req);
    return { req };
  };

function statusOf(fields: Json | undefined): AosStatus {
  const s = aosStatusCreate(null);
  const given = isObject(fields) ? fields : {};
  s.code = Number(given["code"] ?? 200);
  s.errorMsg = toText(given["error_msg"]);
  s.reqId = toText(given["req_id"]);
  return s;
}

const partOf = (pair: Json | undefined): OssUploadPart => {
  const [partNum, etag] = Array.isArray(pair) ? pair : [pair];
  return { partNum: Number(partNum), etag: toText(etag) };
};

async function renameTemporaryFile(input: JsonObject): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), "oss-vectors-"));
  const paths = { from: join(directory, "from"), to: join(directory, "to") };
  const content = (path: string): string | null => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  };
  try {
    if (input["from"] !== null) writeFileSync(paths.from, toBytes(input["from"]));
    if (input["to"] !== null) writeFileSync(paths.to, toBytes(input["to"]));
    const s = input["code"] === null ? null : statusOf({ code: input["code"] ?? 200 });
    const res = await ossTempFileRename(s, paths.from, paths.to, null);
    return { return: res, from: content(paths.from), to: content(paths.to) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Hands the chunks of an answer over, as the transport does. */
async function readFrames(input: JsonObject, { out: expected }: VectorCase): Promise<unknown> {
  const pool = aosPoolCreate(null);
  const resp = aosHttpResponseCreate(pool);
  if (input["type"] === 2) resp.type = 2;
  resp.headers = tableOf(input["headers"]);
  const isMeta = input["create_meta"] === true;
  const init = isMeta
    ? ossInitCreateSelectObjectMetaReadResponseBody(pool, resp)
    : ossInitSelectObjectReadResponseBody(pool, resp);
  const returns = resp.type === 2 ? [] : await writeChunks(resp, input["chunks"]);
  const status = statusOf({ code: input["status"] ?? 200 });
  const metaParams = ossCreateSelectObjectMetaParams(null);
  if (isMeta) {
    const params = input["no_meta_params"] === true ? null : metaParams;
    ossCheckCreateSelectObjectMetaStatus(resp, status, params);
  } else {
    ossCheckSelectObjectStatus(resp, status);
  }
  const body = recut(
    [...resp.body].map((b) => b.bytes),
    isObject(expected) ? expected["body"] : [],
  );
  return { init, writeBodyReturns: returns, body, bodyLen: resp.bodyLen, status, metaParams };
}

/** Cuts a body where C does, which also makes buffers without content: the content is compared. */
function recut(body: Buffer[], expected: Json | undefined): Buffer[] {
  let content = Buffer.concat(body);
  const pieces: Buffer[] = [];
  for (const piece of Array.isArray(expected) ? expected : []) {
    const isDigest = isObject(piece) && typeof piece["length"] === "number";
    const length = isDigest ? Number(piece["length"]) : toBytes(piece).length;
    pieces.push(content.subarray(0, length));
    content = content.subarray(length);
  }
  return content.length > 0 ? [...pieces, content] : pieces;
}

async function writeChunks(resp: AosHttpResponse, chunks: Json | undefined): Promise<number[]> {
  const returns: number[] = [];
  for (const chunk of Array.isArray(chunks) ? chunks : []) {
    const bytes = toBytes(chunk);
    const written = await resp.writeBody(resp, bytes, bytes.length);
    returns.push(written);
    if (written < 0) break;
  }
  return returns;
}

/** Vectors of oss_util.h, but for those of requests and of what the create functions make. */
export const utilAdapters: Record<string, VectorAdapter> = {
  starts_with: (input) => ({
    return: startsWith(stringOf(input["str"]), nullableText(input["prefix"])),
  }),
  is_valid_ip: (input) => ({ return: isValidIp(nullableText(input["str"])) }),
  oss_is_valid_host: (input) => ({ return: ossIsValidHost(nullableText(input["host"])) }),
  oss_preprocess_endpoint: (input) => {
    const endpoint = stringOf(input["endpoint"]);
    ossPreprocessEndpoint(endpoint);
    return { endpoint, len: endpoint.len };
  },
  oss_get_host_from_authority: (input) => ({
    return: ossGetHostFromAuthority(null, stringOf(input["authority"])),
  }),
  oss_get_object_uri: addressing((options, input, req) => {
    ossGetObjectUri(options, stringOf(input["bucket"]), stringOf(input["object"]), req);
  }),
  oss_get_bucket_uri: addressing((options, input, req) => {
    ossGetBucketUri(options, stringOf(input["bucket"]), req);
  }),
  oss_get_service_uri: addressing((options, _, req) => {
    ossGetServiceUri(options, req);
  }),
  oss_get_rtmp_uri: addressing((options, input, req) => {
    ossGetRtmpUri(options, stringOf(input["bucket"]), stringOf(input["live_channel_id"]), req);
  }),
  oss_is_valid_bucket_name: (input) => ({ return: ossIsValidBucketName(stringOf(input["str"])) }),
  oss_is_valid_object_name: (input) => {
    const str = stringOf(input["str"]);
    const answers: Record<string, boolean> = {
      oss_is_valid_object_name: ossIsValidObjectName(str),
    };
    for (const strict of [0, 1, -1]) {
      const isStrict = strict !== 0;
      answers[`oss_is_valid_object_name_ex(str,${String(strict)})`] = ossIsValidObjectNameEx(
        str,
        isStrict,
      );
    }
    return answers;
  },
  is_verify_object_strict: (input) => {
    const options = optionsOf(input["config"], input["ctl_options"]);
    return { return: isVerifyObjectStrict(options), isEnableCrc: isEnableCrc(options) };
  },
  invalid_errors: () => ({
    bucket: ossGetBucketNameInvalidError(),
    object: ossGetObjectNameInvalidError(),
    sameObjectEachTime: ossGetBucketNameInvalidError() === ossGetBucketNameInvalidError(),
  }),
  get_content_type: (input) => ({ return: getContentType(toText(input["name"])) }),
  get_content_type_by_suffix: (input) => ({
    return: getContentTypeBySuffix(toText(input["suffix"])),
  }),
  set_content_type: (input) => {
    const headers = tableOf(input["headers"]);
    setContentType(nullableText(input["filename"]), nullableText(input["key"]), headers);
    return { headers };
  },
  get_oss_acl_str: ofEnumeration(getOssAclStr, "oss_acl"),
  get_oss_storage_class_str: ofEnumeration(getOssStorageClassStr, "storage_class"),
  get_oss_tier_type_str: ofEnumeration(getOssTierTypeStr, "tier"),
  oss_config_resolve: (input) => {
    const { config, ctl, pool } = optionsOf(input["config"]);
    ossConfigResolve(pool, config, ctl);
    return { proxyHost: ctl.options.proxyHost, proxyAuth: ctl.options.proxyAuth };
  },
  oss_create_and_add_refer: (input) => {
    const config: OssRefererConfig = { refererList: aosList(), allowEmptyReferer: false };
    const refers = Array.isArray(input["refers"]) ? input["refers"] : [];
    for (const refer of refers) ossCreateAndAddRefer(null, config, stringOf(refer));
    return { refererList: [...config.refererList].map(({ referer }) => aosText(referer)) };
  },
  has_crc_in_response: (input) => {
    const resp = aosHttpResponseCreate(null);
    resp.headers = tableOf(input["headers"]);
    return { return: hasCrcInResponse(resp) };
  },
  has_range_or_process_in_request: (input) => ({
    return: hasRangeOrProcessInRequest(requestOf(input)),
  }),
  oss_check_crc_consistent: (input) => {
    const headers = input["resp_headers"] === null ? null : tableOf(input["resp_headers"]);
    const status = statusOf({});
    const res = ossCheckCrcConsistent(BigInt(toText(input["crc"])), headers, status);
    return { return: res, status };
  },
  oss_headers_add_range: (input) => {
    const headers = tableOf(input["headers"]);
    ossHeadersAddRange(null, headers, Number(input["offset"]), Number(input["size"]));
    return { headers };
  },
  aos_table_create_if_null: (input) => {
    const given = input["table"] === null ? null : tableOf(input["table"]);
    const table = aosTableCreateIfNull(optionsOf({}), given, Number(input["table_size"]));
    return { same: table === given, table };
  },
  oss_get_part_size: (input) => {
    const partSize = out(Number(input["part_size"]));
    ossGetPartSize(Number(input["filesize"]), partSize);
    return { partSize: partSize.value };
  },
  part_sort_cmp: (input) => ({ return: partSortCmp(partOf(input["a"]), partOf(input["b"])) }),
  part_sort: (input) => {
    const parts = (Array.isArray(input["parts"]) ? input["parts"] : []).map(partOf);
    // JavaScript wants 0 for equal parts, which keep their order then as with glibc.
    parts.sort((a, b) => (a.partNum === b.partNum ? 0 : partSortCmp(a, b)));
    return { parts: parts.map(({ partNum, etag }) => [partNum, etag]) };
  },
  oss_get_temporary_file_name: (input) => {
    const name = aosString();
    const size = ossGetTemporaryFileName(null, stringOf(input["filename"]), name);
    return { return: size, tempFileName: name, len: name.len };
  },
  oss_temp_file_rename: renameTemporaryFile,
  aos_xml_error_status_set: (input) => {
    const set = (by: (s: AosStatus, res: number) => void): AosStatus => {
      const s = statusOf(input["s"]);
      by(s, Number(input["res"]));
      return s;
    };
    return {
      aos_xml_error_status_set: set(aosXmlErrorStatusSet),
      aos_file_error_status_set: set(aosFileErrorStatusSet),
      aos_inconsistent_error_status_set: set(aosInconsistentErrorStatusSet),
    };
  },
  select_object_frames: readFrames,
};
