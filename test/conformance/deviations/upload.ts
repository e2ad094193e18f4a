/** Rules for the rows of quirks on uploads in parts (M). */

import { AOSE_CRC_INCONSISTENT_ERROR, AOSE_OPEN_FILE_ERROR } from "../../../src/aos/define.js";
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
  ifChanged,
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
    const [list] = record.exchanges;
    const bytes = localBytes(record);
    const complete = record.exchanges.find(isComplete);
    if (record.function !== "oss_upload_file" || list?.request.method !== "GET") return record;
    if (bytes === null || complete === undefined || list.response.status !== 200) return record;
    const etags = listedParts(list.response);
    const parts = missingParts(record, bytes, etags);
    for (const part of parts)
      etags.set(partNumber(part), headerOf(part.response.headers, "ETag") ?? "");
    const request = withBody(complete.request, completeBody(etags));
    const exchanges = [list, ...parts, { request, response: complete.response }];
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
  const pattern = record.exchanges.find(isPart);
  const size = Number(argument(record, "part_size"));
  const count = Math.max(1, Math.ceil(bytes.length / size));
  const numbers = Array.from({ length: count }, (_, i) => i + 1).filter((n) => !present.has(n));
  if (pattern === undefined) return [];
  return numbers.map((n) => partExchange(pattern, n, bytes.subarray((n - 1) * size, n * size)));
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

/** An upload that the server does not know is begun anew, unless it was completed; here that fails. */
const m6: RecordRule = {
  row: "M6",
  expected(record) {
    const last = record.exchanges.at(-1);
    const status = record.result.status;
    const isUnknown = wasResumed(record) && status?.error_code === "NoSuchUpload";
    if (!isUpload(record) || last === undefined || !isUnknown) return record;
    const path = last.request.target.split("?")[0] ?? "";
    const head: Exchange = {
      request: { method: "HEAD", target: path, headers: [], contains: [path] },
      response: { status: 404, headers: [["Content-Length", "0"]] },
    };
    const begin: Exchange = {
      request: { method: "POST", target: "", headers: [], contains: [`${path}?uploads`] },
      response: REFUSED,
    };
    const out = { ...record.result.out, resp_headers: REFUSED.headers.map((pair) => [...pair]) };
    const refusedAnew = withStatus(
      { ...record, exchanges: [...record.exchanges, head, begin] },
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
    const last = record.exchanges.at(-1);
    const files = record.result.files;
    if (!isUpload(record) || last === undefined || !isComplete(last)) return record;
    if (last.response.status < 300) return record;
    if (files === undefined || !cltParam(record, "enable_checkpoint")) return record;
    const kept = files.map((file) =>
      file.path === checkpointPath(record) ? { path: file.path, checkpoint: "" } : file,
    );
    return ifChanged(record, withResult(record, { files: kept }));
  },
};

/** The rules, in the order in which they are applied. */
export const uploadRules: readonly RecordRule[] = [m13, m1, m5, m16, m20, m6, m4, m17];
