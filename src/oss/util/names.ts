/**
 * `oss_util.c`: which names of buckets and objects are valid, and what is answered when they are not.
 *
 * @packageDocumentation
 */

import { AOSE_INVALID_ARGUMENT, type AosBool } from "../../aos/define.js";
import {
  AOS_BUCKET_NAME_INVALID_ERROR,
  AOS_OBJECT_NAME_INVALID_ERROR,
  type AosStatus,
  aosStatusCreate,
  aosStatusSet,
} from "../../aos/status.js";
import { type AosStringLike, aosText, isUnicode } from "../../aos/string.js";
import type { OssRequestOptions } from "../define.js";

/**
 * Whether `str` can be a bucket's name: 3 to 63 of `a` to `z`, `0` to `9` and `-`, neither beginning
 * nor ending with `-`. Port of `oss_is_valid_bucket_name`.
 */
export function ossIsValidBucketName(str: AosStringLike | null): boolean {
  return /^(?!-)[a-z0-9-]{3,63}(?<!-)$/.test(aosText(str));
}

/**
 * Whether `str` can be an object's name: any that is not empty. Unlike C, whose strings are bytes, half
 * of a surrogate pair is in no name, since it would be sent as U+FFFD. Port of
 * `oss_is_valid_object_name`.
 */
export function ossIsValidObjectName(str: AosStringLike | null): boolean {
  return aosText(str) !== "" && isUnicode(aosText(str));
}

/**
 * Whether `str` can be an object's name; see {@link ossIsValidObjectName}. Port of
 * `oss_is_valid_object_name_ex`.
 *
 * @param strict - refuse names that begin with `?` too
 */
export function ossIsValidObjectNameEx(str: AosStringLike | null, strict: AosBool): boolean {
  return ossIsValidObjectName(str) && !(strict && aosText(str).startsWith("?"));
}

/**
 * Whether names that begin with `?` are refused: as the controller's `verifyObjectStrict` says, but
 * never with signatures of version 4. Port of `is_verify_object_strict`.
 */
export function isVerifyObjectStrict(options: OssRequestOptions): boolean {
  return options.config.signatureVersion !== 4 && Boolean(options.ctl.options.verifyObjectStrict);
}

/**
 * What a call answers whose bucket has no valid name. Unlike C, a new object each time, so that no
 * caller can spoil it for the others. Port of `oss_get_bucket_name_invalid_error`.
 */
export function ossGetBucketNameInvalidError(): AosStatus {
  return invalidName(AOS_BUCKET_NAME_INVALID_ERROR, "The bucket name is invalid, please check.");
}

/**
 * What a call answers whose object has no valid name. Unlike C, a new object each time, so that no
 * caller can spoil it for the others. Port of `oss_get_object_name_invalid_error`.
 */
export function ossGetObjectNameInvalidError(): AosStatus {
  return invalidName(AOS_OBJECT_NAME_INVALID_ERROR, "The object name is invalid, please check.");
}

function invalidName(errorCode: string, errorMsg: string): AosStatus {
  const s = aosStatusCreate(null);
  aosStatusSet(s, AOSE_INVALID_ARGUMENT, errorCode, errorMsg);
  return s;
}
