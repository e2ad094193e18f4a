/** Rules for the rows of quirks on uploads in parts (M). */

import { AOSE_CRC_INCONSISTENT_ERROR, AOSE_OPEN_FILE_ERROR } from "../../../src/index.js";
import { crc64 } from "../crc64.js";
import {
  argument,
  bodyBytes,
  type Exchange,
  fileBytes,
  headerOf,
  type OracleRecord,
  type RecordedFile,
  type RecordedRequest,
  type RecordedResponse,
  type RecordRule,
  requestId,
  textArgument,
} from "../record.js";
import { isObject } from "../values.js";
import { elementsAt, readXml, textAt } from "../xml.js";
import {
  callerHeaders,
  ifChanged,
  mapRequests,
  refused,
  resigned,
  withBody,
  withHeader,
  withResult,
  withStatus,
} from "./change.js";

function isUpload(record: OracleRecord): boolean {
  return /^oss_(resumable_)?upload_file$/.test(record.function);
}

/** The local file's name. */
function localFile(record: OracleRecord): string {
  return textArgument(record, "filepath") || textArgument(record, "filename");
}

function localBytes(record: OracleRecord): Buffer | null {
  const file = record.files.find(({ path }) => path === localFile(record));
  return file === undefined ? null : fileBytes(file);
}

function cltParam(record: OracleRecord, name: string): unknown {
  const params = argument(record, "clt_params");
  return isObject(params) ? params[name] : undefined;
}

function isBegin({ request }: Exchange): boolean {
  return request.method === "POST" && request.target.endsWith("?uploads");
}

function isPart({ request }: Exchange): boolean {
  return request.method === "PUT" && request.target.includes("partNumber=");
}

function isComplete({ request }: Exchange): boolean {
  return request.method === "POST" && /[?&]uploadId=[^&]*$/.test(request.target);
}

function partNumber({ request }: Exchange): number {
  return Number(/partNumber=(\d+)/.exec(request.target)?.[1]);
}

/** Whether C went on with what was there instead of beginning anew. */
function wasResumed(record: OracleRecord): boolean {
  const [first] = record.exchanges;
  return first !== undefined && !isBegin(first);
}

function succeeded(record: OracleRecord): boolean {
  const code = record.result.status?.code ?? 0;
  return code >= 200 && code < 300;
}

/** Nothing is begun when the local file or the checkpoint can't be opened. */
const m13: RecordRule = {
  row: "M13",
  expected(record) {
    const status = record.result.status;
    if (!isUpload(record) || status?.error_code !== "OpenFileFail") return record;
    return ifChanged(
      record,
      refused(record, { ...status, code: AOSE_OPEN_FILE_ERROR, req_id: null }),
    );
  },
};

/** Each missing part is sent, and no other. */
const m1: RecordRule = {
  row: "M1",
  expected(record) {
    const pages = record.exchanges.filter(({ request }) => request.method === "GET");
    const bytes = localBytes(record);
    const complete = record.exchanges.find(isComplete);
    if (record.function !== "oss_upload_file" || pages.length === 0) return record;
    if (bytes === null || complete === undefined) return record;
    const etags = new Map(pages.flatMap(({ response }) => [...listedParts(response)]));
    const parts = missingParts(record, bytes, etags);
    for (const part of parts)
      etags.set(partNumber(part), headerOf(part.response.headers, "ETag") ?? "");
    const request = withBody(complete.request, completeBody(etags));
    const exchanges = [...pages, ...parts, { request, response: complete.response }];
    return ifChanged(record, resigned({ ...record, exchanges }));
  },
};

function listedParts(response: RecordedResponse): Map<number, string> {
  const root = readXml(bodyBytes(response).toString());
  return new Map(
    elementsAt(root, "ListPartsResult/Part").map((part) => [
      Number(textAt(part, "Part/PartNumber")),
      textAt(part, "Part/ETag"),
    ]),
  );
}

/** The parts that have to be sent, after the pattern of one that C sent. */
function missingParts(
  record: OracleRecord,
  bytes: Buffer,
  present: ReadonlyMap<number, string>,
): Exchange[] {
  const sent = record.exchanges.filter(isPart);
  const size = Number(argument(record, "part_size"));
  const count = Math.max(1, Math.ceil(bytes.length / size));
  const numbers = Array.from({ length: count }, (_, i) => i + 1).filter((n) => !present.has(n));
  return numbers.flatMap((n) => {
    const own = sent.find((exchange) => partNumber(exchange) === n);
    const pattern = sent[0];
    if (own !== undefined || pattern === undefined) return own ?? [];
    return partExchange(pattern, n, bytes.subarray((n - 1) * size, n * size));
  });
}

function partExchange({ request, response }: Exchange, number: number, bytes: Buffer): Exchange {
  const { method, headers } = request;
  const target = request.target.replace(/partNumber=\d+/, `partNumber=${number}`);
  const changed = { method, target, headers, body_base64: bytes.toString("base64") };
  const answer = response.headers.map(([name, value]) => {
    const isCrc = name.toLowerCase() === "x-oss-hash-crc64ecma";
    return [name, isCrc ? String(crc64(bytes)) : value] as const;
  });
  return {
    request: withHeader(changed, "Content-Length", String(bytes.length)),
    response: { ...response, headers: answer },
  };
}

function completeBody(etags: ReadonlyMap<number, string>): string {
  const parts = [...etags]
    .sort(([a], [b]) => a - b)
    .map(([number, etag]) => {
      const text = etag.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
      return `<Part><PartNumber>${number}</PartNumber><ETag>${text}</ETag></Part>`;
    });
  const declaration = '<?xml version="1.0" encoding="utf-8"?>';
  return `${declaration}<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>\n`;
}

/** The CRC of the whole object is compared when that of every part is known. */
const m16: RecordRule = {
  row: "M16",
  expected(record) {
    const complete = record.exchanges.find(isComplete);
    const bytes = localBytes(record);
    const status = record.result.status;
    if (!isUpload(record) || complete === undefined || bytes === null) return record;
    if (!succeeded(record) || record.ctl_options["enable_crc"] === 0) return record;
    const crc = headerOf(complete.response.headers, "x-oss-hash-crc64ecma");
    const completed = elementsAt(
      readXml(bodyBytes(complete.request).toString()),
      "CompleteMultipartUpload/Part",
    );
    const sent = record.exchanges.filter(isPart);
    if (crc === undefined || completed.length !== sent.length) return record;
    if (crc === String(crc64(bytes))) return record;
    return withStatus(record, {
      ...status,
      code: AOSE_CRC_INCONSISTENT_ERROR,
      error_code: "InconsistentError",
    });
  },
};

/** Without a checkpoint an upload that failed is aborted. */
const m5: RecordRule = {
  row: "M5",
  expected(record) {
    const [begin] = record.exchanges;
    if (record.function !== "oss_resumable_upload_file" || cltParam(record, "enable_checkpoint")) {
      return record;
    }
    if (begin?.response.status !== 200 || succeeded(record)) return record;
    if (unknownUpload(record) !== null) return record;
    const id = textAt(
      readXml(bodyBytes(begin.response).toString()),
      "InitiateMultipartUploadResult/UploadId",
    );
    const request: RecordedRequest = {
      method: "DELETE",
      target: begin.request.target.replace("?uploads", `?uploadId=${id}`),
      headers: [],
      contains: [`?uploadId=${id}`],
    };
    return { ...record, exchanges: [...record.exchanges, { request, response: NOTHING }] };
  },
};

const NOTHING: RecordedResponse = { status: 204, headers: [["Content-Length", "0"]] };

/** After a lost answer the server is asked what it has; here it has nothing. */
const m20: RecordRule = {
  row: "M20",
  expected(record) {
    const lost = record.exchanges.find(({ response }) => response.drop === true);
    if (!isUpload(record) || lost === undefined || isBegin(lost)) return record;
    const marker = isPart(lost) ? `=${partNumber(lost) - 1}` : "";
    const request: RecordedRequest = {
      method: "GET",
      target: "",
      headers: [],
      contains: ["&max-parts=1&", `part-number-marker${marker}`],
    };
    const response: RecordedResponse = {
      status: 200,
      headers: [["Content-Length", String(NO_PARTS.length)]],
      body_text: NO_PARTS,
    };
    return { ...record, exchanges: [...record.exchanges, { request, response }] };
  },
};

const NO_PARTS = "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>";

/** When the server does not know an upload, the object is looked at: it may have been completed. */
const m20Gone: RecordRule = {
  row: "M20",
  expected(record) {
    const failed = unknownUpload(record);
    if (failed === null) return record;
    const path = failed.request.target.split("?")[0] ?? "";
    const head: Exchange = {
      request: { method: "HEAD", target: path, headers: [], contains: [path] },
      response: { status: 404, headers: [["Content-Length", "0"]] },
    };
    return { ...record, exchanges: [...record.exchanges, head] };
  },
};

/** The request that told that there is no such upload, where that makes a difference. */
function unknownUpload(record: OracleRecord): Exchange | null {
  const isUnknown = isUpload(record) && record.result.status?.error_code === "NoSuchUpload";
  const failed = record.exchanges.find(({ response }) => response.status >= 300);
  if (!isUnknown || failed === undefined) return null;
  const isSeen = isComplete(failed) || (isPart(failed) && record.function !== "oss_upload_file");
  return isSeen ? failed : null;
}

/** A checkpoint whose upload is gone is not used: a new upload begins, which is refused here. */
const m6: RecordRule = {
  row: "M6",
  expected(record) {
    const failed = unknownUpload(record);
    const isResumable = record.function === "oss_resumable_upload_file";
    if (failed === null || !isResumable || !wasResumed(record)) return record;
    const path = failed.request.target.split("?")[0] ?? "";
    const begin: Exchange = {
      request: { method: "POST", target: "", headers: [], contains: [`${path}?uploads`] },
      response: REFUSED,
    };
    const out = { ...record.result.out, resp_headers: REFUSED.headers.map((pair) => [...pair]) };
    const refusedAnew = withStatus(
      { ...record, exchanges: [...record.exchanges, begin] },
      { code: 403, error_code: "UnknownError", req_id: requestId(REFUSED) },
    );
    return withResult(refusedAnew, { out });
  },
};

const REFUSED: RecordedResponse = {
  status: 403,
  headers: [
    ["Content-Length", "0"],
    ["x-oss-request-id", "68E778C0003A1B2C3031400000"],
  ],
};

/** Where C keeps the checkpoint. */
function checkpointPath(record: OracleRecord): string {
  const given = cltParam(record, "checkpoint_path");
  return typeof given === "string" && given !== "" ? given : `${localFile(record)}.ucp`;
}

/** The default checkpoint is NAME.cp; one of C's that fits is continued in place. */
const m17: RecordRule = {
  row: "M17",
  expected(record) {
    const files = record.result.files;
    const old = `${localFile(record)}.ucp`;
    const isUsual = cltParam(record, "enable_checkpoint") && !cltParam(record, "checkpoint_path");
    if (record.function !== "oss_resumable_upload_file" || !isUsual) return record;
    if (files === undefined || wasResumed(record)) return record;
    const moved = files.flatMap((file): RecordedFile[] =>
      file.path === old
        ? [
            { ...file, path: `${localFile(record)}.cp` },
            { path: old, absent: true },
          ]
        : [file],
    );
    return ifChanged(record, withResult(record, { files: moved }));
  },
};

/** A checkpoint survives a completion that failed. */
const m4: RecordRule = {
  row: "M4",
  expected(record) {
    const files = record.result.files;
    const isKept = record.exchanges.some(isComplete) && !succeeded(record) && !isOver(record);
    if (!isUpload(record) || files === undefined || !isKept) return record;
    if (!cltParam(record, "enable_checkpoint")) return record;
    const kept = files.map((file) =>
      file.path === checkpointPath(record) ? { path: file.path, checkpoint: "" } : file,
    );
    return ifChanged(record, withResult(record, { files: kept }));
  },
};

/** Whether nothing can be continued: the upload was completed, or could not be begun anew. */
function isOver(record: OracleRecord): boolean {
  const isCompleted = record.result.status?.code === AOSE_CRC_INCONSISTENT_ERROR;
  return isCompleted || record.exchanges.at(-1)?.response === REFUSED;
}

/** Headers that go out with the parts, too. */
const PART_HEADERS =
  /^(x-oss-request-payer|x-oss-traffic-limit|x-oss-server-side-encryption-customer-.*)$/i;

/** Some of the caller's headers go out with the parts, and who pays with the completion. */
const m9: RecordRule = {
  row: "M9",
  expected(record) {
    const headers = callerHeaders(record).filter(([name]) => PART_HEADERS.test(name));
    if (record.function !== "oss_resumable_upload_file" || headers.length === 0) return record;
    const changed = mapRequests(record, (request, i) => {
      const exchange = record.exchanges[i];
      if (exchange === undefined || isBegin(exchange)) return request;
      const own = isPart(exchange)
        ? headers
        : headers.filter(([name]) => /^x-oss-request-payer$/i.test(name));
      return own.reduce((r, [name, value]) => withHeader(r, name, value), request);
    });
    return changed === record ? record : resigned(changed);
  },
};

/** The rules, in the order in which they are applied. */
export const uploadRules: readonly RecordRule[] = [m13, m1, m9, m20, m20Gone, m5, m16, m6, m4, m17];
