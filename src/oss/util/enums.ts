/**
 * `oss_util.c`: how the service writes the enumerations of `oss_define.h`.
 *
 * @packageDocumentation
 */

import {
  OSS_ACL_DEFAULT,
  OSS_ACL_PRIVATE,
  OSS_ACL_PUBLIC_READ,
  OSS_ACL_PUBLIC_READ_WRITE,
  OSS_STORAGE_CLASS_ARCHIVE,
  OSS_STORAGE_CLASS_COLD_ARCHIVE,
  OSS_STORAGE_CLASS_IA,
  OSS_STORAGE_CLASS_STANDARD,
  OSS_TIER_BULK,
  OSS_TIER_EXPEDITED,
  OSS_TIER_STANDARD,
  type OssAcl,
  type OssStorageClassType,
  type OssTierType,
} from "../define.js";

const acls: ReadonlyMap<OssAcl, string> = new Map<OssAcl, string>([
  [OSS_ACL_PRIVATE, "private"],
  [OSS_ACL_PUBLIC_READ, "public-read"],
  [OSS_ACL_PUBLIC_READ_WRITE, "public-read-write"],
  [OSS_ACL_DEFAULT, "default"],
]);

const storageClasses: ReadonlyMap<OssStorageClassType, string> = new Map<
  OssStorageClassType,
  string
>([
  [OSS_STORAGE_CLASS_STANDARD, "Standard"],
  [OSS_STORAGE_CLASS_IA, "IA"],
  [OSS_STORAGE_CLASS_ARCHIVE, "Archive"],
  [OSS_STORAGE_CLASS_COLD_ARCHIVE, "ColdArchive"],
]);

const tiers: ReadonlyMap<OssTierType, string> = new Map<OssTierType, string>([
  [OSS_TIER_EXPEDITED, "Expedited"],
  [OSS_TIER_STANDARD, "Standard"],
  [OSS_TIER_BULK, "Bulk"],
]);

/**
 * An ACL as the service writes it; "" for a value that is none. Port of `get_oss_acl_str`.
 *
 * @param ossAcl - one of the `OSS_ACL_*`
 */
export function getOssAclStr(ossAcl: OssAcl): string {
  return acls.get(ossAcl) ?? "";
}

/**
 * A storage class as the service writes it; "" for `OSS_STORAGE_CLASS_BUTT` and for a value that is
 * none. Port of `get_oss_storage_class_str`.
 *
 * @param storageClass - one of the `OSS_STORAGE_CLASS_*`
 */
export function getOssStorageClassStr(storageClass: OssStorageClassType): string {
  return storageClasses.get(storageClass) ?? "";
}

/**
 * The speed of a restore as the service writes it; "" for a value that is none. Port of
 * `get_oss_tier_type_str`.
 *
 * @param tier - one of the `OSS_TIER_*`
 */
export function getOssTierTypeStr(tier: OssTierType): string {
  return tiers.get(tier) ?? "";
}
