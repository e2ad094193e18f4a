/** Documents that a program reads itself, as mini-XML reads them when all text is to stay as it is. */

import type { Helpers } from "./helper.js";

type Name =
  | "XmlNode"
  | "mxmlLoadString"
  | "aosParseXmlBody"
  | "getXmldoc"
  | "mxmlFindElement"
  | "getXmlnodeValue"
  | "getXmlnodeValueStr"
  | "getXmlnodeValueInt";

export const XML: Helpers<Name> = {
  XmlNode: {
    code: `
/** An element of a document. What is within it stands behind it in the list of all. */
interface XmlNode {
  readonly name: string;
  /** The text that it begins with. */
  text: string | null;
  readonly all: readonly XmlNode[];
  readonly at: number;
  end: number;
}
`,
  },
  mxmlLoadString: {
    code: String.raw`
/** Reads a document; NULL where it is none. Behind <?xml ...?>, all is within that. */
function mxmlLoadString(text: string): XmlNode | null {
  const pieces = [
    /<(?<aside>!--[^]*?--|!\[CDATA\[[^]*?\]\]|\?[^]*?\?)>/,
    /<\/(?<closed>[^\s<>/]+)\s*>/,
    /<(?<opened>[^\s<>/!?]+)(?:\s+[^\s<>=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(?<empty>\/?)>/,
    /(?<words>(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,5});)+)/,
    /[^]/,
  ];
  const any = new RegExp(pieces.map(({ source }) => source).join("|"), "g");
  const all: XmlNode[] = [];
  const open: XmlNode[] = [];
  for (const { groups: { aside, closed, opened, empty, words } = {} } of text.matchAll(any)) {
    const name = opened ?? aside ?? closed;
    const parent = open.at(-1);
    const isFirst = all.length === 0;
    if (words !== undefined && !isFirst) {
      if (parent?.at === all.length - 1) parent.text ??= unescapedXml(words);
    } else if (name === undefined || (parent === undefined && !isFirst)) {
      return null;
    } else if (name === closed) {
      if (parent?.name !== name) return null;
      parent.end = all.length;
      open.pop();
    } else {
      const isOpen = empty === "" || (isFirst && name.startsWith("?"));
      const end = isOpen ? Number.POSITIVE_INFINITY : all.length + 1;
      const node = { name, text: null, all, at: all.length, end };
      all.push(node);
      if (isOpen) open.push(node);
    }
  }
  const isWhole = open.every(({ name }) => name.startsWith("?"));
  return isWhole ? (all[0] ?? null) : null;
}

/** Text with the characters that its references stand for. */
function unescapedXml(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(#x?)?(\w+);/g, (_, number: string | undefined, name: string) =>
    number === undefined
      ? (named[name] ?? "")
      : String.fromCodePoint(Number.parseInt(name, number === "#" ? 10 : 16)),
  );
}
`,
    after: "XmlNode",
  },
  aosParseXmlBody: {
    code: `
/** Reads the document that a body is into \`root\`. */
function aosParseXmlBody(bc: AosList<AosBuf>, root: Out<XmlNode>): number {
  root.value = mxmlLoadString(aosBufListContent(null, bc).toString());
  return root.value === null ? AOSE_INTERNAL_ERROR : AOSE_OK;
}
`,
    names: ["AOSE_INTERNAL_ERROR", "AOSE_OK", "aosBufListContent"],
    types: ["AosBuf", "AosList", "Out"],
    after: "mxmlLoadString",
  },
  getXmldoc: {
    code: `
/** Reads the document that a body is into \`root\`. */
function getXmldoc(bc: AosList<AosBuf>, root: Out<XmlNode>): number {
  return aosParseXmlBody(bc, root) === AOSE_OK ? AOSE_OK : AOSE_XML_PARSE_ERROR;
}
`,
    names: ["AOSE_OK", "AOSE_XML_PARSE_ERROR"],
    types: ["AosBuf", "AosList", "Out"],
    after: "aosParseXmlBody",
  },
  mxmlFindElement: {
    code: `
/** The next element of that name behind \`node\`, within \`top\`. */
function mxmlFindElement(node: XmlNode | null, top: XmlNode | null, name: string): XmlNode | null {
  if (node === null || top === null) return null;
  return node.all.slice(node.at + 1, top.end).find((next) => next.name === name) ?? null;
}
`,
    after: "XmlNode",
  },
  getXmlnodeValue: {
    code: `
/** The text of the first element of that name within \`node\`. */
function getXmlnodeValue(node: XmlNode | null, name: string): string | null {
  return mxmlFindElement(node, node, name)?.text ?? null;
}
`,
    after: "mxmlFindElement",
  },
  getXmlnodeValueStr: {
    code: `
/** The text of the first element of that name into \`value\`; false where there is none. */
function getXmlnodeValueStr(node: XmlNode | null, name: string, value: AosString): boolean {
  const text = getXmlnodeValue(node, name);
  if (text !== null) aosStrSet(value, text);
  return text !== null;
}
`,
    names: ["aosStrSet"],
    types: ["AosString"],
    after: "getXmlnodeValue",
  },
  getXmlnodeValueInt: {
    code: `
/** The number in the first element of that name into \`value\`; false where there is none. */
function getXmlnodeValueInt(node: XmlNode | null, name: string, value: Out<number> | null): boolean {
  const text = getXmlnodeValue(node, name);
  if (text !== null && value !== null) value.value = Number(aosAtoi64(text));
  return text !== null;
}
`,
    names: ["aosAtoi64"],
    types: ["Out"],
    after: "getXmlnodeValue",
  },
};
