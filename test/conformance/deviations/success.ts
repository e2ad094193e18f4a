/** Rules for the rows of quirks on success that is none (S). */

import {
  AOSE_CONNECTION_FAILED,
  AOSE_CRC_INCONSISTENT_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_OVER_MEMORY,
  AOSE_SERVICE_ERROR,
} from "../../../src/index.js";
import {
  bodyBytes,
  headerOf,
  type OracleRecord,
  type RecordedFile,
  type RecordedResponse,
  type RecordRule,
  requestId,
  textArgument,
} from "../record.js";
import { readXml, textAt } from "../xml.js";
import { ifChanged, unwritten, withOut, withResult, withStatus } from "./change.js";

function lastResponse(record: OracleRecord): RecordedResponse | undefined {
  return record.exchanges.at(-1)?.response;
}

/** Whether the answer ends before the length that it names. */
function isCutShort(response: RecordedResponse): boolean {
  const length = Number(headerOf(response.headers, "Content-Length") ?? 0);
  const sent = bodyBytes(response).subarray(0, response.cut_after).length;
  return (response.truncated === true || response.cut_after !== undefined) && sent < length;
}

/** A body that is cut short is a failure of the connection. */
const s1: RecordRule = {
  row: "S1",
  expected(record) {
    const at = record.exchanges.findIndex(({ response }) => isCutShort(response));
    const response = record.exchanges[at]?.response;
    if (response === undefined || response.status >= 300) return record;
    const status = { code: AOSE_CONNECTION_FAILED, error_code: "HttpIoError", error_msg: "" };
    const exchanges = record.unordered ? record.exchanges : record.exchanges.slice(0, at + 1);
    const stopped = { ...record, exchanges };
    return withStatus(stopped, { ...status, req_id: requestId(response) });
  },
};

/** The CRC is compared on success only: the first error stands. */
const s2: RecordRule = {
  row: "S2",
  expected(record) {
    const response = lastResponse(record);
    const isCrc = record.result.status?.code === AOSE_CRC_INCONSISTENT_ERROR;
    if (!isCrc || response === undefined || response.drop === true) return record;
    if (response.status >= 300) return withStatus(record, httpStatus(response));
    const limit = record.ctl_options["max_memory_size"];
    if (typeof limit !== "number" || bodyBytes(response).length <= limit) return record;
    const status = { code: AOSE_OVER_MEMORY, error_code: "HttpIoError", error_msg: "" };
    return withStatus(record, { ...status, req_id: requestId(response) });
  },
};

function httpStatus(response: RecordedResponse): {
  code: number;
  error_code: string;
  error_msg: string;
  req_id: string;
} {
  const error = readXml(bodyBytes(response).toString());
  const isError = error?.name === "Error";
  return {
    code: response.status,
    error_code: isError ? textAt(error, "Error/Code") : "UnknownError",
    error_msg: isError ? textAt(error, "Error/Message") : "",
    req_id: requestId(response),
  };
}

/** An Error document in a 200 is an error; in a 203 its code and message are told (S7). */
const s3: RecordRule = {
  row: "S3",
  expected(record) {
    const response = lastResponse(record);
    const readsContent = /get_object_to|select_object/.test(record.function);
    const status = record.result.status;
    const isSuccess = status !== undefined && status.code >= 200 && status.code < 300;
    if (response === undefined || readsContent || !isSuccess) return record;
    if (readXml(bodyBytes(response).toString())?.name !== "Error") return record;
    const code = response.status === 203 ? 203 : AOSE_SERVICE_ERROR;
    const told = withStatus(record, { ...status, ...httpStatus(response), code });
    return code === 203 ? told : withOut(told, unwritten(record));
  },
};

/** The functions that put an answer's content into a file, whole or not at all. */
function isDownload(record: OracleRecord): boolean {
  return /^oss_(do_)?get_object_to_file/.test(record.function) && record.exchanges.length > 0;
}

/** A directory can't be replaced by the file; that is told. */
const s4Directory: RecordRule = {
  row: "S4",
  expected(record) {
    const target = textArgument(record, "filename");
    const isDirectory = record.files.some(({ path }) => path.startsWith(`${target}/`));
    if (!isDownload(record) || !isDirectory) return record;
    const status = record.result.status;
    if (status === undefined || status.code >= 300) return record;
    return withResult(record, {
      status: { code: AOSE_FILE_WRITE_ERROR, error_code: "RenameFileFail" },
      files: [{ path: `${target}.tmp`, absent: true }],
    });
  },
};

/** The old file stays until the new one is complete, and a strange NAME.tmp is left alone. */
const s4Files: RecordRule = {
  row: "S4",
  expected(record) {
    const status = record.result.status;
    const files = record.result.files;
    const response = lastResponse(record);
    if (!isDownload(record) || files === undefined || !status || !response) return record;
    const target = textArgument(record, "filename");
    const isDone = status.code >= 200 && status.code < 300;
    const changed = files.map((file): RecordedFile => {
      const old = record.files.find(({ path }) => path === file.path) ?? {
        path: file.path,
        absent: true,
      };
      if (file.path === `${target}.tmp`) return old;
      if (file.path !== target) return file;
      const wasThere = record.files.some(({ path }) => path === `${target}.tmp`);
      return isDone ? newFile(file, response, wasThere) : old;
    });
    return ifChanged(record, withResult(record, { files: changed }));
  },
};

/** The content of the answer, in a file that is new even where NAME.tmp was there before. */
function newFile(file: RecordedFile, response: RecordedResponse, wasThere: boolean): RecordedFile {
  const { path, mode, size } = file;
  const body = bodyBytes(response);
  const content = size === body.length ? file : { path, base64: body.toString("base64") };
  return mode === undefined || !wasThere ? content : { ...content, mode: "640" };
}

/** The rules, in the order in which they are applied. */
export const successRules: readonly RecordRule[] = [s1, s2, s3, s4Directory, s4Files];
