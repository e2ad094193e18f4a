/** Rules for the rows of quirks on multipart and resumable transfers (M), and S6. */

import { AOSE_INVALID_ARGUMENT, AOSE_SERVICE_ERROR } from "../../../src/index.js";
import {
  bodyBytes,
  type Exchange,
  type RecordedRequest,
  type RecordedResponse,
  type RecordRule,
  requestId,
} from "../record.js";
import { elementsAt, readXml, textAt, type XmlElement } from "../xml.js";
import { mapRequests, percentEncoded, refused, resigned, withStatus } from "./change.js";

/** Functions that send several requests. */
const TRANSFERS = /^oss_(upload_file|resumable_(up|down)load_file|delete_objects_by_prefix)$/;

/** The id of the request that decided the outcome is kept; of a download that is the HEAD, as in C. */
const m2: RecordRule = {
  row: "M2",
  expected(record) {
    const status = record.result.status;
    if (!TRANSFERS.test(record.function) || status === undefined || status.req_id) return record;
    const failed = record.exchanges.find(({ response }) => response.status >= 300 || response.drop);
    const isDownload = record.function === "oss_resumable_download_file";
    const decided = failed ?? record.exchanges.at(isDownload ? 0 : -1);
    const id = decided === undefined ? "" : requestId(decided.response);
    return id === "" ? record : withStatus(record, { ...status, req_id: id });
  },
};

/** The functions of oss_multipart.c check the key, as the others do. */
const m15: RecordRule = {
  row: "M15",
  expected(record) {
    const checks = /upload_part|multipart_upload$|upload_file$/.test(record.function);
    const key = record.args.find(({ name }) => name === "object");
    if (!checks || key === undefined || key.value || record.exchanges.length === 0) return record;
    return refused(record, {
      code: AOSE_INVALID_ARGUMENT,
      error_code: "ObjectNameInvalidError",
      error_msg: "The object name is invalid, please check.",
    });
  },
};

/** A page of a listing. */
function listing({ response }: Exchange): XmlElement | null {
  const root = readXml(bodyBytes(response).toString());
  return root?.name === "ListBucketResult" ? root : null;
}

/** Deleting by prefix goes on behind the last key of a page that does not say where to go on. */
const s6Marker: RecordRule = {
  row: "S6",
  expected(record) {
    if (record.function !== "oss_delete_objects_by_prefix") return record;
    let marker = "";
    const changed = mapRequests(record, (request, i) => {
      const page = record.exchanges[i] === undefined ? null : listing(record.exchanges[i]);
      if (page === null) return request;
      const target = request.target.replace(/&marker(=[^&]*)?/, () => {
        return marker === "" ? "&marker" : `&marker=${percentEncoded(marker)}`;
      });
      marker = textAt(page, "ListBucketResult/NextMarker") || lastKey(page);
      return target === request.target ? request : { ...request, target };
    });
    return changed === record ? record : resigned(changed);
  },
};

function lastKey(page: XmlElement): string {
  return elementsAt(page, "ListBucketResult/Contents/Key").at(-1)?.text ?? "";
}

/** A page without keys does not end it when more follow. */
const s6EmptyPage: RecordRule = {
  row: "S6",
  expected(record) {
    const last = record.exchanges.at(-1);
    if (record.function !== "oss_delete_objects_by_prefix" || last === undefined) return record;
    const page = listing(last);
    const isMore = textAt(page, "ListBucketResult/IsTruncated") === "true";
    const marker = textAt(page, "ListBucketResult/NextMarker");
    if (!isMore || marker === "" || lastKeyIsThere(page)) return record;
    const request: RecordedRequest = {
      ...last.request,
      target: last.request.target.replace(/&marker(=[^&]*)?/, `&marker=${percentEncoded(marker)}`),
    };
    const exchange = { request, response: lastPage() };
    return resigned({ ...record, exchanges: [...record.exchanges, exchange] });
  },
};

function lastKeyIsThere(page: XmlElement | null): boolean {
  return elementsAt(page, "ListBucketResult/Contents").length > 0;
}

/** An answer that nothing more is there. */
function lastPage(): RecordedResponse {
  const body = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
  return {
    status: 200,
    headers: [
      ["Content-Length", String(body.length)],
      ["x-oss-request-id", "68E778C0003A1B2C3031400000"],
    ],
    body_text: body,
  };
}

/** A key that was not deleted is told. */
const s6Failed: RecordRule = {
  row: "S6",
  expected(record) {
    if (record.function !== "oss_delete_objects_by_prefix") return record;
    for (const { response } of record.exchanges) {
      const root = readXml(bodyBytes(response).toString());
      if (elementsAt(root, "DeleteResult/Error").length === 0) continue;
      return withStatus(record, {
        code: AOSE_SERVICE_ERROR,
        error_code: textAt(root, "DeleteResult/Error/Code"),
        req_id: requestId(response),
      });
    }
    return record;
  },
};

/** The rules, in the order in which they are applied. */
export const transferRules: readonly RecordRule[] = [m15, s6Marker, s6EmptyPage, s6Failed, m2];
