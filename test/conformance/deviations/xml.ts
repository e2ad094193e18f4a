/** Rules for the vectors of oss_xml.h. */

import { isUtf8 } from "node:buffer";
import { difference, isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorCase, VectorRule } from "../vectors.js";
import { textAt, type XmlElement } from "../xml.js";
import { wellFormedRoot } from "./well_formed.js";
import { nearestSafe, readCheckpoint, readings } from "./xml_answers.js";

const XML_PARSE_ERROR = -980;
const readers = Object.keys(readings);
const MARKERS = ["marker", "next_marker", "part_number_marker", "key_marker", "upload_id_marker"];

/** What C left in other fields than the expected answer has. */
function differing(out: Json, expected: JsonObject): string[] {
  if (!isObject(out)) return [];
  return Object.keys(out).filter((name) => {
    return difference(out[name] ?? null, expected[name] ?? null) !== null;
  });
}

/** The rules of one function that reads answers: what is not well-formed, then what differs. */
function readerRules(name: string): VectorRule[] {
  const reading = readings[name];
  if (reading === undefined) return [];
  const functions = [name];
  const answers = new WeakMap<JsonObject, JsonObject>();
  const expected = (input: JsonObject): JsonObject => {
    const known = answers.get(input);
    if (known !== undefined) return known;
    const root = wellFormedRoot(input["bc"]);
    const answer =
      root === null
        ? { return: XML_PARSE_ERROR, ...reading.before }
        : { return: 0, ...reading.read(root) };
    answers.set(input, answer);
    return answer;
  };
  const differsIn =
    (fields: readonly string[]) =>
    (input: JsonObject, { out }: VectorCase): boolean => {
      const names = differing(out, expected(input));
      return names.length > 0 && names.every((field) => fields.includes(field));
    };
  const differs = (input: JsonObject, { out }: VectorCase): boolean =>
    differing(out, expected(input)).length > 0;
  return [
    {
      row: "A5",
      functions,
      applies: (input, testCase) =>
        wellFormedRoot(input["bc"]) === null && differs(input, testCase),
      expected,
    },
    { row: "O3", functions, applies: differsIn(MARKERS), expected },
    { row: "A1", functions, applies: differsIn([...MARKERS, "truncated"]), expected },
    { row: "A4", functions, applies: differsIn(["storage_capacity"]), expected },
    {
      row: "A3",
      functions,
      applies: (input, testCase) => hasEncodedKeys(name, input) && differs(input, testCase),
      expected,
    },
    { row: "A2", functions, applies: differs, expected },
  ];
}

/** C decodes the keys that were deleted, and no others; the answer says whether they are encoded. */
function hasEncodedKeys(name: string, { bc }: JsonObject): boolean {
  const root = wellFormedRoot(bc);
  const isEncoded = /^\s*url\s*$/i.test(textAt(root, `${root?.name ?? ""}/EncodingType`));
  return isEncoded !== (name === "oss_delete_objects_parse_from_body");
}

/** The document itself is read, or not. */
const parseBody: VectorRule = {
  row: "A5",
  functions: ["aos_parse_xml_body"],
  applies: ({ bc }, testCase) => isReadInC(testCase) && wellFormedRoot(bc) === null,
  expected: () => ({ return: -996, root: null }),
};

const notWellFormed: VectorRule = {
  row: "A5",
  functions: ["get_xmldoc"],
  applies: ({ bc }, testCase) => isReadInC(testCase) && wellFormedRoot(bc) === null,
  expected: () => ({ return: XML_PARSE_ERROR, root: null }),
};

/** The texts of a document are whole, and its root has its name without a declaration too. */
const wholeText: VectorRule = {
  row: "A2",
  functions: ["get_xmldoc"],
  applies: (input, testCase) => {
    const { get_xmlnode_value: read } = isObject(testCase.out) ? testCase.out : {};
    return isReadInC(testCase) && difference(read ?? null, textsByName(input)) !== null;
  },
  expected: (input) => ({ return: 0, get_xmlnode_value: textsByName(input) }),
};

function textsByName({ bc, paths }: JsonObject): JsonObject | null {
  const root = wellFormedRoot(bc);
  if (root === null || !Array.isArray(paths)) return null;
  return Object.fromEntries(paths.map(toText).map((name) => [name, named(root, name)]));
}

function named(root: XmlElement, name: string): string | null {
  const isRoot = root.name === name;
  return textAt(root, isRoot ? name : `${root.name}/${name}`) || null;
}

/** Integers beyond 2^53 are the nearest that a number holds. */
const safeIntegers: VectorRule = {
  row: "A4",
  functions: ["get_xmldoc", "checkpoint_round_trip"],
  applies: (_, { out }) => difference(out, withSafeIntegers(out)) !== null,
  expected: (_, { out }) => withSafeIntegers(out),
};

const INT64_FIELDS = ["file_size", "file_last_modified", "object_size", "part_size"];

function withSafeIntegers(out: Json): Json {
  if (!isObject(out)) return out;
  const { get_xmlnode_value_int64: form, checkpoint } = out;
  const isForm = isObject(form) && typeof form["value"] === "string";
  return {
    ...out,
    ...(isForm ? { get_xmlnode_value_int64: { ...form, value: safe(form["value"]) } } : {}),
    ...(isObject(checkpoint) ? { checkpoint: mapFields(checkpoint, INT64_FIELDS, safe) } : {}),
  };
}

function safe(digits: Json | undefined): Json {
  return String(nearestSafe(BigInt(toText(digits))));
}

function mapFields(
  object: JsonObject,
  names: readonly string[],
  change: (value: Json) => Json,
): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
  );
}

const LIMIT = 1023;

/** Texts are written whole, where C cuts them at 1023 bytes. */
const wholeTexts: VectorRule = {
  row: "W21",
  functions: [
    "set_xmlnode_value",
    "oss_build_checkpoint_xml",
    "checkpoint_round_trip",
    "oss_build_select_object_body",
    "oss_build_create_select_object_meta_body",
  ],
  applies: (input) => longTexts(input).length > 0,
  expected: (input, { out }) => withWholeTexts(out, longTexts(input)),
};

/** The texts of a case that are over the limit, also when they are written in base64. */
function longTexts(value: Json): Buffer[] {
  const texts = textsIn(value);
  const encoded = texts.map((text) => Buffer.from(text.toString("base64")));
  return [...texts, ...encoded].filter(({ length }) => length > LIMIT);
}

function textsIn(value: Json): Buffer[] {
  const isBytes = isObject(value) && ("repeat" in value || "hex" in value);
  const isLeaf = typeof value === "string" || isBytes;
  if (isLeaf) return [toBytes(value)];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((part: Json) => textsIn(part));
}

/** C's answer, with each text that it cut whole. Bytes are compared as latin1 text. */
function withWholeTexts(out: Json, texts: readonly Buffer[]): Json {
  if (Array.isArray(out)) return out.map((part) => withWholeTexts(part, texts));
  const isText = typeof out === "string" || (isObject(out) && "hex" in out);
  if (!isText) {
    if (!isObject(out)) return out;
    return Object.fromEntries(
      Object.entries(out).map(([name, part]) => [name, withWholeTexts(part, texts)]),
    );
  }
  const whole = texts.reduce((text, long) => {
    const all = long.toString("latin1");
    const cut = all.slice(0, LIMIT);
    return text === cut ? all : text.replace(`>${cut}<`, `>${all}<`);
  }, toBytes(out).toString("latin1"));
  return { hex: Buffer.from(whole, "latin1").toString("hex") };
}

/** A string that was never set is empty, where C prints (null). */
const noNull: VectorRule = {
  row: "M18",
  functions: ["oss_build_checkpoint_xml"],
  applies: (_, { out }) => returnedText(out).includes(">(null)<"),
  expected: (_, { out }) => ({ return: returnedText(out).replaceAll(">(null)<", "><") }),
};

function returnedText(out: Json): string {
  const returned = isObject(out) ? out["return"] : null;
  return typeof returned === "string" ? returned : "";
}

/** A tier that the service does not know gives no body. */
const noTier: VectorRule = {
  row: "A7",
  functions: ["oss_build_restore_object_body"],
  applies: ({ tier }) => ![0, 1, 2].includes(Number(tier)),
  expected: () => ({ body: [] }),
};

/** What oss_checkpoint_parse_from_body is to make of a case that C reads; `null` when it refuses. */
function checkpointOf({ xml_body: body, show_parts: shown }: JsonObject): JsonObject | null {
  const root = wellFormedRoot(body);
  return root === null ? null : readCheckpoint(root, Number(shown ?? 0));
}

function isReadInC({ out }: VectorCase): boolean {
  return isObject(out) && out["return"] === 0;
}

/** A checkpoint that is not well-formed is refused. */
const brokenCheckpoint: VectorRule = {
  row: "A5",
  functions: ["oss_checkpoint_parse_from_body"],
  applies: (input, testCase) => isReadInC(testCase) && wellFormedRoot(input["xml_body"]) === null,
  expected: () => ({ return: XML_PARSE_ERROR }),
};

/** A checkpoint whose parts are not exactly those from 0 to their number is refused. */
const oddCheckpoint: VectorRule = {
  row: "M6",
  functions: ["oss_checkpoint_parse_from_body"],
  applies: (input, testCase) => isReadInC(testCase) && checkpointOf(input) === null,
  expected: () => ({ return: XML_PARSE_ERROR }),
};

/** A checkpoint is read by path, its texts whole. */
const checkpointByPath: VectorRule = {
  row: "A2",
  functions: ["oss_checkpoint_parse_from_body"],
  applies: (input, testCase) => {
    const { checkpoint } = isObject(testCase.out) ? testCase.out : {};
    const isFresh = input["checkpoint"] === undefined && isReadInC(testCase);
    return isFresh && differing(checkpoint ?? null, checkpointOf(input) ?? {}).length > 0;
  },
  expected: (input) => ({ return: 0, checkpoint: checkpointOf(input) }),
};

/** A string is a text: bytes that are none become U+FFFD. */
const onlyText: VectorRule = {
  row: "T1",
  functions: ["xml_round_trip"],
  applies: (input) => textsIn(input).some((bytes) => !isUtf8(bytes)),
  expected: ({ tag_list: tags }, { out }) => ({
    xml: toText(isObject(out) ? out["xml"] : ""),
    return: 0,
    tag_list: (Array.isArray(tags) ? tags : []).map((tag) =>
      isObject(tag) ? { key: toText(tag["key"]), value: toText(tag["value"]) } : tag,
    ),
  }),
};

/** A string is as long as it says, where C reads on to the NUL. */
const noFurther: VectorRule = {
  row: "T1",
  functions: ["build_complete_multipart_upload_xml"],
  applies: (input) => JSON.stringify(input).includes('"len":'),
  expected: ({ part_list: parts }) => {
    const elements = (Array.isArray(parts) ? parts : []).map((part) => {
      const [number, etag] = isObject(part) ? [part["part_number"], part["etag"]] : [];
      const texts = `<PartNumber>${toText(number)}</PartNumber><ETag>${toText(etag)}</ETag>`;
      return `<Part>${texts}</Part>`;
    });
    const root = `<CompleteMultipartUpload>${elements.join("")}</CompleteMultipartUpload>`;
    return { xml: `<?xml version="1.0" encoding="utf-8"?>${root}\n` };
  },
};

/** A string does not end at a NUL, so that the service refuses it instead of taking its beginning. */
const noEndAtNul: VectorRule = {
  row: "T1",
  functions: ["set_xmlnode_value"],
  applies: ({ str }) => toText(str).includes("\0"),
  expected: ({ str }, { out }) => {
    const xml = toText(isObject(out) ? out["xml"] : "");
    return { xml: xml.replace(/<Str>[^<]*/, () => `<Str>${toText(str)}`) };
  },
};

/** A carriage return is written as a reference. */
const returnReference: VectorRule = {
  row: "W23",
  functions: ["xml_round_trip"],
  applies: (input) => textsIn(input).some((bytes) => bytes.includes("\r")),
  expected: (_, { out }) => {
    if (!isObject(out)) return out;
    return { ...out, xml: toText(out["xml"]).replaceAll("\r", "&#13;") };
  },
};

/** The rules, in the order in which they are looked at. */
export const xmlRules: readonly VectorRule[] = [
  ...readers.flatMap(readerRules),
  parseBody,
  notWellFormed,
  wholeText,
  wholeTexts,
  safeIntegers,
  noNull,
  noTier,
  brokenCheckpoint,
  oddCheckpoint,
  checkpointByPath,
  onlyText,
  noFurther,
  noEndAtNul,
  returnReference,
];
