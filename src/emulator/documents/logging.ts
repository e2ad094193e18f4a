/**
 * Where the accesses to a bucket are written down. The document is kept and shown; no log is
 * written by it.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import { childText, type XmlNode } from "../xml.js";
import type { XmlContent } from "../xml_writer.js";
import { anyText, readShape, type Shape } from "./shape.js";

const loggingShape: Shape = {
  LoggingEnabled: {
    shape: {
      TargetBucket: { least: 1, shape: anyText },
      TargetPrefix: { shape: anyText },
    },
  },
};

/**
 * Checks a BucketLoggingStatus.
 *
 * @param node - its root
 * @param isBucket - tells whether there is a bucket of a name
 */
export function readLogging(node: XmlNode, isBucket: (name: string) => boolean): XmlContent {
  const content = readShape(node, loggingShape);
  const [enabled] = node.children;
  const target = enabled === undefined ? undefined : childText(enabled, "TargetBucket");
  if (target === undefined || isBucket(target)) return content;
  throw new OssError("InvalidTargetBucketForLogging", { elements: { TargetBucket: target } });
}
