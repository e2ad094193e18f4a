/**
 * `oss_bucket.c`: buckets themselves: making and deleting them, who may use them, where and how
 * large they are.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import {
  AOSE_INVALID_ARGUMENT,
  HTTP_DELETE,
  HTTP_GET,
  HTTP_HEAD,
  HTTP_PUT,
} from "../../aos/define.js";
import { aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosString, AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import {
  OSS_ACL,
  OSS_BUCKETINFO,
  OSS_BUCKETSTAT,
  OSS_CANNONICALIZED_HEADER_ACL,
  OSS_LOCATION,
  OSS_QOS,
  OSS_STORAGE_CLASS_BUTT,
  type OssAcl,
  type OssBucketInfo,
  type OssBucketStat,
  type OssRequestOptions,
  type OssStorageClassType,
} from "../define.js";
import { ossIntegerError, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossClientError } from "../request.js";
import { getOssAclStr, getOssStorageClassStr } from "../util/enums.js";
import {
  buildBucketStorageCapacityBody,
  buildBucketStorageClass,
  ossAclParseFromBody,
  ossGetBucketInfoParseFromBody,
  ossGetBucketStatParseFromBody,
  ossLocationParseFromBody,
  ossStorageCapacityParseFromBody,
} from "../xml/bucket.js";

/**
 * Makes a bucket of the storage class Standard in the region of the endpoint, or sets the ACL of
 * one that is the caller's already.
 *
 * Unlike C, which sends no ACL then, a value that is none of the `OSS_ACL_*` answers
 * `AOSE_INVALID_ARGUMENT`. Port of `oss_create_bucket`.
 *
 * @param ossAcl - who may use the bucket
 * @returns 200, also when it is there already and one's own; 409 `BucketAlreadyExists` when it is
 *   another's
 */
export async function ossCreateBucket(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ossAcl: OssAcl,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossCreateBucketWithStorageClass(
    options,
    bucket,
    ossAcl,
    OSS_STORAGE_CLASS_BUTT,
    respHeaders,
  );
}

/**
 * Makes a bucket as {@link ossCreateBucket} does, of some storage class. A value that is none
 * answers `AOSE_INVALID_ARGUMENT`. Port of `oss_create_bucket_with_storage_class`.
 *
 * @param storageClass - what objects are stored as that don't say; `OSS_STORAGE_CLASS_BUTT` leaves
 *   it to the service
 * @returns as {@link ossCreateBucket}
 */
export async function ossCreateBucketWithStorageClass(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ossAcl: OssAcl,
  storageClass: OssStorageClassType,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const acl = getOssAclStr(ossAcl);
  if (acl === "") return ossClientError(AOSE_INVALID_ARGUMENT, "ossAcl is none of OSS_ACL_*.");
  if (storageClass !== OSS_STORAGE_CLASS_BUTT && getOssStorageClassStr(storageClass) === "") {
    return ossClientError(AOSE_INVALID_ARGUMENT, "storageClass is none of OSS_STORAGE_CLASS_*.");
  }
  const buffer = aosList<AosBuf>();
  buildBucketStorageClass(options.pool, storageClass, buffer);
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    headers: ossTableWith(null, [OSS_CANNONICALIZED_HEADER_ACL, acl]),
    buffer,
    respHeaders,
  });
}

/**
 * Deletes a bucket, which must be empty: otherwise 409 `BucketNotEmpty`. Port of
 * `oss_delete_bucket`.
 *
 * @returns 204; 409 `BucketNotEmpty` as long as something is in it
 */
export async function ossDeleteBucket(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, { method: HTTP_DELETE, bucket, respHeaders });
}

/**
 * Asks whether a bucket is there and may be used. Unlike C, the status tells the service's error
 * when its `x-oss-err` header does. Port of `oss_head_bucket`.
 *
 * @returns 200; 404 when it is not there, 403 when it is another's
 */
export async function ossHeadBucket(
  options: OssRequestOptions,
  bucket: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, { method: HTTP_HEAD, bucket, respHeaders });
}

/**
 * Sets who may use a bucket. Unlike C, which sends no ACL then, a value that is none of the
 * `OSS_ACL_*` answers `AOSE_INVALID_ARGUMENT`. Port of `oss_put_bucket_acl`.
 *
 * @param ossAcl - one of `OSS_ACL_PRIVATE`, `OSS_ACL_PUBLIC_READ`, `OSS_ACL_PUBLIC_READ_WRITE`
 * @returns 200
 */
export async function ossPutBucketAcl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ossAcl: OssAcl,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const acl = getOssAclStr(ossAcl);
  if (acl === "") return ossClientError(AOSE_INVALID_ARGUMENT, "ossAcl is none of OSS_ACL_*.");
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    headers: ossTableWith(null, [OSS_CANNONICALIZED_HEADER_ACL, acl]),
    queryParams: ossTableWith(null, [OSS_ACL, ""]),
    respHeaders,
  });
}

/**
 * Asks who may use a bucket. Port of `oss_get_bucket_acl`.
 *
 * @param ossAcl - becomes `private`, `public-read` or `public-read-write`; on failure it is left as
 *   it is
 * @returns 200
 */
export async function ossGetBucketAcl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ossAcl: AosString,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(null, [OSS_ACL, ""]),
    respHeaders,
    document: {
      root: "AccessControlPolicy",
      read: (body) => ossAclParseFromBody(options.pool, body, ossAcl),
    },
  });
}

/**
 * Asks for the region of a bucket. Port of `oss_get_bucket_location`.
 *
 * @param ossLocation - becomes the region (`oss-cn-hangzhou`); on failure it is left as it is
 * @returns 200
 */
export async function ossGetBucketLocation(
  options: OssRequestOptions,
  bucket: AosStringLike,
  ossLocation: AosString,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(null, [OSS_LOCATION, ""]),
    respHeaders,
    document: {
      root: "LocationConstraint",
      read: (body) => ossLocationParseFromBody(options.pool, body, ossLocation),
    },
  });
}

/**
 * Asks for a bucket's dates, endpoints, owner, ACL and storage class. Port of
 * `oss_get_bucket_info`.
 *
 * @param bucketInfo - takes the answer; what the answer lacks, and everything on failure, is left
 *   as it is
 * @returns 200
 */
export async function ossGetBucketInfo(
  options: OssRequestOptions,
  bucket: AosStringLike,
  bucketInfo: OssBucketInfo,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(null, [OSS_BUCKETINFO, ""]),
    respHeaders,
    document: {
      root: "BucketInfo",
      read: (body) => ossGetBucketInfoParseFromBody(options.pool, body, bucketInfo),
    },
  });
}

/**
 * Asks how much a bucket holds; the service counts about once an hour. Port of
 * `oss_get_bucket_stat`.
 *
 * @param bucketStat - takes the answer; what the answer lacks, and everything on failure, is left
 *   as it is
 * @returns 200
 */
export async function ossGetBucketStat(
  options: OssRequestOptions,
  bucket: AosStringLike,
  bucketStat: OssBucketStat,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(null, [OSS_BUCKETSTAT, ""]),
    respHeaders,
    document: {
      root: "BucketStat",
      read: (body) => ossGetBucketStatParseFromBody(options.pool, body, bucketStat),
    },
  });
}

/**
 * Sets how much a bucket may hold. Port of `oss_put_bucket_storage_capacity`.
 *
 * @param storageCapacity - in GB; -1 for no limit
 * @returns 200
 */
export async function ossPutBucketStorageCapacity(
  options: OssRequestOptions,
  bucket: AosStringLike,
  storageCapacity: number,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const refused = ossIntegerError({ storageCapacity });
  if (refused !== null) return refused;
  const buffer = aosList<AosBuf>();
  buildBucketStorageCapacityBody(options.pool, storageCapacity, buffer);
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    queryParams: ossTableWith(null, [OSS_QOS, ""]),
    buffer,
    respHeaders,
  });
}

/**
 * Asks how much a bucket may hold. Port of `oss_get_bucket_storage_capacity`.
 *
 * @param storageCapacity - becomes the limit in GB, -1 for none; on failure it is left as it is
 * @returns 200
 */
export async function ossGetBucketStorageCapacity(
  options: OssRequestOptions,
  bucket: AosStringLike,
  storageCapacity: Out<number>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(null, [OSS_QOS, ""]),
    respHeaders,
    document: {
      root: "BucketUserQos",
      read: (body) => ossStorageCapacityParseFromBody(options.pool, body, storageCapacity),
    },
  });
}
