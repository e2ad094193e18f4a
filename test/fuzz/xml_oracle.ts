/** Another reader of XML, libxml2: strict, and with nothing in common with the one that is tested. */

import { isUtf8 } from "node:buffer";
import {
  ParseOption,
  XmlCData,
  XmlDocument,
  XmlElement,
  XmlParseError,
  XmlText,
  XmlXPath,
} from "libxml2-wasm";

/** An element. */
export interface XmlTree {
  readonly name: string;
  /** Its own text and CDATA. Raw carriage returns are line feeds, as XML 1.0 says. */
  readonly text: string;
  readonly children: readonly XmlTree[];
}

/** What libxml2 says of a document; `null` when it is not well-formed. */
export type Verdict = { readonly root: XmlTree; readonly hasDoctype: boolean } | null;

/** What breaks the rules of namespaces only, which XML 1.0 does not know, or is a warning. */
const NAMESPACES =
  /^(Unsupported version '1|Namespace|xmlns|Failed to parse QName|.*colon|.*reserved)/i;

/** Reads a document strictly; `undefined` when it breaks rules that are not those of XML 1.0. */
export function judgeXml(xml: string): Verdict | undefined {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_IGNORE_ENC });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    return error.details.every(({ message }) => NAMESPACES.test(message)) ? undefined : null;
  }
  try {
    return { root: treeOf(document.root), hasDoctype: document.dtd !== null };
  } finally {
    document.dispose();
  }
}

/** Walking from node to node is no way: there is no node for an instruction. */
const CONTENT = XmlXPath.compile("*|text()");

function treeOf(element: XmlElement): XmlTree {
  let text = "";
  const children: XmlTree[] = [];
  for (const node of element.find(CONTENT)) {
    if (node instanceof XmlElement) children.push(treeOf(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const { prefix, name } = element;
  return { name: prefix === "" ? name : `${prefix}:${name}`, text, children };
}

/** The text of a document's bytes, or `null` when they are none in their encoding. */
export function decodeXml(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2));
  if (first === 0xfe && second === 0xff && bytes.length % 2 === 0) {
    return utf16(Buffer.from(bytes).swap16().subarray(2));
  }
  return isUtf8(bytes)
    ? Buffer.from(bytes)
        .toString()
        .replace(/^\ufeff/, "")
    : null;
}

function utf16(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString("utf16le");
  return bytes.length % 2 === 0 && !/\p{Surrogate}/u.test(text) ? text : null;
}
