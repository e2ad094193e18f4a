/**
 * What a request says of the object that it makes, and how that is answered.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { Acl, ObjectRecord, ObjectTraits } from "../store/records.js";
import type { Bucket } from "../store/store.js";
import type { HeaderList } from "../wire/pairs.js";
import type { Call } from "./call.js";
import { restoreHeaders } from "./frozen.js";
import { tagsOfHeader } from "./tags.js";

const ENCRYPTION = "x-oss-server-side-encryption";

const KEPT: ReadonlySet<string> = new Set([
  ...["cache-control", "content-disposition", "content-encoding", "content-language"],
  ...["content-type", "expires", ENCRYPTION],
]);

const ALGORITHMS: ReadonlySet<string> = new Set(["AES256", "KMS", "SM4"]);

const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  ...["Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"],
]);

/** Reads the traits that headers give to a new object. */
export function traitsOf(headers: HeaderList, bucket: Bucket): ObjectTraits {
  const kept: Record<string, string> = { "content-type": "application/octet-stream" };
  for (const [name, value] of headers) {
    if (KEPT.has(name) || name.startsWith("x-oss-meta-")) kept[name] = value;
  }
  checkEncryption(kept[ENCRYPTION] ?? "AES256");
  return {
    acl: aclOf(headers, "x-oss-object-acl", "default"),
    storageClass: storageClassOf(headers.get("x-oss-storage-class") ?? bucket.record.storageClass),
    headers: kept,
    tags: tagsOfHeader(headers.get("x-oss-tagging") ?? ""),
  };
}

function checkEncryption(algorithm: string): void {
  if (ALGORITHMS.has(algorithm)) return;
  throw new OssError("InvalidEncryptionAlgorithmError", {
    elements: { ArgumentName: ENCRYPTION, ArgumentValue: algorithm },
  });
}

/** What is answered of the encryption that was asked for; nothing is encrypted here. */
export function encryptionHeaders({ headers }: ObjectTraits): Record<string, string> {
  const algorithm = headers[ENCRYPTION];
  return algorithm === undefined ? {} : { [ENCRYPTION]: algorithm };
}

/** Checks a storage class. */
export function storageClassOf(name: string): string {
  if (STORAGE_CLASSES.has(name)) return name;
  throw new OssError("InvalidArgument", {
    message: "The storage class is invalid.",
    elements: { ArgumentName: "x-oss-storage-class", ArgumentValue: name },
  });
}

/** Reads an ACL from a header, which must be there unless there is another one. */
export function aclOf(headers: HeaderList, header: string, otherwise?: Acl): Acl {
  const acl = headers.get(header) ?? otherwise;
  switch (acl) {
    case "default":
    case "private":
    case "public-read":
    case "public-read-write":
      return acl;
    case undefined:
      throw new OssError("MissingArgument", { elements: { ArgumentName: header } });
    default:
      throw new OssError("InvalidArgument", {
        message: "The ACL is invalid.",
        elements: { ArgumentName: header, ArgumentValue: acl },
      });
  }
}

/** Reads the ACL of a bucket, which can't be "default"; without the header it stays what it is. */
export function bucketAclOf(headers: HeaderList, otherwise: Acl): Acl {
  const acl = aclOf(headers, "x-oss-acl", otherwise);
  if (acl !== "default") return acl;
  throw new OssError("InvalidArgument", {
    message: "The ACL is invalid.",
    elements: { ArgumentName: "x-oss-acl", ArgumentValue: acl },
  });
}

/** Refuses to replace an object when the request forbids it. */
export function checkOverwrite({ request }: Call, bucket: Bucket, key: string): void {
  const forbidden = request.headers.get("x-oss-forbid-overwrite") === "true";
  if (forbidden && bucket.objects.get(key) !== undefined) throw new OssError("FileAlreadyExists");
}

/** The headers with which an object is shown. */
export function objectHeaders(object: ObjectRecord, now: number): Record<string, string> {
  const { tags = [] } = object;
  return {
    ...object.headers,
    ETag: `"${object.etag}"`,
    "Last-Modified": new Date(object.lastModified).toUTCString(),
    "x-oss-object-type": object.type,
    "x-oss-storage-class": object.storageClass,
    "x-oss-hash-crc64ecma": object.crc64,
    ...(object.contentMd5 === "" ? {} : { "Content-MD5": object.contentMd5 }),
    ...(object.type === "Appendable" ? { "x-oss-next-append-position": String(object.size) } : {}),
    ...(tags.length === 0 ? {} : { "x-oss-tagging-count": String(tags.length) }),
    ...restoreHeaders(object, now),
  };
}
