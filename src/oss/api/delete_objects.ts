/**
 * `oss_bucket.c`: deleting many objects at once.
 *
 * @packageDocumentation
 */

import { type AosBuf, aosBufListContent, aosBufListLen } from "../../aos/buf.js";
import {
  AOS_TRUE,
  AOSE_ABORT_CALLBACK,
  AOSE_SERVICE_ERROR,
  AOSE_XML_PARSE_ERROR,
  type AosBool,
  HTTP_POST,
} from "../../aos/define.js";
import {
  type AosList,
  aosList,
  aosListAddTail,
  aosListEmpty,
  aosListInit,
} from "../../aos/list.js";
import { type Out, out } from "../../aos/out.js";
import {
  AOS_SERVER_ERROR_CODE,
  type AosStatus,
  aosStatusDup,
  aosStatusIsOk,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosStringLike, aosStrSet, isUnicode } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { digest } from "../../aos/util/digest.js";
import { aosParseXmlBody } from "../../aos/xml.js";
import {
  OSS_CONTENT_MD5,
  OSS_CONTENT_TYPE,
  OSS_DELETE,
  OSS_MULTIPART_CONTENT_TYPE,
  type OssListObjectContent,
  type OssListObjectParams,
  type OssObjectKey,
  type OssRequestOptions,
} from "../define.js";
import { type OssCall, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossEndOf, ossScoped } from "../request/scope.js";
import { ossCreateOssObjectKey } from "../util/create.js";
import { ossCreateListObjectParams } from "../util/create_params.js";
import { ossGetObjectNameInvalidError } from "../util/names.js";
import { aosXmlErrorStatusSet } from "../util/status.js";
import { buildDeleteObjectsBody, ossDeleteObjectsParseFromBody } from "../xml/object.js";
import { keyDecoding } from "../xml/read.js";
import { ossListObject } from "./list.js";

/** The root of an answer. */
const ANSWER = "DeleteResult";

/**
 * Deletes up to 1000 objects of a bucket with one request. Those that are not there count as
 * deleted.
 *
 * As in C, an object that can't be deleted is no failure of the call: it is missing in
 * `deletedObjectList`. Unlike C, the request's Content-MD5 is right, and a name with half of a
 * surrogate pair, which would be that of another object, is refused. Port of `oss_delete_objects`.
 *
 * @param objectList - the names
 * @param isQuiet - whether nobody needs to know what was deleted; the answer is not read then
 * @param deletedObjectList - gets the names of the deleted objects behind what it holds; on
 *   failure, and when quiet, it is left as it is. May be `null`
 * @returns 200, also when some could not be deleted
 */
export async function ossDeleteObjects(
  options: OssRequestOptions,
  bucket: AosStringLike,
  objectList: AosList<OssObjectKey>,
  isQuiet: AosBool,
  respHeaders: Out<AosTable> | null,
  deletedObjectList: AosList<OssObjectKey> | null,
): Promise<AosStatus> {
  return deleteObjects(options, bucket, objectList, isQuiet, {
    respHeaders,
    ...(isQuiet || deletedObjectList === null
      ? {}
      : {
          document: {
            root: ANSWER,
            read: (body) => ossDeleteObjectsParseFromBody(options.pool, body, deletedObjectList),
          },
        }),
  });
}

async function deleteObjects(
  options: OssRequestOptions,
  bucket: AosStringLike,
  objectList: AosList<OssObjectKey>,
  isQuiet: AosBool,
  answer: Pick<OssCall, "respHeaders" | "document" | "conclude">,
): Promise<AosStatus> {
  // An empty name is refused by the service, as in C.
  if (![...objectList].every(({ key }) => isUnicode(key.data))) {
    return ossGetObjectNameInvalidError();
  }
  const buffer = aosList<AosBuf>();
  buildDeleteObjectsBody(options.pool, objectList, isQuiet, buffer);
  const md5 = digest("md5", aosBufListContent(options.pool, buffer)).toString("base64");
  return ossRoundTrip(options, {
    ...answer,
    method: HTTP_POST,
    bucket,
    headers: ossTableWith(
      null,
      [OSS_CONTENT_TYPE, OSS_MULTIPART_CONTENT_TYPE],
      [OSS_CONTENT_MD5, md5],
    ),
    queryParams: ossTableWith(null, [OSS_DELETE, ""]),
    buffer,
  });
}

/**
 * Deletes every object of a bucket whose name begins with `prefix`, page by page, up to 1000 with a
 * request. With an empty prefix that is every object of the bucket.
 *
 * A request that fails ends it. Unlike C, a page without objects does not end it when more follow;
 * objects that can't be deleted are looked at: the others are deleted all the same, and then the
 * status is `AOSE_SERVICE_ERROR` with the service's error code and the first such name, or
 * `AOSE_XML_PARSE_ERROR` when an answer can't be read; and a listing that does not go on answers an
 * error where C may loop for ever. Port of
 * `oss_delete_objects_by_prefix`.
 *
 * @returns the status of the last request, 200; of the first that failed; or `AOSE_SERVICE_ERROR`
 *   as above
 */
export async function ossDeleteObjectsByPrefix(
  options: OssRequestOptions,
  bucket: AosStringLike,
  prefix: AosStringLike | null,
): Promise<AosStatus> {
  const params = ossCreateListObjectParams(options.pool);
  aosStrSet(params.prefix, prefix);
  const refused = out<AosStatus>();
  const s = await ossScoped(options, (own) => deletePages(own, bucket, params, refused));
  return s.code === AOSE_ABORT_CALLBACK ? s : (refused.value ?? s);
}

async function deletePages(
  options: OssRequestOptions,
  bucket: AosStringLike,
  params: OssListObjectParams,
  refused: Out<AosStatus>,
): Promise<AosStatus> {
  for (;;) {
    aosListInit(params.objectList);
    let s = ossEndOf(options) ?? (await ossListObject(options, bucket, params, null));
    if (aosStatusIsOk(s) && !aosListEmpty(params.objectList)) {
      s = ossEndOf(options) ?? (await deletePage(options, bucket, params.objectList, refused));
    }
    if (aosStatusIsOk(s) && params.truncated) turnPage(params, s);
    if (!aosStatusIsOk(s) || !params.truncated) return s;
  }
}

async function deletePage(
  options: OssRequestOptions,
  bucket: AosStringLike,
  page: AosList<OssListObjectContent>,
  refused: Out<AosStatus>,
): Promise<AosStatus> {
  const keys = aosList<OssObjectKey>();
  for (const content of page) {
    const objectKey = ossCreateOssObjectKey(options.pool);
    aosStrSet(objectKey.key, content.key);
    aosListAddTail(objectKey, keys);
  }
  return deleteObjects(options, bucket, keys, AOS_TRUE, {
    respHeaders: null,
    conclude: (resp, s) => {
      refused.value ??= firstRefusal(resp.body, s);
    },
  });
}

/**
 * The first object that an answer says was not deleted, as a status; `null` when all were, of which a
 * quiet answer needs to say nothing.
 */
function firstRefusal(body: AosList<AosBuf>, s: AosStatus): AosStatus | null {
  if (aosBufListLen(body) === 0) return null;
  const refusal = aosStatusDup(null, s);
  const root = aosParseXmlBody(body);
  if (root?.name !== ANSWER) {
    aosXmlErrorStatusSet(refusal, AOSE_XML_PARSE_ERROR);
    return refusal;
  }
  const error = root.child("Error");
  if (error === null) return null;
  const key = keyDecoding(root)(error.child("Key")?.text ?? "");
  const message = `${key}: ${error.child("Message")?.text ?? "it was not deleted"}`;
  aosStatusSet(refusal, AOSE_SERVICE_ERROR, error.child("Code")?.text ?? "", message);
  return refusal;
}

/** Lets the next page begin behind this one; a page that ends before it began is an error. */
function turnPage(params: OssListObjectParams, s: AosStatus): void {
  const { marker, nextMarker, objectList } = params;
  const next = nextMarker.data || (objectList.last?.key.data ?? "");
  if (Buffer.compare(Buffer.from(next), Buffer.from(marker.data)) <= 0) {
    aosStatusSet(s, AOSE_SERVICE_ERROR, AOS_SERVER_ERROR_CODE, "the listing does not go on");
  }
  aosStrSet(marker, next);
}
