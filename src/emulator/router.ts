/**
 * Which operation a request asks for. Every operation stands in the table of this file.
 *
 * @packageDocumentation
 */

import { OssError } from "./error.js";
import { deleteBucket, headBucket, listBuckets, putBucket } from "./operations/bucket.js";
import type { Operation } from "./operations/call.js";
import { deleteMultipleObjects } from "./operations/delete_objects.js";
import { listObjects, listObjectsV2 } from "./operations/list_objects.js";
import { listMultipartUploads, listParts } from "./operations/list_uploads.js";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  initiateMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from "./operations/multipart.js";
import {
  appendObject,
  copyObject,
  deleteObject,
  getObject,
  getObjectMeta,
  headObject,
  putObject,
} from "./operations/object.js";
import type { OssRequest } from "./wire/request.js";
import { choosesOperation } from "./wire/subresources.js";

/** The name of an operation, as the service's documentation has it. */
export type OssOperationName =
  | "AbortMultipartUpload"
  | "AppendObject"
  | "CompleteMultipartUpload"
  | "CopyObject"
  | "DeleteBucket"
  | "DeleteMultipleObjects"
  | "DeleteObject"
  | "GetObject"
  | "GetObjectMeta"
  | "HeadBucket"
  | "HeadObject"
  | "InitiateMultipartUpload"
  | "ListBuckets"
  | "ListMultipartUploads"
  | "ListObjects"
  | "ListObjectsV2"
  | "ListParts"
  | "PutBucket"
  | "PutObject"
  | "UploadPart"
  | "UploadPartCopy";

/** What somebody without a signature needs to be allowed for an operation. */
export type Right = "read" | "write" | "owner";

/** An operation and how it is reached. */
export interface Route {
  /** Its name. */
  readonly name: OssOperationName;
  /** What it does. */
  readonly run: Operation;
  /** What a request without a signature needs. */
  readonly right: Right;
}

/** The key is the method, what it is for, and the sub-resources in alphabetical order. */
const ROUTES: ReadonlyMap<string, Route> = new Map([
  ["GET service", route("ListBuckets", listBuckets, "owner")],
  ["PUT bucket", route("PutBucket", putBucket, "owner")],
  ["HEAD bucket", route("HeadBucket", headBucket, "read")],
  ["DELETE bucket", route("DeleteBucket", deleteBucket, "owner")],
  ["GET bucket", route("ListObjects", listObjects, "read")],
  ["GET bucket list-type", route("ListObjectsV2", listObjectsV2, "read")],
  ["GET bucket uploads", route("ListMultipartUploads", listMultipartUploads, "owner")],
  ["POST bucket delete", route("DeleteMultipleObjects", deleteMultipleObjects, "write")],
  ["PUT object", route("PutObject", putObject, "write")],
  ["PUT object copy-source", route("CopyObject", copyObject, "write")],
  ["GET object", route("GetObject", getObject, "read")],
  ["HEAD object", route("HeadObject", headObject, "read")],
  ["HEAD object objectMeta", route("GetObjectMeta", getObjectMeta, "read")],
  ["GET object objectMeta", route("GetObjectMeta", getObjectMeta, "read")],
  ["DELETE object", route("DeleteObject", deleteObject, "write")],
  ["POST object append", route("AppendObject", appendObject, "write")],
  ["POST object uploads", route("InitiateMultipartUpload", initiateMultipartUpload, "write")],
  ["PUT object partNumber uploadId", route("UploadPart", uploadPart, "write")],
  ["PUT object copy-source partNumber uploadId", route("UploadPartCopy", uploadPartCopy, "write")],
  ["POST object uploadId", route("CompleteMultipartUpload", completeMultipartUpload, "write")],
  ["DELETE object uploadId", route("AbortMultipartUpload", abortMultipartUpload, "write")],
  ["GET object uploadId", route("ListParts", listParts, "owner")],
]);

function route(name: OssOperationName, run: Operation, right: Right): Route {
  return { name, run, right };
}

/** Whether there is an operation of that name. */
export function isOperationName(name: unknown): name is OssOperationName {
  return [...ROUTES.values()].some((route) => route.name === name);
}

const METHODS = ["GET", "PUT", "POST", "HEAD", "DELETE"];

/** Headers that ask for more than an operation does here. */
const UNSUPPORTED_HEADERS = ["x-oss-callback", "x-oss-tagging"];

/** Finds the route of a request, or throws MethodNotAllowed or NotImplemented. */
export function routeOf(request: OssRequest): Route {
  const place = placeOf(request);
  const found = ROUTES.get(`${request.method} ${place}`);
  if (found !== undefined) {
    if (UNSUPPORTED_HEADERS.some((name) => request.headers.get(name) !== undefined)) {
      throw new OssError("NotImplemented");
    }
    return found;
  }
  const elsewhere = METHODS.some((method) => ROUTES.has(`${method} ${place}`));
  if (elsewhere || !METHODS.includes(request.method)) {
    throw new OssError("MethodNotAllowed", {
      elements: { Method: request.method, ResourceType: place.split(" ", 1)[0] ?? "" },
    });
  }
  throw new OssError("NotImplemented", { elements: { Resource: place } });
}

function placeOf({ bucket, key, query, headers }: OssRequest): string {
  const selectors = [...query].map(([name]) => name).filter(choosesOperation);
  if (headers.get("x-oss-copy-source") !== undefined) selectors.push("copy-source");
  const level = bucket === "" ? "service" : key === "" ? "bucket" : "object";
  return [level, ...[...new Set(selectors)].sort()].join(" ");
}
