/**
 * How a bucket is shown as a website. The document is kept and shown; no page is served by it.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { XmlNode } from "../xml.js";
import type { XmlContent } from "../xml_writer.js";
import { oneOf, readShape, type Shape, wholeNumber } from "./shape.js";

const MOST_RULES = 20;

const routingRule: Shape = {
  RuleNumber: { least: 1, shape: wholeNumber("RuleNumber", 1, 2 ** 31 - 1) },
  Condition: { shape: "anything" },
  Redirect: { least: 1, shape: "anything" },
};

const websiteShape: Shape = {
  IndexDocument: {
    shape: {
      Suffix: { least: 1, shape: pageName("Suffix") },
      SupportSubDir: { shape: oneOf("true", "false") },
      Type: { shape: oneOf("0", "1", "2") },
    },
  },
  ErrorDocument: {
    shape: {
      Key: { least: 1, shape: pageName("Key") },
      HttpStatus: { shape: wholeNumber("HttpStatus", 200, 404) },
    },
  },
  RoutingRules: { shape: { RoutingRule: { least: 1, most: MOST_RULES, shape: routingRule } } },
};

/** Checks a WebsiteConfiguration, which must have something in it. */
export function readWebsite(node: XmlNode): XmlContent {
  if (node.children.length === 0) throw new OssError("MalformedXML");
  return readShape(node, websiteShape);
}

function pageName(name: string): Shape {
  return (text) => {
    if (text !== "" && (name !== "Suffix" || !text.includes("/"))) return true;
    throw new OssError("InvalidArgument", {
      message: `The ${name} of the website is invalid.`,
      elements: { ArgumentName: name, ArgumentValue: text },
    });
  };
}
