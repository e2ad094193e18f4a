/**
 * The one door of the emulator to fast-xml-parser: the XML that requests bring.
 *
 * @module
 */

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { OssError } from "./error.js";

/** An element of a request's document. */
export interface XmlNode {
  /** Its name. */
  readonly name: string;
  /** The text in it, trimmed. */
  readonly text: string;
  /** The elements in it. */
  readonly children: readonly XmlNode[];
}

const TEXT = "#text";

const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  textNodeName: TEXT,
});

/** Reads a document whose root is `root`; anything else throws MalformedXML. */
export function readXml(document: string, root: string): XmlNode {
  const text = document.replace(/^\uFEFF/, "");
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) {
    throw new OssError("MalformedXML");
  }
  const found = nodes(parser.parse(text)).find(({ name }) => name !== TEXT);
  if (found?.name !== root) throw new OssError("MalformedXML");
  return found;
}

/** The text of the first element of that name, or undefined. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}

/** The parser's ordered form: objects whose one key is the element's name. */
function nodes(parsed: unknown): XmlNode[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown): XmlNode[] => {
    if (typeof entry !== "object" || entry === null) return [];
    return Object.entries(entry)
      .filter(([name]) => name !== ":@")
      .map(([name, content]: [string, unknown]) => {
        if (name === TEXT) return { name, text: String(content), children: [] };
        const inside = nodes(content);
        return {
          name,
          text: inside
            .filter((child) => child.name === TEXT)
            .map((child) => child.text)
            .join("")
            .trim(),
          children: inside.filter((child) => child.name !== TEXT),
        };
      });
  });
}
