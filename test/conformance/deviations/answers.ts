/** Rules for the rows of quirks on reading answers (A), and on what lists are left as (O3). */

import { AOSE_XML_PARSE_ERROR } from "../../../src/index.js";
import { argument, bodyBytes, type OracleRecord, type RecordRule } from "../record.js";
import { isObject, type Json, type JsonObject } from "../values.js";
import { elementsAt, leavesOf, readXml, textAt, type XmlElement } from "../xml.js";
import { ifChanged, refused, unwritten, withOut, withStatus } from "./change.js";

/** The document of the one answer, when it is a success with XML. */
function answer(record: OracleRecord): XmlElement | null {
  const [exchange, ...others] = record.exchanges;
  if (exchange === undefined || others.length > 0) return null;
  const { response } = exchange;
  if (response.status !== 200 || response.truncated === true) return null;
  return readXml(bodyBytes(response).toString());
}

/** The `params` that a list function fills, when it did. */
function listParams(record: OracleRecord): JsonObject | null {
  const params = record.result.out?.["params"];
  const isList = record.function.startsWith("oss_list_") && record.result.status?.code === 200;
  return isList && isObject(params) && answer(record) !== null ? params : null;
}

function withParams(record: OracleRecord, params: JsonObject): OracleRecord {
  return ifChanged(record, withOut(record, { params }));
}

/** Only "true" means that there is more. */
const a1: RecordRule = {
  row: "A1",
  expected(record) {
    const params = listParams(record);
    const root = answer(record);
    if (params === null || root === null) return record;
    const isTrue = /^\s*true\s*$/i.test(textAt(root, `${root.name}/IsTruncated`));
    return isTrue ? record : withParams(record, { ...params, truncated: 0 });
  },
};

/** Where to go on is cleared when the answer does not say it. */
const o3: RecordRule = {
  row: "O3",
  expected(record) {
    const params = listParams(record);
    const root = answer(record);
    if (params === null || root === null) return record;
    const missing = Object.keys(params)
      .filter((name) => name.startsWith("next_"))
      .filter((name) => elementsAt(root, `${root.name}/${pascalCase(name)}`).length === 0);
    return withParams(record, {
      ...params,
      ...Object.fromEntries(missing.map((name) => [name, null])),
    });
  },
};

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Elements of an answer by the fields that they fill: the path from the entry's own element. */
type Entries = Record<string, string>;

/** The lists of a list function, each with the path of its entries and their fields. */
const LISTS: Record<string, Record<string, { path: string; fields: Entries }>> = {
  oss_list_object: {
    object_list: {
      path: "ListBucketResult/Contents",
      fields: {
        key: "Key",
        last_modified: "LastModified",
        etag: "ETag",
        size: "Size",
        owner_id: "Owner/ID",
        owner_display_name: "Owner/DisplayName",
        storage_class: "StorageClass",
        type: "Type",
      },
    },
    common_prefix_list: { path: "ListBucketResult/CommonPrefixes", fields: { prefix: "Prefix" } },
  },
  oss_list_multipart_upload: {
    upload_list: {
      path: "ListMultipartUploadsResult/Upload",
      fields: { key: "Key", upload_id: "UploadId", initiated: "Initiated" },
    },
  },
  oss_list_upload_part: {
    part_list: {
      path: "ListPartsResult/Part",
      fields: {
        part_number: "PartNumber",
        size: "Size",
        etag: "ETag",
        last_modified: "LastModified",
      },
    },
  },
  oss_list_bucket: {
    bucket_list: {
      path: "ListAllMyBucketsResult/Buckets/Bucket",
      fields: {
        create_date: "CreationDate",
        extranet_endpoint: "ExtranetEndpoint",
        intranet_endpoint: "IntranetEndpoint",
        location: "Location",
        name: "Name",
        storage_class: "StorageClass",
      },
    },
  },
};

/** What lists hold is read by path, with CDATA and with the text after a comment. */
const a2Lists: RecordRule = {
  row: "A2",
  expected(record) {
    const params = listParams(record);
    const root = answer(record);
    if (params === null || root === null) return record;
    const lists = Object.entries(LISTS[record.function] ?? {}).flatMap(
      ([name, { path, fields }]) => {
        const elements = elementsAt(root, path);
        const isOdd = hasOddText(record) || elements.some((element) => hasStray(element, fields));
        return isOdd ? [[name, elements.map((element) => readEntry(element, fields))]] : [];
      },
    );
    return withParams(record, { ...params, ...(Object.fromEntries(lists) as JsonObject) });
  },
};

/** Whether the answer has text that C's reader loses: CDATA, or what stands behind a comment. */
function hasOddText(record: OracleRecord): boolean {
  const [exchange] = record.exchanges;
  return exchange !== undefined && /<!\[CDATA\[|<!--/.test(bodyBytes(exchange.response).toString());
}

/** Whether an entry has an element of a field's name elsewhere than at the field's path. */
function hasStray(element: XmlElement, fields: Entries): boolean {
  const paths = Object.values(fields).map((path) => `${element.name}/${path}`);
  const names = new Set(paths.map((path) => path.split("/").at(-1)));
  return leavesOf(element).some(
    ({ path }) => names.has(path.split("/").at(-1)) && !paths.includes(path),
  );
}

function readEntry(element: XmlElement, fields: Entries): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, path]): [string, Json] => {
      return [name, textAt(element, `${element.name}/${path}`) || null];
    }),
  );
}

/** What single texts are read from. */
const TEXTS: Record<string, { out: string; path: string }> = {
  oss_get_bucket_acl: { out: "oss_acl", path: "AccessControlPolicy/AccessControlList/Grant" },
  oss_get_object_acl: { out: "oss_acl", path: "AccessControlPolicy/AccessControlList/Grant" },
  oss_get_bucket_location: { out: "oss_location", path: "LocationConstraint" },
  oss_init_multipart_upload: { out: "upload_id", path: "InitiateMultipartUploadResult/UploadId" },
};

/** Single texts are read by path, with CDATA and with the text after a comment. */
const a2Texts: RecordRule = {
  row: "A2",
  expected(record) {
    const text = TEXTS[record.function];
    const root = answer(record);
    if (text === undefined || root === null || record.result.status?.code !== 200) return record;
    if (!hasOddText(record)) return record;
    const read = textAt(root, text.path);
    return read === "" ? record : ifChanged(record, withOut(record, { [text.out]: read }));
  },
};

/** The rules of a lifecycle are read by path: what stands in a filter or a transition is not theirs. */
const a2Lifecycle: RecordRule = {
  row: "A2",
  expected(record) {
    const root = answer(record);
    const recorded = record.result.out?.["lifecycle_rule_list"];
    if (record.function !== "oss_get_bucket_lifecycle" || root === null) return record;
    if (!Array.isArray(recorded) || recorded.length === 0) return record;
    const isNested = elementsAt(root, "LifecycleConfiguration/Rule").some(({ children }) =>
      children.some(({ name }) => /^(Filter|Transition|NoncurrentVersion)/.test(name)),
    );
    if (!isNested && !hasOddText(record)) return record;
    const rules = elementsAt(root, "LifecycleConfiguration/Rule").map((rule): JsonObject => {
      const text = (path: string): string => textAt(rule, `Rule/${path}`);
      return {
        id: text("ID"),
        prefix: text("Prefix"),
        status: text("Status"),
        days: Number(text("Expiration/Days") || NO_DAYS),
        date: text("Expiration/Date"),
        created_before_date: text("Expiration/CreatedBeforeDate"),
        abort_multipart_upload_dt: {
          days: Number(text("AbortMultipartUpload/Days") || NO_DAYS),
          created_before_date: text("AbortMultipartUpload/CreatedBeforeDate"),
        },
        tag_list: elementsAt(rule, "Rule/Tag").map((tag) => ({
          key: textAt(tag, "Tag/Key"),
          value: textAt(tag, "Tag/Value"),
        })),
      };
    });
    return sameTexts(recorded, rules) ? record : withOut(record, { lifecycle_rule_list: rules });
  },
};

/** INT_MAX: no number of days. */
const NO_DAYS = 2147483647;

/** Whether two values are the same, where null is the empty text. */
function sameTexts(a: Json, b: Json): boolean {
  const text = (value: Json): string => JSON.stringify(value, (_, v: Json) => v ?? "");
  return text(a) === text(b);
}

/** Keys are decoded when the answer says that they are encoded, and only then. */
const a3: RecordRule = {
  row: "A3",
  expected(record) {
    const root = answer(record);
    if (root === null || record.result.status?.code !== 200) return record;
    const isEncoded = textAt(root, `${root.name}/EncodingType`).trim().toLowerCase() === "url";
    const deleted = record.result.out?.["deleted_object_list"];
    const isMarked = elementsAt(root, "DeleteResult/Deleted/Key").some(({ text }) =>
      /[%+]/.test(text),
    );
    if (Array.isArray(deleted) && deleted.length > 0 && isMarked) {
      const keys = elementsAt(root, "DeleteResult/Deleted").map((element) => {
        const key = textAt(element, "Deleted/Key");
        return { key: (isEncoded ? decoded(key) : key) || null };
      });
      return ifChanged(record, withOut(record, { deleted_object_list: keys }));
    }
    const params = listParams(record);
    return params === null || !isEncoded ? record : withParams(record, decodedKeys(params));
  },
};

const ENCODED_FIELDS = new Set(["key", "prefix", "next_marker", "next_key_marker"]);
const INPUT_FIELDS = new Set(["prefix", "marker", "delimiter", "key_marker", "upload_id_marker"]);

/** The keys among what a list function wrote, decoded. */
function decodedKeys(params: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]): [string, Json] => {
      if (Array.isArray(value))
        return [name, value.map((e) => (isObject(e) ? decodedEntry(e) : e))];
      const isKey = ENCODED_FIELDS.has(name) && !INPUT_FIELDS.has(name);
      return [name, isKey && typeof value === "string" ? decoded(value) : value];
    }),
  );
}

function decodedEntry(entry: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]): [string, Json] => [
      name,
      ENCODED_FIELDS.has(name) && typeof value === "string" ? decoded(value) : value,
    ]),
  );
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", "%20"));
}

/** The functions that read the XML of their answer. */
const READERS =
  /^oss_(list_|get_bucket_|get_live_|get_object_(acl|tagging)$|init_multipart|create_live_|delete_objects$)/;

/** What is no whole document, or has something after its root, is malformed. */
const a5: RecordRule = {
  row: "A5",
  expected(record) {
    const [exchange] = record.exchanges;
    const status = record.result.status;
    if (exchange?.response.status !== 200 || status?.code !== 200) return record;
    const body = bodyBytes(exchange.response).toString();
    const isRead = READERS.test(record.function) && !argument(record, "is_quiet");
    if (!isRead || body === "" || readXml(body) !== null) return record;
    const failed = { ...status, code: AOSE_XML_PARSE_ERROR, error_code: "ParseXmlError" };
    return withStatus(withOut(record, unwritten(record)), failed);
  },
};

/** The roots of the documents that functions read. */
const ROOTS: ReadonlyMap<string, string> = new Map([
  ["oss_get_bucket_acl", "AccessControlPolicy"],
  ["oss_get_object_acl", "AccessControlPolicy"],
  ["oss_get_bucket_location", "LocationConstraint"],
  ["oss_get_bucket_storage_capacity", "BucketUserQos"],
  ["oss_get_bucket_logging", "BucketLoggingStatus"],
  ["oss_get_bucket_info", "BucketInfo"],
  ["oss_get_bucket_stat", "BucketStat"],
  ["oss_get_bucket_website", "WebsiteConfiguration"],
  ["oss_get_bucket_referer", "RefererConfiguration"],
  ["oss_get_bucket_cors", "CORSConfiguration"],
  ["oss_get_bucket_lifecycle", "LifecycleConfiguration"],
  ["oss_get_object_tagging", "Tagging"],
  ["oss_list_bucket", "ListAllMyBucketsResult"],
  ["oss_list_object", "ListBucketResult"],
  ["oss_list_upload_part", "ListPartsResult"],
  ["oss_list_multipart_upload", "ListMultipartUploadsResult"],
  ["oss_list_live_channel", "ListLiveChannelResult"],
  ["oss_get_live_channel_info", "LiveChannelConfiguration"],
  ["oss_get_live_channel_stat", "LiveChannelStat"],
  ["oss_get_live_channel_history", "LiveChannelHistory"],
  ["oss_init_multipart_upload", "InitiateMultipartUploadResult"],
  ["oss_create_live_channel", "CreateLiveChannelResult"],
  ["oss_delete_objects", "DeleteResult"],
]);

/** A document with another root is not the answer. */
const a11: RecordRule = {
  row: "A11",
  expected(record) {
    const root = answer(record);
    const expected = ROOTS.get(record.function);
    const status = record.result.status;
    const isRead = expected !== undefined && !argument(record, "is_quiet");
    if (!isRead || status?.code !== 200 || root === null || root.name === expected) return record;
    const failed = { ...status, code: AOSE_XML_PARSE_ERROR, error_code: "ParseXmlError" };
    return withStatus(withOut(record, unwritten(record)), failed);
  },
};

/** An enum value outside its list is refused. */
const a7: RecordRule = {
  row: "A7",
  expected(record) {
    const isOdd = record.args.some(
      ({ type, value }) => type.endsWith("_e") && typeof value === "number",
    );
    return isOdd && record.exchanges.length > 0 ? refused(record) : record;
  },
};

/** The error of a HEAD is in the x-oss-err header. */
const a9: RecordRule = {
  row: "A9",
  expected(record) {
    const response = record.exchanges.at(-1)?.response;
    const header = response?.headers.find(([name]) => name.toLowerCase() === "x-oss-err")?.[1];
    const status = record.result.status;
    if (header === undefined || status?.error_code !== "UnknownError") return record;
    const root = readXml(Buffer.from(header, "base64").toString());
    if (root === null) return record;
    const error = {
      error_code: textAt(root, "Error/Code"),
      error_msg: textAt(root, "Error/Message"),
    };
    return withStatus(record, { ...status, ...error });
  },
};

/** The rules, in the order in which they are applied. */
export const answerRules: readonly RecordRule[] = [
  a7,
  a5,
  a11,
  a1,
  o3,
  a2Lists,
  a2Texts,
  a2Lifecycle,
  a3,
  a9,
];
