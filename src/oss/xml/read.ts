/**
 * What the readers of answers share: elements by their path, texts and numbers as C takes them.
 *
 * An element that is missing and one that is empty are the same: nothing is written then.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_OK, AOSE_XML_PARSE_ERROR } from "../../aos/define.js";
import { type AosList, aosListAddTail } from "../../aos/list.js";
import { type AosString, aosString, aosStrSet } from "../../aos/string.js";
import { aosAtoi64, aosAtoui64, aosStrtoll } from "../../aos/util/number.js";
import { aosUrlDecode } from "../../aos/util/url.js";
import { type AosXmlNode, aosParseXmlBody } from "../../aos/xml.js";

/** How the text of an element becomes the value of a field. */
export type Decode = (text: string) => string;

/**
 * Reads an answer.
 *
 * @param read - called with the root element, and not at all when the answer is no XML
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`
 */
export function readBody(bc: AosList<AosBuf>, read: (root: AosXmlNode) => void): number {
  const root = aosParseXmlBody(bc);
  if (root === null) return AOSE_XML_PARSE_ERROR;
  read(root);
  return AOSE_OK;
}

/** The text of the element at a path, or `null` when there is none. */
export function textAt(node: AosXmlNode, ...path: readonly string[]): string | null {
  const text = node.find(...path)?.text ?? "";
  return text === "" ? null : text;
}

/** Fills `target` from the element at a path, if it has a text. */
export function readString(node: AosXmlNode, target: AosString, ...path: readonly string[]): void {
  const text = textAt(node, ...path);
  if (text !== null) aosStrSet(target, text);
}

/** Fills each string of `targets` from the child of its name, if that has a text. */
export function readStrings(
  node: AosXmlNode | null,
  targets: Readonly<Record<string, AosString>>,
): void {
  if (node === null) return;
  for (const [name, target] of Object.entries(targets)) readString(node, target, name);
}

/** Appends what `read` makes of each element to the caller's list. */
export function readEntries<T extends object>(
  nodes: readonly AosXmlNode[] | undefined,
  list: AosList<T>,
  read: (node: AosXmlNode) => T,
): void {
  for (const node of nodes ?? []) aosListAddTail(read(node), list);
}

/** Fills `target` from the child of that name, if it has a text, decoded as the answer says. */
export function readKey(node: AosXmlNode, name: string, target: AosString, decode: Decode): void {
  const text = textAt(node, name);
  if (text !== null) aosStrSet(target, decode(text));
}

/** Fills where the next page begins; it is "" when the answer does not say, as on the last page. */
export function readMarker(
  root: AosXmlNode,
  name: string,
  target: AosString,
  decode: Decode = asIs,
): void {
  aosStrSet(target, "");
  readKey(root, name, target, decode);
}

/** Whether there is a next page: only "true" says so, in any case and with space around it. */
export function isTruncated(root: AosXmlNode): boolean {
  return word(root, "IsTruncated") === "true";
}

/** The number at a path as C's `atoi` reads it, or `null`. */
export function intAt(node: AosXmlNode, ...path: readonly string[]): number | null {
  const text = textAt(node, ...path);
  return text === null ? null : Number(BigInt.asIntN(32, aosStrtoll(text, null, 10)));
}

/** The number at a path as C's `atol` reads it, or `null`. Beyond 2^53 it is the nearest safe one. */
export function longAt(node: AosXmlNode, ...path: readonly string[]): number | null {
  const text = textAt(node, ...path);
  return text === null ? null : safeInteger(aosStrtoll(text, null, 10));
}

/** The number at a path as `aos_atoi64` reads it, or `null`. Beyond 2^53 it is the nearest safe one. */
export function int64At(node: AosXmlNode, ...path: readonly string[]): number | null {
  const text = textAt(node, ...path);
  return text === null ? null : safeInteger(aosAtoi64(text));
}

/** The number at a path as `aos_atoui64` reads it, or `null`. */
export function uint64At(node: AosXmlNode, ...path: readonly string[]): bigint | null {
  const text = textAt(node, ...path);
  return text === null ? null : aosAtoui64(text);
}

function safeInteger(value: bigint): number {
  const limit = Number.MAX_SAFE_INTEGER;
  return Math.min(Math.max(Number(value), -limit), limit);
}

/** How keys, prefixes and markers of this answer are to be decoded: as its EncodingType says. */
export function keyDecoding(root: AosXmlNode): Decode {
  return word(root, "EncodingType") === "url" ? urlDecode : asIs;
}

/** A text that is no URL encoding stays as it was sent: a part of a key would be another key. */
function urlDecode(text: string): string {
  const decoded = aosString();
  return aosUrlDecode(text, decoded) === 0 ? decoded.data : text;
}

/** The text of a child that holds one of a few words, whatever its case and the space around it. */
function word(root: AosXmlNode, name: string): string {
  return (textAt(root, name) ?? "").trim().toLowerCase();
}

function asIs(text: string): string {
  return text;
}
