/** The readers of answers about objects and uploads, and of errors. */

import { AOSE_OK, type AosBool } from "../../../src/aos/define.js";
import { aosList } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { AOS_UNKNOWN_ERROR_CODE, aosStatusParseFromBody } from "../../../src/aos/status.js";
import { aosString } from "../../../src/aos/string.js";
import type {
  OssListMultipartUploadContent,
  OssListObjectCommonPrefix,
  OssListObjectContent,
  OssListPartContent,
  OssObjectKey,
} from "../../../src/oss/define.js";
import {
  ossListMultipartUploadsParseFromBody,
  ossListPartsParseFromBody,
  ossUploadIdParseFromBody,
} from "../../../src/oss/xml/multipart.js";
import {
  ossDeleteObjectsParseFromBody,
  ossListObjectsParseFromBody,
} from "../../../src/oss/xml/object.js";
import type { AnswerReader, Value } from "../answer.js";

function objectValue(object: OssListObjectContent): Value {
  return {
    Key: object.key.data,
    LastModified: object.lastModified.data,
    ETag: object.etag.data,
    Size: object.size.data,
    StorageClass: object.storageClass.data,
    Type: object.type.data,
    Owner: { ID: object.ownerId.data, DisplayName: object.ownerDisplayName.data },
  };
}

const objects: AnswerReader = {
  root: "ListBucketResult",
  shape: {
    NextMarker: "key",
    IsTruncated: "truth",
    Contents: [
      {
        Key: "key",
        LastModified: "text",
        ETag: "text",
        Size: "text",
        StorageClass: "text",
        Type: "text",
        Owner: { ID: "text", DisplayName: "text" },
      },
    ],
    CommonPrefixes: [{ Prefix: "key" }],
  },
  read: (body) => {
    const [list, prefixes] = [
      aosList<OssListObjectContent>(),
      aosList<OssListObjectCommonPrefix>(),
    ];
    const [marker, truncated] = [aosString(), out<AosBool>()];
    const code = ossListObjectsParseFromBody(null, body, list, prefixes, marker, truncated);
    const value = {
      NextMarker: marker.data,
      IsTruncated: Boolean(truncated.value),
      Contents: [...list].map(objectValue),
      CommonPrefixes: [...prefixes].map(({ prefix }) => ({ Prefix: prefix.data })),
    };
    return { code, value };
  },
};

const deleted: AnswerReader = {
  root: "DeleteResult",
  shape: { Deleted: [{ Key: "key" }] },
  read: (body) => {
    const list = aosList<OssObjectKey>();
    const code = ossDeleteObjectsParseFromBody(null, body, list);
    return { code, value: { Deleted: [...list].map(({ key }) => ({ Key: key.data })) } };
  },
};

const uploadId: AnswerReader = {
  root: "InitiateMultipartUploadResult",
  shape: { UploadId: "text" },
  read: (body) => {
    const found = aosString();
    const code = ossUploadIdParseFromBody(null, body, found);
    return { code, value: { UploadId: found.data } };
  },
};

const parts: AnswerReader = {
  root: "ListPartsResult",
  shape: {
    NextPartNumberMarker: "text",
    IsTruncated: "truth",
    Part: [{ PartNumber: "text", LastModified: "text", ETag: "text", Size: "text" }],
  },
  read: (body) => {
    const [list, marker, truncated] = [aosList<OssListPartContent>(), aosString(), out<AosBool>()];
    const code = ossListPartsParseFromBody(null, body, list, marker, truncated);
    const found = [...list].map((part) => ({
      PartNumber: part.partNumber.data,
      LastModified: part.lastModified.data,
      ETag: part.etag.data,
      Size: part.size.data,
    }));
    const value = {
      NextPartNumberMarker: marker.data,
      IsTruncated: Boolean(truncated.value),
      Part: found,
    };
    return { code, value };
  },
};

const uploads: AnswerReader = {
  root: "ListMultipartUploadsResult",
  shape: {
    NextKeyMarker: "key",
    NextUploadIdMarker: "text",
    IsTruncated: "truth",
    Upload: [{ Key: "key", UploadId: "text", Initiated: "text" }],
  },
  read: (body) => {
    const [list, truncated] = [aosList<OssListMultipartUploadContent>(), out<AosBool>()];
    const [key, id] = [aosString(), aosString()];
    const code = ossListMultipartUploadsParseFromBody(null, body, list, key, id, truncated);
    const found = [...list].map((upload) => ({
      Key: upload.key.data,
      UploadId: upload.uploadId.data,
      Initiated: upload.initiated.data,
    }));
    const value = {
      NextKeyMarker: key.data,
      NextUploadIdMarker: id.data,
      IsTruncated: Boolean(truncated.value),
      Upload: found,
    };
    return { code, value };
  },
};

/** An error's body is never refused: what is no Error document is UnknownError. */
const error: AnswerReader = {
  root: "Error",
  shape: { Code: "text", Message: "text" },
  read: (body) => {
    const s = aosStatusParseFromBody(null, body, 404, null);
    const isUnknown = s.errorCode === AOS_UNKNOWN_ERROR_CODE && s.errorMsg === "";
    return { code: isUnknown ? -1 : AOSE_OK, value: { Code: s.errorCode, Message: s.errorMsg } };
  },
};

export const objectAnswers: readonly AnswerReader[] = [
  ...[objects, deleted, uploadId, parts, uploads, error],
];
