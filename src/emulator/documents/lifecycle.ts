/**
 * The lifecycle rules of a bucket. They are kept and shown; nothing expires by them.
 *
 * @packageDocumentation
 */

import { randomUUID } from "node:crypto";
import { OssError } from "../error.js";
import { childText, type XmlNode } from "../xml.js";
import type { XmlContent, XmlElement } from "../xml_writer.js";
import { anyText, oneOf, readShape, type Shape, wholeNumber } from "./shape.js";

const MOST_RULES = 1000;
const LONGEST_ID = 255;

const days: Shape = wholeNumber("Days", 1, 2 ** 31 - 1);
const storageClass: Shape = oneOf("IA", "Archive", "ColdArchive", "DeepColdArchive");

const rule: Shape = {
  ID: { shape: (text) => text.length <= LONGEST_ID },
  Prefix: { least: 1, shape: anyText },
  Status: { least: 1, shape: oneOf("Enabled", "Disabled") },
  Tag: {
    most: Infinity,
    shape: { Key: { least: 1, shape: anyText }, Value: { shape: anyText } },
  },
  Expiration: {
    shape: {
      Days: { shape: days },
      Date: { shape: midnight },
      CreatedBeforeDate: { shape: midnight },
    },
  },
  Transition: {
    most: Infinity,
    shape: {
      Days: { shape: days },
      CreatedBeforeDate: { shape: midnight },
      StorageClass: { least: 1, shape: storageClass },
    },
  },
  AbortMultipartUpload: {
    shape: { Days: { shape: days }, CreatedBeforeDate: { shape: midnight } },
  },
};

const lifecycleShape: Shape = { Rule: { least: 1, most: MOST_RULES, shape: rule } };

const ACTIONS: ReadonlySet<string> = new Set(["Expiration", "Transition", "AbortMultipartUpload"]);
const TIMES: ReadonlySet<string> = new Set(["Days", "Date", "CreatedBeforeDate"]);

/** Clients of old repeat the time of the expiry in the rule itself; the service passes over it. */
const PASSED_OVER: ReadonlySet<string> = new Set(["Days", "Date"]);

function withoutPassedOver(ruleNode: XmlNode): XmlNode {
  const children = ruleNode.children.filter(({ name }) => !PASSED_OVER.has(name));
  return { ...ruleNode, children };
}

/** Checks a LifecycleConfiguration, and gives a rule without an id one. */
export function readLifecycle(root: XmlNode): XmlContent {
  const node = { ...root, children: root.children.map(withoutPassedOver) };
  readShape(node, lifecycleShape);
  node.children.forEach(checkRule);
  const ids = node.children.map((child) => childText(child, "ID") ?? "");
  const named = ids.filter((id) => id !== "");
  if (new Set(named).size < named.length) {
    throw new OssError("InvalidArgument", { message: "Rule ID must be unique." });
  }
  return node.children.map((child, i): XmlElement => {
    const id = ids[i] === "" ? randomUUID() : (ids[i] ?? "");
    const others = child.children.filter(({ name }) => name !== "ID");
    const content = readShape({ ...child, children: others }, rule);
    return ["Rule", [["ID", id], ...(typeof content === "object" ? content : [])]];
  });
}

/** A rule must do something, and every action has exactly one time. */
function checkRule(node: XmlNode): void {
  const actions = node.children.filter(({ name }) => ACTIONS.has(name));
  const timed = actions.every(
    ({ children }) => children.filter(({ name }) => TIMES.has(name)).length === 1,
  );
  if (actions.length === 0 || !timed) throw new OssError("MalformedXML");
}

function midnight(text: string): boolean {
  if (/^\d{4}-\d\d-\d\dT00:00:00(?:\.000)?Z$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return true;
  }
  throw new OssError("InvalidArgument", {
    message: "The date must be midnight GMT in the format of ISO 8601.",
    elements: { ArgumentValue: text },
  });
}
