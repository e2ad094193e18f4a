/** The functions of multipart uploads, and the transfers that are made of them. */

import * as oss from "../../../../src/index.js";
import type { Call, Operation } from "../call.js";
import { content, from, source, to } from "./object.js";

export const uploadOperations: Readonly<Record<string, Operation>> = {
  ossInitMultipartUpload: (c) =>
    oss.ossInitMultipartUpload(
      c.options,
      c.bucket,
      c.object,
      c.out(oss.aosString("before")),
      c.requestHeaders,
      c.headers,
    ),
  ossUploadPartFromBuffer: (c) =>
    oss.ossUploadPartFromBuffer(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      number(c),
      source(c),
      c.headers,
    ),
  ossDoUploadPartFromBuffer: (c) =>
    oss.ossDoUploadPartFromBuffer(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      number(c),
      source(c),
      c.progress,
      c.requestHeaders,
      c.params,
      c.headers,
      c.out(content()),
    ),
  ossUploadPartFromFile: (c) =>
    oss.ossUploadPartFromFile(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      number(c),
      range(c),
      c.headers,
    ),
  ossDoUploadPartFromFile: (c) =>
    oss.ossDoUploadPartFromFile(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      number(c),
      range(c),
      c.progress,
      c.requestHeaders,
      c.params,
      c.headers,
      c.out(content()),
    ),
  ossUploadPartCopy: (c) => {
    const params = oss.ossCreateUploadPartCopyParams(null);
    oss.aosStrSet(params.sourceBucket, c.bucket);
    oss.aosStrSet(params.sourceObject, c.object);
    oss.aosStrSet(params.destBucket, c.bucket);
    oss.aosStrSet(params.destObject, "big");
    oss.aosStrSet(params.uploadId, c.uploadId);
    params.partNum = number(c);
    params.rangeEnd = 99;
    return oss.ossUploadPartCopy(c.options, params, c.requestHeaders, c.headers);
  },
  ossListUploadPart: (c) => {
    const params = oss.ossCreateListUploadPartParams(null);
    oss.aosStrSet(params.nextPartNumberMarker, "before");
    return oss.ossListUploadPart(c.options, c.bucket, big(c), c.uploadId, c.out(params), c.headers);
  },
  ossListMultipartUpload: (c) => {
    const params = oss.ossCreateListMultipartUploadParams(null);
    oss.aosStrSet(params.nextKeyMarker, "before");
    return oss.ossListMultipartUpload(c.options, c.bucket, c.out(params), c.headers);
  },
  ossAbortMultipartUpload: (c) =>
    oss.ossAbortMultipartUpload(c.options, c.bucket, big(c), c.uploadId, c.headers),
  ossCompleteMultipartUpload: (c) =>
    oss.ossCompleteMultipartUpload(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      partsOfBig(c),
      c.requestHeaders,
      c.headers,
    ),
  ossDoCompleteMultipartUpload: (c) =>
    oss.ossDoCompleteMultipartUpload(
      c.options,
      c.bucket,
      big(c),
      c.uploadId,
      partsOfBig(c),
      c.requestHeaders,
      c.params,
      c.headers,
      c.out(content()),
    ),
  ossUploadFile: (c) =>
    oss.ossUploadFile(
      c.options,
      c.bucket,
      c.object,
      c.out(oss.aosString(c.text("uploadId", ""))),
      from(c),
      c.number("partSize", 100),
      c.requestHeaders,
    ),
  ossResumableUploadFile: (c) =>
    oss.ossResumableUploadFile(
      c.options,
      c.bucket,
      c.object,
      from(c),
      c.requestHeaders,
      c.params,
      cltParams(c),
      c.progress,
      c.headers,
      c.out(content()),
    ),
  ossResumableDownloadFile: (c) =>
    oss.ossResumableDownloadFile(
      c.options,
      c.bucket,
      c.object,
      to(c),
      c.requestHeaders,
      c.params,
      cltParams(c),
      c.progress,
      c.headers,
    ),
};

function big(c: Call): string {
  return c.text("object", "big");
}

function number(c: Call): number {
  return c.number("partNumber", 3);
}

/** Of the file to be sent, all but its first ten bytes. */
function range(c: Call): oss.OssUploadFile {
  const file = oss.ossCreateUploadFile(null);
  oss.aosStrSet(file.filename, from(c));
  file.filePos = 10;
  file.fileLast = c.number("fileLast", 250);
  return file;
}

/** The two parts that the upload of `big` has: a hundred times "a", and a hundred times "b". */
function partsOfBig(c: Call): oss.AosList<oss.OssCompletePartContent> {
  const list = oss.aosList<oss.OssCompletePartContent>();
  const etags = c.text(
    "etags",
    '"36A92CC94A9E0FA21F625F8BFB007ADF" "D84A935724EAC27D7C9676679B6CDBAF"',
  );
  for (const [index, etag] of etags.split(" ").entries()) {
    const part = { partNumber: oss.aosString(String(index + 1)), etag: oss.aosString(etag) };
    oss.aosListAddTail(part, list);
  }
  return list;
}

/** Parts of 100 bytes, one at a time, tried once, with a checkpoint. */
function cltParams(c: Call): oss.OssResumableCltParams {
  const path = c.text("checkpointPath", "");
  const params = oss.ossCreateResumableCltParamsContent(
    null,
    c.number("partSize", 100),
    c.number("threadNum", 1),
    c.flag("checkpoint", true),
    path === "" ? null : c.path("checkpointPath", path),
  );
  if (c.text("maxAttempts", "1") !== "default") params.maxAttempts = c.number("maxAttempts", 1);
  return params;
}
