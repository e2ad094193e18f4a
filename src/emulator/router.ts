/**
 * Which operation a request asks for. Every operation stands in the table of this file.
 *
 * @packageDocumentation
 */

import type { Right } from "./auth/anonymous.js";
import { OssError } from "./error.js";
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from "./operations/acl.js";
import { deleteBucket, headBucket, listBuckets, putBucket } from "./operations/bucket.js";
import {
  deleteBucketCors,
  deleteBucketLifecycle,
  deleteBucketLogging,
  deleteBucketWebsite,
  getBucketCors,
  getBucketLifecycle,
  getBucketLogging,
  getBucketQos,
  getBucketReferer,
  getBucketWebsite,
  putBucketCors,
  putBucketLifecycle,
  putBucketLogging,
  putBucketQos,
  putBucketReferer,
  putBucketWebsite,
} from "./operations/bucket_documents.js";
import { getBucketInfo, getBucketLocation, getBucketStat } from "./operations/bucket_facts.js";
import type { Operation } from "./operations/call.js";
import { asksForCallback, withCallback } from "./operations/callback.js";
import { deleteMultipleObjects } from "./operations/delete_objects.js";
import { listLiveChannels } from "./operations/list_live_channels.js";
import { listObjects, listObjectsV2 } from "./operations/list_objects.js";
import { listMultipartUploads, listParts } from "./operations/list_uploads.js";
import { deleteLiveChannel, getLive, putLive } from "./operations/live_channel.js";
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
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from "./operations/object_tagging.js";
import { getProcessedObject } from "./operations/processed_object.js";
import { restoreObject } from "./operations/restore.js";
import { processObject } from "./operations/select_object.js";
import { getSymlink, putSymlink } from "./operations/symlink.js";
import { postVodPlaylist } from "./operations/vod_playlist.js";
import type { OssRequest } from "./wire/request.js";
import { choosesOperation } from "./wire/subresources.js";

/** The name of an operation, as the service's documentation has it. */
export type OssOperationName =
  | "AbortMultipartUpload"
  | "AppendObject"
  | "CompleteMultipartUpload"
  | "CopyObject"
  | "DeleteBucket"
  | "DeleteBucketCors"
  | "DeleteBucketLifecycle"
  | "DeleteBucketLogging"
  | "DeleteBucketWebsite"
  | "DeleteLiveChannel"
  | "DeleteMultipleObjects"
  | "DeleteObject"
  | "DeleteObjectTagging"
  | "GetBucketAcl"
  | "GetBucketCors"
  | "GetBucketInfo"
  | "GetBucketLifecycle"
  | "GetBucketLocation"
  | "GetBucketLogging"
  | "GetBucketQos"
  | "GetBucketReferer"
  | "GetBucketStat"
  | "GetBucketWebsite"
  | "GetLiveChannel"
  | "GetObject"
  | "GetObjectAcl"
  | "GetObjectMeta"
  | "GetObjectTagging"
  | "GetSymlink"
  | "HeadBucket"
  | "HeadObject"
  | "InitiateMultipartUpload"
  | "ListBuckets"
  | "ListLiveChannel"
  | "ListMultipartUploads"
  | "ListObjects"
  | "ListObjectsV2"
  | "ListParts"
  | "PostVodPlaylist"
  | "ProcessObject"
  | "PutBucket"
  | "PutBucketAcl"
  | "PutBucketCors"
  | "PutBucketLifecycle"
  | "PutBucketLogging"
  | "PutBucketQos"
  | "PutBucketReferer"
  | "PutBucketWebsite"
  | "PutLiveChannel"
  | "PutObject"
  | "PutObjectAcl"
  | "PutObjectTagging"
  | "PutSymlink"
  | "RestoreObject"
  | "UploadPart"
  | "UploadPartCopy";

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
  ["GET bucket acl", route("GetBucketAcl", getBucketAcl, "owner")],
  ["PUT bucket acl", route("PutBucketAcl", putBucketAcl, "owner")],
  ["GET bucket location", route("GetBucketLocation", getBucketLocation, "owner")],
  ["GET bucket bucketInfo", route("GetBucketInfo", getBucketInfo, "owner")],
  ["GET bucket stat", route("GetBucketStat", getBucketStat, "owner")],
  ["PUT bucket cors", route("PutBucketCors", putBucketCors, "owner")],
  ["GET bucket cors", route("GetBucketCors", getBucketCors, "owner")],
  ["DELETE bucket cors", route("DeleteBucketCors", deleteBucketCors, "owner")],
  ["PUT bucket lifecycle", route("PutBucketLifecycle", putBucketLifecycle, "owner")],
  ["GET bucket lifecycle", route("GetBucketLifecycle", getBucketLifecycle, "owner")],
  ["DELETE bucket lifecycle", route("DeleteBucketLifecycle", deleteBucketLifecycle, "owner")],
  ["PUT bucket website", route("PutBucketWebsite", putBucketWebsite, "owner")],
  ["GET bucket website", route("GetBucketWebsite", getBucketWebsite, "owner")],
  ["DELETE bucket website", route("DeleteBucketWebsite", deleteBucketWebsite, "owner")],
  ["PUT bucket referer", route("PutBucketReferer", putBucketReferer, "owner")],
  ["GET bucket referer", route("GetBucketReferer", getBucketReferer, "owner")],
  ["PUT bucket logging", route("PutBucketLogging", putBucketLogging, "owner")],
  ["GET bucket logging", route("GetBucketLogging", getBucketLogging, "owner")],
  ["DELETE bucket logging", route("DeleteBucketLogging", deleteBucketLogging, "owner")],
  ["PUT bucket qos", route("PutBucketQos", putBucketQos, "owner")],
  ["GET bucket qos", route("GetBucketQos", getBucketQos, "owner")],
  ["POST bucket delete", route("DeleteMultipleObjects", deleteMultipleObjects, "write")],
  ["PUT object", route("PutObject", withCallback(putObject), "write")],
  ["PUT object copy-source", route("CopyObject", copyObject, "write")],
  ["GET object", route("GetObject", getObject, "read")],
  ["GET object x-oss-process", route("GetObject", getProcessedObject, "read")],
  ["POST object x-oss-process", route("ProcessObject", processObject, "read")],
  ["HEAD object", route("HeadObject", headObject, "read")],
  ["HEAD object objectMeta", route("GetObjectMeta", getObjectMeta, "read")],
  ["DELETE object", route("DeleteObject", deleteObject, "write")],
  ["GET object acl", route("GetObjectAcl", getObjectAcl, "owner")],
  ["PUT object acl", route("PutObjectAcl", putObjectAcl, "owner")],
  ["PUT object symlink", route("PutSymlink", putSymlink, "write")],
  ["GET object symlink", route("GetSymlink", getSymlink, "read")],
  ["PUT object tagging", route("PutObjectTagging", putObjectTagging, "owner")],
  ["GET object tagging", route("GetObjectTagging", getObjectTagging, "owner")],
  ["DELETE object tagging", route("DeleteObjectTagging", deleteObjectTagging, "owner")],
  ["POST object restore", route("RestoreObject", restoreObject, "owner")],
  ["GET bucket live", route("ListLiveChannel", listLiveChannels, "owner")],
  ["PUT object live", route("PutLiveChannel", putLive, "owner")],
  ["GET object live", route("GetLiveChannel", getLive, "owner")],
  ["DELETE object live", route("DeleteLiveChannel", deleteLiveChannel, "owner")],
  ["POST object vod", route("PostVodPlaylist", postVodPlaylist, "owner")],
  ["POST object append", route("AppendObject", appendObject, "write")],
  ["POST object uploads", route("InitiateMultipartUpload", initiateMultipartUpload, "write")],
  ["PUT object partNumber uploadId", route("UploadPart", uploadPart, "write")],
  ["PUT object copy-source partNumber uploadId", route("UploadPartCopy", uploadPartCopy, "write")],
  [
    "POST object uploadId",
    route("CompleteMultipartUpload", withCallback(completeMultipartUpload), "write"),
  ],
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

/** The methods that may ask for something else at the same place. */
const METHODS = ["GET", "PUT", "POST", "HEAD", "DELETE"];

/** PostObject and GetVodPlaylist of the service, at whose places other methods are answered. */
const NOT_DONE: ReadonlySet<string> = new Set(["POST bucket", "GET object vod"]);

/**
 * The operations that may be asked for a callback. Clients begin an upload with the headers that
 * are meant for its end, and the service passes over the callback there.
 */
const CALLED_BACK: ReadonlySet<string> = new Set([
  ...["PutObject", "InitiateMultipartUpload", "CompleteMultipartUpload"],
]);

/** Finds the route of a request, or throws MethodNotAllowed or NotImplemented. */
export function routeOf(request: OssRequest): Route {
  const place = placeOf(request);
  const found = ROUTES.get(`${request.method} ${place}`);
  if (found !== undefined) {
    if (asksForCallback(request) && !CALLED_BACK.has(found.name)) {
      throw new OssError("NotImplemented", { elements: { Header: "x-oss-callback" } });
    }
    return found;
  }
  const isNotDone = NOT_DONE.has(`${request.method} ${place}`) || request.method === "OPTIONS";
  const elsewhere = METHODS.some((method) => ROUTES.has(`${method} ${place}`));
  if (!isNotDone && (elsewhere || !METHODS.includes(request.method))) {
    throw new OssError("MethodNotAllowed", {
      elements: { Method: request.method, ResourceType: place.split(" ", 1)[0] ?? "" },
    });
  }
  throw new OssError("NotImplemented", { elements: { Resource: place } });
}

function placeOf({ bucket, key, query, headers }: OssRequest): string {
  const selectors = [...query]
    .map(([name]) => name)
    .filter((name) => {
      return name !== "callback" && choosesOperation(name);
    });
  if (headers.get("x-oss-copy-source") !== undefined) selectors.push("copy-source");
  const level = bucket === "" ? "service" : key === "" ? "bucket" : "object";
  return [level, ...[...new Set(selectors)].sort()].join(" ");
}
