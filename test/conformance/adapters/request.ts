import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { aosHttpRequestCreate, aosHttpResponseCreate } from "../../../src/aos/http_io.js";
import { type AosList, aosList, aosListAddTail, aosListEmpty } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { AosTable } from "../../../src/aos/table.js";
import type {
  AosHttpRequest,
  AosHttpResponse,
  OssProgressCallback,
} from "../../../src/aos/transport.js";
import { ossGenRtmpSignedUrl } from "../../../src/oss/api/live.js";
import { ossGenSignedUrl } from "../../../src/oss/api/object_url.js";
import type { OssRequestOptions } from "../../../src/oss/define.js";
import {
  ossFillReadResponseBody,
  ossWriteRequestBodyFromBuffer,
} from "../../../src/oss/request/bodies.js";
import {
  ossInitBucketRequest,
  ossInitLiveChannelRequest,
  ossInitObjectRequest,
  ossInitRequest,
  ossInitServiceRequest,
  ossInitSignedUrlRequest,
} from "../../../src/oss/request.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { optionsOf, requestOf, stringOf, tableOf } from "./build.js";
import { withClock } from "./clock.js";

/** Vectors of the functions of oss_util.h that make requests, and of those that make URLs. */
export const requestAdapters: Record<string, VectorAdapter> = {
  oss_init_request: (input) => {
    const options = optionsOf(input["config"]);
    const headers = input["headers"] === null ? null : tableOf(input["headers"]);
    const params = input["params"] === null ? null : tableOf(input["params"]);
    const { req, resp } = initialised(options, input, params, headers);
    return {
      req,
      method: req.method,
      headers: req.headers,
      queryParams: req.queryParams.length === 0 ? null : req.queryParams,
      signedUrl: req.signedUrl,
      reqCrc64: req.crc64,
      reqHasProgress: req.progressCallback !== null,
      respHasProgress: resp.progressCallback !== null,
      type: req.type,
      normalizeUrl: req.normalizeUrl,
      respStatus: resp.status,
      headersIsTheCallersTable: req.headers === headers,
    };
  },
  oss_fill_read_response_body: (input) => {
    const resp = aosHttpResponseCreate(null);
    for (const b of buffersOf(input["body"])) aosListAddTail(b, resp.body);
    const buffer = input["buffer"] === false ? null : buffersOf(input["buffer"]);
    ossFillReadResponseBody(resp, buffer);
    return { buffer: texts(buffer), respBody: texts(resp.body) };
  },
  oss_write_request_body_from_buffer: (input) => {
    const req = aosHttpRequestCreate(null);
    const buffer = buffersOf(input["buffer"]);
    ossWriteRequestBodyFromBuffer(buffer, req);
    return {
      reqBody: texts(req.body),
      bodyLen: req.bodyLen,
      bufferNowEmpty: aosListEmpty(buffer),
    };
  },
  oss_gen_signed_url: (input) => {
    const options = optionsOf(input["config"], input["ctl_options"]);
    const req = requestOf(input["req"]);
    const [bucket, object] = [stringOf(input["bucket"]), stringOf(input["object"])];
    const url = withClock(input, () =>
      ossGenSignedUrl(options, bucket, object, int64(input["expires"]), req),
    );
    return { return: url, headers: req.headers, queryParams: req.queryParams };
  },
  oss_gen_rtmp_signed_url: (input) => ({
    return: ossGenRtmpSignedUrl(
      optionsOf(input["config"]),
      stringOf(input["bucket"]),
      stringOf(input["live_channel"]),
      stringOf(input["play_list_name"]),
      int64(input["expires"]),
    ),
  }),
};

function int64(input: Json | undefined): bigint {
  return BigInt(isObject(input) || Array.isArray(input) ? 0 : String(input ?? 0));
}

function buffersOf(input: Json | undefined): AosList<AosBuf> {
  const list = aosList<AosBuf>();
  for (const entry of Array.isArray(input) ? input : []) {
    aosListAddTail(aosBufPack(null, toBytes(entry)), list);
  }
  return list;
}

function texts(list: AosList<AosBuf> | null): string[] {
  return [...(list ?? [])].map(String);
}

const onProgress: OssProgressCallback = () => undefined;

/** Calls the function that the input's `kind` names. */
function initialised(
  options: OssRequestOptions,
  input: JsonObject,
  params: AosTable | null,
  headers: AosTable | null,
): { req: AosHttpRequest; resp: AosHttpResponse } {
  const { method } = requestOf({ method: input["method"] ?? 0 });
  const [bucket, object] = [stringOf(input["bucket"]), stringOf(input["object"])];
  const initCrc = int64(input["init_crc"]);
  const req = out<AosHttpRequest>();
  const resp = out<AosHttpResponse>();
  const tables = [params, headers, resp] as const;
  const kinds: Record<string, () => void> = {
    request: () => {
      ossInitRequest(options, method, req, ...tables);
    },
    service: () => {
      ossInitServiceRequest(options, method, req, ...tables);
    },
    bucket: () => {
      ossInitBucketRequest(options, bucket, method, req, ...tables);
    },
    object: () => {
      ossInitObjectRequest(
        options,
        bucket,
        object,
        method,
        req,
        params,
        headers,
        onProgress,
        initCrc,
        resp,
      );
    },
    live_channel: () => {
      ossInitLiveChannelRequest(options, bucket, object, method, req, ...tables);
    },
    signed_url: () => {
      ossInitSignedUrlRequest(options, object, method, req, ...tables);
    },
  };
  kinds[toText(input["kind"])]?.();
  if (req.value === null || resp.value === null) throw new Error("nothing was initialised");
  return { req: req.value, resp: resp.value };
}
