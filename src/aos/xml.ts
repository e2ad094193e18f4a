/**
 * Reading and writing XML: the one door to fast-xml-parser, and the form in which mini-XML writes.
 *
 * @module
 */

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type AosBuf, aosBufListContent } from "./buf.js";
import type { AosList } from "./list.js";

/** An element of a document that was read. */
export interface AosXmlNode {
  /** The name of the element. */
  readonly name: string;
  /** Its own text, whole: CDATA and the text after comments belong to it, that of children does not. */
  readonly text: string;
  /** The elements directly in it, in order. */
  readonly children: readonly AosXmlNode[];
  /** The first child of that name, or `null`. */
  child(name: string): AosXmlNode | null;
  /** Every child of that name, in order. */
  all(name: string): readonly AosXmlNode[];
  /** The element at a path of names below this one, taking the first child each time, or `null`. */
  find(...path: readonly string[]): AosXmlNode | null;
}

const TEXT = "#text";
const CDATA = "#cdata";
const MAX_DEPTH = 64;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: CDATA,
  textNodeName: TEXT,
  maxNestedTags: MAX_DEPTH,
});

type Parsed = Record<string, unknown>;

class Node implements AosXmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly AosXmlNode[];

  constructor(name: string, content: readonly Parsed[]) {
    let text = "";
    const children: Node[] = [];
    for (const entry of content) {
      for (const [key, value] of Object.entries(entry)) {
        if (key === TEXT) text += decode(String(value));
        else if (key === CDATA) text += cdataText(value as Parsed[]);
        else if (key !== ":@") children.push(new Node(key, value as Parsed[]));
      }
    }
    this.name = name;
    this.text = text;
    this.children = children;
  }

  child(name: string): AosXmlNode | null {
    return this.children.find((node) => node.name === name) ?? null;
  }

  all(name: string): readonly AosXmlNode[] {
    return this.children.filter((node) => node.name === name);
  }

  find(...path: readonly string[]): AosXmlNode | null {
    let node: AosXmlNode | null = this;
    for (const name of path) node = node?.child(name) ?? null;
    return node;
  }
}

function cdataText(value: readonly Parsed[]): string {
  return value.map((entry) => String(entry[TEXT] ?? "")).join("");
}

const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const named = NAMED.get(name);
    if (named !== undefined) return named;
    const match = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name);
    if (match === null) throw new SyntaxError("an entity that XML does not have");
    return String.fromCodePoint(parseInt(match[1] ?? match[2] ?? "", match[1] ? 16 : 10));
  });
}

/**
 * Reads a document.
 *
 * @param source - the text, or its bytes in UTF-8
 * @returns the root element, or `null` when it is not a whole, well-formed document
 */
export function aosParseXml(source: string | Uint8Array): AosXmlNode | null {
  try {
    const text =
      typeof source === "string"
        ? source
        : new TextDecoder("utf-8", { fatal: true }).decode(source);
    if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return null;
    const document = new Node("", parser.parse(text) as Parsed[]);
    return document.children.length === 1 ? (document.children[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** Reads the document that the buffers of a list hold together. Port of `aos_parse_xml_body`. */
export function aosParseXmlBody(bc: AosList<AosBuf>): AosXmlNode | null {
  return aosParseXml(aosBufListContent(null, bc));
}

const ESCAPES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/**
 * Writes an element as mini-XML does.
 *
 * @param content - text, which is escaped; or elements that were written already, in order; `null`,
 *   C's NULL, and no elements are written `<X />`, the empty text `<X></X>`
 */
export function aosXmlElement(
  name: string,
  content: string | number | bigint | null | readonly string[],
): string {
  if (content === null || (typeof content === "object" && content.length === 0)) {
    return `<${name} />`;
  }
  const inner = typeof content === "object" ? content.join("") : aosXmlEscape(String(content));
  return `<${name}>${inner}</${name}>`;
}

function aosXmlEscape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ESCAPES.get(letter) ?? letter);
}

/** Writes the document around a root element that was written by {@link aosXmlElement}. */
export function aosXmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root}\n`;
}
