/**
 * The XML that requests bring: elements and text, strictly nested. Attributes are passed over.
 *
 * @packageDocumentation
 */

import { OssError } from "./error.js";

/** An element of a request's document. */
export interface XmlNode {
  /** Its name. */
  readonly name: string;
  /** The text directly in it, with the white space that it has. */
  readonly text: string;
  /** The elements directly in it. */
  readonly children: readonly XmlNode[];
}

/** An element whose end has not come yet. */
interface OpenNode {
  readonly name: string;
  text: string;
  readonly children: OpenNode[];
}

const TOKEN =
  /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(?<cdata>.*?)\]\]>|<\/(?<end>[\w.:-]+)\s*>|<(?<start>[\w.:-]+)(?:\s[^<>]*?)?(?<empty>\/?)>|(?<text>[^<]+)/gsuy;

/** Reads a document whose root is `root`; anything else throws MalformedXML. */
export function readXml(document: string, root: string): XmlNode {
  const top: OpenNode = { name: "", text: "", children: [] };
  const open = [top];
  let end = 0;
  const text = document.replace(/^\uFEFF/, "");
  for (const token of text.matchAll(TOKEN)) {
    end = token.index + token[0].length;
    take(token.groups ?? {}, open);
  }
  const [found, more] = top.children;
  const whole = end === text.length && open.length === 1 && top.text.trim() === "";
  if (!whole || more !== undefined || found?.name !== root) throw new OssError("MalformedXML");
  return found;
}

/** Takes one token into the element that is open. */
function take(token: Readonly<Record<string, string | undefined>>, open: OpenNode[]): void {
  const [start, finish] = [token["start"], token["end"]];
  const inner = open.at(-1);
  if (inner === undefined) throw new OssError("MalformedXML");
  if (start !== undefined) {
    const node: OpenNode = { name: start, text: "", children: [] };
    inner.children.push(node);
    if (token["empty"] !== "/") open.push(node);
  } else if (finish === undefined) {
    inner.text += token["cdata"] ?? unescape(token["text"] ?? "");
  } else {
    if (inner.name !== finish) throw new OssError("MalformedXML");
    open.pop();
  }
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
