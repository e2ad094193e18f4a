/**
 * What the documents of a select and of create-meta ask for.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { OssError, type OssErrorCode } from "../error.js";
import { readXml, type XmlNode } from "../xml.js";
import type { CsvFormat } from "./csv.js";
import { parseSql } from "./sql_parser.js";
import type { SqlQuery } from "./sql_query.js";

/** A part of the object: some rows, or some splits. */
export interface SelectRange {
  /** What is counted. */
  readonly unit: "line" | "split";
  /** The first, from 0. */
  readonly first: number;
  /** The last. */
  readonly last: number;
}

/** What a select asks for. */
export interface SelectRequest {
  /** The expression. */
  readonly query: SqlQuery;
  /** How the object is to be read. */
  readonly csv: CsvFormat;
  /** What the first row is. */
  readonly header: "none" | "ignore" | "use";
  /** Whether the object is compressed by gzip. */
  readonly isGzip: boolean;
  /** Which part of the object; null for all. */
  readonly range: SelectRange | null;
  /** What stands behind each row of the result. */
  readonly recordOut: string;
  /** What stands between fields of the result. */
  readonly fieldOut: string;
  /** Whether columns that were not selected stay, empty. */
  readonly keepAll: boolean;
  /** Whether the result has no frames. */
  readonly isRaw: boolean;
  /** Whether frames have checksums. */
  readonly hasCrc: boolean;
  /** Whether the names of the columns come first. */
  readonly hasHeader: boolean;
  /** Whether a row without a selected column is left out. */
  readonly skipsPartial: boolean;
  /** How many rows may be left out so. */
  readonly mostSkipped: number;
}

/** What create-meta asks for. */
export interface MetaRequest {
  /** How the object is to be read. */
  readonly csv: CsvFormat;
  /** Whether an object that was counted is counted again. */
  readonly overwrites: boolean;
}

/** Reads a SelectRequest. */
export function readSelectRequest(document: string): SelectRequest {
  const root = readXml(document, "SelectRequest");
  refuseJson(root);
  const csv = csvFormat(root);
  const isGzip = compression(root) === "gzip";
  const raw = textAt(root, "OutputSerialization", "OutputRawData");
  const delimiter = (name: string, otherwise: string): string =>
    bytesAt(root, "OutputSerialization", "CSV", name) ?? otherwise;
  const isTrue = (...path: readonly string[]): boolean => textAt(root, ...path) === "true";
  return {
    query: parseSql(bytesAt(root, "Expression") ?? ""),
    csv,
    header: headerInfo(textAt(root, "InputSerialization", "CSV", "FileHeaderInfo") ?? "none"),
    isGzip,
    range: readRange(textAt(root, "InputSerialization", "CSV", "Range") ?? ""),
    recordOut: delimiter("RecordDelimiter", csv.record),
    fieldOut: delimiter("FieldDelimiter", csv.field),
    keepAll: isTrue("OutputSerialization", "KeepAllColumns"),
    // When the request leaves it open, the service was seen to answer compressed objects raw.
    isRaw: raw === undefined ? isGzip : raw === "true",
    hasCrc: isTrue("OutputSerialization", "EnablePayloadCrc"),
    hasHeader: isTrue("OutputSerialization", "OutputHeader"),
    skipsPartial: isTrue("Options", "SkipPartialDataRecord"),
    mostSkipped: Number(textAt(root, "Options", "MaxSkippedRecordsAllowed") ?? 0),
  };
}

/** Reads a CsvMetaRequest. */
export function readMetaRequest(document: string): MetaRequest {
  const root = readXml(document, "CsvMetaRequest");
  if (compression(root) === "gzip") {
    throw invalid("CompressionType", "Only objects that are not compressed are counted.");
  }
  return { csv: csvFormat(root), overwrites: textAt(root, "OverwriteIfExists") === "true" };
}

/** The text of the element at the end of a path of names. */
function textAt(root: XmlNode, ...path: readonly string[]): string | undefined {
  let node: XmlNode | undefined = root;
  for (const name of path) node = node?.children.find((child) => child.name === name);
  return node?.text;
}

/** The Base64 of the element at the end of a path of names, one character a byte. */
function bytesAt(root: XmlNode, ...path: readonly string[]): string | undefined {
  const text = textAt(root, ...path)?.replace(/\s/g, "");
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") === text) return bytes.toString("latin1");
  throw invalid(path.at(-1) ?? "", "The Base64 is invalid.");
}

function refuseJson(root: XmlNode): void {
  for (const side of ["InputSerialization", "OutputSerialization"]) {
    if (textAt(root, side, "JSON") !== undefined) {
      throw new OssError("NotImplemented", { elements: { Format: "JSON" } });
    }
  }
}

function compression(root: XmlNode): "none" | "gzip" {
  const type = (textAt(root, "InputSerialization", "CompressionType") ?? "none").toLowerCase();
  if (type === "none" || type === "gzip") return type;
  throw invalid("CompressionType", "Objects can be uncompressed or compressed by gzip.");
}

function csvFormat(root: XmlNode): CsvFormat {
  const read = (name: string, otherwise: string, most: number, code: OssErrorCode): string => {
    const text = bytesAt(root, "InputSerialization", "CSV", name) ?? otherwise;
    if (text.length > most || (text === "" && name !== "CommentCharacter")) {
      throw new OssError(code);
    }
    return text;
  };
  return {
    record: read("RecordDelimiter", "\n", 2, "InvalidInputRecordDelimiter"),
    field: read("FieldDelimiter", ",", 1, "InvalidInputFieldDelimiter"),
    quote: read("QuoteCharacter", '"', 1, "InvalidInputQuoteCharacter"),
    comment: read("CommentCharacter", "#", 1, "InvalidInputCommentCharacter"),
  };
}

function headerInfo(text: string): "none" | "ignore" | "use" {
  const info = text.toLowerCase();
  if (info === "none" || info === "ignore" || info === "use") return info;
  throw invalid("FileHeaderInfo", "The header must be None, Ignore or Use.");
}

function readRange(text: string): SelectRange | null {
  if (text === "") return null;
  const [, unit, first, last] = /^(line|split)-range=(\d+)-(\d+)$/.exec(text) ?? [];
  if (unit === undefined || Number(first) > Number(last)) {
    throw invalid("Range", "The range must be line-range=first-last or split-range=first-last.");
  }
  return {
    unit: unit === "line" ? "line" : "split",
    first: Number(first),
    last: Number(last),
  };
}

function invalid(name: string, message: string): OssError {
  return new OssError("InvalidArgument", { message, elements: { ArgumentName: name } });
}
