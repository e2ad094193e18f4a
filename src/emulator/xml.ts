/**
 * The XML that requests bring: elements and text, strictly nested. Attributes are passed over. This
 * is the emulator's own door to fast-xml-parser.
 *
 * @packageDocumentation
 */

import { XMLParser } from "fast-xml-parser";
import { OssError } from "./error.js";
import { escapeXml } from "./xml_writer.js";

/** An element of a request's document. */
export interface XmlNode {
  /** Its name. */
  readonly name: string;
  /** The text directly in it, with the white space that it has. */
  readonly text: string;
  /** The elements directly in it. */
  readonly children: readonly XmlNode[];
}

/** A text or an element as the library leaves it: an object with one property. */
type Part = Readonly<Record<string, string | readonly Part[]>>;

/** Whatever may begin with `<`, and a `<` that begins nothing. */
const MARKUP =
  /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(.*?)]]>|<\/([\w.:-]+)\s*>|<([\w.:-]+)(?:\s[^<>]*?)?(\/?)>|</gs;

const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  // It drops references to control characters, which may be in the names of objects.
  processEntities: false,
});

/**
 * Reads a document whose root is `root`; anything else throws MalformedXML.
 *
 * The library makes a tree of anything. The document was strict if the tree, written again, is what
 * the library was given: nothing was open, nested otherwise, outside the root or passed over.
 */
export function readXml(document: string, root: string): XmlNode {
  const markup = plainMarkup(document).trim();
  // A carriage return that is no reference would become a line feed.
  const plain = markup.replaceAll("\r", "&#xd;");
  const parts = partsOf(plain);
  const [found, more] = nodeOf("", parts).children;
  if (written(parts) !== plain || more !== undefined || found?.name !== root) {
    throw new OssError("MalformedXML");
  }
  return found;
}

/**
 * Elements without attributes, and texts with references only: those the library keeps. It goes from
 * one to the next and ends at the first that is wrong: to look for the ends of all would take hours.
 */
function plainMarkup(document: string): string {
  let plain = "";
  let at = 0;
  for (const match of document.matchAll(MARKUP)) {
    plain += document.slice(at, match.index) + plainly(match);
    at = match.index + match[0].length;
  }
  return plain + document.slice(at);
}

function plainly([markup, cdata, end, start, slash]: RegExpExecArray): string {
  if (markup === "<") throw new OssError("MalformedXML");
  if (end !== undefined) return `</${end}>`;
  if (start === undefined) return escapeXml(cdata ?? "");
  return slash === "/" ? `<${start}></${start}>` : `<${start}>`;
}

function partsOf(plain: string): readonly Part[] {
  try {
    const parts: unknown = parser.parse(plain);
    return isParts(parts) ? parts : [];
  } catch {
    throw new OssError("MalformedXML");
  }
}

function isParts(value: unknown): value is readonly Part[] {
  return Array.isArray(value);
}

function nodeOf(name: string, parts: readonly Part[]): XmlNode {
  let text = "";
  const children: XmlNode[] = [];
  for (const [key, content] of parts.flatMap((part) => Object.entries(part))) {
    if (typeof content === "string") text += unescape(content);
    else children.push(nodeOf(key, content));
  }
  return { name, text, children };
}

function written(parts: readonly Part[]): string {
  return parts
    .flatMap((part) => Object.entries(part))
    .map(([name, content]) =>
      typeof content === "string" ? content : `<${name}>${written(content)}</${name}>`,
    )
    .join("");
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function unescape(text: string): string {
  return text.replace(/&(?:([^;&]*);)?/g, (_reference, name = "") => {
    const character = namedCharacter(String(name));
    if (character === undefined) throw new OssError("MalformedXML");
    return character;
  });
}

function namedCharacter(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : ENTITIES.get(name);
}

/** The text of the first element of that name, or undefined. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}
