/**
 * The CORS rules of a bucket.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { XmlNode } from "../xml.js";
import type { XmlContent } from "../xml_writer.js";
import { oneOf, readShape, type Shape, wholeNumber } from "./shape.js";

const MOST_RULES = 20;

const corsShape: Shape = {
  CORSRule: {
    least: 1,
    most: MOST_RULES,
    shape: {
      AllowedOrigin: { least: 1, most: Infinity, shape: oneStar },
      AllowedMethod: { least: 1, most: Infinity, shape: method },
      AllowedHeader: { most: Infinity, shape: oneStar },
      ExposeHeader: { most: Infinity, shape: noStar },
      MaxAgeSeconds: { shape: wholeNumber("MaxAgeSeconds", 0, 999_999_999) },
    },
  },
  ResponseVary: { shape: oneOf("true", "false") },
};

/** Checks a CORSConfiguration. The service keeps allowed headers in lower case. */
export function readCors(node: XmlNode): XmlContent {
  return readShape({ ...node, children: node.children.map(withPlainHeaders) }, corsShape);
}

function withPlainHeaders(rule: XmlNode): XmlNode {
  const children = rule.children.map((child) =>
    child.name === "AllowedHeader" ? { ...child, text: child.text.toLowerCase() } : child,
  );
  return { ...rule, children };
}

function oneStar(text: string): boolean {
  if (text.split("*").length <= 2) return true;
  throw refused("at most one asterisk is allowed", text);
}

function noStar(text: string): boolean {
  if (!text.includes("*")) return true;
  throw refused("no asterisk is allowed", text);
}

function method(text: string): boolean {
  if (["GET", "PUT", "DELETE", "POST", "HEAD"].includes(text)) return true;
  throw refused("the method is not supported", text);
}

function refused(why: string, text: string): OssError {
  return new OssError("InvalidArgument", {
    message: `The CORS rule is invalid: ${why}.`,
    elements: { ArgumentValue: text },
  });
}
