/**
 * `oss_object.c`: asking for a part of a CSV object in SQL.
 *
 * @packageDocumentation
 */

import { type AosBuf, aosBufListContent } from "../../aos/buf.js";
import { HTTP_POST } from "../../aos/define.js";
import { type AosList, aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import { digest } from "../../aos/util/digest.js";
import {
  OSS_CONTENT_MD5,
  OSS_CONTENT_TYPE,
  OSS_MULTIPART_CONTENT_TYPE,
  OSS_PROCESS,
  type OssRequestOptions,
  type OssSelectObjectMetaParams,
  type OssSelectObjectParams,
} from "../define.js";
import { type OssCall, ossRoundTrip, ossTableWithDefaults } from "../request/round_trip.js";
import {
  ossCheckCreateSelectObjectMetaStatus,
  ossCheckSelectObjectStatus,
  ossInitCreateSelectObjectMetaReadResponseBody,
  ossInitSelectObjectReadResponseBody,
} from "../util/select_frame.js";
import { ossBuildCreateSelectObjectMetaBody, ossBuildSelectObjectBody } from "../xml/select.js";

/**
 * Reads into memory what an SQL expression selects of a CSV object.
 *
 * The code is the one at the end of the service's answer: 200 when the object was read, 206 when a
 * range of it was; `SelectObjectError` when the work failed on the way. Unlike C, an answer without
 * its end is such an error too. Port of `oss_select_object_to_buffer`.
 *
 * @param expression - as `select _1 from ossobject where _2 > 10`
 * @param selectParams - what the CSV looks like, and what the selection should look like
 * @param buffer - takes the selection in the place of what it held, on failure what came until then
 * @returns 200 or 206 as above; 400 with the reason when the expression is not valid; 404
 *   `NoSuchKey`
 */
export async function ossSelectObjectToBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  expression: AosStringLike,
  selectParams: OssSelectObjectParams,
  buffer: AosList<AosBuf> | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoSelectObjectToBuffer(
    options,
    bucket,
    object,
    expression,
    selectParams,
    null,
    null,
    buffer,
    null,
    respHeaders,
  );
}

/**
 * Reads a selection into memory as {@link ossSelectObjectToBuffer} does. Unlike C, a Content-Type
 * or `x-oss-process` of the caller's goes out in the place of the call's own, not beside it. Port
 * of `oss_do_select_object_to_buffer`.
 *
 * @param headers - more headers, or `null`
 * @param params - query parameters, or `null`
 * @param progressCallback - is told how many bytes of the request were sent, as in C
 * @returns as {@link ossSelectObjectToBuffer}
 */
export async function ossDoSelectObjectToBuffer(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  expression: AosStringLike,
  selectParams: OssSelectObjectParams,
  headers: AosTable | null,
  params: AosTable | null,
  buffer: AosList<AosBuf> | null,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    bucket,
    object,
    ...selectRequest(expression, selectParams, headers, params),
    progress: progressCallback,
    content: buffer,
    respHeaders,
  });
}

/**
 * Reads a selection of a CSV object into a file; see {@link ossSelectObjectToBuffer}. The file is
 * replaced only by a complete selection, as `ossGetObjectToFile` does it. Port of
 * `oss_select_object_to_file`.
 *
 * @param filename - the file; left as it is on failure
 * @returns as {@link ossSelectObjectToBuffer}, and `OpenFileFail`, `WriteFileFail`,
 *   `RenameFileFail`
 */
export async function ossSelectObjectToFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  expression: AosStringLike,
  selectParams: OssSelectObjectParams,
  filename: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossDoSelectObjectToFile(
    options,
    bucket,
    object,
    expression,
    selectParams,
    null,
    null,
    filename,
    null,
    respHeaders,
  );
}

/**
 * Reads a selection into a file as {@link ossSelectObjectToFile} does; see {@link
 * ossDoSelectObjectToBuffer} for the rest. Port of `oss_do_select_object_to_file`.
 *
 * @returns as {@link ossSelectObjectToFile}
 */
export async function ossDoSelectObjectToFile(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  expression: AosStringLike,
  selectParams: OssSelectObjectParams,
  headers: AosTable | null,
  params: AosTable | null,
  filename: AosStringLike,
  progressCallback: OssProgressCallback | null,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    bucket,
    object,
    ...selectRequest(expression, selectParams, headers, params),
    progress: progressCallback,
    contentFile: filename,
    respHeaders,
  });
}

/**
 * Lets the service count the lines of a CSV object, which makes later selections faster. A failure
 * on the way is `CreateSelectObjectMetaError`. Port of `oss_create_select_object_meta`.
 *
 * @param metaParams - what the CSV looks like; takes the counts, and on failure is left as it is
 * @returns 200; 404 `NoSuchKey`
 */
export async function ossCreateSelectObjectMeta(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  metaParams: OssSelectObjectMetaParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const body = aosList<AosBuf>();
  ossBuildCreateSelectObjectMetaBody(options.pool, metaParams, body);
  return ossRoundTrip(options, {
    bucket,
    object,
    ...processRequest("csv/meta", body, null, null),
    content: null,
    arrange: (resp) => ossInitCreateSelectObjectMetaReadResponseBody(null, resp),
    respHeaders,
    conclude: (resp, s) => {
      ossCheckCreateSelectObjectMetaStatus(resp, s, metaParams);
    },
  });
}

function selectRequest(
  expression: AosStringLike,
  selectParams: OssSelectObjectParams,
  headers: AosTable | null,
  params: AosTable | null,
): Omit<OssCall, "respHeaders"> {
  const body = aosList<AosBuf>();
  ossBuildSelectObjectBody(null, expression, selectParams, body);
  const hasPayloadCrc = Number(selectParams.outputParam.enablePayloadCrc) > 0;
  return {
    ...processRequest("csv/select", body, headers, params),
    arrange: (resp) => ossInitSelectObjectReadResponseBody(null, resp, hasPayloadCrc),
    conclude: ossCheckSelectObjectStatus,
  };
}

function processRequest(
  process: string,
  buffer: AosList<AosBuf>,
  headers: AosTable | null,
  params: AosTable | null,
): Omit<OssCall, "respHeaders"> {
  const md5 = digest("md5", aosBufListContent(null, buffer)).toString("base64");
  return {
    method: HTTP_POST,
    queryParams: ossTableWithDefaults(params, [OSS_PROCESS, process]),
    headers: ossTableWithDefaults(
      headers,
      [OSS_CONTENT_TYPE, OSS_MULTIPART_CONTENT_TYPE],
      [OSS_CONTENT_MD5, md5],
    ),
    buffer,
  };
}
