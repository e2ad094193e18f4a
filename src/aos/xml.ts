/**
 * Reading and writing XML.
 *
 * The reader is our own: an answer that was cut short must never pass for a whole one, and no text
 * may come out other than it went in. fast-xml-parser, even behind its validator, takes documents
 * with text after the root, with open comments and with undeclared entities, changes line ends, and
 * takes five times as long. The writer writes what mini-XML writes.
 *
 * @packageDocumentation
 */

import { type AosBuf, aosBufListContent } from "./buf.js";
import type { AosList } from "./list.js";

/** An element of a document that was read. */
export interface AosXmlNode {
  /** The name of the element, with its prefix if it has one. */
  readonly name: string;
  /**
   * Its own text, whole and unchanged: references are decoded; CDATA sections and what stands behind
   * a comment belong to it; the text of its children does not.
   */
  readonly text: string;
  /** The elements directly in it, in order. */
  readonly children: readonly AosXmlNode[];
  /** The first child of that name, or `null`. */
  child(name: string): AosXmlNode | null;
  /** Every child of that name, in order. */
  all(name: string): readonly AosXmlNode[];
  /** The element at a path of names below this one, taking the first of each name, or `null`. */
  find(...path: readonly string[]): AosXmlNode | null;
}

/** Far more than any answer of the service: a page of 1000 keys that are all escapes has 7 MiB. */
const MAX_LENGTH = 16 * 1024 * 1024;
/** The service nests five elements. */
const MAX_DEPTH = 64;

class Element implements AosXmlNode {
  readonly name: string;
  readonly children: Element[] = [];
  text = "";

  constructor(name: string) {
    this.name = name;
  }

  child(name: string): Element | null {
    return this.children.find((element) => element.name === name) ?? null;
  }

  all(name: string): readonly Element[] {
    return this.children.filter((element) => element.name === name);
  }

  find(...path: readonly string[]): Element | null {
    return path.reduce<Element | null>((found, name) => found?.child(name) ?? null, this);
  }
}

const FIRST_OF_NAME =
  ":A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D" +
  "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME = `[${FIRST_OF_NAME}][-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040${FIRST_OF_NAME}]*`;
const SPACE = "[ \\t\\r\\n]";

const START_OF_TAG = new RegExp(`<(${NAME})`, "uy");
const END_OF_TAG = new RegExp(`${SPACE}*(/?)>`, "y");
const END_TAG = new RegExp(`</(${NAME})${SPACE}*>`, "uy");
const ATTRIBUTE = new RegExp(
  `${SPACE}+(${NAME})${SPACE}*=${SPACE}*(?:"([^"<]*)"|'([^'<]*)')`,
  "uy",
);
const INSTRUCTION = new RegExp(`<\\?(${NAME})(?=${SPACE}|\\?>)`, "uy");
const BYTE_ORDER_MARK = /^\uFEFF/;
const ONLY_SPACE = new RegExp(`^${SPACE}*$`);
/** What no document may hold, not even as a reference: control characters and lone surrogates. */
const NO_CHARACTER = /[^\t\n\r\x20-\uD7FF\uE000-\u{10FFFF}]/u;

/** Reads one document from front to back; each step answers false at the first fault. */
class Reader {
  readonly #text: string;
  readonly #open: Element[] = [];
  #at = 0;
  #root: Element | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The root of the document, or `null` if it is not well-formed. */
  read(): Element | null {
    // mini-XML takes no white space before the first markup either.
    if (!this.#text.startsWith("<")) return null;
    while (this.#at < this.#text.length) {
      if (!(this.#text[this.#at] === "<" ? this.#markup() : this.#characters())) return null;
    }
    return this.#open.length === 0 ? this.#root : null;
  }

  #markup(): boolean {
    switch (this.#text[this.#at + 1]) {
      case "/":
        return this.#endTag();
      case "?":
        return this.#instruction();
      case "!":
        return this.#comment() || this.#cdata();
      default:
        return this.#startTag();
    }
  }

  #startTag(): boolean {
    const name = this.#take(START_OF_TAG)?.[1];
    if (name === undefined || !this.#attributes()) return false;
    const end = this.#take(END_OF_TAG);
    return end !== null && this.#begin(new Element(name), end[1] === "/");
  }

  #attributes(): boolean {
    if (this.#text[this.#at] === ">") return true;
    const names = new Set<string>();
    let count = 0;
    for (let found = this.#take(ATTRIBUTE); found !== null; found = this.#take(ATTRIBUTE)) {
      const [, name = "", inQuotes, inApostrophes = ""] = found;
      if (decode(inQuotes ?? inApostrophes) === null) return false;
      names.add(name);
      count++;
    }
    return names.size === count;
  }

  #begin(element: Element, empty: boolean): boolean {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === null) this.#root = element;
    else return false;
    if (!empty) this.#open.push(element);
    return this.#open.length <= MAX_DEPTH;
  }

  #endTag(): boolean {
    const name = this.#take(END_TAG)?.[1];
    return name !== undefined && this.#open.pop()?.name === name;
  }

  #characters(): boolean {
    const raw = this.#upTo(this.#text.indexOf("<", this.#at), 0) ?? this.#rest();
    const element = this.#open.at(-1);
    if (element === undefined) return ONLY_SPACE.test(raw);
    const text = raw.includes("]]>") ? null : decode(raw);
    if (text === null) return false;
    element.text += text;
    return true;
  }

  #cdata(): boolean {
    const element = this.#open.at(-1);
    if (element === undefined || !this.#skip("<![CDATA[")) return false;
    const text = this.#upTo(this.#text.indexOf("]]>", this.#at), 3);
    if (text === null) return false;
    element.text += text;
    return true;
  }

  #comment(): boolean {
    // Two hyphens inside a comment are an error, so the first two must be its end.
    return (
      this.#skip("<!--") &&
      this.#upTo(this.#text.indexOf("--", this.#at), 2) !== null &&
      this.#skip(">")
    );
  }

  #instruction(): boolean {
    const isFirst = this.#at === 0;
    const target = this.#take(INSTRUCTION)?.[1];
    if (target === undefined || (/^xml$/i.test(target) && !isFirst)) return false;
    return this.#upTo(this.#text.indexOf("?>", this.#at), 2) !== null;
  }

  /** What a sticky expression finds here; it is behind us afterwards. */
  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (found !== null) this.#at = expression.lastIndex;
    return found;
  }

  #skip(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  /** The text up to an index, or `null` at -1; it and the length of its end are behind us afterwards. */
  #upTo(index: number, length: number): string | null {
    if (index < 0) return null;
    const text = this.#text.slice(this.#at, index);
    this.#at = index + length;
    return text;
  }

  #rest(): string {
    const text = this.#text.slice(this.#at);
    this.#at = this.#text.length;
    return text;
  }
}

const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Replaces the references in a text; `null` if one is none that XML has. */
function decode(raw: string): string | null {
  if (!raw.includes("&")) return raw;
  const [start = "", ...pieces] = raw.split("&");
  let text = start;
  for (const piece of pieces) {
    const end = piece.indexOf(";");
    const character = referenced(piece.slice(0, Math.max(end, 0)));
    if (character === null) return null;
    text += character + piece.slice(end + 1);
  }
  return text;
}

function referenced(reference: string): string | null {
  if (!reference.startsWith("#")) return NAMED.get(reference) ?? null;
  if (!/^#(?:[0-9]+|x[0-9A-Fa-f]+)$/.test(reference)) return null;
  const code = Number(reference.replace("#x", "0x").replace("#", ""));
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
  return NO_CHARACTER.test(character) ? null : character;
}

/** The text of a document in UTF-8, or in UTF-16 if its first two bytes say so. */
function documentText(bytes: Uint8Array): string | null {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads a document.
 *
 * A document is refused if it is not well-formed in the sense of XML 1.0, if it has a DOCTYPE, if
 * more than 64 elements are nested, or if it is longer than 16 MiB; but U+FFFE and U+FFFF are taken,
 * as in C. Names keep their prefixes; attributes are checked and dropped; the encoding that the
 * document declares is not looked at.
 *
 * @param source - the text, or its bytes in UTF-8, or in UTF-16 with a byte order mark
 * @returns the root element, or `null`
 */
export function aosParseXml(source: string | Uint8Array): AosXmlNode | null {
  if (source.length > MAX_LENGTH) return null;
  const text = typeof source === "string" ? source : documentText(source);
  if (text === null || NO_CHARACTER.test(text)) return null;
  return new Reader(text.replace(BYTE_ORDER_MARK, "")).read();
}

/**
 * Reads the document that the buffers of a list hold together; see {@link aosParseXml}. The list is
 * not changed.
 *
 * @returns the root element, or `null` where C answers an error. Port of `aos_parse_xml_body`.
 */
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
 * @param content - a text, which is escaped, or elements that were written already, in their order.
 *   `null`, which is C's NULL, and no elements are written `<X />`; the empty text is `<X></X>`
 */
export function aosXmlElement(
  name: string,
  content: string | number | bigint | null | readonly string[],
): string {
  if (typeof content === "object") {
    const elements = content?.join("") ?? "";
    return elements === "" ? `<${name} />` : `<${name}>${elements}</${name}>`;
  }
  return `<${name}>${escapeXml(String(content))}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES.get(character) ?? character);
}

/** Writes the document around a root that {@link aosXmlElement} wrote. */
export function aosXmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root}\n`;
}
