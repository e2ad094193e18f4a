/**
 * What a document may look like: which elements it has, how many of each, and what is in them.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { XmlNode } from "../xml.js";
import type { XmlContent, XmlElement } from "../xml_writer.js";

/** Checks a text: returns false, or throws an error of its own, for one that it refuses. */
export type TextRule = (text: string) => boolean;

/** How often an element stands, and what is in it. */
export interface Member {
  /** What is in it. */
  readonly shape: Shape;
  /** The fewest; 0 by default. */
  readonly least?: number;
  /** The most; 1 by default. */
  readonly most?: number;
}

/** A text, elements by name, or whatever there is. */
export type Shape = TextRule | Readonly<Record<string, Member>> | "anything";

/**
 * Checks what is in an element, and gives it back as it is written again, in the order of the
 * shape. What does not fit throws MalformedXML.
 */
export function readShape(node: XmlNode, shape: Shape): XmlContent {
  if (shape === "anything") return contentOf(node);
  if (typeof shape === "function") return readText(node, shape);
  if (node.children.some(({ name }) => !Object.hasOwn(shape, name))) {
    throw new OssError("MalformedXML");
  }
  return Object.entries(shape).flatMap(([name, member]) => readMember(node, name, member));
}

function contentOf({ children, text }: XmlNode): XmlContent {
  if (children.length === 0) return text;
  return children.map((child): XmlElement => [child.name, contentOf(child)]);
}

function readText(node: XmlNode, rule: TextRule): string {
  if (node.children.length > 0 || !rule(node.text)) throw new OssError("MalformedXML");
  return node.text;
}

function readMember(node: XmlNode, name: string, member: Member): XmlElement[] {
  const { shape, least = 0, most = 1 } = member;
  const found = node.children.filter((child) => child.name === name);
  if (found.length < least || found.length > most) throw new OssError("MalformedXML");
  return found.map((child): XmlElement => [name, readShape(child, shape)]);
}

/** Any text. */
export function anyText(): boolean {
  return true;
}

/** One of some words. */
export function oneOf(...words: readonly string[]): TextRule {
  return (text) => words.includes(text);
}

/** A whole number between two bounds; another one throws InvalidArgument. */
export function wholeNumber(name: string, least: number, most: number): TextRule {
  return (text) => {
    if (!/^-?\d+$/.test(text)) return false;
    if (Number(text) >= least && Number(text) <= most) return true;
    throw new OssError("InvalidArgument", {
      message: `${name} must be an integer between ${least} and ${most}.`,
      elements: { ArgumentName: name, ArgumentValue: text },
    });
  };
}
