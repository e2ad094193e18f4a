/**
 * Reading and writing XML: the one door to fast-xml-parser.
 *
 * The library builds the tree and decodes references; an answer that was cut short must never pass
 * for a whole one, and no text may come out other than it went in, so its text goes through
 * {@link strictXml} first. The writer writes what mini-XML writes.
 *
 * @packageDocumentation
 */

import { XMLParser } from "fast-xml-parser";
import { type AosBuf, aosBufListContent } from "./buf.js";
import type { AosList } from "./list.js";
import { rootName, strictXml, withReturns } from "./xml/strict.js";

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

class Element implements AosXmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];

  constructor(name: string, text: string, children: readonly Element[]) {
    this.name = name;
    this.text = text;
    this.children = children;
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

/** Names of elements that the library refuses. */
const RESERVED = /^(?:__proto__|constructor|prototype)$/;

// Marked for bundlers: programs that read no XML go without the library.
const parser: XMLParser = /* @__PURE__ */ new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  // Without this it leaves numeric references as they stand.
  htmlEntities: true,
  // There are no callbacks that would need the path of an element as text.
  jPath: false,
  transformTagName: (name) => (RESERVED.test(name) ? `$${name}` : name),
  // It would rename elements whose names every object has.
  onDangerousProperty: (name) => name,
});

/** A text or an element as the library leaves it: an object with one property. */
type Part = Readonly<Record<string, string | readonly Part[]>>;

function elementOf(name: string, parts: readonly Part[]): Element {
  let text = "";
  const children: Element[] = [];
  for (const part of parts) {
    for (const [key, content] of Object.entries(part)) {
      if (typeof content === "string") text += withReturns(content);
      else children.push(elementOf(key.replace(/^\$/, ""), content));
    }
  }
  return new Element(name, text, children);
}

/** The root of a document, or `null` if it is not well-formed. */
function rootOf(text: string): Element | null {
  try {
    const parts = parser.parse(strictXml(text)) as Part[];
    return elementOf("", parts).children[0] ?? null;
  } catch {
    return null;
  }
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
 * more than 64 elements are nested, if it has more than 250,000 of them, or if it is longer than
 * 16 MiB; also with what fast-xml-parser can't read: references of more than 20 digits, and U+1680 or
 * U+FEFF in a name; and with space in front, as in C. U+FFFE and U+FFFF are taken, as in C. Names keep their prefixes; attributes are checked and dropped; the encoding
 * that the document declares is not looked at.
 *
 * @param source - the text, or its bytes in UTF-8, or in UTF-16 with a byte order mark
 * @returns the root element, or `null`
 */
export function aosParseXml(source: string | Uint8Array): AosXmlNode | null {
  if (source.length > MAX_LENGTH) return null;
  const text = typeof source === "string" ? source : documentText(source);
  return text === null ? null : rootOf(text.replace(/^\uFEFF/, ""));
}

/**
 * Reads the document that the buffers of a list hold together; see {@link aosParseXml}. The list is
 * not changed. Unlike C, what is not well-formed to its end is refused, and texts are whole, with
 * their CDATA and what stands behind comments.
 *
 * @returns the root element, or `null` where C answers an error. Port of `aos_parse_xml_body`.
 */
export function aosParseXmlBody(bc: AosList<AosBuf>): AosXmlNode | null {
  return aosParseXml(aosBufListContent(null, bc));
}

/**
 * The name of the root of the document that the buffers of a list hold together, or "" if none is
 * found; what is behind it is not looked at.
 */
export function aosXmlRootName(bc: AosList<AosBuf>): string {
  const text = documentText(aosBufListContent(null, bc)) ?? "";
  return rootName(text.replace(/^\uFEFF/, ""));
}

const ESCAPES = new Map([
  // Readers make a line feed of a bare one.
  ["\r", "&#13;"],
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/**
 * Writes an element as mini-XML does. Unlike C, a carriage return is written as a reference: as it is,
 * every reader would take it for a line feed, and so a name for another.
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
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES.get(character) ?? character);
}

/** Writes the document around a root that {@link aosXmlElement} wrote. */
export function aosXmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root}\n`;
}
