/** Any document: what is read is what libxml2 reads, and what is refused is refused for a reason. */

import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { aosList, aosListAddTail } from "../../../src/aos/list.js";
import { type AosXmlNode, aosParseXml, aosXmlRootName } from "../../../src/aos/xml.js";
import { type FuzzTarget, fuzzTarget, mustEqual } from "../target.js";
import { xmlDocuments } from "../xml_inputs.js";
import type { XmlTree } from "../xml_oracle.js";
import { judgeTaken } from "../xml_verdict.js";

/**
 * A tree to compare. Where there are raw carriage returns, all ends of lines are alike. U+FEFF is lost
 * between libxml2 and its texts.
 */
function shape(node: AosXmlNode | XmlTree, hasReturns: boolean): unknown {
  const text = node.text.replaceAll("\ufeff", "");
  const lines = hasReturns ? text.replace(/[\r\n]+/g, "\n") : text;
  return [node.name, lines, node.children.map((child) => shape(child, hasReturns))];
}

/** The name of the root, told without reading the rest. */
function rootNameOf(bytes: Uint8Array): string {
  const body = aosList<AosBuf>();
  aosListAddTail(aosBufPack(null, bytes), body);
  return aosXmlRootName(body);
}

function check(bytes: Uint8Array): void {
  const rootName = rootNameOf(bytes);
  const found = aosParseXml(bytes);
  const judged = judgeTaken(bytes, found !== null);
  if (judged === null || found === null) return;
  const { root, hasReturns } = judged;
  mustEqual(shape(found, hasReturns), shape(root, hasReturns), "the tree");
  mustEqual(rootName, found.name, "the name of the root");
}

export const xmlDocument: FuzzTarget = fuzzTarget("xml-document", 250, xmlDocuments, check);
