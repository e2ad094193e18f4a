/** Rules for the rows of quirks on resumable downloads (M, S5). */

import { AOSE_CONNECTION_FAILED, AOSE_CRC_INCONSISTENT_ERROR } from "../../../src/index.js";
import {
  argument,
  type Exchange,
  fileBytes,
  headerOf,
  type OracleRecord,
  type RecordedFile,
  type RecordedRequest,
  type RecordRule,
  requestId,
  textArgument,
} from "../record.js";
import { isObject } from "../values.js";
import { readXml, textAt } from "../xml.js";
import {
  callerHeaders,
  ifChanged,
  mapRequests,
  percentEncoded,
  resigned,
  tablePairs,
  withHeader,
  withResult,
  withStatus,
} from "./change.js";

function isDownload(record: OracleRecord): boolean {
  return record.function === "oss_resumable_download_file";
}

function hasCheckpoint(record: OracleRecord): boolean {
  const params = argument(record, "clt_params");
  return isObject(params) && Boolean(params["enable_checkpoint"]);
}

function etagOf({ response }: Exchange): string {
  return headerOf(response.headers, "ETag") ?? "";
}

/** The ETag that HEAD told, which every part must have. */
function objectEtag(record: OracleRecord): string {
  const [head] = record.exchanges;
  return head?.request.method === "HEAD" ? etagOf(head) : "";
}

/** The caller's headers go out with every GET, and the parameters with every request. */
const m9: RecordRule = {
  row: "M9",
  expected(record) {
    if (!isDownload(record)) return record;
    const headers = callerHeaders(record).filter(([name]) => !/^range$/i.test(name));
    const params = tablePairs(argument(record, "params"), undefined)
      .map(([key, value]) =>
        value === "" ? percentEncoded(key) : `${percentEncoded(key)}=${percentEncoded(value)}`,
      )
      .join("&");
    const changed = mapRequests(record, (request) => {
      const own = request.method === "GET" ? headers : [];
      const given = own.reduce(
        (r: RecordedRequest, [name, value]) => withHeader(r, name, value),
        request,
      );
      return params === "" ? given : { ...given, target: `${request.target}?${params}` };
    });
    return changed === record ? record : resigned(changed);
  },
};

/** Every range carries If-Match. */
const s5IfMatch: RecordRule = {
  row: "S5",
  expected(record) {
    const etag = objectEtag(record);
    if (!isDownload(record) || etag === "") return record;
    return mapRequests(record, (request) => {
      const isRange =
        request.method === "GET" && headerOf(request.headers, "If-Match") === undefined;
      return isRange ? withHeader(request, "If-Match", etag) : request;
    });
  },
};

/** A part of another object is InconsistentError. */
const s5Changed: RecordRule = {
  row: "S5",
  expected(record) {
    const other = record.exchanges.find(
      (exchange) => exchange.response.status === 206 && etagOf(exchange) !== objectEtag(record),
    );
    if (!isDownload(record) || other === undefined) return record;
    return withStatus(record, {
      code: AOSE_CRC_INCONSISTENT_ERROR,
      error_code: "InconsistentError",
      req_id: requestId(other.response),
    });
  },
};

/** A failed download leaves nothing behind when no checkpoint can make use of it. */
const m10: RecordRule = {
  row: "M10",
  expected(record) {
    const files = record.result.files;
    if (!isDownload(record) || files === undefined || hasCheckpoint(record)) return record;
    const temporary = `${textArgument(record, "filepath")}.tmp`;
    const changed = files.map(
      (file): RecordedFile => (file.path === temporary ? { path: temporary, absent: true } : file),
    );
    return ifChanged(record, withResult(record, { files: changed }));
  },
};

/** A body that was cut short is no file; with a checkpoint, what came stays for the next time. */
const s1: RecordRule = {
  row: "S1",
  expected(record) {
    const files = record.result.files;
    const target = textArgument(record, "filepath");
    const isCut = record.result.status?.code === AOSE_CONNECTION_FAILED;
    if (!isDownload(record) || files === undefined || !isCut) return record;
    const changed = files.map(({ path, ...file }): RecordedFile => {
      if (path !== target)
        return hasCheckpoint(record) ? { path, checkpoint: "" } : { path, ...file };
      return record.files.find((old) => old.path === path) ?? { path, absent: true };
    });
    return ifChanged(record, withResult(record, { files: changed }));
  },
};

/** Parts that are not there yet have no CRC in a checkpoint. */
const m8: RecordRule = {
  row: "M8",
  expected(record) {
    const files = record.result.files;
    if (!isDownload(record) || files === undefined) return record;
    const changed = files.map((file): RecordedFile => {
      const text = file.text?.replace(OPEN_PART, "$1<Crc64>0</Crc64>");
      return text === undefined || text === file.text ? file : { ...file, text };
    });
    return ifChanged(record, withResult(record, { files: changed }));
  },
};

const OPEN_PART = /(<Completed>0<\/Completed><ETag>[^<]*<\/ETag>)<Crc64>\d+<\/Crc64>/g;

/** The checkpoint of another object is not used: every part is fetched. */
const m6: RecordRule = {
  row: "M6",
  expected(record) {
    const [head, pattern] = record.exchanges;
    const checkpoint = readXml(record.files.find(({ path }) => path.endsWith(".dcp"))?.text ?? "");
    const key = textAt(checkpoint, "Checkpoint/Object/Key");
    const isOther = key !== "" && key !== textArgument(record, "object");
    const target = textArgument(record, "filepath");
    const file = record.result.files?.find(({ path }) => path === target);
    if (!isDownload(record) || !isOther || file?.base64 === undefined) return record;
    if (head === undefined || pattern === undefined) return record;
    const exchanges = [head, ...partExchanges(pattern, fileBytes(file), partSize(record))];
    return ifChanged(record, { ...record, exchanges });
  },
};

function partSize(record: OracleRecord): number {
  const params = argument(record, "clt_params");
  return isObject(params) ? Number(params["part_size"]) : 0;
}

/** The parts of `bytes`, each asked for and answered after the pattern of one. */
function partExchanges({ request, response }: Exchange, bytes: Buffer, size: number): Exchange[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i): Exchange => {
    const part = bytes.subarray(i * size, (i + 1) * size);
    const range = `${i * size}-${i * size + part.length - 1}`;
    const told = withHeader(
      withHeader({ ...request, headers: response.headers }, "Content-Length", String(part.length)),
      "Content-Range",
      `bytes ${range}/${bytes.length}`,
    );
    return {
      request: withHeader(request, "Range", `bytes=${range}`),
      response: { status: 206, headers: told.headers, body_base64: part.toString("base64") },
    };
  });
}

/** The rules, in the order in which they are applied. */
export const downloadRules: readonly RecordRule[] = [m6, m9, s5IfMatch, s5Changed, s1, m8, m10];
