/**
 * `oss_xml.c`: selecting from objects.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosBool } from "../../aos/define.js";
import { type AosList, aosListInit } from "../../aos/list.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, type AosStringLike, aosStringIsEmpty, aosText } from "../../aos/string.js";
import { aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import {
  OSS_INVALID_VALUE,
  type OssSelectObjectInputParam,
  type OssSelectObjectMetaParams,
  type OssSelectObjectOutputParam,
  type OssSelectObjectParams,
} from "../define.js";
import { fillBody, stringElementIfAny } from "./write.js";

/**
 * Writes the body of `ossSelectObjectToBuffer` and `ossSelectObjectToFile`.
 *
 * Unlike C, which cuts texts at 1023 bytes and so sends a part of a long expression, it is written
 * whole.
 *
 * @param expression - the SQL expression
 * @param params - `null` writes nothing, and `body` is empty
 * @param body - filled in place. Port of `oss_build_select_object_body`.
 */
export function ossBuildSelectObjectBody(
  p: AosPool | null,
  expression: AosStringLike | null,
  params: OssSelectObjectParams | null,
  body: AosList<AosBuf>,
): void {
  aosListInit(body);
  if (expression === null || params === null) return;
  const root = aosXmlElement("SelectRequest", [
    aosXmlElement("Expression", base64(expression)),
    ...groupIfAny("InputSerialization", inputElements(params.inputParam)),
    aosXmlElement("OutputSerialization", outputElements(params.outputParam)),
    aosXmlElement("Options", [
      aosXmlElement("SkipPartialDataRecord", truth(params.optionParam.skipPartialDataRecord)),
    ]),
  ]);
  fillBody(p, body, aosXmlDocument(root));
}

function inputElements(input: OssSelectObjectInputParam): string[] {
  const csv = [
    ...stringElementIfAny("FileHeaderInfo", input.fileHeaderInfo),
    ...base64ElementIfAny("RecordDelimiter", input.recordDelimiter),
    ...base64ElementIfAny("FieldDelimiter", input.fieldDelimiter),
    ...base64ElementIfAny("QuoteCharacter", input.quoteCharacter),
    ...base64ElementIfAny("CommentCharacter", input.commentCharacter),
    ...stringElementIfAny("Range", input.range),
  ];
  return [
    ...stringElementIfAny("CompressionType", input.compressionType),
    ...groupIfAny("CSV", csv),
  ];
}

function outputElements(output: OssSelectObjectOutputParam): string[] {
  const csv = [
    ...base64ElementIfAny("RecordDelimiter", output.recordDelimiter),
    ...base64ElementIfAny("FieldDelimiter", output.fieldDelimiter),
  ];
  return [
    ...groupIfAny("CSV", csv),
    ...truthElementIfSet("KeepAllColumns", output.keepAllColumns),
    ...truthElementIfSet("OutputRawData", output.outputRawdata),
    ...truthElementIfSet("EnablePayloadCrc", output.enablePayloadCrc),
    aosXmlElement("OutputHeader", truth(output.outputHeader)),
  ];
}

/**
 * Writes the body of `ossCreateSelectObjectMeta`.
 *
 * The compression is always "None", as in C: the service makes metadata of plain objects only.
 *
 * @param params - `null` writes nothing, and `body` is empty
 * @param body - filled in place. Port of `oss_build_create_select_object_meta_body`.
 */
export function ossBuildCreateSelectObjectMetaBody(
  p: AosPool | null,
  params: OssSelectObjectMetaParams | null,
  body: AosList<AosBuf>,
): void {
  aosListInit(body);
  if (params === null) return;
  const csv = [
    ...base64ElementIfAny("RecordDelimiter", params.recordDelimiter),
    ...base64ElementIfAny("FieldDelimiter", params.fieldDelimiter),
    ...base64ElementIfAny("QuoteCharacter", params.quoteCharacter),
  ];
  const root = aosXmlElement("CsvMetaRequest", [
    aosXmlElement("InputSerialization", [
      aosXmlElement("CompressionType", "None"),
      ...groupIfAny("CSV", csv),
    ]),
    ...truthElementIfSet("OverwriteIfExists", params.overWriteIfExisting),
  ]);
  fillBody(p, body, aosXmlDocument(root));
}

function base64(s: AosStringLike): string {
  return Buffer.from(aosText(s)).toString("base64");
}

function truth(value: AosBool): string {
  return value ? "true" : "false";
}

function base64ElementIfAny(name: string, s: AosString): string[] {
  return aosStringIsEmpty(s) ? [] : [aosXmlElement(name, base64(s))];
}

function truthElementIfSet(name: string, value: AosBool | typeof OSS_INVALID_VALUE): string[] {
  return value === OSS_INVALID_VALUE ? [] : [aosXmlElement(name, truth(value))];
}

function groupIfAny(name: string, elements: readonly string[]): string[] {
  return elements.length === 0 ? [] : [aosXmlElement(name, elements)];
}
