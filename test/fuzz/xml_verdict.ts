/** Whether a document was rightly taken or refused, as libxml2 says. */

import { mustHold } from "./target.js";
import { decodeXml, judgeXml, type XmlTree } from "./xml_oracle.js";

/**
 * What is refused though libxml2 takes it: depth, space in front (as in C), what fast-xml-parser can't read, and `version="1."`,
 * which is not well-formed.
 */
function isRefusedOnPurpose(xml: string, depth: number): boolean {
  return (
    depth > 64 ||
    /^[ \t\r\n]|&#x?0*[0-9a-f]{21}|[\u1680\ufeff]|version\s*=\s*["']1\.["']/i.test(xml)
  );
}

function depthOf(tree: XmlTree): number {
  return 1 + tree.children.reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

/** What is taken as in C, though XML has no such characters. */
const TAKEN_ON_PURPOSE = /[\ufffe\uffff]|&#(x0*fff[ef]|0*6553[45]);/i;

/** What libxml2 read, where it can be compared. */
export interface Judged {
  readonly root: XmlTree;
  /** Whether there are raw carriage returns: they are kept here, and are line feeds in libxml2. */
  readonly hasReturns: boolean;
}

/**
 * Holds a reader to libxml2's verdict.
 *
 * @param isTaken - whether the reader took the document
 * @returns what libxml2 read of a document that both took
 */
export function judgeTaken(bytes: Uint8Array, isTaken: boolean): Judged | null {
  const xml = decodeXml(bytes);
  if (xml === null) {
    mustHold(!isTaken, "bytes that are no text are taken");
    return null;
  }
  const verdict = TAKEN_ON_PURPOSE.test(xml) ? undefined : judgeXml(xml);
  if (verdict === undefined) return null;
  if (verdict === null || verdict.hasDoctype) {
    mustHold(!isTaken, `${verdict === null ? "no XML" : "a DOCTYPE"} is taken`);
    return null;
  }
  const { root } = verdict;
  mustHold(isTaken || isRefusedOnPurpose(xml, depthOf(root)), "well-formed XML is refused");
  return isTaken ? { root, hasReturns: xml.includes("\r") } : null;
}
